"""`schoolgate doctor` on a Telegram group as it should be, and on broken ones: what it prints, to the letter."""

import asyncio
from collections.abc import Callable

import pytest
from botapi import ME, TOKEN, BotApi, serving
from builders import MONDAY
from school import CHAT, SAM, larkrise, populated

from bot.cli.doctor import _Visit
from bot.settings import Settings, load_settings

PRIVATE = {"has_protected_content": True, "message_auto_delete_time": 31_536_000}
TOKEN_GOOD = "good   Telegram: the token is that of @gate_bot"  # noqa: S105  # what is said of one
NOTHING_WAITS = "good   Telegram: no update waits to be heard"
EDIT = "tap the group's name, then the pencil (Edit), then"


async def printed(
    api: BotApi, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], **more: str
) -> list[str]:
    """What the doctor says of Telegram and of the group there."""
    async with serving(api) as url:
        for name in Settings.model_fields:
            monkeypatch.delenv(f"SCHOOLGATE_{name.upper()}", raising=False)
        for name, value in {"telegram_token": TOKEN, "telegram_api": url, **more}.items():
            monkeypatch.setenv(f"SCHOOLGATE_{name.upper()}", value)
        visit = _Visit()
        visit._groups = (larkrise(),)
        capsys.readouterr()
        await asyncio.to_thread(visit._platforms, load_settings())  # which runs a loop of its own
    return [line for line in capsys.readouterr().out.splitlines() if not line.startswith("20")]  # less the log


def private() -> BotApi:
    api = populated(BotApi())
    api.places[CHAT].more = dict(PRIVATE)
    return api


def blind(api: BotApi) -> None:
    api.places[CHAT].admins.discard(ME)


def public(api: BotApi) -> None:
    api.places[CHAT].more |= {"username": "larkrise"}


def weak(api: BotApi) -> None:
    api.places[CHAT].lacks = {"can_delete_messages", "can_pin_messages", "can_invite_users", "can_promote_members"}


def kicked(api: BotApi) -> None:
    api.places[CHAT].is_gone = True


def revoked(api: BotApi) -> None:
    api.token = "654321:AAother"  # noqa: S105  # of nobody's bot


def leaky(api: BotApi) -> None:
    place = api.places[CHAT]
    place.more = {"invite_link": "https://t.me/+x", "has_visible_history": True}
    place.more["permissions"] = {"can_invite_users": True}
    place.bots = {77: "Quiz"}


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        pytest.param(
            lambda _: None,
            [
                TOKEN_GOOD,
                NOTHING_WAITS,
                f"good   group larkrise: chat {CHAT} is private, and the bot can do its work there",
            ],
            id="as it should be",
        ),
        pytest.param(
            blind,
            [
                TOKEN_GOOD,
                NOTHING_WAITS,
                (
                    "WRONG  group larkrise: The bot cannot read what is said: "
                    f"{EDIT} Administrators, Add Admin, and choose the bot."
                ),
            ],
            id="no admin, privacy mode on",
        ),
        pytest.param(
            public,
            [
                TOKEN_GOOD,
                NOTHING_WAITS,
                (
                    "WRONG  group larkrise: The group has a public address, so anybody can read it: "
                    f"{EDIT} Group Type, Private."
                ),
            ],
            id="public",
        ),
        pytest.param(
            weak,
            [
                TOKEN_GOOD,
                NOTHING_WAITS,
                (
                    "WRONG  group larkrise: The bot may not take down a message at its sender's wish: "
                    f"{EDIT} Administrators, and the bot, Delete Messages."
                ),
                (
                    "note   group larkrise: The bot may not pin its notice: pin it by hand, or "
                    f"{EDIT} Administrators, and the bot, Pin Messages."
                ),
                (
                    "note   group larkrise: The bot sees no invite link and nobody who asks to join: "
                    f"{EDIT} Administrators, and the bot, Invite Users via Link."
                ),
            ],
            id="an admin with too few rights",
        ),
        pytest.param(
            kicked,
            [
                TOKEN_GOOD,
                NOTHING_WAITS,
                (
                    f"WRONG  group larkrise: chat {CHAT} cannot be looked at (Forbidden). Is the bot still in it? To"
                    " have it back, tap the group's name, then Add, and choose it; then make it an admin."
                ),
            ],
            id="taken out",
        ),
        pytest.param(
            revoked,
            [
                (
                    "WRONG  Telegram: SCHOOLGATE_TELEGRAM_TOKEN: Telegram does not know this token. Copy it again from"
                    " @BotFather (/mybots, API Token); it looks like 123456789:AAE…"
                ),
            ],
            id="token revoked",
        ),
        pytest.param(
            leaky,
            [
                TOKEN_GOOD,
                NOTHING_WAITS,
                (
                    "note   group larkrise: Whoever holds the main invite link can join at once: "
                    f"{EDIT} Invite Links, Create a New Link with Request Admin Approval; then revoke the main one."
                ),
                f"note   group larkrise: Every member may add people: {EDIT} Permissions, Add Users, off.",
                (
                    "note   group larkrise: New members can read what was said before: "
                    f"{EDIT} Chat History for New Members, Hidden."
                ),
                (
                    "note   group larkrise: Messages can be passed on and saved: "
                    f"{EDIT} Group Type, Restrict Saving Content, on."
                ),
                (
                    "note   group larkrise: Messages stay until somebody deletes them: "
                    f"{EDIT} Auto-Delete Messages, for example 1 year."
                ),
                (
                    "note   group larkrise: 1 other bot is an admin and can read everything (no name). Known? If not: "
                    f"{EDIT} Administrators, and Dismiss."
                ),
            ],
            id="private, but leaky",
        ),
    ],
)
async def test_says_what_is_wrong_and_where_to_tap(
    breaks: Callable[[BotApi], None],
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    api = private()
    breaks(api)

    assert await printed(api, monkeypatch, capsys) == said


async def test_says_how_many_updates_wait_and_what_the_webhook_lacks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    api = private()
    api.knows_ephemeral = False
    api.trouble = "SSL error {error:0A000086:SSL routines::certificate verify failed}"
    api.webhook = {"url": "https://old.example/"}
    for _ in range(3):
        await api.says(SAM, "hello", api.places[CHAT], int(MONDAY.timestamp()))

    assert (await printed(api, monkeypatch, capsys, telegram_webhook="https://school.example/t"))[:5] == [
        TOKEN_GOOD,
        "note   Telegram: 3 updates wait to be heard; Telegram keeps them for a day.",
        "note   Telegram: another webhook is set: schoolgate run takes its place, and drops nothing.",
        f"WRONG  Telegram: Telegram could not bring its news: {api.trouble}. Look at the proxy, and at its TLS.",
        (
            "note   Telegram: this Bot API server cannot show one member a message in the group;"
            " notes wait in the mailbox instead."
        ),
    ]
