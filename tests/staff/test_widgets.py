"""A long choice says what Django's own says, only sooner."""

import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual

from wagtail_peersupport.staff.widgets import Select

CHOICES = [("", "All"), (1, "Sizes & more"), (2, "<b>Shirts</b>"), ("3", 'Say "tee"')]


@pytest.mark.parametrize("chosen", ["", None, "2", 2, "unknown", '"><script>'])
def test_it_says_what_djangos_does(chosen):
    attrs = {"id": "id_post", "required": True, "class": "wide"}
    own, djangos = (
        widget(attrs={"data-x": "1"}, choices=CHOICES).render("post", chosen, attrs)
        for widget in (Select, forms.Select)
    )
    assertHTMLEqual(own, djangos)


def test_wagtail_styles_it_as_djangos():
    assert Select.__name__ == forms.Select.__name__
