"""Do these words stand in the message, in this order?"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.detectors.nodes import Edge, Sequence
from bot.detectors.page import Match, Page, Sentence


@dataclass(frozen=True, slots=True)
class Pattern:
    text: str
    node: Sequence
    every: int
    """The bits of all its needs: each must be met in a sentence before the words' order is looked at."""
    rarest: int | None
    """The number of the one fewest messages meet; None when it needs nothing."""
    begins: int | None
    """The number of the words it may begin with; None when there are none."""
    may_begin_with_somebody: bool
    """With whom the message speaks of."""
    width: int
    """Words it may reach over at most."""
    is_whole: bool
    """It is all of its sentence."""

    def find(self, page: Page) -> Iterator[Match]:
        """Left to right, the shortest at each beginning, none overlapping."""
        for sentence in page.sentences:
            is_there = self.every & sentence.bits == self.every
            if not is_there or (self.is_whole and sentence.stop - sentence.first > self.width):
                continue
            last = sentence.first
            for at in self._starts(page, sentence):
                if at < last:
                    continue
                ends = [end for end in self.node.ends(page, at, sentence.stop) if end > at]
                if ends:
                    last = min(ends)
                    yield at, last

    def _starts(self, page: Page, sentence: Sentence) -> Iterable[int]:
        """Where it may begin: near every part that it must hold."""
        leads = self.node.nodes[0]
        if isinstance(leads, Edge):
            starts = [sentence.first] if leads.is_start else [sentence.stop]
        elif self.begins is not None or self.may_begin_with_somebody:
            starts = [] if self.begins is None else sentence.places(self.begins)
            if self.may_begin_with_somebody:
                people = [first for first in page.people.by_first if sentence.first <= first < sentence.stop]
                starts = sorted({*starts, *people}) if starts else people
        else:
            starts = list(range(sentence.first, sentence.stop))
        if self.rarest is None or self.rarest == self.begins:
            return starts
        near, width = sentence.places(self.rarest), self.width
        after = (bisect_left(near, at) for at in starts)
        return [at for at, place in zip(starts, after, strict=True) if place < len(near) and near[place] < at + width]
