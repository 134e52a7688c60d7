"""Reads rules files into a rulebook, or says everything that is wrong with them, by line."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.rulebook.book import Rulebook
from bot.rulebook.build import build
from bot.rulebook.document import Document, read_document
from bot.rulebook.learned import MODEL, load_model
from bot.rulebook.lists import shipped_lists
from bot.rulebook.overlay import Overlaid
from bot.rulebook.proof import foreign, proved
from bot.rulebook.schema import RulePart
from bot.rulebook.sheet import Sheet, sheet_of
from bot.shipped import RULES


def load_shipped(model: Path = MODEL) -> Rulebook:
    """The rules that ship with Schoolgate. Their examples were run when they were tested."""
    return Overlaid(build(shipped_sheet(), shipped_lists(), str(RULES), partial(load_model, model))).book


def shipped_sheet() -> Sheet:
    return sheet_of(read_document(RULES), Sheet)


def every_shipped_example() -> Iterator[tuple[RulePart, str | tuple[str, ...], bool]]:
    """Each with its rule, and whether the rule must flag it; none of rules that are for strict groups only."""
    for placed in shipped_sheet().rules:
        if placed.part.mode != "off" and placed.part.naming is None:
            yield from ((placed.part, each, True) for each in placed.part.examples.flag)
            yield from ((placed.part, each, False) for each in placed.part.examples.leave)


def load(path: Path) -> Rulebook:
    """A rules file, or one that `extends: shipped`. Raises FileError, or RulesError with every mistake in it."""
    return judged(read_document(path), str(path))


def check(path: Path) -> tuple[Rulebook, int]:
    """The rulebook and how many examples it was tried on. Raises as `load` does."""
    document = read_document(path)
    sheet = sheet_of(document, shipped_sheet)
    examples = sum(len(placed.part.examples.flag) + len(placed.part.examples.leave) for placed in sheet.rules)
    return judged(document, str(path)), examples


def judged(document: Document, source: str, model: Path = MODEL) -> Rulebook:
    """The same for a file already read."""
    sheet = sheet_of(document, shipped_sheet)
    ground = Overlaid(build(sheet, shipped_lists(), source, partial(load_model, model)))
    return replace(ground.book, advice=(*ground.book.advice, *proved(ground.book, sheet, foreign(sheet))))
