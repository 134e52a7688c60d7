"""Telegram Desktop's exports are read whole: every message is one of ours, or is counted."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from exported import (
    TELEGRAM,
    entries,
    expected,
    opened,
    said,
    telegram_export,
    telegram_message,
    until_refused,
    written,
)

from adapters.exports.recognise import open_chat_file
from bot.chatfile import Blank, Broken, Format, Spoken, Unread
from bot.errors import UnknownGroupError
from bot.group import Group
from bot.message import Media, Message, MessageId, Reply

Record = dict[str, Any]

CHAT = "telegram:7"
PRIYA = ("telegram:user1", "Priya M")


def only(path: Path) -> Message:
    [entry] = entries(path)
    assert isinstance(entry, Spoken)
    return entry.message


def test_a_message_is_read_whole(tmp_path: Path) -> None:
    path = telegram_export(tmp_path, telegram_message("Trip money is £14"))

    assert entries(path) == [
        Spoken(
            conversation="Y2 parents",
            label=1,
            at="2026-03-09T12:00:00",
            place="message 1",
            message=said("Trip money is £14", chat=CHAT, id="1", author=PRIYA),
        )
    ]


def test_every_message_of_a_real_export_is_read_or_counted() -> None:
    export = entries(TELEGRAM)

    assert opened(TELEGRAM).format is Format.TELEGRAM
    assert len([entry for entry in export if isinstance(entry, Spoken)]) == 159
    assert Counter((entry.place, entry.reason) for entry in export if isinstance(entry, Unread)) == {
        ("message 1", Blank.SYSTEM): 1,
        ("message 1091", Blank.SYSTEM): 1,
        ("message 1112", Blank.PHOTO): 1,
        ("message 1235", Blank.STICKER): 1,
        ("message 1238", Blank.VOICE): 1,
    }


def test_the_expected_incidents_are_where_their_list_says() -> None:
    texts = {entry.label: entry for entry in entries(TELEGRAM) if isinstance(entry, Spoken)}
    ours = expected("telegram_json")

    assert [(texts[case["message_id"]].message.text, texts[case["message_id"]].at[:16]) for case in ours] == [
        (case["text"], case["at"]) for case in ours
    ]


@pytest.mark.parametrize(
    ("record", "text", "media"),
    [
        pytest.param(
            telegram_message(["press ", {"type": "phone", "text": "01632 960555"}, ", then 2"]),
            "press 01632 960555, then 2",
            (),
            id="a text in pieces is one text",
        ),
        pytest.param(
            telegram_message("who is this", photo="(File not included.)"), "who is this", (Media.PHOTO,), id="a caption"
        ),
        pytest.param(
            telegram_message("", poll={"question": "Picnic?", "answers": [{"text": "Thurs"}, {"text": "Fri"}]}),
            "Picnic?\nThurs\nFri",
            (Media.POLL,),
            id="a poll's question and options",
        ),
        pytest.param(
            telegram_message("", file="files/letter.pdf", file_name="letter to the head.pdf"),
            "letter to the head.pdf",
            (Media.FILE,),
            id="a file's name",
        ),
        pytest.param(
            telegram_message("", contact_information={"first_name": "Jan", "phone_number": "+44 7700 900123"}),
            "Jan +44 7700 900123",
            (Media.CONTACT,),
            id="a contact",
        ),
        pytest.param(
            telegram_message("", place_name="The gate", address="Mill Road", location_information={"latitude": 1}),
            "The gate\nMill Road",
            (Media.LOCATION,),
            id="a place",
        ),
        pytest.param(telegram_message("half \ud83d here"), "half ? here", (), id="half a surrogate pair"),
    ],
)
def test_all_that_a_reader_would_see_is_read(
    tmp_path: Path, record: Record, text: str, media: tuple[Media, ...]
) -> None:
    message = only(telegram_export(tmp_path, record))

    assert (message.text, message.media) == (text, frozenset(media))


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (telegram_message("", media_type="voice_message", file="v.ogg"), Blank.VOICE),
        (telegram_message("", media_type="video_message", file="v.mp4"), Blank.VIDEO),
        (telegram_message("", media_type="sticker", file_name="sticker.webp"), Blank.STICKER),
        (telegram_message("", photo="p.jpg"), Blank.PHOTO),
        (telegram_message("", location_information={"latitude": 1}), Blank.LOCATION),
        (telegram_message("  "), Blank.EMPTY),
        ({"id": 1, "type": "unsupported"}, Blank.UNSUPPORTED),
        ({"id": 1, "type": "service", "action": "pin_message"}, Blank.SYSTEM),
    ],
)
def test_what_holds_no_words_is_counted_with_its_reason(tmp_path: Path, record: Record, reason: Blank) -> None:
    assert entries(telegram_export(tmp_path, record)) == [
        Unread(conversation="Y2 parents", place="message 1", reason=reason)
    ]


def test_a_reply_knows_what_it_answers(tmp_path: Path) -> None:
    question = telegram_message("Who is on bus duty?")
    answer = telegram_message("Me", id=2, reply_to_message_id=1, **{"from": "Dave", "from_id": "user2"})

    last = entries(telegram_export(tmp_path, question, answer))[-1]

    assert isinstance(last, Spoken)
    assert last.message.reply_to == Reply(
        id=MessageId("1"), author=said("", chat="", id="", author=PRIYA).author, text="Who is on bus duty?"
    )


def test_a_reply_to_a_message_of_another_chat_is_no_reply_here(tmp_path: Path) -> None:
    record = telegram_message("Me", reply_to_message_id=1, reply_to_peer_id="channel9")

    assert only(telegram_export(tmp_path, record)).reply_to is None


def test_an_edit_and_a_forward_are_told(tmp_path: Path) -> None:
    record = telegram_message("as told", edited_unixtime="1773058000", forwarded_from="Somebody")

    message = only(telegram_export(tmp_path, record))

    assert (message.edited_at, message.is_forwarded) == (datetime.fromtimestamp(1773058000, UTC), True)


def test_a_deleted_account_keeps_its_id(tmp_path: Path) -> None:
    message = only(telegram_export(tmp_path, telegram_message(**{"from": None, "from_id": "user9"})))

    assert message.author == said("", chat="", id="", author=("telegram:user9", "Deleted account")).author


def test_a_time_without_a_zone_is_the_groups(tmp_path: Path) -> None:
    record = telegram_message(date="2026-07-09T12:00:00")
    del record["date_unixtime"]

    [entry] = entries(telegram_export(tmp_path, record))

    assert isinstance(entry, Spoken)
    assert (entry.at, entry.message.sent_at.astimezone(UTC)) == (
        "2026-07-09T12:00:00",
        datetime(2026, 7, 9, 11, 0, tzinfo=UTC),
    )


def test_the_same_message_twice_is_read_once(tmp_path: Path) -> None:
    path = telegram_export(tmp_path, telegram_message("one"), telegram_message("one"))

    assert entries(path)[1] == Unread(conversation="Y2 parents", place="message 1", reason=Blank.REPEATED)


def test_of_an_account_only_groups_are_read(tmp_path: Path) -> None:
    chats = [
        {"name": "Y2", "type": "private_group", "id": 1, "messages": [telegram_message("in a group")]},
        {"name": "Mum", "type": "personal_chat", "id": 2, "messages": [telegram_message("in private")]},
        {"type": "saved_messages", "id": 3, "messages": [telegram_message("to myself")]},
        {"name": None, "type": "public_supergroup", "id": 4, "messages": [telegram_message("in another")]},
    ]
    account = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1, "first_name": "Jo"},
        "contacts": {"list": [{"first_name": "Pat"}]},
        "chats": {"about": "This page lists all chats.", "list": chats},
        "left_chats": {"list": [{"name": "Old", "type": "private_supergroup", "id": 5, "messages": []}]},
    }
    path = written(tmp_path / "result.json", json.dumps(account))

    assert entries(path) == [
        Spoken(
            conversation="Y2",
            label=1,
            at="2026-03-09T12:00:00",
            place="message 1",
            message=said("in a group", chat="telegram:1", id="1", author=PRIYA),
        ),
        Unread(conversation="", place="chat 2", reason=Blank.NOT_A_GROUP),
        Unread(conversation="", place="chat 3", reason=Blank.NOT_A_GROUP),
        Spoken(
            conversation="chat 4",
            label=1,
            at="2026-03-09T12:00:00",
            place="message 1",
            message=said("in another", chat="telegram:4", id="1", author=PRIYA),
        ),
    ]


@pytest.mark.parametrize(
    ("record", "where", "problem"),
    [
        ("nonsense", "a message", "is not an object"),
        ({"type": "message"}, "a message", "`id` is missing"),
        (telegram_message(id="1"), "a message", "`id` must be a whole number"),
        (telegram_message(date=7), "message 1", "`date` must be text"),
        (telegram_message(date="soon"), "message 1", "`date` must be a date and time such as 2026-03-02T08:41:00"),
        (telegram_message(date="0001-01-01T00:00:00"), "message 1", "`date` is not in 1990 to 2199"),
        (telegram_message(date_unixtime="soon"), "message 1", "`date_unixtime` must be seconds since 1970"),
        (telegram_message(date_unixtime="9" * 30), "message 1", "`date_unixtime` must be seconds since 1970"),
    ],
)
def test_a_broken_message_is_told_and_the_next_one_read(
    tmp_path: Path, record: Record, where: str, problem: str
) -> None:
    path = telegram_export(tmp_path, record, telegram_message("after", id=2))

    broken, after = entries(path)

    assert broken == Broken(where=f"{path}, {where}", problem=f"{problem}; export the chat again")
    assert isinstance(after, Spoken)


def test_a_cut_off_export_gives_what_came_before(tmp_path: Path) -> None:
    whole = TELEGRAM.read_bytes()
    cut = whole[: whole.index(b'"id": 1100')]
    path = written(tmp_path / "result.json", cut)

    read, refusal = until_refused(path)

    assert read == entries(TELEGRAM)[: len(read)]
    assert isinstance(read[-1], Spoken)
    assert read[-1].label == 1099
    assert refusal == (
        f"{path}: is cut off at byte {len(cut)}; what came before was read. Export or copy the file again"
    )


def test_an_edited_export_that_is_no_longer_json_names_the_place(tmp_path: Path) -> None:
    whole = TELEGRAM.read_bytes().replace(b'"id": 1100,', b'"id": 1100,,', 1)
    path = written(tmp_path / "result.json", whole)

    read, refusal = until_refused(path)

    assert len(read) > 40
    assert refusal == (
        f"{path}: is not valid JSON, shortly before byte {len(whole)}; what came before was read. "
        "Export the chat again and do not edit the file"
    )


def test_an_export_whose_group_is_unclear_is_refused_before_it_is_read(tmp_path: Path) -> None:
    def unclear(_: str | None) -> Group:
        raise UnknownGroupError("which group?")

    with pytest.raises(UnknownGroupError, match="which group"):
        open_chat_file(telegram_export(tmp_path), unclear)
