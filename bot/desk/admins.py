"""What an admin may decide about a case, or about a member who asks a person."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.access import Access, Deed
from bot.adminship import admins_now
from bot.case import Case
from bot.desk.answers import Answer, over
from bot.group import Group
from bot.incident import Incident
from bot.ladder.asking import stays
from bot.ladder.closing import acknowledged, closed
from bot.ladder.ties import is_tied, may_hear_appeal, untied
from bot.ladder.trust import brought_back, decided
from bot.ladder.undoing import overturned, overturned_case
from bot.ledger import Ledgers
from bot.message import Member, MemberId
from bot.notice import Choice, Notice, ToAdmins, ToDeputy, ToMember, ToOperator
from bot.pages import count_again, counted, everything_about, page
from bot.ports import Platform, PostponedError, Record, RefusedError, Store

PATIENCE = 10.0
"""Seconds a platform has to post one line; whoever pressed the button waits for the answer."""


CHANGES = {Answer.ACKNOWLEDGED, Answer.CLOSED, Answer.CALMED, Answer.OVERTURNED, Answer.STAYS}


class AdminsDesk:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        ledgers: Ledgers,
        operator: MemberId | None,
    ) -> None:
        self._store = store
        self._platform = platform
        self._ledgers = ledgers
        self._operator = operator

    async def refused(self, notice: Notice, by: MemberId, group: Group) -> Answer | None:
        """Why this person may not decide it now; None when they may. Asked anew at every press."""
        if not self._is_theirs(notice, by, group):
            return Answer.NOT_FOR_YOU
        incidents = await self._incidents(notice)
        if not incidents and notice.rule is None:
            return Answer.TOO_OLD
        admins = {admin.id: admin.name for admin in await self._admins(group, by)}
        if is_tied(by, group, incidents, admins.get(by, "")):
            return Answer.TIED
        if isinstance(notice.to, ToMember) and by not in admins:
            return Answer.ADMINS_ONLY
        return None

    async def is_admin(self, by: MemberId, group: Group) -> bool:
        return by in {admin.id for admin in await self._admins(group, by)}

    def _is_theirs(self, notice: Notice, by: MemberId, group: Group) -> bool:
        match notice.to:
            case ToMember(member):
                return member == by
            case ToDeputy():
                return group.deputy == by
            case ToOperator():
                return self._operator == by
            case ToAdmins():
                return False

    async def _incidents(self, notice: Notice) -> tuple[Incident, ...]:
        own = None if notice.incident is None else await self._store.incident(notice.incident)
        in_case = () if notice.case is None else await self._store.incidents_in(notice.case)
        return in_case if own is None else (own, *in_case)

    async def _admins(self, group: Group, by: MemberId) -> tuple[Member, ...]:
        """While the platform cannot say, whoever was an admin when the letter went to them still is."""
        known = await admins_now(self._platform(group), group)
        return (Member(id=by, name=""),) if known is None else known

    async def acknowledge(self, notice: Notice, by: MemberId, now: datetime) -> Answer:
        async with self._ledgers.hold(notice.group):
            case = await self._case(notice)
            if case is None or not case.is_open:
                return over(case, by)
            if case.acknowledged_by is not None:
                return Answer.DONE_ALREADY if case.acknowledged_by == by else Answer.ACKNOWLEDGED_ALREADY
            _, notices = await everything_about(self._store, case.id)
            await self._store.record(acknowledged(case, notices, by, now, notice.to))
        return Answer.ACKNOWLEDGED

    async def close(self, notice: Notice, by: MemberId, group: Group, now: datetime) -> Answer:
        async with self._ledgers.hold(notice.group):
            case = await self._case(notice)
            if case is None or not case.is_open:
                return over(case, by)
            incidents, notices = await everything_about(self._store, case.id)
            asked = [each for each in incidents if await self._is_being_asked(each)]
            record = closed(case, incidents, notices, by, now, notice.to)
            ruled = [each for each in incidents if each not in asked]  # about those, whoever answers decides
            await self._store.record(record + await self._of_rules(ruled, group, now, was_right=True))
        return Answer.CLOSED

    async def calm(self, notice: Notice, group: Group, text: str, now: datetime) -> Answer:
        """Have one neutral note posted where the crowd is. Once: whoever presses again changes nothing."""
        async with self._ledgers.hold(notice.group):
            case = await self._case(notice)
            if case is None or not case.is_open:
                return over(case)
            if case.calmed_at is not None:
                return Answer.DONE_ALREADY
            incidents = await self._store.incidents_in(case.id)
            # Set down first: a note that is missing does less harm than one that comes twice.
            await self._store.record(Record(cases=(replace(case, calmed_at=now),)))
        try:
            async with asyncio.timeout(PATIENCE):
                await self._platform(group).post(incidents[-1].chat, text)
        except (RefusedError, PostponedError, TimeoutError):
            async with self._ledgers.hold(notice.group):
                if (known := await self._case(notice)) is not None:
                    await self._store.record(Record(cases=(replace(known, calmed_at=None),)))
            return Answer.COULD_NOT_POST
        return Answer.CALMED

    async def overturn_case(self, notice: Notice, by: MemberId, group: Group, now: datetime) -> Answer:
        """The bot was wrong about everything in it."""
        async with self._ledgers.hold(notice.group):
            case = await self._case(notice)
            if case is None or not case.is_open:
                return over(case, by)
            incidents, _ = await everything_about(self._store, case.id)
            pages = tuple([await page(self._store, incident, now) for incident in incidents])
            record = overturned_case(case, pages, by, now)
            await self._store.record(record + await self._of_rules(incidents, group, now, was_right=False))
            for poster in dict.fromkeys(incident.poster.id for incident in incidents):
                await count_again(self._store, case.group, poster, now)
        return Answer.OVERTURNED

    async def overturn(self, notice: Notice, by: MemberId, group: Group, now: datetime) -> Answer:
        """The bot was wrong about the one incident its member asked about."""
        return await self._answered(notice, by, group, now, Answer.OVERTURNED)

    async def stays(self, notice: Notice, by: MemberId, group: Group, now: datetime) -> Answer:
        """A person has looked, and the note stays."""
        return await self._answered(notice, by, group, now, Answer.STAYS)

    async def set_down(self, notice: Notice, choice: Choice, answer: Answer, by: MemberId, now: datetime) -> None:
        """Who decided what, beside who saw it; what was refused, or decided already, changed nothing."""
        if answer in CHANGES:
            deed = Access(group=notice.group, by=by, deed=Deed(choice.value), at=now, case=notice.case)
            await self._store.record(Record(accesses=(deed,)))

    async def _answered(self, notice: Notice, by: MemberId, group: Group, now: datetime, answer: Answer) -> Answer:
        admins = await self._admins(group, by)
        async with self._ledgers.hold(notice.group):
            incident = None if notice.incident is None else await self._store.incident(notice.incident)
            if incident is None:
                return Answer.TOO_OLD
            leaf = await page(self._store, incident, now)
            if leaf.appeal is None or leaf.appeal.decided_at is not None:
                return Answer.DECIDED_ALREADY
            if by not in self._may_hear(leaf.case, group, admins, await self._incidents(notice)):
                return Answer.HAD_A_HAND
            if answer is Answer.OVERTURNED:
                record = overturned(leaf, by, now)
                await self._store.record(record + await self._of_rules((incident,), group, now, was_right=False))
                await count_again(self._store, incident.group, incident.poster.id, now)
            else:
                record = stays(leaf, by, now)
                record += await self._of_rules((incident,), group, now, was_right=True)
                await self._store.record(record + await counted(self._store, record.incidents, now))
        return answer

    def _may_hear(
        self, case: Case | None, group: Group, admins: tuple[Member, ...], incidents: tuple[Incident, ...]
    ) -> tuple[MemberId, ...]:
        free = untied(admins, group, incidents)
        deputy = group.deputy if group.deputy is not None and not is_tied(group.deputy, group, incidents) else None
        involved = set() if case is None else {m for m in (case.acknowledged_by, case.decided_by) if m is not None}
        return may_hear_appeal(free, deputy, involved)

    async def bring_back(self, notice: Notice) -> Answer:
        """The rule that went to shadow by itself is live again."""
        async with self._ledgers.hold(notice.group):
            if notice.rule is None:
                return Answer.TOO_OLD
            record = brought_back(await self._store.rule_records(notice.group), notice.rule)
            if not record.rules:
                return Answer.DONE_ALREADY
            await self._store.record(record)
        return Answer.BROUGHT_BACK

    async def _of_rules(self, incidents: Iterable[Incident], group: Group, now: datetime, *, was_right: bool) -> Record:
        """What the decision says of the rules behind these incidents. Read under the group's lock."""
        return decided(incidents, await self._store.rule_records(group.id), group, now, was_right=was_right)

    async def _is_being_asked(self, incident: Incident) -> bool:
        appeal = await self._store.appeal(incident.id)
        return appeal is not None and appeal.decided_at is None

    async def _case(self, notice: Notice) -> Case | None:
        return None if notice.case is None else await self._store.case(notice.case)
