"""The notices that follow from a verdict, a decision or the passing of time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.case import Case
from bot.finding import Level
from bot.incident import Incident
from bot.ladder.ids import alert_id, card_id, note_id, notice_id
from bot.ladder.page import ARRIVED, PENDING, URGENT_KINDS, Page
from bot.notice import Audience, Notice, NoticeId, NoticeKind, NoticeState, ToAdmins, ToMember, ToOperator
from bot.unjudged import Unjudged


def note(incident: Incident, due_at: datetime, now: datetime) -> Notice:
    return Notice(
        id=note_id(incident.id, incident.level),
        group=incident.group,
        to=ToMember(incident.poster.id),
        kind=NoticeKind.NOTE,
        due_at=due_at,
        created_at=now,
        incident=incident.id,
    )


def card(case: Case, incident: Incident, due_at: datetime, now: datetime, *, level: Level | None = None) -> Notice:
    """What tells the admins that this incident made the case, raised it or joined it: an alert when it cannot wait.

    `level` is what they are asked to look at, where that is not the level its poster was told.
    """
    is_alert = case.kind in URGENT_KINDS
    level = level or incident.level
    return Notice(
        id=alert_id(case.id, level, 0) if is_alert else card_id(case.id, incident.id, level),
        group=case.group,
        to=ToAdmins(),
        kind=NoticeKind.ALERT if is_alert else NoticeKind.CASE,
        due_at=due_at,
        created_at=now,
        incident=incident.id,
        case=case.id,
    )


def receipt(kind: NoticeKind, incident: Incident, now: datetime) -> Notice:
    """To the poster, about what became of the incident."""
    return _about(kind, incident, None, ToMember(incident.poster.id), now)


def news(kind: NoticeKind, page: Page, now: datetime, but_not: Audience | None = None) -> tuple[Notice, ...]:
    """To each person who was told of the incident, except the one who brought it about."""
    return tuple(_about(kind, page.incident, page.case, to, now) for to in page.told if to != but_not)


def taken(case: Case, notices: Iterable[Notice], now: datetime, but_not: Audience) -> tuple[Notice, ...]:
    """To each person the case has reached, except the one who took it on."""
    told_or_soon = {*ARRIVED, NoticeState.SENDING}  # who is just being handed it hears of it in the same breath
    arrived = {n.to: n for n in notices if n.kind in {NoticeKind.CASE, NoticeKind.ALERT} and n.state in told_or_soon}
    about = NoticeId(f"{case.id}:{now.isoformat()}")  # it may become graver, and be taken on anew
    return tuple(
        Notice(
            id=notice_id(NoticeKind.TAKEN, about, _whom(to)),
            group=case.group,
            to=to,
            kind=NoticeKind.TAKEN,
            due_at=now,
            created_at=now,
            incident=told.incident,
            case=case.id,
        )
        for to, told in arrived.items()
        if to != but_not and not isinstance(to, ToAdmins)
    )


def unread(left: Unjudged) -> tuple[Notice, ...]:
    """To people who can look at the message themselves, and to whoever can have the failure mended."""
    about = NoticeId(f"{left.chat}:{left.message}:{left.said_at.isoformat()}")
    return tuple(
        Notice(
            id=notice_id(NoticeKind.UNREAD, about, _whom(to)),
            group=left.group,
            to=to,
            kind=NoticeKind.UNREAD,
            due_at=left.at,
            created_at=left.at,
        )
        for to in (ToAdmins(), ToOperator())
    )


def appeal(page: Page, now: datetime) -> Notice:
    return _about(NoticeKind.APPEAL, page.incident, page.case, ToAdmins(), now)


def _about(kind: NoticeKind, incident: Incident, case: Case | None, to: Audience, now: datetime) -> Notice:
    return Notice(
        id=notice_id(kind, incident.id, _whom(to)),
        group=incident.group,
        to=to,
        kind=kind,
        due_at=now,
        created_at=now,
        incident=incident.id,
        case=None if case is None else case.id,
    )


def _whom(to: Audience) -> str:
    return to.id if isinstance(to, ToMember) else type(to).__name__


def voided(notices: Iterable[Notice], because: str) -> tuple[Notice, ...]:
    """Those that are still on their way, called back."""
    return tuple(replace(n, state=NoticeState.VOID, void_because=because) for n in notices if n.state in PENDING)


def replaced(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """A graver note takes their place, also where they have arrived: an incident has one note that stands."""
    return tuple(
        replace(n, state=NoticeState.VOID, void_because="a graver note took its place")
        for n in notices
        if n.state is not NoticeState.VOID
    )
