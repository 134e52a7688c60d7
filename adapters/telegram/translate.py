"""Telegram's messages as the core's: pure, and never broken by a kind it does not know."""

from dataclasses import dataclass
from typing import TypeAlias

import telegram

from adapters.telegram.ids import chat_id, faceless_id, member_id, message_id
from bot.message import GroupId, Media, Member, MemberId, Message, MessageId, Reply

NOBODY = MemberId("nobody")
"""Somebody who hides their account from what is forwarded."""

MEDIA: tuple[tuple[str, Media], ...] = (
    ("photo", Media.PHOTO),
    ("live_photo", Media.PHOTO),
    ("video", Media.VIDEO),
    ("animation", Media.VIDEO),
    ("video_note", Media.VIDEO),
    ("story", Media.VIDEO),
    ("paid_media", Media.PHOTO),
    ("voice", Media.VOICE),
    ("audio", Media.VOICE),
    ("document", Media.FILE),
    ("sticker", Media.STICKER),
    ("poll", Media.POLL),
    ("contact", Media.CONTACT),
    ("location", Media.LOCATION),
    ("venue", Media.LOCATION),
)
"""What is in pictures, films and sound is not read: only that it is there."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has another number from now on."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Unread:
    """Nothing a member said: a service message, a bot's, or one without a word or a picture."""


Translated: TypeAlias = Message | Moved | Unread


def translate(heard: telegram.Message, group: GroupId) -> Translated:
    """What a member said in a group's chat, or what it is instead."""
    moved = moved_by(heard)
    if moved is not None:
        return moved
    author = author_of(heard)
    text, media = text_of(heard), media_of(heard)
    if author is None or not (text or media):
        return Unread()
    return Message(
        group=group,
        chat=chat_id(heard.chat.id),
        id=message_id(heard.message_id),
        author=author,
        text=text,
        sent_at=heard.date,
        reply_to=_reply(heard),
        edited_at=heard.edit_date,
        media=media,
        is_forwarded=heard.forward_origin is not None,
    )


def passed_on(heard: telegram.Message) -> Message | None:
    """What somebody forwarded to the bot, as it was said: by whom and when, as far as Telegram tells.

    In which group it was said, and under which number, is lost on the way.
    """
    origin = heard.forward_origin
    text, media = text_of(heard), media_of(heard)
    if origin is None or not (text or media):
        return None
    author = _origin(origin)
    if author is None and isinstance(origin, telegram.MessageOriginHiddenUser):
        author = Member(id=NOBODY, name=origin.sender_user_name)
    if author is None or not origin.date:  # the library passes a missing time on
        return None
    moment = f"{origin.date.timestamp():.0f}"
    return Message(
        group=GroupId(""),
        chat=chat_id(heard.chat.id),
        id=MessageId(f"forwarded-{author.id}-{moment}"),
        author=author,
        text=text,
        sent_at=origin.date,
        media=media,
    )


def moved_by(heard: telegram.Message) -> Moved | None:
    """Told twice by Telegram: in the chat that was, and in the one that is."""
    if heard.migrate_to_chat_id is not None:
        return Moved(heard.chat.id, heard.migrate_to_chat_id)
    if heard.migrate_from_chat_id is not None:
        return Moved(heard.migrate_from_chat_id, heard.chat.id)
    return None


def author_of(heard: telegram.Message) -> Member | None:
    """Whoever speaks; None for bots. An anonymous admin or a channel is one voice that cannot be written to."""
    if heard.sender_chat is not None:
        return Member(id=faceless_id(heard.sender_chat.id), name=heard.sender_chat.title or "")
    if heard.from_user is None or heard.from_user.is_bot:
        return None
    return member_of(heard.from_user)


def member_of(user: telegram.User) -> Member:
    return Member(id=member_id(user.id), name=user.full_name)


def text_of(heard: telegram.Message) -> str:
    """All a reader sees in words, first to last: text or caption, then what is written on what is attached."""
    parts = [heard.text or heard.caption or ""]
    if heard.poll is not None:
        parts += [heard.poll.question, *(option.text for option in heard.poll.options)]
    if heard.checklist is not None:
        parts += [heard.checklist.title, *(task.text for task in heard.checklist.tasks)]
    if heard.checklist_tasks_added is not None:
        parts += [task.text for task in heard.checklist_tasks_added.tasks]
    if heard.poll_option_added is not None:
        parts.append(heard.poll_option_added.option_text)
    if heard.contact is not None:
        name = " ".join(filter(None, (heard.contact.first_name, heard.contact.last_name)))
        parts += [name, heard.contact.phone_number]
    if heard.venue is not None:
        parts += [heard.venue.title, heard.venue.address]
    for file in (heard.document, heard.audio, heard.video):
        parts.append((file.file_name if file is not None else None) or "")
    if heard.sticker is not None:
        parts.append(heard.sticker.emoji or "")
    return "\n".join(part for part in parts if part.strip())


def media_of(heard: telegram.Message) -> frozenset[Media]:
    return frozenset(kind for name, kind in MEDIA if getattr(heard, name, None))


def _reply(heard: telegram.Message) -> Reply | None:
    """The quoted part where there is one: that is what is answered."""
    quoted = heard.quote.text if heard.quote is not None else None
    answered = heard.reply_to_message
    if answered is not None:
        if answered.forum_topic_created is not None:
            return None  # how Telegram marks what is said in a topic; nobody is answered
        text = quoted or text_of(answered) or None
        return Reply(id=message_id(answered.message_id), author=author_of(answered), text=text)
    outside = heard.external_reply
    if outside is None:
        return None
    known = outside.message_id
    return Reply(
        id=MessageId("") if known is None else MessageId(f"elsewhere:{known}"),
        author=_origin(outside.origin),
        text=quoted,
    )


def _origin(origin: telegram.MessageOrigin) -> Member | None:
    match origin:
        case telegram.MessageOriginUser(sender_user=user):
            return member_of(user)
        case _:
            return None
