"""The very words a member would have been sent."""

from dataclasses import replace
from functools import cache

from bot import place
from bot.group import Group
from bot.message import Member
from bot.place import Place
from bot.report.aftermath import Told
from bot.wording import letters, phrasebook
from bot.wording.phrasebook import Phrasebook


def letter(told: Told, group: Group, name: str) -> str:
    """To `name`; to nobody in particular when it is blank."""
    poster = Member(id=told.incident.poster.id, name=name)
    return letters.note(
        _book(group.language),
        group=group,
        place=_place(group.place),
        incident=replace(told.incident, poster=poster),
        earlier=told.earlier,
        standing=told.standing,
        now=told.at,
    )


@cache
def _book(language: str) -> Phrasebook:
    return phrasebook.load(language)


@cache
def _place(name: str) -> Place:
    return place.load(name)
