"""Stands in front of a platform while a group is in shadow mode: members' letters stay back, danger goes through."""

from collections.abc import Callable
from datetime import datetime

from bot.checkup import Checked
from bot.group import Group, Mode
from bot.message import ChatId, Member, MemberId, MessageId
from bot.notice import Letter
from bot.ports import Delivered, Platform, WithheldError
from bot.reach import Reach


class Shadow:
    """A Platform that hands over only what is urgent, and what tells the admins something without a name."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def tell(self, letter: Letter) -> Delivered:
        if letter.is_urgent or letter.names_nobody or letter.documents:  # a file is sent to whoever asked for it
            return await self._platform.tell(letter)
        raise WithheldError("the group is in shadow mode")

    async def admins(self, group: Group) -> tuple[Member, ...]:
        return await self._platform.admins(group)

    async def post(self, chat: ChatId, text: str) -> None:
        await self._platform.post(chat, text)

    async def delete(self, chat: ChatId, message: MessageId) -> None:
        await self._platform.delete(chat, message)

    async def pause(self, chat: ChatId, member: MemberId, until: datetime | None) -> None:
        await self._platform.pause(chat, member, until)

    async def is_member(self, group: Group, member: MemberId) -> bool:
        return await self._platform.is_member(group, member)

    async def examine(self, group: Group) -> tuple[Checked, ...]:
        return await self._platform.examine(group)

    async def reach(self, group: Group, opened: frozenset[MemberId], closed: frozenset[MemberId]) -> Reach:
        return await self._platform.reach(group, opened, closed)


def is_shadowed(group: Group, now: datetime) -> bool:
    """Shadow mode ends by itself at `live_from`, when somebody has set one."""
    return group.mode is Mode.SHADOW and (group.live_from is None or now < group.live_from)


def shadowing(reach: Callable[[Group], Platform], clock: Callable[[], datetime]) -> Callable[[Group], Platform]:
    """How to reach a group's people, through a Shadow for as long as the group is in shadow mode."""

    def reached(group: Group) -> Platform:
        platform = reach(group)
        return Shadow(platform) if is_shadowed(group, clock()) else platform

    return reached
