"""A story's stage on Discord: a server on this machine, the real library and adapter, and all that stands behind."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

import discord
import discord_shapes as shapes
from discord_server import PATIENCE, Loopback
from discord_shapes import CHAT, GENERAL, GUILD, NAMES, OTHER, PARENT, STRANGERS, Json
from discord_world import Served, as_shown, loopback
from kinds import discord_file, discord_forwarded, discord_poll
from stage import Shown, group_of
from storybook import Sight, Step, Story

from adapters.discord.ids import member_id
from adapters.discord.letters import ANYTHING, SIGN
from bot.app import Core, core
from bot.message import Media, MemberId
from bot.notice import Choice, NoticeId
from bot.ports import Store
from bot.rulebook.book import Rulebook

NUMBERS = {"Sam": PARENT, "Priya": OTHER, **{name: number for number, name in STRANGERS.items()}}
CALLED = {number: name for name, number in NUMBERS.items()}
OPERATOR = member_id(NUMBERS["operator"])
ADMINS = 111
"""The role of those who may manage messages."""
WINDOW = 9
"""What Discord calls an answer that opens one."""
STILL = 3
"""Turns of the loop in which an event that has come is taken up."""
NAME = 20
"""Letters of what a notice is called."""


@dataclass
class DiscordStage:
    """A storybook.Stage. The first of the admins owns the server."""

    served: Served
    store: Store
    rulebook: Rulebook
    now: datetime
    said: list[Json] = field(default_factory=list)
    _letters: list[tuple[str, Json]] = field(default_factory=list)
    """To whom, in the order in which they came."""
    _taken: set[int] = field(default_factory=set)
    """What has been accounted for."""
    _people: Shown = field(default_factory=Shown)

    @property
    def discord(self) -> Loopback:
        return self.served.discord

    async def begin(self) -> None:
        before = len(self.discord.asked)
        line = self.served.line = self.served.server()
        self._core: Core = core(
            store=self.store,
            rulebook=self.rulebook,
            platform=lambda _: line.platform,
            clock=lambda: self.now,
            operator=OPERATOR,
        )
        self._serving = asyncio.create_task(line.serve(self._core.intake, self._core.reception))
        # The menu is put up when all is caught up.
        await self.discord.until(lambda: any(each.path.endswith("/commands") for each in self.discord.asked[before:]))

    async def end(self) -> None:
        self._serving.cancel()
        with suppress(asyncio.CancelledError, ExceptionGroup):
            await self._serving

    async def says(self, name: str, words: str, step: Step) -> None:
        more = _carried(words, step.carries)
        if step.forwarded:
            more = discord_forwarded(content=words)
        if step.answers is not None:
            answered = self.said[step.answers - 1]
            reference = {"type": 0, "message_id": answered["id"], "channel_id": str(CHAT)}
            more |= {"type": 19, "message_reference": reference, "referenced_message": answered}
        self.said.append(await self.discord.says(NUMBERS[name], more.pop("content", words), **more))
        await self._settled()

    async def edits(self, number: int, words: str) -> None:
        await self.discord.edits(self.said[number - 1], words)
        await self._settled()

    async def deletes(self, number: int) -> None:
        await self.discord.deletes(self.said[number - 1])
        await self._settled()

    async def again(self, number: int) -> None:
        await self.discord.tell("MESSAGE_CREATE", shapes.told(self.said[number - 1], CHAT, self.discord.bears))
        await self._settled()

    async def restarts(self) -> None:
        await self.end()
        await self.begin()

    async def at(self, moment: datetime) -> None:
        self.now = moment
        await self._settled()

    async def presses(self, name: str, choice: Choice, words: str | None) -> str:
        """Words of their own go into the window that opens."""
        by, custom = NUMBERS[name], self._button(name, choice)
        self._people.begin_answer()
        await self._signed(by, self.discord.presses(by, custom), name)
        if words is not None:
            first = self._people.taken()
            window = self.discord.signs(by)[-1]["data"]
            await self._signed(by, self.discord.sends_off(by, window["custom_id"], words), name)
            self._people.follow(first)
        return self._people.answer

    async def asks(self, name: str, command: str, words: str, about: int | None) -> str:
        """From the message's own menu, which takes no words; what was said without words is told in words instead."""
        by = NUMBERS[name]
        self._people.begin_answer()
        if command == "rulesfile":
            await self.discord.sends(by, "rules.yaml", words.encode())
            await self._settled(name)
        elif about is not None and self.said[about - 1]["content"]:
            menu = self._core.reception.menu(command)
            await self._signed(by, self.discord.chooses(by, menu, self.said[about - 1]), name)
        else:
            await self._signed(by, self.discord.types(by, command, words or None), name)
        return self._people.answer

    async def opens(self, name: str) -> None:
        """By the standing button."""
        by = NUMBERS[name]
        self._people.begin_answer()
        await self._signed(by, self.discord.presses(by, ANYTHING), name)

    async def blocks(self, name: str) -> None:
        self.discord.closed.add(NUMBERS[name])

    def number_of(self, name: str) -> MemberId:
        return member_id(NUMBERS[name])

    def seen(self) -> tuple[Sight, ...]:
        return self._people.taken()

    @property
    def posted(self) -> int:
        """Without the pinned notice."""
        return len(self.discord.written_in_channels()) - len(self.discord.pinned[GENERAL])

    @property
    def taken_down(self) -> list[int]:
        numbers = {said["id"]: number for number, said in enumerate(self.said, start=1)}
        return [numbers[each.path.rpartition("/")[2]] for each in self.discord.asked if each.method == "DELETE"]

    @property
    def paused(self) -> list[str]:
        changes = [each for each in self.discord.asked if each.method == "PATCH" and "/members/" in each.path]
        until = {each.path.rpartition("/")[2]: each.body["communication_disabled_until"] for each in changes}
        return [CALLED[int(user)] for user, end in until.items() if end is not None]

    async def _signed(self, by: int, done: Awaitable[None], name: str) -> None:
        """Something is pressed or typed, and the bot answers it, or opens a window."""
        before = self._signs(by)
        await done
        await self.discord.until(lambda: self._signs(by) > before)
        await self._settled(name)

    def _signs(self, by: int) -> int:
        windows = [each for each in self.discord.signs(by) if each["type"] == WINDOW]
        return len(windows) + len([each for each in self.discord.answers if each["for"] == by])

    async def _settled(self, by: str | None = None) -> None:
        """Everything has been heard, and everything due is delivered. `by` has asked for something."""
        await self._quiet()
        await self._core.courier.step(self.now)
        for person, name in CALLED.items():
            answers = [each for each in self.discord.answers if each["for"] == person]
            for each in (*self.discord.private(person), *answers):
                if id(each) not in self._taken:
                    self._taken.add(id(each))
                    await self._take(name, each, by)

    async def _take(self, to: str, shown: Json, by: str | None) -> None:
        called = _notice_of(shown)
        notice = None if called is None else await self.store.notice(called)
        if self._people.add(to, as_shown(shown["content"]), notice, by) is not None:
            self._letters.append((to, shown))

    async def _quiet(self) -> None:
        """All that Discord has told was heard and dealt with."""
        client = self.served.line._client
        assert client is not None
        async with asyncio.timeout(PATIENCE):
            still = 0
            while still < STILL:
                heard = client.ws.sequence is not None and client.ws.sequence >= self.discord.told_so_far
                still = still + 1 if heard and not client._in_hand else 0
                await asyncio.sleep(0)

    def _button(self, name: str, choice: Choice) -> str:
        """On the last of their letters that has it."""
        begins = f"{SIGN}:{choice.value}:"
        own = [custom for to, shown in self._letters if to == name for custom in _customs(shown)]
        return next(custom for custom in reversed(own) if custom.startswith(begins))


def _customs(shown: Json) -> list[str]:
    rows = shown.get("components") or []
    return [each["custom_id"] for row in rows for each in row["components"] if "custom_id" in each]


def _notice_of(shown: Json) -> NoticeId | None:
    """The letter that is shown, by its buttons or by the number it was sent under."""
    own = [custom.rpartition(":")[2] for custom in _customs(shown)]
    nonce = str(shown.get("sent", {}).get("nonce") or "")[:NAME]
    return NoticeId(own[0]) if own else NoticeId(nonce) if nonce else None


def _carried(words: str, carries: frozenset[Media]) -> Json:
    """As Discord sends it."""
    if Media.POLL in carries:
        question, *answers = words.split(" / ")
        return {"content": "", "poll": discord_poll(question, *answers)}
    if Media.PHOTO in carries:
        return {"attachments": [discord_file("a.png", "image/png")]}
    if Media.VOICE in carries:
        return {"content": "", "flags": 8192, "attachments": [discord_file("voice-message.ogg", "audio/ogg")]}
    return {}


@asynccontextmanager
async def discord_stage(story: Story, store: Store, rulebook: Rulebook) -> AsyncIterator[DiscordStage]:
    owner, *others = (NUMBERS[name] for name in story.admins)
    await store.save_group(group_of(story, f"discord:server:{GUILD}", lambda name: member_id(NUMBERS[name])))
    async with loopback() as served:
        may = str(discord.Permissions(manage_messages=True).value)
        roles = [
            shapes.role(GUILD, "@everyone", position=0),
            shapes.role(110, "bot", shapes.EVERYTHING),
            shapes.role(ADMINS, "admins", may),
        ]
        served.discord.server = {"owner_id": str(owner), "roles": roles}
        served.discord.people = (*NAMES, *STRANGERS)
        served.discord.bears = dict.fromkeys(others, str(ADMINS))
        stage = DiscordStage(served, store, rulebook, story.begins)
        served.discord.clock = lambda: stage.now
        await stage.begin()
        try:
            yield stage
        finally:
            await stage.end()
