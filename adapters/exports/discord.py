"""Reads what DiscordChatExporter writes as JSON: one channel or thread a file."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from adapters.exports.fields import (
    FieldError,
    Record,
    moment,
    name,
    optional_record,
    optional_text,
    placed,
    record_of,
    records,
    text,
)
from adapters.exports.recent import Recent
from adapters.exports.source import Source
from adapters.exports.stream import parts
from bot.chatfile import Blank, Broken, Entry, Progress, Spoken, Unread
from bot.group import Group
from bot.message import ChatId, Media, Member, MemberId, Message, MessageId

_FIELDS = frozenset({"channel.id", "channel.name"})
_SAID = ("Default", "Reply")
_KINDS = {
    "png jpg jpeg gif webp heic bmp": Media.PHOTO,
    "mp4 mov webm mkv avi": Media.VIDEO,
    "ogg mp3 m4a wav opus": Media.VOICE,
}
_MEDIA = {ending: media for endings, media in _KINDS.items() for ending in endings.split()}


class _Channel:
    def __init__(self, source: Source, group: Group) -> None:
        self._source = source
        self._group = group
        self._recent = Recent()
        self.id = "0"
        self.title = "channel"

    def entry(self, value: Any) -> Entry:
        place = "a message"
        try:
            record = record_of(value)
            label = name(record, "id")
            place = f"message {label}"
            return self._entry(record, label, place)
        except FieldError as error:
            return Broken(where=f"{self._source.path}, {place}", problem=f"{error}; export the channel again")

    def _entry(self, record: Record, label: str, place: str) -> Entry:
        if optional_record(record, "author").get("isBot") is True:
            return Unread(conversation=self.title, place=place, reason=Blank.BOT)
        if record.get("type", "Default") not in _SAID:
            return Unread(conversation=self.title, place=place, reason=Blank.SYSTEM)
        if MessageId(label) in self._recent:
            return Unread(conversation=self.title, place=place, reason=Blank.REPEATED)
        at = moment(record, "timestamp")
        message = self._message(record, label, at)
        self._recent.add(message)
        if message.text.strip():
            return Spoken(conversation=self.title, label=label, at=at.isoformat(), place=place, message=message)
        reason = Blank.STICKER if Media.STICKER in message.media else Blank.EMPTY
        return Unread(conversation=self.title, place=place, reason=reason)

    def _message(self, record: Record, label: str, at: datetime) -> Message:
        author = optional_record(record, "author")
        edited = moment(record, "timestampEdited") if record.get("timestampEdited") is not None else None
        answered = optional_text(optional_record(record, "reference"), "messageId")
        forwarded = optional_record(record, "forwardedMessage")
        return Message(
            group=self._group.id,
            chat=ChatId(f"discord:{self.id}"),
            id=MessageId(label),
            author=Member(id=MemberId(f"discord:{name(author, 'id')}"), name=_shown(author)),
            text="\n".join(part for part in (*_texts(record), *_texts(forwarded)) if part),
            sent_at=placed(at, self._group.timezone),
            reply_to=self._recent.reply(MessageId(answered)) if answered and not forwarded else None,
            edited_at=placed(edited, self._group.timezone) if edited else None,
            media=_media(record) | _media(forwarded),
            is_forwarded=bool(forwarded),
        )


def read(source: Source, group: Group, progress: Progress) -> Iterator[Entry]:
    channel = _Channel(source, group)
    for path, value in parts(source, progress, records=frozenset({"messages.item"}), fields=_FIELDS):
        if path == "channel.id":
            channel.id = str(value)
        elif path == "channel.name":
            channel.title = str(value)
        else:
            yield channel.entry(value)


def _shown(author: Record) -> str:
    return optional_text(author, "nickname") or optional_text(author, "name") or "Somebody"


def _texts(record: Record) -> tuple[str, ...]:
    """What its author wrote, and what they called their files. Embeds are other people's words: link previews."""
    content = record.get("content")
    said = text(record, "content") if content is not None else ""
    return (said, *(optional_text(file, "fileName") or "" for file in records(record, "attachments")))


def _media(record: Record) -> frozenset[Media]:
    names = (optional_text(file, "fileName") or "" for file in records(record, "attachments"))
    found = {_MEDIA.get(name.rpartition(".")[2].casefold(), Media.FILE) for name in names}
    return frozenset(found | ({Media.STICKER} if records(record, "stickers") else set()))
