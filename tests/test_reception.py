"""What people may ask for, and what becomes of the chats the bot is let into."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import small_rules
from builders import GROUP, incident
from fakes import FakePlatform, FakeStore

from bot.app import core
from bot.group import Group, Mode
from bot.message import ChatId, GroupId, Member, MemberId
from bot.reception import Reception

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ADMIN, PARENT = Member(id=MemberId("telegram:1"), name="Ann"), Member(id=MemberId("telegram:2"), name="Bea")
CHAT = ChatId("telegram:-100")


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def reception(store: FakeStore) -> Reception:
    platform = FakePlatform(group_admins=(ADMIN,))
    plugged = core(store=store, rulebook=small_rules.read(), platform=lambda _: platform, clock=lambda: NOW)
    return plugged.reception


async def test_a_chat_nobody_has_set_up_begins_in_shadow_under_its_own_name(reception: Reception) -> None:
    group = await reception.added(CHAT, "Year 4\nparents")

    assert group == Group(id=GroupId("telegram-100"), school="Year 4 parents", chats=(CHAT,))
    assert group.mode is Mode.SHADOW
    assert await reception.added(CHAT, "Something else") == group
    assert await reception.group_of(CHAT) == group


async def test_a_chat_that_moves_keeps_its_group(reception: Reception) -> None:
    group = await reception.added(CHAT, "Year 4")

    await reception.moved(CHAT, ChatId("telegram:-200"))

    assert await reception.group_of(CHAT) is None
    assert await reception.group_of(ChatId("telegram:-200")) == replace(group, chats=(ChatId("telegram:-200"),))


async def test_what_an_admin_said_of_a_public_chat_is_forgotten_when_it_moves(
    reception: Reception, store: FakeStore
) -> None:
    group, new = await reception.added(CHAT, "Year 4"), ChatId("telegram:-200")
    await store.save_group(replace(group, public=(CHAT,), goes_on_in_public=True))

    await reception.moved(CHAT, new)

    assert await reception.group_of(new) == replace(group, chats=(new,))


async def test_a_chat_that_moves_takes_nothing_back_that_is_set_at_the_same_time(store: FakeStore) -> None:
    platform = FakePlatform(group_admins=(ADMIN,))
    plugged = core(store=store, rulebook=small_rules.read(), platform=lambda _: platform, clock=lambda: NOW)
    group, new = await plugged.reception.added(CHAT, "Year 4"), ChatId("telegram:-200")
    async with plugged.ledgers.hold(group.id):
        moving = asyncio.create_task(plugged.reception.moved(CHAT, new))
        await asyncio.sleep(0)
        await store.save_group(replace(group, school="Larkrise"))
    await moving

    assert await plugged.reception.group_of(new) == replace(group, chats=(new,), school="Larkrise")


async def test_an_admin_sets_a_group_up_from_a_phone(reception: Reception, store: FakeStore) -> None:
    group = await reception.added(CHAT, "Year 4")

    told = [
        await reception.asked(command, words, ADMIN, None)
        for command, words in (
            ("set", "school=Millbrook School"),
            ("set", "school-office=The office"),
            ("staff", "Mrs Anna Hall, Headteacher, Mrs H\nMr Pell, Year 4"),
            ("live", ""),
        )
    ]

    profile = await store.group(group.id)
    assert profile is not None
    assert (profile.school, profile.mode) == ("Millbrook School", Mode.LIVE)
    assert [one.name for one in profile.register.staff] == ["Mrs Anna Hall", "Mr Pell"]
    assert told[0] == ("Done. To put it back, send what stands below.\nschool: Millbrook School\n/set school=Year 4")
    assert told[2].splitlines()[1:3] == ["+ Mrs Anna Hall, Headteacher (Mrs H)", "+ Mr Pell, Year 4"]


async def test_staff_are_taken_off_by_name_and_one_unknown_changes_nothing(
    reception: Reception, store: FakeStore
) -> None:
    group = await reception.added(CHAT, "Year 4")
    await reception.asked("staff", "Mrs Hall, Head\nMr Pell, Year 4", ADMIN, None)

    refused = await reception.asked("staff", "-Mr Fell", ADMIN, None)
    taken = await reception.asked("staff", "-Mr Pell", ADMIN, None)

    profile = await store.group(group.id)
    assert refused == "Nothing was changed. I know nobody called:\nmr fell"
    assert "- Mr Pell" in taken.splitlines()
    assert profile is not None
    assert [one.name for one in profile.register.staff] == ["Mrs Hall"]


@pytest.mark.parametrize("command", ["admin", "set", "staff", "live", "shadow", "pause"])
async def test_only_an_admin_steers(reception: Reception, store: FakeStore, command: str) -> None:
    group = await reception.added(CHAT, "Year 4")

    assert await reception.asked(command, "mode=live", PARENT, None) == "Only the group's admins can do that."
    assert await store.group(group.id) == group


async def test_who_looks_after_several_groups_says_which(reception: Reception, store: FakeStore) -> None:
    one, other = await reception.added(CHAT, "Year 4"), await reception.added(ChatId("telegram:-7"), "Year 5")

    asked = await reception.asked("pause", "", ADMIN, None)
    await reception.asked("pause", other.id, ADMIN, None)

    assert asked.splitlines()[1:] == [f"/pause {one.id}", f"/pause {other.id}"]
    assert [group.mode for group in await store.groups()] == [Mode.SHADOW, Mode.PAUSED]


async def test_a_slip_is_told_and_changes_nothing(reception: Reception, store: FakeStore) -> None:
    group = await reception.added(CHAT, "Year 4")

    told = await reception.asked("set", "timezon=Europe/London", ADMIN, None)

    assert told == "Nothing was changed:\ntimezon=Europe/London: there is no such setting (did you mean timezone?)"
    assert await store.group(group.id) == group


async def test_anybody_may_read_what_the_rules_are(reception: Reception) -> None:
    told = await reception.asked("rules", "", PARENT, GROUP)

    assert told.splitlines() == [
        "This is what I look for. What you think of school is yours to say.",
        "- Calls somebody an oaf",
    ]


async def test_a_profile_made_before_the_move_was_told_gives_way(reception: Reception, store: FakeStore) -> None:
    group, new = await reception.added(CHAT, "Year 4"), ChatId("telegram:-200")
    early = await reception.added(new, "Year 4")

    await reception.moved(CHAT, new)

    assert await reception.group_of(new) == replace(group, chats=(new,))
    assert await store.group(early.id) == replace(early, chats=())


async def test_a_member_sees_what_is_held_about_them_and_nobody_else(reception: Reception, store: FakeStore) -> None:
    group = await reception.added(CHAT, "Year 4")
    own = replace(incident(at=NOW), group=group.id, poster=PARENT)
    store.incidents[own.id] = own

    told = await reception.asked("mydata", "", PARENT, None)

    assert told.startswith("This is all that I hold about you:\n\n{")
    assert str(own.findings[0].rule) in told
    assert await reception.asked("mydata", "", ADMIN, None) == "I hold nothing about you."


async def test_forgetting_asks_once_more_and_then_erases(reception: Reception, store: FakeStore) -> None:
    group = await reception.added(CHAT, "Year 4")
    own = replace(incident(at=NOW), group=group.id, poster=PARENT)
    store.incidents[own.id] = own

    warned = await reception.asked("forgetme", "", PARENT, None)
    assert "send: /forgetme yes" in warned
    assert store.incidents == {own.id: own}

    done = await reception.asked("forgetme", "Yes", PARENT, None)
    assert done == "Done. What I kept about you is gone. What counts still counts until its time is up."
    assert store.incidents == {}


async def test_privacy_names_who_hears_a_complaint_where_the_group_is(reception: Reception, store: FakeStore) -> None:
    group = await reception.added(CHAT, "Year 4")
    said = []
    for place in ("england", "ireland", "blank"):
        await store.save_group(replace(group, place=place))
        said.append(await reception.asked("privacy", "", PARENT, None))

    last = "Not happy with how I handle it? Ask an admin first. Then there is"
    assert [each.splitlines()[-1] for each in said[:2]] == [
        f"{last} the ICO (ico.org.uk).",
        f"{last} the Data Protection Commission (dataprotection.ie).",
    ]
    assert last not in said[2]
