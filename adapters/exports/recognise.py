"""What kind of chat is this file? Told by what it holds, never by its name."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import ijson

from adapters.exports import conversations, discord, telegram
from adapters.exports.source import Source, open_source
from adapters.exports.whatsapp import LONGEST, Chat
from adapters.exports.whatsapp_header import dating, form_of
from adapters.exports.whatsapp_marks import load_marks
from bot.chatfile import ChatFile, Entry, Format, GroupOf, Progress
from bot.errors import FileError
from bot.shipped import DATA

_KNOWN = (
    "a Telegram Desktop export (result.json), a WhatsApp export (.txt), a DiscordChatExporter export (.json) "
    "or a conversation file (.jsonl)"
)
FIRST_LINES = 100  # one sound conversation among them makes a conversation file


def open_chat_file(path: Path, group_of: GroupOf) -> ChatFile:
    """Raises FileError when it is no chat we know, UnknownGroupError when an export's group is not clear."""
    source = open_source(path)
    start = source.head.lstrip()
    if start.startswith("{"):
        return _json(source, start, group_of)
    if start[:1] == "[" and _has_first_object(start):
        raise FileError(f"{path}: is one long list; a conversation file has one object on each line")
    if start[:15].casefold().startswith(("<!doctype html", "<html")):
        raise FileError(f"{path}: is a web page; export the chat again and choose JSON as the format")
    return _whatsapp(source, group_of)


def _json(source: Source, start: str, group_of: GroupOf) -> ChatFile:
    read: Callable[[Progress], Iterator[Entry]]
    match _json_format(start):
        case Format.TELEGRAM as format_:
            read = partial(telegram.read, source, group_of(None))
        case Format.DISCORD as format_:
            read = partial(discord.read, source, group_of(None))
        case Format.CONVERSATIONS as format_:
            read = partial(conversations.read, source, group_of)
        case _:
            raise _unknown(source, "is JSON, but not a chat I know")
    return ChatFile(path=source.path, format=format_, size=source.size, remarks=(), read=read)


def _whatsapp(source: Source, group_of: GroupOf) -> ChatFile:
    form = form_of(line for _, line in _sound(source))
    if form is None:
        raise _unknown(source, "is not a chat I know")
    dates = dating(_sound(source), form)
    return ChatFile(
        path=source.path,
        format=Format.WHATSAPP,
        size=source.size,
        remarks=(f"{form.phone} form; dates are {dates.order} ({dates.why}); {form.clock}.",),
        read=Chat(source, group_of(None), form, dates.order, load_marks(DATA / "exports" / "whatsapp.yaml")).entries,
    )


def _json_format(start: str) -> Format | None:
    keys, message = _outline(start)
    if {"guild", "channel"} <= keys or {"timestamp", "author"} <= message:
        return Format.DISCORD
    if {"author", "text"} <= message:
        return Format.CONVERSATIONS
    if keys & {"chats", "left_chats", "personal_information"} or {"type", "id"} <= keys or {"type", "date"} <= message:
        return Format.TELEGRAM
    if {"id", "messages"} <= keys:
        return Format.CONVERSATIONS
    lines = islice(start.splitlines(), FIRST_LINES)
    return Format.CONVERSATIONS if any(_is_conversation(line) for line in lines) else None


def _outline(start: str) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of the document, as far as its start tells, and those of its first message."""
    keys = set[str]()
    message = set[str]()
    try:
        for path, event, value in ijson.parse(start.encode("utf-8", "replace")):
            if event == "map_key" and path == "":
                keys.add(value)
            elif event == "map_key" and path == "messages.item":
                message.add(value)
            elif event == "end_map" and path in {"messages.item", ""}:
                break
    except ijson.JSONError:
        pass  # a start is rarely a whole document
    return frozenset(keys), frozenset(message)


def _is_conversation(line: str) -> bool:
    value = _parsed(line)
    return isinstance(value, dict) and isinstance(value.get("messages"), list)


def _has_first_object(start: str) -> bool:
    return start[1:].lstrip()[:1] == "{"


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _unknown(source: Source, what: str) -> FileError:
    return FileError(f"{source.path}: {what}; give {_KNOWN}")


def _sound(source: Source) -> Iterator[tuple[int, str]]:
    """The lines up to the first damage, which is told when it is met in reading."""
    with suppress(FileError):
        yield from source.lines(_ignore, LONGEST)


def _ignore(_: int) -> None:
    """Looking at the dates is quick; only the reading itself is shown."""
