"""Reads what Telegram Desktop exports: `result.json` of one chat, or of a whole account."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from adapters.exports.fields import (
    FieldError,
    Record,
    moment,
    number,
    optional_record,
    optional_text,
    placed,
    record_of,
    records,
    unix_moment,
    whole,
)
from adapters.exports.recent import Recent
from adapters.exports.source import Source
from adapters.exports.stream import parts
from bot.chatfile import Blank, Broken, Entry, Progress, Spoken, Unread
from bot.group import Group
from bot.message import ChatId, Media, Member, MemberId, Message, MessageId

_CHATS = ("", "chats.list.item.", "left_chats.list.item.")
_MESSAGES = {f"{chat}messages.item": chat for chat in _CHATS}
_FIELDS = {f"{chat}{field}": field for chat in _CHATS for field in ("name", "type", "id")}
_BEGINNINGS = frozenset({"chats.list.item", "left_chats.list.item"})
_GROUPS = frozenset({"private_group", "private_supergroup", "public_supergroup"})

_MEDIA = {
    "sticker": Media.STICKER,
    "voice_message": Media.VOICE,
    "video_message": Media.VIDEO,
    "video_file": Media.VIDEO,
    "animation": Media.VIDEO,
    "audio_file": Media.FILE,
}
_BLANKS = {
    Media.PHOTO: Blank.PHOTO,
    Media.VIDEO: Blank.VIDEO,
    Media.VOICE: Blank.VOICE,
    Media.STICKER: Blank.STICKER,
    Media.FILE: Blank.FILE,
    Media.POLL: Blank.UNSUPPORTED,
    Media.CONTACT: Blank.CONTACT,
    Media.LOCATION: Blank.LOCATION,
}


class _Chat:
    """One chat of the file, while it lasts."""

    def __init__(self, source: Source, group: Group) -> None:
        self._source = source
        self._group = group
        self._recent = Recent()
        self.name: str | None = None
        self.type = ""
        self.id = "0"

    def tell(self, field: str, value: Any) -> None:
        if field == "name":
            self.name = whole(value) if isinstance(value, str) and value.strip() else None
        elif field == "type":
            self.type = str(value)
        else:
            self.id = str(value)

    @property
    def title(self) -> str:
        return self.name or f"chat {self.id}"

    def entries(self, record: Any) -> Iterator[Entry]:
        place = "a message"
        try:
            message = record_of(record)
            label = number(message, "id")
            place = f"message {label}"
            yield self._entry(message, label, place)
        except FieldError as error:
            yield Broken(where=f"{self._source.path}, {place}", problem=f"{error}; export the chat again")

    def _entry(self, record: Record, label: int, place: str) -> Entry:
        kind = record.get("type", "message")
        if kind == "service":
            return Unread(conversation=self.title, place=place, reason=Blank.SYSTEM)
        if kind == "unsupported":
            return Unread(conversation=self.title, place=place, reason=Blank.UNSUPPORTED)
        if MessageId(str(label)) in self._recent:
            return Unread(conversation=self.title, place=place, reason=Blank.REPEATED)
        message, at = self._message(record, label)
        self._recent.add(message)
        if message.text.strip():
            return Spoken(conversation=self.title, label=label, at=at, place=place, message=message)
        reason = next((_BLANKS[media] for media in Media if media in message.media), Blank.EMPTY)
        return Unread(conversation=self.title, place=place, reason=reason)

    def _message(self, record: Record, label: int) -> tuple[Message, str]:
        exact = unix_moment(record, "date_unixtime")
        local = moment(record, "date") if "date" in record or exact is None else None
        edited = unix_moment(record, "edited_unixtime")
        if edited is None and "edited" in record:
            edited = placed(moment(record, "edited"), self._group.timezone)
        if local is None:
            local = (exact or placed(moment(record, "date"), UTC)).astimezone(self._group.timezone).replace(tzinfo=None)
        answered = record.get("reply_to_message_id")
        answers_here = isinstance(answered, int) and "reply_to_peer_id" not in record
        name = optional_text(record, "from") or "Deleted account"
        message = Message(
            group=self._group.id,
            chat=ChatId(f"telegram:{self.id}"),
            id=MessageId(str(label)),
            author=Member(id=MemberId(f"telegram:{optional_text(record, 'from_id') or name}"), name=name),
            text=_text(record),
            sent_at=exact or placed(local, self._group.timezone),
            reply_to=self._recent.reply(MessageId(str(answered))) if answers_here else None,
            edited_at=edited,
            media=_media(record),
            is_forwarded="forwarded_from" in record,
        )
        return message, local.isoformat()


def read(source: Source, group: Group, progress: Progress) -> Iterator[Entry]:
    chat = _Chat(source, group)
    is_account = False
    for path, value in parts(source, progress, records=frozenset(_MESSAGES), fields=frozenset(_FIELDS) | _BEGINNINGS):
        if path in _BEGINNINGS:
            is_account = True
            chat = _Chat(source, group)
        elif path in _FIELDS:
            chat.tell(_FIELDS[path], value)
            if is_account and _FIELDS[path] == "id" and chat.type not in _GROUPS:
                yield Unread(conversation="", place=f"chat {chat.id}", reason=Blank.NOT_A_GROUP)
        elif not is_account or chat.type in _GROUPS:
            yield from chat.entries(value)


def _media(record: Record) -> frozenset[Media]:
    found = set[Media]()
    if "photo" in record:
        found.add(Media.PHOTO)
    if "file" in record or "media_type" in record:
        found.add(_MEDIA.get(str(record.get("media_type")), Media.FILE))
    if "poll" in record or "todo_list" in record:
        found.add(Media.POLL)
    if "contact_information" in record:
        found.add(Media.CONTACT)
    if "location_information" in record or "place_name" in record:
        found.add(Media.LOCATION)
    return frozenset(found)


def _text(record: Record) -> str:
    """All a reader would see: the text first, so that places in it stay places in the export."""
    shown = [_flat(record.get("text"))]
    poll = optional_record(record, "poll") or optional_record(record, "todo_list")
    shown += [_flat(poll.get("question", poll.get("title")))]
    shown += [_flat(answer.get("text")) for answer in records(poll, "answers")]
    if _MEDIA.get(str(record.get("media_type"))) not in {Media.STICKER, Media.VOICE}:
        shown += [_flat(record.get("file_name"))]
    shown += [_flat(record.get("place_name")), _flat(record.get("address"))]
    contact = optional_record(record, "contact_information")
    shown += [
        " ".join(filter(None, (_flat(contact.get(part)) for part in ("first_name", "last_name", "phone_number"))))
    ]
    return "\n".join(part for part in shown if part)


def _flat(value: Any) -> str:
    """A text of theirs: a string, or a list of strings and of entities with a text."""
    pieces = value if isinstance(value, list) else [value]
    texts = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return whole("".join(text for text in texts if isinstance(text, str)))
