"""Stands where Telegram or Discord would: hands letters over, knows the admins, deletes; all in memory."""

from dataclasses import dataclass
from datetime import datetime

from adapters.rehearsal.chat import Cast, Chat
from adapters.rehearsal.typed import UnclearError
from bot.checkup import Checked, Outcome
from bot.group import Group
from bot.message import ChatId, Member, MemberId, MessageId
from bot.notice import Letter, NoticeId, Way
from bot.ports import Delivered, RefusedError, UnreachableError
from bot.reach import Reach


@dataclass(frozen=True, slots=True)
class Handed:
    """A letter that has arrived with somebody."""

    to: Member
    letter: Letter


class RehearsalPlatform:
    def __init__(self, cast: Cast, chat: Chat) -> None:
        self._cast = cast
        self._chat = chat
        self._unreachable: set[MemberId] = set()
        self._paused: set[MemberId] = set()
        self._delivered: dict[tuple[NoticeId, MemberId], Delivered] = {}
        self._arrived: list[Handed] = []
        self._taken_down: list[int] = []
        self._posted: list[str] = []

    async def tell(self, letter: Letter) -> Delivered:
        key = (letter.notice, letter.to)
        if key in self._delivered:
            return self._delivered[key]
        member = self._cast.by_id(letter.to)
        if member is None or letter.to in self._unreachable:
            raise UnreachableError("this member has closed every private way")
        self._arrived.append(Handed(member, letter))
        self._delivered[key] = Delivered(way=Way.DIRECT, reference=f"rehearsal-{len(self._delivered) + 1}")
        return self._delivered[key]

    async def admins(self, group: Group) -> tuple[Member, ...]:  # noqa: ARG002  # one group lives here
        return self._cast.admins

    async def post(self, chat: ChatId, text: str) -> None:  # noqa: ARG002  # one chat lives here
        self._posted.append(text)

    async def delete(self, chat: ChatId, message: MessageId) -> None:  # noqa: ARG002  # one chat lives here
        try:
            self._taken_down.append(self._chat.take_down(int(message)).number)
        except UnclearError as error:
            raise RefusedError(str(error)) from error

    async def pause(self, chat: ChatId, member: MemberId, until: datetime | None) -> None:  # noqa: ARG002  # one chat
        (self._paused.discard if until is None else self._paused.add)(member)

    async def is_member(self, group: Group, member: MemberId) -> bool:  # noqa: ARG002  # one group lives here
        return self._cast.by_id(member) is not None

    async def examine(self, group: Group) -> tuple[Checked, ...]:  # noqa: ARG002  # one group lives here
        return (Checked(Outcome.GOOD, "nobody can look into a rehearsal"),)

    async def reach(self, group: Group, opened: frozenset[MemberId], closed: frozenset[MemberId]) -> Reach:  # noqa: ARG002  # one group lives here, and nobody need write first
        everybody = {member.id for member in self._cast.members}
        return Reach(reached=len(everybody - closed), members=len(everybody))

    def is_paused(self, member: MemberId) -> bool:
        """May this member not post now?"""
        return member in self._paused

    def block(self, member: MemberId) -> None:
        """From here on this member cannot be written to."""
        self._unreachable.add(member)

    def unblock(self, member: MemberId) -> None:
        self._unreachable.discard(member)

    def is_blocked(self, member: MemberId) -> bool:
        return member in self._unreachable

    def collect(self) -> tuple[Handed, ...]:
        """What has arrived since this was last asked."""
        arrived = tuple(self._arrived)
        self._arrived.clear()
        return arrived

    def collect_posted(self) -> tuple[str, ...]:
        """What the bot has said to everybody since this was last asked."""
        posted = tuple(self._posted)
        self._posted.clear()
        return posted

    def collect_taken_down(self) -> tuple[int, ...]:
        """Which lines the bot has taken down since this was last asked."""
        taken_down = tuple(self._taken_down)
        self._taken_down.clear()
        return taken_down
