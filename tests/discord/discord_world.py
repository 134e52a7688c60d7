"""The real core and the real library, served by the loopback Discord."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import time
from functools import partial

import small_rules
from discord import client as library
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord_server import Loopback
from discord_shapes import GUILD, Json
from fakes import FakeStore
from world import book

from adapters.discord import client, listen
from bot.app import core
from bot.errors import StoreError
from bot.group import Contact, Group, Mode, QuietHours
from bot.message import ChatId, GroupId, MessageId
from bot.people.register import Register, StaffMember
from bot.ports import Record

LARKRISE = Group(
    id=GroupId("larkrise"),
    school="Larkrise Primary School",
    chats=(ChatId(f"discord:server:{GUILD}"),),
    mode=Mode.LIVE,
    quiet=QuietHours(start=time(0), end=time(0)),
    register=Register((StaffMember(key="staff:1", name="Mrs Hall", role="Head", aliases=("Hally",)),)),
    contacts=(Contact(kind="school-office", text="the school office, 01632 960001"),),
)


class WatchedStore(FakeStore):
    """Tells the loopback's waiters of what was written; fails for as long as it is down."""

    def __init__(self, discord: Loopback, *groups: Group) -> None:
        super().__init__(*groups)
        self._discord = discord
        self.is_down = False
        self.failed = 0

    async def record(self, record: Record) -> None:
        if self.is_down:
            self.failed += 1
            await self._discord.changed()
            raise StoreError("the disk is full")
        await super().record(record)
        await self._discord.changed()

    async def has_read(self, chat: ChatId, message: MessageId) -> None:
        await super().has_read(chat, message)
        await self._discord.changed()


@dataclass
class Served:
    discord: Loopback = field(default_factory=Loopback)

    def __post_init__(self) -> None:
        self.store = WatchedStore(self.discord, LARKRISE)
        self.rules = small_rules.read()
        self._asked_before = 0

    @property
    def excerpts(self) -> list[str | None]:
        """What was flagged, in the order in which it was judged."""
        return [said.excerpt for each in self.store.incidents.values() for said in each.said]

    async def until_read(self, message: Json) -> None:
        chat = ChatId(f"discord:{message['channel_id']}")
        await self.discord.until(lambda: int(self.store.read.get(chat, "0")) >= int(message["id"]))

    async def until_ready(self) -> None:
        """The menu is put up when all is caught up."""
        before = self._asked_before
        await self.discord.until(lambda: any(each.path.endswith("/commands") for each in self.discord.asked[before:]))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        """`schoolgate run`, as far as Discord is concerned: what it hears and what it delivers."""
        served = self.line = self.server()
        self._asked_before = len(self.discord.asked)
        plugged = core(
            store=self.store, rulebook=self.rules, platform=lambda _: served.platform, clock=self.discord.clock
        )
        self.lines = plugged.intake.lines
        serving = asyncio.create_task(served.serve(plugged.intake, plugged.reception))
        delivering = asyncio.create_task(plugged.courier.run())
        try:
            yield serving
        finally:
            for task in (delivering, serving):
                task.cancel()
                with suppress(asyncio.CancelledError, ExceptionGroup):
                    await task

    def server(self) -> listen.Discord:
        return listen.Discord(
            "a-token",
            label=lambda choice, _language: book("en").label(choice),
            clock=self.discord.clock,
            api=self.discord.api,
            gateway=self.discord.gateway,
        )


def as_shown(text: str) -> str:
    """As Discord shows it: what is escaped is what was written."""
    return re.sub(r"\\([*_~`|>\\#-])", r"\1", text).replace("\u200b", "")


STARTED: list["Served"] = []
"""Every server that was started, for whoever looks at what was asked of it."""


@asynccontextmanager
async def loopback() -> AsyncIterator[Served]:
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, client.ROSTER, listen.FIRST_WAIT
    setattr(library, "ExponentialBackoff", partial(ExponentialBackoff, 0))  # noqa: B010  # not exported by it
    client.ROSTER = listen.FIRST_WAIT = 0.05  # a server on this machine does not let anybody wait
    served = Served()
    STARTED.append(served)
    await served.discord.start()
    try:
        yield served
    finally:
        await served.discord.stop()
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, client.ROSTER, listen.FIRST_WAIT = before
        setattr(library, "ExponentialBackoff", ExponentialBackoff)  # noqa: B010  # not exported by it
