"""A file of conversations, a line each, is read message by message; a broken line is told by its number."""

from pathlib import Path
from typing import Any

import pytest
from exported import conversation, conversation_file, entries, line, opened, said

from adapters.exports.recognise import open_chat_file
from bot.chatfile import Broken, Format, Spoken
from bot.errors import UnknownGroupError
from bot.group import Group
from bot.message import MessageId, Reply


def test_a_conversation_is_read_whole(tmp_path: Path) -> None:
    path = conversation_file(tmp_path, conversation(line("who?"), line("me", author="p2", reply_to=0)))
    asked = said("who?", chat="conversation:c1", id="0", author=("p1", "p1"))

    assert opened(path).format is Format.CONVERSATIONS
    assert entries(path) == [
        Spoken(conversation="c1", label=0, at="2026-03-09T12:00:00", place="message 0", message=asked),
        Spoken(
            conversation="c1",
            label=1,
            at="2026-03-09T12:00:00",
            place="message 1",
            message=said(
                "me",
                chat="conversation:c1",
                id="1",
                author=("p2", "p2"),
                reply_to=Reply(id=MessageId("0"), author=asked.author, text="who?"),
            ),
        ),
    ]


def test_each_conversation_has_a_chat_of_its_own_and_blank_lines_do_not_count(tmp_path: Path) -> None:
    path = conversation_file(tmp_path, conversation(line()), "", conversation(line(), id="c2", group="queensway"))

    assert [(entry.message.chat, entry.message.group) for entry in entries(path) if isinstance(entry, Spoken)] == [
        ("conversation:c1", "larkrise"),
        ("conversation:c2", "queensway"),
    ]


def test_what_else_a_line_holds_does_not_matter(tmp_path: Path) -> None:
    path = conversation_file(tmp_path, conversation(line(), judge=0, expect={"concern": "none"}))

    assert len(entries(path)) == 1


GOOD = conversation(line(), id="good")


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        ("{", "is not valid JSON (character 2); one whole object on each line"),
        ("[1]", 'is not an object; write {"id": …, "group": …, "messages": […]}'),
        ("[" * 100_000, "is not a conversation; see `schoolgate check --help` for its form"),
        ({"messages": []}, "`id` is missing"),
        ({"id": 7, "messages": []}, "`id` must be text"),
        ({"id": " ", "messages": []}, "`id` is blank"),
        ({"id": "good", "messages": []}, "this `id` is already on line 1; give each conversation its own"),
        ({"id": "c1"}, "`messages` is missing"),
        ({"id": "c1", "messages": {}}, "`messages` must be a list"),
        ({"id": "c1", "group": 3, "messages": []}, "`group` must be text"),
        (conversation("hello"), "message 0: is not an object"),  # type: ignore[arg-type]
        (conversation(line(author="")), "message 0: `author` is blank"),
        (conversation(line(text=None)), "message 0: `text` must be text"),
        (conversation({"author": "p1", "text": "hi"}), "message 0: `at` is missing"),
        (conversation(line(at="noon")), "message 0: `at` must be a date and time such as 2026-03-02T08:41:00"),
        (
            conversation(line(), line(reply_to=1)),
            "message 1: `reply_to` must be the index of an earlier message, or null",
        ),
        (conversation(line(reply_to="0")), "message 0: `reply_to` must be the index of an earlier message, or null"),
    ],
)
def test_a_broken_line_is_told_by_its_number_and_the_others_are_read(tmp_path: Path, bad: Any, problem: str) -> None:
    path = conversation_file(tmp_path, GOOD, bad, conversation(line(), id="last"))

    first, broken, last = entries(path)

    assert broken == Broken(where=f"{path}:2", problem=problem)
    assert [entry.conversation for entry in (first, last) if isinstance(entry, Spoken)] == ["good", "last"]


def test_a_file_whose_first_line_is_broken_is_still_recognised(tmp_path: Path) -> None:
    path = conversation_file(tmp_path, '{"id": "cut", "mess', conversation(line()))

    broken, good = entries(path)

    assert broken == Broken(
        where=f"{path}:1", problem="is not valid JSON (character 15); one whole object on each line"
    )
    assert isinstance(good, Spoken)


def test_a_line_of_an_unknown_group_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    def only_larkrise(name: str | None) -> Group:
        if name != "larkrise":
            raise UnknownGroupError("no such group; larkrise is the only one")
        return Group(id=said("", chat="", id="", author=("", "")).group, school="Larkrise")

    path = conversation_file(tmp_path, conversation(line(), group="narnia"), conversation(line(), id="c2"))

    broken, good = list(open_chat_file(path, only_larkrise).read(lambda _: None))

    assert broken == Broken(where=f"{path}:1", problem="no such group; larkrise is the only one")
    assert isinstance(good, Spoken)


def test_times_with_a_zone_keep_it(tmp_path: Path) -> None:
    path = conversation_file(tmp_path, conversation(line(at="2026-07-09T12:00:00Z")))

    [entry] = entries(path)

    assert isinstance(entry, Spoken)
    assert entry.at == "2026-07-09T12:00:00+00:00"
