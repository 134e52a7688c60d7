"""The labelled cases as the reader sees them, each with what the rules alone make of it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.exported import open_chat_file
from bot.chatfile import Spoken
from bot.detectors.page import Page
from bot.detectors.sight import Sight, sight
from bot.finding import Concern, Level, level_of
from bot.ladder.weighing import hear
from bot.memory import Memory
from bot.people.load import load_registers
from bot.people.target import People
from bot.reading.phrases import Parts
from bot.report.groups import Groups
from bot.rulebook.build import listed_words
from bot.rulebook.lists import shipped_lists
from bot.rulebook.book import Rulebook
from bot.rulebook.examples import example_scene
from bot.rulebook.load import every_shipped_example, load_shipped
from bot.rulebook.patterns import Grammar
from bot.shipped import DATA

CASES = DATA / "training"
NONE = "none"
LEARNED = frozenset(Concern) - {Concern.RUMOUR, Concern.RECORDING}
"""Concerns there are labelled cases of."""
_NO_MODEL = Path("no model")  # the rules alone: what was learned before must not teach what is learned now


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    file: str
    number: int
    """Its place in the file: neighbours are often pairs."""
    label: str
    is_urgent: bool
    seen: Sight
    by_rules: Level


def known_words() -> frozenset[str]:
    return listed_words(Grammar(shipped_lists(), Parts()))


def read_cases(done: Callable[[int], None]) -> Iterator[Case]:
    """`done` is told after every case how many there were in all."""
    book, known = load_shipped(_NO_MODEL), known_words()
    registers = load_registers(CASES / "registers.json")
    groups = Groups({name: (one.school, one.register) for name, one in registers.items()}, wanted=None, source="cases")
    total = 0
    for path in sorted(CASES.glob("*.jsonl")):
        wanted = {one["id"]: one for line in path.open(encoding="utf-8") if (one := json.loads(line))}
        memory, conversation, number = Memory(), None, 0
        for entry in open_chat_file(path, groups).read(lambda _: None):
            if not isinstance(entry, Spoken):
                raise ValueError(f"{path}: cannot be read: {entry}")  # noqa: TRY004  # the file is wrong, not a type
            if entry.conversation != conversation:
                memory, conversation = Memory(), entry.conversation
            case = wanted[str(conversation)]
            if int(entry.label) > case["judge"]:
                continue
            group = groups(entry.message.group)
            scene = memory.scene(entry.message, group)
            memory.remember(entry.message)
            if int(entry.label) == case["judge"]:
                reading = book.read(scene.message.text)
                page = Page(reading, People(reading, scene, book.reader, book.ordinary))
                heard = hear(book.examine(scene), group=group, message=scene.message, now=scene.message.sent_at)
                expected = case["expect"]
                number, total = number + 1, total + 1
                yield Case(
                    id=case["id"],
                    file=path.stem,
                    number=number,
                    label=_label(expected),
                    is_urgent=expected["act"] == "escalate_now",
                    seen=sight(page, known),
                    by_rules=level_of(heard),
                )
                done(total)
    yield from _examples(book, known, total, done)


def _examples(book: Rulebook, known: frozenset[str], total: int, done: Callable[[int], None]) -> Iterator[Case]:
    """What the rules' authors say their rules must flag, and what they and every other rule leave alone."""
    for number, (rule, example, is_flagged) in enumerate(every_shipped_example(), start=1):
        scene = example_scene(example)
        is_clear = rule.concern in LEARNED if is_flagged else not book.examine(scene)
        if not is_clear:
            continue
        reading = book.read(scene.message.text)
        page = Page(reading, People(reading, scene, book.reader, book.ordinary))
        yield Case(
            id=f"{rule.id}-{number}",
            file="examples",
            number=number,
            label=rule.concern.value if is_flagged else NONE,
            is_urgent=is_flagged and rule.level in {Level.LOOK, Level.SERIOUS, Level.DANGER},
            seen=sight(page, known),
            by_rules=rule.level if is_flagged else Level.NONE,
        )
        done(total + number)


def _label(expected: dict[str, str]) -> str:
    """An adult said to have hurt a child is a child at risk; other labels are concerns already."""
    concern = expected["concern"].replace("self_harm_or_risk", Concern.RISK)
    is_urgent = expected["act"] == "escalate_now"
    return Concern.CHILD.value if concern == Concern.ACCUSATION and is_urgent else concern
