"""A group's own sentences: which of ours they may stand in for, what they must go on saying, and the book they make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.errors import Mistake
from bot.group import Sentence
from bot.located import Located, parse
from bot.people.load import unfit
from bot.place import hint
from bot.wording import contract, locale
from bot.wording.book import Phrasebook, Template, note_keys
from bot.wording.phrasebook import sentence

FILE = "wording.yaml"
LANGUAGE = "language"
LONGEST = 2_000
"""Letters of one text; the standing notice has about a thousand."""
WHOLE = {
    "note": "hello hello-nobody bot only-you danger-talk change down down-now keep-out",
    "several": "again change",
}
OPEN = (
    *(f"{section}.{key}" for section, keys in WHOLE.items() for key in keys.split()),
    *(f"contacts.{kind}" for kind in contract.GENERIC),
)
"""Single texts. What says what counts, what happened and who was told is not here: it has to be true."""
SECTIONS = ("group", "notes", "help", "steps", "whom")
"""Of these, every text."""
FREE = {"name", "whom", "school"}
"""What a sentence may leave out; everything else that ours says, it says too."""
MESSAGE = {"message", "the_message"}
"""Either will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file of sentences as an admin sent it."""

    language: str
    sentences: tuple[Sentence, ...]
    """Only what differs from what is shipped: an upgrade still reaches the rest."""
    lines: Mapping[str, int]
    mistakes: tuple[Mistake, ...]


def is_open(key: str) -> bool:
    """May a group say it in its own words?"""
    return key in OPEN or key.partition(".")[0] in SECTIONS


def read_file(text: str, books: Mapping[str, Phrasebook]) -> Written:
    """Every mistake in it, by line. `books`: the shipped ones it may stand in for, by their language."""
    root, mistakes = parse(text, FILE)
    sections = dict(root.value) if isinstance(root.value, Mapping) else {}
    wrong = list(mistakes)
    if not mistakes and not isinstance(root.value, Mapping):
        wrong.append(Mistake(FILE, root.line, "expected `key: value` lines"))
    at = sections.pop(LANGUAGE, Located(locale.ENGLISH, 1))
    language = at.value if isinstance(at.value, str) else ""
    if language not in books:
        wrong.append(Mistake(FILE, at.line, f"`{LANGUAGE}` is one of {', '.join(books)}"))
        return Written(language=language, sentences=(), lines={}, mistakes=tuple(wrong))
    book, found, lines = books[language], [], {}
    for key, part in _leaves(sections):
        said = _text(part)
        lines[key] = part.line
        if said is not None and said == shown(book, key):
            continue
        template, about = checked(book, key, part)
        wrong += about
        if template is not None and said is not None:
            found.append(Sentence(language=language, key=key, text=said))
    return Written(language=language, sentences=tuple(found), lines=lines, mistakes=tuple(wrong))


def checked(book: Phrasebook, key: str, at: Located) -> tuple[Template | None, tuple[Mistake, ...]]:
    """One text in place of a shipped one, held to what that is held to; None when something is wrong with it."""
    if not is_open(key) or (key.startswith("notes.") and key.split(".")[1] not in note_keys(book)):
        reason = hint(key, tuple(each for each in book.texts if is_open(each)))
        if key in book.texts:
            reason = ": it says what I did or what counts, and has to be true; or it is no text for members"
        return None, (Mistake(FILE, at.line, f"`{key}` cannot be changed{reason}"),)
    wrong = tuple(Mistake(FILE, at.line, f"`{key}`: {why}") for why in _unfit(at))
    if wrong:
        return None, wrong
    text = _text(at)
    template, mistakes = sentence(book, key, at if text is None else Located(text, at.line), FILE)
    if template is None or mistakes:
        return None, mistakes
    lacks = _lacks(book, key, template)
    return (None if lacks else template), tuple(
        Mistake(FILE, at.line, f"`{key}` must go on saying {each}") for each in lacks
    )


def _unfit(at: Located) -> tuple[str, ...]:
    text = _text(at)
    if text is None:
        return ()
    if len(text) > LONGEST:
        return (f"{len(text)} letters are too many; {LONGEST} is the most",)
    return tuple(why for line in text.split("\n") if line and (why := unfit(line, LONGEST)))


def _lacks(book: Phrasebook, key: str, template: Template) -> tuple[str, ...]:
    """What ours fills in, or sends people to, and theirs does not."""
    ours = book.texts.get(key, ())
    if key.endswith(".plain") and not ours:
        ours = book.texts.get(f"{key.removesuffix('.plain')}.says", ())
    free = FREE if key.partition(".")[0] != "contacts" else set()
    said = {value for _, value in template if value is not None}
    needed = {value for _, value in ours if value is not None} - free
    if needed & MESSAGE and said & MESSAGE:
        needed -= MESSAGE
    commands = [word.strip(".,") for part, _ in ours for word in part.split() if word.startswith("/") and len(word) > 2]
    plain = "".join(part for part, _ in template)
    return (*(f"{{{value}}}" for value in sorted(needed - said)), *(each for each in commands if each not in plain))


def laid(book: Phrasebook, own: tuple[Sentence, ...]) -> Phrasebook:
    """The book with a group's own sentences. One that does not fit any more, as after an upgrade, is left out."""
    mine = tuple(each for each in own if each.language == book.language)
    if not mine:
        return book
    templates = {each.key: found for each in mine if (found := _template(each, _Known(book))) is not None}
    return replace(book, texts={**book.texts, **templates}, own=book.own | templates.keys())


def misfits(book: Phrasebook, own: Iterable[Sentence]) -> tuple[str, ...]:
    """Those that `laid` leaves out."""
    return tuple(each.key for each in own if each.language == book.language and _template(each, _Known(book)) is None)


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A book as something to remember by: two of one edition are one."""

    book: Phrasebook

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and (self.book.language, self.book.edition) == (
            other.book.language,
            other.book.edition,
        )

    def __hash__(self) -> int:
        return hash((self.book.language, self.book.edition))


@lru_cache(maxsize=2_048)
def _template(own: Sentence, known: _Known) -> Template | None:
    return checked(known.book, own.key, Located(own.text, 1))[0]


def shown(book: Phrasebook, key: str) -> str | None:
    """A text as an admin sees it, its braces open; None where there is none."""
    if key not in book.texts:
        return None
    return "".join(f"{plain}{'' if value is None else '{' + value + '}'}" for plain, value in book.texts[key])


def _leaves(sections: Mapping[str, Located], before: str = "") -> Iterable[tuple[str, Located]]:
    for name, part in sections.items():
        if isinstance(part.value, Mapping):
            yield from _leaves(part.value, f"{before}{name}.")
        else:
            yield f"{before}{name}", part


def _text(at: Located) -> str | None:
    """One line a paragraph, however it was written; None for nothing, and for what is no text."""
    lines = at.value.splitlines() if isinstance(at.value, str) else ()
    if isinstance(at.value, tuple):
        lines = [each.value for each in at.value if isinstance(each.value, str)]
    return "\n".join(line.strip() for line in lines if line.strip()) or None
