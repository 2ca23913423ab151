"""Lists as CSV and XLSX, in cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from ..accounts import account_name
from ..addresses import absolute
from ..models import is_by_mail
from ..querysets import ThreadQuerySet
from .situations import Situation

#: How many questions are read at a time.
BATCH = 500

_FORMULA = tuple("=+-@\t\r\n")
# XML, and so XLSX, knows none of these.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; anything but text is returned as it is."""
    if not isinstance(value, str):
        return value
    text = _CONTROL.sub("", value)
    return f"'{text}" if text.startswith(_FORMULA) else text


class HarmlessExport(SpreadsheetExportMixin):
    """Wagtail's export of what a view lists, with :func:`harmless` cells."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_export:
            rows = self.export_rows(self.get_queryset())
            return self.as_spreadsheet(rows, request.GET["export"])
        return super().get(request, *args, **kwargs)

    def export_rows(self, queryset: Any) -> Iterable[Any]:
        return queryset

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return harmless(super().preprocess_field_value(field, value, export_format))

    def write_csv_response(self, queryset: Iterable[Any]) -> HttpResponse:
        # Written while the person's own language is on: a stream would begin after that.
        content = b"".join(self.stream_csv(queryset))
        disposition = f'attachment; filename="{self.get_filename()}.csv"'
        return HttpResponse(
            content, content_type="text/csv", headers={"Content-Disposition": disposition}
        )


class QueueExport(HarmlessExport):
    """The queue, without the name of whoever asked: guests did not sign up for a spreadsheet."""

    export_filename = "questions"
    export_headings = {
        "question": gettext_lazy("Question"),
        "reasons": gettext_lazy("Reasons"),
        "waiting_since": gettext_lazy("Waiting since"),
        "due_at": gettext_lazy("Due"),
        "court": gettext_lazy("Whose turn"),
        "post": gettext_lazy("Post"),
        "topic": gettext_lazy("Topic"),
        "kind": gettext_lazy("Kind"),
        "state": gettext_lazy("State"),
        "assignee": gettext_lazy("Assigned to"),
        "me_toos": gettext_lazy("Have it, too"),
        "answers": gettext_lazy("Answers"),
        "asker": gettext_lazy("Asked by"),
        "link": gettext_lazy("Link"),
    }
    list_export = list(export_headings)

    def export_rows(self, queryset: ThreadQuerySet) -> Iterator[Situation]:
        pks = list(queryset.values_list("pk", flat=True))
        for start in range(0, len(pks), BATCH):
            batch = pks[start : start + BATCH]
            threads = {
                thread.pk: thread
                for thread in self.get_base_queryset()
                .filter(pk__in=batch)
                .select_related("comment__peersupport_origin")
            }
            yield from self.rows([threads[pk] for pk in batch if pk in threads])

    def to_row_dict(self, item: Situation) -> dict[str, Any]:
        thread = item.thread
        court = getattr(item, "court", "")
        return {
            "question": thread.title,
            "reasons": "; ".join(item.reasons),
            "waiting_since": item.waiting_since,
            "due_at": item.due_at,
            "court": str(getattr(court, "label", court) or ""),
            "post": thread.page.title,
            "topic": thread.topic.name if thread.topic else "",
            "kind": thread.get_kind_display(),
            "state": thread.state_label,
            "assignee": account_name(item.assignee) if item.assignee else "",
            "me_toos": thread.me_too_count,
            "answers": thread.answer_count,
            "asker": _asker(thread.comment),
            "link": absolute(thread.page, item.url),
        }


def _asker(comment: Any) -> str:
    if is_by_mail(comment):
        return _("E-mail")
    return _("Account") if comment.user_id else _("Guest")
