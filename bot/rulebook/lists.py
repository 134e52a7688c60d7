"""Word lists by meaning, from `data/words`, as rules.yaml may extend or trim them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from bot.errors import Mistake, RulesError
from bot.located import Where, read
from bot.located import plain as plain_values
from bot.people.mentions import LISTS
from bot.reading.english import English
from bot.reading.phrases import Entry
from bot.rulebook.entries import Choice, Kind, may_be_missing, parsed, ways, written_out
from bot.shipped import DATA

Written = Annotated[str, BeforeValidator(str), StringConstraints(strip_whitespace=True, min_length=1)]
"""An entry as it is written; a number is a word like any other."""
WRITTEN_OUT = 16  # ways of one entry that are looked up as wholes; of more, only what is rarest in them is
MOST_WAYS = 10_000  # of one entry: more is a slip of a bracket


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
    entries: frozenset[Entry] = frozenset()
    """In every inflection, in the form a reading has them."""
    longer: tuple[Choice, ...] = ()
    """Entries that would have to be written too often; a pattern takes them as parts of its own."""


@dataclass(frozen=True, slots=True)
class WordLists:
    lists: Mapping[str, WordList]
    english: English

    def changed(self, name: str, add: tuple[str, ...], remove: tuple[str, ...]) -> "WordLists":
        """With entries added to and taken from one list (a new one if there is none of that name)."""
        old = self.lists.get(name)
        new = old or WordList(name=name, about="", kind="any", hidden=False)
        new = _with(new, add, self.english)
        forms = partial(_forms, kind=new.kind, english=self.english)
        gone = frozenset(form for entry in remove for form in forms(parsed(entry, self.english)))
        cut = [choice for choice in new.longer if not gone.isdisjoint(forms(choice))]
        entries = new.entries.union(*map(forms, cut)) - gone
        longer = tuple(choice for choice in new.longer if choice not in cut)
        return replace(self, lists={**self.lists, name: replace(new, entries=entries, longer=longer)})


def _with(known: WordList, words: tuple[str, ...], english: English) -> WordList:
    """Raises ValueError on an entry that could never be found, or always."""
    entries: set[Entry] = set(known.entries)
    longer = list(known.longer)
    for entry in words:
        choice = parsed(entry, english)
        if ways(choice) > MOST_WAYS:
            raise ValueError(f"'{entry[:40]}' has more than {MOST_WAYS} spellings: split it")
        if known.name not in LISTS and ways(choice) > WRITTEN_OUT and not may_be_missing(choice):
            longer.append(choice)
            continue
        forms = _forms(choice, known.kind, english)
        if any(len(form) == 1 and len(form[0]) == 1 and form[0].isascii() for form in forms):
            raise ValueError(f"'{entry}' is one letter: it would be found everywhere")
        entries |= forms
    return replace(known, entries=frozenset(entries), longer=tuple(longer))


def _forms(choice: Choice, kind: Kind, english: English) -> frozenset[Entry]:
    return frozenset(form for words in written_out(choice) if words for form in english.phrase_forms(words, kind))


@cache
def shipped_lists(folder: Path = DATA / "words") -> WordLists:
    """Every list in the folder. Raises RulesError with every mistake, by file and line."""
    speak = {word: tuple(str(meaning).split()) for word, meaning in _document(folder / "speak.yaml").items()}
    irregular = {word: tuple(str(forms).split()) for word, forms in _document(folder / "irregular.yaml").items()}
    english = English(speak, irregular)
    mistakes: list[Mistake] = []
    files: dict[str, ListFile] = {}
    found: dict[str, WordList] = {}
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
                empty = WordList(name=name, about=file.about, kind=file.kind, hidden=file.hidden)
                found[name] = _with(empty, file.words, english)
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
    return WordLists({name: _with_included(name, files, found) for name in files}, english)


def _with_included(name: str, files: Mapping[str, ListFile], found: Mapping[str, WordList]) -> WordList:
    own = found[name]
    for other in files[name].includes:
        included = _with_included(other, files, found)
        own = replace(own, entries=own.entries | included.entries, longer=(*own.longer, *included.longer))
    return own


def _document(path: Path, lines: dict[Where, int] | None = None) -> Mapping[str, object]:
    tree, mistakes = read(path, f"data/words/{path.name}")
    if mistakes:
        raise RulesError(mistakes)
    value = plain_values(tree, {} if lines is None else lines)
    return value if isinstance(value, dict) else {}
