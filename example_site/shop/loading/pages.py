"""The page tree: a home page for each language, the hub and the posts below it."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sites.models import Site as DjangoSite
from wagtail.models import Locale, Page, Site

from shop.models import BlogIndexPage, BlogPage
from wagtail_peersupport.hub.models import SupportHubPage


def create_homes(languages, owner):
    """The home pages by language, in place of Wagtail's welcome page; the first is the site's."""
    root = Page.get_first_root_node()
    # Its site goes with it.
    root.get_children().delete()
    root.refresh_from_db()
    homes = {}
    for language in languages:
        locale, __ = Locale.objects.get_or_create(language_code=language.locale)
        homes[language.locale] = _create_home(root, language, locale, owner, homes)
    Site.objects.create(
        hostname="127.0.0.1",
        port=8000,
        site_name=settings.WAGTAIL_SITE_NAME,
        root_page=homes[languages[0].locale],
        is_default_site=True,
    )
    return homes


def _create_home(root, language, locale, owner, others):
    home = BlogIndexPage(
        title=language.title,
        slug=language.slug,
        tagline=language.tagline,
        about=language.about,
        locale=locale,
        owner=owner,
    )
    hub = SupportHubPage(
        title=language.help_title, slug=language.help_slug, locale=locale, owner=owner
    )
    if others:
        first = next(iter(others.values()))
        home.translation_key = first.translation_key
        hub.translation_key = first.get_children().type(SupportHubPage).get().translation_key
    root.add_child(instance=home)
    home.add_child(instance=hub)
    return home


def create_post(post, homes, users, now):
    """One post below the home page of its language, published ``days_ago``."""
    published = now - timedelta(days=post.days_ago)
    page = BlogPage(
        title=post.title,
        slug=post.slug,
        date=published.date(),
        intro=post.intro,
        body=post.body,
        cover=post.image,
        cover_alt=post.alt,
        owner=users[post.author],
        locale=homes[post.locale].locale,
        first_published_at=published,
        last_published_at=published,
    )
    return homes[post.locale].add_child(instance=page)


def move_to(port):
    """Let every full address, such as those in mails, lead to ``http://127.0.0.1:port``."""
    site = Site.objects.get(is_default_site=True)
    if site.port != port:
        site.port = port
        site.save()
    settings.WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{port}"
    DjangoSite.objects.update_or_create(
        pk=settings.SITE_ID,
        defaults={"domain": f"127.0.0.1:{port}", "name": settings.WAGTAIL_SITE_NAME},
    )
