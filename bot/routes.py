"""Several platforms as one: each person and each chat is reached on the one their id begins with."""

from collections.abc import Mapping
from datetime import datetime

from bot.checkup import Checked
from bot.group import Group
from bot.message import ChatId, Member, MemberId, MessageId
from bot.notice import Letter
from bot.ports import Delivered, Platform, RefusedError, UnreachableError
from bot.reach import Reach


class Routes:
    """A Platform. Its parts are named as ids begin: "telegram" for "telegram:42"."""

    def __init__(self, platforms: Mapping[str, Platform]) -> None:
        self._platforms = platforms

    async def tell(self, letter: Letter) -> Delivered:
        platform = self._of(letter.to)
        if platform is None:
            raise UnreachableError("no platform that is served knows this person")
        return await platform.tell(letter)

    async def admins(self, group: Group) -> tuple[Member, ...]:
        """Of all its chats; nobody while none of them is on a platform that is served."""
        found: dict[str, Member] = {}
        for platform in self._serving(group):
            found |= {admin.id: admin for admin in await platform.admins(group)}
        return tuple(found.values())

    async def post(self, chat: ChatId, text: str) -> None:
        await self._reached(chat).post(chat, text)

    async def delete(self, chat: ChatId, message: MessageId) -> None:
        await self._reached(chat).delete(chat, message)

    async def pause(self, chat: ChatId, member: MemberId, until: datetime | None) -> None:
        await self._reached(chat).pause(chat, member, until)

    async def is_member(self, group: Group, member: MemberId) -> bool:
        platform = self._of(member)
        return platform is not None and await platform.is_member(group, member)

    async def examine(self, group: Group) -> tuple[Checked, ...]:
        return tuple([each for platform in self._serving(group) for each in await platform.examine(group)])

    async def reach(self, group: Group, opened: frozenset[MemberId], closed: frozenset[MemberId]) -> Reach:
        """Of all its chats; on several platforms nobody knows who is there twice, so that only a sum is told."""
        parts = [await platform.reach(group, opened, closed) for platform in self._serving(group)]
        known = [part.members for part in parts if part.members is not None]
        members = sum(known) if known and len(known) == len(parts) else None
        return Reach(reached=sum(part.reached for part in parts), members=members)

    def _serving(self, group: Group) -> tuple[Platform, ...]:
        """Each of those its chats are on, once."""
        found = {id(each): each for chat in group.chats if (each := self._of(chat)) is not None}
        return tuple(found.values())

    def _of(self, name: str) -> Platform | None:
        return self._platforms.get(name.partition(":")[0])

    def _reached(self, chat: ChatId) -> Platform:
        platform = self._of(chat)
        if platform is None:
            raise RefusedError("no platform that is served has this chat")
        return platform
