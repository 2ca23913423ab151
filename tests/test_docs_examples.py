"""The examples of the documentation do what the text beside them says."""

import contextlib
import dataclasses
import inspect
import logging
import sys
import textwrap
import types

import django
import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.dispatch import Signal
from django.test import TestCase, override_settings
from django.test.signals import template_rendered
from django_comments_xtd.moderation import moderator

from tests.documentation import blocks, code_words, page, prose, rows, source
from tests.keeping import kept
from tests.readers import Reader
from tests.servers import RQ_TASKS, rq_queues
from tests.site.models import BlogPage
from wagtail_peersupport import signals
from wagtail_peersupport.actions import endorsing, followups, merging, teaching, thanking
from wagtail_peersupport.detection.engine import LinearEngine
from wagtail_peersupport.detection.types import Context, Role
from wagtail_peersupport.lessons.posts import Insertion, insertion_for, teach
from wagtail_peersupport.models import CommentAnalysis, SupportReply, SupportThread
from wagtail_peersupport.models.choices import Outcome
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.once
SIGNALS = page("reference/signals.md")
QUESTION = "How do I wash the heavy tee without shrinking it?"
AGAIN = "Can the heavy tee go into a hot wash?"
ANSWER = "Wash it cold and hang it up to dry, inside out."
HELD = "Buy at https://example.com/ today, it is cheap."
#: What each example of a receiver leaves behind, once everything has happened.
LOGGED = {
    "thread_opened": "question asked under How we print our shirts: How do I wash the heavy tee",
    "reply_added": "Somebody answered: How do I wash the heavy tee",
    "answer_accepted": "is solved, says the asker, by Bob",
    "answer_unaccepted": "Bob was not the answer to How do I wash the heavy tee",
    "solved_another_way": "did it another way: How do I wash the heavy tee",
    "answer_endorsed": "How do I wash the heavy tee without shrinking it?: verified",
    "follow_up_resolved": ": No reply needed",
    "post_learned": "How we print our shirts learned: How do I wash the heavy tee",
    "helper_thanked": "mara thanked Bob in a letter",
    "threads_merged": "Can the heavy tee go into a hot wash? was asked before: How do I wash",
}
#: Those whose example does something else, which has a test of its own.
UNLOGGED = ("comments_read", "staff_needed", "threads_changed")


@kept
def staff(django_user_model):
    return django_user_model.objects.create_superuser("mara", "mara@example.com", "mara")


@pytest.fixture
def happen(post, staff):
    """Everything that signals tell of happens to one question, through the doors of readers."""

    def happen():
        ann = Reader("Ann")
        question = ann.write(post, QUESTION)
        answer = Reader("Bob").write(post, ANSWER, question)
        ann.press("accept", answer)
        learn(post, answer, staff)
        ann.press("unaccept", answer)
        ann.press("another-way", question)
        ann.press("not-another-way", question)
        ann.press("ask-for-staff", question)
        reply = SupportReply.objects.get(comment=answer.pk)
        endorsing.endorse(reply, Viewer(user=staff))
        thanking.thank_privately(reply, Viewer(user=staff), "Thank you!")
        thread = SupportThread.objects.get()
        followups.resolve(thread, Viewer(user=staff), Outcome.NO_REPLY_NEEDED)
        again = Reader("Cleo").write(post, AGAIN)
        merging.merge_thread(again.support_thread, Viewer(user=staff), thread)
        return question

    return happen


def learn(post, answer, staff):
    """Staff put the answer into the post and publish it."""
    reply = SupportReply.objects.select_related("thread").get(comment=answer.pk)
    said = {"credit": "By Bob", "url": f"{post.full_url}#c{answer.pk}", "question": QUESTION}
    insertion = insertion_for(post, heading=QUESTION, words=f"<p>{ANSWER}</p>", **said)
    teaching.draft_lesson(reply, Viewer(user=staff), insertion)
    post.refresh_from_db()
    with TestCase.captureOnCommitCallbacks(execute=True):
        post.get_latest_revision().publish()


@contextlib.contextmanager
def receivers(name):
    """The receivers of one section of the reference, connected as the example does it."""
    (block,) = [one for one in blocks(SIGNALS, "python") if code_words(one.heading) == [name]]
    made = {}
    exec(source(block), made)
    try:
        yield
    finally:
        for value in made.values():
            if inspect.isfunction(value) and value.__module__ == "builtins":
                getattr(signals, name).disconnect(value)


# Signals -----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", LOGGED)
def test_a_receiver_that_logs_hears_of_what_happened(name, happen, caplog):
    caplog.set_level(logging.INFO, logger="blog.support")
    with receivers(name):
        happen()
    assert LOGGED[name] in caplog.text


@pytest.mark.django_db
def test_the_receiver_of_staff_needed_mails_the_managers(happen, settings):
    pair = ("Mara", "mara@example.com")
    settings.MANAGERS = [pair[1] if django.VERSION >= (6,) else pair]
    with receivers("staff_needed"):
        happen()
    (message,) = [one for one in mail.outbox if one.to == ["mara@example.com"]]
    assert "A reader asked for staff" in message.subject
    assert "/blog/how-we-print/" in message.body


@pytest.mark.django_db
def test_the_receiver_of_threads_changed_forgets_what_the_site_cached(happen):
    cache.set("open-questions-on-the-home-page", 0)
    with receivers("threads_changed"):
        happen()
    assert cache.get("open-questions-on-the-home-page") is None


@pytest.mark.django_db
def test_the_receiver_of_comments_read_forgets_what_the_site_cached(post):
    cache.set("latest-comments-in-the-footer", "Nobody wrote yet")
    with receivers("comments_read"):
        Reader("Ann").write(post, "Lovely shirts, as always.")
    assert cache.get("latest-comments-in-the-footer") is None


def test_every_signal_has_an_example_that_is_run():
    examples = [code_words(one.heading)[0] for one in blocks(SIGNALS, "python")]
    assert sorted(examples) == sorted([*LOGGED, *UNLOGGED])
    assert set(examples) == {
        name for name, value in vars(signals).items() if isinstance(value, Signal)
    }


@pytest.mark.django_db
def test_signals_carry_the_arguments_that_are_documented(happen):
    sent = {}

    def remember(name):
        def receiver(signal, sender, **arguments):
            sent[name] = set(arguments)

        return receiver

    listening = {name: remember(name) for name in [*LOGGED, *UNLOGGED]}
    for name, receiver in listening.items():
        getattr(signals, name).connect(receiver)
    happen()
    for name, receiver in listening.items():
        getattr(signals, name).disconnect(receiver)
    assert sent == documented_arguments()


def documented_arguments():
    found, name = {}, ""
    for line in prose(SIGNALS).splitlines():
        if line.startswith("## "):
            name = code_words(line)[0]
        elif "Arguments: " in line:
            found[name] = set(code_words(line.partition("Arguments: ")[2]))
    return found


@pytest.mark.django_db
def test_a_page_that_takes_answers_itself_takes_them_as_the_example_says(post, monkeypatch):
    path = page("how-to/let-a-post-learn.md")
    (block,) = blocks(path, "python")
    # The method alone: the model of the example is that of the test blog, with one field more.
    method = source(block).partition("    def peersupport_teach")
    made = {"ValidationError": ValidationError}
    exec(textwrap.dedent(method[1] + method[2]), made)
    monkeypatch.setattr(BlogPage, "peersupport_teach", made["peersupport_teach"], raising=False)
    monkeypatch.setattr(BlogPage, "questions", "", raising=False)
    said = {"credit": "By Bob", "url": "http://localhost/#c1", "question": QUESTION}
    insertion = insertion_for(post, heading="Washing", words="<p>Cold.</p>", **said)
    teach(post, insertion)
    assert post.questions == insertion.html
    assert post.body == "<p>With ink.</p>"
    with pytest.raises(ValidationError, match="answers this already"):
        teach(post, insertion)
    fields = {code_words(row.cells[0])[0] for row in rows(path)}
    assert fields == {field.name for field in dataclasses.fields(Insertion)}


# Settings and code of a site ---------------------------------------------------------------------


@pytest.mark.django_db
def test_an_engine_of_the_site_reads_its_comments(post, monkeypatch):
    module = types.ModuleType("blog_engine")
    engine, setting = [
        block
        for block in blocks(page("reference/settings.md"), "python")
        if block.heading == "An engine of your own"
    ]
    exec(source(engine), vars(module))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    assert 'PEERSUPPORT = {"ENGINE": "blog.engine.ShopEngine"}' in setting.code
    with override_settings(PEERSUPPORT={"ENGINE": "blog_engine.ShopEngine"}):
        Reader("Ann").write(post, "Order no 4711, the blue one.")
        Reader("Bob").write(post, "Lovely shirts, as always.")
    assert SupportThread.objects.get().title.startswith("Order no 4711")
    first, _ = CommentAnalysis.objects.order_by("pk")
    assert first.engine_version == "shop-1"
    assert first.reasons[0] == "names an order"


def test_the_settings_for_several_machines_are_those_that_were_tested():
    made = {"INSTALLED_APPS": []}
    for block in blocks(page("how-to/run-on-several-machines.md"), "python"):
        exec(source(block), made)
    assert made["TASKS"] == RQ_TASKS
    queue, tested = made["RQ_QUEUES"]["default"], rq_queues("redis://127.0.0.1:6379/0")["default"]
    assert queue.keys() == tested.keys() - {"PASSWORD"}
    given, wanted = queue["REDIS_CLIENT_KWARGS"], tested["REDIS_CLIENT_KWARGS"]
    assert given.pop("retry").get_retries() == wanted.pop("retry").get_retries() == 0
    assert given == wanted
    assert {"django_rq", "django_tasks_rq", "django.contrib.postgres"} <= {*made["INSTALLED_APPS"]}


@pytest.mark.django_db
def test_a_moderator_of_the_site_holds_comments(post, monkeypatch):
    (block,) = blocks(page("how-to/moderate-and-hold.md"), "python")
    models = types.ModuleType("blog.models")
    models.BlogPage = BlogPage
    monkeypatch.setitem(sys.modules, "blog", types.ModuleType("blog"))
    monkeypatch.setitem(sys.modules, "blog.models", models)
    exec(source(block), {})
    try:
        held = Reader("Ann").write(post, "Does anybody know a good casino?")
        shown = Reader("Bob").write(post, QUESTION)
    finally:
        moderator.unregister(BlogPage)
    assert (held.is_public, shown.is_public) == (False, True)
    assert SupportThread.objects.get().comment_id == shown.pk


@pytest.mark.django_db
def test_a_block_of_the_section_can_be_replaced(post, settings, tmp_path):
    examples = blocks(page("how-to/change-how-it-looks.md"), "html+django")
    for example in examples:
        name = example.code.splitlines()[0].strip("{#} ").removeprefix("templates/")
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(example.code, "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    html = Reader("Ann").client.get(post.url).content.decode()
    assert "Questions and answers" in html
    assert "We answer from Monday to Friday." in html
    assert "live.js" not in html
    assert 'name="comment"' in html


# Templates ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_templates_get_the_variables_that_are_documented(post, home, happen, staff):
    from wagtail_peersupport.hub.models import SupportHubPage

    home.add_child(instance=SupportHubPage(title="Help", slug="help"))
    wanted, missing, seen = documented_variables(), [], set()

    def look(sender, template, context, **_):
        seen.add(template.name)
        missing.extend(
            f"{template.name}: {name}"
            for name in wanted.get(template.name, ())
            if name not in context
        )

    template_rendered.connect(look)
    try:
        walk_through(post, happen(), staff)
    finally:
        template_rendered.disconnect(look)
    assert not missing, sorted(set(missing))
    assert len(seen & wanted.keys()) > 40, sorted(wanted.keys() - seen)


def walk_through(post, question, staff):
    """Open everything that a reader or staff can open around one question."""
    ann, mara = Reader("Ann"), Reader(account=staff)
    ann.send(post, "", name="")
    ann.write(post, HELD)
    thread = SupportThread.objects.get(comment=question)
    mara.press("helpful", thread.replies.first().comment)
    for path in (
        f"{post.url}?posted={question.pk}&reply_to={question.pk}",
        "/help/?tab=unanswered",
        "/help/?q=shrink",
        f"/help/{question.pk}/",
        "/help/ask/",
        f"/comments/write/?page={post.pk}&reply_to={question.pk}",
        "/comments/confirm/nothing/",
        "/comments/sent/?c=nothing",
    ):
        ann.client.get(path, follow=True)
    for response in (
        ann.send(post, "Call me on +49 170 1234567."),
        ann._post("/comments/helped/", {"object_pk": post.pk}),
    ):
        assert response.status_code == 200
    ann.press("needs-no-support", question)
    with TestCase.captureOnCommitCallbacks(execute=True):
        mara.client.post(f"/admin/support/{thread.pk}/assign/")
    for path in ("", "support/", "support/held/", "support/unsure/", "support/worth-answering/"):
        mara.client.get(f"/admin/{path}")
    for path in ("", "merge/"):
        mara.client.get(f"/admin/support/{thread.pk}/{path}")


def documented_variables():
    """What each template always gets: what stands before "perhaps"."""
    found = {}
    for row in rows(page("reference/templates.md")):
        (name, *_), takes = code_words(row.cells[0]), "".join(row.cells[2:])
        known = name.startswith(("comments/", "django_comments_xtd/"))
        always = code_words(takes.partition("perhaps")[0])
        found[name if known else f"wagtail_peersupport/{name}"] = always
    return found


# Words -------------------------------------------------------------------------------------------


def test_the_engine_understands_the_tutorial_as_it_says():
    quoted = [
        line.strip()[2:]
        for line in prose(page("tutorial/first-question.md")).splitlines()
        if line.strip().startswith("> ")
    ]
    beeswax, paper, parcel = quoted
    engine, replying = LinearEngine(), Context(is_reply=True, in_thread=True, parent_by_asker=True)
    assert engine.analyse(beeswax).opens_thread
    assert engine.analyse(parcel).opens_thread
    assert engine.analyse(paper, replying).role == Role.ANSWER
    assert engine.analyse("Haha, bees again!", replying).role == Role.OTHER


@pytest.mark.parametrize(
    "words", ["Mine came without the sticker, but never mind.", "See https://example.com/?q=1"]
)
def test_the_engine_errs_where_the_explanation_says_so(words):
    assert not LinearEngine().analyse(words).opens_thread
