"""What leaves to readers: under posts, on the hub, and before they ask."""

from typing import Any

from django.test import Client

from tests.readers import Reader
from tests.visibility.exits import get, register, said
from tests.visibility.world import OPEN_WORDS, WORDS, World

QUESTION = {"question", "question's words", "asker"}
ANSWER = {"answer", "answer's words", "helper"}
OPEN = {"open", "open's words", "opener"}

# The comments of a post --------------------------------------------------------------------------

COMMENTS = {
    *(QUESTION | ANSWER | OPEN),
    *("problem", "troubled", "otherwise", "idea", "dreamer", "praise", "praiser"),
}
SECTION = COMMENTS | {"post", "verdict", "topic", "staff's topic", "otherwise's words"}

get(
    "{world.post.url}",
    SECTION,
    *("tag peersupport_comments",),
    shows_comments=True,
    is_personal=True,
)
get(
    "{world.post.url}?order=helpful&reply_to={world.answer.pk}",
    SECTION,
    shows_comments=True,
    is_personal=True,
    is_variant=True,
)
get("{world.other.url}", {"open"}, name="can you help?", is_personal=True)
get("{world.translated.url}", {"translated", "translator"}, shows_comments=True, is_personal=True)
get(
    "/comments/write/?page={world.post.pk}&reply_to={world.answer.pk}",
    ANSWER | {"post"},
    *("wagtail_peersupport:write",),
    shows_comments=True,
    is_personal=True,
)
get(
    "/comments/reply/{world.answer.pk}/",
    ANSWER | {"post"},
    *("comments-xtd-reply",),
    shows_comments=True,
    is_personal=True,
)
get(
    "/comments/sent/?c={world.answer.pk}",
    QUESTION | ANSWER | {"post", "verdict", "topic"},
    *("wagtail_peersupport:sent", "comments-xtd-sent", "comments-comment-done"),
    *("comments-flag-done", "comments-xtd-like-done", "comments-xtd-dislike-done"),
    shows_comments=True,
    is_personal=True,
)
get(
    "/comments/{world.answer.pk}/report/",
    {"answer", "answer's words"},
    *("wagtail_peersupport:report",),
    is_personal=True,
)
get(
    "/comments/api/blog-blogpage/{world.post.pk}/",
    COMMENTS,
    *("comments-xtd-api-list",),
    shows_comments=True,
    is_personal=True,
)
get(
    "/comments/cr/{world.content_type}/{world.post.pk}/",
    SECTION,
    *("comments-url-redirect",),
    shows_comments=True,
    is_personal=True,
)

# The hub -----------------------------------------------------------------------------------------

#: What stands beside every list: praise with its post, the topics to choose, the house rules.
BESIDE = {"post", "praise", "praiser", "topic", "staff's topic"}
IN_LIST = {"question", "asker", "answer", "answer's words"}
ALL_LISTED = {*IN_LIST, *COMMENTS, "otherwise's words"} - {
    *("question's words", "helper", "open's words"),
}
#: What is answered and not solved: nothing of all this, before anything is hidden.
LISTS = {
    "?tab=solved": {*IN_LIST, "otherwise", "otherwise's words"},
    "?tab=answered": set(),
    "?tab=unanswered": {"open", "opener", "problem", "troubled"},
    "?tab=open": {"open", "opener"},
    "?tab=ideas": {"idea", "dreamer"},
    "?topic=tapir-care": IN_LIST,
    "?post={world.post.pk}&sort=wanted": ALL_LISTED,
}

get("{world.hub.url}", ALL_LISTED | BESIDE, "hub threads", is_personal=True)
for query, rows in LISTS.items():
    get(f"{{world.hub.url}}{query}", rows | BESIDE, is_personal=True, is_variant=True)
get(
    "{world.hub.url}?language=de",
    BESIDE - {"topic"} | {"translated", "translator"},
    is_personal=True,
    is_variant=True,
)
get(
    "{world.hub.url}?q=how+do+i+wash+the+heavy+tee",
    {*IN_LIST, "helper", "post", "topic", "staff's topic"},
    "hub threads",
    name="search",
    is_personal=True,
)


@register("search by hidden words", {"question's words", "answer's words"}, "hub threads")
def search_by_words(world: World, client: Client) -> str:
    return " ".join(
        word for word in FOUND_BY if found(world, client.get(f"{world.hub.url}?q={word}"))
    )


#: Words by which a search finds the question.
FOUND_BY = ("quetzal", "axolotl")


def found(world: World, response: Any) -> bool:
    """Whether the question is there; that a page repeats the words looked for is no leak."""
    return f'href="/help/{world.question.pk}/' in response.content.decode()


ON_ITS_PAGE = QUESTION | ANSWER | {"post", "topic", "verdict"}
get("{world.hub.url}{world.question.pk}/", ON_ITS_PAGE, "hub thread", is_personal=True)
get("{world.hub.url}{world.open.pk}/", OPEN | {"post"}, "hub thread", is_personal=True)
get("{world.hub.url}{world.same.pk}/", {"question"}, "hub thread", is_personal=True)
get("{world.hub.url}helpers/", {"question", "helper", "topic"}, "hub helpers")
get(
    "{world.hub.url}ask/?post={world.post.pk}",
    {"post", "staff's topic"},
    "hub ask",
    is_personal=True,
)


@register("after asking: meanwhile", {"question", "answer", "open"}, "hub thread")
def meanwhile(world: World, client: Client) -> str:
    asker, pk = world.guest("nora"), world.same.pk
    paths = (f"{world.hub.url}{pk}/?posted={pk}", f"{world.other.url}?posted={pk}")
    return "".join(said(asker.get(path, follow=True)) for path in paths)


# Feeds and search engines ------------------------------------------------------------------------

#: A feed holds questions with the best answer to each.
FED = {*(QUESTION | ANSWER), "post", "topic"}
WAITING = {*OPEN, "problem", "troubled", "staff's topic", "post"}
ALL_FED = FED | WAITING | {"otherwise", "idea", "dreamer"}
get("{world.hub.url}feed/", ALL_FED, "hub feed")
get("{world.hub.url}feed/unanswered/", WAITING, "hub feed_of_unanswered", is_variant=True)
get("{world.hub.url}feed/topic/tapir-care/", FED, "hub feed_of_topic", is_variant=True)
get("{world.hub.url}feed/post/{world.post.pk}/", ALL_FED, "hub feed_of_post", is_variant=True)
#: Addresses hold the first words only.
get("/sitemap.xml", {"question", "problem", "otherwise", "idea", "translated"}, name="sitemap")

# Before asking -----------------------------------------------------------------------------------

SUGGESTED = {"question", "answer", "open", "post"}


@register("while typing", SUGGESTED, "wagtail_peersupport:guess", is_personal=True)
def guess(world: World, client: Client) -> str:
    typed = [{"comment": words, "object_pk": world.other.pk} for words in (WORDS, OPEN_WORDS)]
    return "".join(said(client.post("/comments/guess/", data)) for data in typed)


@register(
    "while typing under it",
    {"post", "question", "answer"},
    "wagtail_peersupport:guess",
    is_personal=True,
)
def guess_there(world: World, client: Client) -> str:
    here = {"comment": WORDS, "object_pk": world.post.pk}
    picked = {"comment": WORDS, "object_pk": world.hub.pk, "under": world.post.pk}
    return "".join(said(client.post("/comments/guess/", one)) for one in (here, picked))


@register("before it is posted", SUGGESTED, "wagtail_peersupport:write", is_personal=True)
def review(world: World, client: Client) -> str:
    eve = Reader("Eve")
    eve.client = client
    form = eve.open_form(world.other)
    who = {"name": eve.name, "email": eve.email}
    typed = [{**form["fields"], **who, "comment": words} for words in (WORDS, OPEN_WORDS)]
    return "".join(said(client.post(form["action"], data)) for data in typed)


@register(
    "that helped",
    {"question"},
    *("wagtail_peersupport:helped", "wagtail_peersupport:same_question"),
    is_personal=True,
)
def helped(world: World, client: Client) -> str:
    here = f"/comments/{world.question.pk}"
    data = {"object_pk": world.other.pk, "comment": "Hm?"}
    page = client.post(f"{here}/same/", data)
    return said(page) + said(client.post(f"{here}/helped/", {**data, "inline": "1"}))


@register("the post itself helped", {"post"}, "wagtail_peersupport:post_helped", is_personal=True)
def post_helped(world: World, client: Client) -> str:
    data = {"object_pk": world.post.pk, "comment": "Hm?", "inline": "1"}
    return said(client.post("/comments/helped/", data))
