"""What a message's findings are worth."""

from datetime import datetime, timedelta

import pytest
from builders import MONDAY, at, days, finding, group, incident, message, minutes

from bot.case import CaseKind
from bot.finding import Alert, Concern, Finding, Level, RuleMode
from bot.group import Mode, Naming
from bot.incident import Count, Incident
from bot.ladder.weighing import counts, decide, hear
from bot.message import ChatId
from bot.verdict import Verdict

NIGHT, MORNING = at("23:40"), at("07:00", day=3)


def verdict(*findings: Finding, now: datetime = MONDAY, history: tuple[Incident, ...] = ()) -> Verdict | None:
    heard = hear(findings, group=group(), message=message(at=now), now=now)
    return decide(heard, group=group(), posted_at=now, now=now, history=history)


def expected(
    *findings: Finding,
    note_at: datetime | None = MONDAY,
    weight: int = 0,
    case: CaseKind | None = None,
    case_at: datetime | None = MONDAY,
) -> Verdict:
    return Verdict(
        findings=findings,
        note_at=note_at,
        weight=weight,
        count=Count.PROVISIONAL if weight else Count.NOTHING,
        case=case,
        case_at=case_at if case else None,
    )


POINTER, REMINDER, LOOK, SERIOUS, DANGER = (
    finding(level) for level in (Level.POINTER, Level.REMINDER, Level.LOOK, Level.SERIOUS, Level.DANGER)
)
HELP = finding(Level.SUPPORT)
THIN = finding(Level.SUPPORT, alert=Alert.THIN)
URGENT = finding(Level.SUPPORT, alert=Alert.URGENT)


@pytest.mark.parametrize(
    ("found", "weighed"),
    [
        pytest.param(POINTER, expected(POINTER), id="a pointer is a note that counts nothing"),
        pytest.param(REMINDER, expected(REMINDER, weight=1), id="a reminder counts one"),
        pytest.param(LOOK, expected(LOOK, note_at=None, case=CaseKind.LOOK), id="a look is a card alone"),
        pytest.param(
            SERIOUS, expected(SERIOUS, weight=2, case=CaseKind.SERIOUS), id="serious counts two, and is a case"
        ),
        pytest.param(
            DANGER,
            expected(DANGER, note_at=MONDAY + minutes(15), case=CaseKind.DANGER),
            id="danger is an alarm at once and a note in a quarter of an hour",
        ),
        pytest.param(HELP, expected(HELP), id="support tells nobody else"),
        pytest.param(THIN, expected(THIN, case=CaseKind.WORRY), id="an adult who hurt a child is a worry"),
        pytest.param(URGENT, expected(URGENT, case=CaseKind.RISK), id="a life at risk is an alarm"),
    ],
)
def test_each_level_has_its_own_consequences(found: Finding, weighed: Verdict) -> None:
    assert verdict(found) == weighed


@pytest.mark.parametrize(
    ("found", "weighed"),
    [
        pytest.param(POINTER, expected(POINTER, note_at=MORNING), id="a pointer waits"),
        pytest.param(REMINDER, expected(REMINDER, note_at=MORNING, weight=1), id="a reminder waits"),
        pytest.param(
            SERIOUS,
            expected(SERIOUS, note_at=MORNING, weight=2, case=CaseKind.SERIOUS, case_at=NIGHT),
            id="a serious note waits, its case does not",
        ),
        pytest.param(LOOK, expected(LOOK, note_at=None, case=CaseKind.LOOK, case_at=MORNING), id="a quiet card waits"),
        pytest.param(
            DANGER,
            expected(DANGER, note_at=NIGHT + minutes(15), case=CaseKind.DANGER, case_at=NIGHT),
            id="danger waits for nothing",
        ),
        pytest.param(HELP, expected(HELP, note_at=NIGHT), id="help waits for nothing"),
    ],
)
def test_quiet_hours_hold_what_can_wait(found: Finding, weighed: Verdict) -> None:
    assert verdict(found, now=NIGHT) == weighed


def test_the_highest_level_wins_and_the_rest_are_kept_as_further_findings() -> None:
    assert verdict(POINTER, DANGER, REMINDER) == expected(
        DANGER, REMINDER, POINTER, note_at=MONDAY + minutes(15), case=CaseKind.DANGER
    )


CROWD = finding(Level.LOOK, alert=Alert.CROWD)


@pytest.mark.parametrize(
    ("found", "weighed"),
    [
        pytest.param((CROWD,), expected(CROWD, note_at=None, case=CaseKind.CROWD, case_at=MORNING), id="nothing else"),
        pytest.param(
            (REMINDER, CROWD),
            expected(CROWD, REMINDER, note_at=None, case=CaseKind.CROWD, case_at=MORNING),
            id="a reminder beside it counts nothing",
        ),
        pytest.param(
            (SERIOUS, CROWD),
            expected(SERIOUS, CROWD, note_at=MORNING, weight=2, case=CaseKind.SERIOUS, case_at=NIGHT),
            id="what is serious by itself stays so",
        ),
    ],
)
def test_whoever_joins_a_crowd_is_not_counted_and_the_admins_get_one_quiet_case(
    found: tuple[Finding, ...], weighed: Verdict
) -> None:
    assert verdict(*found, now=NIGHT) == weighed


def test_a_life_at_risk_is_an_alarm_even_beside_something_graver_for_its_poster() -> None:
    assert verdict(SERIOUS, URGENT) == expected(SERIOUS, URGENT, weight=2, case=CaseKind.RISK)


@pytest.mark.parametrize(
    "found",
    [
        pytest.param((), id="nothing"),
        pytest.param((finding(Level.NONE),), id="a finding worth nothing"),
        pytest.param((finding(Level.DANGER, mode=RuleMode.SHADOW),), id="a rule on trial"),
    ],
)
def test_nothing_follows_from_nothing(found: tuple[Finding, ...]) -> None:
    assert verdict(*found) is None


@pytest.mark.parametrize(
    ("before", "comes"),
    [
        pytest.param(days(7) - minutes(1), False, id="one less than a week ago"),
        pytest.param(days(7), True, id="one exactly a week ago"),
    ],
)
def test_a_member_gets_one_pointer_a_week(before: timedelta, *, comes: bool) -> None:
    earlier = incident(Level.POINTER, at=MONDAY - before)

    assert (verdict(POINTER, history=(earlier,)) is not None) is comes


def test_a_pointer_that_never_arrived_keeps_no_other_back() -> None:
    earlier = incident(Level.POINTER, at=MONDAY - days(1), count=Count.VOID)

    assert verdict(POINTER, history=(earlier,)) == expected(POINTER)


@pytest.mark.parametrize(
    ("late", "kept"),
    [
        pytest.param(timedelta(hours=2), (DANGER, URGENT, REMINDER), id="exactly two hours"),
        pytest.param(timedelta(hours=2, seconds=1), (DANGER, URGENT), id="a second more"),
    ],
)
def test_what_is_judged_late_can_only_be_danger_or_a_cry_for_help(late: timedelta, kept: tuple[Finding, ...]) -> None:
    assert hear((DANGER, URGENT, REMINDER), group=group(), message=message(), now=MONDAY + late) == kept


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        pytest.param(timedelta(hours=48), (DANGER, REMINDER), id="exactly two days"),
        pytest.param(timedelta(hours=48, seconds=1), (DANGER,), id="a second more"),
    ],
)
def test_an_edit_is_judged_when_it_is_made_for_two_days(after: timedelta, kept: tuple[Finding, ...]) -> None:
    edited = message(edited_at=MONDAY + after)

    assert hear((DANGER, REMINDER), group=group(), message=edited, now=MONDAY + after) == kept


def test_a_paused_group_hears_of_danger_and_a_life_at_risk_alone() -> None:
    found = (DANGER, SERIOUS, URGENT, THIN, HELP, REMINDER)

    assert hear(found, group=group(mode=Mode.PAUSED), message=message(), now=MONDAY) == (DANGER, URGENT)


@pytest.mark.parametrize(
    ("public", "goes_on", "is_all_heard"),
    [
        pytest.param(("chat",), False, False, id="where anybody can read it"),
        pytest.param(("chat",), True, True, id="unless an admin wants all to be heard"),
        pytest.param(("another",), False, True, id="not because of another chat"),
    ],
)
@pytest.mark.parametrize("mode", [Mode.LIVE, Mode.SHADOW])
def test_a_public_chat_is_heard_as_if_paused(
    public: tuple[str, ...], mode: Mode, *, goes_on: bool, is_all_heard: bool
) -> None:
    found, said = (DANGER, SERIOUS, URGENT, REMINDER), message()
    chats = tuple(said.chat if name == "chat" else ChatId(name) for name in public)
    public_group = group(mode=mode, public=chats, goes_on_in_public=goes_on)

    assert hear(found, group=public_group, message=said, now=MONDAY) == (found if is_all_heard else (DANGER, URGENT))


@pytest.mark.parametrize(
    ("naming", "level", "heard"),
    [
        pytest.param(Naming.OFF, Level.POINTER, (), id="off: nothing"),
        pytest.param(Naming.WITH_ATTACK, Level.POINTER, (Level.POINTER,), id="by default: a pointer"),
        pytest.param(Naming.STRICT, Level.POINTER, (Level.POINTER,), id="strict: a pointer"),
        pytest.param(Naming.STRICT, Level.SERIOUS, (Level.POINTER,), id="strict: never more, whatever a rule says"),
    ],
)
def test_a_name_alone_is_a_pointer_at_most(naming: Naming, level: Level, heard: tuple[Level, ...]) -> None:
    named = finding(level, concern=Concern.NAMING)

    found = hear((named,), group=group(naming=naming), message=message(), now=MONDAY)

    assert tuple(each.level for each in found) == heard


@pytest.mark.parametrize(
    ("previous", "is_counted"),
    [
        pytest.param(None, True, id="there was no note"),
        pytest.param(incident(at=MONDAY - minutes(30)), True, id="it had arrived"),
        pytest.param(incident(at=MONDAY - minutes(30), delivered_at=MONDAY), False, id="it arrived at that moment"),
        pytest.param(incident(at=MONDAY - minutes(30), count=Count.PROVISIONAL), False, id="it is still on its way"),
        pytest.param(incident(at=MONDAY - minutes(30), count=Count.VOID), True, id="it never arrived"),
        pytest.param(incident(at=MONDAY - minutes(30), count=Count.CLEARED), True, id="it was taken back"),
        pytest.param(incident(at=MONDAY - minutes(30), count=Count.OVERTURNED), True, id="it was wrong"),
        pytest.param(
            incident(weight=0, at=MONDAY - minutes(30)), False, id="one that counts nothing is still on its way"
        ),
        pytest.param(incident(Level.POINTER, at=MONDAY - minutes(30)), True, id="it was only a pointer"),
    ],
)
def test_an_incident_counts_only_if_it_was_posted_after_the_previous_note_had_arrived(
    previous: Incident | None, *, is_counted: bool
) -> None:
    history = () if previous is None else (previous,)

    assert counts(MONDAY, history) is is_counted
    assert verdict(REMINDER, history=history) == expected(REMINDER, weight=1 if is_counted else 0)
    weight = 2 if is_counted else 0
    assert verdict(SERIOUS, history=history) == expected(SERIOUS, weight=weight, case=CaseKind.SERIOUS)


def test_of_two_findings_alike_the_one_that_tells_somebody_decides() -> None:
    quiet = finding(Level.SUPPORT, concern=Concern.RISK, rule="a-quiet-one", alert=Alert.NONE)
    urgent = finding(Level.SUPPORT, concern=Concern.RISK, rule="b-life-at-risk", alert=Alert.URGENT)

    assert sorted((quiet, urgent), key=lambda each: each.order) == [urgent, quiet]
