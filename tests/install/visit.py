"""What people do on the installed site: run inside the project, as a program of its own.

``python visit.py '[["WHAT", ARGUMENT...]...]'`` prints what each step saw as JSON on its last line.
"""

import importlib
import json
import os
import re
import sys
from datetime import date
from pathlib import Path

import django

QUESTION = "Does the blue shirt shrink in the wash? I am between two sizes."
OLD_QUESTION = "Can I return a shirt that I have already washed?"
OLD_ANSWER = "Yes, within two weeks. I did so last month."


def manage(*commands):
    """Run manage.py commands, one after the other; the first that fails ends the program."""
    from django.core.management import execute_from_command_line

    for words in commands:
        execute_from_command_line(["manage.py", *words])


def build():
    """The blog of the tutorial with one post, and its owner."""
    from django.apps import apps
    from django.contrib.auth import get_user_model
    from wagtail.models import Site

    manage(["makemigrations", "blog", "-v0"])
    importlib.invalidate_caches()
    manage(["migrate", "-v0"])
    get_user_model().objects.create_superuser("mo", "mo@example.com", "mo")
    home = Site.objects.get().root_page
    index = home.add_child(instance=apps.get_model("blog.BlogIndexPage")(title="Blog"))
    post = apps.get_model("blog.BlogPage")
    index.add_child(instance=post(title="New shirts", date=date(2026, 11, 1), intro="They are in."))


def comment():
    """What the readers of a blog with django-comments-xtd wrote before."""
    from django.contrib.contenttypes.models import ContentType
    from django_comments_xtd.models import XtdComment

    page = the_post()
    about = {
        "content_type": ContentType.objects.get_for_model(page),
        "object_pk": page.pk,
        "site_id": 1,
    }
    asked = XtdComment(user_name="Ida", user_email="ida@example.com", comment=OLD_QUESTION, **about)
    asked.save()
    answer = XtdComment(user_name="Jo", user_email="jo@example.com", comment=OLD_ANSWER, **about)
    answer.parent_id = asked.pk
    answer.save()


def ask():
    """A guest asks under the post, confirms, and lands on the question; the owner made a hub."""
    from django.core import mail

    from tests.readers import Reader

    make_hub()
    guest = Reader("Kim")
    guest.write(the_post(), QUESTION)
    (message,) = mail.outbox
    return {
        "mailed_to": message.to,
        "mail": message.body,
        "post": read(the_post().url),
        "hub": read("/help/?tab=unanswered"),
        "all": read("/help/"),
        "german": read("/help/", language="de"),
        "styles": styles(read("/help/")),
    }


def styles(html):
    """The files behind the addresses of our styles and scripts on a page."""
    from django.contrib.staticfiles import finders

    names = re.findall(r'"/static/(wagtail_peersupport/[^"?]+)', html)
    return [finders.find(name) for name in names]


def make_hub():
    from wagtail.models import Site
    from wagtail.test.utils.form_data import inline_formset, nested_form_data

    form = {
        "title": "Help",
        "slug": "help",
        "comments": inline_formset([]),
        "action-publish": "publish",
    }
    home = Site.objects.get().root_page
    address = f"/admin/pages/add/wagtail_peersupport_hub/supporthubpage/{home.pk}/"
    done = owner().post(address, nested_form_data(form))
    assert done.status_code == 302, done.content.decode()


def take_out(*commands):
    """Delete the hub in the admin, then run what the README says; tells what was there before."""
    from wagtail.models import Page

    before = belongings()
    hub = Page.objects.get(slug="help")
    owner().post(f"/admin/pages/{hub.pk}/delete/")
    assert not Page.objects.filter(slug="help").exists()
    manage(*commands)
    return before


def look():
    """What the site holds, what a reader sees, and which tables there are."""
    from django.db import connection

    tables = connection.introspection.table_names()
    return {"belongings": belongings(), "post": read(the_post().url), "tables": tables}


def belongings():
    """The site's own: every column of comments and pages but those of the hub."""
    from django_comments_xtd.models import XtdComment
    from wagtail.models import Page

    pages = Page.objects.exclude(slug="help").order_by("pk")
    # The home page counts its children.
    counted = [{**row, "numchild": None} for row in pages.values()]
    comments = list(XtdComment.objects.order_by("pk").values())
    return json.loads(json.dumps([counted, comments], default=str))


def the_post():
    from django.apps import apps

    return apps.get_model("blog.BlogPage").objects.get()


def read(address, language="en"):
    """A page as anybody sees it, on a site in this language."""
    from django.test import Client
    from django.utils import translation

    with translation.override(language):
        response = Client().get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def owner():
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.get())
    return client


def main(steps):
    sys.path.insert(0, str(Path.cwd()))
    os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings.dev"
    django.setup()
    from django.test.utils import setup_test_environment

    # Mail stays in this program; nothing else is different from the real site.
    setup_test_environment()
    doings = {"manage": manage, "build": build, "comment": comment, "ask": ask}
    doings |= {"take_out": take_out, "look": look}
    seen = [doings[what](*arguments) for what, *arguments in json.loads(steps)]
    sys.stdout.write(f"\n\n{json.dumps(seen)}")


main(sys.argv[1])
