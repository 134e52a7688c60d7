"""By the calendar: a trial is summed up once, a week in numbers, old contacts are asked after, a removed group goes."""

from datetime import date, time, timedelta

import pytest
from builders import GROUP, MONDAY, at, days, group, member, minutes
from fakes import FakeStore
from world import World

from bot.delivery.calendar import ONCE, TRIAL, Calendar
from bot.group import Contact, Mode, QuietHours
from bot.notice import Choice, Letter, NoticeKind

HOUR = minutes(60)


def watching(**more: object) -> World:
    return World(store=FakeStore(group(mode=Mode.SHADOW, **more)))


async def passes(world: World, span: timedelta) -> None:
    await world.later(span, step=HOUR)


def kept(world: World) -> FakeStore:
    assert isinstance(world.store, FakeStore)
    return world.store


@pytest.mark.parametrize(
    ("since", "is_told"),
    [
        pytest.param(TRIAL - minutes(1), False, id="a minute before it is over"),
        pytest.param(TRIAL, True, id="when it is over"),
        pytest.param(TRIAL + ONCE - minutes(1), True, id="much later, when nothing ran in between"),
        pytest.param(TRIAL + ONCE, False, id="when it is forgotten"),
    ],
)
async def test_a_trial_is_summed_up_when_its_week_is_over(since: timedelta, *, is_told: bool) -> None:
    store = FakeStore(profile := group(mode=Mode.SHADOW, watches_since=MONDAY - since))

    await Calendar(store).step(profile, MONDAY)

    assert [each.kind for each in store.notices.values()] == [NoticeKind.TRIAL] * is_told


async def test_a_day_of_the_trial_is_one_letter_with_the_words_and_no_name() -> None:
    world = watching()
    await world.says("[reminder] Dunn", by="Sam")
    await world.says("[reminder] Kemp", by="Lee")
    await world.says("[look] Kemp", by="Ola")

    await passes(world, days(1))

    (letter,) = world.letters("Priya")
    parts = letter.text.split("\n\n")
    assert parts[0] == "Trial run: no member was told. I would have sent 3 notes. These are their words:"
    assert letter.text.count("I am this group's helper bot.") == 2
    assert "Here I would have asked you to read something" in letter.text
    assert [part for part in parts if part.startswith("Right or wrong?")] == [
        f"Right or wrong? The rule is: the rule called {rule}. If it is too strict: /softer {rule}"
        for rule in ("a-reminder", "a-reminder", "a-look")
    ]
    assert not any(name in letter.text for name in ("Sam", "Lee", "Ola", "Dunn", "Kemp"))
    assert world.letters("Lena") == ()


async def test_a_day_with_one_note_says_too_which_rule_it_was() -> None:
    world = watching()
    await world.says("[reminder] Dunn")

    await passes(world, days(1))

    (letter,) = world.letters("Priya")
    parts = letter.text.split("\n\n")
    assert parts[0] == "Trial run: no member was told. Somebody would have got this note:"
    assert parts[-1] == (
        "Right or wrong? The rule is: the rule called a-reminder. If it is too strict: /softer a-reminder"
    )


async def test_a_quiet_trial_says_nothing_until_it_is_over_and_then_once() -> None:
    world = watching()

    await passes(world, days(6.9))
    before = world.letters("Priya")
    await passes(world, days(25))

    assert before == ()
    (letter,) = world.letters("Priya")
    assert letter.text.startswith("The trial week is over. I would have sent 0 notes.")
    assert letter.choices == (Choice.GO_LIVE,)


async def test_a_day_and_the_end_of_the_trial_say_how_many_a_direct_message_reaches() -> None:
    world = watching()
    world.platform.counts_members, world.platform.members = True, 40
    await world.courier.reachability.met(member("Sam"))
    await world.says("[reminder] Dunn", by="Sam")

    await passes(world, days(8))

    reached = "I can reach 1 of 40 members directly"
    assert [letter.text.split("\n\n")[-1][: len(reached)] for letter in world.letters("Priya")] == [reached] * 2


async def test_the_end_of_the_trial_waits_for_the_morning() -> None:
    world = World(store=FakeStore(group(mode=Mode.SHADOW)), now=at("23:30"))

    await world.later(days(7), step=HOUR)
    at_night = world.letters("Priya")
    await world.until(at("07:01", day=10))

    assert at_night == ()
    assert len(world.letters("Priya")) == 1


async def over(world: World) -> Letter:
    await passes(world, days(7.1))
    return world.letters("Priya")[-1]


async def test_going_live_is_one_tap_for_the_admin_it_was_sent_to() -> None:
    world = watching()
    letter = await over(world)

    by_another = await world.desk.press(letter.notice, Choice.GO_LIVE, world.letters("Tom")[-1].to)
    told = await world.press("Priya", Choice.GO_LIVE)
    again = await world.press("Priya", Choice.GO_LIVE)

    profile = await kept(world).group(GROUP)
    assert profile is not None
    assert profile.mode is Mode.LIVE
    assert (by_another, told, again) == (
        "This is for someone else.",
        "My notes start now. /shadow stops them again.",
        "That is already done.",
    )


async def test_a_group_without_a_contact_cannot_go_live_by_a_tap() -> None:
    world = watching(contacts=())
    await over(world)

    told = await world.press("Priya", Choice.GO_LIVE)

    assert told.startswith("First tell me where a worry can go")
    profile = await kept(world).group(GROUP)
    assert profile is not None
    assert profile.mode is Mode.SHADOW


async def test_a_week_in_numbers_comes_on_monday_to_who_asked_for_it() -> None:
    world = World(store=FakeStore(group(weekly=True)))
    await world.says("[reminder] Dunn")
    await world.says("[serious] Dunn", by="Lee")

    await passes(world, days(14))

    weekly = [letter.text for letter in world.letters("Priya") if letter.names_nobody and "numbers" in letter.text]
    assert weekly == ["Your week in numbers:\n- 2 notes\n- 1 case for you to look at\n- 0 alarms"]


async def test_a_week_in_numbers_comes_within_the_hour_after_nine_also_where_no_hours_are_quiet() -> None:
    quiet = QuietHours(start=time(0), end=time(0))
    world = World(store=FakeStore(group(weekly=True, quiet=quiet)), now=at("18:42", day=8))
    await world.says("[reminder] Dunn")

    await world.until(at("08:59", day=9))
    before = len(world.letters("Priya"))
    await world.until(at("10:00", day=9))

    assert (before, len(world.letters("Priya"))) == (0, 1)


async def test_each_september_the_admins_are_asked_whether_others_take_over() -> None:
    world = World(now=at("18:42", day=1, month=9))
    told: list[tuple[int, int]] = []
    for _ in range(400):
        seen = len(world.letters("Priya"))
        await passes(world, days(1))
        told += [(world.now.month, world.now.day)] * (len(world.letters("Priya")) - seen)

    assert told == [(9, 8), (9, 8)]
    text = (
        "A new school year. If a new admin takes over, send me /handover. Please take out of the group whoever has"
        " left the school, and look over the staff with /staff."
    )
    assert {letter.text for letter in world.letters("Priya")} == {text}


async def test_no_new_year_is_told_of_while_a_group_is_tried_out() -> None:
    world = World(store=FakeStore(group(mode=Mode.SHADOW)), now=at("18:42", day=7, month=9))

    await passes(world, days(2))

    assert world.letters("Priya") == ()


async def test_a_week_counts_for_nobody_what_they_may_not_see() -> None:
    world = World(store=FakeStore(group(weekly=True)))
    await world.says("[serious] Dunn")
    await world.says("[danger] Dunn", by="Lee")

    await passes(world, days(14))

    # Lena works at the school: that there was something about a colleague is not for her.
    weekly = [letter.text for letter in world.letters("Lena") if letter.names_nobody and "numbers" in letter.text]
    # In the second week there was nothing but the alarm that goes on: not even a row of noughts tells of it.
    assert weekly == ["Your week in numbers:\n- 2 notes\n- 0 cases for you to look at\n- 0 alarms"]


async def test_nobody_is_asked_about_contacts_that_were_checked_within_a_year() -> None:
    fresh = Contact(kind="head", text="Mrs Ahmed", checked_on=MONDAY.date() - timedelta(days=300))
    old = Contact(kind="school-office", text="The office", checked_on=date(2025, 3, 1))
    world = World(store=FakeStore(group(contacts=(fresh, old))))

    await passes(world, days(30))

    (letter,) = world.letters("Priya")
    assert letter.text.splitlines() == [
        "Nobody has checked these for a year. Do they still stand?",
        "- school-office: The office",
        "/contacts ok says that all are right. To change one, use /set.",
    ]


async def test_a_group_that_is_to_go_is_wiped_when_its_time_has_come() -> None:
    world = World(store=FakeStore(group(goes_at=MONDAY + timedelta(hours=23))))

    await passes(world, timedelta(hours=22))
    before = await kept(world).group(GROUP)
    await passes(world, timedelta(hours=2))

    assert before is not None
    assert await kept(world).group(GROUP) is None
