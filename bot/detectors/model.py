"""A small linear model that has learned from labelled cases what messages of each concern are like.

Numbers only: what it says of a message can always be traced back to the words that made it say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import exp, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.detectors.sight import Sight
from bot.detectors.traits import SHAPE, Numbers, Words, standing, traits
from bot.finding import Concern

BITS = 20  # four times as many buckets as traits are kept: few meet
BUCKETS = 1 << BITS
Weights: TypeAlias = NDArray[np.float32]
SHARE = 0.6  # of what speaks for a concern: the words that make it up are told
MOST = 4  # places that are told
_WITHIN = np.uint64(64 - BITS)


class Sureness(StrEnum):
    """How much it takes; declared from much to little. What each means in false alarms is fixed in training."""

    CAUTIOUS = "cautious"
    NORMAL = "normal"
    KEEN = "keen"


@dataclass(frozen=True, slots=True)
class Impression:
    """What a message reads like."""

    concern: Concern
    """The likeliest, if anything is wrong at all."""
    suspicion: float
    """How sure that something is, from 0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    concerns: tuple[Concern, ...]
    table: NDArray[np.int8] = field(repr=False)
    """For each bucket, how its trait speaks for each concern against none."""
    marks: NDArray[np.uint8] = field(repr=False)
    """Which trait a bucket holds, as far as a byte can say: a strange one says nothing."""
    scales: Weights
    """What a step of the table is worth, for each block of traits."""
    bias: Weights
    limits: Mapping[Sureness, float]
    """The suspicion from which a message is told."""

    def impression(self, seen: Sight, words: Words) -> Impression:
        numbers = traits(seen, words)
        buckets, are_known = self._looked_up(np.concatenate(numbers))
        worth = np.repeat(self.scales / _norms(numbers), [len(block) for block in numbers])
        speaks = worth[are_known] @ self.table.take(buckets[are_known], axis=0).astype(np.float32)
        odds: list[float] = (self.bias + speaks).tolist()  # a dozen numbers: too few to be worth an array
        likeliest = max(odds)
        top = max(likeliest, 0.0)
        rest = sum(exp(each - top) for each in odds)
        return Impression(self.concerns[odds.index(likeliest)], rest / (rest + exp(-top)))

    def because(self, seen: Sight, words: Words, concern: Concern) -> tuple[tuple[int, int], ...]:
        """[first, last) words of the sight that speak for it most, in their order; empty when it is none of them."""
        number, numbers = self.concerns.index(concern), traits(seen, words)
        speaks = np.zeros(min(len(seen.words), len(seen.places)))
        for block, places, worth in zip(numbers, standing(seen, words), self.scales / _norms(numbers), strict=False):
            buckets, are_known = self._looked_up(block)
            weights = self.table[buckets, number] * are_known * float(worth)
            for weight, stands_on in zip(weights.tolist(), places, strict=True):
                inside = [place for place in stands_on if 0 <= place < len(speaks)] if weight else []
                for place in inside:
                    speaks[place] += weight / len(stands_on)
        return _runs(_telling(speaks))

    def _looked_up(self, numbers: Numbers) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """The bucket of each trait, and whether it holds that one and no strange one."""
        buckets: NDArray[np.intp] = (numbers >> _WITHIN).astype(np.intp)
        are_known: NDArray[np.bool_] = self.marks.take(buckets) == numbers.astype(np.uint8)  # its last byte
        return buckets, are_known


def _norms(numbers: list[Numbers]) -> Weights:
    norms = [sqrt(max(1, len(block))) for block in numbers]
    norms[SHAPE] = 1.0
    return np.array(norms, dtype=np.float32)


def _telling(speaks: NDArray[np.float64]) -> list[int]:
    """The fewest words that make up most of what speaks for it."""
    wanted, found = SHARE * float(speaks[speaks > 0].sum()), []
    for place in np.argsort(-speaks, kind="stable").tolist():
        if wanted <= 0 or speaks[place] <= 0:
            break
        found.append(place)
        wanted -= float(speaks[place])
    return found


def _runs(places: list[int]) -> tuple[tuple[int, int], ...]:
    """Words beside each other are one; of many, those with the word that says most."""
    rank = {place: number for number, place in enumerate(places)}
    runs: list[tuple[int, int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    best = sorted(runs, key=lambda run: min(rank[place] for place in range(*run)))[:MOST]
    return tuple(sorted(best))
