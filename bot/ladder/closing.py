"""A case acknowledged, closed by an admin, or lapsed because nobody decided."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.case import Case, CaseState
from bot.incident import Count, Incident
from bot.ladder.notices import taken, voided
from bot.ladder.page import PENDING, URGENT_KINDS
from bot.ladder.terms import LAPSE_AFTER
from bot.ladder.undoing import STILL_WEIGHS
from bot.message import MemberId
from bot.notice import Audience, Notice, NoticeKind, NoticeState
from bot.ports import Record


def acknowledged(case: Case, notices: tuple[Notice, ...], by: MemberId, at: datetime, answering: Audience) -> Record:
    """Somebody is looking: the alarm ends, the others hear it, and the poster's plain note goes out now.

    `answering` is whom the notice was for that they answered. Twice is the same as once.
    """
    if case.state is not CaseState.OPEN:
        return Record()
    seen = replace(case, state=CaseState.ACKNOWLEDGED, acknowledged_at=at, acknowledged_by=by)
    news = taken(case, notices, at, but_not=answering)
    return Record(cases=(seen,), notices=(*_silenced(notices), *_told_now(notices, at), *news))


def _silenced(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Every alert is answered, also one that is still to go out or lies unread."""
    return tuple(
        replace(n, state=NoticeState.ACKNOWLEDGED)
        for n in notices
        if n.kind is NoticeKind.ALERT and n.state in {*PENDING, NoticeState.DELIVERED}
    )


def _told_now(notices: Iterable[Notice], at: datetime) -> tuple[Notice, ...]:
    """Only danger lets its poster's note wait for a person; other notes wait for the morning."""
    alerted = {n.incident for n in notices if n.kind is NoticeKind.ALERT}
    return tuple(
        replace(n, due_at=min(n.due_at, at))
        for n in notices
        if n.kind is NoticeKind.NOTE and n.state is NoticeState.QUEUED and n.incident in alerted
    )


def closed(
    case: Case,
    incidents: tuple[Incident, ...],
    notices: tuple[Notice, ...],
    by: MemberId,
    at: datetime,
    answering: Audience,
) -> Record:
    """`notices` are all that was told about the case and its incidents; an alarm nobody had answered ends too."""
    if not case.is_open:
        return Record()
    ended = replace(case, state=CaseState.CLOSED, decided_at=at, decided_by=by)
    pending = (n for n in notices if n.kind is NoticeKind.CASE)
    is_alarm = case.kind in URGENT_KINDS and case.acknowledged_by is None
    news = taken(case, notices, at, but_not=answering) if is_alarm else ()
    return Record(
        # What a person has been asked about is still theirs to decide.
        incidents=_resting((i for i in incidents if i.count is not Count.FROZEN), Count.CLOSED),
        cases=(ended,),
        notices=(*_silenced(notices), *_told_now(notices, at), *voided(pending, "its case was closed"), *news),
    )


def has_lapsed(case: Case, now: datetime) -> bool:
    return case.is_open and now >= case.opened_at + LAPSE_AFTER


def lapsed(case: Case, incidents: tuple[Incident, ...], notices: tuple[Notice, ...], at: datetime) -> Record:
    """Nobody decided in fourteen days: the case and its counts are over, in the poster's favour."""
    ended = replace(case, state=CaseState.LAPSED, decided_at=at)
    return Record(
        incidents=_resting(incidents, Count.LAPSED), cases=(ended,), notices=voided(notices, "its case lapsed")
    )


def _resting(incidents: Iterable[Incident], count: Count) -> tuple[Incident, ...]:
    return tuple(replace(incident, count=count) for incident in incidents if incident.count in STILL_WEIGHS)
