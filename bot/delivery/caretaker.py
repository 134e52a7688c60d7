"""What time alone changes: notes that nobody opens, cases that nobody decides, records that may no longer be kept."""

from datetime import datetime, timedelta

from bot.delivery.calendar import Calendar
from bot.delivery.outcomes import Outcomes
from bot.group import Group
from bot.incident import CaseId, IncidentId
from bot.ladder.closing import has_lapsed, lapsed
from bot.ladder.ids import notice_id, reminder_id
from bot.ladder.quiet import out_of_quiet
from bot.ladder.reminding import appeal_is_due, reminders
from bot.ladder.terms import VOID_AFTER, WAITING_AFTER
from bot.ledger import Ledgers
from bot.notice import Notice, NoticeId, NoticeKind, NoticeState, ToAdmins
from bot.pages import everything_about
from bot.ports import Record, Store

EVERY = timedelta(hours=1)
"""How often cases and retention are looked at; their terms are days."""


class Caretaker:
    def __init__(self, store: Store, ledgers: Ledgers, outcomes: Outcomes) -> None:
        self._store = store
        self._ledgers = ledgers
        self._outcomes = outcomes
        self._calendar = Calendar(store)
        self._went_round_at: datetime | None = None

    async def step(self, now: datetime) -> None:
        await self._mailboxes(now)
        if self._went_round_at is not None and now - self._went_round_at < EVERY:
            return
        for group in await self._store.groups():
            await self._cases(group, now)
            await self._by_the_calendar(group, now)
        await self._store.expire(now)
        self._went_round_at = now

    async def _by_the_calendar(self, group: Group, now: datetime) -> None:
        async with self._ledgers.hold(group.id):
            if (fresh := await self._store.group(group.id)) is not None:
                await self._calendar.step(fresh, now)

    async def _mailboxes(self, now: datetime) -> None:
        for waiting in await self._store.waiting_since(now - WAITING_AFTER):
            async with self._ledgers.hold(waiting.group):
                notice = await self._store.notice(waiting.id)
                if notice is None or notice.state is not NoticeState.WAITING:
                    continue
                if notice.due_at < now - VOID_AFTER:
                    await self._store.record(await self._outcomes.expired(notice, now))
                elif notice.kind is NoticeKind.NOTE and notice.delivered_at is None:
                    await self._tell_that_it_waits(notice, now)

    async def _tell_that_it_waits(self, notice: Notice, now: datetime) -> None:
        """Once, and not whose: it is about no incident and no case."""
        told = notice_id(NoticeKind.WAITING, notice.id)
        group = await self._store.group(notice.group)
        if group is None or await self._store.notice(told) is not None:
            return
        waiting = Notice(
            id=told,
            group=notice.group,
            to=ToAdmins(),
            kind=NoticeKind.WAITING,
            due_at=out_of_quiet(now, group),
            created_at=now,
        )
        await self._store.record(Record(notices=(waiting,)))

    async def _cases(self, group: Group, now: datetime) -> None:
        async with self._ledgers.hold(group.id):
            for case in await self._store.open_cases(group.id):
                if has_lapsed(case, now):
                    incidents, notices = await everything_about(self._store, case.id)
                    await self._store.record(lapsed(case, incidents, notices, now))
                elif times := reminders(case, now):
                    incidents = await self._store.incidents_in(case.id)
                    if incidents:
                        about = reminder_id(case.id, times)
                        await self._remind(about, NoticeKind.CASE, incidents[-1].id, case.id, group, now)
            for incident, appeal in await self._store.open_appeals(group.id):
                if appeal_is_due(appeal, now):
                    about = notice_id(NoticeKind.APPEAL, incident, "reminder")
                    found = await self._store.incident(incident)
                    case_id = None if found is None else found.case
                    await self._remind(about, NoticeKind.APPEAL, incident, case_id, group, now)

    async def _remind(
        self, name: NoticeId, kind: NoticeKind, about: IncidentId, case: CaseId | None, group: Group, now: datetime
    ) -> None:
        """Once: the same card again, to whoever may see it now."""
        if await self._store.notice(name) is not None:
            return
        reminder = Notice(
            id=name,
            group=group.id,
            to=ToAdmins(),
            kind=kind,
            due_at=out_of_quiet(now, group),
            created_at=now,
            incident=about,
            case=case,
        )
        await self._store.record(Record(notices=(reminder,)))
