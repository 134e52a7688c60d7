"""What a member said on Telegram, as the core reads it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import telegram

from adapters.telegram.translate import Moved, Unread, passed_on, translate
from adapters.telegram.wire import read
from bot.message import ChatId, GroupId, Media, Member, MemberId, Message, MessageId, Reply

CHAT = {"id": -100, "type": "supergroup", "title": "Parents"}
SAM = {"id": 7, "is_bot": False, "first_name": "Sam", "last_name": "Hill"}
PRIYA = {"id": 8, "is_bot": False, "first_name": "Priya"}
GROUP = GroupId("larkrise")
PLAIN = Message(
    group=GROUP,
    chat=ChatId("telegram:-100"),
    id=MessageId("5"),
    author=Member(id=MemberId("telegram:7"), name="Sam Hill"),
    text="Coats are in the hall",
    sent_at=datetime(2026, 3, 2, 18, 42, tzinfo=UTC),
)
FILE = {"file_id": "f", "file_unique_id": "u"}
POLL = {
    "id": "1",
    "question": "Who should go?",
    "options": [
        {"text": "Mr Dunn", "voter_count": 0, "persistent_id": "a"},
        {"text": "Nobody", "voter_count": 0, "persistent_id": "b"},
    ],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}


def heard(**more: Any) -> telegram.Message:
    date = int(PLAIN.sent_at.timestamp())
    raw: dict[str, Any] = {"message_id": 5, "date": date, "chat": CHAT, "from": SAM, "text": PLAIN.text}
    raw |= more
    return telegram.Message.de_json({name: value for name, value in raw.items() if value is not None}, None)


PHOTO = [{**FILE, "width": 1, "height": 1}]
ANSWERED = {"message_id": 4, "date": 1, "chat": CHAT, "from": PRIYA, "text": "Where are the coats?"}


@pytest.mark.parametrize(
    ("more", "changed"),
    [
        pytest.param({}, {}, id="a text"),
        pytest.param({"newer": {"than": "us"}}, {}, id="a field of a newer Telegram"),
        pytest.param(
            {"text": None, "caption": "look", "photo": PHOTO, "media_group_id": "77"},
            {"text": "look", "media": frozenset({Media.PHOTO})},
            id="a picture of an album, with words",
        ),
        pytest.param(
            {"text": None, "photo": PHOTO}, {"text": "", "media": frozenset({Media.PHOTO})}, id="a picture, no words"
        ),
        pytest.param(
            {"text": None, "voice": {**FILE, "duration": 3}},
            {"text": "", "media": frozenset({Media.VOICE})},
            id="a voice message: there, not read",
        ),
        pytest.param(
            {"text": None, "document": {**FILE, "file_name": "dunn is a muppet.pdf"}},
            {"text": "dunn is a muppet.pdf", "media": frozenset({Media.FILE})},
            id="a file's name",
        ),
        pytest.param(
            {"text": None, "contact": {"phone_number": "+44 1632 960001", "first_name": "Mr", "last_name": "Dunn"}},
            {"text": "Mr Dunn\n+44 1632 960001", "media": frozenset({Media.CONTACT})},
            id="a contact and its number",
        ),
        pytest.param(
            {"edit_date": int(PLAIN.sent_at.timestamp()) + 60},
            {"edited_at": datetime(2026, 3, 2, 18, 43, tzinfo=UTC)},
            id="an edit",
        ),
        pytest.param({"is_topic_message": True, "message_thread_id": 3}, {}, id="a topic is the same chat"),
        pytest.param({"via_bot": {"id": 1, "is_bot": True, "first_name": "gif"}}, {}, id="by way of a bot"),
        pytest.param(
            {"reply_to_message": ANSWERED},
            {
                "reply_to": Reply(
                    id=MessageId("4"),
                    author=Member(id=MemberId("telegram:8"), name="Priya"),
                    text="Where are the coats?",
                )
            },
            id="an answer",
        ),
        pytest.param(
            {"reply_to_message": ANSWERED, "quote": {"text": "the coats", "position": 10}},
            {
                "reply_to": Reply(
                    id=MessageId("4"), author=Member(id=MemberId("telegram:8"), name="Priya"), text="the coats"
                )
            },
            id="an answer to a part",
        ),
        pytest.param(
            {
                "external_reply": {"origin": {"type": "user", "date": 1, "sender_user": PRIYA}, "message_id": 9},
                "quote": {"text": "the coats", "position": 1},
            },
            {
                "reply_to": Reply(
                    id=MessageId("elsewhere:9"),
                    author=Member(id=MemberId("telegram:8"), name="Priya"),
                    text="the coats",
                )
            },
            id="an answer to another chat's",
        ),
        pytest.param(
            {"reply_to_message": {**ANSWERED, "forum_topic_created": {"name": "Trips", "icon_color": 1}}},
            {},
            id="the first word of a topic answers nobody",
        ),
        pytest.param(
            {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Zoe"}},
            {"is_forwarded": True},
            id="passed on",
        ),
        pytest.param(
            {
                "from": {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
                "sender_chat": CHAT,
            },
            {"author": Member(id=MemberId("telegram:chat:-100"), name="Parents")},
            id="an anonymous admin",
        ),
        pytest.param(
            {"sender_chat": {"id": -55, "type": "channel", "title": "News"}},
            {"author": Member(id=MemberId("telegram:chat:-55"), name="News")},
            id="a channel's voice",
        ),
        pytest.param(
            {
                "text": None,
                "sticker": {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
                | {"emoji": "🤡"},
            },
            {"text": "🤡", "media": frozenset({Media.STICKER})},
            id="a sticker",
        ),
        pytest.param(
            {"text": None, "poll": POLL},
            {"text": "Who should go?\nMr Dunn\nNobody", "media": frozenset({Media.POLL})},
            id="a poll",
        ),
        pytest.param(
            {"text": None, "checklist": {"title": "Party", "tasks": [{"id": 1, "text": "cake"}]}},
            {"text": "Party\ncake"},
            id="a checklist",
        ),
        pytest.param(
            {"text": None, "checklist_tasks_added": {"tasks": [{"id": 2, "text": "Dunn is a muppet"}]}},
            {"text": "Dunn is a muppet"},
            id="what somebody adds to a checklist",
        ),
        pytest.param(
            {"text": None, "poll_option_added": {"option_persistent_id": "c", "option_text": "Dunn is a muppet"}},
            {"text": "Dunn is a muppet"},
            id="what somebody adds to a poll",
        ),
        pytest.param(
            {"entities": [{"type": "spoiler", "offset": 0, "length": 5}]},
            {},
            id="a spoiler: hidden until it is tapped",
        ),
        pytest.param(
            {"entities": [{"type": "text_link", "offset": 0, "length": 5, "url": "https://example.org/x"}]},
            {},
            id="the words of a link",
        ),
        pytest.param(
            {
                "text": None,
                "location": {"longitude": 1.0, "latitude": 1.0},
                "venue": {
                    "location": {"longitude": 1.0, "latitude": 1.0},
                    "title": "Her house",
                    "address": "4 Mill Lane",
                },
            },
            {"text": "Her house\n4 Mill Lane", "media": frozenset({Media.LOCATION})},
            id="a place",
        ),
    ],
)
def test_reads(more: dict[str, Any], changed: dict[str, Any]) -> None:
    assert translate(heard(**more), GROUP) == replace(PLAIN, **changed)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"text": None, "new_chat_members": [PRIYA]}, id="somebody joins"),
        pytest.param({"text": None, "left_chat_member": PRIYA}, id="somebody leaves"),
        pytest.param(
            {"text": None, "checklist_tasks_done": {"marked_as_done_task_ids": [1]}}, id="a task of a checklist is done"
        ),
        pytest.param({"text": None, "new_chat_title": "Mums"}, id="a new title"),
        pytest.param({"text": None}, id="a kind nobody knows yet"),
        pytest.param({"text": "   "}, id="nothing but spaces"),
        pytest.param({"from": {"id": 3, "is_bot": True, "first_name": "Other bot"}}, id="another bot"),
        pytest.param({"text": None, "dice": {"emoji": "🎲", "value": 3}}, id="a throw of dice"),
    ],
)
def test_passes_over(more: dict[str, Any]) -> None:
    assert translate(heard(**more), GROUP) == Unread()


@pytest.mark.parametrize(
    "more", [{"migrate_to_chat_id": -900}, {"migrate_from_chat_id": -100, "chat": {**CHAT, "id": -900}}]
)
def test_a_chat_that_moves_says_so_on_both_sides(more: dict[str, Any]) -> None:
    assert translate(heard(text=None, **more), GROUP) == Moved(-100, -900)


def test_a_poll_of_an_older_server_is_read_all_the_same() -> None:
    date, older = int(PLAIN.sent_at.timestamp()), {"text": "Mr Dunn", "voter_count": 0}
    poll = {name: POLL[name] for name in POLL if name not in {"allows_revoting", "members_only"}}
    said = {"message_id": 5, "date": date, "chat": CHAT, "from": SAM, "poll": poll | {"options": [older]}}
    update = read(json.dumps({"update_id": 1, "message": said}).encode())

    assert update is not None
    assert update.message is not None
    assert translate(update.message, GROUP) == replace(
        PLAIN, text="Who should go?\nMr Dunn", media=frozenset({Media.POLL})
    )


def test_what_is_passed_on_without_a_time_is_not_read() -> None:
    told = heard(forward_origin={"type": "user", "sender_user": PRIYA})

    assert passed_on(told) is None
