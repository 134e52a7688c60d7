"""A platform on which everybody is reached at once, and that keeps nothing: for runs too long to keep it all."""

from datetime import datetime

from builders import LENA, PRIYA, TOM

from bot.checkup import Checked
from bot.group import Group
from bot.message import ChatId, Member, MemberId, MessageId
from bot.notice import Letter, Way
from bot.ports import Delivered
from bot.reach import Reach


class OpenPlatform:
    def __init__(self) -> None:
        self.letters = 0

    async def tell(self, letter: Letter) -> Delivered:  # noqa: ARG002  # the port's signature
        self.letters += 1
        return Delivered(way=Way.DIRECT, reference=str(self.letters))

    async def admins(self, group: Group) -> tuple[Member, ...]:  # noqa: ARG002  # the port's signature
        return PRIYA, TOM, LENA

    async def post(self, chat: ChatId, text: str) -> None:  # noqa: ARG002  # the port's signature
        raise AssertionError("nobody chose to have anything said")

    async def delete(self, chat: ChatId, message: MessageId) -> None:  # noqa: ARG002  # the port's signature
        raise AssertionError("nobody asked to have anything taken down")

    async def pause(self, chat: ChatId, member: MemberId, until: datetime | None) -> None:
        """Nobody is paused here."""

    async def examine(self, group: Group) -> tuple[Checked, ...]:  # noqa: ARG002  # nobody asks
        return ()

    async def reach(self, group: Group, opened: frozenset[MemberId], closed: frozenset[MemberId]) -> Reach:  # noqa: ARG002  # nobody asks
        return Reach(reached=0, members=None)

    async def is_member(self, group: Group, member: MemberId) -> bool:  # noqa: ARG002  # everybody is
        return True
