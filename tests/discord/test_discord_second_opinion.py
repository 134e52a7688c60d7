"""The same stories on a Discord that others have written: SimCord knows who sees what and who may do what."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import pytest
import small_rules
from discord_world import LARKRISE
from fakes import FakeStore
from simcord import Env, InteractionResult
from simcord.actors import MemberActor

from adapters.discord.act import DiscordPlatform
from adapters.discord.client import Client
from bot.app import core
from bot.incident import Count
from bot.notice import NoticeKind, NoticeState, Way
from bot.reception import FOR_ADMINS
from bot.wording import phrasebook

CLOSED = 50007
OAF = "Mr Pell is an oaf"


class Other:
    """A server with its owner Olu, Sam and Priya, and the bot let in with the rights it asks for."""

    def __init__(self) -> None:
        self.store = FakeStore()
        self.platform = DiscordPlatform(lambda choice, _: phrasebook.load("en").label(choice), self.now)
        self.core = core(
            store=self.store,
            rulebook=small_rules.read(),
            platform=lambda _: self.platform,
            clock=self.now,
        )
        self.env = Env(self.client())

    def now(self) -> datetime:
        return self.env.now()

    def client(self) -> Client:
        return Client(self.platform, self.core.intake, self.core.reception)

    async def open(self) -> None:
        await self.env.start()
        self.guild = self.env.create_guild("Larkrise parents", owner=self.env.create_user("Olu"))
        self.channel = self.guild.create_text_channel("general")
        self.olu = MemberActor(self.env, self.guild, self.guild.owner)
        self.sam = self.guild.add_member(self.env.create_user("Sam"))
        self.priya = self.guild.add_member(self.env.create_user("Priya"))
        await self.env.settle()
        (made,) = await self.store.groups()
        await self.store.save_group(replace(LARKRISE, id=made.id, chats=made.chats))

    async def delivered(self) -> None:
        await self.core.courier.step(self.env.now())
        await self.env.settle()

    def direct(self, person: MemberActor) -> list[str]:
        return [each.content for each in person.user.dm_channel.history()]

    def public(self) -> list[str]:
        """What the bot has written where everybody reads."""
        said = self.channel.history()
        return [each.content for each in said if each.author.bot and not each.flags.ephemeral and not each.is_system()]


@pytest.fixture
async def other() -> AsyncIterator[Other]:
    there = Other()
    await there.open()
    try:
        yield there
    finally:
        await there.env.shutdown()


def told(result: InteractionResult) -> str:
    """The answer, which nobody else sees."""
    shown = [each for each in (result.response, *result.followups) if each is not None]
    assert all(each.ephemeral for each in shown)
    return "\n".join(each.content for each in shown)


async def test_a_note_is_private_and_its_member_takes_the_message_down(other: Other) -> None:
    said = await other.sam.send(other.channel, OAF)
    await other.delivered()
    (note,) = other.sam.user.dm_channel.history()
    assert note.content.startswith("Hi Sam. I am this group's helper bot. Only you get this.")

    await other.sam.delete(said)
    await other.delivered()

    assert other.store.counts == [Count.CLEARED]
    assert "is cleared" in other.direct(other.sam)[-1]
    assert len(other.public()) == 1


async def test_whoever_takes_no_direct_messages_finds_the_note_behind_the_button_also_after_a_restart(
    other: Other,
) -> None:
    other.env.inject_error("POST", f"/channels/{other.sam.user.dm_channel.id}/messages", status=403, code=CLOSED)
    await other.sam.send(other.channel, OAF)
    await other.delivered()
    await other.env.restart_bot(other.client())
    (notice,) = other.channel.pinned_messages()

    assert told(await other.priya.click(notice, label="Anything for me?")) == "Nothing for you. All is well."
    assert told(await other.sam.click(notice, label="Anything for me?")).startswith("Hi Sam.")

    (kept,) = (each for each in other.store.notices.values() if each.kind is NoticeKind.NOTE)
    assert (kept.state, kept.way) == (NoticeState.DELIVERED, Way.MAILBOX)
    assert not [each for each in other.channel.history(viewer=other.priya) if "Hi Sam" in each.content]
    assert len(other.public()) == 1


async def test_a_bare_command_opens_a_window_whose_words_reach_the_owner(other: Other) -> None:
    opened = await other.sam.slash(other.channel, "ask")
    answer = told(await other.sam.submit_modal(opened, {"words": "Is the gate open?"}))
    await other.delivered()

    assert answer.startswith("Thank you. I have passed it on")
    assert any("Is the gate open?" in each for each in other.direct(other.olu))
    assert len(other.public()) == 1


async def test_a_message_is_reported_from_its_menu(other: Other) -> None:
    said = await other.sam.send(other.channel, "Nobody likes your family, keep away from the gate")
    answer = told(await other.priya.context_menu(other.channel, "Report privately to the admins", said))
    await other.delivered()

    assert answer.startswith("Thank you. I have asked the admins to look.")
    assert any("keep away from the gate" in each for each in other.direct(other.olu))
    assert other.direct(other.sam) == []


async def test_members_see_no_command_that_is_for_admins_and_an_admin_who_types_is_offered_the_staff(
    other: Other,
) -> None:
    seen = set(other.sam.available_commands(other.channel))

    assert (seen & {*FOR_ADMINS}, "raise" in seen) == (set(), True)
    assert {*FOR_ADMINS} <= set(other.olu.available_commands(other.channel))
    offered = await other.olu.autocomplete(other.channel, "staff", "words", "hal")
    assert [each["value"] for each in offered] == ["Mrs Hall, Head, Hally"]


async def test_a_message_is_taken_down_at_its_members_wish(other: Other) -> None:
    await other.sam.send(other.channel, OAF)
    await other.delivered()
    (note,) = other.sam.user.dm_channel.history()

    await other.sam.user.click(note, label="Delete it for me")

    assert other.store.counts == [Count.CLEARED]
    assert OAF not in [each.content for each in other.channel.history()]
