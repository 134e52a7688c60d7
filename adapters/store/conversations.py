"""Turns a talk that is not finished into one sealed field, and back."""

from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter

from adapters.store.rows import Row, Values
from adapters.store.seal import Seal
from bot.conversation import Conversation


def conversation_row(talk: Conversation, seal: Seal) -> Values:
    text = _adapter().dump_json(talk).decode()
    return {
        "member_id": talk.member,
        "group_id": talk.group,
        "at": talk.at,
        "talk": seal.close(text, "conversations", "talk", talk.member),
    }


def conversation_of(row: Row, seal: Seal) -> Conversation:
    talk = _adapter().validate_json(seal.open(row["talk"], "conversations", "talk", row["member_id"]))
    return replace(talk, at=row["at"])


@cache
def _adapter() -> TypeAdapter[Conversation]:
    return TypeAdapter(Conversation)
