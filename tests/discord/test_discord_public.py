"""On a server where anybody may come in nothing counts but danger, until it is closed or an admin says otherwise."""

from typing import Any

import discord
import pytest
import small_rules
from discord_server import Loopback
from discord_shapes import CHAT, GUILD, OWNER, PARENT, Json
from discord_shapes import guild as guild_shape
from discord_world import LARKRISE, Served

from adapters.discord.privacy import is_public

GRAVE = """\
  - id: back
    title: Threatens to hurt someone
    concern: threat
    level: danger
    when: {says: [watch your back], about: anyone}
    examples: {flag: [watch your back], leave: [hello]}
"""
OPEN = {"features": ["COMMUNITY", "DISCOVERABLE"]}
TOLD, CLOSED = "Larkrise Primary School is public now: anyone can come in", "Larkrise Primary School is private again."


@pytest.fixture(autouse=True)
def _grave(world: Served) -> None:
    world.rules = small_rules.read(small_rules.OAF + GRAVE)


async def becomes(there: Loopback, changed: Json) -> None:
    there.server = changed
    await there.tell("GUILD_UPDATE", guild_shape(there.said) | changed)


def owner_hears(there: Loopback) -> list[str]:
    return [each["content"] for each in there.private(OWNER) if each["content"].startswith(("Larkrise", "I go on"))]


async def test_made_public_it_rests_from_the_next_message_on_and_goes_on_when_it_is_closed(world: Served) -> None:
    there = world.discord
    async with world.running():
        await world.until_ready()
        await becomes(there, OPEN)
        await world.until_read(await there.says(PARENT, "Mr One is an oaf"))
        await there.until(lambda: len(owner_hears(there)) == 1)
        await becomes(there, {})
        await world.until_read(await there.says(PARENT, "Mr Two is an oaf"))
        await there.until(lambda: len(owner_hears(there)) == 2)

    assert world.excerpts == ["Mr Two is an oaf"]
    assert [text.startswith(begins) for text, begins in zip(owner_hears(there), (TOLD, CLOSED), strict=True)] == [
        True
    ] * 2
    assert there.written_in_channels() == [each for one in there.pinned.values() for each in one]


async def test_danger_on_a_public_server_reaches_its_admins(world: Served) -> None:
    there = world.discord
    there.server = OPEN
    async with world.running():
        await world.until_ready()
        await there.says(PARENT, "Mr Pell, watch your back")
        await there.until(lambda: any("watch your back" in each["content"] for each in there.private(OWNER)))


async def test_it_rests_also_after_a_restart_and_tells_nobody_again(world: Served) -> None:
    there = world.discord
    there.server = OPEN
    for name in ("One", "Two"):
        async with world.running():
            await world.until_ready()
            await world.until_read(await there.says(PARENT, f"Mr {name} is an oaf"))

    (group,) = await world.store.groups()
    assert (group.public, world.excerpts, len(owner_hears(there))) == (LARKRISE.chats, [], 1)


async def test_an_admin_may_have_it_go_on_and_admin_says_how_it_stands(world: Served) -> None:
    there = world.discord
    there.server = OPEN
    async with world.running():
        await world.until_ready()
        for place, command in enumerate(("admin", "live", "admin"), start=1):
            await there.types(OWNER, command)
            await there.until(lambda place=place: len(there.answers) == place)  # type: ignore[misc]
        await world.until_read(await there.says(PARENT, "Mr One is an oaf"))

    rests, goes_on, after = (each["content"] for each in there.answers)
    assert ["so I rest there" in each for each in (rests, after)] == [True, False]
    assert goes_on == "I go on, though anyone can read the group."
    assert world.excerpts == ["Mr One is an oaf"]


async def test_when_no_admin_can_be_told_it_is_told_when_one_can(
    world: Served,
) -> None:
    there = world.discord
    there.server, there.closed = OPEN, {OWNER}
    async with world.running():
        await world.until_ready()
        before = owner_hears(there)
        there.closed = set()
        await becomes(there, OPEN)
        await there.until(lambda: len(owner_hears(there)) == 1)

    assert before == []


@pytest.mark.parametrize(
    ("told", "is_open"),
    [
        pytest.param({}, False, id="nothing special"),
        pytest.param(
            {"features": ["COMMUNITY", "PREVIEW_ENABLED"]}, False, id="a community whose rules are shown first"
        ),
        pytest.param({"features": ["COMMUNITY", "DISCOVERABLE"]}, True, id="in Server Discovery"),
        pytest.param({"features": ["PARTNERED"]}, True, id="partnered"),
        pytest.param({"features": ["VERIFIED"]}, True, id="verified"),
        pytest.param({"vanity_url_code": "larkrise"}, True, id="with an address of its own"),
        pytest.param({"widget_enabled": True, "widget_channel_id": None}, False, id="a widget without an invite"),
        pytest.param({"widget_enabled": True, "widget_channel_id": str(CHAT)}, True, id="a widget with one"),
        pytest.param({"widget_enabled": False, "widget_channel_id": str(CHAT)}, False, id="a widget that is off"),
    ],
)
async def test_public_is_where_somebody_can_come_in_whom_nobody_invited(told: dict[str, Any], *, is_open: bool) -> None:
    state: Any = discord.Client(intents=discord.Intents.none())._connection
    there = discord.Guild(data=guild_shape(Loopback().said) | told, state=state)  # type: ignore[arg-type]  # as it comes

    assert (there.id, is_public(there)) == (GUILD, is_open)
