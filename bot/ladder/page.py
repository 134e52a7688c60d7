"""Everything that hangs on one incident, as the ledger has it at one moment."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.case import Appeal, Case, CaseKind
from bot.incident import Incident
from bot.ladder.terms import WINDOW
from bot.message import MemberId
from bot.notice import Audience, Notice, NoticeKind, NoticeState, ToAdmins

STANDING_KINDS = {CaseKind.REPEATED, CaseKind.SERIOUS}
"""Cases about how somebody goes on writing: what they write next joins them."""
URGENT_KINDS = {CaseKind.DANGER, CaseKind.RISK}
TELLS_OF_A_CASE = {NoticeKind.CASE, NoticeKind.ALERT, NoticeKind.APPEAL}
ARRIVED = {NoticeState.DELIVERED, NoticeState.ACKNOWLEDGED}
TO_SEND = {NoticeState.QUEUED, NoticeState.SENDING}
PENDING = {*TO_SEND, NoticeState.WAITING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    incident: Incident
    notices: tuple[Notice, ...] = ()
    """Everything ever told about the incident or its case."""
    appeal: Appeal | None = None
    case: Case | None = None
    mates: tuple[Incident, ...] = ()
    """The other incidents of its case, oldest first."""
    history: tuple[Incident, ...] = ()
    """The poster's other incidents of the window, oldest first."""
    standing: Case | None = None
    """The poster's open case that what they write next joins."""

    @property
    def notes(self) -> tuple[Notice, ...]:
        """To the poster, about this incident."""
        return tuple(n for n in self.notices if n.kind is NoticeKind.NOTE and n.incident == self.incident.id)

    @property
    def appeals(self) -> tuple[Notice, ...]:
        """What tells the admins that its poster asks a person."""
        return tuple(n for n in self.notices if n.kind is NoticeKind.APPEAL and n.incident == self.incident.id)

    @property
    def open_case(self) -> Case | None:
        return self.case if self.case is not None and self.case.is_open else None

    @property
    def to_admins(self) -> tuple[Notice, ...]:
        return tuple(n for n in self.notices if n.kind in TELLS_OF_A_CASE)

    @property
    def told(self) -> tuple[Audience, ...]:
        """Each person who has been told of it besides the poster, in the order of the telling."""
        arrived = (n.to for n in self.to_admins if n.state in ARRIVED)
        return tuple(dict.fromkeys(to for to in arrived if not isinstance(to, ToAdmins)))


def standing_case(cases: tuple[Case, ...], poster: MemberId) -> Case | None:
    """The open case that what this member writes next joins; the oldest, should there be two."""
    return next((c for c in cases if c.poster == poster and c.kind in STANDING_KINDS and c.is_open), None)


def within(incident: Incident, case: Case | None) -> Incident:
    return replace(incident, case=None if case is None else case.id)


def within_window(incidents: tuple[Incident, ...], now: datetime) -> tuple[Incident, ...]:
    return tuple(incident for incident in incidents if incident.posted_at > now - WINDOW)
