"""One automaton over every word list: which entries stand where in a message?"""

from collections.abc import Iterable, Mapping
from itertools import product

from ahocorasick_rs import BytesAhoCorasick

Hits = Mapping[str, Mapping[int, tuple[int, ...]]]
"""For each list with a hit: the token where an entry begins, and the tokens just after its ends, longest first."""


class Phrases:
    def __init__(self, lists: Mapping[str, Iterable[tuple[str, ...]]]) -> None:
        """Entries are words in order, already in the form a reading has them."""
        names: dict[tuple[str, ...], list[str]] = {}
        for name, entries in lists.items():
            for entry in entries:
                names.setdefault(entry, []).append(name)
        self._entries = [(len(entry), tuple(dict.fromkeys(found))) for entry, found in names.items()]
        keys = [f" {' '.join(entry)} ".encode() for entry in names]
        self._automaton = BytesAhoCorasick(keys) if keys else None

    def find(self, words: tuple[str, ...]) -> Hits:
        if self._automaton is None or not words:
            return {}
        view = f" {' '.join(words)} ".encode("utf-8", "replace")
        matches = self._automaton.find_matches_as_indexes(view, overlapping=True)
        if not matches:
            return {}
        starts: dict[int, int] = {}
        place = 0
        for index, word in enumerate(words):
            starts[place] = index
            place += len(word.encode("utf-8", "replace")) + 1
        hits: dict[str, dict[int, list[int]]] = {}
        for key, start, _ in matches:
            first = starts.get(start)
            if first is None:
                continue
            length, found = self._entries[key]
            for name in found:
                hits.setdefault(name, {}).setdefault(first, []).append(first + length)
        return {
            name: {first: tuple(sorted(ends, reverse=True)) for first, ends in places.items()}
            for name, places in hits.items()
        }


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
