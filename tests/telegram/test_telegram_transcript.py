"""docs/telegram-story.md: one whole story through the real library and loopback server, as each person saw it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from textwrap import indent

from botapi import BotApi
from botmethods import Json
from builders import minutes
from school import CHAT, LENA, PRIYA, SAM, TOM, School, ToldStore, a_school, larkrise
from source import ROOT
from test_telegram_files import FILE, WithFiles
from told_rules import ANSWERS, MENDED, RULES, WITH_MISTAKES

from bot.notice import Choice, NoticeState
from bot.rulebook.load import load

PAGE = ROOT / "docs" / "telegram-story.md"
HEAD = """\
# A story on Telegram

What each person saw, as a test played it (`make test-telegram`): the real bot, over HTTP, and a server of the tests.
Sam has never written to the bot; the admins Priya and Tom have.
"""
NEW = -200
EVERYBODY = "Everybody in the group"
NAMES = {SAM: "Sam", PRIYA: "Priya", TOM: "Tom", LENA: "Lena", CHAT: EVERYBODY, NEW: EVERYBODY}
SETUP = ROOT / "docs" / "telegram-setup.md"
SETUP_HEAD = """\
# Setting up, and a file of rules, on Telegram

What each person saw, as a test played it (`make test-telegram`). Lena lets the bot into her group, answers some of its
questions, and sends rules of her own, first with mistakes.
"""


class Transcript:
    """What each saw, in the order in which they saw it."""

    def __init__(self, school: School) -> None:
        self._school = school
        self.seen: dict[int, list[str]] = {CHAT: [], SAM: [], PRIYA: [], TOM: []}
        self._shown = 0

    async def says(self, by: int, text: str) -> None:
        await self._school.says(by, text)
        self.seen[CHAT].append(f"{NAMES[by]}: {text}")

    async def writes(self, by: int, text: str) -> None:
        self.seen[by].append(f"*writes to the bot:* {text}")
        await self._school.api.says(by, text)
        await self._school.api.quiet()

    async def asks(self, by: int, text: str, shown: str = "", document: Json | None = None) -> None:
        """In private, and the answer comes."""
        api, before = self._school.api, len(self._school.api.sent)
        self.seen.setdefault(by, []).append(shown or f"*writes to the bot:* {text}")
        more: Json = {} if document is None else {"document": document}
        await api.says(by, text, **more)
        await api.until(lambda: not api.pending and any(each.chat == by for each in api.sent[before:]))
        self.look()

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
        self.look()

    def look(self) -> None:
        """What has come to anybody since."""
        api = self._school.api
        for sent in api.sent[self._shown :]:
            reader = sent.seen_by or sent.chat
            way = "in the group, seen by nobody else" if sent.seen_by is not None else "in private"
            way = "in the group" if reader < 0 else way
            said = indent(sent.text, "> ", lambda _: True)
            labels = " ".join(f"[{label}]" for label, _ in sent.buttons)
            self.seen.setdefault(reader, []).append(
                "\n".join(filter(None, (f"*from the bot, {way}:*\n", said, labels and f"\n{labels}")))
            )
        self._shown = len(api.sent)

    @property
    def _is_settled(self) -> bool:
        due = (each for each in self._school.store.notices.values() if each.due_at <= self._school.now)
        return all(each.state not in {NoticeState.QUEUED, NoticeState.SENDING} for each in due)

    def __str__(self) -> str:
        return self.told(HEAD)

    def told(self, head: str) -> str:
        parts = [head]
        for person, seen in self.seen.items():
            parts.append(f"## {NAMES[person]}\n")
            parts += [f"{each}\n" for each in seen] or ["Nothing.\n"]
        return "\n".join(parts)


@asynccontextmanager
async def a_real_school(folder: Path, api: BotApi | None = None) -> AsyncIterator[School]:
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    api = api or BotApi()
    async with a_school(api, store=ToldStore(api, larkrise()), rulebook=load(folder / "rules.yaml")) as school:
        yield school


async def test_the_page_shows_what_each_person_sees(tmp_path: Path) -> None:
    async with a_real_school(tmp_path) as school:
        story = Transcript(school)
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
        public = school.api.public(school.place)

    assert public == []
    told = str(story)
    if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != told:
        (tmp_path / PAGE.name).write_text(told, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == told, f"if that is as it should be: cp {tmp_path / PAGE.name} docs/"


async def test_the_page_shows_how_it_is_set_up_and_how_rules_are_sent(tmp_path: Path) -> None:
    api = WithFiles()
    async with a_real_school(tmp_path, api) as school:
        story = Transcript(school)
        story.seen.clear()
        await api.lets_in(LENA, api.place(NEW, "Year 4 parents", LENA), as_admin=True)
        await api.until(lambda: not api.pending and bool(api.private(LENA)))
        story.look()
        for words in ANSWERS:
            await story.asks(LENA, words)
        for text in (WITH_MISTAKES, MENDED):
            api.content = text.encode()
            shown = "*sends a file, rules.yaml:*\n\n" + indent(text, "    ").rstrip()
            await story.asks(LENA, "", shown, document={**FILE, "file_size": len(text)})
        await story.asks(LENA, "/apply")

    told = story.told(SETUP_HEAD)
    if not SETUP.is_file() or SETUP.read_text(encoding="utf-8") != told:
        (tmp_path / SETUP.name).write_text(told, encoding="utf-8")
    assert SETUP.read_text(encoding="utf-8") == told, f"if that is as it should be: cp {tmp_path / SETUP.name} docs/"
