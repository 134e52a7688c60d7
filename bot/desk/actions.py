"""What an admin may do about a case besides deciding it: each is written into the case, and most can be undone."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeAlias, assert_never

from bot.adminship import admins_now
from bot.case import Act, Case, CaseKind, Decision
from bot.desk.answers import in_words, over
from bot.desk.files import CaseFiles
from bot.desk.reports import UNKNOWN
from bot.group import Group
from bot.incident import Incident
from bot.ladder.ids import notice_id
from bot.ladder.terms import PAUSE_FOR
from bot.ladder.ties import is_tied, untied
from bot.ledger import Ledgers
from bot.memory import Memory
from bot.message import ChatId, MemberId
from bot.notice import Audience, Choice, Notice, NoticeId, NoticeKind, ToDeputy, ToMember
from bot.place import Place
from bot.ports import Platform, PostponedError, Record, RefusedError, Store
from bot.wording import dates, letters
from bot.wording.phrasebook import Phrasebook

ActionChoice: TypeAlias = Literal[
    Choice.FRIENDLY,
    Choice.MORE,
    Choice.REMOVE,
    Choice.PAUSE,
    Choice.RESUME,
    Choice.PASS_ON,
    Choice.ORDERLY,
    Choice.AT_RISK,
    Choice.CASE_FILE,
]
PATIENCE = 10.0
"""Seconds a platform has; whoever pressed the button waits for the answer."""
ASKED: dict[Choice, tuple[Act, Act]] = {
    Choice.PAUSE: (Act.PAUSE_ASKED, Act.PAUSED),
    Choice.PASS_ON: (Act.PASS_ASKED, Act.PASSED),
}
"""What needs two admins: how it stands in the case when one has asked, and when another has agreed."""
TICKS: dict[Choice, tuple[Act, Act]] = {
    Choice.ORDERLY: (Act.ORDERLY, Act.NOT_ORDERLY),
    Choice.AT_RISK: (Act.AT_RISK, Act.NOT_AT_RISK),
}


class Actions:
    """For somebody of whom it has just been made sure that they may see and decide the case."""

    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        places: Callable[[str], Place],
        ledgers: Ledgers,
        memory: Memory,
    ) -> None:
        self._store = store
        self._platform = platform
        self._books = books
        self._places = places
        self._ledgers = ledgers
        self._memory = memory
        self._files = CaseFiles(store=store, platform=platform, books=books, ledgers=ledgers)

    async def pressed(self, notice: Notice, choice: ActionChoice, by: MemberId, group: Group, now: datetime) -> str:
        book = self._books(group.language)
        case = None if notice.case is None else await self._store.case(notice.case)
        if case is None:
            return book.say("answers.too-old")
        if not _is_for(choice, case):
            return book.say("answers.not-for-you")
        if not case.is_open and choice not in {Choice.CASE_FILE, Choice.RESUME}:
            return in_words(over(case), book)
        return await self._done(notice, case, choice, by, group, now)

    async def _done(
        self, notice: Notice, case: Case, choice: ActionChoice, by: MemberId, group: Group, now: datetime
    ) -> str:
        book = self._books(group.language)
        match choice:
            case Choice.CASE_FILE:
                return await self._files.hand_over(case, by, group, now)
            case Choice.RESUME:
                return await self._resume(case, by, group, now)
            case Choice.FRIENDLY:
                return letters.friendly(book)
            case Choice.MORE:
                return await self._more(notice, case, now, book)
            case Choice.REMOVE:
                return await self._remove(notice, case, by, group, now)
            case Choice.PAUSE | Choice.PASS_ON:
                return await self._together(notice, case, choice, by, group, now)
            case Choice.ORDERLY | Choice.AT_RISK:
                return await self._tick(case, choice, by, now, book)
            case _:
                assert_never(choice)

    async def _more(self, notice: Notice, case: Case, now: datetime, book: Phrasebook) -> str:
        asked = Notice(
            id=notice_id(NoticeKind.OPTIONS, case.id, f"{notice.id}{now.isoformat()}"),
            group=case.group,
            to=notice.to,
            kind=NoticeKind.OPTIONS,
            due_at=now,
            created_at=now,
            incident=notice.incident,
            case=case.id,
        )
        await self._store.record(Record(notices=(asked,)))
        return book.say("actions.more-sent")

    async def _tick(self, case: Case, choice: Choice, by: MemberId, now: datetime, book: Phrasebook) -> str:
        ticked, unticked = TICKS[choice]
        async with self._ledgers.hold(case.group):
            known = await self._again(case)
            last = known.last(ticked, unticked)
            act = unticked if last is not None and last.act is ticked else ticked
            await self._write(known, Decision(act=act, by=by, at=now))
        return book.say("actions.ticked" if act is ticked else "actions.unticked")

    async def _remove(self, notice: Notice, case: Case, by: MemberId, group: Group, now: datetime) -> str:
        """The newest incident's messages. What was kept of them stays: evidence was committed long before."""
        book = self._books(group.language)
        incident = await self._newest(notice, case)
        if incident is None:
            return book.say("answers.too-old")
        platform = self._platform(group)
        try:
            async with asyncio.timeout(PATIENCE):
                for message in dict.fromkeys(said.message for said in incident.said):
                    await platform.delete(incident.chat, message)
                    self._memory.forget(incident.chat, message)
        except (RefusedError, PostponedError, TimeoutError):
            return book.say("actions.could-not-remove")
        async with self._ledgers.hold(case.group):
            await self._write(await self._again(case), Decision(act=Act.REMOVED, by=by, at=now))
        return book.say("actions.removed")

    async def _together(
        self, notice: Notice, case: Case, choice: Choice, by: MemberId, group: Group, now: datetime
    ) -> str:
        """The first asks, and a second admin without a tie agrees by pressing the same."""
        book, (asked, agreed) = self._books(group.language), ASKED[choice]
        incident = await self._newest(notice, case)
        if incident is None:
            return book.say("answers.too-old")
        if choice is Choice.PAUSE and incident.poster.id == UNKNOWN.id:
            return book.say("actions.nobody")
        others = await self._others(case, by, group)
        async with self._ledgers.hold(case.group):
            known = await self._again(case)
            last = known.last(asked, agreed, Act.RESUMED)
            if last is not None and last.act is agreed and (choice is Choice.PASS_ON or now < last.at + PAUSE_FOR):
                return self._agreed(choice, group, now, last.at)
            if last is not None and last.act is asked and last.by == by:
                return book.say("actions.second-waits")
            if last is None or last.act is not asked:
                if not others:
                    return book.say("actions.second-nobody")
                told = tuple(_second(known, incident, to, now) for to in others)
                await self._write(known, Decision(act=asked, by=by, at=now), told)
                return book.say("actions.second-asked")
            heard = _second(known, incident, _audience(last.by, group), now)
            # Set down first: what is done and stands nowhere would be worse than the other way round.
            await self._write(known, Decision(act=agreed, by=by, at=now), (heard,))
        if choice is Choice.PAUSE and not await self._reached(incident, group, now):
            async with self._ledgers.hold(case.group):
                again = await self._again(case)
                await self._write(again, Decision(act=Act.RESUMED, by=by, at=now))
            return book.say("actions.could-not-pause")
        return self._agreed(choice, group, now, now)

    def _agreed(self, choice: Choice, group: Group, now: datetime, since: datetime) -> str:
        book = self._books(group.language)
        if choice is Choice.PASS_ON:
            return letters.pass_on(book, group=group, place=self._places(group.place))
        return book.say("actions.paused", until=dates.moment(book, since + PAUSE_FOR, now, group.timezone))

    async def _reached(self, incident: Incident, group: Group, now: datetime) -> bool:
        return await self._pause(incident.chat, incident.poster.id, group, now + PAUSE_FOR)

    async def _resume(self, case: Case, by: MemberId, group: Group, now: datetime) -> str:
        """One admin is enough to end it."""
        book = self._books(group.language)
        last = case.last(Act.PAUSED, Act.RESUMED)
        incidents = await self._store.incidents_in(case.id)
        if last is None or last.act is not Act.PAUSED or not incidents:
            return book.say("actions.not-paused")
        if not await self._pause(incidents[-1].chat, incidents[-1].poster.id, group, None):
            return book.say("actions.could-not-pause")
        async with self._ledgers.hold(case.group):
            await self._write(await self._again(case), Decision(act=Act.RESUMED, by=by, at=now))
        return book.say("actions.resumed")

    async def _pause(self, chat: ChatId, member: MemberId, group: Group, until: datetime | None) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._platform(group).pause(chat, member, until)
        except (RefusedError, PostponedError, TimeoutError):
            return False
        return True

    async def _others(self, case: Case, by: MemberId, group: Group) -> tuple[Audience, ...]:
        """Who else could agree: admins without a tie, and the outside deputy."""
        incidents = await self._store.incidents_in(case.id)
        admins = await admins_now(self._platform(group), group) or ()
        found: list[Audience] = [ToMember(one) for one in untied(admins, group, incidents) if one != by]
        if group.deputy is not None and group.deputy != by and not is_tied(group.deputy, group, incidents):
            found.append(ToDeputy())
        return tuple(found)

    async def _newest(self, notice: Notice, case: Case) -> Incident | None:
        incidents = await self._store.incidents_in(case.id)
        return next((one for one in incidents if one.id == notice.incident), incidents[-1] if incidents else None)

    async def _again(self, case: Case) -> Case:
        """As it is now that the ledger is in hand."""
        return await self._store.case(case.id) or case

    async def _write(self, case: Case, decision: Decision, notices: tuple[Notice, ...] = ()) -> None:
        decided = replace(case, decisions=(*case.decisions, decision))
        await self._store.record(Record(cases=(decided,), notices=notices))


def _is_for(choice: Choice, case: Case) -> bool:
    """No button of ours offers anything else; what a button says is still not to be trusted."""
    if case.kind is CaseKind.WORRY:
        return False
    return choice not in {Choice.REMOVE, Choice.PAUSE} or case.kind not in {CaseKind.CROWD, CaseKind.RISK}


def _audience(member: MemberId, group: Group) -> Audience:
    return ToDeputy() if member == group.deputy else ToMember(member)


def _second(case: Case, incident: Incident, to: Audience, now: datetime) -> Notice:
    whom = to.id if isinstance(to, ToMember) else type(to).__name__
    return Notice(
        id=notice_id(NoticeKind.SECOND, NoticeId(f"{case.id}{len(case.decisions)}"), whom),
        group=case.group,
        to=to,
        kind=NoticeKind.SECOND,
        due_at=now,
        created_at=now,
        incident=incident.id,
        case=case.id,
    )
