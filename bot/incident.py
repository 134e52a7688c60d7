"""The messages one verdict is about, and what came of its count."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.finding import Finding, Level, Span
from bot.message import ChatId, GroupId, Media, Member, MessageId

IncidentId = NewType("IncidentId", str)
CaseId = NewType("CaseId", str)


class Count(StrEnum):
    """How far an incident's weight has got towards a case."""

    NOTHING = "nothing"
    """Weighs nothing: a pointer, a look, support, danger, or posted before the previous note had arrived."""
    PROVISIONAL = "provisional"
    """Its note has not been delivered."""
    COUNTED = "counted"
    FROZEN = "frozen"
    """A person has been asked."""
    CLEARED = "cleared"
    """Taken back in grace; the excerpt is wiped."""
    OVERTURNED = "overturned"
    """A person said the bot was wrong; the excerpt is wiped."""
    VOID = "void"
    """Its note reached nobody for seven days."""
    LAPSED = "lapsed"
    """Its case was decided by nobody in fourteen days."""
    CLOSED = "closed"
    """Its case was closed by an admin: it stays on record until it expires and counts towards no further case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message of an incident, as far as it may be kept."""

    message: MessageId
    sent_at: datetime
    excerpt: str | None
    """At most 280 characters (whole for serious and danger); None once wiped, or when nothing of it may be kept."""
    spans: tuple[Span, ...]
    """Where in the excerpt the matched words are."""
    is_edited: bool = False
    is_forwarded: bool = False
    is_deleted: bool = False
    """It stands in the chat no more, as far as the platform tells; what was kept of it stays."""
    media: frozenset[Media] = frozenset()
    """What was with the words: kinds, never the thing itself. Kept where words may be kept, and as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    id: IncidentId
    group: GroupId
    chat: ChatId
    poster: Member
    said: tuple[Said, ...]
    level: Level
    findings: tuple[Finding, ...]
    """The one that decided first."""
    judged_at: datetime
    weight: int
    count: Count
    delivered_at: datetime | None = None
    """When its note arrived; None until then, and for ever when there is none."""
    case: CaseId | None = None

    @property
    def chief(self) -> Finding:
        return self.findings[0]

    @property
    def posted_at(self) -> datetime:
        return self.said[0].sent_at
