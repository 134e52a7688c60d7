"""docs/discord-story.md: one whole story through the real library and loopback server, as each person saw it."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import small_rules
from discord_shapes import CHAT, DIRECT, GENERAL, OTHER, OWNER, PARENT, Json, buttons
from discord_world import LARKRISE, Served, WatchedStore, as_shown, loopback
from source import ROOT
from told_rules import MENDED, RULES, RULES_SENT, answers
from transcripts import by_person, file_sent, from_the_bot, hold

from bot.group import QuietHours

PAGE = ROOT / "docs" / "discord-story.md"
HEAD = """\
# A story on Discord

What each person saw, as a test played it (`make test-discord`): the real bot and library, and a server of the tests.
Olu owns the server and is its only admin.
"""
SET_UP = """\
## Setting it up

Olu lets the bot in, and is asked one question after the other, by direct message.
"""
BAD_DAY = """\
## A bad day

Priya takes no direct messages. Sam does.
"""
SENT = """\
## A rules file with mistakes

Olu sends the group's own rules as a file.
"""
WINDOW = 9
"""What Discord calls an answer that opens one."""
BEGINS = datetime(2026, 3, 2, 18, 42, tzinfo=UTC)
NAMES = {CHAT: "Everybody on the server", PARENT: "Sam", OTHER: "Priya", OWNER: "Olu"}


class Transcript:
    """What each saw, in the order in which they saw it."""

    def __init__(self, world: Served, *people: int) -> None:
        self._world = world
        self._discord = world.discord
        self.seen: dict[int, list[str]] = {person: [] for person in people}
        self._shown: set[int] = set()

    async def lets_in(self) -> None:
        discord = self._discord
        await discord.until(lambda: any(each.path.endswith("/commands") for each in discord.asked))
        await discord.lets_bot_in()
        await discord.until(lambda: bool(self._discord.private(OWNER)))
        self._look()

    async def confides(self, by: int, words: str) -> None:
        """By direct message."""
        self.seen[by].append(f"*writes to the bot:* {words}")
        await self._answered(by, self._discord.says(by, words, by + DIRECT))

    async def sends(self, by: int, content: str) -> None:
        """A file, by direct message."""
        self.seen[by].append(file_sent(content))
        await self._answered(by, self._discord.sends(by, "rules.yaml", content.encode()))

    async def _answered(self, by: int, done: Awaitable[object]) -> None:
        before = len(self._discord.private(by))
        await done
        await self._discord.until(lambda: len(self._discord.private(by)) > before)
        await self.settled()

    async def says(self, by: int, text: str) -> Json:
        self.seen[CHAT].append(f"{NAMES[by]}: {text}")
        return await self._discord.says(by, text)

    async def deletes(self, by: int, message: Json) -> None:
        self.seen[CHAT].append(f"*{NAMES[by]} deletes their message.*")
        await self._discord.deletes(message)

    async def presses(self, by: int, label: str) -> None:
        """The last button of that label that they can see; a window may open."""
        before = len(self._answers(by)) + len(self._windows(by))
        custom = next(found[label] for each in self._visible(by)[::-1] if label in (found := buttons(each)))
        self.seen[by].append(f"*presses “{label}”*")
        await self._discord.presses(by, custom)
        await self._discord.until(lambda: len(self._answers(by)) + len(self._windows(by)) > before)
        self._look()

    async def writes(self, by: int, words: str) -> None:
        """Into the window that is open."""
        window, before = self._windows(by)[-1], len(self._answers(by))
        self.seen[by].append(f"*writes into the window “{window['title']}”:* {words}")
        await self._discord.sends_off(by, window["custom_id"], words)
        await self._discord.until(lambda: len(self._answers(by)) > before)
        self._look()

    def _windows(self, by: int) -> list[Json]:
        return [each["data"] for each in self._discord.signs(by) if each["type"] == WINDOW]

    async def settled(self) -> None:
        """All that is due has come."""
        await self._discord.until(self._is_settled)
        self._look()

    def _is_settled(self) -> bool:
        return self._world.store.is_settled(self._discord.clock())

    def _visible(self, by: int) -> list[Json]:
        return [*self._discord.pinned.get(GENERAL, []), *self._discord.private(by), *self._answers(by)]

    def _answers(self, by: int) -> list[Json]:
        return [each for each in self._discord.answers if each["for"] == by]

    def _look(self) -> None:
        public = [("in the channel, pinned", CHAT, each) for each in self._discord.pinned.get(GENERAL, [])]
        for person in self.seen.keys() - {CHAT}:
            public += [("seen by nobody else", person, each) for each in self._answers(person)]
            public += [("by direct message", person, each) for each in self._discord.private(person)]
        for way, reader, each in public:
            if id(each) not in self._shown and reader in self.seen:
                self._shown.add(id(each))
                self.seen[reader].append(from_the_bot(way, as_shown(each["content"]), buttons(each)))

    def __str__(self) -> str:
        return by_person(self.seen, NAMES)


@asynccontextmanager
async def a_server() -> AsyncIterator[Served]:
    async with loopback() as world:
        world.rules, world.discord.clock = small_rules.read(RULES), lambda: BEGINS
        yield world


async def set_up() -> Transcript:
    async with a_server() as world:
        world.store, world.discord.is_in = WatchedStore(world.discord), False
        async with world.running():
            story = Transcript(world, CHAT, OWNER)
            await story.lets_in()
            for words in answers(ties="none"):
                await story.confides(OWNER, words)
            await story.confides(OWNER, "/admin")
    return story


async def a_bad_day() -> Transcript:
    async with a_server() as world:
        discord = world.discord
        discord.closed = {OTHER}
        await world.store.save_group(replace(LARKRISE, quiet=QuietHours(start=time(22), end=time(7))))
        async with world.running():
            await world.until_ready()
            story = Transcript(world, *NAMES)
            await story.settled()
            said = await story.says(PARENT, "Honestly, Mr Dunn is a muppet.")
            await discord.until(lambda: bool(discord.private(PARENT)))
            await story.settled()
            await story.deletes(PARENT, said)
            await discord.until(lambda: len(discord.private(PARENT)) == 2)
            await story.settled()
            await world.until_read(await story.says(OTHER, "Who let that muppet drive the float?"))
            await story.settled()
            await story.presses(OTHER, "Anything for me?")
            await story.presses(OTHER, "Ask a person")
            await discord.until(lambda: len(discord.private(OWNER)) == 1)
            await story.settled()
            await story.writes(OTHER, "It was my own husband, and he knows it.")
            await discord.until(lambda: "my own husband" in str(discord.private(OWNER)))
            await story.settled()
            await story.presses(OWNER, "Overturn")
            await discord.until(lambda: len(discord.private(OWNER)) == 3)
            await story.settled()
            await story.presses(OTHER, "Anything for me?")
            await world.until_read(await story.says(PARENT, "I will smash his face in at the gate tomorrow."))
            await story.settled()
            await story.presses(OWNER, "Acknowledge")
            await discord.until(lambda: len(discord.private(PARENT)) == 3)
            await story.settled()
    return story


async def rules_sent() -> Transcript:
    async with a_server() as world, world.running():
        await world.until_ready()
        story = Transcript(world, OWNER)
        await story.sends(OWNER, RULES_SENT)
        await story.sends(OWNER, MENDED)
        await story.presses(OWNER, "Use the change")
    return story


async def test_the_page_shows_what_each_person_sees(tmp_path: Path) -> None:
    chapters = (
        (SET_UP, await set_up()),
        (BAD_DAY, await a_bad_day()),
        (SENT, await rules_sent()),
    )
    told = "\n".join((HEAD, *(f"{head}\n{story}" for head, story in chapters)))
    hold(PAGE, told, tmp_path)
