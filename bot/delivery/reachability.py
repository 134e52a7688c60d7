"""How many of a group's people a direct message reaches: counted for the admins, without a name."""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

from bot.group import Group
from bot.message import Member, MemberId
from bot.ports import Platform, PostponedError, Record, Store
from bot.reach import OpenWay
from bot.wording.phrasebook import Phrasebook

MET = 1_000
"""People remembered as having written today."""
LOOKED_THROUGH = 50
"""Groups in which somebody is looked for when they write in private; with more, they count once a group names them."""


class Reachability:
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
        self._met: OrderedDict[MemberId, date] = OrderedDict()

    async def met(self, by: Member) -> None:
        """They have written to the bot in private: from here on it may write to them, in each group they are in."""
        now = self._clock()
        if self._met.get(by.id) == now.date():
            return
        groups = (await self._store.groups())[:LOOKED_THROUGH]
        try:
            own = [group.id for group in groups if await self._platform(group).is_member(group, by.id)]
        except PostponedError:
            return  # the next time they write
        if own:
            await self._store.record(Record(opened=tuple(OpenWay(group=each, member=by.id, at=now) for each in own)))
        self._met[by.id] = now.date()
        if len(self._met) > MET:
            self._met.popitem(last=False)

    async def left(self, group: Group, member: MemberId) -> None:
        """They have left one of its chats: the group too, unless they are known to be in another of them."""
        if len(group.chats) > 1:
            with suppress(PostponedError):
                if await self._platform(group).is_member(group, member):
                    return
        self._met.pop(member, None)
        await self._store.has_left(group.id, member)

    async def told(self, group: Group) -> str | None:
        """In a sentence or two; None while the platform cannot say."""
        opened, closed = await self._store.ways(group.id, self._clock())
        try:
            reach = await self._platform(group).reach(group, opened, closed)
        except PostponedError:
            return None
        book = self._books(group.language)
        if reach.members is None:
            return book.say("reach.uncounted", reached=str(reach.reached))
        if reach.reached >= reach.members:
            return book.say("reach.all", members=str(reach.members))
        return book.say("reach.some", reached=str(reach.reached), members=str(reach.members))
