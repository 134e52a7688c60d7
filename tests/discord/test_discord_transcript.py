"""docs/discord-story.md: one whole story through the real library and loopback server, as each person saw it."""

from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from textwrap import indent

from discord_shapes import CHAT, GENERAL, OTHER, OWNER, PARENT, Json
from discord_world import LARKRISE, Served, as_shown
from source import ROOT
from test_discord_story import buttons
from told_rules import RULES

from bot.group import QuietHours
from bot.notice import NoticeState
from bot.rulebook.load import load

PAGE = ROOT / "docs" / "discord-story.md"
HEAD = """\
# A story on Discord

What each person saw, as a test played it (`make test-discord`): the real bot and library, and a server of the tests.
Olu owns the server and is its only admin. Priya takes no direct messages. Sam does.
"""
WINDOW = 9
"""What Discord calls an answer that opens one."""
BEGINS = datetime(2026, 3, 2, 18, 42, tzinfo=UTC)
NAMES = {CHAT: "Everybody on the server", PARENT: "Sam", OTHER: "Priya", OWNER: "Olu"}


class Transcript:
    """What each saw, in the order in which they saw it."""

    def __init__(self, world: Served) -> None:
        self._world = world
        self._discord = world.discord
        self.seen: dict[int, list[str]] = {person: [] for person in NAMES}
        self._shown: set[int] = set()

    async def says(self, by: int, text: str) -> Json:
        self.seen[CHAT].append(f"{NAMES[by]}: {text}")
        return await self._discord.says(by, text)

    async def deletes(self, by: int, message: Json) -> None:
        self.seen[CHAT].append(f"*{NAMES[by]} deletes their message.*")
        await self._discord.deletes(message)

    async def presses(self, by: int, label: str) -> None:
        """The last button of that label that they can see; a window may open."""
        before = len(self._answers(by)) + len(self._windows(by))
        custom = next(found[label] for each in self._visible(by)[::-1] if label in (found := _buttons(each)))
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
        store, now = self._world.store, self._discord.clock()
        return all(
            each.state not in {NoticeState.QUEUED, NoticeState.SENDING}
            for each in store.notices.values()
            if each.due_at <= now
        )

    def _visible(self, by: int) -> list[Json]:
        return [*self._discord.pinned.get(GENERAL, []), *self._discord.private(by), *self._answers(by)]

    def _answers(self, by: int) -> list[Json]:
        return [each for each in self._discord.answers if each["for"] == by]

    def _look(self) -> None:
        public = [("in the channel, pinned", CHAT, each) for each in self._discord.pinned.get(GENERAL, [])]
        for person in (PARENT, OTHER, OWNER):
            public += [("seen by nobody else", person, each) for each in self._answers(person)]
            public += [("by direct message", person, each) for each in self._discord.private(person)]
        for way, reader, each in public:
            if id(each) not in self._shown:
                self._shown.add(id(each))
                said = indent(as_shown(each["content"]), "> ", lambda _: True)
                labels = " ".join(f"[{label}]" for label in _buttons(each))
                self.seen[reader].append(
                    "\n".join(filter(None, (f"*from the bot, {way}:*\n", said, labels and f"\n{labels}")))
                )

    def __str__(self) -> str:
        parts = [HEAD]
        for person, seen in self.seen.items():
            parts.append(f"## {NAMES[person]}\n")
            parts += [f"{each}\n" for each in seen]
        return "\n".join(parts)


def _buttons(message: Json) -> dict[str, str]:
    return buttons({"components": message.get("components", [])})


async def test_the_page_shows_what_each_person_sees(world: Served, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    world.rules = load(tmp_path / "rules.yaml")
    discord = world.discord
    discord.clock, discord.closed = lambda: BEGINS, {OTHER}
    await world.store.save_group(replace(LARKRISE, quiet=QuietHours(start=time(22), end=time(7))))
    async with world.running():
        await world.until_ready()
        story = Transcript(world)
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

    told = str(story)
    if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != told:
        (tmp_path / PAGE.name).write_text(told, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == told, f"if that is as it should be: cp {tmp_path / PAGE.name} docs/"
