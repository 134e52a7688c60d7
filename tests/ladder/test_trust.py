"""A rule that people found wrong too often goes to shadow by itself, in that group; danger never does."""

from dataclasses import replace

import pytest
from builders import GROUP, MONDAY, at, days, finding, group, incident, member
from fakes import FakeStore
from world import World, says

from bot.case import CaseState
from bot.desk.answers import Answer
from bot.finding import Alert, Level, RuleId, RuleMode
from bot.ladder.trust import brought_back, decided, is_mistaken, rested, tried
from bot.notice import Choice, NoticeKind, ToAdmins
from bot.ports import Record
from bot.rulerecord import RuleRecord

RULE = RuleId("a-reminder")


def record(right: int = 0, wrong: int = 0, *, is_resting: bool = False, rule: RuleId = RULE) -> RuleRecord:
    return RuleRecord(group=GROUP, rule=rule, right=right, wrong=wrong, shadowed_at=MONDAY if is_resting else None)


@pytest.mark.parametrize(
    ("right", "wrong", "is_wrong_too_often"),
    [
        pytest.param(0, 9, False, id="nine decisions, all wrong: too few"),
        pytest.param(0, 10, True, id="ten decisions, all wrong"),
        pytest.param(5, 5, False, id="half of ten"),
        pytest.param(4, 6, True, id="one more than half of ten"),
        pytest.param(5, 6, True, id="just more than half of eleven"),
        pytest.param(50, 50, False, id="half of a hundred"),
        pytest.param(49, 50, True, id="just more than half of ninety-nine"),
    ],
)
def test_more_than_half_of_at_least_ten_decisions_must_be_wrong(
    right: int, wrong: int, *, is_wrong_too_often: bool
) -> None:
    assert is_mistaken(record(right, wrong)) is is_wrong_too_often


def test_the_decision_that_tips_it_puts_the_rule_in_shadow_and_tells_the_admins_once() -> None:
    tipped = decided((incident(),), (record(4, 5),), group(), MONDAY, was_right=False)
    after = decided((incident(),), tipped.rules, group(), MONDAY + days(1), was_right=False)

    assert tipped.rules == (replace(record(4, 6), shadowed_at=MONDAY),)
    (told,) = tipped.notices
    assert (told.kind, told.to, told.rule, told.due_at) == (NoticeKind.RESTED, ToAdmins(), RULE, MONDAY)
    assert (after.rules, after.notices) == ((replace(record(4, 7), shadowed_at=MONDAY),), ())


def test_the_admins_hear_of_it_after_the_quiet_hours() -> None:
    tipped = decided((incident(),), (record(0, 9),), group(), at("22:00"), was_right=False)

    assert tipped.notices[0].due_at == at("07:00", day=3)


def test_the_tenth_decision_tips_it_whatever_it_says_where_six_before_it_were_wrong() -> None:
    found = decided((incident(),), (record(3, 6),), group(), MONDAY, was_right=True)

    assert found.rules == (replace(record(4, 6), shadowed_at=MONDAY),)


def test_one_decision_about_several_messages_counts_once_for_each_rule_behind_them() -> None:
    several = (incident(), incident(at=MONDAY - days(1)), incident(Level.SERIOUS))

    found = decided(several, (), group(), MONDAY, was_right=True)

    assert found == Record(rules=(record(1), record(1, rule=RuleId("a-serious"))))


@pytest.mark.parametrize(
    "grave",
    [
        pytest.param(finding(Level.DANGER, rule=RULE), id="danger"),
        pytest.param(finding(Level.SUPPORT, rule=RULE, alert=Alert.URGENT), id="a life at risk"),
    ],
)
def test_danger_and_a_life_at_risk_never_go_to_shadow(grave: object) -> None:
    about = replace(incident(), findings=(grave,))  # type: ignore[arg-type]  # a finding

    found = decided((about,), (record(0, 99),), group(), MONDAY, was_right=False)

    assert found == Record(rules=(record(0, 100),))
    assert rested(about.findings, (record(0, 100, is_resting=True),)) == about.findings


def test_what_a_resting_rule_finds_is_found_in_shadow_and_what_others_find_is_not() -> None:
    other = finding(Level.SERIOUS)

    found = rested((finding(), other), (record(0, 10, is_resting=True), record(9, 0, rule=other.rule)))

    assert found == (replace(finding(), mode=RuleMode.SHADOW), other)


def test_brought_back_its_record_begins_anew_and_another_time_nothing_changes() -> None:
    back = brought_back((record(0, 10, is_resting=True), record(0, 10, is_resting=True, rule=RuleId("b"))), RULE)

    assert back == Record(rules=(record(),))
    assert brought_back(back.rules, RULE) == Record()


async def wrong_again(world: World, times: int) -> None:
    """A serious message, which an admin overturns, each on a day of its own."""
    for _ in range(times):
        await world.says("[serious] Dunn")
        await world.press("Priya", Choice.OVERTURN)
        await world.later(days(1))


async def test_after_ten_overturned_cases_a_rule_rests_the_admins_are_told_and_can_bring_it_back() -> None:
    world = World()
    await wrong_again(world, 9)
    assert world.letters("Tom")[-1].choices != (Choice.BRING_BACK,)
    assert (await world.store.rule_records(GROUP))[0].wrong == 9

    await wrong_again(world, 1)
    (told,) = (letter for letter in world.letters("Tom") if Choice.BRING_BACK in letter.choices)
    assert "a-serious" in told.text
    assert told.about is None
    before = len(world.platform.seen)
    await world.says("[serious] Dunn")
    assert len(world.platform.seen) == before
    await world.says("[danger] Dunn")
    assert len(world.platform.seen) > before

    answers = [await world.press(by, Choice.BRING_BACK) for by in ("Tom", "Priya")]
    assert answers == [says(Answer.BROUGHT_BACK), says(Answer.DONE_ALREADY)]
    await world.later(days(1))
    before = len(world.letters("Priya"))
    await world.says("[serious] Dunn")
    assert len(world.letters("Priya")) == before + 1


async def test_only_somebody_who_is_an_admin_still_brings_a_rule_back() -> None:
    world = World()
    await wrong_again(world, 10)
    world.platform.group_admins = tuple(a for a in world.platform.group_admins if a.name != "Tom")

    assert await world.press("Tom", Choice.BRING_BACK) == says(Answer.ADMINS_ONLY)
    letter = world.letters("Tom")[-1]
    assert await world.desk.press(letter.notice, Choice.BRING_BACK, member("Sam").id) == says(Answer.NOT_FOR_YOU)


async def test_closed_and_stays_say_that_the_rule_was_right_overturned_that_it_was_wrong() -> None:
    world = World()

    await world.says("[serious] Dunn")
    await world.press("Priya", Choice.CLOSE)
    await world.later(days(1))
    await world.says("[reminder] Dunn", by="Jo")
    await world.press("Jo", Choice.ASK_A_PERSON, "a joke")
    await world.press("Tom", Choice.STAYS)
    await world.says("[reminder] Kemp", by="Ash")
    await world.press("Ash", Choice.ASK_A_PERSON, "a joke")
    await world.press("Tom", Choice.OVERTURN)

    assert await world.store.rule_records(GROUP) == (
        record(1, 1),
        record(1, rule=RuleId("a-serious")),
    )


async def test_what_a_person_is_still_asked_about_is_not_settled_by_closing_its_case() -> None:
    world = World()
    await world.says("[serious] Dunn")
    await world.press("Sam", Choice.ASK_A_PERSON, "a joke")

    await world.press("Priya", Choice.CLOSE, letter=world.letters("Priya")[0])
    assert await world.store.rule_records(GROUP) == ()

    await world.press("Tom", Choice.OVERTURN, letter=world.letters("Tom")[-1])
    assert await world.store.rule_records(GROUP) == (record(0, 1, rule=RuleId("a-serious")),)


async def test_a_lapsed_case_says_nothing_of_its_rules() -> None:
    world = World()
    await world.says("[serious] Dunn")

    await world.later(days(15))

    assert isinstance(world.store, FakeStore)
    assert [each.state for each in world.store.cases.values()] == [CaseState.LAPSED]
    assert await world.store.rule_records(GROUP) == ()


def test_each_rule_on_trial_that_would_have_spoken_has_done_so_once_more() -> None:
    other = RuleId("a-look")
    known = (replace(record(right=3), tried=2), replace(record(rule=RuleId("another")), tried=7))

    told = tried([RULE, other, RULE], known, group())

    assert told == Record(rules=(replace(record(right=3), tried=3), replace(record(rule=other), tried=1)))
