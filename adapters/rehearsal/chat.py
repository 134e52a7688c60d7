"""The group's chat as everybody in it sees it: numbered lines, edits, and what was taken down."""

from dataclasses import dataclass, replace
from datetime import datetime

from adapters.rehearsal.typed import UnclearError
from bot.message import ChatId, GroupId, Member, MemberId, Message, MessageId, Reply

CHAT = ChatId("rehearsal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    number: int
    message: Message
    is_deleted: bool = False


class Chat:
    def __init__(self, group: GroupId) -> None:
        self._group = group
        self._lines: list[Line] = []

    @property
    def said(self) -> int:
        """How many messages there have been."""
        return len(self._lines)

    def say(self, author: Member, text: str, at: datetime, reply_to: int | None = None) -> Line:
        number = len(self._lines) + 1
        answered = self._there(reply_to) if reply_to is not None else None
        message = Message(
            group=self._group,
            chat=CHAT,
            id=MessageId(str(number)),
            author=author,
            text=text,
            sent_at=at,
            reply_to=None
            if answered is None
            else Reply(id=answered.message.id, author=answered.message.author, text=answered.message.text),
        )
        line = Line(number=number, message=message)
        self._lines.append(line)
        return line

    def edit(self, number: int, text: str, at: datetime) -> Line:
        line = self._there(number)
        return self._put(replace(line, message=replace(line.message, text=text, edited_at=at)))

    def take_down(self, number: int) -> Line:
        return self._put(replace(self._there(number), is_deleted=True))

    def line(self, number: int) -> Line:
        """Raises UnclearError when no line has that number."""
        if not 1 <= number <= len(self._lines):
            raise UnclearError(f"No message has the number {number}.")
        return self._lines[number - 1]

    def _there(self, number: int) -> Line:
        line = self.line(number)
        if line.is_deleted:
            raise UnclearError(f"Message {number} has been taken down.")
        return line

    def _put(self, line: Line) -> Line:
        self._lines[line.number - 1] = line
        return line


class Cast:
    """Who is in the group. Names are as typed; case does not matter in finding them again."""

    def __init__(self, members: tuple[Member, ...], admins: tuple[MemberId, ...]) -> None:
        self._members = {member.id: member for member in members}
        self._admins = admins

    @property
    def members(self) -> tuple[Member, ...]:
        return tuple(self._members.values())

    @property
    def admins(self) -> tuple[Member, ...]:
        return tuple(self._members[admin] for admin in self._admins)

    def is_admin(self, member: MemberId) -> bool:
        return member in self._admins

    def named(self, name: str) -> Member | None:
        wanted = name.strip().casefold()
        return next((member for member in self.members if member.name.casefold() == wanted), None)

    def by_id(self, member: MemberId) -> Member | None:
        return self._members.get(member)

    def join(self, name: str) -> Member:
        member = Member(id=MemberId(name.strip().casefold()), name=name.strip())
        return self._members.setdefault(member.id, member)
