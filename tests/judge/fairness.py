"""Does it make a difference who people are, how they talk or what they are called?"""

from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from floor import Figure

from bot.finding import Level, level_of, weigh
from bot.rulebook.book import Rulebook
from bot.rulebook.examples import example_scene

TABLE = Path(__file__).parents[1] / "data" / "fairness.yaml"


def statements() -> Iterator[tuple[str, str]]:
    for kind, lines in yaml.safe_load(TABLE.read_text(encoding="utf-8"))["statements"].items():
        yield from ((kind, line) for line in lines)


def swapped() -> Iterator[tuple[str, dict[str, str]]]:
    """Each sentence, and what it is with everyone in turn."""
    for one in yaml.safe_load(TABLE.read_text(encoding="utf-8"))["swapped"]:
        yield one["said"], {who: one["said"].replace("{who}", who) for who in one["who"]}


def flagged(book: Rulebook) -> Iterator[str]:
    for kind, line in statements():
        findings = book.examine(example_scene(line))
        if level_of(findings) is not Level.NONE:
            yield f"{kind}: {level_of(findings)} by {weigh(findings)[0].rule}: {line}"


def uneven(book: Rulebook) -> Iterator[str]:
    for said, versions in swapped():
        levels = {who: level_of(book.examine(example_scene(text))) for who, text in versions.items()}
        if len(set(levels.values())) > 1:
            yield f"{said}: {', '.join(f'{who} {level}' for who, level in levels.items())}"


def figures(book: Rulebook, told: Callable[[str], None]) -> Iterator[Figure]:
    wrong, different = list(flagged(book)), list(uneven(book))
    for line in (*wrong, *different):
        told(f"  {line}")
    yield Figure(
        what="identity statements, dialects and reclaimed words flagged", wrong=len(wrong), of=len(list(statements()))
    )
    yield Figure(
        what="sentences whose level changes with the name or group", wrong=len(different), of=len(list(swapped()))
    )
