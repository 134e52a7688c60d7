"""docs/telegram-story.md: one whole story through the real library and loopback server, as each person saw it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from textwrap import indent

from botapi import ME, BotApi
from builders import minutes
from school import CHAT, LENA, PRIYA, SAM, TOM, School, ToldStore, a_school, larkrise
from source import ROOT
from test_telegram_files import FILE, WithFiles
from told_rules import MENDED, RULES, RULES_SENT, answers

from bot.group import Group
from bot.notice import Choice, NoticeState
from bot.rulebook.load import load

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

    async def sends(self, by: int, api: WithFiles, content: str) -> None:
        """A file, in private."""
        api.content = content.encode()
        shown = indent(content, "    ")
        self.seen[by].append(f"*sends the bot a file, rules.yaml:*\n\n{shown}".rstrip())
        await api.says(by, "", document={**FILE, "file_size": len(content)})
        await api.quiet()
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
        api = self._school.api
        await api.until(lambda: self._is_settled and any(words in each.text for each in api.private(to)))
        self._look()

    def _look(self) -> None:
        api = self._school.api
        for sent in api.sent[self._shown :]:
            reader = sent.seen_by or sent.chat
            way = "in the group, seen by nobody else" if sent.seen_by is not None else "in private"
            way = "pinned" if sent is self._school.place.pinned else way
            said = indent(sent.text, "> ", lambda _: True)
            labels = " ".join(f"[{label}]" for label, _ in sent.buttons)
            self.seen[reader].append(
                "\n".join(filter(None, (f"*from the bot, {way}:*\n", said, labels and f"\n{labels}")))
            )
        self._shown = len(api.sent)

    @property
    def _is_settled(self) -> bool:
        due = (each for each in self._school.store.notices.values() if each.due_at <= self._school.now)
        return all(each.state not in {NoticeState.QUEUED, NoticeState.SENDING} for each in due)

    def __str__(self) -> str:
        parts: list[str] = []
        for person, seen in self.seen.items():
            parts.append(f"### {NAMES[person]}\n")
            parts += [f"{each}\n" for each in seen] or ["Nothing.\n"]
        return "\n".join(parts)


@asynccontextmanager
async def a_real_school(folder: Path, api: BotApi, *groups: Group) -> AsyncIterator[School]:
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    async with a_school(api, store=ToldStore(api, *groups), rulebook=load(folder / "rules.yaml")) as school:
        yield school


async def set_up(folder: Path) -> Transcript:
    async with a_real_school(folder, BotApi()) as school:
        school.place.admins.discard(ME)
        story = Transcript(school, CHAT, PRIYA, TOM)
        await story.lets_in(PRIYA)
        for words in answers(ties="Tom: Mrs Kemp"):
            await story.writes(PRIYA, words)
        await story.writes(PRIYA, "/admin")
    return story


async def a_bad_day(folder: Path) -> Transcript:
    async with a_real_school(folder, BotApi(), larkrise()) as school:
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


async def rules_sent(folder: Path) -> Transcript:
    api = WithFiles()
    async with a_real_school(folder, api, larkrise()) as school:
        story = Transcript(school, CHAT, PRIYA, TOM)
        await story.sends(PRIYA, api, RULES_SENT)
        await story.sends(PRIYA, api, MENDED)
        await story.writes(PRIYA, "/apply")
        assert school.api.public(school.place) == []
    return story


async def test_the_page_shows_what_each_person_sees(tmp_path: Path) -> None:
    chapters = {SET_UP: set_up, BAD_DAY: a_bad_day, SENT: rules_sent}
    told = "\n".join((HEAD, *[f"{head}\n{await played(tmp_path)}" for head, played in chapters.items()]))

    if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != told:
        (tmp_path / PAGE.name).write_text(told, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == told, f"if that is as it should be: cp {tmp_path / PAGE.name} docs/"
