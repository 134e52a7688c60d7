"""What came of handing a letter over, with what that means for the incident, as one record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.access import Access, Deed
from bot.delivery.matters import Matter, Void
from bot.delivery.passing import Passing
from bot.finding import Level
from bot.group import Group
from bot.incident import CaseId, Incident
from bot.ladder.arrival import arrived, never_arrived, withheld
from bot.ladder.ids import notice_id
from bot.ladder.page import PENDING, TELLS_OF_A_CASE, TO_SEND
from bot.ladder.quiet import at_day_end
from bot.ladder.terms import EPHEMERAL_WITHIN, VOID_AFTER
from bot.notice import Notice, NoticeKind, NoticeState, ToAdmins, Way
from bot.pages import counted, page
from bot.ports import Delivered, Record, Store

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
LONGEST_ALERT_WAIT = timedelta(minutes=1)
SPREAD = 0.25
"""Up to this share of a wait is taken off by chance, so that what failed together is not tried again together."""


class Outcomes:
    """Each is asked under the group's lock, and looks at the notices as they are now, not as they were sent."""

    def __init__(self, store: Store, passing: Passing, chance: Callable[[], float]) -> None:
        self._store = store
        self._passing = passing
        self._chance = chance

    async def delivered(self, matters: tuple[Matter, ...], done: Delivered, now: datetime) -> Record:
        notices: list[Notice] = []
        seen: list[Incident] = []
        for matter in matters:
            notice = await self._store.notice(matter.notice.id) or matter.notice
            is_seen = _is_seen(matter, done.way, now)
            # What was called back while it was on its way has arrived all the same, and changes nothing else; shown
            # twice at once, it arrived the first time.
            stands = notice.state in PENDING
            is_first = stands or notice.delivered_at is None
            state = NoticeState.WAITING if done.way is Way.EPHEMERAL else NoticeState.DELIVERED
            notices.append(
                replace(
                    notice,
                    state=state if stands else notice.state,
                    way=done.way,
                    reference=done.reference or notice.reference,
                    delivered_at=now if is_seen and is_first else notice.delivered_at,
                    attempts=notice.attempts + 1,
                )
            )
            incident = await self._store.incident(matter.incident.id) if matter.page is not None else None
            if notice.kind is NoticeKind.NOTE and stands and is_seen and incident is not None:
                seen.append(incident)
        arrivals = tuple(arrived(incident, now) for incident in seen)
        accesses = _seen_by(matters, done.way, now)
        return Record(notices=tuple(notices), accesses=accesses) + await counted(self._store, arrivals, now)

    async def unreachable(self, matters: tuple[Matter, ...], group: Group, now: datetime) -> Record:
        """It waits in the mailbox; danger goes on to somebody else."""
        record = Record()
        for matter in matters:
            notice = await self._store.notice(matter.notice.id) or matter.notice
            if notice.state in TO_SEND:
                waiting = replace(notice, state=NoticeState.WAITING, attempts=notice.attempts + 1)
                record += Record(notices=(waiting,)) + await self._passing.after_nobody(notice, group, now)
        return record

    async def called_off(self, notice: Notice, why: Void, group: Group, now: datetime) -> Record:
        record = Record(notices=(replace(notice, state=why.state, void_because=why.because),))
        if why.state is NoticeState.VOID:
            record += await self._passing.after_nobody(notice, group, now)
        return record

    async def stepped_down(self, notice: Notice, group: Group, now: datetime) -> Record:
        """It was for an admin who is none any more: they are not told, and somebody else is."""
        record = await self.called_off(notice, Void("they are no admin any more"), group, now)
        return record + await self._passing.anew(notice, now)

    async def kept_back(self, matters: tuple[Matter, ...], group: Group, now: datetime) -> Record:
        """Shadow mode: nothing counts, and the admins see what would have been sent, not to whom."""
        record = Record()
        for matter in matters:
            notice = await self._store.notice(matter.notice.id) or matter.notice
            void = replace(notice, state=NoticeState.VOID, void_because="the group is in shadow mode")
            incident = await self._store.incident(matter.incident.id) if matter.page is not None else None
            if incident is not None and notice.kind in {NoticeKind.NOTE, NoticeKind.CASE}:
                record += withheld(await page(self._store, incident, now), now)
                if incident.level is not Level.SUPPORT:  # whoever needs help is nobody's example
                    record += Record(notices=(await self._shown(incident, group, now),))
            record += Record(notices=(void,))
        return record

    async def _shown(self, incident: Incident, group: Group, now: datetime) -> Notice:
        known = await self._store.notice(notice_id(NoticeKind.SHADOWED, incident.id))
        return known or Notice(
            id=notice_id(NoticeKind.SHADOWED, incident.id),
            group=incident.group,
            to=ToAdmins(),
            kind=NoticeKind.SHADOWED,
            due_at=at_day_end(now, group),
            created_at=now,
            incident=incident.id,
        )

    async def postponed(self, notice: Notice, seconds: float, now: datetime) -> Record:
        """Tried again later, at least as much later as the platform asks; a note for at most seven days."""
        notice = await self._store.notice(notice.id) or notice
        if notice.state not in TO_SEND:
            return Record()
        tried = replace(notice, state=NoticeState.QUEUED, attempts=notice.attempts + 1)
        if notice.kind is not NoticeKind.ALERT and now - notice.created_at > VOID_AFTER:
            return await self.expired(tried, now)
        longest = LONGEST_ALERT_WAIT if notice.kind is NoticeKind.ALERT else LONGEST_WAIT
        wait = min(FIRST_WAIT * 2 ** min(notice.attempts, 10), longest)
        asked = timedelta(seconds=seconds)
        wait = max(wait * (1 - SPREAD * self._chance()), asked)  # never sooner than the platform asks
        return Record(notices=(replace(tried, due_at=now + wait),))

    async def expired(self, notice: Notice, now: datetime) -> Record:
        """It has reached nobody for seven days; one that was seen but never opened has done its work."""
        if notice.delivered_at is not None:
            return Record(notices=(replace(notice, state=NoticeState.DELIVERED),))
        record = Record(
            notices=(replace(notice, state=NoticeState.VOID, void_because="it reached nobody for seven days"),)
        )
        incident = None if notice.incident is None else await self._store.incident(notice.incident)
        if notice.kind is NoticeKind.NOTE and incident is not None:
            record += Record(incidents=(never_arrived(await page(self._store, incident, now)),))
        return record


def _seen_by(matters: tuple[Matter, ...], way: Way, now: datetime) -> tuple[Access, ...]:
    """Whoever is handed a case sees what its member wrote."""
    deed = Deed.FETCHED if way is Way.MAILBOX else Deed.SHOWN
    return tuple(
        Access(group=matter.notice.group, by=matter.to, deed=deed, at=now, case=_case_of(matter))
        for matter in matters
        if matter.notice.kind in TELLS_OF_A_CASE
    )


def _case_of(matter: Matter) -> CaseId | None:
    return matter.notice.case if matter.notice.case is not None or matter.page is None else matter.incident.case


def _is_seen(matter: Matter, way: Way, now: datetime) -> bool:
    """An ephemeral note counts as seen only while its member is there: shortly after they wrote."""
    if way is not Way.EPHEMERAL or matter.notice.kind is not NoticeKind.NOTE:
        return True
    return now - matter.incident.said[-1].sent_at <= EPHEMERAL_WITHIN
