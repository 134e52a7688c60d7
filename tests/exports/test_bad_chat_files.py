"""What is no chat, or half of one, is refused in words that say where and what to do."""

import json
import os
from pathlib import Path

import pytest
from exported import DISCORD, TELEGRAM, WHATSAPP, opened, until_refused, written

from adapters.exports.source import BLOCK
from bot.errors import FileError

KNOWN = (
    "give a Telegram Desktop export (result.json), a WhatsApp export (.txt), a DiscordChatExporter export (.json) "
    "or a conversation file (.jsonl)"
)


def refusal(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        opened(path)
    return str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "result.json"

    assert refusal(path) == f"{path}: no such file; check the name and the folder"


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: is a folder; give the chat inside it, such as result.json or _chat.txt"


def test_a_pipe_is_told(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)

    assert refusal(path) == f"{path}: is not an ordinary file; save it to disk first"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "is empty; export the chat again", id="empty"),
        pytest.param(b"\xef\xbb\xbf", "holds nothing but blanks; export the chat again", id="only a mark"),
        pytest.param(b" \n\n", "holds nothing but blanks; export the chat again", id="blank"),
        pytest.param(
            b"PK\x03\x04rest",
            "is a zip archive; unzip it and give the chat inside (WhatsApp calls it _chat.txt)",
            id="zip",
        ),
        pytest.param(b"\x1f\x8brest", "is a gzip archive; unpack it and give the file inside", id="gzip"),
        pytest.param(b"%PDF-1.7", "is a PDF; export the chat again as JSON or plain text", id="pdf"),
        pytest.param(
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "is not text; give a chat exported as JSON or plain text, saved as UTF-8",
            id="a picture",
        ),
        pytest.param(
            b"\xff\xd8\xff\xe1" + bytes(range(1, 256)),
            "is not text; give a chat exported as JSON or plain text",
            id="jpeg",
        ),
        pytest.param(
            "09/03/2026, 12:00 - Jan: café".encode("cp1252"),
            None,
            id="an old encoding",
        ),
        pytest.param(
            "hello".encode("utf-32"),
            "is in UTF-32; open it in a text editor, save it as UTF-8 and try again",
            id="utf-32",
        ),
        pytest.param(b"dear diary", f"is not a chat I know; {KNOWN}", id="some text"),
        pytest.param(b'{"a": 1}', f"is JSON, but not a chat I know; {KNOWN}", id="some JSON"),
        pytest.param(b"{", f"is JSON, but not a chat I know; {KNOWN}", id="a brace"),
        pytest.param(b"[1, 2]", f"is not a chat I know; {KNOWN}", id="a list of numbers"),
        pytest.param(
            b'[{"id": "c1"}]',
            "is one long list; a conversation file has one object on each line",
            id="a list of objects",
        ),
        pytest.param(
            b"<!DOCTYPE html><html>", "is a web page; export the chat again and choose JSON as the format", id="html"
        ),
    ],
)
def test_what_is_no_chat_is_refused_in_one_line_with_a_remedy(
    tmp_path: Path, content: bytes, reason: str | None
) -> None:
    path = written(tmp_path / "chat", content)
    not_utf8 = (
        "near byte 28 it is not UTF-8, perhaps Windows-1252; open it in a text editor, save it as UTF-8 and try again"
    )

    assert refusal(path) == f"{path}: {reason or not_utf8}"


@pytest.mark.parametrize("before", range(-2, 5))
def test_half_a_character_is_told_wherever_a_block_ends(tmp_path: Path, before: int) -> None:
    message = {"id": "1", "type": "Default", "timestamp": "2026-03-09T12:00:00Z", "author": {"id": "5"}}
    start = json.dumps({"guild": {}, "channel": {"id": "1", "name": "x"}, "messages": [message]}).encode()[:-3]
    start += b', "content": "'
    content = start + b"a" * (BLOCK - len(start) - before) + b'", "name": "\xed\xa0\x80"}]}'

    read, refused = until_refused(written(tmp_path / "chat.json", content))

    assert read == []
    assert refused is not None
    assert "it is not UTF-8" in refused


@pytest.mark.parametrize("original", [TELEGRAM, DISCORD, WHATSAPP])
def test_the_name_of_a_file_does_not_matter(tmp_path: Path, original: Path) -> None:
    path = written(tmp_path / "thing.dat", original.read_bytes())

    assert opened(path).format is opened(original).format


@pytest.mark.parametrize("original", [TELEGRAM, DISCORD])
def test_the_order_of_the_keys_does_not_matter(tmp_path: Path, original: Path) -> None:
    document = json.loads(original.read_text("utf-8"))
    path = written(tmp_path / "sorted.json", json.dumps(document, sort_keys=True))

    read, refused = until_refused(path)

    assert opened(path).format is opened(original).format
    assert (len(read), refused) == (len(document["messages"]), None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("original", [TELEGRAM, DISCORD])
def test_json_saved_by_an_editor_in_another_encoding_is_read(tmp_path: Path, original: Path, encoding: str) -> None:
    path = written(tmp_path / "saved.json", original.read_text("utf-8").encode(encoding))

    read, refused = until_refused(path)

    assert (read, refused) == until_refused(original)


def test_progress_is_told_in_bytes_up_to_the_end() -> None:
    told: list[int] = []
    chat = opened(TELEGRAM)

    for _ in chat.read(told.append):
        pass

    assert told == sorted(told)
    assert told[-1] == chat.size == TELEGRAM.stat().st_size
