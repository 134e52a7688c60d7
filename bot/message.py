"""What was said, where, by whom, when, and in reply to what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

GroupId = NewType("GroupId", str)
"""A group's profile: one school community, which may have several chats."""
ChatId = NewType("ChatId", str)
"""One place where messages follow each other: a Telegram chat, a Discord channel or thread, an export."""
MemberId = NewType("MemberId", str)
MessageId = NewType("MessageId", str)
"""Unique within its chat."""


class Media(StrEnum):
    """What a message carries besides text. Only the kind is known; nothing is ever downloaded."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    FILE = "file"
    STICKER = "sticker"
    POLL = "poll"
    CONTACT = "contact"
    LOCATION = "location"


def kinds(media: frozenset[Media]) -> list[str]:
    """Always in the same order."""
    return [kind.value for kind in Media if kind in media]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who can write in the group."""

    id: MemberId
    name: str
    """As shown in the chat; people change it, so it identifies nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The message another one answers."""

    id: MessageId
    author: Member | None = None
    text: str | None = None
    """None when the platform did not tell; the recent past may know."""


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Message:
    """One thing said. `text` holds all a reader would see: caption, poll question and options, file names."""

    group: GroupId
    chat: ChatId
    id: MessageId
    author: Member
    text: str
    sent_at: datetime
    reply_to: Reply | None = None
    edited_at: datetime | None = None
    media: frozenset[Media] = frozenset()
    is_forwarded: bool = False
    within: ChatId | None = None
    """What a profile names in the chat's place, where it is a part of something: the server of a channel."""

    def __hash__(self) -> int:
        """Of what tells most messages apart: whatever is known of one that stays in memory is looked up by it."""
        return hash((self.chat, self.id))

    def __post_init__(self) -> None:
        if self.sent_at.tzinfo is None:
            raise ValueError("a message's time needs a zone")
