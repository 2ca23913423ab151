"""Running the import in tests, and what it left behind."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django_comments_xtd.models import XtdComment

from tests.site.models import BlogPage

EXPORT = Path(__file__).parent / "exports" / "arriving.xml"


def run(*arguments, blog=None, **options):
    """The import's output. With ``blog`` its posts are made there, where they are missing."""
    out = StringIO()
    if blog is not None:
        options = {"parent": str(blog.pk), "page_model": "blog.BlogPage", **options}
    call_command("peersupport_import", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def saying(words):
    return XtdComment.objects.get(comment__startswith=words)


def everything():
    return sorted(XtdComment.objects.values_list()), sorted(BlogPage.objects.values_list("slug"))
