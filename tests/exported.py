"""Chats on disk for tests, and what is read from them."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.exports.recognise import open_chat_file
from bot.chatfile import ChatFile, Entry, Spoken
from bot.errors import FileError
from bot.group import Group
from bot.message import ChatId, GroupId, Media, Member, MemberId, Message, MessageId, Reply

DATA = Path(__file__).parent / "data" / "exports"
TELEGRAM = DATA / "telegram" / "result.json"
WHATSAPP = DATA / "whatsapp" / "WhatsApp Chat with Queensway Y9 Parents.txt"
DISCORD = DATA / "discord" / "Larkrise Parents - Text Channels - general [1201873646120271913].json"

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


def group_of(name: str | None) -> Group:
    return Group(id=GroupId(name or "larkrise"), school="Larkrise Primary School")


def opened(path: Path) -> ChatFile:
    return open_chat_file(path, group_of)


def entries(path: Path) -> list[Entry]:
    return list(opened(path).read(lambda _: None))


def until_refused(path: Path) -> tuple[list[Entry], str | None]:
    """What could be read, and why no more could."""
    read: list[Entry] = []
    try:
        for entry in opened(path).read(lambda _: None):
            read.append(entry)  # noqa: PERF402  # a refusal must not take what came before it
    except FileError as error:
        return read, str(error)
    return read, None


def said(
    text: str,
    *,
    chat: str,
    id: str,  # noqa: A002  # as in Message
    author: tuple[str, str],
    at: datetime = NOON,
    group: str = "larkrise",
    reply_to: Reply | None = None,
    edited_at: datetime | None = None,
    media: Iterable[Media] = (),
    is_forwarded: bool = False,
) -> Message:
    return Message(
        group=GroupId(group),
        chat=ChatId(chat),
        id=MessageId(id),
        author=Member(id=MemberId(author[0]), name=author[1]),
        text=text,
        sent_at=at,
        reply_to=reply_to,
        edited_at=edited_at,
        media=frozenset(media),
        is_forwarded=is_forwarded,
    )


def telegram_export(folder: Path, *messages: Mapping[str, Any], **chat: Any) -> Path:
    fields = {"name": "Y2 parents", "type": "private_supergroup", "id": 7} | chat
    return written(folder / "result.json", json.dumps(fields | {"messages": list(messages)}))


def telegram_message(text: Any = "hello", **fields: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "type": "message",
        "date": "2026-03-09T12:00:00",
        "date_unixtime": str(int(NOON.timestamp())),
        "from": "Priya M",
        "from_id": "user1",
        "text": text,
    } | fields


def discord_export(folder: Path, *messages: Mapping[str, Any]) -> Path:
    guild = {"guild": {"id": "1", "name": "Larkrise"}, "channel": {"id": "9", "name": "general"}}
    return written(folder / "export.json", json.dumps(guild | {"messages": list(messages)}))


def discord_message(content: Any = "hello", **fields: Any) -> dict[str, Any]:
    return {
        "id": "100",
        "type": "Default",
        "timestamp": "2026-03-09T12:00:00+00:00",
        "timestampEdited": None,
        "content": content,
        "author": {"id": "5", "name": "priya", "nickname": "Priya M", "isBot": False},
        "attachments": [],
        "embeds": [],
        "stickers": [],
    } | fields


def conversation_file(folder: Path, *lines: Any) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return written(folder / "chats.jsonl", "\n".join(texts) + "\n")


def conversation(*messages: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    return {"id": "c1", "group": "larkrise", "messages": list(messages)} | fields


def line(text: Any = "hello", **fields: Any) -> dict[str, Any]:
    return {"author": "p1", "text": text, "reply_to": None, "at": "2026-03-09T12:00:00"} | fields


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def whatsapp_export(folder: Path, *lines: str, name: str = "WhatsApp Chat with Y9.txt", end: str = "\n") -> Path:
    return written(folder / name, end.join(lines) + end)


def expected(form: str) -> list[dict[str, Any]]:
    """The incidents that were put into the real export of that form."""
    lines = (DATA / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [case for case in map(json.loads, lines) if case["format"] == form]


def heard_in(path: Path) -> list[tuple[int | str, str, str, str]]:
    """Label, time, author and text of each message."""
    return [
        (entry.label, entry.at, entry.message.author.name, entry.message.text)
        for entry in entries(path)
        if isinstance(entry, Spoken)
    ]
