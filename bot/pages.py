"""Reads from the store what hangs on an incident or a case, for the ladder to judge."""

from datetime import datetime

from bot.case import Case, CaseKind
from bot.incident import CaseId, Count, Incident, IncidentId
from bot.ladder.arrival import recorded, recount
from bot.ladder.page import Page, standing_case
from bot.ladder.terms import WINDOW
from bot.message import GroupId, MemberId
from bot.notice import Notice
from bot.ports import Record, Store

WIPED = {Count.CLEARED, Count.OVERTURNED}


async def page(store: Store, incident: Incident, now: datetime) -> Page:
    """Read under the group's lock: it is good for as long as that is held."""
    case = None if incident.case is None else await store.case(incident.case)
    mates = () if case is None else await store.incidents_in(case.id)
    notices = await store.notices_of(incident.id)
    if case is not None:
        notices = _once((*notices, *await store.notices_about(case.id)))
    return Page(
        incident=incident,
        notices=notices,
        appeal=await store.appeal(incident.id),
        case=case,
        mates=tuple(mate for mate in mates if mate.id != incident.id),
        history=await others(store, incident, now),
        standing=await standing(store, incident.group, incident.poster.id),
    )


async def others(store: Store, incident: Incident, now: datetime) -> tuple[Incident, ...]:
    """The poster's other incidents of the window."""
    since = min(incident.posted_at, now) - WINDOW
    history = await store.history(incident.group, incident.poster.id, since)
    return tuple(other for other in history if other.id != incident.id)


async def standing(store: Store, group: GroupId, poster: MemberId) -> Case | None:
    return standing_case(await store.open_cases(group), poster)


async def crowd(store: Store, group: GroupId, target: str | None) -> Case | None:
    """The open case of the event that is about this target."""
    cases = await store.open_cases(group)
    return next((case for case in cases if case.kind is CaseKind.CROWD and case.target == target), None)


async def crowding(store: Store, incident: Incident, target: str | None, since: datetime) -> tuple[Incident, ...]:
    """What others said of the target since then, as far as it still stands and is in no case yet; oldest first."""
    if target is None:
        return ()
    found: dict[IncidentId, Incident] = {}
    for mark in await store.marks(incident.group, target, since):
        other = await store.incident_of(incident.chat, mark.message)
        if other is None or other.id == incident.id or other.count in WIPED:
            continue
        if other.case is None:
            found[other.id] = other
    return tuple(found.values())


async def counted(store: Store, changed: tuple[Incident, ...], now: datetime) -> Record:
    """One poster's incidents as they are to be written, with the case they make or join."""
    if not changed:
        return Record()
    one, ids = changed[0], {incident.id for incident in changed}
    rest = tuple(other for other in await others(store, one, now) if other.id not in ids)
    case = await standing(store, one.group, one.poster.id)
    recounted = recount(changed, others=rest, standing=case, now=now)
    number = await store.next_case_number(one.group) if recounted.makes else None
    return recorded(recounted, number=number, now=now)


async def count_again(store: Store, group: GroupId, poster: MemberId, now: datetime) -> None:
    """After a case ended: what it held back may, with what else counts, make another."""
    history = await store.history(group, poster, now - WINDOW)
    loose = tuple(incident for incident in history if incident.count is Count.COUNTED and incident.case is None)
    case = await standing(store, group, poster)
    recounted = recount(loose, others=(), standing=case, now=now)
    if case is None and recounted.makes:
        await store.record(recorded(recounted, number=await store.next_case_number(group), now=now))


async def everything_about(store: Store, case: CaseId) -> tuple[tuple[Incident, ...], tuple[Notice, ...]]:
    """The case's incidents, and all that was told about it and them."""
    incidents = await store.incidents_in(case)
    notices = await store.notices_about(case)
    for incident in incidents:
        notices = (*notices, *await store.notices_of(incident.id))
    return incidents, _once(notices)


def _once(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    return tuple({notice.id: notice for notice in notices}.values())
