"""Which patterns could stand in a message that holds these phrases?

Most messages hold what no pattern can do without; they are let go without a look at the order of anything.
"""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from bot.detectors.says import Pattern
from bot.reading.phrases import Finds, Phrases

Place = tuple[int, int]
"""The number of a rule, and of one of its patterns."""


class Gate:
    def __init__(self, patterns: Iterable[tuple[Place, Pattern]], phrases: Phrases) -> None:
        by_bit: dict[int, list[tuple[int, Place]]] = {}
        for place, pattern in patterns:
            by_bit.setdefault(pattern.rarest, []).append((pattern.every, place))
        every = reduce(or_, by_bit, 0)
        self._lacking = [~key.bits for key in phrases.keys]
        self._doors = [tuple(door for bit in _single(key.bits & every) for door in by_bit[bit]) for key in phrases.keys]

    def open(self, finds: Finds) -> Iterator[Place]:
        """Every pattern all of whose needs are met, whatever the order; one may come more than once."""
        lacking, doors = self._lacking, self._doors
        numbers = finds.numbers
        missing = -1
        for number in numbers:
            missing &= lacking[number]
        for number in numbers:
            for every, place in doors[number]:
                if not every & missing:
                    yield place


def _single(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest
        bits ^= lowest
