"""English as lists and patterns write it: how a word is read, and the forms it takes."""

import re
from collections.abc import Mapping
from itertools import product

from bot.reading.fold import plain
from bot.reading.phrases import Entry

# Too common to pick a pattern out by, and never inflected.
COMMON = frozenset(
    "a an the i you he she it we they me him her us them my your his its our their this that these those is are was "
    "were be been being am do does did done have has had will would can could shall should may might must not no to of "
    "in on at by for with from up out off over and or but so if as than then there here what who how when where why "
    "all just 's get got go going anyone anybody someone somebody everyone everybody nobody any some please "
    "very".split()
)
_VOWELS = frozenset("aeiou")
_WORD = re.compile(r"(?<!\w)'s\b|[^\W_]+(?:'[^\W_]+)*|[^\w\s\x00-\u218f]")


class English:
    def __init__(self, speak: Mapping[str, Entry], irregular: Mapping[str, Entry]) -> None:
        self.speak = speak
        """Text-speak and contractions, and what they stand for."""
        self._irregular = irregular
        self._read: dict[str, Entry] = {}
        self._forms: dict[tuple[str, str], Entry] = {}

    def read(self, text: str) -> Entry:
        """The words in the form a reading has them: folded, contractions opened, possessives apart."""
        if text not in self._read:
            self._read[text] = tuple(self._words(plain(text)))
        return self._read[text]

    def _words(self, text: str) -> list[str]:
        words: list[str] = []
        for word in _WORD.findall(text):
            if word in self.speak:
                words.extend(self.speak[word])
            elif word.endswith("'s") and len(word) > 2:
                words.extend((word[:-2], "'s"))
            else:
                words.append(word)
        return words

    def phrase_forms(self, words: Entry, kind: str) -> tuple[Entry, ...]:
        """A phrase in every inflection: of its first word if it is a verb, of its last if it is a noun."""
        if kind == "none":
            return (words,)
        if len(words) == 1:
            return tuple((form,) for form in self.forms(words[0], kind))
        first = self.forms(words[0], kind) if kind != "noun" else words[:1]
        last = self.forms(words[-1], kind) if kind != "verb" else words[-1:]
        return tuple((one, *words[1:-1], other) for one, other in product(first, last))

    def forms(self, word: str, kind: str) -> Entry:
        """A word with its forms. `kind` is "noun", "verb", "any" or "none"; what is no English word harms nobody."""
        if (word, kind) not in self._forms:
            self._forms[word, kind] = self._inflected(word, kind)
        return self._forms[word, kind]

    def _inflected(self, word: str, kind: str) -> Entry:
        if kind == "none" or len(word) < 3 or not word.isascii() or not word.isalpha():
            return (word,)
        if word in self._irregular:
            return (word, *self._irregular[word])
        forms = [word, _plural(word)]
        if kind in {"verb", "any"}:
            stem = word[:-1] if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) else word
            doubled = stem + stem[-1] if _doubles(word) else stem
            past = word[:-1] + "ied" if word.endswith("y") and word[-2] not in _VOWELS else doubled + "ed"
            forms += [past, doubled + "ing", doubled + "in"]
        return tuple(dict.fromkeys(forms))


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _doubles(word: str) -> bool:
    """One short vowel before one consonant: "slap", "stab"."""
    if word[-1] in _VOWELS or word[-1] in "wxy" or word[-2] not in _VOWELS:
        return False
    return len(word) == 3 or word[-3] not in _VOWELS
