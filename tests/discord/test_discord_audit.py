"""What a look at a server on Discord tells its admin, and what to tap."""

from dataclasses import replace
from typing import Any

import discord
import pytest
from discord_server import Loopback
from discord_shapes import BOT, CHAT, GENERAL, GUILD, Json, application, channel, member
from discord_shapes import guild as guild_shape
from discord_world import LARKRISE, loopback

from adapters.discord.audit import examine
from adapters.discord.rights import invite_link, least
from adapters.discord.wire import BAD_TOKEN, INTENTS

LINK = invite_link(BOT)
WORKING = str(least().value)
"""The rights of a bot that was added by the link."""
INTENTS_ON = (1 << 15) | (1 << 19)


def at_its_best(discord_: Loopback, **more: Any) -> None:
    """A private server where everything is as it should be, but for what is said."""
    said: dict[int, list[Json]] = {GENERAL: [], CHAT: []}
    told = {**guild_shape(said), "verification_level": 2, "mfa_level": 1, **more}
    told["roles"][1]["permissions"] = WORKING
    told["roles"][1]["tags"] = {"bot_id": str(BOT)}
    places = told.pop("places", [channel(GENERAL, "general", []), channel(CHAT, "chat", [])])
    discord_.planned = {
        "GET oauth2/applications/@me": [(200, {**application(), "flags": INTENTS_ON})],
        f"GET guilds/{GUILD}": [(200, told)],
        f"GET guilds/{GUILD}/channels": [(200, places)],
        f"GET guilds/{GUILD}/members/{BOT}": [(200, member(BOT, "110"))],
        f"GET guilds/{GUILD}/invites": [(200, [])],
        f"GET guilds/{GUILD}/integrations": [(200, [])],
        f"GET guilds/{GUILD}/webhooks": [(200, [])],
        f"GET guilds/{GUILD}/templates": [(200, [])],
    }


async def seen(discord_: Loopback) -> list[tuple[str, str]]:
    """What is said of the server."""
    found = await examine("a-token", (LARKRISE,), discord_.api)
    return [(each.outcome.value, each.text) for what, each in found if what == "group larkrise"]


@pytest.fixture
async def there() -> Any:
    async with loopback() as served:
        at_its_best(served.discord)
        yield served.discord


def invite(**more: Any) -> Json:
    guild = {"id": str(GUILD), "name": "x", "features": [], "verification_level": 0}
    where = {"id": str(CHAT), "name": "chat", "type": 0}
    return {"code": "abc", "type": 0, "guild": guild, "channel": where, "uses": 0, "max_uses": 0, "max_age": 0, **more}


async def test_a_private_server_is_well_and_the_link_asks_for_the_least(there: Loopback) -> None:
    found = await examine("a-token", (LARKRISE,), there.api)

    assert [(what, each.outcome.value, each.text) for what, each in found] == [
        ("Discord", "good", "the token is that of schoolgate"),
        ("Discord", "good", f"this link adds it to a server, with the least it needs: {LINK}"),
        ("group larkrise", "good", "Larkrise parents is private, and the bot can do its work there"),
    ]
    assert dict(least()) == {name: name in RIGHTS for name, _ in discord.Permissions.all()}
    assert "scope=bot+applications.commands" in LINK


RIGHTS = {
    *("view_channel", "read_messages", "read_message_history", "send_messages", "send_messages_in_threads"),
    *("manage_messages", "manage_threads", "pin_messages", "moderate_members"),
}
"""What the bot asks for. One more is a promise to explain."""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param(
            {"features": ["DISCOVERABLE", "COMMUNITY"]},
            ("fix", "Anybody can find it: Server Discovery lists the server. Tap Server Settings, Discovery, Disable."),
            id="listed",
        ),
        pytest.param(
            {"features": ["PREVIEW_ENABLED"]},
            (
                "fix",
                "Anybody can find it: outsiders can look before they join. Tap Server Settings, Discovery, Disable.",
            ),
            id="preview",
        ),
        pytest.param(
            {"features": ["PARTNERED"]},
            ("fix", "It is a partnered or verified server, and those are public. Use another for parents."),
            id="famous",
        ),
        pytest.param(
            {"features": ["COMMUNITY"]},
            ("ask", "Community is on: one tap more and Discovery lists it. Server Settings, Disable Community."),
            id="a community",
        ),
        pytest.param(
            {"vanity_url_code": "larkrise"},
            ("fix", "It has an address of its own that anybody can guess. Server Settings, Custom Invite Link."),
            id="an address of its own",
        ),
        pytest.param(
            {"widget_enabled": True},
            ("fix", "Its widget shows anybody who is online. Tap Server Settings, Engagement, Server Widget."),
            id="a widget",
        ),
        pytest.param(
            {"verification_level": 0},
            (
                "ask",
                "Whoever joins can write at once. Tap Server Settings, Safety Setup, and raise the verification level.",
            ),
            id="no gate",
        ),
        pytest.param(
            {"verification_level": 1},
            (
                "ask",
                "Whoever joins can write at once. Tap Server Settings, Safety Setup, and raise the verification level.",
            ),
            id="a low gate",
        ),
        pytest.param(
            {"mfa_level": 0},
            (
                "ask",
                (
                    "One stolen password is enough to run the server. Tap Server Settings, Safety Setup, and require"
                    " 2FA for moderator actions."
                ),
            ),
            id="a password alone",
        ),
        pytest.param(
            {"places": [{**channel(CHAT, "news", []), "type": 5}, channel(GENERAL, "general", [])]},
            ("ask", "Other servers can follow #news, and show there what is announced."),
            id="announcements",
        ),
        pytest.param(
            {"places": [channel(CHAT, "homework-help", []), channel(GENERAL, "general", [])]},
            (
                "ask",
                (
                    "Children may be here themselves (#homework-help). The bot writes for parents: keep children's"
                    " channels out of its sight (Edit Channel, Permissions, deny it View Channel)."
                ),
            ),
            id="children",
        ),
    ],
)
async def test_says_what_lets_outsiders_in_and_what_to_tap(
    there: Loopback, more: dict[str, Any], said: tuple[str, str]
) -> None:
    at_its_best(there, **more)

    assert await seen(there) == [said]


async def test_what_every_member_may_is_told(there: Loopback) -> None:
    told = guild_shape({GENERAL: [], CHAT: []})
    told["roles"][0]["permissions"] = str(discord.Permissions(view_channel=True, create_instant_invite=True).value)
    other = {**told["roles"][1], "id": "111", "name": "music", "permissions": "8", "tags": {"bot_id": "77"}}
    at_its_best(there, roles=[*told["roles"], other])

    assert await seen(there) == [
        ("ask", "Every member may invite people. Tap Server Settings, Roles, @everyone, and deny Create Invite."),
        ("ask", "Every member, also one who joined a minute ago, can read #general, #chat."),
        ("ask", "These bots may do and read everything: music. Server Settings, Roles, Administrator."),
    ]


@pytest.mark.parametrize(
    ("denied", "said"),
    [
        (
            "view_channel",
            'The bot cannot see #chat. Tap Edit Channel, Permissions, then "schoolgate", and allow View Channel.',
        ),
        (
            "read_message_history",
            (
                "What is said in #chat while the bot is away stays unread. Tap Edit Channel, Permissions, then"
                ' "schoolgate", and allow Read Message History.'
            ),
        ),
        (
            "manage_messages",
            (
                "Members cannot have their own messages taken down in #chat. Tap Edit Channel, Permissions, then"
                ' "schoolgate", and allow Manage Messages.'
            ),
        ),
    ],
)
async def test_a_right_missing_in_one_channel_is_told_with_its_channel(there: Loopback, denied: str, said: str) -> None:
    lacking = {"id": "110", "type": 0, "allow": "0", "deny": str(discord.Permissions(**{denied: True}).value)}
    at_its_best(
        there,
        places=[channel(GENERAL, "general", []), {**channel(CHAT, "chat", []), "permission_overwrites": [lacking]}],
    )

    assert await seen(there) == [("fix", said)]


@pytest.mark.parametrize(("denied", "said"), [("send_messages", "stand anywhere"), ("pin_messages", "be pinned")])
async def test_one_channel_for_the_notice_is_enough_but_one_there_must_be(
    there: Loopback, denied: str, said: str
) -> None:
    lacking = {"id": "110", "type": 0, "allow": "0", "deny": str(discord.Permissions(**{denied: True}).value)}
    closed = {**channel(CHAT, "chat", []), "permission_overwrites": [lacking]}
    at_its_best(there, places=[channel(GENERAL, "general", []), closed])
    assert [outcome for outcome, _ in await seen(there)] == ["good"]

    at_its_best(there, places=[closed])
    ((outcome, text),) = await seen(there)
    assert (outcome, f"The notice cannot {said}. Tap" in text) == ("fix", True)


@pytest.mark.parametrize(("named", "is_found"), [("bot", True), ("<@&110>", True), ("Helpers", False)])
async def test_an_admins_role_nobody_can_tell_is_told(there: Loopback, named: str, *, is_found: bool) -> None:
    found = await examine("a-token", (replace(LARKRISE, admin_role=named),), there.api)

    told = [each.text for _, each in found if each.text.startswith(f"The admins' role, {named}, is no single role")]
    assert len(told) == (0 if is_found else 1)


async def test_links_for_ever_webhooks_apps_and_templates_are_told(there: Loopback) -> None:
    hook = {"id": "5", "type": 1, "guild_id": str(GUILD), "channel_id": str(CHAT), "name": "h", "avatar": None}
    account = {"id": "6", "name": "them"}
    app: Json = {"id": "6", "name": "other", "type": "discord", "enabled": True, "account": account}
    named = {"id": "6", "name": "other", "description": "", "icon": None, "summary": ""}
    app["application"] = named
    there.planned |= {
        f"GET guilds/{GUILD}/invites": [(200, [invite(), invite(max_age=3600), invite(max_uses=1)])],
        f"GET guilds/{GUILD}/webhooks": [(200, [hook])],
        f"GET guilds/{GUILD}/integrations": [(200, [app])],
    }

    assert await seen(there) == [
        (
            "fix",
            (
                "1 invite links never end: whoever holds one can join. Tap Server Settings, Invites, and take them"
                " away. New ones should end."
            ),
        ),
        ("ask", "1 webhooks post here. Are they known? Server Settings, Integrations, Webhooks."),
        ("ask", "1 other apps are here. Are they known? Server Settings, Integrations."),
    ]


async def test_what_the_bot_may_not_see_is_for_people_to_look_at(there: Loopback) -> None:
    for what in ("invites", "webhooks", "integrations", "templates"):
        there.planned[f"GET guilds/{GUILD}/{what}"] = [(403, {"message": "Missing Permissions", "code": 50013})]

    assert await seen(there) == [
        (
            "ask",
            "Invite links are not shown to the bot. Look yourself: Server Settings, Invites. None should be for ever.",
        )
    ]


@pytest.mark.parametrize(("status", "code"), [(403, 50001), (404, 10004)])
async def test_a_server_the_bot_has_left_is_told_with_the_link(there: Loopback, status: int, code: int) -> None:
    there.planned[f"GET guilds/{GUILD}"] = [(status, {"message": "no", "code": code})]

    assert await seen(there) == [("fix", f"The bot is not on server {GUILD}. Add it: {LINK}")]


async def test_switches_that_are_off_and_a_bot_for_everybody_are_told(there: Loopback) -> None:
    there.planned["GET oauth2/applications/@me"] = [(200, {**application(), "flags": 1 << 15, "bot_public": True})]

    found = await examine("a-token", (), there.api)

    assert [each.text for _, each in found][1:3] == [
        f"{INTENTS} Message Content Intent.",
        "Anybody can add this bot to their server. Developer portal, your application, Bot: switch Public Bot off.",
    ]


async def test_a_token_discord_does_not_take_is_all_there_is_to_say(there: Loopback) -> None:
    there.bad_token = True

    found = await examine("a-token", (LARKRISE,), there.api)

    assert [(what, each.outcome.value, each.text) for what, each in found] == [("Discord", "fix", BAD_TOKEN)]
