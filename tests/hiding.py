"""Ways in which a question or its post stops being public."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from wagtail_peersupport import comments


def _restrict(page, kind, **fields):
    return PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)


def hide_page(post, comment):
    _restrict(post, PageViewRestriction.LOGIN)


def hide_for_group(post, comment):
    club = Group.objects.get_or_create(name="Club")[0]
    _restrict(post, PageViewRestriction.GROUPS).groups.add(club)


def hide_by_password(post, comment):
    _restrict(post, PageViewRestriction.PASSWORD, password="open")


def hide_above(post, comment):
    """Everything below the page that the post stands below."""
    hide_page(post.get_parent(), comment)


def hide_source(post, comment):
    """Makes the post an alias of a page that is not for everybody."""
    source = Page(title="Source", slug=f"source-{post.pk}", locale=post.locale)
    source = Page.objects.filter(depth=2).first().add_child(instance=source)
    Page.objects.filter(pk=post.pk).update(alias_of=source)
    hide_page(source, comment)


def unpublish(post, comment):
    post.unpublish()


def expire(post, comment):
    post.unpublish(set_expired=True)


def schedule(post, comment):
    """Takes the post back until next week."""
    post.unpublish()
    post.refresh_from_db()
    post.go_live_at = timezone.now() + timedelta(days=7)
    post.save_revision().publish()


def move_to_another_site(post, comment):
    slug = f"other-{post.locale.language_code}"
    other = Page.objects.get(depth=1).add_child(instance=Page(title="Other", slug=slug))
    Site.objects.create(hostname=f"{slug}.example", root_page=other)
    post.get_parent().move(other, pos="last-child")


def remove(post, comment):
    """By hand in the database: nobody is told."""
    comments.comment_model().objects.filter(pk=comment.pk).update(is_removed=True)


def hold(post, comment):
    comments.comment_model().objects.filter(pk=comment.pk).update(is_public=False)


def delete(post, comment):
    comments.comment_model().objects.filter(pk=comment.pk).delete()
