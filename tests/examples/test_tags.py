"""Every tag and filter of the reference has an example that gives what stands beside it."""

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone

from tests.documentation import blocks, headings, page, prose
from tests.helping import weeks_go_by
from tests.readers import Reader

pytestmark = pytest.mark.once
TAGS = page("reference/tags.md")
THIS_YEAR = timezone.localdate().year


def of(submitted=None, **more):
    return SimpleNamespace(submit_date=submitted, **more)


def seen(**said):
    return SimpleNamespace(seen=SimpleNamespace(**said))


#: What an example of a filter is given, for each thing that the reference says it gives.
GIVEN = {
    "3\xa0days ago": lambda: {"comment": of(timezone.now() - timedelta(days=3, minutes=1))},
    "just now": lambda: {"comment": of(timezone.now())},
    "November 27": lambda: {"thread": seen(answer_by=date(THIS_YEAR, 11, 27))},
    "May 3, 2019": lambda: {"thread": seen(answer_by=date(2019, 5, 3))},
    "2025-11-20T10:40:00+00:00": lambda: {
        "comment": of(datetime(2025, 11, 20, 10, 40, tzinfo=UTC))
    },
    "10:40 a.m.": lambda: {
        "thread": seen(at=timezone.localtime().replace(hour=10, minute=40, second=0))
    },
    "Nov. 20, 2019": lambda: {"thread": seen(at=datetime(2019, 11, 20, 10, 40, tzinfo=UTC))},
    "True": lambda: {
        "posted": "5",
        "comment": of(replies=[of(pk=4, replies=[of(pk=5, replies=[])])]),
    },
}


def examples():
    """Of each filter its example, and what it gives, as the reference has them."""
    name = ""
    for line in re.split(r"\n(?=#)", prose(TAGS)):
        heading, __, text = line.partition("\n")
        if re.fullmatch(r"### `\w+`", heading):
            name = heading.strip("# `")
            (expression,) = re.findall(r"`(\{\{.+?\}\})`", text, re.S)
            results = [
                " ".join(said.split())
                for said in re.findall(r'"([^"]+)"', text, re.S)
                if not said.startswith("{")
            ]
            yield from ((name, expression, result) for result in results)


EXAMPLES = list(examples())


@pytest.mark.parametrize(("name", "expression", "result"), EXAMPLES)
def test_a_filter_gives_what_the_reference_says(name, expression, result):
    template = engines["django"].from_string("{% load peersupport_words %}" + expression)
    given = next(made for key, made in GIVEN.items() if key.replace("\xa0", " ") == result)
    assert template.render(given()).replace("\xa0", " ") == result
    assert f"|{name}" in expression


def test_every_filter_has_an_example():
    named = {heading.strip("`") for heading in headings(TAGS) if re.fullmatch(r"`\w+`", heading)}
    assert named - {"peersupport_tags", "peersupport_words"} == {name for name, *_ in EXAMPLES}


def tags():
    return [heading for heading in headings(TAGS) if "{%" in heading]


@pytest.mark.django_db
@pytest.mark.parametrize("heading", tags())
def test_a_tag_shows_what_it_is_for(heading, post):
    (block,) = [one for one in blocks(TAGS, "html+django") if one.heading == heading]
    ann = Reader("Ann")
    question = ann.write(post, "How do I wash the heavy tee without shrinking it?")
    answer = Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)
    ann.press("accept", answer)
    weeks_go_by()
    request = RequestFactory().get(post.url)
    request.user, request.session = SimpleNamespace(is_authenticated=False), {}
    html = engines["django"].from_string(block.code).render({"page": post}, request)
    assert ("Bob" if "helpers" in heading else "How do I wash the heavy tee") in html
