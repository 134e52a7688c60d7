"""What a check found, counted and ready to be told: the value every form of the report is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.case import CaseKind
from bot.chatfile import Blank
from bot.finding import Level
from bot.message import Media
from bot.report.aftermath import Outcome
from bot.report.quotes import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One message about which something would have been done."""

    at: datetime
    """On the group's own clock."""
    conversation: str
    place: str
    """"message 1073", "line 39"."""
    member: str
    level: Level
    reason: str
    also: tuple[str, ...]
    """Further reasons."""
    words: tuple[Piece, ...]
    """Empty when they may not be shown."""
    outcome: Outcome
    letter: str | None
    """What its writer would have been sent, word for word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    begins: date
    messages: int
    sent: Mapping[Level, int]
    """What people would have got: notes by their level, and the cards that only ask an admin to look."""

    @property
    def total(self) -> int:
        return sum(self.sent.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One file, as far as it could be read."""

    name: str
    format: str
    remarks: tuple[str, ...]
    messages: int
    broken: int
    """Places in it that were not what its format promises."""
    problem: str | None
    """Why it could not be read, or not to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    reason: Blank
    count: int
    first: tuple[str, ...]
    """Where the first of them are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    title: str
    level: Level
    count: int
    """Messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What was judged by."""

    rules: str
    register: str | None
    """The register file; None when there was none."""
    schools: tuple[str, ...]
    """Those whose chats were read, with the number of their staff."""
    names_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    basis: Basis
    files: tuple[Read, ...]
    messages: int
    chats: int
    first: datetime | None
    last: datetime | None
    weeks: tuple[Week, ...]
    items: tuple[Item, ...]
    more: int
    """Further items than are listed."""
    rules: tuple[Fired, ...]
    notes: Mapping[Level, int]
    """By level, as the ladder would have sent them."""
    cases: Mapping[CaseKind, int]
    lapsed: int
    skipped: tuple[Skipped, ...]
    unseen: Mapping[Media, int]
    """What came with words that were read, and was not itself looked at."""

    @property
    def notes_sent(self) -> int:
        return sum(self.notes.values())

    @property
    def sent_levels(self) -> frozenset[Level]:
        """For the page's legend."""
        return frozenset(level for week in self.weeks for level, number in week.sent.items() if number)

    @property
    def flagged(self) -> int:
        return len(self.items) + self.more

    @property
    def per_thousand(self) -> float:
        return 1000 * self.notes_sent / self.messages if self.messages else 0.0
