"""What an answer states as only the site can: prices, dates, guarantees and refunds.

Readers mean well and may be wrong, so staff should look. English, German, French and Spanish, by
sentence: what somebody asks, or tells of themselves ("I paid 5 €"), states nothing.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from wagtail_peersupport.detection.titles import shorten


class Claim(StrEnum):
    """What is stated as if for the site."""

    PRICE = "price"
    """An amount of money."""

    DATE = "date"
    """When something will be there."""

    GUARANTEE = "guarantee"
    """That it holds, or what happens if it does not."""

    REFUND = "refund"
    """That money is given back."""


def _any_of(words: str) -> str:
    return rf"\b(?:{'|'.join(words.split())})\b"


_MONEY = re.compile(
    r"[€$£]\s?\d|\d[.,]?-?\s?[€$£]|\d\s?" + _any_of("eur euros? usd dollars? pounds? chf francs?"),
    re.IGNORECASE,
)
_MONTHS = _any_of(
    "jan(?:uary|uar|vier)? feb(?:ruary|ruar)? f[ée]v(?:rier)? mar(?:ch|s)? märz apr(?:il)? avril "
    "juni? july? jui(?:n|llet) aug(?:ust)? ao[ûu]t sep(?:tember|tembre)? [ok][ck]t(?:ober|obre)? "
    "nov(?:ember|embre)? de[cz](?:ember)? déc(?:embre)? enero febrero marzo abril mayo junio julio "
    "agosto septiembre octubre noviembre diciembre"
)
_DAY = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:of |de )?{_MONTHS}|{_MONTHS}\s\d|\d[./]\d{{1,2}}[./]\d"
    r"|\b\d{1,2}\.\d{1,2}\.|\d{4}-\d\d-\d\d"
    r"|\b(?:in|within|nach|innerhalb von|dans|sous|en)\s\d+(?:\s?(?:-|–|to|bis|à|a)\s?\d+)?\s"
    r"(?:working |business )?"
    r"(?:hours?|days?|weeks?|months?|stunden|tagen?|wochen?|monaten?|heures?|jours?|semaines?|mois"
    r"|horas?|días?|semanas?|mes(?:es)?)\b"
    r"|\bnext (?:week|month|year|spring|summer|autumn|winter)\b|\btomorrow\b|\bmorgen\b"
    r"|\bnächste[rns]? (?:woche|monat|jahr)\b|\bdemain\b|\b(?:semaine|mois) prochaine?\b"
    r"|\bmañana\b|\bpróxim[oa] (?:semana|mes|año)\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    _any_of(
        "will they'll it'll you'll back restock(?:ed)? available ships? shipped deliver(?:s|ed|y)? "
        "arrives? due until wird werden kommt kommen lieferbar geliefert lieferung versand bis "
        "verschickt sera seront aurez arrive(?:nt)? livr(?:é|ée|és|ées|aison) disponibles? "
        "será serán estará llega(?:rá|n)? envían entrega disponible"
    ),
    re.IGNORECASE,
)
_GUARANTEE = re.compile(
    _any_of(
        "warrant(?:y|ies) guarantee[ds]? garantie(?:n|rt|s)? gewährleistung garanti[es]? "
        "garant[ií]as? garantizad[oa]"
    ),
    re.IGNORECASE,
)
_REFUND = re.compile(
    _any_of(
        "refund(?:s|ed|able)? (?:rück)?erstatte[nt]* (?:rück)?erstattung rembours\\w+ reembols\\w+"
    )
    + r"|\bmoney back\b|\bgeld zurück\b|\bdevuelven el dinero\b",
    re.IGNORECASE,
)
_STATES_NOTHING = re.compile(
    r"\b(?:i|we)(?:'ve| have| had)?\s(?:only |just |also )?"
    r"(?:paid|got|had|bought|ordered|received|waited|asked|was|were)\b"
    r"|\bcost me\b|\btook me\b|\b(?:ich|wir) (?:habe?n?|hatten?|war(?:en)?|bekam(?:en)?)\b"
    r"|\bbei mir\b|\bj'ai\b|\bj'avais\b|\bon a (?:eu|reçu|payé)\b|\bnous avons\b"
    r"|\bm'a coûté\b|\bpagué\b|\bme cost(?:ó|aron)\b"
    r"|\bhe pagado\b|\bmi pedido\b"
    r"|\bask (?:them|him|her|us|for|your|the|if|whether)\b"
    r"|\bfrag(?:t|e)? (?:mal |doch )?(?:ob|nach|den|die|das)\b"
    r"|\bdemande[rz]? (?:si|à|au|le|la|un)\b|\bpregunta (?:si|a|por)\b",
    re.IGNORECASE,
)
_STATES = {
    Claim.PRICE: (_MONEY,),
    Claim.DATE: (_DAY, _WILL),
    Claim.GUARANTEE: (_GUARANTEE,),
    Claim.REFUND: (_REFUND,),
}
#: So much of a sentence is enough to recognise it.
_LONGEST = 80


def claims_of(sentences: Iterable[str]) -> tuple[tuple[Claim, str], ...]:
    """What an answer claims, each sort once, with the sentence that says so (80 characters at
    most).
    """
    found: dict[Claim, str] = {}
    for sentence in sentences:
        for claim in _claims(sentence):
            found.setdefault(claim, shorten(sentence, _LONGEST))
    return tuple((claim, found[claim]) for claim in Claim if claim in found)


def _claims(sentence: str) -> Iterator[Claim]:
    plain = sentence.replace("’", "'")
    if plain.rstrip(" )\"'").endswith("?") or _STATES_NOTHING.search(plain):
        return
    for claim, patterns in _STATES.items():
        if all(pattern.search(plain) for pattern in patterns):
            yield claim
