"""Loads the whole blog, or nothing of it."""

from django.db import transaction
from django.utils import timezone

from shop.models import BlogPage
from wagtail_peersupport import comments
from wagtail_peersupport.actions.quiet import read_quietly

from .accounts import create_accounts
from .discussion import Discussion
from .pages import create_homes, create_post
from .replies import create_replies
from .topics import create_topics
from .voices import Voices, date_back


def is_loaded():
    """The blog is loaded in one transaction: where there is a post, there is everything."""
    return BlogPage.objects.exists()


def steps_of(content):
    """How often :func:`load_blog` calls its ``step``."""
    return 2 * len(content.posts) + 2 * len(content.comments)


def load_blog(content, step):
    """Load accounts, topics, pages, comments and what was said of them; ``step()`` after each.

    Returns how many votes and acceptances the site refused. Sends no mail.
    """
    now = timezone.now()
    with transaction.atomic():
        users = create_accounts(content.accounts)
        owner = next(users[one.username] for one in content.accounts if one.role == "owner")
        homes = create_homes(content.languages, owner)
        create_topics(content.topics)
        create_replies(content.replies)
        posts = {}
        for post in content.posts:
            posts[post.slug] = create_post(post, homes, users, now)
            step()
        discussion = Discussion(posts, users, now)
        _talk(discussion, content.comments, step)
        voices = Voices(discussion, owner)
        for said in content.comments:
            voices.speak_of(said)
            step()
        date_back(discussion)
    return voices.refused


def _talk(discussion, said, step):
    with comments.quietly():
        for one in said:
            discussion.add(one)
            step()
    for post in discussion.posts.values():
        read_quietly(list(comments.on_page(post).values_list("pk", flat=True)))
        step()
