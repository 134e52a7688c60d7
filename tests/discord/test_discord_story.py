"""From being let in to a message taken down: the real library, the real core, over real sockets."""

from discord import Permissions
from discord_shapes import CHAT, DIRECT, GENERAL, GUILD, OWNER, PARENT, buttons, channel, guild
from discord_world import Served

from adapters.discord.rights import least
from bot.incident import Count
from bot.notice import Choice, NoticeKind, NoticeState, Way


async def test_a_note_is_private_and_its_member_takes_the_message_down(world: Served) -> None:
    discord = world.discord
    discord.is_in = False
    async with world.running():
        await discord.until(lambda: any(each.path.endswith("/commands") for each in discord.asked))
        await discord.lets_bot_in()
        await discord.until(lambda: bool(discord.pinned))
        (notice,) = discord.pinned[GENERAL]
        assert buttons(notice) == {"Anything for me?": "schoolgate:anything"}
        assert world.store.records == []
        await discord.until(lambda: bool(discord.private(OWNER)))
        assert discord.private(OWNER)[0]["content"].startswith("Thank you for letting me in.")

        said = await discord.says(PARENT, "Mr Pell is an oaf")
        await discord.until(lambda: bool(discord.private(PARENT)))
        (note,) = discord.private(PARENT)
        assert note["content"].startswith("Hi Sam. I am this group's helper bot. Only you get this.")
        assert note["sent"]["allowed_mentions"] == {"parse": []}
        assert note["sent"]["enforce_nonce"] is True
        assert {"Ask a person", "I've taken it down"} <= set(buttons(note))
        assert buttons(note)["See it in the chat"] == f"https://discord.com/channels/{GUILD}/{CHAT}/{said['id']}"

        await discord.until(lambda: world.store.counts == [Count.COUNTED])
        await discord.presses(PARENT, buttons(note)["I've taken it down"])
        await discord.until(lambda: bool(discord.answers))

        (answer,) = discord.answers
        assert answer["for"] == PARENT
        assert answer["flags"] & 64
        (incident,) = world.store.incidents.values()
        assert (incident.count, [each.excerpt for each in incident.said]) == (Count.CLEARED, [None])
        assert incident.said[0].message == said["id"]
        (told,) = (each for each in world.store.notices.values() if each.kind is NoticeKind.NOTE)
        assert (told.state, told.way) == (NoticeState.DELIVERED, Way.DIRECT)

    assert discord.written_in_channels() == [notice]
    assert Choice.TAKEN_DOWN.value in buttons(note)["I've taken it down"]
    assert world.store.read.keys() >= {f"discord:{CHAT}"}


async def test_whoever_owns_the_server_sets_the_group_up_by_direct_message(world: Served) -> None:
    discord = world.discord
    discord.is_in = False
    async with world.running():
        await discord.until(lambda: any(each.path.endswith("/commands") for each in discord.asked))
        await discord.lets_bot_in()
        await discord.until(lambda: bool(discord.private(OWNER)))
        assert "1/13 What is the school called?" in discord.private(OWNER)[0]["content"]

        for count, words in enumerate(("Millbrook School", "Scotland", "stop"), start=2):
            await discord.says(OWNER, words, OWNER + DIRECT)
            await discord.until(lambda count=count: len(discord.private(OWNER)) == count)  # type: ignore[misc]  # bound in each round

        groups = {group.id: (group.school, group.place) for group in await world.store.groups()}
        assert ("Millbrook School", "scotland") in groups.values()
        assert discord.private(OWNER)[-1]["content"].startswith("We stop here.")


async def test_whoever_let_it_in_hears_what_it_cannot_read_and_where_children_may_be(world: Served) -> None:
    discord = world.discord
    discord.is_in = False
    denied = {"id": "110", "type": 0, "allow": "0", "deny": str(Permissions(read_message_history=True).value)}
    async with world.running():
        await world.until_ready()
        roles = guild(discord.said)["roles"]
        roles[1]["permissions"] = str(least().value)
        pupils = {**channel(CHAT, "pupils", []), "permission_overwrites": [denied]}
        discord.server = {"roles": roles, "channels": [channel(GENERAL, "general", []), pupils]}
        await discord.lets_bot_in()
        await discord.until(lambda: bool(discord.private(OWNER)))

        await discord.types(OWNER, "admin")
        await discord.until(lambda: len(discord.answers) == 1)

    told = discord.private(OWNER)[0]["content"].split("\n\n")[-2:]
    assert told == [
        "I cannot read what is said here while I am away: #pupils. Please allow me Read Message History there.",
        "Children may be in here themselves: #pupils. I write for parents. Please keep me out of children's channels.",
    ]
    assert f"! {told[0]}" in discord.answers[0]["content"].replace("\\", "").splitlines()
