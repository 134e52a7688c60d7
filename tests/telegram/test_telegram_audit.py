"""What a look at a group on Telegram tells its admin."""

from typing import Any

import pytest
import telegram
from botapi import ME, TOKEN, BotApi, serving
from school import CHAT, larkrise

from adapters.telegram.audit import Looked, admins_of, examine, insiders, outsiders
from adapters.telegram.wire import BAD_TOKEN, connect
from bot.checkup import Outcome

PRIVATE: dict[str, Any] = {
    "id": CHAT,
    "type": "supergroup",
    "title": "Parents",
    "accent_color_id": 0,
    "max_reaction_count": 1,
    "accepted_gift_types": dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
    ),
    "has_protected_content": True,
    "has_hidden_members": True,
    "message_auto_delete_time": 31_536_000,
}


MEMBER = telegram.ChatMember(telegram.User(ME, "Gate", is_bot=True), "member")


def outcomes_of(looked: Looked) -> list[Outcome]:
    return [each.outcome for each in (*outsiders(looked), *insiders(looked))]


def chat(**more: Any) -> telegram.ChatFullInfo:
    return telegram.ChatFullInfo.de_json(PRIVATE | more, None)


@pytest.mark.parametrize(
    ("more", "outcomes"),
    [
        pytest.param({}, [], id="private"),
        pytest.param({"username": "larkrise"}, [Outcome.FIX], id="a public address"),
        pytest.param({"active_usernames": ["larkrise"]}, [Outcome.FIX], id="another public address"),
        pytest.param(
            {"location": {"location": {"longitude": 1.0, "latitude": 1.0}, "address": "here"}},
            [Outcome.FIX],
            id="tied to a place",
        ),
        pytest.param({"community": {"id": 1}}, [Outcome.ASK], id="a community"),
        pytest.param({"invite_link": "https://t.me/+x"}, [Outcome.ASK], id="a link for anybody"),
        pytest.param({"invite_link": "https://t.me/+x", "join_by_request": True}, [], id="a link, and a request"),
        pytest.param({"has_visible_history": True}, [Outcome.ASK], id="history"),
        pytest.param({"has_protected_content": None}, [Outcome.ASK], id="copying out"),
        pytest.param({"has_hidden_members": None}, [Outcome.ASK], id="the list of members"),
        pytest.param({"message_auto_delete_time": None}, [Outcome.ASK], id="kept for ever"),
        pytest.param({"has_aggressive_anti_spam_enabled": True}, [Outcome.ASK], id="Telegram's own filter"),
        pytest.param({"guard_bot": {"id": 5, "is_bot": True, "first_name": "G"}}, [Outcome.ASK], id="a guard"),
        pytest.param({"permissions": {"can_invite_users": True}}, [Outcome.ASK], id="members may add others"),
    ],
)
def test_says_what_lets_outsiders_in(more: dict[str, Any], outcomes: list[Outcome]) -> None:
    assert outcomes_of(Looked(chat(**more), MEMBER, reads_all=True, members=101)) == outcomes


def test_the_discussion_of_a_public_channel_is_public() -> None:
    channel = chat(type="channel", username="news")

    assert outcomes_of(Looked(chat(), MEMBER, reads_all=True, outside=channel)) == [Outcome.FIX]


def test_a_small_group_cannot_hide_its_members() -> None:
    assert outcomes_of(Looked(chat(has_hidden_members=None), MEMBER, reads_all=True, members=100)) == []


def test_other_bots_that_are_admins_are_named() -> None:
    quiz = telegram.ChatMember(telegram.User(5, "Quiz", is_bot=True, username="quiz_bot"), "administrator")

    said = insiders(Looked(chat(), MEMBER, reads_all=True, bots=(quiz,)))

    assert [each.text.partition(". ")[0] for each in said] == [
        "1 other bot is an admin and can read everything (@quiz_bot)"
    ]


def admin(user: int, *, is_anonymous: bool) -> telegram.ChatMember:
    return telegram.ChatMemberOwner(telegram.User(user, "Ann", is_bot=False), is_anonymous=is_anonymous)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        pytest.param((admin(1, is_anonymous=False), admin(2, is_anonymous=False)), [], id="two, and known"),
        pytest.param((admin(1, is_anonymous=False),), ["There is one admin alone"], id="one"),
        pytest.param(
            (admin(1, is_anonymous=False), admin(2, is_anonymous=True)),
            ["1 of the admins may write as the group itself, and then no note can reach them"],
            id="one who hides",
        ),
    ],
)
def test_a_group_has_two_admins_who_show_who_they_are(people: tuple[telegram.ChatMember, ...], said: list[str]) -> None:
    found = admins_of(Looked(chat(), MEMBER, reads_all=True, people=people))

    assert [(each.outcome, each.text.partition(":")[0]) for each in found] == [(Outcome.ASK, each) for each in said]


async def seen(api: BotApi, token: str = TOKEN) -> list[tuple[str, str, str]]:
    async with serving(api) as url:
        found = await examine(connect(token, url), (larkrise(),))
    return [(what, each.outcome.value, each.text) for what, each in found]


async def test_a_token_telegram_does_not_know_is_all_there_is_to_say() -> None:
    assert await seen(BotApi(), "654321:AAother") == [("Telegram", "fix", BAD_TOKEN)]
