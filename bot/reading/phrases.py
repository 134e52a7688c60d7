"""One automaton over every word list and every part of a pattern: which of them stand where in a message?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import itemgetter, or_
from typing import NamedTuple, Protocol, TypeAlias

from ahocorasick_rs import BytesAhoCorasick

Entry = tuple[str, ...]
"""Words in order, in the form a reading has them."""
Hits = Mapping[str, Mapping[int, tuple[int, ...]]]
"""For each list with a hit: the word where an entry begins, and the words just after its ends, longest first."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What something cannot do without: one of these phrases, or of the entries of these lists."""

    phrases: frozenset[Entry] = frozenset()
    lists: frozenset[str] = frozenset()
    likelihood: float = field(default=0.0, compare=False)
    """In how large a share of messages one of them stands; an estimate."""

    def __or__(self, other: "Needs") -> "Needs":
        return Needs.any_of((self, other))

    def without(self, other: "Needs") -> "Needs":
        return Needs(self.phrases - other.phrases, self.lists - other.lists, self.likelihood)

    @classmethod
    def any_of(cls, parts: "Collection[Needs]") -> "Needs":
        phrases = frozenset[Entry]().union(*(part.phrases for part in parts))
        lists = frozenset[str]().union(*(part.lists for part in parts))
        return cls(phrases, lists, sum(part.likelihood for part in parts))


class Parts:
    """Gives every distinct need of the patterns of one rulebook a number."""

    def __init__(self, shared: "Parts | None" = None) -> None:
        """`shared` has its numbers already and is left as it is."""
        self._shared = shared
        self._first = 0 if shared is None else len(shared)
        self._numbers: dict[Needs, int] = {}

    def number(self, needs: Needs) -> int:
        if self._shared is not None and needs in self._shared:
            return self._shared.number(needs)
        return self._numbers.setdefault(needs, len(self))

    def __contains__(self, needs: Needs) -> bool:
        return needs in self._numbers or (self._shared is not None and needs in self._shared)

    def __iter__(self) -> Iterator[tuple[Needs, int]]:
        """Its own, each with its number: not those it shares."""
        return iter(self._numbers.items())

    def __len__(self) -> int:
        return self._first + len(self._numbers)


def bits(numbers: Iterable[int]) -> int:
    """One for each part."""
    return reduce(or_, (1 << number for number in numbers), 0)


class Key(NamedTuple):
    """One phrase the automaton knows."""

    length: int
    lists: tuple[str, ...] = ()
    parts: frozenset[int] = frozenset()
    """The numbers of those it satisfies."""
    bits: int = 0
    """The same as bits."""

    def with_parts(self, more: Collection[int]) -> "Key":
        return self._replace(parts=self.parts.union(more), bits=self.bits | bits(more))


class Keys(Protocol):
    """By their numbers."""

    def __getitem__(self, number: int, /) -> Key: ...


Find: TypeAlias = tuple[int, Key]
"""A key and the word where it begins."""


def view(words: Sequence[str]) -> bytes:
    """Words as the automaton sees them."""
    return f" {' '.join(words)} ".encode("utf-8", "replace")


class Phrases:
    def __init__(self, lists: Mapping[str, Collection[Entry]], parts: Parts) -> None:
        names: dict[Entry, tuple[str, ...]] = {}
        met: defaultdict[Entry, list[int]] = defaultdict(list)
        met_by_list: dict[str, list[int]] = {name: [] for name in lists}
        for needs, number in parts:
            for name in needs.lists:
                met_by_list[name].append(number)
            for phrase in needs.phrases:
                met[phrase].append(number)
        for name, entries in lists.items():
            own, numbers = (name,), met_by_list[name]
            for entry in entries:
                names[entry] = names[entry] + own if entry in names else own
                if numbers:
                    met[entry] += numbers
        phrases = [*names, *(met.keys() - names.keys())]
        # Most phrases are alike but for their words: what they mean is made once.
        kinds = [(len(phrase), names.get(phrase, ()), tuple(met.get(phrase, ()))) for phrase in phrases]
        made = {kind: Key(kind[0], kind[1]).with_parts(kind[2]) for kind in set(kinds)}
        self.keys = [made[kind] for kind in kinds]
        self.of_list = met_by_list
        """The parts that any entry of a list satisfies."""
        written = [view(phrase) for phrase in phrases]
        self._automaton = BytesAhoCorasick(written) if written else None

    def find(self, words: Sequence[str]) -> "Finds":
        return Finds(words, self.matches(words), self.keys)

    def matches(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        """The number of a key, and from which byte of the view to which it stands."""
        if self._automaton is None or not words:
            return []
        return self._automaton.find_matches_as_indexes(view(words), overlapping=True)

    def number(self, entry: Entry) -> int | None:
        """The key of exactly this phrase."""
        whole = len(view(entry))
        return next((number for number, start, end in self.matches(entry) if (start, end) == (0, whole)), None)


class Finds:
    """What the automaton found among the words of one message; worked out as far as it is asked for."""

    def __init__(self, words: Sequence[str], matches: list[tuple[int, int, int]], keys: "Keys") -> None:
        self._words = words
        self._matches = matches
        self.keys = keys
        self.numbers = {number for number, _, _ in matches}
        """Of the keys found."""
        self.bits = 0
        """Of all the parts that stand somewhere in it."""
        for number in self.numbers:
            self.bits |= keys[number].bits

    @cached_property
    def in_order(self) -> tuple[Find, ...]:
        starts: dict[int, int] = {}
        place = 0
        for index, word in enumerate(self._words):
            starts[place] = index
            place += (len(word) if word.isascii() else len(word.encode("utf-8", "replace"))) + 1
        keys = self.keys
        found = [(starts[start], keys[number]) for number, start, _ in self._matches if start in starts]
        return tuple(sorted(found, key=itemgetter(0)))

    @cached_property
    def hits(self) -> Hits:
        found: dict[str, dict[int, list[int]]] = {}
        for first, key in self.in_order:
            for name in key.lists:
                found.setdefault(name, {}).setdefault(first, []).append(first + key.length)
        return {
            name: {
                first: tuple(sorted(ends, reverse=True) if len(ends) > 1 else ends) for first, ends in places.items()
            }
            for name, places in found.items()
        }
