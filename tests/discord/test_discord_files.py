"""A file sent by direct message: a staff list is shown before it is taken; nothing is fetched that is far too large."""

from aiohttp import web
from discord_shapes import BOT, OWNER, PARENT
from discord_world import Served

LIST = "name,role\nZoë Hâll,Office\n".encode("cp1252")
DIRECT = 10_000
"""What stands between somebody's number and that of their talk with the bot."""


async def answered(world: Served, size: int, by: int = OWNER) -> tuple[str, int]:
    """What the bot says to the file, and how often it was fetched."""
    fetched = 0

    async def gives(request: web.Request) -> web.Response:  # one file is all there is
        nonlocal fetched
        fetched += 1
        return web.Response(body=LIST)

    app = web.Application()
    app.router.add_get("/staff.csv", gives)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"{site.name}/staff.csv"
    try:
        async with world.running():
            await world.until_ready()
            file = {"id": "77", "filename": "staff.csv", "size": size, "url": url, "proxy_url": url}
            await world.discord.says(by, "", by + DIRECT, attachments=[file])
            await world.discord.until(lambda: bool(said(world, by)))
    finally:
        await runner.cleanup()
    return said(world, by)[0], fetched


def said(world: Served, by: int) -> list[str]:
    return [each["content"] for each in world.discord.private(by) if each["author"]["id"] == str(BOT)]


async def test_a_staff_list_from_a_spreadsheet_on_windows_is_shown_before_it_is_taken(world: Served) -> None:
    told, fetched = await answered(world, len(LIST))

    assert told.replace("\\", "").startswith("+ Zoë Hâll, Office\n")
    assert "Send “yes” to take this list." in told
    assert fetched == 1


async def test_one_of_twenty_megabytes_is_not_fetched(world: Served) -> None:
    told, fetched = await answered(world, 20_000_000)

    assert told.startswith("Nothing was changed. I cannot read this file.")
    assert fetched == 0


async def test_a_member_who_sends_one_is_told_that_it_is_for_admins(world: Served) -> None:
    told, _ = await answered(world, len(LIST), PARENT)

    assert told == "Only the group's admins can do that."
