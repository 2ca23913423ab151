"""docs/reference/api.md says what the endpoints say."""

import pytest

from tests.documentation import code_words, page, rows
from wagtail_peersupport.api import views
from wagtail_peersupport.api.filters import ORDERS, STATES

pytestmark = pytest.mark.once
ENDPOINTS = {
    "Threads": views.SupportThreadsAPIViewSet,
    "Answers": views.SupportAnswersAPIViewSet,
    "Topics": views.SupportTopicsAPIViewSet,
}


def documented(heading, columns):
    found = [row.cells for row in rows(page("reference/api.md")) if row.heading == heading]
    return {code_words(cells[0])[0]: cells[1:] for cells in found if len(cells) == columns}


@pytest.mark.parametrize("heading", ENDPOINTS)
def test_every_field_is_documented_with_whether_lists_have_it(heading):
    endpoint = ENDPOINTS[heading]
    meta = endpoint.get_meta_fields_names(endpoint.model)
    fields = {
        f"meta.{name}" if name in meta else name
        for name in endpoint.get_available_fields(endpoint.model)
    }
    found = documented(heading, 3)
    assert found.keys() == fields
    listed = {name for name, cells in found.items() if cells[-1] == "yes"}
    assert {name.removeprefix("meta.") for name in listed} == {*endpoint.listing_default_fields}
    assert {name for name, cells in found.items() if cells[-1] == "no"} == {
        *endpoint.detail_only_fields
    }


@pytest.mark.parametrize("heading", ENDPOINTS)
def test_every_parameter_is_documented(heading):
    found = documented(heading, 2)
    assert found.keys() == ENDPOINTS[heading].known_query_parameters - views.OPERATIONS


def test_states_and_orders_are_named():
    found = documented("Threads", 2)
    assert set(code_words(found["state"][0])) == set(STATES)
    assert set(ORDERS) <= set(code_words(found["order"][0]))
