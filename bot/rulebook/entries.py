"""The notation of a list's entry: words, (one|or another), and what may be missing?"""

import re
from dataclasses import dataclass
from math import prod
from typing import Literal, TypeAlias

from bot.detectors.nodes import Either, Node, Sequence, Word
from bot.reading.english import English
from bot.reading.phrases import Entry
from bot.rulebook.ordinary import likelihood

Kind = Literal["none", "noun", "verb", "any"]
"""How an entry inflects: the first word of a verb, the last of a noun, either of any."""

_SIGN = re.compile(r"[()|]\??|[^\s()|]+")
_NOTATION = re.compile(r"[()|?]")
# What only patterns have: a gap, not this, a list, any form of a verb, a sentence's beginning and end.
_OF_PATTERNS = re.compile(r"…\d*|!(?=\()|<[a-z-]+>|(?<![^\s(|])(?:=[^\W\d_]+|[\^$](?![^\s)|]))")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to go on, or none."""

    options: "tuple[Row, ...]"
    is_optional: bool = False


Row: TypeAlias = "tuple[Entry | Choice, ...]"
"""Words as they are read, and choices, one after the other."""


def parsed(entry: str, english: English) -> Choice:
    """Raises ValueError when brackets do not fit, there is nothing to look for, or it is a pattern."""
    if strange := _OF_PATTERNS.search(entry):
        raise ValueError(
            f"'{entry[:40]}': a list holds words, (one|or another) and what may be missing?; '{strange[0]}' is for "
            "the patterns of a rule"
        )
    if not _NOTATION.search(entry) and (words := english.read(entry)):  # as most are
        return Choice(((words,),))
    signs = _SIGN.findall(entry)[::-1]
    choice = Choice(_options(signs, entry, english))
    if signs:
        raise ValueError(f"'{entry[:40]}' has a ')' too many")
    if not any(_words(choice)):
        raise ValueError(f"'{entry[:40]}' has no letters to look for")
    return choice


def _options(signs: list[str], entry: str, english: English) -> tuple[Row, ...]:
    options: list[Row] = []
    while True:
        row: list[Entry | Choice] = []
        while signs and signs[-1] not in {"|", ")", ")?"}:
            row.append(_part(signs, entry, english))
        options.append(tuple(row))
        if not signs or signs[-1] != "|":
            return tuple(options)
        signs.pop()


def _part(signs: list[str], entry: str, english: English) -> Entry | Choice:
    sign = signs.pop()
    if sign != "(":
        return Choice(((english.read(sign[:-1]),),), is_optional=True) if sign.endswith("?") else english.read(sign)
    options = _options(signs, entry, english)
    if not signs:
        raise ValueError(f"'{entry[:40]}' has a '(' without its ')'")
    return Choice(options, is_optional=signs.pop() == ")?")


def _words(part: Entry | Choice) -> list[str]:
    if isinstance(part, Choice):
        return [word for row in part.options for each in row for word in _words(each)]
    return list(part)


def ways(part: Entry | Choice) -> int:
    """How often it would have to be written to be written out, at most."""
    if not isinstance(part, Choice):
        return 1
    return part.is_optional + sum(prod(map(ways, row)) for row in part.options)


def may_be_missing(part: Entry | Choice) -> bool:
    """Whether nothing at all is one of its ways."""
    if not isinstance(part, Choice):
        return not part
    return part.is_optional or any(all(map(may_be_missing, row)) for row in part.options)


def written_out(part: Entry | Choice) -> frozenset[Entry]:
    """In every way; the empty one too where all of it may be missing."""
    if not isinstance(part, Choice):
        return frozenset({part})
    found: set[Entry] = {()} if part.is_optional else set()
    for row in part.options:
        so_far: set[Entry] = {()}
        for each in row:
            after = written_out(each)
            so_far = {(*one, *other) for one in so_far for other in after}
        found |= so_far
    return frozenset(found)


class Words:
    """The words of entries and patterns as parts of a pattern, each made once."""

    def __init__(self, english: English) -> None:
        self.english = english
        self._made: dict[tuple[str, Kind], Word] = {}

    @property
    def forms(self) -> set[str]:
        """Of every word made so far."""
        return set().union(*(word.forms for word in self._made.values()))

    def word(self, word: str, kind: Kind) -> Word:
        made = self._made.get((word, kind))
        if made is None:
            forms = frozenset(self.english.forms(word, kind))
            made = self._made[word, kind] = Word.of(forms, sum(map(likelihood, forms)))
        return made

    def node(self, part: Choice, kind: Kind) -> Node:
        """An entry as one part of a pattern, for those that would have to be written too often."""
        return self._node(part, kind if kind != "noun" else "none", kind if kind != "verb" else "none")

    def _node(self, part: Entry | Choice, first: Kind, last: Kind) -> Node:
        """`first` and `last` say how the words at its ends inflect."""
        if isinstance(part, Choice):
            rows = [self._row(row, first, last) for row in part.options]
            return rows[0] if len(rows) == 1 and not part.is_optional else Either(tuple(rows), part.is_optional)
        place = len(part) - 1
        kinds = [first if n == 0 and first != "none" else last if n == place else "none" for n in range(len(part))]
        return sequence([self.word(word, kind) for word, kind in zip(part, kinds, strict=True)])

    def _row(self, row: Row, first: Kind, last: Kind) -> Node:
        place = len(row) - 1
        ends = [(first if n == 0 else "none", last if n == place else "none") for n in range(len(row))]
        return sequence([self._node(each, *kinds) for each, kinds in zip(row, ends, strict=True) if each != ()])


def sequence(nodes: "list[Node] | list[Word]") -> Node:
    return nodes[0] if len(nodes) == 1 else Sequence(tuple(nodes))
