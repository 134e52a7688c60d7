"""Reads one language's sentences: whole, or refused with every mistake."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from bot.errors import FactsError, FileError, Mistake
from bot.located import Branch, Located, read
from bot.place import hint
from bot.shipped import DATA
from bot.wording import contract, locale
from bot.wording.book import Phrasebook, Template, note_keys
from bot.wording.lint import Forbidden, forbidden, too_long

__all__ = ["Phrasebook", "Template", "languages", "load", "note_keys"]

WORDING = DATA / "wording"
SECTIONS = frozenset(
    {key.partition(".")[0] for key in contract.TEXTS}
    | {"plurals", "gaps", "notes", "forbidden", "status", *contract.LISTS}
)

DRAFT = "draft"
"""The status of a file nobody who speaks the language has read for us."""
EDITION = 12
ANSWER = 200
"""Letters of an answer: what a pop-up of Telegram holds."""
LABEL = 24
"""Letters of a label: what half a narrow phone shows."""


def languages(folder: Path = WORDING) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def load(language: str, folder: Path = WORDING) -> Phrasebook:
    """The phrasebook of that language. Raises FactsError with every mistake, or FileError when there is none."""
    known = languages(folder)
    if language not in known:
        raise FileError(f"there is no wording in {language!r}; there is {', '.join(known) or 'none'}")
    name = f"wording/{language}.yaml"
    path = folder / f"{language}.yaml"
    root, mistakes = read(path, name)
    edition = sha256(path.read_bytes()).hexdigest()[:EDITION]
    return replace(_Reader(name, language, list(mistakes)).book(root), edition=edition)


def sentence(book: Phrasebook, key: str, at: Located, file: str) -> tuple[Template | None, tuple[Mistake, ...]]:
    """One text that is to stand in place of the book's, held to what every text of a wording file is held to."""
    mistakes: list[Mistake] = []
    return _Reader(file, book.language, mistakes).one(key, at, book.forbidden), tuple(mistakes)


class _Reader:
    """Turns one wording file into a phrasebook, collecting what is wrong on the way."""

    def __init__(self, file: str, language: str, mistakes: list[Mistake]) -> None:
        self._file = file
        self._language = language
        self._mistakes = mistakes
        self._texts: dict[str, Template] = {}

    def book(self, root: Located) -> Phrasebook:
        if self._mistakes:  # half a file would only be reported as holes
            raise FactsError(tuple(self._mistakes))
        sections = self._branch(root, SECTIONS)
        never = self._forbidden(sections)
        behind = self._behind(sections)
        lists = {
            key: self._list(sections, key, size) if behind is None or key in sections else ()
            for key, size in contract.LISTS.items()
        }
        gaps = self._gaps(sections, behind)
        for section, at in sections.items():
            if section in {"gaps", "forbidden", "status", *contract.LISTS}:
                continue
            for key, found in self._leaves(section, at):
                self._take(key, found, never)
        own = frozenset(self._texts)
        for key, template in ({} if behind is None else behind.texts).items():
            self._texts.setdefault(key, template)
        for key in (*contract.TEXTS, *self._plural_keys(own, is_draft=behind is not None), *self._note_keys()):
            if key not in self._texts:
                self._wrong(self._nearest(sections, key), f"`{key}` is missing")
        if self._mistakes:
            raise FactsError(tuple(dict.fromkeys(self._mistakes)))
        return Phrasebook(self._language, self._texts, lists, gaps, never, own=own)

    def one(self, key: str, at: Located, never: Forbidden) -> Template | None:
        self._take(key, at, never)
        return self._texts.get(key)

    def _behind(self, sections: Branch) -> Phrasebook | None:
        """English, which says what a draft does not; None for a file that says everything itself."""
        at = sections.get("status")
        if at is None:
            return None
        if at.value != DRAFT:
            self._wrong(at.line, f"`status` is `{DRAFT}`, or is left out of a file that holds every text")
        return load(locale.ENGLISH)

    def _wrong(self, line: int, text: str) -> None:
        self._mistakes.append(Mistake(self._file, line, text))

    def _branch(self, at: Located, known: frozenset[str]) -> Branch:
        if not isinstance(at.value, dict):
            self._wrong(at.line, "expected `key: value` lines")
            return {}
        for key in at.value.keys() - known:
            self._wrong(at.value[key].line, f"unknown key `{key}`{hint(key, known)}")
        return {key: value for key, value in at.value.items() if key in known}

    def _leaves(self, key: str, at: Located) -> Iterator[tuple[str, Located]]:
        """Every text under here with its full name; a list of paragraphs is one text."""
        if isinstance(at.value, dict):
            for name, value in at.value.items():
                yield from self._leaves(f"{key}.{name}", value)
        elif isinstance(at.value, str) or key in contract.PARAGRAPHS:
            yield key, at
        else:
            self._wrong(at.line, f"`{key}` must be a text")

    def _take(self, key: str, at: Located, never: Forbidden) -> None:
        values = self._values(key)
        if values is None:
            self._wrong(at.line, f"unknown text `{key}`{hint(key, contract.TEXTS)}")
            return
        text = self._paragraphs(key, at)
        if text is None:
            return
        self._texts[key] = template = self._parse(key, at.line, text, values)
        plain = "".join(part + ("it" if placeholder else "") for part, placeholder in template)
        for word in forbidden(plain, self._never(key, never)):
            self._wrong(at.line, f"`{key}` says `{word}`, which is on the list of words never said")
        for sentence in too_long(plain):
            self._wrong(at.line, f"`{key}` has a sentence of more than 20 words: {sentence}")
        for section, most in (("answers", ANSWER), ("labels", LABEL)):
            if key.startswith(f"{section}.") and len(plain) > most:
                self._wrong(at.line, f"`{key}` has {len(plain)} letters; {most} is the most")

    def _paragraphs(self, key: str, at: Located) -> str | None:
        if isinstance(at.value, str):
            text = at.value
        else:
            lines = at.value if isinstance(at.value, tuple) else ()
            text = "\n".join(line.value if isinstance(line.value, str) else "" for line in lines)
        if not text.strip():
            self._wrong(at.line, f"`{key}` says nothing")
            return None
        return text

    def _values(self, key: str) -> frozenset[str] | None:
        """What may be filled into the text of that name; None when there is no such text."""
        section, _, rest = key.partition(".")
        match section, rest.split("."):
            case "notes", [_, text] if text in contract.NOTE_TEXTS:
                return contract.NOTE_VALUES
            case "plurals", [name, form] if name in contract.PLURALS and form in locale.forms(self._language):
                return frozenset({"n"})
            case _:
                return contract.TEXTS.get(key)

    def _parse(self, key: str, line: int, text: str, values: frozenset[str]) -> Template:
        parts: list[tuple[str, str | None]] = []
        rest = text
        while "{" in rest:
            plain, _, rest = rest.partition("{")
            placeholder, closed, rest = rest.partition("}")
            if not closed:
                self._wrong(line, f"`{key}` opens a brace and never closes it")
                break
            if placeholder not in values and placeholder not in contract.LABELS:
                self._wrong(
                    line, f"`{key}` cannot use {{{placeholder}}}{hint(placeholder, (*values, *contract.LABELS))}"
                )
            parts.append((plain, placeholder))
        if "}" in rest:
            self._wrong(line, f"`{key}` closes a brace it never opened")
        return (*parts, (rest, None))

    def _never(self, key: str, never: Forbidden) -> tuple[str, ...]:
        if key.partition(".")[0] not in contract.MEMBER:
            return never.to_admins()
        return never.to_member_urgently() if key in contract.URGENT else never.to_member()

    def _gaps(self, sections: Branch, behind: Phrasebook | None) -> dict[str, str]:
        if "gaps" not in sections and behind is not None:
            return dict(behind.gaps)
        if "gaps" not in sections:
            self._wrong(1, "`gaps` is missing")
            return {}
        given = self._branch(sections["gaps"], contract.PLACEHOLDERS)
        gaps: dict[str, str] = {} if behind is None else dict(behind.gaps)
        for placeholder in sorted(contract.PLACEHOLDERS - given.keys() - gaps.keys()):
            self._wrong(sections["gaps"].line, f"`gaps` does not say what stands for a missing {{{placeholder}}}")
        for placeholder, at in given.items():
            if not isinstance(at.value, str) or "{" in at.value:
                self._wrong(at.line, f"`gaps.{placeholder}` must be a text without braces")
            else:
                gaps[placeholder] = at.value
        return gaps

    def _list(self, sections: Branch, key: str, size: int) -> tuple[str, ...]:
        at = sections.get(key)
        words = at.value if at is not None and isinstance(at.value, tuple) else ()
        texts = tuple(word.value for word in words if isinstance(word.value, str) and word.value)
        if len(texts) != size or len(words) != size:
            self._wrong(at.line if at else 1, f"`{key}` must list {size} words")
        return texts

    def _forbidden(self, sections: Branch) -> Forbidden:
        kinds = ("everywhere", "to-members", "to-members-unless-urgent")
        given: Branch = {}
        if "forbidden" in sections:
            given = self._branch(sections["forbidden"], frozenset(kinds))
        else:
            self._wrong(1, "`forbidden` is missing")
        found: dict[str, tuple[str, ...]] = {}
        for kind, at in given.items():
            entries = at.value if isinstance(at.value, tuple) else ()
            found[kind] = tuple(entry.value.casefold() for entry in entries if isinstance(entry.value, str))
            if not entries or len(found[kind]) != len(entries):
                self._wrong(at.line, f"`forbidden.{kind}` must be a list of words")
        return Forbidden(*(found.get(kind, ()) for kind in kinds))

    def _plural_keys(self, own: frozenset[str], *, is_draft: bool) -> tuple[str, ...]:
        """Each noun's forms; of one a draft does not have at all, the English ones stand in."""
        given = {key.split(".")[1] for key in own if key.startswith("plurals.")}
        names = contract.PLURALS if not is_draft else [name for name in contract.PLURALS if name in given]
        return tuple(f"plurals.{name}.{form}" for name in names for form in locale.forms(self._language))

    def _note_keys(self) -> tuple[str, ...]:
        notes = dict.fromkeys(key.split(".")[1] for key in self._texts if key.startswith("notes."))
        needed = tuple(text for text, is_needed in contract.NOTE_TEXTS.items() if is_needed)
        return tuple(f"notes.{note}.{text}" for note in notes for text in needed)

    def _nearest(self, sections: Branch, key: str) -> int:
        """The line of the innermost mapping that should have held it."""
        at: Located | None = Located(sections, 1)
        line = 1
        for step in key.split("."):
            if at is None or not isinstance(at.value, dict):
                break
            line = at.line
            at = at.value.get(step)
        return line
