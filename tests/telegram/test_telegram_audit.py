"""What a look at a group on Telegram tells its admin."""

from typing import Any

import pytest
import telegram
from botapi import ME, TOKEN, BotApi, serving
from school import CHAT, PRIYA, larkrise

from adapters.telegram.audit import examine, privacy
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
}


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
    ],
)
def test_says_what_lets_outsiders_in(more: dict[str, Any], outcomes: list[Outcome]) -> None:
    assert [each.outcome for each in privacy(chat(**more))] == outcomes


def test_the_discussion_of_a_public_channel_is_public() -> None:
    channel = chat(type="channel", username="news")

    assert [each.outcome for each in privacy(chat(), channel)] == [Outcome.FIX]


async def seen(api: BotApi, token: str = TOKEN) -> list[tuple[str, str, str]]:
    async with serving(api) as url:
        found = await examine(connect(token, url), (larkrise(),))
    return [(what, each.outcome.value, each.text) for what, each in found]


async def test_a_bot_that_is_no_admin_is_told_to_be_blind() -> None:
    api = BotApi()
    api.person(PRIYA, "Priya")
    api.place(CHAT, "Parents", PRIYA)

    assert (await seen(api))[:2] == [
        ("Telegram", "good", "the token is that of @gate_bot"),
        ("group larkrise", "fix", "The bot cannot read what is said: make it an admin of the group."),
    ]


async def test_a_bot_that_is_an_admin_has_what_it_needs() -> None:
    api = BotApi()
    api.place(CHAT, "Parents", ME)

    assert [outcome for _, outcome, _ in await seen(api)] == ["good", "ask"]


async def test_a_bot_that_was_taken_out_of_the_group_says_so() -> None:
    assert (await seen(BotApi()))[1:] == [
        ("group larkrise", "fix", f"chat {CHAT} cannot be looked at (BadRequest). Is the bot still in it?")
    ]


async def test_a_token_telegram_does_not_know_is_all_there_is_to_say() -> None:
    assert await seen(BotApi(), "654321:AAother") == [("Telegram", "fix", BAD_TOKEN)]
