"""How common is a word?"""

from collections.abc import Mapping
from functools import cache

from bot.reading.english import COMMON
from bot.shipped import DATA


@cache
def ordinary_words() -> Mapping[str, int]:
    """Words everybody uses, and how many are more common. A surname spelt like one needs a title or a capital."""
    words = (DATA / "words" / "ordinary.txt").read_text(encoding="utf-8").split()
    return {word: rank for rank, word in enumerate(words)}


@cache
def likelihood(word: str) -> float:
    """In how large a share of messages a word stands, going by its rank: Zipf's law, fitted to parents' chats."""
    ranks = ordinary_words()
    return 1.2 / (ranks.get(word, 0 if word in COMMON else len(ranks)) + 3)
