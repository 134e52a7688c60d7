"""Do these words stand in the message, in this order?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from bot.detectors.page import Needs, Page
from bot.finding import TargetKind
from bot.people.mentions import How

# What only the message itself can tell; written like a list.
LIVE = frozenset("person named them you staff pupil parent family".split())


class Node(Protocol):
    """One part of a pattern."""

    def ends(self, page: Page, at: int, stop: int) -> Iterator[int]:
        """Where it may end when it begins at token `at`; never past `stop`."""
        ...

    def needs(self) -> Needs | None:
        """Words and lists one of which any match must hold; None when it can do without."""
        ...

    def begins(self) -> Needs | None:
        """Words and lists one of which any match must begin with; None when it may begin with anything."""
        ...


@dataclass(frozen=True, slots=True)
class Word:
    forms: frozenset[str]

    def ends(self, page: Page, at: int, stop: int) -> Iterator[int]:
        if at < stop and page.reading.tokens[at].text in self.forms:
            yield at + 1

    def needs(self) -> Needs | None:
        return Needs(self.forms, frozenset())

    begins = needs


@dataclass(frozen=True, slots=True)
class Listed:
    name: str

    def ends(self, page: Page, at: int, stop: int) -> Iterator[int]:
        return (end for end in page.reading.ends(self.name, at) if end <= stop)

    def needs(self) -> Needs | None:
        return Needs(frozenset(), frozenset({self.name}))

    begins = needs


@dataclass(frozen=True, slots=True)
class Live:
    name: str

    def ends(self, page: Page, at: int, stop: int) -> Iterator[int]:
        mention = page.people.by_first.get(at)
        if mention and mention.last <= stop and self._is_meant(page, at):
            yield mention.last

    def _is_meant(self, page: Page, at: int) -> bool:
        mention = page.people.by_first[at]
        match self.name:
            case "family":
                return mention.target is None
            case "person":
                return page.people.resolve(mention) is not None
            case "named":
                return mention.how >= How.ROLE and mention.target is not None
            case "you":
                return mention.how is How.YOU
            case "them":
                is_third = mention.how not in {How.YOU, How.GUESS}
                return is_third and page.people.resolve(mention) is not None
            case kind:
                target = page.people.resolve(mention)
                return target is not None and target.kind is TargetKind(kind)

    def needs(self) -> Needs | None:
        return None

    begins = needs


@dataclass(frozen=True, slots=True)
class Gap:
    most: int

    def ends(self, page: Page, at: int, stop: int) -> Iterator[int]:  # noqa: ARG002  # a gap holds any words
        return iter(range(at, min(stop, at + self.most) + 1))

    def needs(self) -> Needs | None:
        return None

    begins = needs


@dataclass(frozen=True, slots=True)
class Edge:
    is_start: bool

    def ends(self, page: Page, at: int, stop: int) -> Iterator[int]:
        tokens = page.reading.tokens
        if self.is_start:
            is_here = at == 0 or tokens[at - 1].sentence != tokens[at].sentence if at < len(tokens) else False
        else:
            is_here = at == stop
        if is_here:
            yield at

    def needs(self) -> Needs | None:
        return None

    begins = needs


@dataclass(frozen=True, slots=True)
class Without:
    node: "Node"

    def ends(self, page: Page, at: int, stop: int) -> Iterator[int]:
        if next(self.node.ends(page, at, stop), None) is None:
            yield at

    def needs(self) -> Needs | None:
        return None

    begins = needs


@dataclass(frozen=True, slots=True)
class Either:
    nodes: tuple["Node", ...]
    is_optional: bool = False
    by_word: Mapping[str, tuple["Node", ...]] = field(default_factory=dict)
    """Those of `nodes` that begin with a word, by that word; a message tries no others."""
    others: tuple["Node", ...] = ()

    @classmethod
    def of(cls, nodes: tuple["Node", ...], *, is_optional: bool = False) -> "Either":
        by_word: dict[str, list[Node]] = {}
        others: list[Node] = []
        for node in nodes:
            begins = node.begins()
            if begins is None or begins.lists:
                others.append(node)
                continue
            for word in begins.words:
                by_word.setdefault(word, []).append(node)
        return cls(nodes, is_optional, {word: tuple(found) for word, found in by_word.items()}, tuple(others))

    def ends(self, page: Page, at: int, stop: int) -> Iterator[int]:
        seen: set[int] = set()
        named = self.by_word.get(page.reading.tokens[at].text, ()) if at < stop else ()
        for node in (*named, *self.others):
            for end in node.ends(page, at, stop):
                if end not in seen:
                    seen.add(end)
                    yield end
        if self.is_optional and at not in seen:
            yield at

    def needs(self) -> Needs | None:
        return self._united([node.needs() for node in self.nodes])

    def begins(self) -> Needs | None:
        return self._united([node.begins() for node in self.nodes])

    def _united(self, parts: list[Needs | None]) -> Needs | None:
        if self.is_optional or None in parts:
            return None
        return Needs(
            frozenset().union(*(part.words for part in parts if part)),
            frozenset().union(*(part.lists for part in parts if part)),
        )


@dataclass(frozen=True, slots=True)
class Sequence:
    nodes: tuple["Node", ...]

    def ends(self, page: Page, at: int, stop: int) -> Iterator[int]:
        reached = {at}
        for node in self.nodes:
            reached = {end for start in reached for end in node.ends(page, start, stop)}
            if not reached:
                return iter(())
        return iter(sorted(reached))

    def needs(self) -> Needs | None:
        """The part fewest messages have."""
        return min(self.all_needs, key=lambda part: part.commonness, default=None)

    def begins(self) -> Needs | None:
        return self.nodes[0].begins()

    @property
    def all_needs(self) -> tuple[Needs, ...]:
        return tuple(needs for node in self.nodes if (needs := node.needs()))


Match: TypeAlias = tuple[int, int]
"""[first, last) tokens."""


@dataclass(frozen=True, slots=True)
class Pattern:
    text: str
    node: Sequence
    needs: tuple[Needs, ...]
    """Every one must be met in a sentence before the words' order is looked at."""
    begins: Needs | None

    def find(self, page: Page) -> Iterator[Match]:
        """Left to right, the shortest at each beginning, none overlapping."""
        for sentence in page.sentences:
            if not all(needs.are_met(sentence) for needs in self.needs):
                continue
            at, stop = sentence.first, sentence.stop
            while at < stop:
                if self.begins and not self.begins.are_at(page.reading, at):
                    at += 1
                    continue
                end = next((end for end in self.node.ends(page, at, stop) if end > at), None)
                if end is None:
                    at += 1
                else:
                    yield at, end
                    at = end


def words_of(node: Node) -> Iterator[str]:
    """Every single word a pattern looks for."""
    match node:
        case Word(forms):
            yield from forms
        case Either(nodes) | Sequence(nodes):
            for part in nodes:
                yield from words_of(part)
        case Without(part):
            yield from words_of(part)
        case _:
            return
