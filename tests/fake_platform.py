"""A working stand-in for a platform: it keeps what it is given, and can be made to fail."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.checkup import Checked
from bot.group import Group
from bot.message import ChatId, Member, MemberId, MessageId
from bot.notice import Letter, Way
from bot.ports import Delivered, PostponedError, RefusedError, UnreachableError, Why
from bot.reach import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A letter as one person saw it."""

    by: MemberId
    letter: Letter
    way: Way


@dataclass
class FakePlatform:
    """Hands letters over at once; people can be made unreachable, slow, or reachable only ephemerally."""

    group_admins: tuple[Member, ...] = ()
    seen: list[Seen] = field(default_factory=list)
    posted: list[tuple[ChatId, str]] = field(default_factory=list)
    mutes_bots: bool = False
    deleted: list[tuple[ChatId, MessageId]] = field(default_factory=list)
    unreachable: set[MemberId] = field(default_factory=set)
    why: Why = Why.UNKNOWN
    """Why they cannot be reached, as far as it says."""
    tried: list[MemberId] = field(default_factory=list)
    """Whom a direct message was tried to, whether or not it arrived."""
    ephemeral_only: set[MemberId] = field(default_factory=set)
    postpones: dict[MemberId, float] = field(default_factory=dict)
    breaks_for: set[MemberId] = field(default_factory=set)
    admins_unknown: float | None = None
    keeps_messages: bool = False
    mutes_nobody: bool = False
    paused: list[tuple[ChatId, MemberId, datetime | None]] = field(default_factory=list)
    checked: tuple[Checked, ...] = ()
    """What a look at the group's chat finds."""
    counts_members: bool = False
    members: int | None = None
    """How many are in the group, when it can tell."""
    strangers: set[MemberId] = field(default_factory=set)

    async def tell(self, letter: Letter) -> Delivered:
        if letter.to in self.breaks_for:
            raise ZeroDivisionError
        is_left_out = letter.is_closed and not letter.is_urgent
        if not is_left_out:
            self.tried.append(letter.to)
        if letter.to in self.unreachable or (is_left_out and letter.to not in self.ephemeral_only):
            raise UnreachableError("no private way works", self.why)
        if letter.to in self.postpones:
            raise PostponedError(self.postpones[letter.to])
        way = Way.EPHEMERAL if letter.to in self.ephemeral_only else Way.DIRECT
        self.seen.append(Seen(by=letter.to, letter=letter, way=way))
        closed = self.why if way is Way.EPHEMERAL and not is_left_out else None
        return Delivered(way=way, reference=f"sent-{len(self.seen)}", closed=closed)

    async def admins(self, group: Group) -> tuple[Member, ...]:  # noqa: ARG002  # one group is all a test has
        if self.admins_unknown is not None:
            raise PostponedError(self.admins_unknown)
        return self.group_admins

    async def post(self, chat: ChatId, text: str) -> None:
        if self.mutes_bots:
            raise RefusedError("the right to write in the group is missing")
        self.posted.append((chat, text))

    async def delete(self, chat: ChatId, message: MessageId) -> None:
        if self.keeps_messages:
            raise RefusedError("the right to delete is missing")
        self.deleted.append((chat, message))

    async def pause(self, chat: ChatId, member: MemberId, until: datetime | None) -> None:
        if self.mutes_nobody:
            raise RefusedError("the right to restrict members is missing")
        self.paused.append((chat, member, until))

    async def is_member(self, group: Group, member: MemberId) -> bool:  # noqa: ARG002  # one group is all a test has
        return member not in self.strangers

    async def examine(self, group: Group) -> tuple[Checked, ...]:  # noqa: ARG002  # one group is all a test has
        if self.admins_unknown is not None:
            raise PostponedError(self.admins_unknown)
        return self.checked

    async def reach(self, group: Group, opened: frozenset[MemberId], closed: frozenset[MemberId]) -> Reach:  # noqa: ARG002  # one group is all a test has
        if not self.counts_members:
            raise PostponedError(1.0)
        return Reach(reached=len(opened - closed), members=self.members)

    def letters(self, to: Member) -> tuple[Letter, ...]:
        return tuple(seen.letter for seen in self.seen if seen.by == to.id)
