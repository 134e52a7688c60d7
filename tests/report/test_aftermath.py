"""What would have come of what is found in an exported chat: notes, counts and cases, on the real ladder."""

from dataclasses import replace
from datetime import datetime, timedelta

from builders import finding
from exported import NOON, group_of, said

from bot.case import CaseKind
from bot.finding import Alert, Level
from bot.group import Mode
from bot.message import Message
from bot.report.aftermath import Aftermath, Outcome
from bot.wording.letters import Standing

GROUP = replace(group_of("larkrise"), mode=Mode.LIVE)
NIGHT = NOON.replace(hour=23)
MINUTES = timedelta(minutes=1)
DAYS = timedelta(days=1)


def at(moment: datetime, author: str = "jo") -> Message:
    return said(f"words {moment}", chat="c", id=moment.isoformat(), author=(author, author), at=moment)


def outcomes(*said_then: tuple[datetime, Level], after: Aftermath | None = None) -> list[Outcome]:
    after = after or Aftermath()
    found = [after.follow(at(moment), (finding(level),), GROUP) for moment, level in said_then]
    after.finish()
    return found


REMINDED = Outcome(note=Level.REMINDER, counts=1)


def test_three_counted_reminders_make_a_case() -> None:
    after = Aftermath()

    found = outcomes(*((NOON + day * DAYS, Level.REMINDER) for day in (0, 5, 10)), after=after)

    assert found == [REMINDED, REMINDED, REMINDED]
    assert (after.notes, after.cases) == ({Level.REMINDER: 3}, {CaseKind.REPEATED: 1})


def test_the_first_no_longer_counts_after_thirty_days() -> None:
    after = Aftermath()

    outcomes(*((NOON + day * DAYS, Level.REMINDER) for day in (0, 20, 31)), after=after)

    assert after.cases == {}


def test_what_is_said_within_two_minutes_is_one_incident() -> None:
    after = Aftermath()

    found = outcomes((NOON, Level.REMINDER), (NOON + MINUTES, Level.REMINDER), after=after)

    assert found == [REMINDED, Outcome(is_part=True)]
    assert after.notes == {Level.REMINDER: 1}


def test_something_graver_in_the_same_breath_takes_its_place() -> None:
    after = Aftermath()

    found = outcomes((NOON, Level.REMINDER), (NOON + MINUTES, Level.SERIOUS), after=after)

    assert found[1] == Outcome(note=Level.SERIOUS, counts=2, case=CaseKind.SERIOUS)
    assert after.cases == {CaseKind.SERIOUS: 1}


def test_at_night_a_note_waits_and_what_is_said_before_it_arrives_does_not_count() -> None:
    found = outcomes((NIGHT, Level.REMINDER), (NIGHT + 30 * MINUTES, Level.REMINDER))

    assert found == [
        Outcome(note=Level.REMINDER, is_held=True, counts=1),
        Outcome(note=Level.REMINDER, is_held=True, counts=0),
    ]


def test_danger_reaches_the_admins_at_once_and_counts_nothing() -> None:
    after = Aftermath()

    assert outcomes((NIGHT, Level.DANGER), after=after) == [Outcome(note=Level.DANGER, case=CaseKind.DANGER)]
    assert (after.notes, after.cases) == ({Level.DANGER: 1}, {CaseKind.DANGER: 1})


def test_one_pointer_a_week_is_enough() -> None:
    found = outcomes(*((NOON + day * DAYS, Level.POINTER) for day in (0, 3, 8)))

    assert found == [Outcome(note=Level.POINTER), Outcome(), Outcome(note=Level.POINTER)]


def test_a_look_tells_only_the_admins() -> None:
    assert outcomes((NOON, Level.LOOK)) == [Outcome(case=CaseKind.LOOK)]


def test_help_is_offered_and_a_life_at_risk_alerts() -> None:
    after = Aftermath()

    help_note = after.follow(at(NOON), (finding(Level.SUPPORT),), GROUP)
    worry = after.follow(at(NOON, "pat"), (finding(Level.SUPPORT, alert=Alert.THIN),), GROUP)
    risk = after.follow(at(NOON, "sam"), (finding(Level.SUPPORT, alert=Alert.URGENT),), GROUP)

    assert [help_note, worry, risk] == [
        Outcome(note=Level.SUPPORT),
        Outcome(note=Level.SUPPORT, case=CaseKind.WORRY),
        Outcome(note=Level.SUPPORT, case=CaseKind.RISK),
    ]


def test_two_members_have_two_counts() -> None:
    after = Aftermath()

    for day, author in enumerate(("jo", "pat", "jo", "pat")):
        after.follow(at(NOON + day * DAYS, author), (finding(Level.REMINDER),), GROUP)
    after.finish()

    assert (after.notes, after.cases) == ({Level.REMINDER: 4}, {})


def test_a_case_nobody_decides_lapses_and_its_counts_with_it() -> None:
    after = Aftermath()

    outcomes(*((NOON + day * DAYS, Level.REMINDER) for day in (0, 1, 2, 20, 21)), after=after)

    assert (after.cases, after.lapsed) == ({CaseKind.REPEATED: 1}, 1)


def test_what_follows_an_open_case_joins_it() -> None:
    after = Aftermath()

    found = outcomes(*((NOON + day * DAYS, Level.REMINDER) for day in (0, 1, 2, 5)), after=after)

    assert found[3] == REMINDED
    assert after.cases == {CaseKind.REPEATED: 1}


def test_each_note_knows_where_its_member_stands() -> None:
    found = outcomes(*((NOON + day * DAYS, Level.REMINDER) for day in (0, 2, 4, 6)))

    assert [outcome.told.standing for outcome in found if outcome.told] == [
        Standing.FIRST,
        Standing.LATER,
        Standing.OPENS_CASE,
        Standing.JOINS_CASE,
    ]


def test_a_serious_note_opens_the_case_it_speaks_of() -> None:
    [outcome] = outcomes((NIGHT, Level.SERIOUS))

    assert outcome.told is not None
    assert (outcome.told.standing, outcome.told.at.hour) == (Standing.OPENS_CASE, 7)
