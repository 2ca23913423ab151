"""E-mail addresses that readers typed do not travel with a page that is shared."""

import pytest

from tests.report.blog import figures, said
from wagtail_peersupport.report.privacy import without_addresses


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Write to tom.b+list@mail.reader.example!", "Write to [e-mail address]!"),
        ("tom@reader.example", "[e-mail address]"),
        ("@Tom I use 10.6.0.1/24 @ home", "@Tom I use 10.6.0.1/24 @ home"),
    ],
)
def test_addresses_are_replaced_and_the_rest_stays(text: str, shown: str) -> None:
    assert without_addresses(text) == shown


@pytest.mark.parametrize("padding", range(150, 200, 5))
def test_no_part_of_an_address_is_left_where_a_question_is_shortened(padding: int) -> None:
    text = f"{'word ' * (padding // 5)}how do I write to thomas.longname@reader.example?"
    shown = figures(said("1", "Tom", text)).questions[0].sentence
    assert "thomas" not in shown
