"""The engine that comes with the package: cues that a person named, and a model that weighs them.

The cues find what can be read and doubted; the model, learned from comments written for this
project (see the model card), decides how much each counts, sentence by sentence.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from wagtail_peersupport.detection.by_cues import excused, kind_of_need
from wagtail_peersupport.detection.claims import claims_of
from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.detection.inferring import Weights
from wagtail_peersupport.detection.inferring import load as load_links
from wagtail_peersupport.detection.linear import probability
from wagtail_peersupport.detection.meant import FEATURE, Encoder
from wagtail_peersupport.detection.model import SHIPPED, Model, load
from wagtail_peersupport.detection.reasons import reasons_of
from wagtail_peersupport.detection.roles import role_of
from wagtail_peersupport.detection.settling import Shares, settled_kind, settled_role
from wagtail_peersupport.detection.taking_apart import Parts, take_apart
from wagtail_peersupport.detection.types import NO_CONTEXT, Analysis, Context, Kind, Role
from wagtail_peersupport.detection.urgency import urgency_of
from wagtail_peersupport.detection.words import LANGUAGES

_JUST_BELOW = 0.001
_CALLS = frozenset({Sense.PLEADS, Sense.CALLS})

CUES = "cues-8"
"""Raised when phrases or rules change what is read, weights or not."""


class LinearEngine:
    """Reads English, German, French and Spanish; of other languages it knows how questions are
    formed, and calls itself unsure.
    """

    def __init__(self, weights: Path = SHIPPED, encoder: Encoder | None = None) -> None:
        """Use the weights of a folder. With an ``encoder``, what a comment means counts, too, if
        that was learned. Raises what ``model.load`` and ``inferring.load`` raise.
        """
        self.model: Model = load(weights)
        self.link_weights: Weights = load_links(weights)
        """By which the site infers what a comment answers, where the writer does not say it."""
        self.encoder = encoder if self.model.meant else None

    @property
    def version(self) -> str:
        """Names the weights, the cues and the encoder."""
        named = f"{self.model.version} {CUES}"
        return f"{named} {self.encoder.version}" if self.encoder else named

    def analyse(self, text: str, context: Context = NO_CONTEXT) -> Analysis:
        """Understand one comment, given as HTML or as plain text."""
        parts = take_apart(text, context, self.model)
        score, reasons = self._need(parts, context)
        role = role_of(parts.sentences, parts.weighed, context, has_link=bool(parts.reading.links))
        limits = self.model.thresholds
        calls = _calls_for_help(parts)
        if calls:
            score = max(score, limits.public)
        urgency = urgency_of(parts.sentences, context)
        if urgency and score >= limits.needs and not context.in_thread:
            # A doubtful question can wait for a second look; what is urgent cannot.
            score = max(score, limits.public)
        is_sure = score >= limits.public and (calls or parts.language in LANGUAGES)
        anew = is_sure and not any(one.has(Sense.NUDGES) for one in parts.sentences)
        if excused(role, context, anew=anew, calls=calls):
            # The asker who is not done yet is for staff to see; what others ask back is talk.
            reopens = context.by_asker and role is Role.CLARIFICATION
            score = min(score, (limits.needs if reopens else limits.unsure) - _JUST_BELOW)
            is_sure = False
        needs = score >= limits.needs
        shares = self.model.kinds.shares(parts.features)
        role = settled_role(role, shares, context, needs=needs)
        kind = kind_of_need(parts.weighed) if needs else settled_kind(parts.judgement.kind, shares)
        kind_score, role_score = _sureness(shares, kind, role)
        return Analysis(
            kind=kind,
            role=role,
            needs_support=needs,
            score=round(score, 3),
            reasons=reasons,
            language=parts.language,
            has_link=bool(parts.reading.links),
            is_public=needs and is_sure,
            is_unsure=score >= limits.unsure and not is_sure,
            kind_score=round(kind_score, 3),
            role_score=round(role_score, 3),
            urgency=urgency,
            claims=_claims(parts, role, context),
        )

    def _need(self, parts: Parts, context: Context) -> tuple[float, tuple[str, ...]]:
        head, trust = self.model.comment, self.model.trust_in_cues
        meant = self.model.meant
        if not context.post_title:
            head, trust = self.model.alone, 0.0
        elif meant and self.encoder:
            head = meant.comment
            its = {FEATURE: meant.evidence(parts.reading.own, self.encoder)}
            parts = replace(parts, features=parts.features | its)
        log_odds = (1 - trust) * head.score(parts.features) + trust * parts.by_cues
        return probability(log_odds), reasons_of(parts, head, self.model.sentence)


def _claims(parts: Parts, role: Role, context: Context) -> tuple[tuple[str, str], ...]:
    """The author of the post and staff may state what they like; so may the asker. A price alone
    is too short to be taken for an answer, and is read as one.
    """
    knows_better = context.by_author or context.by_staff or context.by_asker
    if knows_better or not context.in_thread or role not in {Role.ANSWER, Role.OTHER}:
        return ()
    return claims_of(sentence.text for sentence in parts.sentences)


def _sureness(shares: Shares, kind: Kind, role: Role) -> tuple[float, float]:
    kinds = {str(one): shares.get(one, 0.0) for one in Kind}
    roles = {str(one): shares.get(one, 0.0) for one in Role}
    roles[Role.OTHER] = sum(kinds.values())
    return _part(kinds, kind), _part(roles, role)


def _calls_for_help(parts: Parts) -> bool:
    """Whoever asks everybody, or asks in so many words to be helped, is taken at their word."""
    return any(
        not _CALLS.isdisjoint(sentence.phrases)
        and not sentence.laughs
        and not sentence.has(Sense.RHETORICAL)
        for sentence in parts.sentences
    )


def _part(shares: Mapping[str, float], one: str) -> float:
    total = sum(shares.values())
    return shares[one] / total if total else 0.0
