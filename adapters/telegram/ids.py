"""What Telegram's numbers are called in the core, and back."""

from bot.message import ChatId, MemberId, MessageId

PLATFORM = "telegram"


def member_id(user: int) -> MemberId:
    return MemberId(f"{PLATFORM}:{user}")


def faceless_id(chat: int) -> MemberId:
    """Who writes as a chat, an anonymous admin or a channel: a voice, but nobody who could be written to."""
    return MemberId(f"{PLATFORM}:chat:{chat}")


def chat_id(chat: int) -> ChatId:
    return ChatId(f"{PLATFORM}:{chat}")


def message_id(message: int) -> MessageId:
    return MessageId(str(message))


def number(name: ChatId | MemberId) -> int | None:
    """Telegram's own number; None for another platform's, and for somebody without a face."""
    platform, _, digits = name.partition(":")
    if platform != PLATFORM or not digits.removeprefix("-").isdecimal():
        return None
    return int(digits)
