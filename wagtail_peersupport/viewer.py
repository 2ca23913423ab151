"""Who is looking: one frozen value, built once at the edge from the request.

Everything that reads takes a :class:`Viewer`; nothing below this module sees a request.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from wagtail.models import Locale, Site

from .conf import conf

GUEST_COOKIE = "peersupport_guest"
GUEST_COOKIE_AGE = 365 * 24 * 3600
_SALT = "wagtail_peersupport.guest"
_ADDRESS_SALT = "wagtail_peersupport.address"
_GIVEN = "_peersupport_guest_key"
_ADMITTED = "_peersupport_admitted"
_NOWHERE = "nowhere"
_NETWORK = 64
"""So many bits of an IPv6 address name a network; whoever has one picks the others as they like."""

# Some proxies append the port: "203.0.113.7:4711", "[2001:db8::1]:4711".
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]*)\](?::\d+)?|(?P<four>[\d.]+):\d+")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who reads or acts.

    ``user`` is an account or None; ``passed`` holds the primary keys of password restrictions
    already passed; ``guest_key`` is the random part of the signed guest cookie, "" without one;
    ``address_hash`` stands for a guest's network address (all whose address is unknown share one),
    "" for accounts, and outside of a request.
    ``asks`` is set by a link from our mail only (see :meth:`as_asker`).
    """

    user: Any = None
    passed: frozenset[int] = frozenset()
    site: Any = None
    locale: Any = None
    guest_key: str = ""
    address_hash: str = ""
    asks: int | None = None
    asker_key: str = ""

    @property
    def key(self) -> str:
        """The voter key: ``u:<pk>`` for an account, ``g:<random>`` for a guest, "" for a
        stranger.
        """
        if self.asks is not None:
            return self.asker_key
        if self.user is not None:
            return f"u:{self.user.pk}"
        return f"g:{self.guest_key}" if self.guest_key else ""

    def as_asker(self, comment_pk: int, key: str) -> Viewer:
        """Whoever wrote this one comment, as a link in mail to their proven address shows, and
        nobody else: neither the account nor the guest of this browser.

        ``key`` is the writer's voter key, "" where only the address is known.
        """
        return replace(
            self, user=None, guest_key="", asks=comment_pk, asker_key=key or f"q:{comment_pk}"
        )

    @property
    def is_guest(self) -> bool:
        return self.user is None


def viewer_for(request: HttpRequest, locale: Any = None) -> Viewer:
    """The viewer of a request, whatever middleware the site runs (a missing one means a
    stranger). ``locale`` is the active one, where it is known.
    """
    user = getattr(request, "user", None)
    session = getattr(request, "session", {})
    account = user if user is not None and user.is_authenticated else None
    return Viewer(
        user=account,
        passed=frozenset(session.get("passed_page_view_restrictions", ())),
        site=Site.find_for_request(request),
        locale=locale or active_locale(),
        guest_key=guest_key(request),
        address_hash=_guest_address(request) if account is None else "",
    )


def active_locale() -> Locale:
    """Wagtail's active locale; its first one where ``LANGUAGE_CODE`` names none, as on a site that
    changed it after the first ``migrate``. Wagtail's own pages go on working there.
    """
    try:
        return Locale.get_active()
    except Locale.DoesNotExist:
        return Locale.objects.earliest("pk")


def client_address(request: HttpRequest) -> str:
    """The network address a request came from, past as many proxies as PEERSUPPORT trusts; of an
    IPv6 address its network, and "" where nothing that was said is an address.

    What stands further left in X-Forwarded-For, anybody could have written.
    """
    said = [request.META.get("REMOTE_ADDR", "")]
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    trusted = conf.TRUSTED_PROXIES
    if 0 < trusted <= len(hops):
        said.insert(0, hops[-trusted])
    return next(filter(None, map(_network, said)), "")


def _network(address: str) -> str:
    port = _WITH_PORT.fullmatch(address.strip())
    bare = (port["six"] or port["four"] or "") if port else address.strip()
    try:
        found = ipaddress.ip_address(bare)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found), _NETWORK), strict=False))


def _guest_address(request: HttpRequest) -> str:
    return address_hash(client_address(request) or _NOWHERE)


def address_hash(address: str) -> str:
    """A keyed hash of a network address: comparable, not readable. "" for none."""
    if not address:
        return ""
    return salted_hmac(_ADDRESS_SALT, address, algorithm="sha256").hexdigest()


def public_viewer(site: Any = None, locale: Any = None) -> Viewer:
    """Anybody from the street: what feeds, mail and caches may show."""
    return Viewer(site=site, locale=locale)


def guest_key(request: HttpRequest) -> str:
    """The guest's random key: what this request was just given, else the cookie's, else ""."""
    given = getattr(request, _GIVEN, "")
    return given or request.get_signed_cookie(GUEST_COOKIE, default="", salt=_SALT) or ""


def admit(request: HttpRequest, viewer: Viewer) -> None:
    """Note that what this request posts was checked, so that the net behind xtd's doors need not
    check it once more.
    """
    setattr(request, _ADMITTED, viewer)


def admitted(request: HttpRequest) -> Viewer | None:
    """Whoever :func:`admit` let in; None for a request that came through another door."""
    return getattr(request, _ADMITTED, None)


def greet_guest(request: HttpRequest) -> None:
    """Give a guest who acts a key for the rest of this request. Accounts need none."""
    user = getattr(request, "user", None)
    if not (user is not None and user.is_authenticated) and not guest_key(request):
        setattr(request, _GIVEN, secrets.token_urlsafe(18))


def remember_guest(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Send the key that :func:`greet_guest` gave, as a signed, HttpOnly, SameSite=Lax cookie."""
    key = getattr(request, _GIVEN, "")
    if key:
        response.set_signed_cookie(
            GUEST_COOKIE,
            key,
            salt=_SALT,
            max_age=GUEST_COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response
