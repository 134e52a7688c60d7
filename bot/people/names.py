"""Which words of a message are the name of somebody on the staff register?"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from rapidfuzz.distance import OSA

from bot.people.register import Register
from bot.reading.disguise import reveal
from bot.reading.fold import plain
from bot.reading.lexicon import Lexicon
from bot.reading.reading import Reading

TITLES = frozenset(
    "mr mrs miss ms mx sir dr doctor prof professor mister missus madam madame fr rev father sister".split()
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_TYPO_LENGTH = 5  # letters a surname needs before one wrong letter is still the same name
_AFTER_A_NAME = frozenset(
    "is 's has was needs wants and will did does the told said says thinks gave got had never always again just "
    "should can could would must went came made let lost belongs smells looks likes hates shouts talks "
    "walks acts by you and's".split()
)
"""What follows a name that begins a sentence, where an ordinary word would go on otherwise."""
EMOJI_STYLE = "\ufe0f"
"""Follows a sign that is to be shown in colour, and is no part of it."""
_LONGEST = 20  # letters of a name that is spelt out
_SMALL = frozenset("the in of at from and de la van von der".split())


@dataclass(frozen=True, slots=True)
class Called:
    """One way a member of staff is called."""

    words: tuple[str, ...]
    key: str
    is_careful: bool
    """Counts only where it is written as a name: an ordinary word, or a first name many people have."""


@dataclass(frozen=True, slots=True)
class Names:
    by_first: dict[str, tuple[Called, ...]]
    surnames: dict[str, str]
    """Surname to key, for titles in front of it and for one typo."""
    long: dict[tuple[str, int], tuple[str, ...]]
    """Surnames long enough for a typo, by their first letter and their length."""
    initials: dict[str, str]
    """First letter of a surname to key, where it is one person's only."""
    roles: tuple[tuple[frozenset[str], str], ...]
    """The words of a role, to the key of the one person who has it."""
    lexicon: Lexicon
    """The words of all names, to see through a disguise."""

    def said(self, word: str) -> str:
        """The word, or the name it hides: "M00dy"."""
        return word if word.isalpha() else reveal(word, self.lexicon) or word


@lru_cache(maxsize=1024)
def names_of(register: Register, ordinary: frozenset[str]) -> Names:
    """Every way the register's people may be called, worked out once for a register."""
    called: dict[tuple[str, ...], Called] = {}
    surnames: dict[str, str] = {}
    letters: dict[str, set[str]] = {}
    for person in register.staff:
        words = _words(person.name)
        bare = words[1:] if words and words[0] in TITLES else words
        if not bare:
            continue
        surname = words[-len(_words(person.name.split()[-1])) :]  # "Fairweather-Jones" is one name of two words
        if words != surname:
            surnames.setdefault(surname[-1], person.key)
            letters.setdefault(surname[0][:1], set()).add(person.key)
        titled = (*words[:1], *surname) if words != bare else ()
        ways = (words, bare, titled, surname, *map(_words, person.aliases))
        for name in (*ways, *(tuple(word.replace("'", "") for word in way) for way in ways)):
            if not name or (len(name) == 1 and len(name[0]) == 1):
                continue
            careful = len(name) == 1 and (name[0] in ordinary or name != surname)
            called.setdefault(name, Called(name, person.key, careful))
        for sign in filter(is_sign, person.aliases):
            called.setdefault((plain(sign)[:1],), Called((plain(sign)[:1],), person.key, is_careful=False))
    by_first: dict[str, list[Called]] = {}
    for way in called.values():
        by_first.setdefault(way.words[0], []).append(way)
    long: dict[tuple[str, int], list[str]] = {}
    for last in surnames:
        if len(last) >= _TYPO_LENGTH:
            long.setdefault((last[0], len(last)), []).append(last)
    roles = tuple((_role(person.role), person.key) for person in register.staff if person.role)
    return Names(
        by_first={first: tuple(sorted(found, key=lambda c: -len(c.words))) for first, found in by_first.items()},
        surnames=surnames,
        long={shape: tuple(found) for shape, found in long.items()},
        initials={letter: next(iter(keys)) for letter, keys in letters.items() if len(keys) == 1},
        roles=roles,
        lexicon=Lexicon.of((word for name in called for word in name if word[0].isalnum()), (), {}),
    )


def is_sign(alias: str) -> bool:
    """One emoji: the code-name of somebody whom nobody wants to name."""
    bare = alias.strip().replace(EMOJI_STYLE, "")
    return len(bare) == 1 and unicodedata.category(bare) == "So"


def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(name)))


_YEARS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "reception": "r"}


@lru_cache(maxsize=1024)
def _role(role: str) -> frozenset[str]:
    """A role as comparable words: "Year 4 teacher" is {"y4", "teacher"}. Schools have much the same ones."""
    return frozenset(_role_words(role))


def _role_words(role: str) -> Iterator[str]:
    words = [word for word in _words(role) if word not in _SMALL]
    place = 0
    while place < len(words):
        if words[place] in {"year", "yr", "y"} and place + 1 < len(words):
            yield "y" + _YEARS.get(words[place + 1], words[place + 1])
            place += 1
        elif words[place] == "headteacher":
            yield "head"
        else:
            yield words[place]
        place += 1


def who_has(words: tuple[str, ...], names: Names) -> str | None:
    """The key of the one person whose role has all these words; None when nobody's or several people's."""
    wanted = _role(" ".join(words))
    keys = {key for role, key in names.roles if wanted and wanted <= role}
    if len(keys) > 1 and wanted == {"head"}:
        keys = {key for role, key in names.roles if role <= {"head", "teacher"}}
    return keys.pop() if len(keys) == 1 else None


def find_names(reading: Reading, names: Names, ordinary: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """(first token, token after the last, key) of every name, left to right, none inside another."""
    end = 0
    for place in _unusual(reading, names, ordinary):
        if place >= end and (found := _called(reading, place, names) or _titled(reading, place, names, ordinary)):
            yield (place, *found)
            end = found[0]


def _unusual(reading: Reading, names: Names, ordinary: frozenset[str]) -> Iterator[int]:
    """All but the ordinary words that begin nobody's name and stand by themselves, as most do."""
    first, words, tokens = names.by_first, reading.words, reading.tokens
    for place, word in enumerate(words):
        is_usual = word in ordinary and word not in first and word not in TITLES and word.isalpha()
        goes_on = place + 1 < len(words) and tokens[place + 1].start == tokens[place].start
        if goes_on or not is_usual:
            yield place


def _said(reading: Reading, place: int) -> Iterator[tuple[str, int]]:
    """The word at this place and where it ends; then what it makes with others spelt out in the same breath."""
    tokens = reading.tokens
    word, end = tokens[place].text, place + 1
    yield word, end
    while end < len(tokens) and tokens[end].start == tokens[place].start and len(word) < _LONGEST:
        word, end = word + tokens[end].text, end + 1
        yield word, end


def _called(reading: Reading, place: int, names: Names) -> tuple[int, str] | None:
    tokens = reading.tokens
    for word, end in islice(_said(reading, place), 1, None):
        for name in names.by_first.get(word, ()):
            if name.words == (word,):
                return end, name.key
    for name in names.by_first.get(names.said(tokens[place].text), ()):
        end = place + len(name.words)
        if tuple(names.said(token.text) for token in tokens[place:end]) != name.words:
            continue
        if name.is_careful and not is_written_as_name(reading, place):
            continue
        return end, name.key
    return None


def is_written_as_name(reading: Reading, place: int) -> bool:
    """A capital that is not the sentence's own, in a message that is not all capitals."""
    token = reading.tokens[place]
    if not token.is_capital or reading.text.isupper():
        return False
    if place == 0 or reading.tokens[place - 1].sentence != token.sentence:
        follows = reading.tokens[place + 1].text if place + 1 < len(reading.tokens) else ""
        return follows in _AFTER_A_NAME
    return True


def _titled(reading: Reading, place: int, names: Names, ordinary: frozenset[str]) -> tuple[int, str] | None:
    tokens = reading.tokens
    word = tokens[place].text
    if word in TITLES and place + 1 < len(tokens):
        for said, end in _said(reading, place + 1):
            name = names.said(said)
            key = names.surnames.get(name) or (names.initials.get(name) if len(name) == 1 else None)
            key = key or _with_a_typo(name, names, frozenset())
            if key:
                return end, key
        return None
    key = None if word in ordinary else _with_a_typo(word, names, ordinary)
    return (place + 1, key) if key else None


def _with_a_typo(word: str, names: Names, ordinary: frozenset[str]) -> str | None:
    if len(word) < _TYPO_LENGTH:
        return None
    for length in (len(word), len(word) - 1, len(word) + 1):
        for surname in names.long.get((word[0], length), ()):
            if surname not in ordinary and OSA.distance(surname, word, score_cutoff=1) <= 1:
                return names.surnames[surname]
    return None
