"""A chat somebody exported, as the core meets it: what was said, what could not be read, what is broken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from bot.group import Group
from bot.message import Message


class Format(StrEnum):
    TELEGRAM = "Telegram Desktop export"
    WHATSAPP = "WhatsApp export"
    DISCORD = "DiscordChatExporter export"
    CONVERSATIONS = "conversation file"


class Blank(StrEnum):
    """Why there was nothing to read in a message."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    STICKER = "sticker"
    FILE = "file"
    CONTACT = "contact"
    LOCATION = "location"
    MEDIA = "media"
    """The export left it out and does not say what it was."""
    DELETED = "deleted"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    """The platform's own exporter could not write it down."""
    SYSTEM = "system"
    BOT = "bot"
    REPEATED = "repeated"
    """The same message a second time."""
    TOO_LONG = "too_long"
    """Its start was read."""
    STRAY = "stray"
    """Lines before the first message."""
    NOT_A_GROUP = "not_a_group"
    """A whole chat of an account's export that is not a group: a private chat, a channel, a bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A message that can be judged, and what its file calls it."""

    conversation: str
    """The chat's name; a conversation's id."""
    label: int | str
    """The platform's message id; the line it starts on; its index in the conversation."""
    at: str
    """ISO, as the file tells it: without a zone when the file has none."""
    place: str
    """The label for people: "message 1238", "line 44"."""
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something that was posted but holds no words to judge."""

    conversation: str
    place: str
    """"message 1238", "line 44"."""
    reason: Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A place in the file that is not what its format promises; what follows can still be read."""

    where: str
    """With the file: "chats.jsonl:3", "result.json, message 1238"."""
    problem: str
    """What is wrong and what to do; quotes nothing."""

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


Entry: TypeAlias = Spoken | Unread | Broken

Progress: TypeAlias = Callable[[int], None]
"""Told how many bytes of the file have been read."""

GroupOf: TypeAlias = Callable[[str | None], Group]
"""The group of that name, or the one meant when a file names none. Raises UnknownGroupError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFile:
    path: Path
    format: Format
    size: int
    """In bytes."""
    remarks: tuple[str, ...]
    """What had to be inferred to read it, in words."""
    read: Callable[[Progress], Iterator[Entry]]
    """Its entries in order, as a stream. Raises FileError where the file cannot be read any further."""

    @property
    def is_of_conversations(self) -> bool:
        """Each conversation stands alone; nothing said in one is remembered in the next."""
        return self.format is Format.CONVERSATIONS
