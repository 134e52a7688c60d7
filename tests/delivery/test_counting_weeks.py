"""What a week, a trial and a year come to: where each begins and ends, and what of it is counted."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from builders import MONDAY, at, days, group, minutes, notice

from bot.delivery.calendar import count, week_before
from bot.group import Contact
from bot.incident import CaseId, IncidentId
from bot.ladder.ids import reminder_id
from bot.notice import Notice, NoticeId, NoticeKind, NoticeState, ToAdmins

CASE = CaseId("case-1")


def told(kind: NoticeKind, about: str = "1", **more: Any) -> Notice:
    named: dict[str, Any] = {
        "id": NoticeId(f"{kind}-{about}"),
        "incident": IncidentId(about),
        "case": CaseId(f"case-{about}"),
    }
    return notice(kind, **{**named, "to": ToAdmins(), **more})


@pytest.mark.parametrize(
    ("now", "since", "until"),
    [
        pytest.param(at("09:00", day=9), at("00:00", day=2), at("00:00", day=9), id="on a Monday morning"),
        pytest.param(at("23:59", day=15), at("00:00", day=2), at("00:00", day=9), id="on the Sunday after"),
        pytest.param(
            at("09:00", day=30),
            datetime(2026, 3, 23, 0, tzinfo=UTC),
            datetime(2026, 3, 29, 23, tzinfo=UTC),
            id="an hour less, when the clocks went forward in it",
        ),
    ],
)
def test_the_last_week_is_from_monday_to_monday_on_the_group_s_wall(
    now: datetime, since: datetime, until: datetime
) -> None:
    assert week_before(now, group()) == (since, until)


@pytest.mark.parametrize(
    ("said", "come_to"),
    [
        pytest.param((), (0, 0, 0, 0), id="nothing"),
        pytest.param((told(NoticeKind.NOTE), told(NoticeKind.NOTE, id="again")), (1, 0, 0, 0), id="a note said twice"),
        pytest.param((told(NoticeKind.NOTE, state=NoticeState.VOID),), (0, 0, 0, 0), id="a note that never went out"),
        pytest.param((told(NoticeKind.CASE), told(NoticeKind.CASE, "2")), (0, 2, 0, 0), id="two cases"),
        pytest.param((told(NoticeKind.CASE, id=reminder_id(CASE, 2)),), (0, 0, 0, 0), id="a reminder of a case"),
        pytest.param((told(NoticeKind.CASE, case=None),), (0, 0, 0, 0), id="a card without a case"),
        pytest.param((told(NoticeKind.ALERT), told(NoticeKind.ALERT, id="again")), (0, 0, 1, 0), id="an alarm, twice"),
        pytest.param((told(NoticeKind.SHADOWED),), (0, 0, 0, 1), id="what would have been said"),
        pytest.param((told(NoticeKind.NOTE, at=MONDAY + days(1)),), (0, 0, 0, 0), id="what came after"),
    ],
)
def test_each_thing_is_counted_once_however_often_it_was_told(
    said: tuple[Notice, ...], come_to: tuple[int, int, int, int]
) -> None:
    found = count(said, MONDAY + minutes(1))

    assert (found.notes, found.cases, found.alarms, found.shadowed) == come_to
    assert found.anything is any(come_to[:3])  # a week of trial is summed up in another way


@pytest.mark.parametrize(("after", "is_old"), [(days(364), False), (days(365), True)])
def test_a_contact_is_old_when_nobody_has_checked_it_for_a_year(after: timedelta, *, is_old: bool) -> None:
    contact = Contact(kind="head", text="Mrs Hall", checked_on=date(2026, 3, 2))

    assert contact.is_stale(date(2026, 3, 2) + after) is is_old
