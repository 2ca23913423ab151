"""What in a text could tell who wrote it: addresses, phone numbers, order numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

_AT = r"(?:@|\s?[(\[{]\s?(?:at|a|ät)\s?[)\]}]\s?)"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}}", re.IGNORECASE
)
# What stands for an order, a customer or a parcel, then its number.
_NAMED = re.compile(
    r"\b(?:order|invoice|booking|customer|tracking|parcel|case|bestell\w*|auftrag\w*|rechnung\w*"
    r"|kunden\w*|sendung\w*|vorgang\w*|commande|facture|client|pedido|factura|cliente|ordine"
    r"|fattura|bestelling|factuur|klant\w*)"
    r"[\s-]*(?:numbers?|nummer|num[eé]ro|no|nr|n°|id)?[\s.:#-]*"
    r"(?P<number>[A-Z]{0,4}-?\d[\dA-Z]*(?:[-/][\dA-Z]+)*)",
    re.IGNORECASE,
)
_HASHED = re.compile(r"(?<![\w&#])#\s?(?P<number>\d{4,})\b")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){3,7}(?:\s?[A-Z\d]{1,3})?\b")
_DIGITS = re.compile(r"(?<![\w.,])(?:\+|\()?\d(?:[ \t\xa0()./-]{0,2}\d){5,}(?![\w])")
_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.\xa0 ]\d{3})+")
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"”»]+", re.IGNORECASE)
MIN_ORDER_DIGITS = 3


class Kind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    NUMBER = "number"
    """Of an order, a customer, a parcel, an account; or any long number."""


@dataclass(frozen=True, slots=True)
class Finding:
    words: str
    """As they stand in the text."""
    kind: Kind


def private_data(text: str) -> tuple[Finding, ...]:
    """What of ``text`` should rather not be public, in order, each passage once.

    A list of what to look at, neither complete (names are not found) nor always right.
    """
    words = dict.fromkeys((text[start:end], kind) for start, end, kind in _spans(text))
    return tuple(Finding(said, kind) for said, kind in words)


def hide_private(text: str, names: Mapping[Kind, str]) -> str:
    """``text`` with a neutral word, ``names[kind]``, for everything that :func:`private_data` finds
    in it, wherever else it stands there.
    """
    findings = sorted(private_data(text), key=lambda one: -len(one.words))
    for one in findings:
        place = rf"(?<!\w){re.escape(one.words)}(?!\w)"
        text = names[one.kind].join(re.split(place, text))
    return text


def _spans(text: str) -> list[tuple[int, int, Kind]]:
    """From where to where each passage goes, in order; none overlap."""
    # The number in an address of the shop is that of a product.
    links = [match.span() for match in _URL.finditer(text)]
    found: list[tuple[int, int, Kind]] = []
    for start, end, kind in _named(text):
        if _is_apart(start, end, [(one, other) for one, other, __ in found]):
            found.append((start, end, kind))
    for start, end, kind in _unnamed(text):
        if _is_apart(start, end, [*links, *((one, other) for one, other, __ in found)]):
            found.append((start, end, kind))
    return sorted(found)


def _named(text: str) -> Iterator[tuple[int, int, Kind]]:
    """What says by its form or by the word before it what it is."""
    for match in _EMAIL.finditer(text):
        yield *match.span(), Kind.EMAIL
    for match in _IBAN.finditer(text):
        yield *match.span(), Kind.NUMBER
    for match in _NAMED.finditer(text):
        if sum(char.isdigit() for char in match["number"]) >= MIN_ORDER_DIGITS:
            yield *match.span("number"), Kind.NUMBER


def _unnamed(text: str) -> Iterator[tuple[int, int, Kind]]:
    for match in _HASHED.finditer(text):
        yield *match.span("number"), Kind.NUMBER
    for match in _DIGITS.finditer(text):
        if (kind := _kind_of(match[0])) is not None:
            yield *match.span(), kind


def _is_apart(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return all(end <= one or other <= start for one, other in spans)


def _kind_of(digits: str) -> Kind | None:
    """What a run of digits is; None for a day, years from and to, a number with its thousands
    apart.
    """
    bare = digits.strip()
    if any(one.fullmatch(bare) for one in (_DATE, _THOUSANDS, _YEARS)):
        return None
    count = sum(char.isdigit() for char in bare)
    is_dialled = bare[0] in "+(0" and 7 <= count <= 15
    has_groups = re.search(r"\d[ \t\xa0()./-]+\d", bare) is not None and 7 <= count <= 13
    return Kind.PHONE if is_dialled or has_groups else Kind.NUMBER
