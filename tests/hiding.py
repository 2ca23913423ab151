"""Ways in which a question or its post stops being public."""

from wagtail.models import Page, PageViewRestriction, Site

from wagtail_peersupport import comments


def hide_page(post, comment):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)


def unpublish(post, comment):
    post.unpublish()


def move_to_another_site(post, comment):
    other = Page.objects.get(depth=1).add_child(instance=Page(title="Other", slug="other"))
    Site.objects.create(hostname="other.example", root_page=other)
    post.get_parent().move(other, pos="last-child")


def remove(post, comment):
    """By hand in the database: nobody is told."""
    comments.comment_model().objects.filter(pk=comment.pk).update(is_removed=True)


def hold(post, comment):
    comments.comment_model().objects.filter(pk=comment.pk).update(is_public=False)


def delete(post, comment):
    comments.comment_model().objects.filter(pk=comment.pk).delete()
