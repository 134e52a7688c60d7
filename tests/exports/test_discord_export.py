"""DiscordChatExporter's files are read whole: every message is one of ours, or is counted."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from exported import DISCORD, discord_export, discord_message, entries, expected, opened, said

from bot.chatfile import Blank, Broken, Format, Spoken, Unread
from bot.message import Media, MessageId, Reply

Record = dict[str, Any]

CHAT = "discord:9"
PRIYA = ("discord:5", "Priya M")


def test_a_message_is_read_whole(tmp_path: Path) -> None:
    path = discord_export(tmp_path, discord_message("morning!"))

    assert entries(path) == [
        Spoken(
            conversation="general",
            label="100",
            at="2026-03-09T12:00:00+00:00",
            place="message 100",
            message=said("morning!", chat=CHAT, id="100", author=PRIYA),
        )
    ]


def test_every_message_of_a_real_export_is_read_or_counted() -> None:
    export = entries(DISCORD)

    assert opened(DISCORD).format is Format.DISCORD
    assert len([entry for entry in export if isinstance(entry, Spoken)]) == 137
    assert [entry for entry in export if not isinstance(entry, Spoken)] == [
        Unread(conversation="general", place="message 1504796405393260647", reason=Blank.BOT)
    ]


def test_the_expected_incidents_are_where_their_list_says() -> None:
    texts = {entry.label: entry for entry in entries(DISCORD) if isinstance(entry, Spoken)}
    ours = expected("discord_chat_exporter_json")

    assert [(texts[case["message_id"]].message.text, texts[case["message_id"]].at[:16]) for case in ours] == [
        (case["text"], case["at"]) for case in ours
    ]


@pytest.mark.parametrize(
    ("record", "text", "media"),
    [
        pytest.param(
            discord_message("look", attachments=[{"fileName": "Gazebo.JPG"}]),
            "look\nGazebo.JPG",
            (Media.PHOTO,),
            id="photo",
        ),
        pytest.param(
            discord_message("", attachments=[{"fileName": "voice-message.ogg"}, {"fileName": "timetable"}]),
            "voice-message.ogg\ntimetable",
            (Media.VOICE, Media.FILE),
            id="files",
        ),
        pytest.param(
            discord_message("https://news.example", embeds=[{"title": "Head threatened", "description": "A report"}]),
            "https://news.example",
            (),
            id="a link's preview is not its poster's words",
        ),
        pytest.param(
            discord_message(None, forwardedMessage={"content": "as told", "attachments": [{"fileName": "a.mp4"}]}),
            "as told\na.mp4",
            (Media.VIDEO,),
            id="a forward",
        ),
        pytest.param(
            discord_message("hi", stickers=[{"id": "3", "name": "wave"}]), "hi", (Media.STICKER,), id="sticker"
        ),
    ],
)
def test_all_that_its_author_put_there_is_read(
    tmp_path: Path, record: Record, text: str, media: tuple[Media, ...]
) -> None:
    [entry] = entries(discord_export(tmp_path, record))

    assert isinstance(entry, Spoken)
    assert (entry.message.text, entry.message.media) == (text, frozenset(media))


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (discord_message("beep", author={"id": "1", "name": "LarkBot", "isBot": True}), Blank.BOT),
        (discord_message("Joined the server.", type="GuildMemberJoin"), Blank.SYSTEM),
        (discord_message("Pinned a message.", type="ChannelPinnedMessage"), Blank.SYSTEM),
        (discord_message("", stickers=[{"id": "3", "name": "wave"}]), Blank.STICKER),
        (discord_message(""), Blank.EMPTY),
        (discord_message(None), Blank.EMPTY),
    ],
)
def test_what_holds_no_words_is_counted_with_its_reason(tmp_path: Path, record: Record, reason: Blank) -> None:
    assert entries(discord_export(tmp_path, record)) == [
        Unread(conversation="general", place="message 100", reason=reason)
    ]


def test_a_reply_knows_what_it_answers_and_an_edit_is_told(tmp_path: Path) -> None:
    question = discord_message("who's in")
    answer = discord_message(
        "me",
        id="101",
        type="Reply",
        reference={"messageId": "100", "channelId": "9", "guildId": "1"},
        timestampEdited="2026-03-09T13:05:00+01:00",
        author={"id": "6", "name": "tomd82", "nickname": ""},
    )

    assert entries(discord_export(tmp_path, question, answer))[1] == Spoken(
        conversation="general",
        label="101",
        at="2026-03-09T12:00:00+00:00",
        place="message 101",
        message=said(
            "me",
            chat=CHAT,
            id="101",
            author=("discord:6", "tomd82"),
            reply_to=Reply(id=MessageId("100"), author=said("", chat="", id="", author=PRIYA).author, text="who's in"),
            edited_at=datetime(2026, 3, 9, 12, 5, tzinfo=UTC),
        ),
    )


def test_the_same_message_twice_is_read_once(tmp_path: Path) -> None:
    path = discord_export(tmp_path, discord_message(), discord_message())

    assert entries(path)[1] == Unread(conversation="general", place="message 100", reason=Blank.REPEATED)


@pytest.mark.parametrize(
    ("record", "where", "problem"),
    [
        (discord_message(id=None), "a message", "`id` must be text"),
        (discord_message(["hi"]), "message 100", "`content` must be text"),
        (discord_message(timestamp=None), "message 100", "`timestamp` must be text"),
        (discord_message(author="priya"), "message 100", "`id` is missing"),
    ],
)
def test_a_broken_message_is_told_and_the_next_one_read(
    tmp_path: Path, record: Record, where: str, problem: str
) -> None:
    path = discord_export(tmp_path, record, discord_message("after", id="101"))

    broken, after = entries(path)

    assert broken == Broken(where=f"{path}, {where}", problem=f"{problem}; export the channel again")
    assert isinstance(after, Spoken)
