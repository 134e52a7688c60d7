"""A message laid out for matching: its sentences, each with the words and lists it has."""

from dataclasses import dataclass
from functools import cached_property

from bot.people.target import People
from bot.reading.reading import Reading

# Too common to pick a pattern out by, and never inflected.
COMMON = frozenset(
    "a an the i you he she it we they me him her us them my your his its our their this that these those is are was "
    "were be been being am do does did done have has had will would can could shall should may might must not no to of "
    "in on at by for with from up out off over and or but so if as than then there here what who how when where why "
    "all just 's get got go going".split()
)


@dataclass(frozen=True, slots=True)
class Needs:
    words: frozenset[str]
    lists: frozenset[str]

    def are_at(self, reading: Reading, token: int) -> bool:
        """Does one of them stand at this token?"""
        return reading.tokens[token].text in self.words or any(
            token in reading.hits[name] for name in self.lists if name in reading.hits
        )

    def are_met(self, sentence: "Sentence") -> bool:
        return not (self.words.isdisjoint(sentence.words) and self.lists.isdisjoint(sentence.lists))

    @property
    def commonness(self) -> int:
        return len(self.words & COMMON) * 100 + len(self.words) + len(self.lists)


@dataclass(frozen=True, slots=True)
class Sentence:
    first: int
    stop: int
    """[first, stop) tokens."""
    words: frozenset[str]
    lists: frozenset[str]
    """Whose entries begin in it."""


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
        tokens, hits = self.reading.tokens, self.reading.hits
        return tuple(
            Sentence(
                first,
                stop,
                frozenset(token.text for token in tokens[first:stop]),
                frozenset(name for name, places in hits.items() if any(first <= place < stop for place in places)),
            )
            for first, stop in self.reading.sentences
        )
