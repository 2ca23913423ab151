"""What other sites show of ours: the newest questions, for the street, in one script and one list.

Nobody is known here: no cookie is read or set, so every cache may keep what it gets.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Site

from .. import comments
from ..addresses import Addresses, absolute
from ..threads.elsewhere import BriefFace, latest_solved, newest
from ..viewer import public_viewer

DEFAULT = 5
MAX_AGE = 300
SCRIPT = Path(__file__).parent.parent / "static" / "wagtail_peersupport" / "widget.js"

View = Callable[[HttpRequest], HttpResponse]


def for_other_sites(view: View) -> View:
    """Any page of any site may have what this view answers, for MAX_AGE seconds."""

    @require_safe
    @conditional_page
    @wraps(view)
    def open_to_all(request: HttpRequest) -> HttpResponse:
        response = view(request)
        patch_cache_control(response, public=True, max_age=MAX_AGE)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return open_to_all


@for_other_sites
def widget_script(request: HttpRequest) -> HttpResponse:
    """The script, at an address that stays the same when the site is deployed anew."""
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


@for_other_sites
def widget_questions(request: HttpRequest) -> JsonResponse:
    """The newest questions of this site, or with ``?state=solved`` what was solved last; about
    ``?topic=``, ``?limit=`` of them, in ``?lang=``.

    Whatever can't be understood falls back to the default.
    """
    site = Site.find_for_request(request)
    if site is None:
        return JsonResponse({"questions": []})
    home = _home(site, request.GET.get("lang", ""))
    viewer = public_viewer(site, home.locale)
    limit = comments.as_pk(request.GET.get("limit", "")) or DEFAULT
    topic = request.GET.get("topic", "").replace("\x00", "")
    find = latest_solved if request.GET.get("state") == "solved" else newest
    addresses = Addresses(viewer)
    language = home.locale.language_code
    with translation.override(language):
        return JsonResponse(
            {
                "lang": language,
                "dir": "rtl" if translation.get_language_bidi() else "ltr",
                "heading": _("People are asking"),
                "empty": _("No questions yet."),
                "questions": [_line(face) for face in find(viewer, limit, topic)],
                "all": {
                    "label": _("All questions"),
                    "url": absolute(home, addresses.of_list(home) or addresses.of_page(home)),
                },
            }
        )


def _line(face: BriefFace) -> dict[str, Any]:
    return {
        "title": face.title,
        "lang": face.language,
        "url": face.full_url,
        "state": face.state,
        "mark": face.mark,
        "label": face.label,
    }


def _home(site: Site, language: str) -> Any:
    """The home page in the language that was asked for, or in its plainer form ("de" for "de-AT"),
    if the site has one; else the site's own.
    """
    translated = site.root_page.get_translations().live().select_related("locale")
    homes = {page.locale.language_code: page for page in translated}
    codes = (language, language.partition("-")[0])
    return next((homes[code] for code in codes if code in homes), site.root_page)


@lru_cache(maxsize=1)
def _script() -> bytes:
    return SCRIPT.read_bytes()
