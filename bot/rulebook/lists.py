"""Word lists by meaning, from `data/words`, as rules.yaml may extend or trim them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from bot.errors import Mistake, RulesError
from bot.located import Where, read
from bot.located import plain as plain_values
from bot.reading.english import COMMON, English
from bot.reading.phrases import Entry
from bot.shipped import DATA

Kind = Literal["none", "noun", "verb", "any"]
Written = Annotated[str, BeforeValidator(str), StringConstraints(strip_whitespace=True, min_length=1)]
"""An entry as it is written; a number is a word like any other."""
_SPELLINGS = 2_000  # ways one entry may be written: more is a pattern, not an entry


class ListFile(BaseModel):
    """One list as `data/words/*.yaml` writes it."""

    model_config = ConfigDict(extra="forbid")

    about: str
    kind: Kind = "none"
    hidden: bool = False
    includes: tuple[str, ...] = ()
    words: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    name: str
    about: str
    kind: Kind
    """How its entries inflect: the first word of a verb, the last of a noun."""
    hidden: bool
    """People disguise these words."""
    entries: frozenset[Entry]
    """In every inflection, in the form a reading has them."""


@dataclass(frozen=True, slots=True)
class WordLists:
    lists: Mapping[str, WordList]
    english: English

    def changed(self, name: str, add: tuple[str, ...], remove: tuple[str, ...]) -> "WordLists":
        """With entries added to and taken from one list (a new one if there is none of that name)."""
        old = self.lists.get(name) or WordList(name=name, about="", kind="none", hidden=False, entries=frozenset())
        kind: Kind = "any" if not old.entries else old.kind
        entries = old.entries | entries_of(add, kind, self.english)
        entries -= entries_of(remove, kind, self.english)
        return replace(self, lists={**self.lists, name: replace(old, entries=entries)})


def entries_of(words: tuple[str, ...], kind: Kind, english: English) -> frozenset[Entry]:
    """Entries in every spelling and inflection. Raises ValueError on one that could never be found."""
    found: set[Entry] = set()
    for entry in words:
        for spelling in spellings(entry, english):
            if len(spelling) == 1 and len(spelling[0]) == 1 and spelling[0].isascii():
                raise ValueError(f"'{entry}' is one letter: it would be found everywhere")
            found.update(english.phrase_forms(spelling, kind))
    return frozenset(found)


_SIGN = re.compile(r"[()|]\??|[^\s()|]+")


def spellings(entry: str, english: English) -> frozenset[Entry]:
    """`(a|b c)? d` written out, as it is read. Raises ValueError when that is too many, or the brackets do not fit."""
    signs = _SIGN.findall(entry)[::-1]
    written = _options(signs, entry, english)
    if signs:
        raise ValueError(f"'{entry[:40]}' has a ')' too many")
    if written <= {()}:
        raise ValueError(f"'{entry[:40]}' has no letters to look for")
    return written - {()}


def _options(signs: list[str], entry: str, english: English) -> frozenset[Entry]:
    options: set[Entry] = set()
    while True:
        written: set[Entry] = {()}
        while signs and signs[-1] not in {"|", ")", ")?"}:
            option = _option(signs, entry, english)
            written = {(*before, *after) for before in written for after in option}
            if len(written) > _SPELLINGS:
                raise ValueError(f"'{entry[:40]}' has more than {_SPELLINGS} spellings: split it")
        options |= written
        if not signs or signs[-1] != "|":
            return frozenset(options)
        signs.pop()


def _option(signs: list[str], entry: str, english: English) -> frozenset[Entry]:
    sign = signs.pop()
    if sign != "(":
        return frozenset({english.read(sign[:-1]), ()}) if sign.endswith("?") else frozenset({english.read(sign)})
    written = _options(signs, entry, english)
    if not signs:
        raise ValueError(f"'{entry[:40]}' has a '(' without its ')'")
    return written | {()} if signs.pop() == ")?" else written


@cache
def shipped_lists(folder: Path = DATA / "words") -> WordLists:
    """Every list in the folder. Raises RulesError with every mistake, by file and line."""
    speak = {word: tuple(str(meaning).split()) for word, meaning in _document(folder / "speak.yaml").items()}
    irregular = {word: tuple(str(forms).split()) for word, forms in _document(folder / "irregular.yaml").items()}
    english = English(speak, irregular)
    mistakes: list[Mistake] = []
    files: dict[str, ListFile] = {}
    entries: dict[str, frozenset[Entry]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem in {"speak", "irregular"}:
            continue
        lines: dict[Where, int] = {}
        for name, body in _document(path, lines).items():
            if name in files:
                text = f"a list '{name}' exists already"
                mistakes.append(Mistake(f"data/words/{path.name}", lines[name,], text))
            try:
                file = files[name] = ListFile.model_validate(body)
                entries[name] = entries_of(file.words, file.kind, english)
            except ValueError as error:
                mistakes.append(Mistake(f"data/words/{path.name}", lines[name,], f"list '{name}': {error}"))
    for name, file in files.items():
        mistakes += [
            Mistake("data/words", 1, f"list '{name}' includes '{o}', which does not exist")
            for o in file.includes
            if o not in files
        ]
    if mistakes:
        raise RulesError(tuple(mistakes))
    lists = {
        name: WordList(
            name=name,
            about=file.about,
            kind=file.kind,
            hidden=file.hidden,
            entries=_with_included(name, files, entries),
        )
        for name, file in files.items()
    }
    return WordLists(lists, english)


def _with_included(
    name: str, files: Mapping[str, ListFile], entries: Mapping[str, frozenset[Entry]]
) -> frozenset[Entry]:
    return entries[name].union(*(_with_included(other, files, entries) for other in files[name].includes))


def _document(path: Path, lines: dict[Where, int] | None = None) -> Mapping[str, object]:
    tree, mistakes = read(path, f"data/words/{path.name}")
    if mistakes:
        raise RulesError(mistakes)
    value = plain_values(tree, {} if lines is None else lines)
    return value if isinstance(value, dict) else {}


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
