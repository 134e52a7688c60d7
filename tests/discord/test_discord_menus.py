"""On a message's own menu: tell the admins of it, or ask why one had a note. Nobody else sees that, or any of it."""

from discord_shapes import GENERAL, OTHER, OWNER, PARENT
from discord_world import Served

REPORT, WHY = "Report privately to the admins", "Why did I get a note?"


async def test_a_message_is_reported_to_the_admins_and_the_group_sees_nothing(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        said = await discord.says(PARENT, "Nobody likes your family, keep away from the gate")
        await world.until_read(said)
        await discord.chooses(OTHER, REPORT, said)
        await discord.until(lambda: len(discord.answers) == 1)
        await discord.until(
            lambda: any("keep away from the gate" in each["content"] for each in discord.private(OWNER))
        )

    (answer,) = discord.answers
    assert (answer["for"], answer["flags"] & 64) == (OTHER, 64)
    assert discord.private(PARENT) == []
    assert discord.written_in_channels() == discord.pinned[GENERAL]


async def test_only_whoever_had_the_note_is_told_why(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        said = await discord.says(PARENT, "Mr Pell is an oaf")
        await discord.until(lambda: bool(discord.private(PARENT)))
        await discord.chooses(OTHER, WHY, said)
        await discord.until(lambda: len(discord.answers) == 1)
        await discord.chooses(PARENT, WHY, said)
        await discord.until(lambda: len(discord.answers) == 2)

    others, own = discord.answers
    assert (others["for"], "oaf" in others["content"]) == (OTHER, False)
    assert (own["for"], "Calls somebody an oaf" in own["content"]) == (PARENT, True)
    assert all(each["flags"] & 64 for each in discord.answers)
