"""docs/telegram-story.md: one whole story through the real library and loopback server, as each person saw it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import small_rules
from botapi import ME, BotApi
from builders import minutes
from school import CHAT, LENA, PRIYA, SAM, TOM, School, ToldStore, a_school, larkrise
from source import ROOT
from told_rules import MENDED, RULES, RULES_SENT, answers
from transcripts import by_person, file_sent, from_the_bot, hold

from bot.group import Group
from bot.notice import Choice

PAGE = ROOT / "docs" / "telegram-story.md"
HEAD = """\
# A story on Telegram

What each person saw, as a test played it (`make test-telegram`): the real bot, over HTTP, and a server of the tests.
"""
SET_UP = """\
## Setting it up

Priya lets the bot into the group, and is asked one question after the other, in private.
"""
BAD_DAY = """\
## A bad day

Sam has never written to the bot; the admins Priya and Tom have.
"""
SENT = """\
## A rules file with mistakes

Priya sends the group's own rules as a file.
"""
NAMES = {SAM: "Sam", PRIYA: "Priya", TOM: "Tom", LENA: "Lena", CHAT: "Everybody in the group"}


class Transcript:
    """What each saw, in the order in which they saw it."""

    def __init__(self, school: School, *people: int) -> None:
        self._school = school
        self.seen: dict[int, list[str]] = {person: [] for person in people}
        self._shown = 0

    async def lets_in(self, by: int) -> None:
        self.seen[CHAT].append(f"*{NAMES[by]} lets the bot in, as an admin.*")
        await self._school.api.lets_in(by, self._school.place, as_admin=True)
        await self._school.api.quiet()
        self._look()

    async def says(self, by: int, text: str) -> None:
        await self._school.says(by, text)
        self.seen[CHAT].append(f"{NAMES[by]}: {text}")

    async def writes(self, by: int, text: str) -> None:
        self.seen[by].append(f"*writes to the bot:* {text}")
        await self._school.api.says(by, text)
        await self._school.api.quiet()
        self._look()

    async def sends(self, by: int, content: str) -> None:
        """A file, in private."""
        self.seen[by].append(file_sent(content))
        await self._school.api.sends(by, "rules.yaml", content.encode())
        await self._school.api.quiet()
        self._look()

    async def presses(self, by: int, choice: Choice) -> None:
        """On the last note that has it; the answer is a pop-up only they see."""
        api = self._school.api
        note = next(
            each
            for each in reversed(api.private(by))
            if any(data.startswith(f"{choice.value}:") for _, data in each.buttons)
        )
        label, data = next(each for each in note.buttons if each[1].startswith(f"{choice.value}:"))
        before = len(api.pop_ups)
        await api.presses(by, data, self._school.place if note.seen_by is not None else None, note.message)
        await api.until(lambda: len(api.pop_ups) > before)
        self.seen[by].append(f"*presses “{label}”, and a pop-up says:* {api.pop_ups[-1].get('text', '')}")

    async def gets(self, to: int, words: str) -> None:
        """A message with these words comes, and so does all else that is due."""
        api, store = self._school.api, self._school.store
        await api.until(
            lambda: store.is_settled(self._school.now) and any(words in each.text for each in api.private(to))
        )
        self._look()

    def _look(self) -> None:
        api = self._school.api
        for sent in api.sent[self._shown :]:
            reader = sent.seen_by or sent.chat
            way = "in the group, seen by nobody else" if sent.seen_by is not None else "in private"
            way = "pinned" if sent is self._school.place.pinned else way
            self.seen[reader].append(from_the_bot(way, sent.text, (label for label, _ in sent.buttons)))
        self._shown = len(api.sent)

    def __str__(self) -> str:
        return by_person(self.seen, NAMES)


@asynccontextmanager
async def a_real_school(api: BotApi, *groups: Group) -> AsyncIterator[School]:
    async with a_school(api, store=ToldStore(api, *groups), rulebook=small_rules.read(RULES)) as school:
        yield school


async def set_up() -> Transcript:
    async with a_real_school(BotApi()) as school:
        school.place.admins.discard(ME)
        story = Transcript(school, CHAT, PRIYA, TOM)
        await story.lets_in(PRIYA)
        for words in answers(ties="Tom: Mrs Kemp"):
            await story.writes(PRIYA, words)
        await story.writes(PRIYA, "/admin")
    return story


async def a_bad_day() -> Transcript:
    async with a_real_school(BotApi(), larkrise()) as school:
        story = Transcript(school, CHAT, SAM, PRIYA, TOM)
        await story.says(SAM, "Honestly, Mr Dunn is a muppet.")
        await story.gets(SAM, "Only you get this")
        await story.presses(SAM, Choice.ASK_A_PERSON)
        await story.gets(TOM, "A member says that I was wrong")
        await story.writes(SAM, "It was his own joke at the fair, he was dressed as one.")
        await story.gets(TOM, "It was his own joke at the fair")
        await story.presses(TOM, Choice.OVERTURN)
        await story.gets(SAM, "I was wrong about")
        school.now += minutes(20)
        await story.says(SAM, "I will smash his face in at the gate tomorrow.")
        await story.gets(TOM, "Please act now")
        await story.presses(PRIYA, Choice.ACKNOWLEDGE)
        await story.gets(TOM, "in good hands")
        assert school.api.public(school.place) == []
    return story


async def rules_sent() -> Transcript:
    async with a_real_school(BotApi(), larkrise()) as school:
        story = Transcript(school, CHAT, PRIYA, TOM)
        await story.sends(PRIYA, RULES_SENT)
        await story.sends(PRIYA, MENDED)
        await story.writes(PRIYA, "/apply")
        assert school.api.public(school.place) == []
    return story


async def test_the_page_shows_what_each_person_sees(tmp_path: Path) -> None:
    chapters = {SET_UP: set_up, BAD_DAY: a_bad_day, SENT: rules_sent}
    told = "\n".join((HEAD, *[f"{head}\n{await played()}" for head, played in chapters.items()]))
    hold(PAGE, told, tmp_path)
