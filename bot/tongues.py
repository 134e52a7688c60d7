"""In which language somebody is written to: the one they chose, if their group's admins have switched it on."""

from collections.abc import Callable
from dataclasses import replace

from bot.group import Group
from bot.message import MemberId
from bot.ports import Store
from bot.wording.locale import ENGLISH
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


async def as_read_by(member: MemberId, group: Group, store: Store, books: Books) -> Group:
    """The group as it speaks to this member. For wording only: it is never saved."""
    wanted = await store.language(group.id, member) if group.languages else None
    return replace(group, language=wanted) if wanted in switched_on(group, books) and wanted is not None else group
