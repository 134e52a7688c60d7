"""Who is an admin on Discord: by right, or by the role the group has named; and by no accident."""

from dataclasses import replace

import discord
import pytest
from discord_shapes import BOT, CHAT, EVERYTHING, GENERAL, GUILD, OTHER, OWNER, PARENT, Json, guild, member, role
from discord_world import LARKRISE, Served

from adapters.discord.admins import admins_of

HELPERS, TWINS, MIGHTY = 120, 121, 122


def server() -> discord.Guild:
    told: Json = guild({GENERAL: [], CHAT: []})
    told["roles"] += [
        role(HELPERS, "Helpers"),
        role(TWINS, "Twins"),
        role(TWINS + 10, "twins"),
        role(MIGHTY, "Mods", str(discord.Permissions(manage_messages=True).value)),
    ]
    told["members"] = [
        member(BOT, "110", str(HELPERS)),
        member(OWNER),
        member(PARENT, str(TWINS)),
        member(OTHER, str(HELPERS)),
    ]
    state = discord.Client(intents=discord.Intents(guilds=True, members=True))._connection
    return discord.Guild(data=told, state=state)  # type: ignore[arg-type]  # a payload as it comes


@pytest.mark.parametrize(
    ("named", "others"),
    [
        pytest.param(None, [], id="none named"),
        pytest.param("Helpers", ["Priya"], id="by name"),
        pytest.param("@helpers", ["Priya"], id="by name with its sign"),
        pytest.param(f"<@&{HELPERS}>", ["Priya"], id="picked from the list"),
        pytest.param("<@&999>", [], id="deleted meanwhile"),
        pytest.param("Twins", [], id="two bear the name"),
        pytest.param(f"<@&{TWINS}>", ["Sam"], id="one of the two, picked"),
        pytest.param("@everyone", [], id="everybody by name"),
        pytest.param(f"<@&{GUILD}>", [], id="everybody picked"),
    ],
)
async def test_the_named_role_makes_admins_besides_the_owner(named: str | None, others: list[str]) -> None:
    assert [admin.name for admin in admins_of(server(), named)] == ["Olu", *others]


async def test_whoever_may_manage_messages_is_an_admin_and_a_bot_never_is() -> None:
    there = server()
    there.get_member(PARENT)._roles.add(MIGHTY)  # type: ignore[union-attr]  # as the library itself keeps them

    assert [admin.name for admin in admins_of(there, "Helpers")] == ["Olu", "Sam", "Priya"]


async def test_the_role_opens_what_is_for_admins(world: Served) -> None:
    discord_ = world.discord
    discord_.server = {"roles": [role(GUILD, "@everyone"), role(110, "bot", EVERYTHING), role(HELPERS, "Helpers")]}
    discord_.bears, discord_.is_in = {OTHER: str(HELPERS)}, False
    await world.store.save_group(replace(LARKRISE, admin_role="Helpers"))
    async with world.running():
        await world.until_ready()
        await discord_.lets_bot_in()
        await discord_.until(lambda: bool(discord_.pinned))
        for place, person in enumerate((PARENT, OTHER), start=1):
            await discord_.types(person, "cases")
            await discord_.until(lambda place=place: len(discord_.answers) == place)  # type: ignore[misc]

    assert [("Only the group's admins" in each["content"], each["for"]) for each in discord_.answers] == [
        (True, PARENT),
        (False, OTHER),
    ]
