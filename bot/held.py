"""Everything kept about one member, and what became of their wish to have it erased."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.case import Appeal, Case
from bot.incident import CaseId, Incident, IncidentId
from bot.mark import Mark
from bot.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Of one group, oldest first."""

    incidents: tuple[Incident, ...] = ()
    appeals: tuple[tuple[IncidentId, Appeal], ...] = ()
    cases: tuple[Case, ...] = ()
    notices: tuple[Notice, ...] = ()
    marks: tuple[Mark, ...] = ()
    viewers: tuple[tuple[CaseId, int], ...] = ()
    """To how many people each case that these incidents are in was shown."""
    language: str | None = None
    """The one in which they want to be written to."""
    wrote_at: datetime | None = None
    """When they last wrote to the bot in private, which is how it knows that it may write to them."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    counts: int
    """How many bare counts stay until they expire, so that forgetting does not begin the count anew."""


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Nothing was erased: these grave cases are undecided."""

    cases: tuple[CaseId, ...]


Erasure: TypeAlias = Forgotten | StillOpen
