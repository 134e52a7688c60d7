"""What could follow the words an admin is typing: somebody of the staff, or a case they may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adminship import is_admin_now
from bot.desk.cases import seen
from bot.group import Group
from bot.message import GroupId, Member
from bot.people.register import StaffMember
from bot.ports import Platform, Store
from bot.wording.casework import case_line
from bot.wording.phrasebook import Phrasebook

OFFERED = ("staff", "cases")
"""Commands whose words can be offered, without their slash."""
VERBS = ("alias", "rename")


@dataclass(frozen=True, slots=True)
class Offer:
    words: str
    """What would be sent after the command."""
    shown: str


class Offers:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._platform = platform
        self._books = books
        self._clock = clock

    async def of(self, command: str, words: str, by: Member, here: GroupId) -> tuple[Offer, ...]:
        """To an admin of this group; nothing to anybody else."""
        group = await self._store.group(here)
        if group is None or not await is_admin_now(by.id, self._platform(group), group):
            return ()
        if command == "staff":
            return tuple(_staff(words.lstrip(), group))
        if command == "cases":
            return await self._open(words.strip().removeprefix("#"), by, group)
        return ()

    async def _open(self, words: str, by: Member, group: Group) -> tuple[Offer, ...]:
        book, now = self._books(group.language), self._clock()
        return tuple(
            [
                Offer(str(case.number), case_line(book, group=group, case=case, incidents=incidents, now=now))
                async for case, incidents in seen(self._store, group, by)
                if str(case.number).startswith(words)
            ]
        )


def _staff(words: str, group: Group) -> list[Offer]:
    """Of a name, the line that would change it; after a verb or a minus, what they want to do with it."""
    verb, _, rest = words.partition(" ")
    if verb.casefold() in VERBS:
        return [_same(f"{verb.casefold()} {one.name} = ") for one in _called(rest, group)]
    if words.startswith("-"):
        return [_same(f"-{one.name}") for one in _called(words[1:], group)]
    return [
        _same(", ".join(filter(None, (one.name, one.role, "; ".join(one.aliases))))) for one in _called(words, group)
    ]


def _called(typed: str, group: Group) -> list[StaffMember]:
    wanted = typed.strip().casefold()
    return [one for one in group.register.staff if any(wanted in way.casefold() for way in (one.name, *one.aliases))]


def _same(words: str) -> Offer:
    return Offer(words, words)
