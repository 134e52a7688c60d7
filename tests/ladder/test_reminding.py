"""When what waits for the admins is brought up again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from builders import MONDAY, PRIYA, case, days

from bot.case import Appeal, Case, CaseKind, CaseState
from bot.ladder.reminding import appeal_is_due, reminders

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
TAKEN: dict[str, Any] = {"state": CaseState.ACKNOWLEDGED, "acknowledged_at": MONDAY, "acknowledged_by": PRIYA.id}


@pytest.mark.parametrize(
    ("waiting", "first", "second"),
    [
        pytest.param(case(CaseKind.SERIOUS), 20 * HOUR, days(10), id="serious: four hours before a day is over"),
        pytest.param(case(CaseKind.WORRY), 20 * HOUR, days(10), id="so is a worry about an adult"),
        pytest.param(case(CaseKind.REPEATED), 48 * HOUR, days(10), id="repeated: a day before three are over"),
        pytest.param(case(CaseKind.LOOK), 48 * HOUR, days(10), id="so is a look"),
        pytest.param(case(CaseKind.SERIOUS, **TAKEN), None, days(10), id="taken on: only before it lapses"),
        pytest.param(case(CaseKind.DANGER, **TAKEN), None, days(10), id="so is danger somebody has taken on"),
        pytest.param(case(CaseKind.DANGER), None, None, id="danger nobody has taken on has its alarms"),
        pytest.param(case(CaseKind.RISK), None, None, id="so has a life at risk"),
        pytest.param(case(CaseKind.SERIOUS, state=CaseState.CLOSED), None, None, id="closed: never"),
    ],
)
def test_a_case_is_brought_up_before_its_time_is_up_and_once_more_before_it_lapses(
    waiting: Case, first: timedelta | None, second: timedelta | None
) -> None:
    turns = [each for each in (first, second) if each is not None]
    moments = [turn - step for turn in turns for step in (SECOND, timedelta())] or [days(13.9)]

    due = [reminders(waiting, MONDAY + moment) for moment in moments]

    steps = {(True, True): [0, 1, 1, 2], (False, True): [0, 2], (False, False): [0]}
    assert due == steps[first is not None, second is not None]


@pytest.mark.parametrize(
    ("after", "is_due"), [(48 * HOUR - SECOND, False), (48 * HOUR, True)], ids=["a second before", "after two days"]
)
def test_a_member_who_asks_a_person_waits_three_days_at_most(after: timedelta, *, is_due: bool) -> None:
    asked = Appeal(words=None, asked_at=MONDAY)

    assert appeal_is_due(asked, MONDAY + after) is is_due
    assert appeal_is_due(replace(asked, decided_at=MONDAY), MONDAY + after) is False
