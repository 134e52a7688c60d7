"""Days and times are said the British way, on the group's own clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from worded import BOOK, LONDON

from bot.wording import dates

AT = datetime(2026, 3, 9, 18, 42, tzinfo=UTC)


def test_a_moment_has_its_weekday_and_twenty_four_hours() -> None:
    assert dates.moment(BOOK, AT, AT, LONDON) == "Monday 9 March, 18:42"


def test_another_year_is_named() -> None:
    later = AT + timedelta(days=365)

    assert (dates.moment(BOOK, AT, later, LONDON), dates.day(BOOK, AT, later, LONDON)) == (
        "Monday 9 March 2026, 18:42",
        "9 March 2026",
    )


def test_summer_time_and_other_zones_are_the_groups() -> None:
    summer = AT.replace(month=7)

    assert dates.moment(BOOK, summer, summer, LONDON) == "Thursday 9 July, 19:42"
    assert dates.moment(BOOK, AT, AT, ZoneInfo("Pacific/Auckland")) == "Tuesday 10 March, 07:42"


def test_today_ends_at_the_groups_midnight() -> None:
    midnight = datetime(2026, 7, 9, 23, 0, tzinfo=UTC)

    assert dates.within(BOOK, midnight - timedelta(minutes=1), midnight, LONDON) == "on Thursday 9 July at 23:59"
    assert dates.within(BOOK, midnight, midnight, LONDON) == "at 00:00"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=15), "15 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=36), "36 hours"),
        (timedelta(days=30), "30 days"),
    ],
)
def test_a_length_of_time_takes_the_largest_unit_that_fits(length: timedelta, said: str) -> None:
    assert dates.span(BOOK, length) == said
