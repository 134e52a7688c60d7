"""Reads the text WhatsApp exports, as Android and iPhones write it."""

from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from adapters.exports.fields import placed
from adapters.exports.source import Source
from adapters.exports.whatsapp_header import Form, Order, beginning
from adapters.exports.whatsapp_marks import INVISIBLE, Marks, plain
from bot.chatfile import Blank, Entry, Progress, Spoken, Unread
from bot.group import Group
from bot.message import ChatId, Media, Member, MemberId, Message, MessageId

LONGEST = 1024 * 1024  # bytes of one line
TEXT = 70_000  # characters of one message; WhatsApp itself takes 65,536
AHEAD = 10  # messages looked at to tell a pasted date from a beginning
OFF = timedelta(days=1)
CERTAIN = 3  # with fewer messages ahead, a line is taken at its word

_FILE_NAMES = (
    "WhatsApp Chat with ",
    "WhatsApp Chat - ",
    "WhatsApp-Chat mit ",
    "WhatsApp Chat mit ",
    "Chat de WhatsApp con ",
    "Discussion WhatsApp avec ",
    "Chat WhatsApp con ",
    "Conversa do WhatsApp com ",
    "Czat WhatsApp z użytkownikiem ",
)

_MEDIA = {
    Blank.PHOTO: Media.PHOTO,
    Blank.VIDEO: Media.VIDEO,
    Blank.VOICE: Media.VOICE,
    Blank.STICKER: Media.STICKER,
    Blank.FILE: Media.FILE,
    Blank.CONTACT: Media.CONTACT,
}


@dataclass(slots=True)
class _Block:
    """A line that begins a message, with the lines that continue it."""

    line: int
    at: datetime
    raw: str
    rest: str
    more: list[str] = field(default_factory=list)
    length: int = 0

    def take(self, line: str) -> None:
        if self.length <= TEXT:
            self.more.append(line)
        self.length += len(line) + 1


class Chat:
    def __init__(self, source: Source, group: Group, form: Form, order: Order, marks: Marks) -> None:
        self._source = source
        self._group = group
        self._form = form
        self._order = order
        self._marks = marks
        self._first = 0

    @cached_property
    def title(self) -> str:
        return _title(self._source.path)

    def entries(self, progress: Progress) -> Iterator[Entry]:
        for block in self._joined(self._blocks(progress)):
            yield from self._read(block)
        if self._first:
            yield Unread(conversation=self.title, place=f"line {self._first}", reason=Blank.STRAY)

    def _blocks(self, progress: Progress) -> Iterator[_Block]:
        block: _Block | None = None
        for number, line in self._source.lines(progress, LONGEST):
            found = beginning(line)
            at = found.at(self._order) if found and found.form == self._form else None
            if found and at:
                if block:
                    yield block
                block = _Block(line=number, at=at, raw=line, rest=found.rest)
            elif block:
                block.take(line)
            elif line.strip():
                self._first = self._first or number
        if block:
            yield block

    @staticmethod
    def _joined(blocks: Iterator[_Block]) -> Iterator[_Block]:
        """Lines that only look like beginnings go back to the message they stand in.

        A pasted line tells itself by its date: a day or more off, while those around it keep the order.
        """
        ahead: deque[_Block] = deque()
        current: _Block | None = None
        for block in blocks:
            ahead.append(block)
            if len(ahead) <= AHEAD:
                continue
            current = yield from _settle(current, ahead)
        while ahead:
            current = yield from _settle(current, ahead)
        if current:
            yield current

    def _read(self, block: _Block) -> Iterator[Entry]:
        place = f"line {block.line}"
        author, colon, said = block.rest.partition(": ")
        if not colon and author.endswith(":"):
            author, colon = author.removesuffix(":"), ":"
        body = "\n".join((said, *block.more)).rstrip()
        name = plain(author)
        words, is_edited = self._marks.without_edit(body[:TEXT])
        text, carried = self._words(words)
        if not colon or not name or (carried is None and self._marks.is_own(name, words)):
            yield Unread(conversation=self.title, place=place, reason=Blank.SYSTEM)
            return
        if block.length > TEXT:
            yield Unread(conversation=self.title, place=place, reason=Blank.TOO_LONG)
        if not text.strip():
            yield Unread(conversation=self.title, place=place, reason=carried or Blank.EMPTY)
            return
        sent_at = placed(block.at, self._group.timezone)
        message = Message(
            group=self._group.id,
            chat=ChatId(f"whatsapp:{self.title}"),
            id=MessageId(str(block.line)),
            author=Member(id=MemberId(f"whatsapp:{name}"), name=name),
            text=text,
            sent_at=sent_at,
            edited_at=sent_at if is_edited else None,
            media=frozenset({_MEDIA[carried]} if carried in _MEDIA else ()),
        )
        yield Spoken(conversation=self.title, label=block.line, at=block.at.isoformat(), place=place, message=message)

    def _words(self, body: str) -> tuple[str, Blank | None]:
        """What a member wrote, with a file's name, and what the message carried besides."""
        first, _, rest = body.partition("\n")
        if found := self._marks.attachment(first):
            file, carried = found
            return "\n".join(part for part in (file, rest.strip()) if part), carried
        if left_out := self._marks.blank(first):
            return rest.strip(), left_out
        return body.strip(INVISIBLE + " \n"), None


def _settle(current: _Block | None, ahead: deque[_Block]) -> Generator[_Block, None, _Block]:
    """Hands out `current` when the next block begins a message of its own; returns the message to go on with."""
    block = ahead.popleft()
    if current and _is_pasted(block, current.at, ahead):
        current.take(block.raw)
        for line in block.more:
            current.take(line)
        return current
    if current:
        yield current
    return block


def _is_pasted(block: _Block, before: datetime, ahead: deque[_Block]) -> bool:
    if len(ahead) < CERTAIN:
        return False
    if block.at > before + OFF:
        return sum(before <= later.at < block.at - OFF for later in ahead) * 2 > len(ahead)
    if block.at < before - OFF:
        return sum(later.at >= before for later in ahead) * 2 > len(ahead)
    return False


def _title(path: Path) -> str:
    """The chat's name, which only the name of the file tells."""
    title = path.stem
    for opening in _FILE_NAMES:
        title = title.removeprefix(opening)
    return title.strip("_ ") or "WhatsApp chat" if title != "_chat" else "WhatsApp chat"
