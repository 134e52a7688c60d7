"""A message laid out for matching: its sentences, each with what stands in it."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import islice
from operator import itemgetter, or_
from typing import Protocol, TypeAlias, TypeVar, cast

from bot.detectors.shares import Detail, details
from bot.finding import Span
from bot.people.target import People
from bot.reading.phrases import Find
from bot.reading.reading import Reading

Match: TypeAlias = tuple[int, int]
"""[first, last) words."""
T = TypeVar("T")
MOST = 20  # matches of one pattern in one message; whoever says it more often has been heard


class Search(Protocol):
    """A pattern, as far as a page needs one."""

    @property
    def text(self) -> str: ...

    def find(self, page: "Page") -> Iterator[Match]: ...


@dataclass(frozen=True, slots=True)
class Sentence:
    first: int
    stop: int
    """[first, stop) words."""
    finds: tuple[Find, ...]
    bits: int
    """Of the parts of patterns that stand in it."""
    _places: dict[int, list[int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def places(self, part: int) -> list[int]:
        """The words at which this part begins, in order; one may come more than once."""
        if part not in self._places:
            self._places[part] = [first for first, key in self.finds if part in key.parts]
        return self._places[part]


class Page:
    """What patterns are matched against; each question is answered once."""

    def __init__(self, reading: Reading, people: People) -> None:
        self.reading = reading
        self.people = people
        self._details: dict[Detail, tuple[Span, ...]] = {}
        self._matches: dict[str, tuple[Match, ...]] = {}
        self._answers: dict[str, object] = {}

    @cached_property
    def talk(self) -> tuple["Page", ...]:
        """What was said just before, and what it answers, a page each."""
        return tuple(Page(people.reading, people) for people in self.people.talk)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Kept with the reading: what follows a message is read against it too."""
        return self.reading.once("sentences", self._sentences)

    def _sentences(self) -> tuple[Sentence, ...]:
        finds, bounds = self.reading.finds, self.reading.sentences
        if len(bounds) == 1:  # as most messages are
            return (Sentence(*bounds[0], finds.in_order, finds.bits),)
        found = []
        for first, stop in bounds:
            start, end = (bisect_left(finds.in_order, place, key=itemgetter(0)) for place in (first, stop))
            inside = finds.in_order[start:end]
            found.append(Sentence(first, stop, inside, reduce(or_, (key.bits for _, key in inside), 0)))
        return tuple(found)

    def details(self, kind: Detail) -> tuple[Span, ...]:
        """Where private details of this kind stand in the original."""
        if kind not in self._details:
            scene = self.people.scene
            found = details(kind, self.reading.text, scene.message.media, scene.group.contacts)
            self._details[kind] = tuple(found)
        return self._details[kind]

    def matches(self, pattern: "Search") -> tuple[Match, ...]:
        """Where a pattern stands. Patterns of one rulebook that are written alike are alike."""
        if pattern.text not in self._matches:
            self._matches[pattern.text] = tuple(islice(pattern.find(self), MOST))
        return self._matches[pattern.text]

    def once(self, question: str, answer: Callable[[], T]) -> T:
        """The answer to a question that costs something, kept for whoever asks next."""
        if question not in self._answers:
            self._answers[question] = answer()
        return cast("T", self._answers[question])
