"""What was said, changed and taken down while the line was cut, or the bot away."""

from datetime import UTC, datetime, timedelta
from typing import Any

from discord_shapes import CHAT, GENERAL, GUILD, OTHER, OWNER, PARENT, THREAD, Json, archived, user
from discord_world import Served

from bot.incident import Count
from bot.message import GroupId, MemberId

MALFORMED: Json = {"id": "not a number", "channel_id": "neither"}


async def test_a_session_that_is_taken_up_again_tells_what_was_missed_and_it_is_judged_once(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        await world.until_read(await discord.says(PARENT, "Hello"))
        discord.remembers, gone = True, discord.sockets[0]
        await discord.cut()
        await discord.until(lambda: gone not in discord.sockets)
        await discord.says(PARENT, "Mr One is an oaf")
        await discord.until(lambda: discord.resumed == 1)
        await world.until_read(await discord.says(OTHER, "Mr Two is an oaf"))

    assert world.excerpts == ["Mr One is an oaf", "Mr Two is an oaf"]
    assert discord.identified == 1


async def test_what_was_changed_and_taken_down_while_the_line_was_cut_counts_no_more(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        softened = await discord.says(PARENT, "Mr One is an oaf")
        taken = await discord.says(OTHER, "Mr Two is an oaf")
        sharpened = await discord.says(OWNER, "Mr Three is late", GENERAL)
        await world.until_read(sharpened)
        await discord.until(lambda: world.store.counts == [Count.COUNTED] * 2)
        # Nobody tells the bot; then its line ends, and it comes back as somebody new.
        now = {"edited_timestamp": datetime.now(UTC).isoformat()}
        softened |= {"content": "Mr One is late", **now}
        sharpened |= {"content": "Mr Three is an oaf", **now}
        discord.said[CHAT].remove(taken)
        await discord.tell("MESSAGE_CREATE", MALFORMED)
        await discord.until(lambda: discord.identified == 2)
        await discord.until(lambda: world.store.counts[:2] == [Count.CLEARED] * 2 and len(world.store.counts) == 3)

    assert world.excerpts == [None, None, "Mr Three is late", "Mr Three is an oaf"]  # both versions of the edit


async def test_an_edit_while_the_bot_was_away_is_seen_when_it_is_back(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        said = await discord.says(PARENT, "Mr Pell is an oaf")
        await discord.until(lambda: world.store.counts == [Count.COUNTED])
        await world.until_read(said)
    await discord.edits(said, "Mr Pell is late")
    async with world.running():
        await discord.until(lambda: world.store.counts == [Count.CLEARED])


async def test_what_is_taken_down_while_the_bot_is_away_or_after_it_came_back_counts_no_more(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        said = [await discord.says(user, "Mr Pell is an oaf") for user in (PARENT, OTHER)]
        stays = await discord.says(OWNER, "Mr Pell is an oaf")
        await discord.until(lambda: world.store.counts == [Count.COUNTED] * 3)
        await world.until_read(stays)
    discord.said[CHAT].remove(said[0])  # nobody is there to be told
    async with world.running():
        await discord.until(lambda: world.store.counts == [Count.CLEARED, Count.COUNTED, Count.COUNTED])
        await discord.deletes(said[1])
        await discord.until(lambda: world.store.counts == [Count.CLEARED, Count.CLEARED, Count.COUNTED])

    assert world.excerpts == [None, None, "Mr Pell is an oaf"]


async def test_whoever_leaves_is_not_kept_in_mind(world: Served) -> None:
    discord, group = world.discord, GroupId("larkrise")
    async with world.running():
        await world.until_ready()
        for person in (PARENT, OTHER):
            await world.store.save_language(group, MemberId(f"discord:{person}"), "pl", discord.clock())
        await discord.tell("GUILD_MEMBER_REMOVE", {"guild_id": str(GUILD), "user": user(PARENT)})
        await world.until_read(await discord.says(OTHER, "Hello"))

    assert world.store.languages == {(group, MemberId(f"discord:{OTHER}")): "pl"}


async def test_many_taken_down_at_once_are_each_taken_down(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        said = [await discord.says(user, "Mr Pell is an oaf") for user in (PARENT, OTHER)]
        await discord.until(lambda: world.store.counts == [Count.COUNTED] * 2)
        ids = [each["id"] for each in said]
        await discord.tell("MESSAGE_DELETE_BULK", {"ids": ids, "channel_id": str(CHAT), "guild_id": str(GUILD)})
        await discord.until(lambda: world.store.counts == [Count.CLEARED] * 2)


async def test_a_thread_that_fell_asleep_while_the_bot_was_away_is_read(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        await world.until_read(await discord.says(PARENT, "Hello"))
    said = await discord.says(OTHER, "Mr Pell is an oaf", THREAD)
    discord.archived[CHAT] = [archived(said["id"])]
    async with world.running():
        await world.until_read(said)

    assert world.excerpts == ["Mr Pell is an oaf"]


async def test_a_preview_that_comes_after_its_link_is_read(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        said = await discord.says(PARENT, "https://example.org")
        await world.until_read(said)
        preview: Json = {"type": "link", "title": "Mr Pell is an oaf", "url": "https://example.org"}
        told: dict[str, Any] = {**said, "guild_id": str(GUILD), "embeds": [preview]}
        await discord.tell("MESSAGE_UPDATE", told)
        await discord.until(lambda: world.store.counts == [Count.COUNTED])


async def test_taken_out_and_let_in_again_it_reads_nothing_that_was_said_between(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        await world.until_read(await discord.says(PARENT, "Hello"))
        await discord.tell("GUILD_DELETE", {"id": str(GUILD)})
        discord.said[CHAT].append(discord.message(PARENT, "Mr One is an oaf", CHAT))  # nobody tells the bot
        discord.joined_at = (datetime.now(UTC) + timedelta(milliseconds=2)).isoformat()
        discord.clock = lambda: datetime.now(UTC) + timedelta(milliseconds=5)  # numbers tell no more than milliseconds
        await discord.lets_bot_in()
        await world.until_read(await discord.says(OTHER, "Mr Two is an oaf"))

    assert world.excerpts == ["Mr Two is an oaf"]
    assert len(discord.pinned[GENERAL]) == 1


async def test_something_malformed_ends_the_line_and_the_next_one_reads_on(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        await world.until_read(await discord.says(PARENT, "Hello"))
        await discord.tell("MESSAGE_CREATE", MALFORMED)
        await discord.until(lambda: discord.identified == 2)
        await world.until_read(await discord.says(PARENT, "Mr Pell is an oaf"))

    assert world.excerpts == ["Mr Pell is an oaf"]


async def test_a_channel_that_was_deleted_is_no_trouble(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        await world.until_read(await discord.says(PARENT, "Mr Pell is an oaf"))
        gone = {"id": str(CHAT), "type": 0, "guild_id": str(GUILD), "name": "chat", "position": 1}
        await discord.tell("CHANNEL_DELETE", {**gone, "permission_overwrites": []})
        await world.until_read(await discord.says(OTHER, "Mr Two is an oaf", GENERAL))

    assert world.excerpts == ["Mr Pell is an oaf", "Mr Two is an oaf"]
