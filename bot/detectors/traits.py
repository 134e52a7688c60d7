"""A sight as traits: numbers that stand for its words, their pieces and what follows what.

Training and judging both go through here, so that what was learned is what is looked for. VERSION changes whenever a
number would: a model of another version is refused.
"""

from collections.abc import Container
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.detectors.sight import Sight

VERSION = 1
Numbers: TypeAlias = NDArray[np.uint64]
Places: TypeAlias = tuple[int, ...]

BLOCKS = ("words", "fours", "gaps", "pieces", "before", "own", "shape")
"""Each weighs the same however many traits a message has of it, but for the shape, whose every trait weighs its own."""
SHAPE = len(BLOCKS) - 1
GAPS = (2, 3, 4)  # how far apart two words may stand that are seen as a pair
PIECES = (3, 4, 5)  # letters of a word's pieces
LONGEST = 600  # words of a message that are looked at; whoever writes more has been read
_NONE = np.zeros(0, dtype=np.uint64)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_PLACES = np.array([0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63], dtype=np.uint64)
_KINDS = {name: np.uint64(crc32(name.encode()) << 20) for name in ("pair", "three", "four", "gap", "before", "own")}


def number(word: str) -> int:
    written = word.encode("utf-8", "replace")
    return crc32(written) | crc32(written, 7) << 32


_FIRST, _LAST = number("^"), number("$")


def pieces(word: str) -> list[int]:
    """Of a word's letters; none of a name that was put away."""
    if word.startswith("<"):
        return []
    edged = f"<{word}>"
    return [number(edged[at : at + size]) for size in PIECES for at in range(len(edged) - size + 1)]


class Word(NamedTuple):
    number: int
    pieces: Numbers


class Words(dict[str, Word]):
    """What words are as numbers. Remembers the words it was made for: nobody's own words stay in memory."""

    def __init__(self, known: Container[str]) -> None:
        super().__init__()
        self.known = known
        self._signs: dict[str, int] = {}

    def __missing__(self, word: str) -> Word:
        made = Word(number(word), mixed(np.array(pieces(word), dtype=np.uint64)))
        if word in self.known:
            self[word] = made
        return made

    def sign(self, sign: str) -> int:
        """Of a shape: there are no more of them than lists and a handful."""
        made = self._signs.get(sign)
        if made is None:
            made = self._signs[sign] = number(sign)
        return made


def traits(seen: Sight, words: Words) -> list[Numbers]:
    """Block by block."""
    own = [words[word] for word in seen.words[:LONGEST]]
    runs, fours, gaps, before, said, shape = _mixed_together(
        [
            *_in_order([word.number for word in own]),
            np.concatenate([_NONE, *(_told(said, words) for said in seen.before)]),
            _numbers([words[word].number for word in seen.own[:LONGEST]]) + _KINDS["own"],
            _numbers([words.sign(sign) for sign in seen.shape]),
        ]
    )
    pieces = np.concatenate([_NONE, *(word.pieces for word in own)])
    return [runs, fours, gaps, pieces, before, said, shape]


def standing(seen: Sight, words: Words) -> list[list[Places]]:
    """The words each trait of the message's own words stands on, in the order of the first blocks of `traits`."""
    count = min(len(seen.words), LONGEST)
    runs = [[tuple(range(at, at + size)) for at in range(-1, count + 2 - size)] for size in (1, 2, 3, 4)]
    gaps: list[Places] = [(at, at + gap) for gap in GAPS for at in range(-1, count + 1 - gap)]
    letters: list[Places] = [
        (at,) for at, word in enumerate(seen.words[:count]) for _ in range(len(words[word].pieces))
    ]
    return [runs[0] + runs[1] + runs[2], runs[3], gaps, letters]


def _in_order(found: list[int]) -> list[Numbers]:
    """Words, pairs and threes; fours; pairs with a gap. The edges of the message are words too."""
    placed = _numbers([_FIRST, *found, _LAST])[:, None] * _PLACES
    first, second, third, fourth = (placed[:, place] for place in range(4))
    ones = first
    pairs = first[:-1] + second[1:]
    threes = pairs[:-1] + third[2:]
    fours = threes[:-1] + fourth[3:]
    gaps = [first[:-gap] + second[gap:] for gap in GAPS if gap < len(placed)]
    runs = np.concatenate([ones, pairs + _KINDS["pair"], threes + _KINDS["three"]])
    return [runs, fours + _KINDS["four"], np.concatenate([*gaps, _NONE]) + _KINDS["gap"]]


def _told(said: tuple[str, ...], words: Words) -> Numbers:
    placed = _numbers([words[word].number for word in said[:LONGEST]])[:, None] * _PLACES[:2]
    told: Numbers = np.concatenate([placed[:, 0], placed[:-1, 0] + placed[1:, 1] + _KINDS["pair"]])
    told += _KINDS["before"]
    return told


def _numbers(found: list[int]) -> Numbers:
    return np.array(found, dtype=np.uint64)


def _mixed_together(blocks: list[Numbers]) -> list[Numbers]:
    """What costs here is the number of calls, not of numbers."""
    whole = mixed(np.concatenate(blocks))
    stops = list(accumulate(len(block) for block in blocks))
    return [whole[start:stop] for start, stop in pairwise((0, *stops))]


def mixed(numbers: Numbers) -> Numbers:
    """Spread over all 64 bits."""
    spread: Numbers = numbers * _MIX
    spread ^= spread >> np.uint64(29)
    spread *= _PLACES[0]
    return spread
