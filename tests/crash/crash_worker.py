"""The process that is killed: real intake, moderator, store and courier, and a platform that keeps a log."""

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import blake2b
from pathlib import Path

from builders import MONDAY, group
from crash_stream import PARENTS, Event, Gone, Said
from open_platform import OpenPlatform
from sqlalchemy import true

from adapters.store.opening import open_store
from adapters.store.store import SqlStore
from bot.case import Case
from bot.courier import Courier
from bot.finding import RuleId
from bot.group import Group
from bot.incident import Incident
from bot.intake import Intake
from bot.ledger import Ledgers
from bot.mark import Mark
from bot.memory import Memory
from bot.message import MemberId
from bot.moderator import Moderator
from bot.notice import Letter, Notice, NoticeId, NoticeState, Way
from bot.place import load as load_place
from bot.ports import Delivered, PostponedError, UnreachableError
from bot.rulebook.book import Rulebook
from bot.wording.phrasebook import load as load_phrasebook

BLOCKED = frozenset(MemberId(name.lower()) for name in PARENTS[::5])
"""Parents who have blocked the bot: their notes wait in the mailbox."""
ACCEPTED = b"\xff\xff\xff\xff"
"""Where else an event's number stands: the platform has accepted a letter."""
TARGETS = ("staff:1", "staff:2", "staff:3")


@dataclass(frozen=True, slots=True)
class Place:
    """What outlives the process."""

    folder: Path
    key: bytes

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'schoolgate.db'}"

    @property
    def sent(self) -> Path:
        """What the platform accepted, a line each: its log, not ours."""
        return self.folder / "sent"

    @property
    def unsettled(self) -> Path:
        """Lines of `sent` whose notice was still being sent when the next process opened the database."""
        return self.folder / "unsettled"

    @property
    def acknowledged(self) -> Path:
        """How much of the stream the platform need not bring again."""
        return self.folder / "acknowledged"

    def lines(self, file: Path) -> list[str]:
        return file.read_text(encoding="ascii").split() if file.exists() else []

    def append(self, file: Path, line: str) -> None:
        """One write, which the process's own death cannot undo or cut in two."""
        opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(opened, f"{line}\n".encode("ascii"))
        os.close(opened)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that a stream has led to."""

    incidents: tuple[Incident, ...]
    cases: tuple[Case, ...]
    notices: tuple[Notice, ...]
    marks: tuple[Mark, ...]


async def untitled(_group: Group, _rule: RuleId) -> str | None:
    """No letter here names a rule."""
    return None


class LoggingPlatform(OpenPlatform):
    """Accepts letters into its log; answers by the notice and the clock alone, so that two runs hear the same."""

    def __init__(self, place: Place, told: int) -> None:
        super().__init__()
        self._place = place
        self._told = told
        self.now = MONDAY

    async def tell(self, letter: Letter) -> Delivered:
        if letter.to in BLOCKED:
            raise UnreachableError
        if blake2b(f"{letter.notice}{self.now}".encode()).digest()[0] < 20:  # about one in thirteen
            raise PostponedError(30)
        self._place.append(self._place.sent, letter.notice)
        os.write(self._told, ACCEPTED)
        return Delivered(way=Way.DIRECT, reference=f"sent-{letter.notice}")


def same(rules: Rulebook) -> Callable[[Group], Awaitable[Rulebook]]:
    async def of(group: Group) -> Rulebook:  # every group goes by the same rules
        return rules

    return of


async def work(place: Place, rules: Rulebook, events: tuple[Event, ...], told: int) -> None:
    """From the first event not acknowledged to the end. The file `told` is told each begun and letter accepted."""
    async with open_store(place.url, place.key) as store:
        await store.save_group(group())
        await _note_unsettled(place, store)
        platform, ledgers = LoggingPlatform(place, told), Ledgers()
        books, places = cache(load_phrasebook), cache(load_place)

        def clock() -> datetime:
            return platform.now

        courier = Courier(
            store=store,
            platform=lambda _: platform,
            books=books,
            places=places,
            titles=untitled,
            ledgers=ledgers,
            clock=clock,
            chance=lambda: 0.0,
        )
        moderator = Moderator(
            store=store, rules=same(rules), memory=Memory(), ledgers=ledgers, clock=clock, wake=courier.wake
        )
        intake = Intake(moderator=moderator, store=store, clock=clock, wake=courier.wake)
        for number in range(len(place.lines(place.acknowledged)), len(events)):
            os.write(told, number.to_bytes(4, "big"))
            event = events[number]
            platform.now = event.at + timedelta(seconds=1)
            match event:
                case Said(message):
                    await intake.said(message)
                case Gone(message):
                    await intake.deleted(message.chat, message.id)
            await courier.step(platform.now)
            place.append(place.acknowledged, str(number))


async def kept(place: Place) -> Kept:
    async with open_store(place.url, place.key) as store:
        async with store._reading() as queries:
            incidents = await queries.incidents(true())
            cases = await queries.cases(true())
            notices = await queries.notices(true())
        since = MONDAY - timedelta(days=1)
        marks = [mark for target in TARGETS for mark in await store.marks(group().id, target, since)]
    return Kept(
        incidents=tuple(sorted(incidents, key=lambda each: each.id)),
        cases=tuple(sorted(cases, key=lambda each: each.id)),
        notices=tuple(sorted(notices, key=lambda each: each.id)),
        marks=tuple(sorted(marks, key=repr)),
    )


async def _note_unsettled(place: Place, store: SqlStore) -> None:
    """Was the last letter the platform accepted recorded as delivered before the process died?"""
    sent = place.lines(place.sent)
    if not sent:
        return
    last = await store.notice(NoticeId(sent[-1]))
    line = str(len(sent) - 1)
    if last is not None and last.state is NoticeState.SENDING and line not in place.lines(place.unsettled):
        place.append(place.unsettled, line)
