"""Delivers notices: passes them on, puts them into words, hands them over and records what came of it."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.bugs import where
from bot.delivery.caretaker import Caretaker
from bot.delivery.composer import SUMMARIES, Composer, Titles, letters_of
from bot.delivery.mailbox import Mailbox, Show
from bot.delivery.matters import CONFIDED, Hold, Matter, Matters, Void
from bot.delivery.outcomes import Outcomes
from bot.delivery.passing import Passing
from bot.delivery.reach import is_closed, learned, reopened
from bot.delivery.reachability import Reachability
from bot.delivery.unheard import Unheard
from bot.errors import SchoolgateError
from bot.group import Group
from bot.ladder.page import TO_SEND
from bot.ladder.terms import VOID_AFTER
from bot.ledger import Ledgers
from bot.message import GroupId, Member, MemberId
from bot.notice import Letter, Notice, NoticeId, NoticeKind, NoticeState, ToAdmins, ToMember
from bot.place import Place
from bot.ports import (
    ClosedWay,
    Platform,
    PostponedError,
    Record,
    RefusedError,
    Store,
    UnreachableError,
    Why,
    WithheldError,
)
from bot.wording.phrasebook import Phrasebook

log = structlog.get_logger()

IDLE = timedelta(seconds=10)
"""How long the courier rests when nobody wakes it: quiet hours and alarms are kept to within this."""
PATIENCE = 30.0
"""Seconds a platform has to take one letter; an alarm behind it cannot wait longer."""
ADMINS_UNKNOWN = 3
"""An alarm asks the platform this often who the admins are, then goes to whoever comes next."""

NOTHING = Record()


class Courier:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        places: Callable[[str], Place],
        titles: Titles,
        ledgers: Ledgers,
        clock: Callable[[], datetime],
        operator: MemberId | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """`platform` reaches a group's people; `books` and `places` give a language's and a place's pack by name;
        `titles` says what a group's rule is called; `chance`, from 0 to 1, spreads what is tried again.
        """
        self._store = store
        self._platform = platform
        self._ledgers = ledgers
        self._clock = clock
        self._matters = Matters(store, operator)
        self._passing = Passing(store, self._matters)
        self.reachability = Reachability(store=store, platform=platform, books=books, clock=clock)
        self._composer = Composer(store=store, books=books, places=places, titles=titles)
        self._unheard = Unheard()
        self._outcomes = Outcomes(store, self._passing, chance)
        self._caretaker = Caretaker(store, ledgers, self._outcomes)
        self._mailbox = Mailbox(
            store=store,
            platform=platform,
            ledgers=ledgers,
            matters=self._matters,
            composer=self._composer,
            outcomes=self._outcomes,
        )
        self._woken = asyncio.Event()
        self._round = asyncio.Lock()
        self._is_closed = False
        self.went_round_at: datetime | None = None
        """When the last round ended that could do its work."""

    def wake(self) -> None:
        """There may be something to deliver."""
        self._woken.set()

    async def run(self) -> None:
        """Rounds for ever; a failure somebody must mend is told, and the next round tries again."""
        while True:
            try:
                await self.step(self._clock())
                self.went_round_at = self._clock()
            except SchoolgateError as error:
                log.error("a round of deliveries failed", reason=str(error))  # noqa: TRY400  # a traceback may hold text
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE.total_seconds()):
                    await self._woken.wait()

    async def close(self) -> None:
        """Hands over nothing more, and returns when the letter in hand is handed over and recorded."""
        self._is_closed = True
        async with self._round:
            pass

    async def step(self, now: datetime) -> None:
        """One round: everything that is due now, and whatever that makes due."""
        async with self._round:
            await self._caretaker.step(now)
            tried: set[NoticeId] = set()
            while due := await self._due(now, tried):
                for batch in _batches(due):
                    if self._is_closed:
                        return  # it stays queued for the next start
                    tried.update(notice.id for notice in batch)
                    await self._attend(batch, now)
                    if self._woken.is_set() or batch[0].kind is NoticeKind.ALERT:
                        break  # look again: what has come up may be more urgent than the rest

    async def _due(self, now: datetime, tried: set[NoticeId]) -> tuple[Notice, ...]:
        self._woken.clear()  # whatever is queued from here on wakes the courier again
        return tuple(notice for notice in await self._store.due(now) if notice.id not in tried)

    async def open_mailbox(self, group: GroupId, member: MemberId, show: Show) -> int:
        """Shows this member, and nobody else, what waits for them; how many letters there were."""
        now = self._clock()
        again = reopened(await self._store.closed_way(group, member), now)
        if again != NOTHING:
            await self._store.record(again)
        found = await self._mailbox.opened(group, member, show, now)
        if found:
            self.wake()
        return found

    async def in_english(self, notice: Notice, group: Group) -> str | None:
        """A note in another language, with what came in the same letter, in English; None if nothing is left of it."""
        now = self._clock()
        async with self._ledgers.hold(group.id):
            made = await self._store.notices_since(group.id, notice.created_at - VOID_AFTER)
            parts = [await self._matters.fate(each, group, now) for each in made if is_beside(each, notice)]
            matters = tuple(part for part in parts if isinstance(part, Matter))
            return self._composer.in_english(matters, group, now) if matters else None

    async def _attend(self, batch: tuple[Notice, ...], now: datetime) -> None:
        group = await self._store.group(batch[0].group)
        if group is None:
            return  # wiped meanwhile, and its notices with it
        try:
            if isinstance(batch[0].to, ToAdmins):
                await self._pass_on(batch[0], group, now)
            else:
                await self._send(batch, group, now)
        except (PostponedError, TimeoutError) as error:
            await self._put_off(batch, error, group, now)
        except SchoolgateError:
            raise
        except Exception as error:  # noqa: BLE001  # a bug met by one notice must not keep the others from arriving
            log.error("a notice could not be sent", kind=batch[0].kind.value, error=where(error))  # noqa: TRY400  # a traceback may hold text
            await self._put_off(batch, error, group, now)

    async def _pass_on(self, notice: Notice, group: Group, now: datetime) -> None:
        admins = await self._admins(notice, group)
        await self._record(group, lambda: self._passing.passed_on(notice, admins or (), group, now))

    async def _admins(self, notice: Notice, group: Group) -> tuple[Member, ...] | None:
        """Those of this moment; None when nobody knows and danger cannot wait. Raises PostponedError, TimeoutError."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._platform(group).admins(group)
        except (PostponedError, TimeoutError):
            if notice.kind is NoticeKind.ALERT and notice.attempts >= ADMINS_UNKNOWN:
                return None
            raise

    async def _has_stepped_down(self, notice: Notice, group: Group) -> bool:
        """Was it meant for an admin who is none any more? Who might be one still is told of danger."""
        if notice.kind not in CONFIDED or not isinstance(notice.to, ToMember):
            return False
        admins = await self._admins(notice, group)
        return admins is not None and all(admin.id != notice.to.id for admin in admins)

    async def _send(self, batch: tuple[Notice, ...], group: Group, now: datetime) -> None:
        reach = await self._reach(batch[0], group)  # before the lock: a platform is asked
        has_stepped_down = await self._has_stepped_down(batch[0], group)
        async with self._ledgers.hold(group.id):
            queued = [await self._store.notice(notice.id) for notice in batch]
            found = [await self._fate(each, group, now) for each in queued if each is not None]
            matters = [each for each in found if each is not None]
            if has_stepped_down:
                for matter in matters:
                    await self._store.record(await self._outcomes.stepped_down(matter.notice, group, now))
                return
            written = [
                (each, await self._composer.letter(each, group, now, reach)) for each in letters_of(tuple(matters))
            ]
            if matters:
                known = await self._store.closed_way(group.id, matters[0].to)
                await self._store.sending(tuple(matter.notice.id for matter in matters))
        for together, letter in written:
            addressed = replace(letter, is_closed=is_closed(known, now))
            await self._hand_over(together, addressed, known, group, now)

    async def _fate(self, notice: Notice, group: Group, now: datetime) -> Matter | None:
        """Why it may not be sent now is set down."""
        if notice.state not in TO_SEND:
            return None
        taken = _taken_up(notice)
        match await self._matters.fate(taken, group, now):
            case Matter() as matter:
                return matter
            case Void() as why:
                await self._store.record(await self._outcomes.called_off(taken, why, group, now))
                if why.state is NoticeState.VOID:
                    self._unheard.say(notice, now)
            case Hold(until):
                await self._store.record(Record(notices=(replace(taken, due_at=until),)))
        return None

    async def _reach(self, notice: Notice, group: Group) -> str | None:
        """For a summary to the admins; in a group that has just been set up most people have yet to press Start."""
        if notice.kind not in SUMMARIES:
            return None
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.reachability.told(group)
        except TimeoutError:
            return None

    async def _hand_over(
        self, matters: tuple[Matter, ...], letter: Letter, known: ClosedWay | None, group: Group, now: datetime
    ) -> None:
        """Without the lock: a slow platform must not keep the group's messages from being judged."""
        try:
            async with asyncio.timeout(PATIENCE):
                done = await self._platform(group).tell(letter)
        except (UnreachableError, RefusedError) as error:
            reason = error.why if isinstance(error, UnreachableError) else Why.UNKNOWN
            why = "refused" if isinstance(error, RefusedError) else reason.value
            log.debug("a notice waits in the mailbox", kind=matters[0].notice.kind.value, why=why)
            ways = learned(letter, known, reason, now)
            await self._record(group, lambda: self._outcomes.unreachable(matters, group, now), also=ways)
            self._unheard.say(matters[0].notice, now)
        except WithheldError:
            await self._record(group, lambda: self._outcomes.kept_back(matters, group, now))
        except (PostponedError, TimeoutError) as error:
            log.debug("a notice is tried again later", kind=matters[0].notice.kind.value)
            await self._put_off(tuple(matter.notice for matter in matters), error, group, now)
        else:
            ways = learned(letter, known, done, now)
            await self._record(group, lambda: self._outcomes.delivered(matters, done, now), also=ways)

    async def _put_off(self, notices: tuple[Notice, ...], error: Exception, group: Group, now: datetime) -> None:
        seconds = error.seconds if isinstance(error, PostponedError) else 0
        for notice in notices:
            await self._record(group, partial(self._outcomes.postponed, notice, seconds, now))

    async def _record(self, group: Group, outcome: Callable[[], Awaitable[Record]], also: Record = NOTHING) -> None:
        """`outcome` is found out under the group's lock."""
        async with self._ledgers.hold(group.id):
            await self._store.record(await outcome() + also)


def is_beside(one: Notice, notice: Notice) -> bool:
    """Itself, or handed over in one letter with it."""
    came = (notice.to, notice.kind, notice.reference, notice.delivered_at)
    is_one = notice.delivered_at is not None and (one.to, one.kind, one.reference, one.delivered_at) == came
    return one.id == notice.id or is_one


def _taken_up(notice: Notice) -> Notice:
    """As it was queued; the last process, or a store that could not write, may have left it half handed over."""
    if notice.state is NoticeState.QUEUED:
        return notice
    log.warning("a letter was cut off while it was handed over, and goes out again", notice=notice.id)
    return replace(notice, state=NoticeState.QUEUED, interrupted=notice.interrupted + 1)


def _batches(due: tuple[Notice, ...]) -> tuple[tuple[Notice, ...], ...]:
    """In order; one member's notes together, and what one admin is told of a day of the trial."""
    together: dict[object, list[Notice]] = {}
    for notice in due:
        may_wait = notice.kind in {NoticeKind.NOTE, NoticeKind.SHADOWED} and not isinstance(notice.to, ToAdmins)
        key = (notice.group, notice.to, notice.kind) if may_wait else notice.id
        together.setdefault(key, []).append(notice)
    return tuple(tuple(batch) for batch in together.values())
