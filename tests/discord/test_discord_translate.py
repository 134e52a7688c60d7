"""What Discord calls a message, as the core's: every kind, on whole values."""

from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from discord_heard import NUMBER, SENT
from discord_heard import heard as said
from discord_server import Loopback
from discord_shapes import CHAT, GUILD, Json

from adapters.discord.translate import translated
from bot.message import ChatId, GroupId, Media, Member, MemberId, Message, MessageId, Reply

GROUP = GroupId("larkrise")
SERVER = ChatId(f"discord:server:{GUILD}")
SAM = Member(id=MemberId("discord:902"), name="Sam")
PICTURE: Json = {"id": "1", "filename": "oaf.png", "size": 1, "url": "", "proxy_url": "", "content_type": "image/png"}
LINK: Json = {"type": "link", "title": "Ten oafs", "url": "https://example.org"}


@pytest.fixture
async def state() -> Any:
    return discord.Client(intents=discord.Intents.none())._connection


def heard(state: Any, text: str = "hello", **more: Any) -> Message | None:
    return translated(said(state, content=text, **more), GROUP)


def expected(text: str, **more: Any) -> Message:
    told: Json = {"chat": ChatId(f"discord:{CHAT}"), "id": MessageId(str(NUMBER)), **more}
    return Message(group=GROUP, author=SAM, text=text, sent_at=SENT, within=SERVER, **told)


async def test_words(state: Any) -> None:
    assert heard(state, "||hello||") == expected("||hello||")


async def test_an_edit(state: Any) -> None:
    assert heard(state, edited_timestamp="2026-03-02T18:50:00+00:00") == expected(
        "hello", edited_at=datetime(2026, 3, 2, 18, 50, tzinfo=UTC)
    )


async def test_a_reply_with_what_it_answers(state: Any) -> None:
    answered = {**Loopback().message(903, "Mr Pell is late", CHAT), "id": "55"}
    reference = {"type": 0, "message_id": "55", "channel_id": str(CHAT)}

    assert heard(state, type=19, message_reference=reference, referenced_message=answered) == expected(
        "hello",
        reply_to=Reply(
            id=MessageId("55"), author=Member(id=MemberId("discord:903"), name="Priya"), text="Mr Pell is late"
        ),
    )


async def test_a_reply_to_what_is_gone(state: Any) -> None:
    reference = {"type": 0, "message_id": "55", "channel_id": str(CHAT)}

    assert heard(state, type=19, message_reference=reference, referenced_message=None) == expected(
        "hello", reply_to=Reply(id=MessageId("55"))
    )


async def test_a_forwarded_message_is_what_it_holds(state: Any) -> None:
    held = {"content": "Mr Pell is an oaf", "type": 0, "timestamp": SENT.isoformat(), "edited_timestamp": None}
    rest = {"flags": 0, "mentions": [], "mention_roles": [], "embeds": [], "components": [], "attachments": [PICTURE]}
    reference = {"type": 1, "message_id": "55", "channel_id": "7"}

    assert heard(state, "", message_reference=reference, message_snapshots=[{"message": held | rest}]) == expected(
        "Mr Pell is an oaf\noaf.png", is_forwarded=True, media=frozenset({Media.PHOTO})
    )


async def test_a_poll(state: Any) -> None:
    answers = [{"answer_id": place, "poll_media": {"text": text}} for place, text in enumerate(("Yes", "No"), 1)]
    poll = {"question": {"text": "An oaf?"}, "answers": answers, "expiry": SENT.isoformat(), "layout_type": 1}

    assert heard(state, "", poll={**poll, "allow_multiselect": False}) == expected(
        "An oaf?\nYes\nNo", media=frozenset({Media.POLL})
    )


async def test_a_picture_with_its_name_and_what_is_said_to_be_on_it(state: Any) -> None:
    assert heard(state, "", attachments=[{**PICTURE, "description": "Mr Pell"}]) == expected(
        "oaf.png\nMr Pell", media=frozenset({Media.PHOTO})
    )


async def test_a_sticker(state: Any) -> None:
    assert heard(state, "", sticker_items=[{"id": "1", "name": "oaf", "format_type": 1}]) == expected(
        "oaf", media=frozenset({Media.STICKER})
    )


async def test_a_link_with_its_title(state: Any) -> None:
    assert heard(state, "https://example.org", embeds=[LINK]) == expected("https://example.org\nTen oafs")


async def test_a_post_in_a_forum_with_its_title(state: Any) -> None:
    assert heard(state, "hello", thread="Mr Pell the oaf", is_first=True) == expected(
        "Mr Pell the oaf\nhello", chat=ChatId(f"discord:{NUMBER}")
    )


@pytest.mark.parametrize("more", [{"user": 900}, {"webhook_id": "77"}, {"type": 7}, {"type": 6}])
async def test_nobody_of_the_group_said_it(state: Any, more: dict[str, Any]) -> None:
    assert heard(state, **more) is None
