"""In which words somebody is written to: a language they chose, if it is switched on; the group's own sentences."""

from collections.abc import Callable
from dataclasses import replace

from bot.group import Group
from bot.message import MemberId
from bot.ports import Store
from bot.wording.locale import ENGLISH
from bot.wording.own import laid
from bot.wording.phrasebook import Phrasebook, languages

Books = Callable[[str], Phrasebook]


def switched_on(group: Group, books: Books) -> tuple[str, ...]:
    """English first, then each whose wording is still the very one that somebody has read for this group."""
    known = languages()
    read = (
        each.language
        for each in group.languages
        if each.language in known and books(each.language).edition == each.edition
    )
    return tuple(dict.fromkeys((ENGLISH, group.language, *read)))


def as_read_by_all(group: Group, books: Books) -> Group:
    """The group as it speaks to whoever has chosen nothing. For wording only: it is never saved."""
    first = next((each.language for each in group.languages if each.is_first), None)
    return replace(group, language=first) if first is not None and first in switched_on(group, books) else group


async def as_read_by(member: MemberId, group: Group, store: Store, books: Books) -> Group:
    """The group as it speaks to this member. For wording only: it is never saved."""
    wanted = await store.language(group.id, member) if group.languages else None
    if wanted is None or wanted not in switched_on(group, books):
        return as_read_by_all(group, books)
    return replace(group, language=wanted)


async def as_read_in_private(member: MemberId, groups: tuple[Group, ...], store: Store, books: Books) -> str:
    """The language for whoever asks where no group is meant: the first they have chosen somewhere, else English."""
    for group in groups:
        chosen = await store.language(group.id, member) if group.languages else None
        if chosen is not None and chosen in switched_on(group, books):
            return chosen
    return as_read_by_all(groups[0], books).language if len(groups) == 1 else ENGLISH


def voice(group: Group, books: Books, *needed: str) -> Phrasebook:
    """The wording in the group's language, with what its admins would rather say in its place.

    In English where the language lacks any of the needed texts: no answer is half in one and half in the other.
    """
    book = whole(books(group.language), books, *needed)
    return laid(book, group.wordings[0].sentences) if group.wordings else book


def whole(book: Phrasebook, books: Books, *needed: str) -> Phrasebook:
    """The book itself where it has all of these texts, or all of these sections; else English."""
    if book.language == ENGLISH:
        return book
    english = books(ENGLISH)
    wanted = (key for key in english.texts if any(key == each or key.startswith(f"{each}.") for each in needed))
    return book if all(key in book.own for key in wanted) else english
