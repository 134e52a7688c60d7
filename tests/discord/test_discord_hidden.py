"""What is said where the bot may not see it is not read afterwards either, whenever it is shown again."""

import asyncio
from datetime import UTC, datetime

import pytest
from discord import Permissions
from discord_shapes import CHAT, GENERAL, GUILD, OTHER, OWNER, PARENT, THREAD, Json, archived, channel, role
from discord_world import Served

from adapters.discord.rights import least
from bot.message import ChatId, MessageId

HIDDEN = ChatId(f"discord:hidden:{CHAT}")


def chat(said: list[Json] | None = None, denied: str | None = None) -> Json:
    """The channel as it is told when rights were given, or taken from the bot."""
    rights = str(Permissions(**{denied: True}).value) if denied else "0"
    lacking = {"id": "110", "type": 0, "allow": "0", "deny": rights}
    return {**channel(CHAT, "chat", said or []), "permission_overwrites": [lacking]}


@pytest.mark.parametrize("shown", ["while it is there", "when it is back", "while it is away"])
async def test_what_is_said_while_a_channel_is_hidden_from_the_bot_is_never_read(world: Served, shown: str) -> None:
    discord = world.discord
    discord.server = {"roles": (roles := [role(GUILD, "@everyone"), role(110, "bot", str(least().value))])}
    async with world.running():
        await world.until_ready()
        await world.until_read(await discord.says(PARENT, "Mr One is an oaf"))
        await discord.tell("CHANNEL_UPDATE", chat(denied="view_channel"))
        await discord.until(lambda: HIDDEN in world.store.read)
        if shown == "while it is there":
            await _said_unseen(world)
            await discord.tell("CHANNEL_UPDATE", chat(discord.said[CHAT]))
            await world.until_read(await discord.says(OWNER, "Mr Three is an oaf"))
    if shown == "while it is away":
        discord.server = {"roles": roles}
        await _said_unseen(world)
        async with world.running():
            await world.until_ready()
            await world.until_read(await discord.says(OWNER, "Mr Three is an oaf"))
    if shown == "when it is back":  # hidden still
        discord.server = {"roles": roles, "channels": [channel(GENERAL, "general", []), chat(denied="view_channel")]}
        async with world.running():
            await world.until_ready()
            await _said_unseen(world)
            await discord.tell("CHANNEL_UPDATE", chat(discord.said[CHAT]))
            await world.until_read(await discord.says(OWNER, "Mr Three is an oaf"))
    discord.server = {"roles": roles}
    async with world.running():  # nor when it looks for what was changed meanwhile
        await world.until_ready()

    assert world.excerpts == ["Mr One is an oaf", "Mr Three is an oaf"]


async def test_a_thread_is_hidden_with_its_channel(world: Served) -> None:
    discord = world.discord
    discord.server = {"roles": [role(GUILD, "@everyone"), role(110, "bot", str(least().value))]}
    async with world.running():
        await world.until_ready()
        await discord.tell("CHANNEL_UPDATE", chat(denied="view_channel"))
        await discord.until(lambda: HIDDEN in world.store.read)
        discord.said[THREAD] = [discord.message(PARENT, "Mr One is an oaf", THREAD)]
        await discord.tell("CHANNEL_UPDATE", chat())
        thread = archived(discord.said[THREAD][-1]["id"])
        await discord.tell(
            "THREAD_CREATE", {**thread, "thread_metadata": {**thread["thread_metadata"], "archived": False}}
        )
        await world.until_read(await discord.says(OTHER, "Mr Two is an oaf", THREAD))

    assert world.excerpts == ["Mr Two is an oaf"]


async def test_what_still_waits_to_be_judged_when_a_channel_is_hidden_does_not_show_it_again(
    world: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    discord, has_read, goes_on = world.discord, world.store.has_read, asyncio.Event()

    async def slow(here: ChatId, message: MessageId) -> None:
        if here == ChatId(f"discord:{CHAT}") and world.excerpts:
            await goes_on.wait()
        await has_read(here, message)

    monkeypatch.setattr(world.store, "has_read", slow)
    discord.server = {"roles": [role(GUILD, "@everyone"), role(110, "bot", str(least().value))]}
    async with world.running():
        await world.until_ready()
        await discord.says(PARENT, "Mr One is an oaf")
        waits = await discord.says(PARENT, "Hello")
        await discord.tell("CHANNEL_UPDATE", chat(denied="view_channel"))
        await world.until_read(await discord.says(PARENT, "Hello", GENERAL))  # by then it has been looked at
        goes_on.set()
        await discord.until(lambda: int(world.store.read.get(HIDDEN, "0")) > int(waits["id"]))
        await _said_unseen(world)
        await discord.tell("CHANNEL_UPDATE", chat(discord.said[CHAT]))
        discord.remembers = True
        await discord.cut()
        await discord.until(lambda: discord.resumed == 1)
        await world.until_read(await discord.says(OWNER, "Mr Three is an oaf"))

    assert world.excerpts == ["Mr One is an oaf", "Mr Three is an oaf"]


async def test_of_a_channel_that_stays_hidden_nothing_is_written_twice(
    world: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    discord, has_read, written = world.discord, world.store.has_read, list[ChatId]()

    async def noted(here: ChatId, message: MessageId) -> None:
        written.append(here)
        await has_read(here, message)

    monkeypatch.setattr(world.store, "has_read", noted)
    roles = [role(GUILD, "@everyone"), role(110, "bot", str(least().value))]
    discord.server = {"roles": roles, "channels": [channel(GENERAL, "general", []), chat(denied="view_channel")]}
    for _ in range(2):
        async with world.running():
            await world.until_ready()
            for _ in range(3):
                await discord.tell("CHANNEL_UPDATE", channel(GENERAL, "general", []))
            await world.until_read(await discord.says(PARENT, "Hello", GENERAL))

    assert [each for each in written if str(CHAT) in each] == [HIDDEN]


async def test_a_role_that_is_deleted_may_have_been_what_showed_the_bot_a_channel(world: Served) -> None:
    discord = world.discord
    discord.server = {"roles": [role(GUILD, "@everyone"), role(110, "bot", str(least().value))]}
    async with world.running():
        await world.until_ready()
        await discord.tell("GUILD_ROLE_DELETE", {"guild_id": str(GUILD), "role_id": "110"})
        await discord.until(lambda: HIDDEN in world.store.read)


async def _said_unseen(world: Served) -> None:
    """Discord tells nobody who cannot see it; one of these was edited since."""
    unseen = [world.discord.message(OTHER, "Mr Two is an oaf", CHAT) for _ in range(2)]
    unseen[0]["edited_timestamp"] = datetime.now(UTC).isoformat()
    world.discord.said[CHAT] += unseen
