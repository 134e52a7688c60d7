"""Word lists by meaning, from `data/words`, as rules.yaml may extend or trim them."""

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints

from bot.reading.fold import plain
from bot.reading.phrases import forms_of
from bot.shipped import DATA

Kind = Literal["none", "noun", "verb", "any"]
Entry = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]
_SPELLINGS = 512  # ways one entry may be written: more is a pattern, not an entry


class ListFile(BaseModel):
    """One list as `data/words/*.yaml` writes it."""

    model_config = ConfigDict(extra="forbid")

    about: str
    kind: Kind = "none"
    hidden: bool = False
    includes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    name: str
    about: str
    kind: Kind
    """How its entries inflect: the first word of a verb, the last of a noun."""
    hidden: bool
    """People disguise these words."""
    entries: frozenset[tuple[str, ...]]
    """In every inflection, in the form a reading has them."""


@dataclass(frozen=True, slots=True)
class WordLists:
    lists: Mapping[str, WordList]
    speak: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    irregular: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def changed(self, name: str, add: tuple[str, ...], remove: tuple[str, ...]) -> "WordLists":
        """With entries added to and taken from one list (a new one if there is none of that name)."""
        old = self.lists.get(name) or WordList(name=name, about="", kind="none", hidden=False, entries=frozenset())
        kind: Kind = "any" if not old.entries else old.kind
        entries = old.entries | self._entries(add, kind)
        entries -= self._entries(remove, kind)
        return replace(self, lists={**self.lists, name: replace(old, entries=entries)})

    def _entries(self, words: tuple[str, ...], kind: Kind) -> frozenset[tuple[str, ...]]:
        return entries_of(words, kind, self.speak, self.irregular)


def entries_of(
    words: tuple[str, ...], kind: Kind, speak: Mapping[str, tuple[str, ...]], irregular: Mapping[str, tuple[str, ...]]
) -> frozenset[tuple[str, ...]]:
    """Entries in every spelling and inflection. Raises ValueError on one that could never be found."""
    found: set[tuple[str, ...]] = set()
    for entry in words:
        for spelling in spellings(entry):
            read = as_read(spelling, speak)
            if not read:
                raise ValueError(f"'{entry}' has no letters to look for")
            if len(read) == 1 and len(read[0]) == 1 and read[0].isascii():
                raise ValueError(f"'{entry}' is one letter: it would be found everywhere")
            found.update(forms_of(read, kind, irregular))
    return frozenset(found)


_ENTRY_PIECE = re.compile(r"\(([^()]*)\)(\??)|(\S+?)(\?)?(?=\s|$)")


def spellings(entry: str) -> tuple[str, ...]:
    """`(a|b) c?` written out. Raises ValueError when that is too many."""
    choices: list[tuple[str, ...]] = []
    for match in _ENTRY_PIECE.finditer(entry):
        options = tuple(match[1].split("|")) if match[1] is not None else (match[3],)
        choices.append((*options, "") if match[2] or match[4] else options)
    written = tuple(
        " ".join(filter(None, words)) for words in itertools.islice(itertools.product(*choices), _SPELLINGS + 1)
    )
    if len(written) > _SPELLINGS:
        raise ValueError(f"'{entry}' has more than {_SPELLINGS} spellings: use a pattern in a rule")
    return tuple(dict.fromkeys(filter(None, written)))


_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s'\"?!.,;:()\-/]")


def as_read(text: str, speak: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """An entry's words in the form a reading has them: folded, contractions opened, possessives apart."""
    words: list[str] = []
    for word in _WORD.findall(plain(text)):
        if word in speak:
            words.extend(speak[word])
        elif word.endswith("'s") and len(word) > 2:
            words.extend((word[:-2], "'s"))
        else:
            words.append(word)
    return tuple(words)


@cache
def shipped_lists(folder: Path = DATA / "words") -> WordLists:
    """Every list in the folder. Raises ValueError naming file and list: shipped lists are ours to keep right."""
    speak = {word: tuple(str(meaning).split()) for word, meaning in _mapping(folder / "speak.yaml").items()}
    irregular = {word: tuple(str(forms).split()) for word, forms in _mapping(folder / "irregular.yaml").items()}
    files: dict[str, ListFile] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem in {"speak", "irregular"}:
            continue
        for name, body in _mapping(path).items():
            if name in files:
                raise ValueError(f"{path.name}: list '{name}' exists twice")
            files[name] = ListFile.model_validate(body)
    lists = {name: _built(name, files, speak, irregular) for name in files}
    return WordLists(lists=lists, speak=speak, irregular=irregular)


def _built(
    name: str,
    files: Mapping[str, ListFile],
    speak: Mapping[str, tuple[str, ...]],
    irregular: Mapping[str, tuple[str, ...]],
) -> WordList:
    file = files[name]
    try:
        entries = set(entries_of(file.words, file.kind, speak, irregular))
        for other in file.includes:
            entries |= _built(other, files, speak, irregular).entries
    except (ValueError, KeyError) as error:
        raise ValueError(f"data/words: list '{name}': {error}") from error
    return WordList(name=name, about=file.about, kind=file.kind, hidden=file.hidden, entries=frozenset(entries))


def _mapping(path: Path) -> Mapping[str, object]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}


@cache
def ordinary_words() -> frozenset[str]:
    """Words everybody uses: a surname spelt like one needs a title or a capital, and none is a misspelt name."""
    return frozenset((DATA / "words" / "ordinary.txt").read_text(encoding="utf-8").split())
