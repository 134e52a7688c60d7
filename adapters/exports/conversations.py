"""Reads our own conversation files: one JSON object a line, each a conversation that stands alone."""

import json
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from adapters.exports.fields import FieldError, Record, moment, name, optional_text, placed, record_of, text
from adapters.exports.source import Source
from bot.chatfile import Broken, Entry, GroupOf, Progress, Spoken
from bot.errors import UnknownGroupError
from bot.group import Group
from bot.message import ChatId, Member, MemberId, Message, MessageId, Reply

LONGEST = 64 * 1024 * 1024  # bytes of one line; a longer one is no conversation
REMEMBERED = 100_000  # conversation ids, for finding one that comes twice


def read(source: Source, group_of: GroupOf, progress: Progress) -> Iterator[Entry]:
    seen: OrderedDict[str, int] = OrderedDict()
    for number, line in source.lines(progress, LONGEST):
        if not line.strip():
            continue
        where = f"{source.path}:{number}"
        try:
            conversation = _parsed(line)
            id_ = _new_id(conversation, number, seen)
            group = group_of(_group_name(conversation))
            spoken = _spoken(id_, conversation, group)
        except (FieldError, UnknownGroupError) as error:
            yield Broken(where=where, problem=str(error))
            continue
        yield from spoken


def _new_id(conversation: Record, line: int, seen: OrderedDict[str, int]) -> str:
    id_ = name(conversation, "id")
    if id_ in seen:
        raise FieldError(f"this `id` is already on line {seen[id_]}; give each conversation its own")
    seen[id_] = line
    if len(seen) > REMEMBERED:
        seen.popitem(last=False)
    return id_


def _parsed(line: str) -> Record:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise FieldError(f"is not valid JSON (character {error.pos + 1}); one whole object on each line") from error
    except (RecursionError, ValueError) as error:  # nested without end, or a number of thousands of digits
        raise FieldError("is not a conversation; see `schoolgate check --help` for its form") from error
    if not isinstance(value, dict):
        raise FieldError('is not an object; write {"id": …, "group": …, "messages": […]}')
    return value


def _group_name(conversation: Record) -> str | None:
    value = conversation.get("group")
    if value is not None and not isinstance(value, str):
        raise FieldError("`group` must be text")
    return optional_text(conversation, "group")


def _spoken(conversation: str, record: Record, group: Group) -> list[Spoken]:
    """All of a conversation or, raising FieldError, nothing of it."""
    if "messages" not in record:
        raise FieldError("`messages` is missing")
    messages = record["messages"]
    if not isinstance(messages, list):
        raise FieldError("`messages` must be a list")
    spoken: list[Spoken] = []
    for index, said in enumerate(messages):
        try:
            spoken.append(_one(conversation, index, said, group, spoken))
        except FieldError as error:
            raise FieldError(f"message {index}: {error}") from error
    return spoken


def _one(conversation: str, index: int, said: Any, group: Group, earlier: list[Spoken]) -> Spoken:
    record = record_of(said)
    author = name(record, "author")
    at = moment(record, "at")
    message = Message(
        group=group.id,
        chat=ChatId(f"conversation:{conversation}"),
        id=MessageId(str(index)),
        author=Member(id=MemberId(author), name=author),
        text=text(record, "text"),
        sent_at=placed(at, group.timezone),
        reply_to=_reply(record.get("reply_to"), earlier),
    )
    return Spoken(conversation=conversation, label=index, at=at.isoformat(), place=f"message {index}", message=message)


def _reply(index: Any, earlier: list[Spoken]) -> Reply | None:
    if index is None:
        return None
    if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < len(earlier):
        raise FieldError("`reply_to` must be the index of an earlier message, or null")
    answered = earlier[index].message
    return Reply(id=answered.id, author=answered.author, text=answered.text)
