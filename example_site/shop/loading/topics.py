"""What the questions are about, as staff would have written it down in the admin."""

from wagtail_peersupport.models import Topic


def create_topics(topics):
    """In the order of the data."""
    for place, topic in enumerate(topics):
        Topic.objects.create(
            name=topic.name,
            slug=topic.slug,
            description=topic.description,
            words="\n".join(topic.words),
            staff_only=topic.staff_only,
            response_target_hours=topic.response_target_hours,
            sort_order=place,
        )
