"""People who read and write on the test blog through the doors that real readers use."""

import re
from html.parser import HTMLParser

from django.core import mail
from django.test import Client, TestCase

from wagtail_peersupport import comments


class _Forms(HTMLParser):
    """Collects the forms of a page: action and fields of each."""

    def __init__(self, html):
        super().__init__()
        self.forms = []
        self.textarea = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.forms.append({"action": attrs.get("action", ""), "fields": {}})
        elif self.forms and attrs.get("name"):
            unticked = attrs.get("type") == "radio" and "checked" not in attrs
            if tag == "input" and attrs.get("type") not in ("checkbox", "submit") and not unticked:
                self.forms[-1]["fields"][attrs["name"]] = attrs.get("value") or ""
            elif tag == "textarea":
                self.textarea = attrs["name"]
                self.forms[-1]["fields"][self.textarea] = ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.forms[-1]["fields"][self.textarea] += data


def comment_form_in(html):
    """The comment form of a page: ``{"action", "fields"}``."""
    return next(form for form in _Forms(html).forms if "comment" in form["fields"])


class Reader:
    """Somebody with a browser of their own; with ``account``, logged in."""

    def __init__(self, name="Ann", email="", account=None):
        self.name = name
        self.email = email or f"{name.lower().replace(' ', '.')}@example.com"
        self.client = Client()
        if account is not None:
            self.client.force_login(account)
        self.account = account

    def open_form(self, post, parent=None):
        """The comment form of a post as the page shows it, for a reply to ``parent``."""
        query = f"?reply_to={parent.pk}" if parent is not None else ""
        return comment_form_in(self.client.get(post.url + query).content.decode())

    def open_form_alone(self, post, parent=None):
        """The comment form on a page of its own, which shows no comments and so takes less time."""
        query = {"page": post.pk, "reply_to": parent.pk if parent is not None else ""}
        return comment_form_in(self.client.get("/comments/write/", query).content.decode())

    def send(self, post, text, parent=None, **changed):
        """Fill in the form and send it; returns the response. ``changed`` overrides fields."""
        return self._fill(self.open_form(post, parent), text, changed)

    def _fill(self, form, text, changed):
        data = {**form["fields"], "comment": text}
        if self.account is None:
            data |= {"name": self.name, "email": self.email}
        return self._post(form["action"], {**data, **changed})

    def write(self, post, text, reply_to=None):
        """Write a comment and, as a guest, confirm it from the mail; returns the saved comment."""
        sent_before = len(mail.outbox)
        response = self._fill(self.open_form_alone(post, reply_to), text, {})
        if self.account is not None and response.status_code == 200:
            self.anyway(response)
        if self.account is None:
            assert response.status_code == 200, response.content.decode()
            if len(mail.outbox) == sent_before:
                self.anyway(response)
            self.confirm(mail.outbox[sent_before])
        return comments.comment_model().norel_objects.order_by("-pk").first()

    def anyway(self, response, **changed):
        """Post what the page before posting asks about, as it is; returns the response."""
        form = comment_form_in(response.content.decode())
        return self._post(form["action"], {**form["fields"], **changed})

    def confirm(self, message):
        with TestCase.captureOnCommitCallbacks(execute=True):
            return self.client.get(link_in(message))

    def press(self, verb, comment, **data):
        """Press a button of a comment: helpful, accept, me-too…; returns the response."""
        return self._post(f"/comments/{comment.pk}/{verb}/", data)

    def _post(self, path, data):
        # Inside a test's transaction nothing commits: what waits for the commit runs afterwards.
        with TestCase.captureOnCommitCallbacks(execute=True):
            return self.client.post(path, data)


def link_in(message, part="/confirm/"):
    """The first link of a mail whose path holds ``part``, as a path with query."""
    return re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", message.body).group(1)
