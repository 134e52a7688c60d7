"""The rehearsal's clock stands still until it is moved, and never goes back."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from adapters.rehearsal.clock import Clock

LONDON = ZoneInfo("Europe/London")


def test_stands_still_until_it_is_moved() -> None:
    clock = Clock(datetime(2026, 3, 2, 9, tzinfo=LONDON))

    assert clock() == clock() == datetime(2026, 3, 2, 9, tzinfo=LONDON)


def test_never_goes_back() -> None:
    clock = Clock(datetime(2026, 3, 2, 9, tzinfo=LONDON))

    clock.move_to(datetime(2026, 3, 2, 8, tzinfo=LONDON))

    assert clock() == datetime(2026, 3, 2, 9, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(time(23, 40), datetime(2026, 3, 2, 23, 40, tzinfo=LONDON), id="tonight"),
        pytest.param(time(8), datetime(2026, 3, 3, 8, tzinfo=LONDON), id="past for today"),
        pytest.param(time(9), datetime(2026, 3, 3, 9, tzinfo=LONDON), id="this very minute is tomorrow's"),
    ],
)
def test_knows_when_a_time_comes_round(wanted: time, expected: datetime) -> None:
    assert Clock(datetime(2026, 3, 2, 9, tzinfo=LONDON)).next(wanted) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param(
            timedelta(days=1), datetime(2026, 10, 25, 20, tzinfo=LONDON), id="a day keeps the time on the wall"
        ),
        pytest.param(timedelta(hours=12), datetime(2026, 10, 25, 7, tzinfo=LONDON), id="twelve hours are twelve hours"),
    ],
)
def test_moves_through_the_night_the_clocks_change(span: timedelta, expected: datetime) -> None:
    clock = Clock(datetime(2026, 10, 24, 20, tzinfo=LONDON))

    clock.move(span)

    assert clock().isoformat() == expected.isoformat()


def test_refuses_a_time_without_a_zone() -> None:
    with pytest.raises(ValueError, match="a clock needs a time zone"):
        Clock(datetime(2026, 3, 2, 9, tzinfo=UTC).replace(tzinfo=None))
