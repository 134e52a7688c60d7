"""What a note's arrival makes of its incident and of the count; and what it means when it never arrives."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.case import Case, CaseKind, CaseState
from bot.incident import Count, Incident
from bot.ladder.ids import case_id
from bot.ladder.notices import card, voided
from bot.ladder.page import URGENT_KINDS, Page, within
from bot.ladder.terms import CASE_AT, WINDOW
from bot.ports import Record


def counted(incidents: Iterable[Incident], now: datetime) -> tuple[Incident, ...]:
    """Those that count now: exactly thirty days after it was posted, one no longer does."""
    return tuple(i for i in incidents if i.count is Count.COUNTED and i.weight and i.posted_at > now - WINDOW)


def total(incidents: Iterable[Incident], now: datetime) -> int:
    return sum(incident.weight for incident in counted(incidents, now))


def arrived(incident: Incident, at: datetime) -> Incident:
    """Its note has been delivered. The first time is the one that matters."""
    if incident.delivered_at is not None:
        return incident
    count = Count.COUNTED if incident.count is Count.PROVISIONAL else incident.count
    return replace(incident, delivered_at=at, count=count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """What new counts of one poster amount to."""

    changed: tuple[Incident, ...]
    """As they are to be written; those that join a case or make one say so only in the record."""
    joins: Case | None = None
    makes: tuple[Incident, ...] = ()
    """What the new case is made of, oldest first; empty when there is none."""


def recount(
    changed: tuple[Incident, ...], *, others: tuple[Incident, ...], standing: Case | None, now: datetime
) -> Recount:
    """`others` are the poster's other incidents of the window."""
    fresh = tuple(incident for incident in counted(changed, now) if incident.case is None)
    if not fresh:
        return Recount(changed=changed)
    if standing is not None:
        return Recount(changed=changed, joins=standing)
    everything = counted((*others, *changed), now)
    if sum(incident.weight for incident in everything) < CASE_AT:
        return Recount(changed=changed)
    return Recount(changed=changed, makes=tuple(sorted(everything, key=lambda incident: incident.posted_at)))


def recorded(recounted: Recount, *, number: int | None, now: datetime) -> Record:
    """`number` is the next case's, and given when one is made."""
    fresh = [incident for incident in counted(recounted.changed, now) if incident.case is None]
    if recounted.joins is not None:
        case = recounted.joins
        joined = tuple(within(incident, case) if incident in fresh else incident for incident in recounted.changed)
        return Record(incidents=joined, notices=tuple(card(case, incident, now, now) for incident in fresh))
    if not recounted.makes:
        return Record(incidents=recounted.changed)
    if number is None:
        raise ValueError("a new case needs a number")
    last = fresh[-1]
    case = Case(
        id=case_id(last.group, number),
        number=number,
        group=last.group,
        kind=CaseKind.REPEATED,
        poster=last.poster.id,
        target=last.chief.target.key,
        opened_at=now,
    )
    # One that is in a case already, because that was how grave it was, stays there.
    into = tuple(within(incident, case) for incident in recounted.makes if incident.case is None)
    made = {incident.id for incident in into}
    rest = tuple(incident for incident in recounted.changed if incident.id not in made)
    return Record(incidents=(*rest, *into), cases=(case,), notices=(card(case, last, now, now),))


def never_arrived(page: Page) -> Incident:
    """Its note has reached nobody for seven days."""
    return replace(page.incident, count=Count.VOID) if _can_void(page.incident) else page.incident


def _can_void(incident: Incident) -> bool:
    return incident.delivered_at is None and incident.count in {Count.PROVISIONAL, Count.NOTHING}


def withheld(page: Page, now: datetime) -> Record:
    """Shadow mode kept the note, or the card, back: nothing counts, and a case nobody has heard of is none."""
    incident = replace(page.incident, count=Count.VOID) if _can_void(page.incident) else page.incident
    case = page.open_case
    if case is None or page.told or case.kind in URGENT_KINDS or case.kind is CaseKind.WORRY:
        return Record(incidents=(incident,))
    ended = replace(case, state=CaseState.LAPSED, decided_at=now)
    return Record(incidents=(incident,), cases=(ended,), notices=voided(page.to_admins, "the group is in shadow mode"))
