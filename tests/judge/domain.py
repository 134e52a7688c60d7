"""Does every kind of message the domain brief lists come to what it should?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from floor import Figure

from bot.finding import Level, level_of
from bot.message import ChatId, Media, Message, MessageId
from bot.people.register import Register, StaffMember
from bot.report.trial import Trial
from bot.rulebook.book import Rulebook
from bot.rulebook.examples import EXAMPLE_GROUP, example_scene

TABLE = Path(__file__).parents[1] / "data" / "domain.yaml"


@dataclass(frozen=True, slots=True)
class Line:
    id: str
    said: str | tuple[str, ...]
    least: Level
    most: Level
    days: int = 1
    media: frozenset[Media] = frozenset()

    @property
    def is_lookalike(self) -> bool:
        return "-N" in self.id

    @property
    def last(self) -> str:
        return self.said if isinstance(self.said, str) else self.said[-1]

    @property
    def wanted(self) -> str:
        return self.least if self.least is self.most else f"{self.least} to {self.most}"


def table() -> tuple[Register, tuple[Line, ...]]:
    raw = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    staff = [
        StaffMember(key=f"staff:{number}", name=each["name"], role=each["role"], aliases=tuple(each.get("aliases", ())))
        for number, each in enumerate(raw["staff"], 1)
    ]
    return Register(tuple(staff)), tuple(map(_line, raw["lines"]))


def _line(raw: dict[str, Any]) -> Line:
    levels = raw["expect"] if isinstance(raw["expect"], list) else [raw["expect"]]
    said = raw["said"] if isinstance(raw["said"], str) else tuple(raw["said"])
    media = frozenset(map(Media, raw.get("media", ())))
    return Line(raw["line"], said, Level(levels[0]), Level(levels[-1]), raw.get("daily", 1), media)


def level(line: Line, register: Register, book: Rulebook) -> Level:
    """What the last message of it comes to, after whatever it repeats."""
    group = replace(EXAMPLE_GROUP, register=register)
    scene = example_scene(line.said)
    trial, found = Trial(book), Level.NONE
    for day in range(line.days):
        for message in (*scene.recent, scene.message):
            found = level_of(trial.judge(_on(message, day, line.media), group))
    return found


def _on(message: Message, day: int, media: frozenset[Media]) -> Message:
    moved = message.sent_at + timedelta(days=day)
    return replace(message, id=MessageId(f"{message.id}-{day}"), chat=ChatId("domain"), sent_at=moved, media=media)


def wrong(book: Rulebook) -> Iterator[tuple[Line, Level]]:
    register, lines = table()
    for line in lines:
        found = level(line, register, book)
        if not line.least.rank <= found.rank <= line.most.rank:
            yield line, found


def figures(book: Rulebook, told: Callable[[str], None]) -> Iterator[Figure]:
    _, lines = table()
    missed = list(wrong(book))
    for line, found in missed:
        told(f"  {line.id:7} {found} instead of {line.wanted}: {line.last}")
    for what, is_lookalike in (("the domain's patterns", False), ("the domain's look-alikes", True)):
        yield Figure(
            what=what,
            wrong=sum(line.is_lookalike is is_lookalike for line, _ in missed),
            of=sum(line.is_lookalike is is_lookalike for line in lines),
        )
