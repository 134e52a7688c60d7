"""Reads the stories and plays them on any stage: in the core alone, or behind a platform's own server."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Protocol

import yaml
from builders import GROUP, LENA, LONDON, PRIYA, TOM
from pydantic import BaseModel, ConfigDict
from shipped import shipped
from world import says

from bot.desk.answers import Answer
from bot.group import Mode
from bot.message import Media, MemberId
from bot.notice import Choice
from bot.ports import Store
from bot.rulebook.book import Rulebook
from bot.rulebook.load import load

STORIES = Path(__file__).parent / "stories"
SHIPPED = "shipped"
UNITS = {"minute": 1, "hour": 60, "day": 1440}
ROUND = timedelta(minutes=15)
"""How long the courier rests at most when nothing is due; in spans of many hours, a 24th of them."""


class Step(BaseModel):
    """One thing done, and everything that comes of it: whoever is not named in `sees` sees nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: str | None = None
    """Name: words"""
    carries: frozenset[Media] = frozenset()
    """What is said comes with this: a poll, a photo."""
    forwarded: bool = False
    answers: int | None = None
    """What is said replies to this message."""
    edits: str | None = None
    """The message's number, in the order of saying: its new words"""
    deletes: int | None = None
    again: int | None = None
    """The platform delivers the same update a second time."""
    restarts: bool = False
    """The bot stops and begins anew: what it had only in memory is gone."""
    presses: str | None = None
    """Name: button, or Name: button: own words"""
    waits: str | None = None
    """2 days, or until 07:00"""
    asks: str | None = None
    """Name: command: words; with report and why, what stands after the command is the message's number, if any."""
    opens: str | None = None
    """Name looks into their mailbox."""
    blocks: str | None = None

    hears: str | None = None
    """How the answer begins, to whoever pressed or asked."""
    reads: list[str] = []
    """Some words of that answer."""
    never_reads: list[str] = []
    sees: dict[str, list[str]] = {}
    """What each person is sent, in order: each letter's kind, or its kind: some of its words."""
    answer: Answer | None = None
    counts: dict[str, list[str]] = {}
    cases: list[str] | None = None
    taken_down: list[int] | None = None
    paused: list[str] | None = None
    """Who may not post now."""
    posted: int | None = None
    """How often the bot has spoken to everybody."""


class Story(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    story: str
    starts: datetime
    rules: str | None = None
    """`shipped`, or the stories' own."""
    mode: Mode = Mode.LIVE
    deputy: str | None = None
    admins: list[str] = [PRIYA.name, TOM.name, LENA.name]
    steps: list[Step]

    @property
    def begins(self) -> datetime:
        return self.starts.replace(tzinfo=LONDON)


def paths() -> tuple[Path, ...]:
    return tuple(sorted(path for path in STORIES.glob("*.yaml") if path.name != "rules.yaml"))


def read(path: Path) -> Story:
    return Story.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@cache
def _own_rules() -> Rulebook:
    return load(STORIES / "rules.yaml")


def rules_of(story: Story) -> Rulebook:
    return shipped() if story.rules == SHIPPED else _own_rules()


@dataclass(frozen=True, slots=True)
class Sight:
    """Something one person is shown unasked, or finds in their mailbox."""

    to: str
    kind: str
    text: str


class Stage(Protocol):
    """Where a story is played. Whatever is done there, everything due is delivered before it returns.

    A message goes by its number, in the order of saying.
    """

    @property
    def store(self) -> Store: ...

    @property
    def now(self) -> datetime: ...

    async def says(self, name: str, words: str, step: Step) -> None: ...

    async def edits(self, number: int, words: str) -> None: ...

    async def deletes(self, number: int) -> None: ...

    async def again(self, number: int) -> None:
        """The platform delivers it a second time."""
        ...

    async def restarts(self) -> None: ...

    async def at(self, moment: datetime) -> None:
        """The clock stands there now."""
        ...

    async def presses(self, name: str, choice: Choice, words: str | None) -> str: ...

    async def asks(self, name: str, command: str, words: str, about: int | None) -> str: ...

    async def opens(self, name: str) -> None:
        """Their mailbox."""
        ...

    async def blocks(self, name: str) -> None:
        """No private way leads to them from now on."""
        ...

    def number_of(self, name: str) -> MemberId: ...

    def seen(self) -> tuple[Sight, ...]:
        """By anybody, since it was asked last."""
        ...

    @property
    def posted(self) -> int:
        """How often the bot has spoken to everybody."""
        ...

    @property
    def taken_down(self) -> list[int]: ...

    @property
    def paused(self) -> list[str]:
        """Who may not post now."""
        ...


async def play(story: Story, stage: Stage) -> None:
    for number, step in enumerate(story.steps, start=1):
        try:
            await _play(step, stage)
        except AssertionError as error:
            error.add_note(f"in step {number} of {story.story!r}: {step.model_dump(exclude_defaults=True)}")
            raise


async def _play(step: Step, stage: Stage) -> None:
    answer = await _act(step, stage)
    seen = _seen(step, stage)
    assert seen == {name: tuple(parts) for name, parts in step.sees.items()}, f"people saw {seen}"
    if step.hears is not None:
        assert answer.startswith(step.hears), f"the answer was {answer}"
    for words in step.reads:
        assert words in answer, f"the answer was {answer}"
    for words in step.never_reads:
        assert words not in answer, f"the answer was {answer}"
    if step.answer is not None:
        assert answer == says(step.answer), f"the answer was {answer}"
    for name, counts in step.counts.items():
        since = stage.now - timedelta(days=60)
        history = await stage.store.history(GROUP, stage.number_of(name), since)
        found = [incident.count.value for incident in history]
        assert found == counts, f"{name}'s counts are {found}"
    if step.cases is not None:
        cases = [case.kind.value for case in await stage.store.open_cases(GROUP)]
        assert cases == step.cases, f"the open cases are {cases}"
    if step.paused is not None:
        assert stage.paused == step.paused
    if step.posted is not None:
        assert stage.posted == step.posted
    if step.taken_down is not None:
        assert stage.taken_down == step.taken_down


async def _act(step: Step, stage: Stage) -> str:
    """The answer, to whoever pressed or asked."""
    if step.says is not None:
        await stage.says(*_split(step.says), step)
    elif step.edits is not None:
        number, words = _split(step.edits)
        await stage.edits(int(number), words)
    elif step.deletes is not None:
        await stage.deletes(step.deletes)
    elif step.again is not None:
        await stage.again(step.again)
    elif step.restarts:
        await stage.restarts()
    elif step.waits is not None:
        await _wait(step.waits, stage)
    else:
        return await _turn_to_the_bot(step, stage)
    return ""


async def _turn_to_the_bot(step: Step, stage: Stage) -> str:
    if step.presses is not None:
        name, rest = _split(step.presses)
        button, _, words = rest.partition(": ")
        return await stage.presses(name, Choice(button), words or None)
    if step.asks is not None:
        return await _ask(step.asks, stage)
    if step.opens is not None:
        await stage.opens(step.opens)
    if step.blocks is not None:
        await stage.blocks(step.blocks)
    return ""


async def _ask(asked: str, stage: Stage) -> str:
    name, rest = _split(asked)
    command, _, words = rest.partition(": ")
    command, _, number = command.partition(" ")
    if command == "cases":
        return await stage.asks(name, command, number, None)
    return await stage.asks(name, command, words, int(number) if number else None)


async def _wait(span: str, stage: Stage) -> None:
    if span.startswith("until "):
        here = stage.now.astimezone(LONDON)
        wanted = datetime.combine(here.date(), time.fromisoformat(span.removeprefix("until ")), tzinfo=LONDON)
        end = wanted if wanted > here else wanted + timedelta(days=1)
    else:
        amount, unit = span.split()
        end = stage.now + timedelta(minutes=int(amount) * UNITS[unit.removesuffix("s")])
    most = max(ROUND, (end - stage.now) / 24)
    while stage.now < end:
        due = [notice.due_at for notice in await stage.store.due(end)]
        await stage.at(min([end, stage.now + most, *(moment for moment in due if moment > stage.now)]))


def _seen(step: Step, stage: Stage) -> dict[str, tuple[str, ...]]:
    """Who has seen what since the last step: each letter as the story calls it, or else in full."""
    sights: defaultdict[str, list[Sight]] = defaultdict(list)
    for sight in stage.seen():
        sights[sight.to].append(sight)
    found: dict[str, tuple[str, ...]] = {}
    for who, received in sights.items():
        called = step.sees.get(who, [])
        found[who] = tuple(_called(*each) for each in zip_longest(received, called[: len(received)]))
    return found


def _called(sight: Sight, expected: str | None) -> str:
    kind, _, words = (expected or "").partition(": ")
    return str(expected) if sight.kind == kind and words in sight.text else f"{sight.kind}: {sight.text}"


def _split(line: str) -> tuple[str, str]:
    name, _, rest = line.partition(": ")
    return name, rest
