"""The standing notice on a Discord server says what is so now, without a second one."""

from dataclasses import replace

from discord_shapes import GENERAL, PARENT, buttons
from discord_world import Served

from bot.group import Contact


async def test_when_a_contact_changes_the_notice_is_edited_and_no_other_is_put_up(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_read(await discord.says(PARENT, "Hello"))
    before = discord.pinned[GENERAL][0]["content"]
    (group,) = await world.store.groups()
    office = Contact(kind="school-office", text="Mrs Ogg in the office")
    await world.store.save_group(replace(group, contacts=(office,)))
    async with world.running():
        await world.until_read(await discord.says(PARENT, "Hello again"))
        await discord.until(lambda: "Mrs Ogg" in discord.pinned[GENERAL][0]["content"])

    (notice,) = discord.pinned[GENERAL]
    assert before.endswith("Ask the school office, 01632 960001.")
    assert notice["content"].endswith("Ask Mrs Ogg in the office.")
    assert list(buttons(notice)) == ["Anything for me?"]
    assert discord.written_in_channels() == [notice]
