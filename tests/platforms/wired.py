"""Between a story's world and a real platform's adapter: what it was asked to do, and what came of it."""

from dataclasses import dataclass, field
from datetime import datetime

from fake_platform import Seen
from fakes import FakePlatform

from bot.checkup import Checked
from bot.group import Group
from bot.message import ChatId, GroupId, Member, MemberId, MessageId
from bot.notice import Letter
from bot.ports import Delivered, Platform
from bot.reach import Reach
from bot.reception import Reception


@dataclass
class Wired(FakePlatform):
    """Keeps what the adapter has done, as a stand-in keeps what it was given."""

    real: Platform = field(default_factory=FakePlatform)

    async def tell(self, letter: Letter) -> Delivered:
        done = await self.real.tell(letter)
        self.seen.append(Seen(by=letter.to, letter=letter, way=done.way))
        return done

    async def admins(self, group: Group) -> tuple[Member, ...]:
        return await self.real.admins(group)

    async def post(self, chat: ChatId, text: str) -> None:
        await self.real.post(chat, text)
        self.posted.append((chat, text))

    async def delete(self, chat: ChatId, message: MessageId) -> None:
        await self.real.delete(chat, message)
        self.deleted.append((chat, message))

    async def pause(self, chat: ChatId, member: MemberId, until: datetime | None) -> None:
        await self.real.pause(chat, member, until)
        self.paused.append((chat, member, until))

    async def is_member(self, group: Group, member: MemberId) -> bool:
        return await self.real.is_member(group, member)

    async def examine(self, group: Group) -> tuple[Checked, ...]:
        return await self.real.examine(group)

    async def reach(self, group: Group, opened: frozenset[MemberId], closed: frozenset[MemberId]) -> Reach:
        return await self.real.reach(group, opened, closed)


class Remembering(Reception):
    """Knows what it has taken out of mailboxes, for a platform to show."""

    opened_so_far: tuple[Letter, ...] = ()

    async def opened(self, member: Member, group: GroupId | None) -> tuple[Letter, ...]:
        letters = await super().opened(member, group)
        self.opened_so_far += letters
        return letters
