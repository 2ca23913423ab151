"""What leaves to other programs and sites, and stands beside other content."""

from django.contrib.auth import get_user
from django.template import engines
from django.test import Client, RequestFactory

from tests.visibility.exits import get, register
from tests.visibility.world import FACTS, World

QUESTION = {"question", "question's words", "asker"}
ANSWER = {"answer", "answer's words", "helper", "verdict"}
TITLES = {"question", "open", "problem", "otherwise"}

# The API -----------------------------------------------------------------------------------------

API = "/api/v2/support-"
#: A list quotes the best answer, but not who gave it.
LISTED = {"question", "answer", "answer's words", "post", "topic"}
UNDER_IT = LISTED | TITLES | {"idea", "staff's topic"}
IN_FULL = {
    *("question's words", "asker", "open's words", "opener", "troubled", "dreamer"),
    *("translated", "translator"),
}
TOLD = LISTED | QUESTION

get(f"{API}threads/?fields=*&limit=20", UNDER_IT | IN_FULL, "api support-threads")
get(f"{API}threads/?search=heavy+tee&fields=*", TOLD, is_variant=True)
get(f"{API}threads/?topic=tapir-care&state=solved", LISTED, is_variant=True)
get(f"{API}threads/?post={{world.post.pk}}&locale=en", UNDER_IT, is_variant=True)
get(f"{API}threads/{{world.question.pk}}/", TOLD | ANSWER, "api support-threads")
get(f"{API}threads/{{world.same.pk}}/", set(), "api support-threads")
get(f"{API}answers/?fields=*&limit=20", ANSWER | {"question", "otherwise"}, "api support-answers")
get(
    f"{API}answers/?thread={{world.question.pk}}&post={{world.post.pk}}",
    ANSWER - {"verdict"} | {"question"},
    is_variant=True,
)
get(f"{API}answers/{{world.answer.pk}}/", ANSWER | {"question"}, "api support-answers")
get(f"{API}topics/?fields=*", {"topic", "staff's topic"}, "api support-topics")
get(f"{API}topics/{{world.topic.pk}}/", {"topic"}, "api support-topics")


@register("API, search by hidden words", {"answer's words"}, "api support-threads")
def api_search(world: World, client: Client) -> str:
    page = client.get(f"{API}threads/?search=axolotl").json()
    return "axolotl" if world.question.pk in [one["id"] for one in page["items"]] else ""


@register("Wagtail's API of a page with a block", {"question", "open", "otherwise"})
def pages_api(world: World, client: Client) -> str:
    known = {"question": world.question, "open": world.open, "otherwise": world.otherwise}
    told = set()
    for page in (world.story, world.newest):
        body = client.get(f"/api/v2/pages/{page.pk}/").json()["body"]
        told |= {pk for block in body for pk in block["value"]["threads"]}
    return " ".join(FACTS[fact][0] for fact, row in known.items() if row.pk in told)


# The widget --------------------------------------------------------------------------------------

get("/comments/widget.json?limit=20", TITLES, "wagtail_peersupport:widget_questions")
WIDGET = {
    "?topic=tapir-care&state=solved": {"question"},
    "?lang=de": {"translated"},
}
for query, shows in WIDGET.items():
    get(f"/comments/widget.json{query}", shows, is_variant=True)

# Beside other content ----------------------------------------------------------------------------

get("{world.story.url}", {"question", "open", "otherwise"}, name="block", is_personal=True)
get("{world.newest.url}", TITLES, name="block of the newest", is_personal=True, is_variant=True)


@register("blocks without a request", TITLES)
def blocks(world: World, client: Client) -> str:
    return "".join(page.body.render_as_block() for page in (world.story, world.newest))


def tag(markup: str, shows: set[str], **more: bool) -> None:
    def read(world: World, client: Client) -> str:
        request = RequestFactory().get("/")
        request.session = client.session
        request.user = get_user(request)
        template = engines["django"].from_string(f"{{% load peersupport_tags %}}{{% {markup} %}}")
        return template.render({"request": request, "page": world.post}, request)

    register(markup, shows, f"tag {markup.split()[0]}", **more)(read)


tag("peersupport_questions page limit=20", TITLES, is_personal=True)
tag("peersupport_latest_solved limit=20", {"question", "otherwise"}, is_personal=True)
tag(
    'peersupport_latest_solved topic="tapir-care"',
    {"question"},
    is_personal=True,
    is_variant=True,
)
tag("peersupport_top_helpers limit=20", {"helper"})
