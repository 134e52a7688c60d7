"""What an admin may decide, and who is kept from deciding."""

import pytest
from builders import CHAT, GROUP, LENA, PRIYA, SAM, TOM, days, group, minutes
from fakes import FakePlatform, FakeStore
from world import World, says

from bot.case import CaseState
from bot.desk.answers import Answer
from bot.group import Tie
from bot.message import MemberId
from bot.notice import Choice, Letter

ASK, OVERTURN, STAYS = Choice.ASK_A_PERSON, Choice.OVERTURN, Choice.STAYS
DEPUTY = MemberId("deputy")


async def with_a_case() -> World:
    """Three reminders to Sam, and a case at Priya's and Tom's."""
    world = World()
    for _ in range(3):
        await world.says("[reminder] Dunn")
        await world.later(days(2))
    return world


def card(world: World, of: str) -> Letter:
    return next(letter for letter in world.letters(of) if Choice.CLOSE in letter.choices)


async def state(world: World, number: int = 1) -> CaseState:
    assert isinstance(world.store, FakeStore)
    return next(case.state for case in world.store.cases.values() if case.number == number)


async def test_closing_a_case_ends_its_counts() -> None:
    world = await with_a_case()

    answers = [await world.press("Priya", Choice.CLOSE, letter=card(world, "Priya")) for _ in range(2)]

    assert answers == [says(Answer.CLOSED), says(Answer.DONE_ALREADY)]
    assert await world.counts() == ("closed", "closed", "closed")


async def test_what_another_admin_closed_is_decided() -> None:
    world = await with_a_case()
    await world.press("Priya", Choice.CLOSE, letter=card(world, "Priya"))

    assert await world.press("Tom", OVERTURN, letter=card(world, "Tom")) == says(Answer.DECIDED_ALREADY)
    assert await world.counts() == ("closed", "closed", "closed")


async def test_acknowledging_says_that_somebody_has_it() -> None:
    world = await with_a_case()

    answers = [await world.press(by, Choice.ACKNOWLEDGE) for by in ("Priya", "Priya", "Tom")]

    assert answers == [says(Answer.ACKNOWLEDGED), says(Answer.DONE_ALREADY), says(Answer.ACKNOWLEDGED_ALREADY)]
    assert await state(world) is CaseState.ACKNOWLEDGED


async def test_overturning_a_case_wipes_all_of_it_and_tells_whoever_was_told() -> None:
    world = await with_a_case()

    answer = await world.press("Tom", OVERTURN, letter=card(world, "Tom"))

    assert answer == says(Answer.OVERTURNED)
    assert await world.counts() == ("overturned", "overturned", "overturned")
    assert {line.excerpt for incident in await world.history() for line in incident.said} == {None}
    assert "the bot was wrong" in world.letters("Priya")[-1].text
    assert "I was wrong" in world.letters("Sam")[-1].text
    assert await state(world) is CaseState.OVERTURNED


async def test_overturning_one_of_three_undoes_the_case_it_made() -> None:
    world = await with_a_case()
    await world.press("Sam", ASK, "a quote")

    await world.press("Priya", OVERTURN, letter=world.letters("Priya")[-1])

    assert await world.counts() == ("counted", "counted", "overturned")
    assert await world.cases() == ()


async def test_when_the_note_stays_the_count_does_and_the_member_hears_it() -> None:
    world = World()
    await world.says("[reminder] Dunn")
    await world.press("Sam", ASK, "a quote")

    answer = await world.press("Tom", STAYS)

    assert (answer, await world.counts()) == (says(Answer.STAYS), ("counted",))
    assert "should stay" in world.letters("Sam")[-1].text
    assert await world.press("Priya", OVERTURN) == says(Answer.DECIDED_ALREADY)


async def test_a_frozen_count_makes_no_case_until_it_stays() -> None:
    world = World()
    await world.says("[reminder] Dunn")
    await world.press("Sam", ASK, "a quote")
    for _ in range(2):
        await world.later(days(2))
        await world.says("[reminder] Dunn")
    assert (await world.cases(), await world.counts()) == ((), ("frozen", "counted", "counted"))

    await world.press("Tom", STAYS)

    assert (await world.cases(), await world.counts()) == (("repeated",), ("counted", "counted", "counted"))


async def test_whoever_took_the_case_on_does_not_hear_the_member_s_appeal() -> None:
    world = await with_a_case()
    await world.press("Tom", Choice.ACKNOWLEDGE)

    await world.press("Sam", ASK, "a quote")

    assert STAYS in world.letters("Priya")[-1].choices
    assert STAYS not in world.letters("Tom")[-1].choices


async def test_an_admin_who_takes_the_case_on_after_being_asked_leaves_the_answer_to_another() -> None:
    world = await with_a_case()
    await world.press("Sam", ASK, "a quote")
    await world.press("Tom", Choice.ACKNOWLEDGE)

    assert await world.press("Tom", STAYS) == says(Answer.HAD_A_HAND)
    assert await world.press("Priya", STAYS) == says(Answer.STAYS)


async def test_an_open_question_outlives_the_closing_of_its_case() -> None:
    world = await with_a_case()
    await world.press("Sam", ASK, "a quote")
    await world.press("Tom", Choice.CLOSE, letter=card(world, "Tom"))
    assert await world.counts() == ("closed", "closed", "frozen")

    await world.press("Priya", STAYS)

    assert await world.counts() == ("closed", "closed", "closed")


@pytest.mark.parametrize("choice", [Choice.ACKNOWLEDGE, Choice.CLOSE, Choice.OVERTURN])
async def test_a_tie_declared_meanwhile_keeps_an_admin_from_deciding(choice: Choice) -> None:
    world = await with_a_case()
    await world.store.save_group(group(ties=(Tie(admin=TOM.id, to="staff:2"),)))

    assert await world.press("Tom", choice, letter=card(world, "Tom")) == says(Answer.TIED)
    assert await state(world) is CaseState.OPEN


async def test_whoever_is_no_admin_any_more_decides_nothing() -> None:
    world = await with_a_case()
    world.platform.group_admins = (PRIYA, LENA)

    assert await world.press("Tom", Choice.CLOSE, letter=card(world, "Tom")) == says(Answer.ADMINS_ONLY)
    assert await state(world) is CaseState.OPEN


async def test_while_the_platform_cannot_say_who_is_an_admin_an_alarm_can_still_be_acknowledged() -> None:
    world = World()
    await world.says("[danger] Dunn")
    world.platform.admins_unknown = 60

    assert await world.press("Tom", Choice.ACKNOWLEDGE) == says(Answer.ACKNOWLEDGED)


@pytest.mark.parametrize(
    ("admins", "answers"),
    [
        pytest.param((SAM,), "deputy", id="the deputy, when every admin has a tie"),
        pytest.param((LENA,), "deputy", id="the same with a colleague"),
    ],
)
async def test_the_deputy_may_decide_what_came_to_them(admins: tuple[object, ...], answers: str) -> None:
    world = World(store=FakeStore(group(deputy=DEPUTY)), platform=FakePlatform(group_admins=admins))  # type: ignore[arg-type]
    await world.says("[danger] Dunn")

    assert await world.press(answers, Choice.ACKNOWLEDGE) == says(Answer.ACKNOWLEDGED)
    assert await world.press(answers, Choice.CLOSE) == says(Answer.CLOSED)


async def test_a_card_shown_to_one_admin_is_not_another_s_to_press() -> None:
    world = await with_a_case()

    assert await world.press("Priya", Choice.CLOSE, letter=card(world, "Tom")) == says(Answer.NOT_FOR_YOU)


async def test_closing_a_danger_unacknowledged_ends_the_alarm_too() -> None:
    world = World()
    await world.says("[danger] Dunn")

    await world.press("Tom", Choice.CLOSE)
    await world.later(minutes(60))

    assert [letter.is_urgent for letter in world.letters("Priya")] == [True, False]
    assert len(world.letters("Sam")) == 1
    assert await world.store.open_cases(GROUP) == ()


async def crowded() -> World:
    """Three people about Mr Dunn, and one case of it at Priya's and Tom's."""
    world = World()
    for name in ("Sam", "Jo", "Kai"):
        await world.says("[reminder] Dunn", by=name)
        await world.later(minutes(5))
    return world


async def test_a_calm_note_is_posted_once_where_the_crowd_is_and_names_nobody() -> None:
    world = await crowded()

    answers = [await world.press(by, Choice.CALM) for by in ("Priya", "Tom", "Priya")]

    assert answers == [says(Answer.CALMED), says(Answer.DONE_ALREADY), says(Answer.DONE_ALREADY)]
    text = (
        "Let us pause this topic here for now. If something at school is worrying you, please ask "
        "the school office, 01632 960001. Thank you."
    )
    assert world.platform.posted == [(CHAT, text)]


async def test_a_calm_note_that_could_not_be_posted_can_be_tried_again() -> None:
    world = await crowded()
    world.platform.mutes_bots = True
    assert await world.press("Priya", Choice.CALM) == says(Answer.COULD_NOT_POST)

    world.platform.mutes_bots = False
    assert await world.press("Priya", Choice.CALM) == says(Answer.CALMED)
    assert len(world.platform.posted) == 1


async def test_nobody_with_a_tie_has_a_note_posted() -> None:
    world = await crowded()
    assert isinstance(world.store, FakeStore)
    case = next(iter(world.store.cases.values()))
    letter = card(world, "Priya")
    await world.store.save_group(group(ties=(Tie(admin=PRIYA.id, to=str(case.target)),)))

    assert await world.press("Priya", Choice.CALM, letter=letter) == says(Answer.TIED)
    assert world.platform.posted == []
