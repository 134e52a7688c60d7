"""A message laid out for matching: its sentences, each with what stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from bot.people.target import People
from bot.reading.phrases import Find
from bot.reading.reading import Reading


@dataclass(frozen=True, slots=True)
class Sentence:
    first: int
    stop: int
    """[first, stop) words."""
    finds: tuple[Find, ...]
    bits: int
    """Of the parts of patterns that stand in it."""

    @classmethod
    def of(cls, first: int, stop: int, finds: Iterable[Find]) -> "Sentence":
        inside = tuple(find for find in finds if first <= find.first < stop)
        return cls(first, stop, inside, reduce(or_, (find.key.bits for find in inside), 0))

    def places(self, bit: int) -> list[int]:
        """The words at which this part begins, in order; one may come more than once."""
        return [find.first for find in self.finds if find.key.bits & bit]


@dataclass(frozen=True)
class Page:
    """What a pattern is matched against."""

    reading: Reading
    people: People

    @cached_property
    def talk(self) -> tuple["Page", ...]:
        """What was said just before, and what it answers, a page each."""
        return tuple(Page(people.reading, people) for people in self.people.talk)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        finds = self.reading.finds.in_order
        return tuple(Sentence.of(first, stop, finds) for first, stop in self.reading.sentences)
