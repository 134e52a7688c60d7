"""One automaton over every word list and every part of a pattern: which of them stand where in a message?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol

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
        return Needs(self.phrases | other.phrases, self.lists | other.lists, self.likelihood + other.likelihood)


class Parts:
    """Gives every distinct need of the patterns of one rulebook a bit."""

    def __init__(self, shared: "Parts | None" = None) -> None:
        """`shared` has its bits already and is left as it is."""
        self._shared = shared
        self._first = 0 if shared is None else len(shared)
        self._numbers: dict[Needs, int] = {}

    def bit(self, needs: Needs) -> int:
        if self._shared is not None and needs in self._shared:
            return self._shared.bit(needs)
        return 1 << self._numbers.setdefault(needs, len(self))

    def __contains__(self, needs: Needs) -> bool:
        return needs in self._numbers or (self._shared is not None and needs in self._shared)

    def __iter__(self) -> Iterator[tuple[Needs, int]]:
        """Its own: not those it shares."""
        return ((needs, 1 << number) for needs, number in self._numbers.items())

    def __len__(self) -> int:
        return self._first + len(self._numbers)


class Key(NamedTuple):
    """One phrase the automaton knows."""

    length: int
    lists: tuple[str, ...]
    bits: int
    """Of the parts it satisfies."""


class Keys(Protocol):
    """By their numbers."""

    def __getitem__(self, number: int, /) -> Key: ...


class Find(NamedTuple):
    first: int
    key: Key


def view(words: Sequence[str]) -> bytes:
    """Words as the automaton sees them."""
    return f" {' '.join(words)} ".encode("utf-8", "replace")


class Phrases:
    def __init__(self, lists: Mapping[str, Collection[Entry]], parts: Parts) -> None:
        names: dict[Entry, tuple[str, ...]] = {}
        bits: dict[Entry, int] = {}
        of_list = dict.fromkeys(lists, 0)
        for needs, bit in parts:
            for name in needs.lists:
                of_list[name] |= bit
            for phrase in needs.phrases:
                bits[phrase] = bits.get(phrase, 0) | bit
        for name, entries in lists.items():
            own, own_bits = (name,), of_list[name]
            for entry in entries:
                names[entry] = names[entry] + own if entry in names else own
                if own_bits:
                    bits[entry] = bits.get(entry, 0) | own_bits
        phrases = [*names, *(bits.keys() - names.keys())]
        self.keys = [Key(len(phrase), names.get(phrase, ()), bits.get(phrase, 0)) for phrase in phrases]
        self.of_list = of_list
        """The bits of the parts that any entry of a list satisfies."""
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

    @property
    def numbers(self) -> set[int]:
        """Of the keys found."""
        return {number for number, _, _ in self._matches}

    @cached_property
    def in_order(self) -> tuple[Find, ...]:
        starts: dict[int, int] = {}
        place = 0
        for index, word in enumerate(self._words):
            starts[place] = index
            place += (len(word) if word.isascii() else len(word.encode("utf-8", "replace"))) + 1
        keys = self.keys
        found = [Find(starts[start], keys[number]) for number, start, _ in self._matches if start in starts]
        return tuple(sorted(found, key=lambda find: find.first))

    @cached_property
    def hits(self) -> Hits:
        found: dict[str, dict[int, list[int]]] = {}
        for first, key in self.in_order:
            for name in key.lists:
                found.setdefault(name, {}).setdefault(first, []).append(first + key.length)
        return {
            name: {first: tuple(sorted(ends, reverse=True)) for first, ends in places.items()}
            for name, places in found.items()
        }
