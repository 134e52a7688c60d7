"""No message is missed, none is judged twice, and whoever is not meant gets nothing."""

import asyncio
from typing import Any

import discord
import pytest
from discord_shapes import CHAT, GENERAL, OTHER, OWNER, PARENT, buttons
from discord_world import Served

from bot.errors import SettingsError
from bot.incident import Count
from bot.message import ChatId
from bot.notice import NoticeKind, NoticeState, Way
from bot.reception import COMMANDS, FOR_ADMINS


async def test_what_is_posted_while_the_line_is_cut_is_judged_once_and_in_order(world: Served) -> None:
    discord = world.discord
    old = await discord.says(PARENT, "Mr Old is an oaf")
    async with world.running():
        await world.until_read(old)
        first = await discord.says(PARENT, "Mr One is an oaf")
        await world.until_read(first)
        gone, discord.refused_sockets = discord.sockets[0], 1
        await discord.cut()
        await discord.until(lambda: gone not in discord.sockets)
        await discord.says(OTHER, "Mr Two is an oaf")
        await discord.says(OWNER, "Mr Three is an oaf", GENERAL)
        await discord.says(PARENT, "Hello all")
        await discord.until(lambda: discord.identified == 2)
        last = await discord.says(OWNER, "Mr Four is an oaf")
        await world.until_read(last)
        await discord.until(lambda: len(world.excerpts) == 4)

    assert [each for each in world.excerpts if each and "Three" not in each] == [
        f"Mr {name} is an oaf" for name in ("One", "Two", "Four")
    ]
    assert len({said.message for each in world.store.incidents.values() for said in each.said}) == 4


async def test_what_is_posted_while_the_bot_is_down_is_read_when_it_is_back(world: Served) -> None:
    discord = world.discord
    first = await discord.says(PARENT, "Hello")
    async with world.running():
        await world.until_read(first)
    await discord.says(PARENT, "Mr One is an oaf")
    last = await discord.says(OTHER, "Mr Two is an oaf")
    async with world.running():
        await world.until_read(last)

    assert world.excerpts == ["Mr One is an oaf", "Mr Two is an oaf"]
    assert len(discord.pinned[GENERAL]) == 1


async def test_a_message_that_could_not_be_kept_is_read_again(world: Served) -> None:
    discord = world.discord
    first = await discord.says(PARENT, "Hello")
    async with world.running():
        await world.until_read(first)
        # The menu is put up when all is caught up: from here on nothing but its lane goes back for what was lost.
        await discord.until(lambda: any(asked.path.endswith("/commands") for asked in discord.asked))
        world.store.is_down = True
        lost = await discord.says(PARENT, "Mr One is an oaf")
        await discord.until(lambda: world.store.failed > 0)
        assert int(world.store.read[_chat()]) < int(lost["id"])
        world.store.is_down = False
        last = await discord.says(OTHER, "Mr Two is an oaf")
        await world.until_read(last)

    assert world.excerpts == ["Mr One is an oaf", "Mr Two is an oaf"]


async def test_a_deletion_in_grace_clears(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await discord.until(lambda: bool(discord.pinned))
        said = await discord.says(PARENT, "Mr Pell is an oaf")
        await discord.until(lambda: world.store.counts == [Count.COUNTED])
        await discord.deletes(said)
        await discord.until(lambda: world.store.counts == [Count.CLEARED])

    assert world.excerpts == [None]


async def test_an_edit_into_harmlessness_clears_and_into_harm_is_judged(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await discord.until(lambda: bool(discord.pinned))
        said = await discord.says(PARENT, "Mr Pell is late")
        await world.until_read(said)
        await discord.edits(said, "Mr Pell is an oaf")
        await discord.until(lambda: world.store.counts == [Count.COUNTED])
        await discord.edits(said, "Mr Pell is late again")
        await discord.until(lambda: world.store.counts == [Count.CLEARED])


async def test_whoever_takes_no_direct_messages_finds_the_note_behind_the_standing_button(world: Served) -> None:
    discord = world.discord
    discord.closed = {PARENT}
    async with world.running():
        await discord.until(lambda: bool(discord.pinned))
        await discord.says(PARENT, "Mr Pell is an oaf")
        await discord.until(lambda: NoticeState.WAITING in {each.state for each in world.store.notices.values()})
        standing = buttons(discord.pinned[GENERAL][0])["Anything for me?"]

        await discord.presses(OTHER, standing)
        await discord.until(lambda: len(discord.answers) == 1)
        await discord.presses(PARENT, standing)
        await discord.until(lambda: len(discord.answers) == 2)

        nothing, note = discord.answers
        assert (nothing["for"], nothing["content"]) == (OTHER, "Nothing for you. All is well.")
        assert note["for"] == PARENT
        assert note["content"].startswith("Hi Sam.")
        assert all(each["flags"] & 64 for each in discord.answers)
        assert "I've taken it down" in buttons(note)

    (kept,) = (each for each in world.store.notices.values() if each.kind is NoticeKind.NOTE)
    assert (kept.state, kept.way) == (NoticeState.DELIVERED, Way.MAILBOX)
    assert discord.private(PARENT) == []
    assert discord.written_in_channels() == discord.pinned[GENERAL]


async def test_a_button_does_nothing_for_others_nor_twice_nor_when_made_up(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await discord.until(lambda: bool(discord.pinned))
        await discord.says(PARENT, "Mr Pell is an oaf")
        await discord.until(lambda: world.store.counts == [Count.COUNTED])
        own = buttons(discord.private(PARENT)[0])["Ask a person"]

        for place, (user, custom) in enumerate(
            ((OTHER, own.replace("ask", "down")), (OTHER, "note:down:made-up"), (PARENT, "note:overturn:made-up")), 1
        ):
            await discord.presses(user, custom)
            await discord.until(lambda place=place: len(discord.answers) == place)  # type: ignore[misc]
        await discord.presses(OTHER, "note:nonsense:x")
        await discord.presses(OTHER, "another-bot")
        assert world.store.counts == [Count.COUNTED]

        await discord.presses(PARENT, own)
        await discord.until(lambda: world.store.counts == [Count.FROZEN])
        await discord.sends_off(PARENT, f"words:{own.rpartition(':')[2]}", "I meant the cartoon")
        await discord.until(lambda: len(discord.answers) == 4)
        await discord.presses(PARENT, own.replace("ask", "down"))
        await discord.until(lambda: len(discord.answers) == 5)
        await discord.presses(PARENT, own.replace("ask", "down"))
        await discord.until(lambda: len(discord.answers) == 6)

    (appeal,) = world.store.appeals.values()
    assert appeal.words == "I meant the cartoon"


async def test_a_command_is_answered_to_whoever_typed_it(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await discord.until(lambda: any(each.path.endswith("/commands") for each in discord.asked))
        await discord.types(PARENT, "live")
        await discord.until(lambda: len(discord.answers) == 1)
        await discord.types(PARENT, "raise")
        await discord.until(lambda: len(discord.answers) == 2)

    refused, where = discord.answers
    assert "admins" in refused["content"]
    assert "01632 960001" in where["content"]
    assert all(each["flags"] & 64 and each["for"] == PARENT for each in discord.answers)


async def test_the_status_counts_whom_a_direct_message_reaches(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        await discord.types(OWNER, "admin")
        await discord.until(lambda: len(discord.answers) == 1)

        await discord.types(OWNER, "check")
        await discord.until(lambda: len(discord.answers) == 2)

    status, privacy = discord.answers
    assert "members directly, as far as I know" in status["content"]
    assert privacy["content"].startswith(("Fix: ", "Ask: ", "Pass: "))


async def test_the_menu_shows_the_admins_commands_to_admins_only(world: Served) -> None:
    async with world.running():
        await world.until_ready()

    (put,) = (asked for asked in world.discord.asked if asked.path.endswith("/commands"))
    shown_to = {each["name"]: each.get("default_member_permissions") for each in put.body}
    manage_messages = discord.Permissions(manage_messages=True).value
    assert {name for name, who in shown_to.items() if who == manage_messages} == {*FOR_ADMINS}
    assert {name for name, who in shown_to.items() if who is None} == {*COMMANDS} - {*FOR_ADMINS} | {
        "Report privately to the admins",
        "Why did I get a note?",
    }


async def test_told_to_slow_down_the_note_still_arrives_once(world: Served) -> None:
    discord = world.discord
    discord.slow_down = 1
    async with world.running():
        await discord.until(lambda: bool(discord.pinned))
        await discord.says(PARENT, "Mr Pell is an oaf")
        await discord.until(lambda: world.store.counts == [Count.COUNTED])

    assert len(discord.private(PARENT)) == 1


async def test_a_refused_first_socket_is_tried_again(world: Served) -> None:
    world.discord.refused_sockets = 1
    async with world.running():
        await world.discord.until(lambda: bool(world.discord.pinned))


@pytest.mark.parametrize(("server", "told"), [({"bad_token": True}, "Reset Token"), ({"close_with": 4014}, "Intent")])
async def test_what_only_a_person_can_mend_ends_it_with_what_to_click(
    world: Served, server: dict[str, Any], told: str
) -> None:
    for name, value in server.items():
        setattr(world.discord, name, value)
    async with world.running() as serving:
        done, _ = await asyncio.wait({serving}, timeout=10)

    assert done == {serving}
    failures = serving.exception()
    assert isinstance(failures, ExceptionGroup)
    (failure,) = failures.exceptions
    assert isinstance(failure, SettingsError)
    assert told in str(failure)


def _chat() -> ChatId:
    return ChatId(f"discord:{CHAT}")
