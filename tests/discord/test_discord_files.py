"""A file sent by direct message: a staff list is shown before it is taken; nothing is fetched that is far too large."""

from discord_shapes import OWNER, PARENT
from discord_world import Served

LIST = "name,role\nZoë Hâll,Office\n".encode("cp1252")


async def answered(world: Served, size: int = len(LIST), by: int = OWNER) -> str:
    """What the bot says to a file that is told to be of that size."""
    async with world.running():
        await world.until_ready()
        await world.discord.sends(by, "staff.csv", LIST, size)
        await world.discord.until(lambda: bool(world.discord.private(by)))
    return str(world.discord.private(by)[0]["content"])


async def test_a_staff_list_from_a_spreadsheet_on_windows_is_shown_before_it_is_taken(world: Served) -> None:
    told = await answered(world)

    assert told.replace("\\", "").startswith("+ Zoë Hâll, Office\n")
    assert "Send “yes” to take this list." in told
    assert world.discord.fetched == ["staff.csv"]


async def test_one_of_twenty_megabytes_is_not_fetched(world: Served) -> None:
    told = await answered(world, 20_000_000)

    assert told.startswith("Nothing was changed. I cannot read this file.")
    assert world.discord.fetched == []


async def test_a_member_who_sends_one_is_told_that_it_is_for_admins(world: Served) -> None:
    assert await answered(world, by=PARENT) == "Only the group's admins can do that."
