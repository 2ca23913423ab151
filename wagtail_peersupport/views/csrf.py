"""Django's CSRF check, asked for its verdict instead of its error page."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware


class _Verdict(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def is_forged(request: HttpRequest) -> bool:
    """Whether a POST carries no valid token: another site's form, or one from before a log-in."""
    check = _Verdict(lambda request: None)
    check.process_request(request)
    return check.process_view(request, None, (), {}) is not None
