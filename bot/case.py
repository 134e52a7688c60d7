"""What a group's admins look at and decide."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.incident import CaseId
from bot.message import GroupId, MemberId


class CaseKind(StrEnum):
    LOOK = "look"
    """The bot is unsure; a person should read it."""
    CROWD = "crowd"
    """Several people about one target: one case for the whole event."""
    REPEATED = "repeated"
    """The count reached three."""
    SERIOUS = "serious"
    DANGER = "danger"
    WORRY = "worry"
    """An allegation that an adult hurt a child: thin, nothing to investigate."""
    RISK = "risk"
    """A life at risk or a missing child."""


class CaseState(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"
    OVERTURNED = "overturned"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    """Its member took the message back in grace before anybody decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """A member's "Ask a person": their own words about one incident of the case."""

    words: str | None
    """None when they gave none, or once wiped."""
    asked_at: datetime
    decided_at: datetime | None = None
    decided_by: MemberId | None = None
    upheld: bool | None = None
    """True: the bot was wrong."""


class Act(StrEnum):
    """What an admin did about a case besides taking it on and deciding it."""

    REMOVED = "removed"
    """A message was taken down for everybody."""
    PAUSE_ASKED = "pause-asked"
    """Waits for a second admin without a tie."""
    PAUSED = "paused"
    RESUMED = "resumed"
    PASS_ASKED = "pass-asked"  # noqa: S105  # nobody's password
    PASSED = "passed"
    """Two admins mean to pass it on themselves: the bot sends nothing to anybody."""
    ORDERLY = "orderly"
    """Criterion (i) of the letter: the orderly running of the school."""
    NOT_ORDERLY = "not-orderly"
    AT_RISK = "at-risk"
    """Criterion (ii): a threat to a pupil or another person."""
    NOT_AT_RISK = "not-at-risk"
    EXPORTED = "exported"
    """Its file was handed to an admin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    act: Act
    by: MemberId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of a case's evidence: what it witnesses, and a seal over it and all before it; no text."""

    number: int
    at: datetime
    witness: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    id: CaseId
    number: int
    """What people say: "case 12". Counts within the group."""
    group: GroupId
    kind: CaseKind
    poster: MemberId
    target: str | None
    """The chief finding's target key; decides who has a tie."""
    opened_at: datetime
    state: CaseState = CaseState.OPEN
    acknowledged_at: datetime | None = None
    acknowledged_by: MemberId | None = None
    decided_at: datetime | None = None
    decided_by: MemberId | None = None
    calmed_at: datetime | None = None
    """When an admin had the calm note posted in the group."""
    decisions: tuple[Decision, ...] = ()
    """In the order in which they were made; each is an entry of the evidence."""

    def last(self, *acts: Act) -> Decision | None:
        """The latest of these."""
        return next((each for each in reversed(self.decisions) if each.act in acts), None)

    @property
    def is_open(self) -> bool:
        return self.state in {CaseState.OPEN, CaseState.ACKNOWLEDGED}
