"""Which patterns could stand in a message that holds these phrases?

Most messages hold what no pattern can do without; they are let go without a look at the order of anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

from bot.detectors.says import Pattern
from bot.reading.laid import Laid
from bot.reading.phrases import Finds, Phrases

Place = tuple[int, int]
"""The number of a rule, and of one of its patterns."""
Door = tuple[int, Place]
"""All that a pattern needs, and its place."""


class Opening(Protocol):
    """A gate, as far as a rulebook needs one."""

    def open(self, finds: Finds) -> Iterator[Place]: ...


class Gate:
    def __init__(self, patterns: Iterable[tuple[Place, Pattern]], phrases: Phrases) -> None:
        self._by_rarest: defaultdict[int, list[Door]] = defaultdict(list)
        for place, pattern in patterns:
            if pattern.rarest is not None:
                self._by_rarest[pattern.rarest].append((pattern.every, place))
        alike = {parts: self.doors(parts) for parts in {key.parts for key in phrases.keys}}
        self.at = [alike[key.parts] for key in phrases.keys]

    def doors(self, parts: frozenset[int]) -> tuple[Door, ...]:
        """The patterns of which one of these parts is what fewest messages hold."""
        return tuple(door for part in sorted(parts & self._by_rarest.keys()) for door in self._by_rarest[part])

    def open(self, finds: Finds) -> Iterator[Place]:
        """Every pattern all of whose needs are met, whatever the order; one may come more than once."""
        doors, bits = self.at, finds.bits
        for number in finds.numbers:
            for every, place in doors[number]:
                if every & bits == every:
                    yield place


class LaidGate:
    """A shared gate with a few patterns more, some of its own closed, and a few phrases that mean more here."""

    def __init__(
        self, base: Gate, places: tuple[int | None, ...], phrases: Laid, own: Iterable[tuple[Place, Pattern]]
    ) -> None:
        """`places`: what number each rule of the base has here; None for one that is not looked for as there."""
        self._base = base
        self._places = places
        numbered = (*phrases.changed.items(), *enumerate(phrases.added, phrases.first))
        self._changed = {number: base.doors(key.parts) for number, key in numbered}
        self._own = tuple((pattern.every, place) for place, pattern in own)

    def open(self, finds: Finds) -> Iterator[Place]:
        bits = finds.bits
        for number in finds.numbers:
            doors = self._changed[number] if number in self._changed else self._base.at[number]
            for every, (rule, pattern) in doors:
                here = self._places[rule]
                if here is not None and every & bits == every:
                    yield here, pattern
        yield from (place for every, place in self._own if every & bits == every)
