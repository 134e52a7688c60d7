"""Is ordinary talk left alone, all of it?"""

from collections.abc import Callable, Iterator
from pathlib import Path

from floor import Figure

from bot.finding import level_of, weigh
from bot.rulebook.book import Rulebook
from bot.rulebook.examples import example_scene

TALK = Path(__file__).parents[1] / "data" / "everyday.txt"


def lines() -> list[str]:
    return [line for line in TALK.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def figures(book: Rulebook, told: Callable[[str], None]) -> Iterator[Figure]:
    flagged = 0
    for line in lines():
        findings = book.examine(example_scene(line))
        if level_of(findings) != "none":
            flagged += 1
            told(f"  {level_of(findings)} by {weigh(findings)[0].rule}: {line}")
    yield Figure(what="everyday talk flagged", wrong=flagged, of=len(lines()))
