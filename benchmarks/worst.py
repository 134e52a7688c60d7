"""The longest message a platform allows, of the kinds that cost most."""

import random
import time
from dataclasses import dataclass
from itertools import chain, repeat

import corpus
from bot.rulebook.book import Rulebook
from bot.rulebook.ordinary import ordinary_words

LONGEST = 4_096


@dataclass(frozen=True, slots=True)
class Worst:
    kind: str
    milliseconds: float


def kinds() -> dict[str, str]:
    chance = random.Random(corpus.SEED)
    words = sorted(ordinary_words())
    said = corpus.texts(1_200)
    listed = "you idiot moron hate kill stupid her him scum burn bitch liar they thick ugly the school".split()
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [person.name for person in corpus.register().staff]
    every = {
        "word salad": " ".join(chance.choice(words) for _ in range(LONGEST)),
        "talk, one message after another": " ".join(said),
        "only words of lists": " ".join(chance.choice(listed) for _ in range(LONGEST)),
        "one such word over and over": "idiot " * LONGEST,
        "only names of the staff": " ".join(chance.choice(names) for _ in range(LONGEST)),
        "words nobody knows": " ".join("".join(chance.choices(letters, k=5)) for _ in range(LONGEST)),
        "spelt-out words": " ".join("i d i o t" for _ in range(LONGEST)),
        "masked words": "f**k 1d10t " * LONGEST,
        "masks nobody can undo": " ".join(chance.choice(letters) + "*" * chance.randint(2, 7) for _ in range(LONGEST)),
        "a pronoun and what is meant by it, over and over": "he\U0001f4a9" * LONGEST,
        "one letter over and over": "a" * LONGEST,
        "only emoji": "😀🤬🧨" * LONGEST,
        "combining marks": "".join(chain.from_iterable(zip(repeat("a", LONGEST), repeat("\u0301" * 9), strict=False))),
        "U+FDFA, which unfolds into eighteen letters": "\ufdfa" * LONGEST,
        "question marks": "? " * LONGEST,
    }
    return {kind: text[:LONGEST] for kind, text in every.items()}


def measured(book: Rulebook, rounds: int) -> list[Worst]:
    """The best of a few rounds of each, dearest first."""
    group = corpus.school()
    said = kinds()
    best = dict.fromkeys(said, float("inf"))
    for _ in range(rounds):
        # New messages: one that stays in memory is not read again.
        for kind, scene in zip(said, corpus.alone(tuple(said.values()), group), strict=True):
            began = time.process_time()
            book.examine(scene)
            best[kind] = min(best[kind], time.process_time() - began)
    found = [Worst(kind, took * 1_000) for kind, took in best.items()]
    return sorted(found, key=lambda worst: -worst.milliseconds)
