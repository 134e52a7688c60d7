"""Are words still read when they are disguised, and innocent ones still left alone? A hundred of each, nine ways.

Harmful lines are the shipped rules' own `flag` examples, innocent ones their `leave` examples that no rule flags. Which
are tried follows from each line alone: a new example takes the place of one line and changes no other's disguise.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256

from floor import Figure

from bot.finding import level_of
from bot.rulebook.book import Rulebook
from bot.rulebook.examples import example_scene
from bot.rulebook.load import every_shipped_example

SEED = 20260309
LINES = 100

_LEET = str.maketrans("aeiost", "431057")
_LOOK_ALIKE = str.maketrans("aceopxy", "асеорху")
_FANCY = {chr(97 + n): chr(0x1D4EA + n) for n in range(26)} | {chr(65 + n): chr(0x1D4D0 + n) for n in range(26)}
_WORD = re.compile(r"[A-Za-z]{4,}")


def _second(word: str, sign: str) -> str:
    return word[0] + sign + word[2:]


def _drawn_out(word: str, at: int) -> str:
    return word[:at] + word[at] * 3 + word[at:]


DISGUISES: Mapping[str, Callable[[str, random.Random], str]] = {
    "leet": lambda word, _: word.translate(_LEET),
    "spaces": lambda word, _: " ".join(word),
    "separators": lambda word, chance: chance.choice(".-*").join(word),
    "repeats": lambda word, chance: _drawn_out(word, chance.randrange(1, len(word))),
    "masks": lambda word, _: _second(word, "*"),
    "homoglyphs": lambda word, _: word.translate(_LOOK_ALIKE),
    "zero-width": lambda word, chance: chance.choice("\u200b\u200d\u2060").join(word),
    "diacritics": lambda word, chance: "".join(letter + chance.choice("\u0301\u0308\u0302") for letter in word),
    "fancy letters": lambda word, _: "".join(_FANCY.get(letter, letter) for letter in word),
}


def disguised(text: str, words: list[tuple[int, int]], how: str) -> str:
    """The text with those of its words in disguise."""
    chance = random.Random(f"{SEED} {how} {text}")
    for start, end in sorted(words, reverse=True):
        text = text[:start] + DISGUISES[how](text[start:end], chance) + text[end:]
    return text


def flagged(book: Rulebook, text: str) -> bool:
    return level_of(book.examine(example_scene(text))) != "none"


def harmful_words(book: Rulebook, text: str) -> list[tuple[int, int]]:
    """The longer words of what the rules matched: those somebody would hide."""
    spans = [span for finding in book.examine(example_scene(text)) for span in finding.spans]
    words = [match.span() for match in _WORD.finditer(text)]
    return [word for word in words if any(span.start <= word[0] and word[1] <= span.end for span in spans)]


def drawn(texts: Iterable[str]) -> list[str]:
    return sorted(set(texts), key=lambda text: sha256(f"{SEED} {text}".encode()).digest())[:LINES]


def figures(book: Rulebook, told: Callable[[str], None]) -> Iterator[Figure]:
    examples = [(text, is_harmful) for _, text, is_harmful in every_shipped_example() if isinstance(text, str)]
    flag = [text for text, is_harmful in examples if is_harmful]
    leave = [text for text, is_harmful in examples if not is_harmful]
    harmful = drawn(text for text in flag if flagged(book, text) and harmful_words(book, text))
    innocent = drawn(text for text in leave if not flagged(book, text) and _WORD.search(text))
    hidden = {text: harmful_words(book, text) for text in harmful}
    words = {text: [match.span() for match in _WORD.finditer(text)] for text in innocent}
    added = 0
    for how in DISGUISES:
        missed = [text for text in harmful if not flagged(book, disguised(text, hidden[text], how))]
        wrong = [text for text in innocent if flagged(book, disguised(text, words[text], how))]
        for text in missed:
            told(f"  not read: {disguised(text, hidden[text], how)}")
        for text in wrong:
            told(f"  flagged: {disguised(text, words[text], how)}")
        added += len(wrong)
        yield Figure(what=f"harmful lines not read, {how}", wrong=len(missed), of=len(harmful))
    yield Figure(what="innocent lines flagged in disguise", wrong=added, of=len(innocent) * len(DISGUISES))
