"""When notes wait for the morning."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from builders import LONDON, group
from hypothesis import given
from hypothesis import strategies as st

from bot.group import Group, QuietHours
from bot.ladder.quiet import at_day_end, out_of_quiet

NEW_YORK = ZoneInfo("America/New_York")


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        pytest.param("2026-03-02 21:59:59", "2026-03-02 21:59:59", id="a second before they begin"),
        pytest.param("2026-03-02 22:00", "2026-03-03 07:00", id="as they begin"),
        pytest.param("2026-03-02 23:40", "2026-03-03 07:00", id="before midnight"),
        pytest.param("2026-03-03 03:00", "2026-03-03 07:00", id="after midnight"),
        pytest.param("2026-03-03 06:59:59", "2026-03-03 07:00", id="a second before they end"),
        pytest.param("2026-03-03 07:00", "2026-03-03 07:00", id="as they end"),
        pytest.param("2026-03-28 23:00", "2026-03-29 07:00", id="the night the clocks go forward"),
        pytest.param("2026-10-24 23:00", "2026-10-25 07:00", id="the night the clocks go back"),
    ],
)
def test_notes_wait_from_ten_at_night_until_seven_in_the_group_s_own_time(now: str, due: str) -> None:
    assert out_of_quiet(london(now), group()) == london(due)


def test_the_hours_are_the_group_s_and_not_the_server_s() -> None:
    evening_there = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)

    assert out_of_quiet(evening_there, group(timezone=NEW_YORK)) == evening_there


@pytest.mark.parametrize(
    ("now", "waits"),
    [
        pytest.param(datetime(2026, 3, 29, 5, 59, tzinfo=UTC), timedelta(minutes=1), id="forward: an hour is missing"),
        pytest.param(datetime(2026, 10, 25, 6, 0, tzinfo=UTC), timedelta(hours=1), id="back: an hour comes twice"),
    ],
)
def test_a_night_on_which_the_clocks_change_ends_by_the_wall(now: datetime, waits: timedelta) -> None:
    assert out_of_quiet(now, group()) - now == waits


@pytest.mark.parametrize(
    ("start", "end", "now", "due"),
    [
        pytest.param(time(9), time(15), "2026-03-02 10:00", "2026-03-02 15:00", id="within one day"),
        pytest.param(time(9), time(15), "2026-03-02 08:59", "2026-03-02 08:59", id="before, within one day"),
        pytest.param(time(0), time(0), "2026-03-02 03:00", "2026-03-02 03:00", id="none at all"),
        pytest.param(time(22), time(1, 30), "2026-10-25 00:10", "2026-10-25 01:30", id="ends in a doubled hour"),
    ],
)
def test_a_group_may_have_hours_of_its_own(start: time, end: time, now: str, due: str) -> None:
    mine = group(quiet=QuietHours(start=start, end=end))

    assert out_of_quiet(london(now), mine) == london(due)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        pytest.param("2026-03-02 09:00", "2026-03-02 18:00", id="the same day"),
        pytest.param("2026-03-02 17:59:59", "2026-03-02 18:00", id="a second before"),
        pytest.param("2026-03-02 18:00", "2026-03-03 18:00", id="as it is summed up, the next"),
        pytest.param("2026-03-28 20:00", "2026-03-29 18:00", id="by the wall, when the clocks go forward meanwhile"),
    ],
)
def test_a_day_of_the_trial_is_summed_up_at_six_in_the_evening(now: str, due: str) -> None:
    assert at_day_end(london(now), group()) == london(due)


def test_it_is_not_summed_up_in_quiet_hours() -> None:
    mine = group(quiet=QuietHours(start=time(17), end=time(20)))

    assert at_day_end(london("2026-03-02 09:00"), mine) == london("2026-03-02 20:00")


times = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # hypothesis adds the zone
    quiet=st.builds(lambda start, end: QuietHours(start=start, end=end), times, times),
    zone=st.sampled_from([LONDON, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")]),
)
def test_what_is_due_is_never_earlier_never_more_than_a_day_away_and_never_in_quiet_hours_again(
    moment: datetime, quiet: QuietHours, zone: ZoneInfo
) -> None:
    mine: Group = group(quiet=quiet, timezone=zone)

    due = out_of_quiet(moment, mine)

    assert moment <= due <= moment + timedelta(hours=25)
    assert out_of_quiet(due, mine) == due
