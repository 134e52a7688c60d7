"""What a pattern is made of: words, lists, gaps, alternatives, and what only the message itself can tell."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from bot.detectors.page import Page
from bot.finding import TargetKind
from bot.people.mentions import How, Mention
from bot.reading.phrases import Needs

# What only the message itself can tell; written like a list.
LIVE = frozenset("person named them you staff pupil parent family".split())
LONGEST_MENTION = 16  # words; the longest name on a register has a hundred letters
SPELT_OUT = 32  # ways to say a part of a pattern that are looked up as a whole; of more, only the rarest word is

NOTHING = Needs(frozenset({()}), likelihood=1.0)
"""Says nothing at all."""
SOMEBODY = Needs(lists=frozenset({"<somebody>"}))
"""Begins with whom the message speaks of; no list is called so."""


class Node(Protocol):
    """One part of a pattern."""

    @property
    def width(self) -> int:
        """Words it may reach over at most."""
        ...

    @property
    def spelt(self) -> Needs | None:
        """Exactly what it matches, nothing at all too where it may be missing; None when that is no short list."""
        ...

    @property
    def needs(self) -> Needs | None:
        """What any match must hold; None when it can do without."""
        ...

    @property
    def begins(self) -> Needs | None:
        """What any match must begin with; None when it may begin with anything."""
        ...

    def ends(self, page: Page, at: int, stop: int) -> Collection[int]:
        """Where it may end when it begins at word `at`; never past `stop`. In no order, some perhaps twice."""
        ...


@dataclass(frozen=True, slots=True)
class Word:
    forms: frozenset[str]
    spelt: Needs
    width: int = 1

    @classmethod
    def of(cls, forms: frozenset[str], likelihood: float) -> "Word":
        return cls(forms, Needs(frozenset((form,) for form in forms), likelihood=likelihood))

    @property
    def needs(self) -> Needs:
        return self.spelt

    @property
    def begins(self) -> Needs:
        return self.spelt

    def ends(self, page: Page, at: int, stop: int) -> Collection[int]:
        return (at + 1,) if at < stop and page.reading.words[at] in self.forms else ()


@dataclass(frozen=True, slots=True)
class Listed:
    name: str
    width: int
    """Words of its longest entry."""
    needs: Needs
    longer: "Either | None" = None
    """Its entries that are looked for as a pattern would be."""
    spelt: Needs | None = None

    @property
    def begins(self) -> Needs | None:
        if self.longer is None:
            return self.needs
        return None if self.longer.begins is None else Needs(lists=frozenset({self.name})) | self.longer.begins

    def ends(self, page: Page, at: int, stop: int) -> Collection[int]:
        found = [end for end in page.reading.ends(self.name, at) if end <= stop]
        return found if self.longer is None else (*found, *self.longer.ends(page, at, stop))


@dataclass(frozen=True, slots=True)
class Live:
    name: str
    width: int = LONGEST_MENTION
    spelt: Needs | None = None
    needs: Needs | None = None
    begins: Needs | None = SOMEBODY

    def ends(self, page: Page, at: int, stop: int) -> Collection[int]:
        mention = page.people.by_first.get(at)
        if mention is None or not self._is_meant(page, mention):
            return ()
        return [end for end in (mention.last, mention.name_ends) if end is not None and end <= stop]

    def _is_meant(self, page: Page, mention: Mention) -> bool:
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


@dataclass(frozen=True, slots=True)
class Gap:
    width: int
    spelt: Needs | None = None
    needs: Needs | None = None
    begins: Needs | None = None

    def ends(self, page: Page, at: int, stop: int) -> Collection[int]:  # noqa: ARG002  # a gap holds any words
        return range(at, min(stop, at + self.width) + 1)


@dataclass(frozen=True, slots=True)
class Edge:
    is_start: bool
    width: int = 0
    spelt: Needs | None = None
    needs: Needs | None = None
    begins: Needs | None = None

    def ends(self, page: Page, at: int, stop: int) -> Collection[int]:
        is_here = at == page.reading.sentence_at(at)[0] and at < len(page.reading) if self.is_start else at == stop
        return (at,) if is_here else ()


@dataclass(frozen=True, slots=True)
class Without:
    node: Node
    width: int = 0
    spelt: Needs | None = None
    needs: Needs | None = None
    begins: Needs | None = None

    def ends(self, page: Page, at: int, stop: int) -> Collection[int]:
        return () if self.node.ends(page, at, stop) else (at,)


@dataclass(frozen=True)
class Either:
    nodes: tuple[Node, ...]
    is_optional: bool = False

    @property
    def width(self) -> int:
        return max(node.width for node in self.nodes)

    @cached_property
    def spelt(self) -> Needs | None:
        every = _united([node.spelt for node in self.nodes])
        return every | NOTHING if every and self.is_optional else every

    @cached_property
    def needs(self) -> Needs | None:
        return None if self.is_optional else _united([node.needs for node in self.nodes])

    @cached_property
    def begins(self) -> Needs | None:
        return None if self.is_optional else _united([node.begins for node in self.nodes])

    def ends(self, page: Page, at: int, stop: int) -> Collection[int]:
        by_word, others = self._by_word
        seen: set[int] = {at} if self.is_optional else set()
        for node in by_word.get(page.reading.words[at], ()) if at < stop else ():
            seen.update(node.ends(page, at, stop))
        for node in others:
            seen.update(node.ends(page, at, stop))
        return seen

    @cached_property
    def _by_word(self) -> tuple[Mapping[str, list[Node]], list[Node]]:
        """Those that begin with a word, by that word, for a message tries no others; and the rest."""
        by_word: dict[str, list[Node]] = {}
        others: list[Node] = []
        for node in self.nodes:
            begins = node.begins
            if begins is None or begins.lists:
                others.append(node)
                continue
            for word in {phrase[0] for phrase in begins.phrases}:
                by_word.setdefault(word, []).append(node)
        return by_word, others


@dataclass(frozen=True)
class Sequence:
    nodes: tuple[Node, ...]

    @property
    def width(self) -> int:
        return sum(node.width for node in self.nodes)

    @cached_property
    def spelt(self) -> Needs | None:
        every: Needs | None = NOTHING
        for node in self.nodes:
            every = _followed(every, node.spelt)
        return every

    @property
    def needs(self) -> Needs | None:
        """The part fewest messages have."""
        return min(self.all_needs, key=lambda part: part.likelihood, default=None)

    @cached_property
    def begins(self) -> Needs | None:
        lead = next((place for place, node in enumerate(self.nodes) if not isinstance(node, Without)), 0)
        first = self.nodes[lead]
        return first.begins if _followed(NOTHING, first.spelt) is None else self._parts[lead]

    @cached_property
    def all_needs(self) -> tuple[Needs, ...]:
        return tuple(part for part in self._parts if part)

    @cached_property
    def _parts(self) -> tuple[Needs | None, ...]:
        """What each run of its nodes needs: words that follow each other are looked up as one phrase."""
        parts: list[Needs | None] = []
        run = NOTHING
        for node in self.nodes:
            longer = _followed(run, node.spelt)
            if longer is None:
                parts += _needed(run)
                run = NOTHING
                longer = _followed(run, node.spelt)
            if longer is None:
                parts.append(node.needs)
            else:
                run = longer
        return (*parts, *_needed(run))

    def ends(self, page: Page, at: int, stop: int) -> Collection[int]:
        reached: Collection[int] = (at,)
        for node in self.nodes:
            if len(reached) == 1:
                (start,) = reached
                reached = node.ends(page, start, stop)
            else:
                reached = {end for start in set(reached) for end in node.ends(page, start, stop)}
            if not reached:
                break
        return reached


def _united(parts: list[Needs | None]) -> Needs | None:
    known = [part for part in parts if part is not None]
    return Needs.any_of(known) if len(known) == len(parts) else None


def _followed(before: Needs | None, after: Needs | None) -> Needs | None:
    """One after the other; None when there are too many ways."""
    if before is None or after is None or len(before.phrases) * len(after.phrases) > SPELT_OUT:
        return None
    ways = frozenset((*one, *other) for one in before.phrases for other in after.phrases)
    return Needs(ways, likelihood=before.likelihood * after.likelihood)


def _needed(run: Needs) -> list[Needs | None]:
    """What could be empty is not needed."""
    if run == NOTHING:
        return []
    return [None if () in run.phrases else run]
