"""What the arrival of a note makes of the count."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import MONDAY, case, days, incident, minutes, notice

from bot.case import Case, CaseKind, CaseState
from bot.finding import Level
from bot.incident import CaseId, Count, Incident
from bot.ladder.arrival import arrived, counted, never_arrived, recorded, recount, total, withheld
from bot.ladder.page import Page
from bot.notice import NoticeKind, NoticeState, ToAdmins

NOW = MONDAY
NEW = incident(at=NOW)
REMINDERS = tuple(incident(at=NOW - days(ago)) for ago in (20, 10))


@pytest.mark.parametrize(
    ("count", "becomes"),
    [
        pytest.param(Count.PROVISIONAL, Count.COUNTED, id="what was provisional counts"),
        pytest.param(Count.NOTHING, Count.NOTHING, id="what weighs nothing goes on weighing nothing"),
        pytest.param(Count.CLEARED, Count.CLEARED, id="what was taken back stays taken back"),
        pytest.param(Count.OVERTURNED, Count.OVERTURNED, id="what was overturned stays overturned"),
        pytest.param(Count.CLOSED, Count.CLOSED, id="what was closed stays closed"),
    ],
)
def test_a_count_is_provisional_until_its_note_is_delivered(count: Count, becomes: Count) -> None:
    before = incident(count=count, delivered_at=None)

    assert arrived(before, NOW) == replace(before, count=becomes, delivered_at=NOW)


def test_the_first_delivery_is_the_one_that_matters() -> None:
    assert arrived(arrived(NEW, NOW), NOW + minutes(5)) == arrived(NEW, NOW)


@pytest.mark.parametrize(
    ("age", "weight"),
    [
        pytest.param(timedelta(days=30) - minutes(1), 1, id="a minute less than thirty days"),
        pytest.param(timedelta(days=30), 0, id="thirty days"),
    ],
)
def test_the_window_is_thirty_days(age: timedelta, weight: int) -> None:
    assert total((incident(at=NOW - age),), NOW) == weight


@pytest.mark.parametrize("count", [count for count in Count if count is not Count.COUNTED])
def test_only_what_counts_is_counted(count: Count) -> None:
    assert counted((incident(count=count),), NOW) == ()


@pytest.mark.parametrize(
    ("others", "standing", "makes", "joins"),
    [
        pytest.param((), None, 0, False, id="the first"),
        pytest.param(REMINDERS[:1], None, 0, False, id="the second"),
        pytest.param(REMINDERS, None, 3, False, id="the third"),
        pytest.param((incident(Level.SERIOUS, at=NOW - days(3)),), None, 2, False, id="after something serious"),
        pytest.param((incident(at=NOW - days(31)), REMINDERS[0]), None, 0, False, id="the third, one too old"),
        pytest.param(
            (replace(REMINDERS[0], count=Count.FROZEN), REMINDERS[1]), None, 0, False, id="the third, one frozen"
        ),
        pytest.param((), case(CaseKind.SERIOUS), 0, True, id="while a case is open"),
    ],
)
def test_a_case_opens_when_the_count_reaches_three(
    others: tuple[Incident, ...], standing: Case | None, makes: int, *, joins: bool
) -> None:
    recounted = recount((NEW,), others=others, standing=standing, now=NOW)

    assert (len(recounted.makes), recounted.joins is not None) == (makes, joins)


def test_a_new_case_holds_everything_that_made_it_and_the_admins_are_told() -> None:
    recounted = recount((NEW,), others=REMINDERS, standing=None, now=NOW)

    record = recorded(recounted, number=4, now=NOW)

    (opened,) = record.cases
    assert (opened.kind, opened.number, opened.poster, opened.opened_at) == (CaseKind.REPEATED, 4, "sam", NOW)
    assert record.incidents == tuple(replace(each, case=opened.id) for each in (*REMINDERS, NEW))
    (card,) = record.notices
    assert (card.kind, card.to, card.case, card.due_at) == (NoticeKind.CASE, ToAdmins(), opened.id, NOW)


def test_what_is_in_a_case_of_its_own_stays_there_when_a_count_makes_another() -> None:
    danger_s = replace(REMINDERS[0], case=CaseId("another"))

    record = recorded(recount((NEW,), others=(danger_s, REMINDERS[1]), standing=None, now=NOW), number=1, now=NOW)

    assert [each.id for each in record.incidents] == [REMINDERS[1].id, NEW.id]


def test_once_a_case_is_open_what_counts_joins_it_and_the_admins_see_it_again() -> None:
    standing = case(CaseKind.REPEATED)

    record = recorded(recount((NEW,), others=REMINDERS, standing=standing, now=NOW), number=None, now=NOW)

    assert record.cases == ()
    assert record.incidents == (replace(NEW, case=standing.id),)
    assert [(card.kind, card.case) for card in record.notices] == [(NoticeKind.CASE, standing.id)]


def test_what_weighs_nothing_makes_no_case() -> None:
    pointed = incident(Level.POINTER, at=NOW)

    record = recorded(recount((pointed,), others=REMINDERS, standing=case(), now=NOW), number=None, now=NOW)

    assert record.incidents == (pointed,)
    assert record.notices == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(Count.PROVISIONAL, Count.VOID, id="what was to count"),
        pytest.param(Count.NOTHING, Count.VOID, id="what counted nothing"),
        pytest.param(Count.CLEARED, Count.CLEARED, id="what was taken back"),
        pytest.param(Count.CLOSED, Count.CLOSED, id="what was closed"),
    ],
)
def test_a_note_that_reached_nobody_is_void_and_so_is_its_count(before: Count, after: Count) -> None:
    undelivered = incident(count=before, delivered_at=None)

    assert never_arrived(Page(incident=undelivered)) == replace(undelivered, count=after)


def test_in_shadow_mode_nothing_counts_and_a_case_nobody_heard_of_is_none() -> None:
    serious = incident(Level.SERIOUS, count=Count.PROVISIONAL, case=CaseId("case-1"))
    card = notice(NoticeKind.CASE, case=CaseId("case-1"))

    record = withheld(Page(incident=serious, case=case(), notices=(card,)), NOW)

    assert record.incidents == (replace(serious, count=Count.VOID),)
    assert record.cases == (case(state=CaseState.LAPSED, decided_at=NOW),)
    assert [each.state for each in record.notices] == [NoticeState.VOID]


@pytest.mark.parametrize("kind", [CaseKind.DANGER, CaseKind.RISK, CaseKind.WORRY])
def test_in_shadow_mode_what_goes_through_stays_open(kind: CaseKind) -> None:
    danger = incident(Level.DANGER, case=CaseId("case-1"))

    assert withheld(Page(incident=danger, case=case(kind)), NOW).cases == ()
