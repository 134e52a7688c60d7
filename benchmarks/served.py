"""`schoolgate run` as it ships, in a process of its own, between a platform's server on this machine and a database."""

import asyncio
import base64
import os
import secrets
import sys
import time
from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import time as wall
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import aiohttp
import discord_shapes
from aiohttp.test_utils import unused_port
from botapi import ME, TOKEN, BotApi, serving
from discord_server import Loopback
from discord_shapes import CHAT, GUILD

import corpus
from adapters.store.opening import open_store
from bot.finding import Level, level_of
from bot.group import Contact, Group, QuietHours
from bot.message import ChatId
from bot.rulebook.book import Rulebook
from projection import Served, Stream

ROOT = Path(__file__).parents[1]
GROUPS = 10  # on Telegram; the loopback Discord has one server
PARENTS = 40  # in a group
FIRST = 1_000  # their numbers
PATIENCE = 120.0  # seconds, for a start, or for everything to be judged, on a busy machine
STILL = 0.05  # processor seconds in LOOK: what an idle process may use
LOOK = 0.5
_TICKS, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


class Side(Protocol):
    """A platform's server on this machine, with people on it."""

    name: str
    groups: tuple[Group, ...]

    @property
    @abstractmethod
    def settings(self) -> dict[str, str]: ...

    @property
    @abstractmethod
    def requests(self) -> int: ...

    @property
    @abstractmethod
    def is_served(self) -> bool:
        """Has the bot said all it says at a start?"""
        ...

    async def says(self, number: int, text: str) -> None: ...


class OnTelegram:
    name = "Telegram"

    def __init__(self, api: BotApi, url: str) -> None:
        self._api, self._url = api, url
        for parent in range(PARENTS):
            api.person(FIRST + parent, f"Parent {parent}", started=parent % 2 == 0)
        self._places = [api.place(-100 - each, f"Year {each} parents", FIRST, ME) for each in range(GROUPS)]
        self.groups: tuple[Group, ...] = tuple(
            _group(number, f"telegram:{place.id}") for number, place in enumerate(self._places)
        )

    @property
    def settings(self) -> dict[str, str]:
        return {"SCHOOLGATE_TELEGRAM_TOKEN": TOKEN, "SCHOOLGATE_TELEGRAM_API": self._url}

    @property
    def requests(self) -> int:
        return sum(method != "getUpdates" for method, _ in self._api.requests)

    @property
    def is_served(self) -> bool:
        return len(self._api.requests) > self.requests

    async def says(self, number: int, text: str) -> None:
        who, place = FIRST + number // GROUPS % PARENTS, self._places[number % GROUPS]
        await self._api.says(who, text, place, int(time.time()))


class OnDiscord:
    name = "Discord"

    def __init__(self, server: Loopback) -> None:
        self._server = server
        discord_shapes.NAMES.update({FIRST + parent: f"parent-{parent}" for parent in range(PARENTS)})
        self.groups: tuple[Group, ...] = (_group(0, f"discord:server:{GUILD}"),)

    @property
    def settings(self) -> dict[str, str]:
        where = {"SCHOOLGATE_DISCORD_API": self._server.api, "SCHOOLGATE_DISCORD_GATEWAY": self._server.gateway}
        return {"SCHOOLGATE_DISCORD_TOKEN": "a-token", **where}

    @property
    def requests(self) -> int:
        return len(self._server.asked)

    @property
    def is_served(self) -> bool:
        return any(each.path.endswith("/commands") for each in self._server.asked)

    async def says(self, number: int, text: str) -> None:
        await self._server.says(FIRST + number % PARENTS, text, CHAT)


def _group(number: int, chat: str) -> Group:
    """Live, with no quiet hours, a staff of eighty and somewhere to send a worry."""
    return replace(
        corpus.school(number),
        chats=(ChatId(chat),),
        quiet=QuietHours(start=wall(0), end=wall(0)),
        contacts=(Contact(kind="school-office", text="the school office, 01632 960001"),),
    )


def split(said: Sequence[str], book: Rulebook) -> tuple[list[str], list[str]]:
    """What comes to nothing, and what comes to something."""
    scenes = corpus.alone(tuple(said), corpus.school())
    levels = {scene.message.text: level_of(book.examine(scene)) for scene in scenes}
    calm = [text for text, level in levels.items() if level is Level.NONE]
    return calm, [text for text, level in levels.items() if level is not Level.NONE]


def measured(said: Sequence[str], book: Rulebook) -> tuple[Served, ...]:
    return asyncio.run(_both(*split(said, book)))


async def _both(calm: list[str], flagged: list[str]) -> tuple[Served, ...]:
    async with serving(api := BotApi()) as url:
        telegram = await _served(OnTelegram(api, url), calm, flagged)
    server = Loopback()
    await server.start()
    try:
        return telegram, await _served(OnDiscord(server), calm, flagged)
    finally:
        await server.stop()


async def _served(side: Side, calm: list[str], flagged: list[str]) -> Served:
    async with _running(side) as bot:
        await bot.is_still()
        talk = await _stream(side, bot, calm)
        return Served(
            platform=side.name, talk=talk, flagged=await _stream(side, bot, flagged), megabytes=bot.megabytes()
        )


async def _stream(side: Side, bot: "Bot", texts: list[str]) -> Stream:
    before, used, asked, began = await bot.judged(), bot.processor(), side.requests, time.perf_counter()
    for number, text in enumerate(texts):
        await side.says(number, text)
    async with asyncio.timeout(PATIENCE):
        while await bot.judged() < before + len(texts):  # noqa: ASYNC110  # another process counts them
            await asyncio.sleep(0.1)
    waited = time.perf_counter() - began
    await bot.is_still()
    return Stream(messages=len(texts), waited=waited, processor=bot.processor() - used, requests=side.requests - asked)


@dataclass
class Bot:
    process: asyncio.subprocess.Process
    metrics: str

    async def judged(self) -> int:
        """How many messages, until now; none before it can be asked."""
        try:
            async with aiohttp.ClientSession() as client, client.get(self.metrics) as answer:
                lines = (await answer.text()).splitlines()
        except aiohttp.ClientError:
            return 0
        return int(
            float(next(line for line in lines if line.startswith("schoolgate_judging_seconds_count")).split()[1])
        )

    def processor(self) -> float:
        """Seconds, of all its threads, since it began."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def megabytes(self) -> float:
        return int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE / 1e6

    async def is_still(self) -> None:
        """Waits until it has nothing left to do."""
        async with asyncio.timeout(PATIENCE):
            before = -1.0
            while (now := self.processor()) - before > STILL:
                before = now
                await asyncio.sleep(LOOK)


@asynccontextmanager
async def _running(side: Side) -> AsyncIterator[Bot]:
    key, port = secrets.token_bytes(32), unused_port()
    with TemporaryDirectory(prefix="schoolgate-bench-") as folder:
        async with open_store(f"sqlite:///{Path(folder) / 'schoolgate.db'}", key) as store:
            for group in side.groups:
                await store.save_group(group)
        settings = side.settings | {
            "SCHOOLGATE_STATE": folder,
            "SCHOOLGATE_KEY": base64.b64encode(key).decode("ascii"),
            "SCHOOLGATE_METRICS": f"127.0.0.1:{port}",
            "PYTHONPATH": str(ROOT),
        }
        others = {name: value for name, value in os.environ.items() if not name.startswith("SCHOOLGATE_")}
        command = (sys.executable, "-m", "bot.cli", "run")
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=others | settings, stderr=asyncio.subprocess.DEVNULL
        )
        bot = Bot(process, f"http://127.0.0.1:{port}/metrics")
        try:
            async with asyncio.timeout(PATIENCE):
                while not side.is_served:  # noqa: ASYNC110  # asked of two servers that tell in ways of their own
                    await asyncio.sleep(0.1)
            yield bot
        finally:
            process.terminate()
            await process.wait()
