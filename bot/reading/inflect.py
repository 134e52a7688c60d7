"""The forms of an English word."""

from collections.abc import Mapping
from itertools import product

# Too common to pick a pattern out by, and never inflected.
COMMON = frozenset(
    "a an the i you he she it we they me him her us them my your his its our their this that these those is are was "
    "were be been being am do does did done have has had will would can could shall should may might must not no to of "
    "in on at by for with from up out off over and or but so if as than then there here what who how when where why "
    "all just 's get got go going anyone anybody someone somebody everyone everybody nobody any some please "
    "very".split()
)
VOWELS = frozenset("aeiou")


def inflected(word: str, kind: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A word with its forms. `kind` is "noun", "verb", "any" or "none"; a form that is no English word harms nobody."""
    if kind == "none" or len(word) < 3 or not word.isascii() or not word.isalpha():
        return (word,)
    if word in irregular:
        return (word, *irregular[word])
    forms = [word, _plural(word)]
    if kind in {"verb", "any"}:
        stem = word[:-1] if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) else word
        doubled = stem + stem[-1] if _doubles(word) else stem
        past = word[:-1] + "ied" if word.endswith("y") and word[-2] not in VOWELS else doubled + "ed"
        forms += [past, doubled + "ing", doubled + "in"]
    return tuple(dict.fromkeys(forms))


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _doubles(word: str) -> bool:
    """One short vowel before one consonant: "slap", "stab"."""
    if word[-1] in VOWELS or word[-1] in "wxy" or word[-2] not in VOWELS:
        return False
    return len(word) == 3 or word[-3] not in VOWELS


def forms_of(
    words: tuple[str, ...], kind: str, irregular: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    """A phrase in every inflection: of its first word if it is a verb, of its last if it is a noun."""
    if kind == "none":
        return (words,)
    places = {0} if kind == "verb" else {len(words) - 1} if kind == "noun" else {0, len(words) - 1}
    choices = [inflected(word, kind, irregular) if index in places else (word,) for index, word in enumerate(words)]
    return tuple(product(*choices))
