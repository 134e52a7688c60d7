"""A group is set up in one private talk: resumable, skippable, undoable, and only by its admins."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import small_rules
from fakes import FakePlatform, FakeStore

from bot.app import core
from bot.conversation import Step
from bot.group import Contact, Group, QuietHours, Tie
from bot.message import ChatId, GroupId, Member, MemberId
from bot.reception import Reception

NOW = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)
ANN, DAN = Member(id=MemberId("telegram:1"), name="Ann"), Member(id=MemberId("telegram:3"), name="Dan")
BEA, GRAN = Member(id=MemberId("telegram:2"), name="Bea"), Member(id=MemberId("telegram:9"), name="Gran")
CHAT = ChatId("telegram:-100")


def receive(store: FakeStore, admins: tuple[Member, ...] = (ANN, DAN)) -> Reception:
    """As after a start: nothing is known but what the store holds."""
    platform = FakePlatform(group_admins=admins)
    return core(store=store, rulebook=small_rules.read(), platform=lambda _: platform, clock=lambda: NOW).reception


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def reception(store: FakeStore) -> Reception:
    return receive(store)


async def said(reception: Reception, words: Sequence[str], by: Member = ANN) -> list[str]:
    return [await reception.said(each, by) or "" for each in words]


async def started(reception: Reception, store: FakeStore) -> Group:
    group = await reception.added(CHAT, "Year 4")
    await reception.welcome(group, ANN.id)
    await reception.welcomed(group, ANN.id)
    return group


ANSWERS = (
    "Millbrook School",
    "Northern Ireland",
    "europe/belfast",
    "The office, 01632 960001",
    "https://millbrook.example/complaints",
    "Our policies: https://millbrook.example/policies",
    "skip",
    "Mr Pell, the principal",
    "none",
    "Mrs Anna Hall, Year 4, Mrs H\nMr Pell, Principal",
    "yes",
    "Dan: staff\nann: Mrs Anna Hall",
    "yes",
    "21:30-06:45",
)


async def test_the_whole_talk_makes_the_whole_profile(reception: Reception, store: FakeStore) -> None:
    group = await started(reception, store)

    told = await said(reception, ANSWERS)

    profile = await store.group(group.id)
    assert profile is not None
    today = date(2026, 9, 7)
    link = "https://millbrook.example/"
    assert profile == replace(
        group,
        school="Millbrook School",
        place="northern-ireland",
        timezone=ZoneInfo("Europe/Belfast"),
        contacts=(
            Contact(kind="school-office", text="The office, 01632 960001", checked_on=today),
            Contact(
                kind="complaints", text="the school's complaints procedure", link=f"{link}complaints", checked_on=today
            ),
            Contact(kind="policies", text="Our policies", link=f"{link}policies", checked_on=today),
            Contact(kind="head", text="Mr Pell, the principal", checked_on=today),
        ),
        register=profile.register,
        ties=(Tie(admin=DAN.id, to="staff"), Tie(admin=ANN.id, to="staff:1")),
        deputy_code=profile.deputy_code,
        quiet=QuietHours(start=time(21, 30), end=time(6, 45)),
    )
    assert [one.name for one in profile.register.staff] == ["Mrs Anna Hall", "Mr Pell"]
    assert profile.deputy_code is not None
    assert told[0].startswith("Noted: Millbrook School.\n\n2/13 Where is it?")
    assert told[5].endswith(
        "Who is the school's Designated Teacher for child protection? Send me a name or a role, and how to reach them."
    )
    assert told[9].splitlines()[:2] == ["+ Mrs Anna Hall, Year 4 (Mrs H)", "+ Mr Pell, Principal"]
    assert "the UK GDPR and the Data Protection Act 2018" in told[-1]
    assert store.talks == {}


async def test_the_talk_goes_on_where_it_stopped_even_after_a_restart(reception: Reception, store: FakeStore) -> None:
    group = await started(reception, store)
    await said(reception, ["Millbrook School", "Wales"])

    again = receive(store)
    asked = await again.asked("setup", "", ANN, None)
    await said(again, ["Europe/London"])

    assert "3/13 Which time zone?" in asked
    assert store.talks[ANN.id].step is Step.OFFICE
    assert (await store.group(group.id) or group).place == "wales"


async def test_back_takes_the_last_answer_back_and_nothing_that_others_did(
    reception: Reception, store: FakeStore
) -> None:
    group = await started(reception, store)
    await said(reception, ["Millbrook School", "Wales"])
    await reception.asked("set", "head=Mrs Ahmed", DAN, None)

    told = await said(reception, ["back", "back", "back"])

    profile = await store.group(group.id) or group
    assert (profile.school, profile.place) == ("Year 4", "england")
    assert [contact.text for contact in profile.contacts] == ["Mrs Ahmed"]
    assert [each.splitlines()[0] for each in told] == ["Taken back.", "Taken back.", "This is the first question."]
    assert store.talks[ANN.id].step is Step.SCHOOL


async def test_an_answer_that_cannot_be_is_asked_again_and_changes_nothing(
    reception: Reception, store: FakeStore
) -> None:
    group = await started(reception, store)

    told = await said(reception, ["skip", "Atlantis", "blank", "Mars"])

    profile = await store.group(group.id) or group
    assert told[1].startswith("Nothing was changed:\nis one of blank, england,")
    assert told[3].startswith("Nothing was changed:\nthere is no such time zone")
    assert "3/13 Which time zone?" in told[3]
    assert profile == replace(group, place="blank")


async def test_people_and_schools_named_in_signs_are_set_up_like_any_other(store: FakeStore) -> None:
    unicorns = tuple(Member(id=MemberId(f"telegram:{n}"), name="🦄") for n in (1, 2))
    reception = receive(store, admins=(*unicorns, DAN))
    group = await started(reception, store)

    told = await said(reception, ["🏫 Millbrook 👩\u200d🏫", *["skip"] * 9, "🦄 (2): staff\n🦄: staff"])
    mended = await said(reception, ["🦄 (2): staff\ndan: staff"])

    profile = await store.group(group.id) or group
    assert told[0].startswith("Noted: 🏫 Millbrook 👩\u200d🏫.")
    assert told[-1].splitlines()[:2] == [
        "Nothing was changed:",
        "🦄: staff: I know no admin of that name (Dan, 🦄 (1), 🦄 (2))",
    ]
    assert mended[0].startswith("Noted: 🦄 (2): staff; Dan: staff.")
    assert profile.school == "🏫 Millbrook 👩\u200d🏫"
    assert profile.ties == (Tie(admin=MemberId("telegram:2"), to="staff"), Tie(admin=DAN.id, to="staff"))


async def test_an_admin_who_leaves_in_the_middle_changes_nothing_more(reception: Reception, store: FakeStore) -> None:
    group = await started(reception, store)
    left = receive(store, admins=(DAN,))

    told = await said(left, ["Millbrook School"])

    assert told == ["Only the group's admins can do that."]
    assert await store.group(group.id) == group


async def test_whoever_adds_it_without_being_an_admin_is_asked_nothing(reception: Reception, store: FakeStore) -> None:
    group = await reception.added(CHAT, "Year 4")

    told = await reception.welcome(group, BEA.id)
    await reception.welcomed(group, BEA.id)

    assert told.endswith("To set me up, an admin of the group sends me /setup here.")
    assert store.talks == {}
    assert await reception.said("Millbrook School", BEA) is None


async def test_a_welcome_that_could_not_be_shown_leaves_what_its_admin_has_begun(
    reception: Reception, store: FakeStore
) -> None:
    group = await started(reception, store)
    await said(reception, ["Millbrook School"])
    before = dict(store.talks)

    again = await reception.welcome(group, ANN.id)

    assert store.talks == before
    assert "2/13" in again


async def test_a_welcome_of_another_group_leaves_what_its_admin_has_begun(
    reception: Reception, store: FakeStore
) -> None:
    await started(reception, store)
    await said(reception, ["Millbrook School"])
    before = dict(store.talks)
    other = await reception.added(ChatId("telegram:-200"), "Year 5")

    told = await reception.welcome(other, ANN.id)
    await reception.welcomed(other, ANN.id)

    assert store.talks == before
    assert told.endswith("To set me up, an admin of the group sends me /setup here.")


async def test_commands_work_while_a_question_is_open(reception: Reception, store: FakeStore) -> None:
    group = await started(reception, store)

    await reception.asked("set", "quiet=off", ANN, None)
    told = await said(reception, ["Millbrook School"])

    profile = await store.group(group.id) or group
    assert profile.school == "Millbrook School"
    assert profile.quiet.start == profile.quiet.end
    assert "2/13" in told[0]


async def test_a_deputy_is_known_by_a_code_that_works_once_and_for_no_admin(
    reception: Reception, store: FakeStore
) -> None:
    group = await reception.added(CHAT, "Year 4")
    await store.save_group(replace(group, deputy_code="0f1e2d3c"))

    told = [await reception.asked("deputy", "0f1e2d3c", who, None) for who in (ANN, GRAN, BEA)]

    profile = await store.group(GroupId("telegram-100"))
    assert profile is not None
    assert (profile.deputy, profile.deputy_code) == (GRAN.id, None)
    assert told[0] == "You are an admin of this group. A deputy is somebody outside it."
    assert told[1].startswith("Thank you.")
    assert told[2].startswith("I do not know this code.")
