"""The list of a post's comments as markup, from what is kept of it where that may be.

Whoever sees what anybody sees is given the whole list as long as the fingerprint of the post's rows
is the same. For everybody else the comments are painted anew, and those roots are rendered that are
not kept as they see them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.urls import get_script_prefix
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from .. import permissions
from ..conf import conf
from ..threads.anybody import has_members_only_hub, sees_what_anybody_sees, tells_of_others
from ..threads.faces import CommentFace
from ..threads.fingerprint import fingerprint
from ..threads.pages import Section
from ..threads.section import section
from ..viewer import Viewer
from . import kept
from .kept import Kept
from .times import Markup, fill, marked_times, split

COMMENT = "wagtail_peersupport/parts/comment.html"


def section_list(
    engine: Any, request: HttpRequest, page: Any, viewer: Viewer, arrived: dict[str, Any]
) -> tuple[Section, SafeString]:
    """The section without its comments, and their markup, the items of a list.

    ``engine`` is that of the template that shows it; ``page`` is specific; ``arrived`` is for
    whoever has just posted (:func:`.arriving.just_arrived`).
    """
    return _SectionList(engine, request, page, viewer, arrived).found()


class _SectionList:
    def __init__(
        self,
        engine: Any,
        request: HttpRequest,
        page: Any,
        viewer: Viewer,
        arrived: dict[str, Any],
    ) -> None:
        self.engine = engine
        self.arrived = arrived
        self.page = page
        self.viewer = viewer
        self.path = request.path
        self.order = request.GET.get("order", "")
        self.posted = arrived["posted"]
        self.is_staff = permissions.supports(viewer.user, page.pk)

    def found(self) -> tuple[Section, SafeString]:
        if not kept.is_on():
            return self._painted("", Kept())
        key = kept.key_of(self.engine, *self._depends_on())
        known = kept.find(key)
        if self.posted or not sees_what_anybody_sees(self.page, self.viewer):
            return self._painted(key if self.is_staff else "", known)
        mark = fingerprint(self.page)
        if known.fingerprint == mark and (self.viewer.is_guest or known.is_for_accounts):
            total, questions, solved = known.counts
            counts = Section((), total, questions, solved, known.order, is_staff=False)
            return counts, _joined(known.roots.values())
        return self._painted(key, known, mark)

    def _depends_on(self) -> tuple[Any, ...]:
        """What the markup depends on besides the rows, the settings and the templates."""
        return (
            self.page.pk,
            self.path,
            self.order,
            self.is_staff,
            getattr(self.viewer.site, "pk", None),
            translation.get_language(),
            timezone.get_current_timezone_name(),
            # "10:40" today is "22 November" tomorrow.
            timezone.localdate(),
            get_script_prefix(),
        )

    def _painted(self, key: str, known: Kept, mark: str = "") -> tuple[Section, SafeString]:
        """Keeps what was painted under ``key``, and with ``mark``, the fingerprint from before, as
        what anybody sees.
        """
        found = section(self.page, self.viewer, self.order)
        roots = self._rendered(found.comments, known.roots)
        if key and not self.posted:
            counts = (found.total, found.questions, found.solved)
            self._keep(key, Kept(known.generation, mark, False, counts, found.order, roots))
        return replace(found, comments=()), _joined(roots.values())

    def _rendered(
        self, faces: Iterable[CommentFace], known: dict[str, Markup]
    ) -> dict[str, Markup]:
        template = self.engine.get_template(COMMENT)
        context = Context(
            {
                # Only where something was posted: then nothing is kept.
                **(self.arrived if self.posted else {"posted": ""}),
                "target_hours": conf.RESPONSE_TARGET_HOURS,
            }
        )
        context.request = context["request"] = self._nobodys_request()
        roots = {}
        for face in faces:
            digest = kept.digest_of(face)
            if digest in known and not self.posted:
                roots[digest] = known[digest]
                continue
            with marked_times(), context.push(comment=face):
                roots[digest] = split(template.render(context))
        return roots

    def _nobodys_request(self) -> HttpRequest:
        """For templates: a request for the same page by nobody in particular."""
        request = HttpRequest()
        request.method = "GET"
        request.path = request.path_info = self.path
        request.user = AnonymousUser()
        request.GET = QueryDict(mutable=True)
        if self.order:
            request.GET["order"] = self.order
        return request

    def _keep(self, key: str, entry: Kept) -> None:
        if entry.fingerprint:
            is_for_accounts = not has_members_only_hub(self.page)
            # What changed while we painted is not what the fingerprint says.
            is_whole = (
                (self.viewer.is_guest or is_for_accounts)
                and not tells_of_others(self.page)
                and fingerprint(self.page) == entry.fingerprint
            )
            mark = entry.fingerprint if is_whole else ""
            entry = replace(entry, fingerprint=mark, is_for_accounts=is_for_accounts)
        kept.keep(key, entry)


def _joined(roots: Iterable[Markup]) -> SafeString:
    return SafeString(fill(roots))
