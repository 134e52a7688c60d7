"""Learns weights from cases, and packs them into the table of a model."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.detectors.model import BITS, BUCKETS, Model, Sureness
from bot.detectors.traits import BLOCKS, SHAPE, Numbers, Words, traits
from bot.finding import Concern

from cases import NONE, Case

LEAST = 3  # cases a trait must stand in to be learned
STRENGTH = 3.0  # of the fit: how much a trait may weigh (the inverse of the penalty)
STEPS = 60
KEPT = 240_000  # traits: the others say next to nothing, and would push out stronger ones
MOST = 31  # steps of a weight
# How much each block counts beside the others; found by cross-validation, and flat around these values.
WEIGHTS = {"words": 1.0, "fours": 0.6, "gaps": 0.6, "pieces": 1.0, "before": 1.0, "own": 1.0, "shape": 2.7}
USUAL = 4.5  # the square root of how many traits a block of a message of usual length has


@dataclass(frozen=True, eq=False)
class Examples:
    """All cases as rows of trait numbers."""

    labels: NDArray[np.str_]
    numbers: Numbers
    """Distinct traits, in order."""
    blocks: NDArray[np.int8]
    """Of each, the block it stands in."""
    rows: csr_matrix = field(repr=False)
    """How much of each trait a case has, its block's length taken into account."""


@dataclass(frozen=True, eq=False)
class Weights:
    concerns: tuple[str, ...]
    columns: NDArray[np.int64]
    """Which of the traits were learned."""
    weights: NDArray[np.float64]
    """[concern, trait] against none."""
    bias: NDArray[np.float64]

    def odds(self, rows: csr_matrix) -> NDArray[np.float64]:
        found: NDArray[np.float64] = rows[:, self.columns] @ self.weights.T + self.bias
        return found


def examples(cases: Sequence[Case], words: Words) -> Examples:
    found = [traits(case.seen, words) for case in cases]
    flat = np.concatenate([block for each in found for block in each])
    sizes = np.array([[len(block) for block in each] for each in found])
    blocks = np.repeat(np.tile(np.arange(len(BLOCKS), dtype=np.int8), len(found)), sizes.ravel())
    norms = np.sqrt(np.maximum(1, sizes)) * USUAL
    norms[:, SHAPE] = USUAL * 2  # a shape has a handful of traits, whatever the length
    worth = np.repeat((np.array([WEIGHTS[name] for name in BLOCKS]) / norms).ravel(), sizes.ravel())
    numbers, first, inverse = np.unique(flat, return_index=True, return_inverse=True)
    ends = np.concatenate([[0], np.cumsum(sizes.sum(axis=1))])
    rows = csr_matrix((worth.astype(np.float32), inverse.ravel(), ends), shape=(len(found), len(numbers)))
    rows.sum_duplicates()
    return Examples(np.array([case.label for case in cases]), numbers, blocks[first], rows)


def fit(known: Examples, chosen: NDArray[np.int64]) -> Weights:
    """From the chosen cases only. The same cases give the same weights."""
    rows = known.rows[chosen]
    counts = np.bincount(rows.indices, minlength=rows.shape[1])
    columns = np.flatnonzero(counts >= LEAST)
    rarity = 1 + np.log(len(chosen) / counts[columns])  # what few messages say tells more
    rarity[known.blocks[columns] == SHAPE] = 1.0
    scaled = rows[:, columns].multiply(rarity).tocsr().astype(np.float32)
    learned = LogisticRegression(C=STRENGTH, max_iter=STEPS, tol=1e-3)
    learned.fit(scaled, known.labels[chosen])
    none = list(learned.classes_).index(NONE)
    others = [number for number in range(len(learned.classes_)) if number != none]
    weights = (learned.coef_[others] - learned.coef_[none]) * rarity
    bias = learned.intercept_[others] - learned.intercept_[none]
    concerns = tuple(str(learned.classes_[number]) for number in others)
    return Weights(concerns, columns, weights.astype(np.float64), bias.astype(np.float64))


def pack(known: Examples, learned: Weights, warmth: float, limits: dict[Sureness, float]) -> Model:
    """The strongest traits, one a bucket, the one that says more where two meet; each weight a few whole steps."""
    numbers, blocks = known.numbers[learned.columns], known.blocks[learned.columns]
    share = np.array([WEIGHTS[name] for name in BLOCKS])
    strength = np.abs(learned.weights).max(axis=0) * share[blocks]
    order = np.lexsort((numbers, strength))[-KEPT:]  # the strongest last, so that it stays
    buckets = (numbers >> np.uint64(64 - BITS)).astype(np.int64)
    holds = np.full(BUCKETS, -1, dtype=np.int64)
    holds[buckets[order]] = order
    kept = holds[holds >= 0]
    steps = np.ones(len(BLOCKS))
    for block in range(len(BLOCKS)):
        own = kept[blocks[kept] == block]
        if len(own):
            steps[block] = np.quantile(np.abs(learned.weights[:, own]), 0.9999) / MOST or 1.0
    table = np.zeros((BUCKETS, len(learned.concerns)), dtype=np.int8)
    table[buckets[kept]] = np.clip(np.rint(learned.weights[:, kept] / steps[blocks[kept]]), -MOST, MOST).T
    marks = np.zeros(BUCKETS, dtype=np.uint8)
    marks[buckets[kept]] = (numbers[kept] & np.uint64(255)).astype(np.uint8)
    marks[~table.any(axis=1)] = 0
    scales = share / USUAL * steps * warmth
    scales[SHAPE] /= 2
    return Model(
        concerns=tuple(map(Concern, learned.concerns)),
        table=table,
        marks=marks,
        scales=scales.astype(np.float32),
        bias=(learned.bias * warmth).astype(np.float32),
        limits=limits,
    )
