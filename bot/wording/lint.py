"""Is a text short, plain and kind enough to be sent?"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

import pyphen

MEMBER_WORDS = 90
SENTENCE_WORDS = 20
STOPS = ".!?؟۔।"  # noqa: RUF001  # Arabic, Urdu and Indian ones too
"""What ends a sentence, in every script there is a wording in."""
GRADE = 5.0  # school grade by Flesch and Kincaid; plus five is a reading age

VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüáíóúąęőű")
SILENT = ("e", "es", "ed")
SYLLABLES = {
    "admin": 2,
    "admins": 2,
    "area": 3,
    "being": 2,
    "created": 3,
    "idea": 3,
    "quiet": 2,
    "somebody": 3,
    "someone": 2,
    "something": 2,
    "sometimes": 2,
}
"""Words that both ways of counting get wrong."""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Words that are never said, each a word or the beginning of words ("bully*"), in lower case."""

    everywhere: tuple[str, ...] = ()
    to_members: tuple[str, ...] = ()
    to_members_unless_urgent: tuple[str, ...] = ()

    def to_admins(self) -> tuple[str, ...]:
        return self.everywhere

    def to_member(self) -> tuple[str, ...]:
        return self.everywhere + self.to_members + self.to_members_unless_urgent

    def to_member_urgently(self) -> tuple[str, ...]:
        """With danger and support the police may be named."""
        return self.everywhere + self.to_members


def words(text: str) -> tuple[str, ...]:
    """What a reader counts as words: runs with a letter or a digit in them."""
    return tuple(word for word in text.split() if any(letter.isalnum() for letter in word))


def sentences(text: str) -> tuple[str, ...]:
    """Cut after . ! ? and at each line's end; a colon before a list ends one too. "18.42" stays whole."""
    found: list[str] = []
    for line in text.splitlines():
        start = 0
        for here, letter in enumerate(line):
            if letter in STOPS and (here + 1 == len(line) or line[here + 1] == " "):
                found.append(line[start : here + 1])
                start = here + 1
        found.append(line[start:])
    return tuple(sentence.strip() for sentence in found if words(sentence))


def grade(text: str) -> float:
    """The Flesch-Kincaid school grade; 0 for a text without words."""
    said = words(text)
    if not said:
        return 0.0
    spoken = sum(_syllables(word) for word in said)
    return 0.39 * len(said) / len(sentences(text)) + 11.8 * spoken / len(said) - 15.59


def forbidden(text: str, never: Iterable[str]) -> tuple[str, ...]:
    """Which of the words that are never said it says."""
    said = " ".join(_bare(word) for word in text.casefold().replace("’", "'").split())  # noqa: RUF001  # people type it
    padded = f" {said.replace('-', ' ')} "
    return tuple(word for word in never if (f" {word[:-1]}" if word.endswith("*") else f" {word} ") in padded)


def too_long(text: str) -> tuple[str, ...]:
    """Sentences with more words than people read in one breath."""
    return tuple(sentence for sentence in sentences(text) if len(words(sentence)) > SENTENCE_WORDS)


def _bare(word: str) -> str:
    return word.strip(".,:;!?()[]{}«»\"'“”„…،؛؟۔।¿¡\u2068\u2069")  # noqa: RUF001  # as above


@functools.cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")


@functools.lru_cache(maxsize=4096)
def _syllables(word: str) -> int:
    """Hyphenation finds too few breaks and vowels sometimes too many; the higher count is the stricter one."""
    bare = "".join(letter for letter in word.casefold() if letter.isalpha())
    if not bare:
        return 1  # a time or a number: read as one word, as the usual scripts do
    if bare in SYLLABLES:
        return SYLLABLES[bare]
    groups = sum(letter in VOWELS and (here == 0 or bare[here - 1] not in VOWELS) for here, letter in enumerate(bare))
    silent = bare.endswith(SILENT) and not bare.endswith(("le", "les", "ted", "ded", "ses", "ces", "ges", "ches"))
    return max(1, groups - (1 if silent and groups > 1 else 0), len(_hyphens().positions(bare)) + 1)
