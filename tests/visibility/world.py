"""A blog with something of everything that can be hidden: each fact has a word of its own, which
stands nowhere else, so that whatever left through an exit can be told by it.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Site

from tests.helping import weeks_go_by
from tests.site.models import BlogIndexPage, BlogPage, StoryPage
from wagtail_peersupport import comments, viewer
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.hub.models import SupportHubPage
from wagtail_peersupport.models import (
    Acceptance,
    CommentOrigin,
    Deflection,
    Ending,
    Endorsement,
    Lesson,
    MeToo,
    PraiseMark,
    Report,
    SupportReply,
    SupportThread,
    Thanks,
    Topic,
)

#: What there is to hide, and the words that give it away, however they are written.
FACTS = {
    "post": ("pangolin",),
    "question": ("quokka",),
    "question's words": ("quetzal",),
    "asker": ("quilla",),
    "answer": ("aardvark",),
    "answer's words": ("axolotl",),
    "helper": ("abelard",),
    "verdict": ("alpaca",),
    "topic": ("tapir",),
    "open": ("urchin",),
    "open's words": ("umbrette",),
    "opener": ("ursula",),
    "problem": ("badger",),
    "troubled": ("berengar",),
    "staff's topic": ("bonobo",),
    "otherwise": ("jackal",),
    "otherwise's words": ("jacana",),
    "idea": ("ibexes",),
    "dreamer": ("idris",),
    "praise": ("flamingo",),
    "praiser": ("felicity",),
    "translated": ("dugong",),
    "translator": ("dietlind",),
}
QUESTION = frozenset({"question", "question's words", "asker"})
ANSWER = frozenset({"answer", "answer's words", "helper", "verdict"})
ALL = frozenset(FACTS)
#: What the question is about, or alone holds. Without it, nobody finds any of it in lists.
THREAD = QUESTION | ANSWER | {"topic"}
#: Who asks for it would find the question: all of these words are in it, and none tells of it.
WORDS = "How do I wash the heavy tee without shrinking it?"
OPEN_WORDS = "Where can I buy the green scarf that glows in the dark?"


def facts_in(text: str) -> set[str]:
    text = text.casefold()
    return {fact for fact, words in FACTS.items() if any(word in text for word in words)}


@dataclass
class World:
    """What hangs on ``post`` (and on ``translated``) is what is going to be hidden; what hangs on
    ``other`` stays.
    """

    post: Any
    translated: Any
    other: Any
    hub: Any
    story: Any = None
    newest: Any = None
    """Pages with a block: of chosen questions, and of the newest."""
    question: Any = None
    answer: Any = None
    open: Any = None
    problem: Any = None
    otherwise: Any = None
    praise: Any = None
    same: Any = None
    """Asked under ``other``: much the same as the question. Nobody answered."""
    robin: Any = None
    """An account that answered under ``post``."""
    topic: Any = None
    asked: Any = None
    """The thread of the question."""

    @property
    def content_type(self) -> int:
        return ContentType.objects.get_for_model(self.post).pk

    def fresh(self) -> "World":
        """The same, with nothing that an earlier test may have done to the objects."""
        again = {
            name: type(value)._default_manager.get(pk=value.pk)
            for name, value in vars(self).items()
        }
        return World(**again)

    def guest(self, key: str) -> Client:
        """The browser of a guest who was here before: "asker", "helper" or anybody else."""
        client, response = Client(), HttpResponse()
        response.set_signed_cookie(viewer.GUEST_COOKIE, key, salt=viewer._SALT)
        client.cookies.update(response.cookies)
        return client


def write(page, text, name, *, minutes_ago=60, parent=None, key="", **fields):
    """A comment that was read quietly, by a guest whose address is confirmed."""
    with comments.quietly():
        row = comments.add(
            page,
            text=text,
            name=name,
            email=f"{name.lower()}@example.com",
            submit_date=timezone.now() - timedelta(minutes=minutes_ago),
            parent=parent,
            **fields,
        )
    CommentOrigin.objects.update_or_create(
        comment_id=row.pk, defaults={"is_confirmed": True, "voter": f"g:{key}" if key else ""}
    )
    return row


def thread_of(comment) -> SupportThread:
    return SupportThread.objects.get(comment=comment.pk)


def build() -> World:
    """The world, three weeks old, so that whoever helped is known for it."""
    home = Site.objects.get(is_default_site=True).root_page
    blog = home.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
    journal = home.add_child(instance=BlogIndexPage(title="Journal", slug="journal"))
    post = _post(blog, "printing", "Printing with pangolins")
    world = World(
        post=post,
        translated=_translated(blog, post),
        other=_post(journal, "shipping", "Shipping"),
        hub=home.add_child(instance=SupportHubPage(title="Help", slug="help")),
        robin=get_user_model().objects.create_user("robin", "robin@example.com", "robin"),
    )
    topics = Topic.objects
    world.topic = topics.create(name="Tapir care", slug="tapir-care", words="edition")
    topics.create(name="Bonobo matters", slug="bonobo-matters", words="zip", staff_only=True)
    _ask(world)
    _help(world.other)
    asked = WORDS.replace("do I", "can I")
    world.same = write(world.other, asked, "Nora", minutes_ago=200, key="nora")
    rows = comments.comment_model().norel_objects.values_list("pk", flat=True)
    sync_comments(list(rows), announce=False)
    _say(world)
    world.asked = thread_of(world.question)
    weeks_go_by(3)
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    world.story = _story(journal, "story", world.question, world.open, world.otherwise, world.same)
    world.newest = _story(journal, "newest")
    return world


def _translated(blog, post):
    german = Locale.objects.create(language_code="de")
    blog.copy_for_translation(german, copy_parents=True).save_revision().publish()
    page = post.copy_for_translation(german)
    page.title, page.slug = "Drucken mit Dugongs", "drucken"
    page.save_revision().publish()
    return BlogPage.objects.get(pk=page.pk)


def _post(parent, slug, title):
    body = "<p>With ink, and by hand, since nothing else lasts.</p>"
    # What is asked of a topic is about the post, too.
    about = "The edition with a zip."
    page = BlogPage(title=title, slug=slug, body=body, search_description=about)
    return parent.add_child(instance=page)


def _story(parent, slug, *questions):
    threads = [SupportThread.objects.get(comment=one).pk for one in questions]
    value = {"heading": "Asked", "threads": threads, "topic": "", "limit": 20}
    body = json.dumps([{"type": "questions", "value": value}])
    return parent.add_child(instance=StoryPage(title="A story", slug=slug, body=body))


def _ask(world):
    post = world.post
    asked = f"{WORDS[:-1]}, my quokka? It is the quetzal edition."
    world.question = write(post, asked, "Quilla", minutes_ago=900, key="asker")
    told = "Wash it cold and inside out, says the aardvark. The axolotl hangs it up to dry."
    world.answer = write(
        post, told, "Abelard", minutes_ago=800, parent=world.question, key="helper"
    )
    wanted = f"{OPEN_WORDS[:-1]}, the urchin one? An umbrette would do, too."
    world.open = write(post, wanted, "Ursula", minutes_ago=600)
    broken = "The zip of the badger jacket is broken."
    world.problem = write(post, broken, "Berengar", minutes_ago=500)
    world.otherwise = write(post, "Is the jackal cap made for rain?", "Jolanda", minutes_ago=450)
    drizzle = "For drizzle, if it is quick."
    write(post, drizzle, "Robin", minutes_ago=440, parent=world.otherwise, user=world.robin)
    write(post, "Please add ibexes to the calendar.", "Idris", minutes_ago=400)
    world.praise = write(post, "I love the flamingo print.", "Felicity", minutes_ago=300)
    write(world.translated, "Wie wasche ich das Hemd mit dem Dugong?", "Dietlind")


def _help(other):
    """Enough who help for a page of them, each of whom solved something."""
    for number, name in enumerate(("Olga", "Otto", "Olaf", "Omar", "Orla"), 1):
        asked = write(other, f"Is parcel {number} lost?", "Nils", minutes_ago=700 + number)
        write(other, "No: it arrives on Friday.", name, minutes_ago=600 + number, parent=asked)


def _say(world):
    """What people said of all that, and staff."""
    now = timezone.now() - timedelta(minutes=100)
    replies = SupportReply.objects.exclude(thread__comment=world.otherwise)
    Acceptance.objects.bulk_create(
        Acceptance(
            question_id=question, answer_id=answer, voter="g:x", for_asker=False, accepted_at=now
        )
        for question, answer in replies.values_list("thread__comment", "comment")
    )
    note = "The alpaca says so, too."
    Endorsement.objects.create(comment=world.answer, verdict="verified", note=note, made_at=now)
    for is_public in (True, False):
        Thanks.objects.create(answer=world.answer, is_public=is_public, given_at=now)
    Ending.objects.create(
        comment=world.otherwise,
        how="another-way",
        note="A jacana told me.",
        voter="g:x",
        ended_at=now,
    )
    PraiseMark.objects.create(comment=world.praise, featured_at=now)
    Lesson.objects.create(
        question=world.question,
        answer=world.answer,
        page_id=world.post.pk,
        drafted_at=now,
        live_at=now,
    )
    waiting = {"voter": "g:waiting", "created_at": now, "email": "wanda@example.com"}
    MeToo.objects.create(comment=world.question, wants_mail=True, is_confirmed=True, **waiting)
    MeToo.objects.create(comment=world.open, **waiting)
    Report.objects.create(comment=world.answer, voter="g:x", reason="wrong", created_at=now)
    Deflection.objects.create(
        page_id=world.other.pk,
        thread=thread_of(world.question),
        voter="g:x",
        created_at=timezone.now(),
    )
