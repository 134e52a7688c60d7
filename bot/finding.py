"""One rule's reason to think something is wrong, and the findings weighed into one verdict."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

RuleId = NewType("RuleId", str)


class Level(StrEnum):
    """How much a message matters. Declared in rising order: when several rules fire the last one wins."""

    NONE = "none"
    POINTER = "pointer"
    REMINDER = "reminder"
    LOOK = "look"
    SUPPORT = "support"
    SERIOUS = "serious"
    DANGER = "danger"

    @property
    def rank(self) -> int:
        return RANKS[self]


RANKS = {level: rank for rank, level in enumerate(Level)}


class Concern(StrEnum):
    """What kind of thing is wrong. Declared in the order that settles a draw between findings of one level."""

    RISK = "risk"
    THREAT = "threat"
    DOXXING = "doxxing"
    INCITEMENT = "incitement"
    INTIMIDATION = "intimidation"
    DISCRIMINATION = "discrimination"
    HARASSMENT = "harassment"
    ACCUSATION = "accusation"
    OBSCENE = "obscene"
    INSULT = "insult"
    CHILD = "child"
    RECORDING = "recording"
    RUMOUR = "rumour"
    NAMING = "naming"


PRECEDENCE = {concern: rank for rank, concern in enumerate(Concern)}


class TargetKind(StrEnum):
    STAFF = "staff"
    PUPIL = "pupil"
    PARENT = "parent"
    SCHOOL = "school"
    GROUP = "group"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a message is about."""

    kind: TargetKind
    key: str | None = None
    """Stable within a group: "staff:3", "member:ID", "name:kayden"; None when nobody in particular."""


class Alert(StrEnum):
    """What a finding tells the admins besides its level."""

    NONE = "none"
    """Only if the member says yes."""
    THIN = "thin"
    """That a serious worry about an adult was raised and the route for it; no text."""
    URGENT = "urgent"
    """A life at risk or a missing child: at once, like danger."""
    CROWD = "crowd"
    """Several people about one: one case for all of them, and a calm note for the group to choose."""


HEARD = {Alert.URGENT: 0, Alert.THIN: 1, Alert.CROWD: 2, Alert.NONE: 3}
"""Which alert stands when two findings are alike: a life at risk is never kept quiet by a milder finding beside it."""


class RuleMode(StrEnum):
    LIVE = "live"
    SHADOW = "shadow"
    """Found and counted, never acted on."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """[start, end) in code points of the message's original text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Why one rule thinks something is wrong. Never empty-handed: it says where and in words."""

    rule: RuleId
    concern: Concern
    level: Level
    target: Target
    spans: tuple[Span, ...]
    reason: str
    """In words an admin understands; quotes nothing of the message."""
    wording: str
    """Which text its poster gets: a key of `data/wording`."""
    signpost: tuple[str, ...] = ()
    """Kinds of contact that text should offer, best first."""
    alert: Alert = Alert.NONE
    mode: RuleMode = RuleMode.LIVE

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Sorts the one that decides first: of two alike, the one that tells somebody."""
        return (-self.level.rank, PRECEDENCE[self.concern], HEARD[self.alert], self.rule)


def weigh(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The live findings, the one that decides the message's level first; empty when there is nothing to say."""
    return tuple(sorted((f for f in findings if f.mode is RuleMode.LIVE), key=lambda f: f.order))


def level_of(findings: tuple[Finding, ...]) -> Level:
    """The message's own level, before any ladder."""
    weighed = weigh(findings)
    return weighed[0].level if weighed else Level.NONE
