"""A school's group on the loopback server, with the real adapter, moderator, courier and desk behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from botapi import ME, TOKEN, BotApi, Place, Sent, serving
from builders import MONDAY, group
from fake_rules import FakeRules
from fakes import FakeStore

from adapters.telegram.serving import Telegram, telegram
from adapters.telegram.watch import Watch
from bot.app import Core, core
from bot.desk.health import Health
from bot.errors import SettingsError
from bot.group import Group, Mode
from bot.message import ChatId, MemberId
from bot.notice import NoticeState
from bot.ports import Record, Store
from bot.reception import Reception
from bot.rulebook.book import Rulebook
from bot.rulebook.document import parse_document
from bot.rulebook.sheet import Sheet, sheet_of

CHAT = -100
SAM, PRIYA, TOM, LENA = 7, 8, 9, 10


class Ground:
    """Reads a group's own file and tells what is wrong with it; these rules know no more."""

    def read(self, text: str, file: str) -> Sheet:
        return sheet_of(parse_document(text, file), Sheet)


class Rules(FakeRules):
    ground = Ground()


class ToldStore(FakeStore):
    """Says when something was kept, so that a test can wait for it."""

    def __init__(self, api: BotApi, *groups: Group) -> None:
        super().__init__(*groups)
        self._api = api

    async def record(self, record: Record) -> None:
        await super().record(record)
        await self._api.tell()


def larkrise(mode: Mode = Mode.LIVE) -> Group:
    return group(chats=(ChatId(f"telegram:{CHAT}"),), ties=(), mode=mode)


@dataclass
class School:
    api: BotApi
    place: Place
    store: FakeStore
    core: Core
    now: datetime = MONDAY
    jobs: list[asyncio.Task[None]] = field(default_factory=list)

    async def says(self, by: int, text: str, **more: object) -> int:
        """Said now and judged."""
        number = await self.api.says(by, text, self.place, int(self.now.timestamp()), **more)
        await self.api.quiet()
        return number

    async def note(self, to: int, count: int = 1) -> Sent:
        """The last of so many private messages."""
        await self.api.until(lambda: len(self.api.private(to)) >= count)
        return self.api.private(to)[-1]

    async def waiting(self) -> None:
        """Until something waits in a mailbox."""
        notices = self.store.notices
        await self.api.until(lambda: any(each.state is NoticeState.WAITING for each in notices.values()))

    def button(self, sent: Sent, choice: str) -> str:
        return next(data for _, data in sent.buttons if data.startswith(f"{choice}:"))


def populated(api: BotApi) -> BotApi:
    """Sam has not pressed Start; the admins Priya and Tom have, and so has Lena, who is not in the group."""
    if not api.people:
        api.person(SAM, "Sam")
        for number, name in ((PRIYA, "Priya"), (TOM, "Tom"), (LENA, "Lena")):
            api.person(number, name, started=True)
        api.place(CHAT, "Larkrise parents", PRIYA, TOM, ME)
    return api


class TimedWatch(Watch):
    now = MONDAY

    @property
    def reception(self) -> Reception:
        return self._reception

    @property
    def health(self) -> Health:
        return self._reception.health


@asynccontextmanager
async def watching(
    api: BotApi | None = None, *, operator: MemberId | None = None, group: Group | None = None
) -> AsyncIterator[tuple[BotApi, TimedWatch]]:
    """Nothing but the watch, which looks when a test says so."""
    api = populated(api or BotApi())
    async with serving(api) as url:
        adapter = telegram(TOKEN, url, clock=lambda: watch.now)
        reception = plugged(adapter, FakeStore(group or larkrise())).reception
        watch = TimedWatch(adapter.platform, reception, lambda: watch.now, operator)
        async with adapter.platform.bot:
            yield api, watch


def plugged(
    adapter: Telegram, store: Store, operator: MemberId | None = None, rulebook: Rulebook | None = None
) -> Core:
    return core(
        store=store,
        rulebook=rulebook or cast(Rulebook, Rules()),
        platform=lambda _: adapter.platform,
        clock=adapter.clock,
        operator=operator,
    )


@asynccontextmanager
async def a_school(
    api: BotApi | None = None,
    *,
    store: FakeStore | None = None,
    operator: MemberId | None = None,
    webhook: tuple[str, str, int] | None = None,
    rulebook: Rulebook | None = None,
) -> AsyncIterator[School]:
    """The bot is an admin of the group."""
    api = populated(api or BotApi())
    store = store or ToldStore(api, larkrise())
    async with serving(api) as url:
        adapter = telegram(TOKEN, url, clock=lambda: school.now, operator=operator, webhook=webhook)
        whole = plugged(adapter, store, operator, rulebook)
        school = School(api, api.places[CHAT], store, whole)
        async with asyncio.TaskGroup() as work:
            school.jobs = [
                work.create_task(adapter.serve(whole.intake, whole.reception)),
                work.create_task(whole.courier.run()),
            ]
            try:
                yield school
            finally:
                for job in school.jobs:
                    job.cancel()


async def refused(token: str, api: BotApi) -> str:
    """What one says that never begins."""
    async with serving(api) as url:
        try:
            adapter = telegram(token, url, clock=lambda: MONDAY)
            whole = plugged(adapter, FakeStore(larkrise()))
            await adapter.serve(whole.intake, whole.reception)
        except SettingsError as error:
            return str(error)
    return ""
