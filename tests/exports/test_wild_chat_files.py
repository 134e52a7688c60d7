"""Whatever a chat file holds, it is read or refused; nothing in it makes our code fail."""

import json
from pathlib import Path
from typing import Any

import pytest
from exported import DISCORD, TELEGRAM, WHATSAPP, entries, until_refused, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.chatfile import Broken, Spoken, Unread

wild = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])

JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
TELEGRAM_FIELDS = some.sampled_from(
    [
        "id",
        "type",
        "date",
        "date_unixtime",
        "edited",
        "edited_unixtime",
        "from",
        "from_id",
        "text",
        "poll",
        "file",
        "file_name",
        "media_type",
        "photo",
        "contact_information",
        "place_name",
        "reply_to_message_id",
        "todo_list",
    ]
)
DISCORD_FIELDS = some.sampled_from(
    [
        "id",
        "type",
        "timestamp",
        "timestampEdited",
        "content",
        "author",
        "attachments",
        "stickers",
        "reference",
        "forwardedMessage",
        "embeds",
    ]
)
CONVERSATION_FIELDS = some.sampled_from(["author", "text", "reply_to", "at"])

TELEGRAM_LIKE = {"id": 1, "type": "message", "date": "2026-03-09T12:00:00", "from_id": "user1", "text": "hi"}
DISCORD_LIKE = {
    "id": "1",
    "type": "Default",
    "timestamp": "2026-03-09T12:00:00Z",
    "author": {"id": "5"},
    "content": "hi",
}
CONVERSATION_LIKE = {"author": "p1", "text": "hi", "reply_to": None, "at": "2026-03-09T12:00:00"}


def whole(path: Path) -> None:
    """Every entry is one of ours and nothing but a refusal ends the reading."""
    read, _ = until_refused(path)
    assert all(isinstance(entry, Spoken | Unread | Broken) for entry in read)
    for entry in read:
        if isinstance(entry, Spoken):
            f"{entry.message.text}{entry.conversation}{entry.message.author.name}".encode()


@wild
@given(content=some.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path / "any", content)

    whole(path)


@wild
@given(content=some.text(max_size=400), start=some.sampled_from(['{"messages": [', "[", "09/03/2026, 12:00 - Jan: "]))
def test_any_text_is_read_or_refused(tmp_path: Path, content: str, start: str) -> None:
    path = written(tmp_path / "any", (start + content).encode("utf-8", "replace"))

    whole(path)


@wild
@given(changes=some.dictionaries(TELEGRAM_FIELDS, JSON, max_size=4))
def test_any_telegram_message_is_read_counted_or_told(tmp_path: Path, changes: dict[str, Any]) -> None:
    export = {"name": "x", "type": "private_group", "id": 1, "messages": [TELEGRAM_LIKE | changes]}
    whole(written(tmp_path / "any", json.dumps(export, allow_nan=True)))


@wild
@given(changes=some.dictionaries(DISCORD_FIELDS, JSON, max_size=4))
def test_any_discord_message_is_read_counted_or_told(tmp_path: Path, changes: dict[str, Any]) -> None:
    export = {"guild": {}, "channel": {"id": "1", "name": "x"}, "messages": [DISCORD_LIKE | changes]}
    whole(written(tmp_path / "any", json.dumps(export)))


@wild
@given(changes=some.dictionaries(CONVERSATION_FIELDS, JSON, max_size=3), around=JSON)
def test_any_conversation_is_read_or_told(tmp_path: Path, changes: dict[str, Any], around: object) -> None:
    good = {"id": "c1", "messages": [CONVERSATION_LIKE]}
    bad = {"id": "c2", "group": around, "messages": [CONVERSATION_LIKE | changes]}
    path = written(tmp_path / "any", f"{json.dumps(good)}\n{json.dumps(bad)}\n{json.dumps(around)}\n")

    whole(path)
    assert isinstance(entries(path)[0], Spoken)


@settings(wild, max_examples=40)
@given(cut=some.floats(0, 1, exclude_max=True), original=some.sampled_from([TELEGRAM, DISCORD, WHATSAPP]))
def test_any_cut_of_a_real_export_gives_what_came_before(tmp_path: Path, cut: float, original: Path) -> None:
    content = original.read_bytes()
    kept = content[: int(cut * len(content))]
    path = written(tmp_path / original.name, kept)

    read, refused = until_refused(path)

    full = entries(original)
    if original is WHATSAPP:
        assert read[: max(0, len(read) - 12)] == full[: max(0, len(read) - 12)]  # the last few look ahead
    else:
        assert read == full[: len(read)]
        assert refused is not None
        assert len(read) == 0 or f"is cut off at byte {len(kept)};" in refused


@settings(wild, max_examples=40)
@given(place=some.floats(0, 1, exclude_max=True), byte=some.integers(0, 255))
@pytest.mark.parametrize("original", [TELEGRAM, DISCORD, WHATSAPP])
def test_any_wrong_byte_in_a_real_export_is_survived(tmp_path: Path, original: Path, place: float, byte: int) -> None:
    content = bytearray(original.read_bytes())
    content[int(place * len(content))] = byte

    whole(written(tmp_path / "damaged", bytes(content)))
