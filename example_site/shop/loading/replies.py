"""Replies to start from, as a manager would have written them in the admin."""

from wagtail.models import Locale

from wagtail_peersupport.models import CannedReply, Topic


def create_replies(replies):
    """Each in its language, for its topic or for all."""
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    for reply in replies:
        CannedReply.objects.create(
            title=reply.title,
            text=reply.text,
            locale=locales[reply.locale],
            topic=topics[reply.topic] if reply.topic else None,
        )
