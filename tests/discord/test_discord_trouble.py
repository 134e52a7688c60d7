"""A right that is missing, a token taken back, a button whose message is gone: told, and nothing is lost."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from discord import Permissions
from discord_shapes import CHAT, GENERAL, GUILD, OTHER, PARENT, buttons, channel, role
from discord_world import Served

from adapters.discord.rights import least
from bot.errors import SettingsError
from bot.incident import Count
from bot.message import ChatId, MessageId
from bot.ports import Platform, RefusedError

CHANNEL = ChatId(f"discord:{CHAT}")
LACKING = (403, {"message": "Missing Permissions", "code": 50013})
GONE = (404, {"message": "Unknown Channel", "code": 10003})


async def test_a_token_taken_back_while_it_runs_ends_it_with_what_to_click(world: Served) -> None:
    async with world.running() as serving:
        await world.until_ready()
        world.discord.bad_token = True
        await world.discord.cut(4004)
        done, _ = await asyncio.wait({serving}, timeout=10)

    assert done == {serving}
    failures = serving.exception()
    assert isinstance(failures, ExceptionGroup)
    assert [(type(each), "Reset Token" in str(each)) for each in failures.exceptions] == [(SettingsError, True)]


def is_lost(world: Served) -> bool:
    return world.lines.lost_for()["Discord"] > timedelta()


async def test_whoever_watches_over_it_can_tell_since_when_it_hears_nothing(world: Served) -> None:
    world.discord.refused_sockets = 1_000
    async with world.running():
        await world.discord.until(lambda: world.discord.refused_sockets < 998)
        before = is_lost(world)
        world.discord.refused_sockets = 0
        await world.until_ready()
        ready = is_lost(world)
        world.discord.remembers, world.discord.refused_sockets = True, 1_000
        await world.discord.cut()
        await world.discord.until(lambda: world.discord.refused_sockets < 998)
        cut = is_lost(world)
        world.discord.refused_sockets = 0
        await world.discord.until(lambda: world.discord.resumed == 1)
        await world.until_read(await world.discord.says(PARENT, "Hello"))
        resumed = is_lost(world)

    assert (before, ready, cut, resumed) == (True, False, True, False)


async def test_its_heart_beats_as_often_as_discord_asks(world: Served) -> None:
    world.discord.beats_every = 30
    async with world.running():
        await world.discord.until(lambda: world.discord.beats >= 3)


@pytest.mark.parametrize(
    ("what", "do", "told"),
    [
        (f"POST channels/{CHAT}/messages", lambda on: on.post(CHANNEL, "Hello"), "write in the channel"),
        (f"DELETE channels/{CHAT}/messages/7", lambda on: on.delete(CHANNEL, MessageId("7")), "delete the message"),
    ],
)
async def test_a_right_that_is_missing_is_told(
    world: Served, what: str, do: Callable[[Platform], Awaitable[None]], told: str
) -> None:
    async with world.running():
        await world.until_ready()
        world.discord.planned[what] = [LACKING]
        with pytest.raises(RefusedError, match=told):
            await do(world.line.platform)


async def test_in_a_channel_that_is_gone_nothing_is_done(world: Served) -> None:
    async with world.running():
        await world.until_ready()
        world.discord.planned["GET channels/777"] = [GONE]
        with pytest.raises(RefusedError, match="gone"):
            await world.line.platform.post(ChatId("discord:777"), "Hello")


async def test_whoever_cannot_have_it_taken_down_by_the_bot_is_told_and_may_do_it_themselves(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        said = await discord.says(PARENT, "Mr Pell is an oaf")
        await discord.until(lambda: world.store.counts == [Count.COUNTED])
        discord.planned[f"DELETE channels/{CHAT}/messages/{said['id']}"] = [LACKING]
        note = buttons(discord.private(PARENT)[0])
        await discord.presses(PARENT, note["Delete it for me"])
        await discord.until(lambda: len(discord.answers) == 1)
        assert world.store.counts == [Count.COUNTED]
        await discord.deletes(said)
        await discord.until(lambda: world.store.counts == [Count.CLEARED])
        for label in ("Delete it for me", "I've taken it down", "Ask a person"):  # what the buttons are about is gone
            await discord.presses(PARENT, note[label])
        await discord.until(lambda: len(discord.answers) == 3)

    assert discord.answers[0]["content"].startswith("I could not delete")
    assert world.store.counts == [Count.CLEARED]


async def test_where_the_notice_may_not_stand_the_rest_is_done_and_no_channel_is_written_in(world: Served) -> None:
    discord = world.discord
    denied = {"id": "110", "type": 0, "allow": "0", "deny": str(Permissions(send_messages=True).value)}
    closed = [
        {**channel(number, name, []), "permission_overwrites": [denied]}
        for number, name in ((GENERAL, "general"), (CHAT, "chat"))
    ]
    roles = [role(GUILD, "@everyone"), role(110, "bot", str(least().value))]
    discord.server = {"roles": roles, "channels": closed}
    async with world.running():
        await world.until_ready()
        await world.until_read(await discord.says(OTHER, "Mr Pell is an oaf"))
        await discord.until(lambda: world.store.counts == [Count.COUNTED])

    assert (discord.pinned, discord.written_in_channels()) == ({}, [])
    assert len(discord.private(OTHER)) == 1


async def test_what_a_role_hides_is_not_read_once_the_role_shows_it_again(world: Served) -> None:
    discord = world.discord
    everyone, bot = role(GUILD, "@everyone"), role(110, "bot", str(least().value))
    discord.server = {"roles": [everyone, bot]}
    async with world.running():
        await world.until_ready()
        blind = {**bot, "permissions": "0"}
        await discord.tell("GUILD_ROLE_UPDATE", {"guild_id": str(GUILD), "role": blind})
        await discord.until(lambda: f"discord:hidden:{CHAT}" in world.store.read)
        discord.said[CHAT].append(discord.message(PARENT, "Mr One is an oaf", CHAT))
        await discord.tell("GUILD_ROLE_UPDATE", {"guild_id": str(GUILD), "role": bot})
        await world.until_read(await discord.says(OTHER, "Mr Two is an oaf"))

    assert world.excerpts == ["Mr Two is an oaf"]
