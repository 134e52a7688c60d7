"""The rehearsal's own time: it stands still until it is moved, and never goes back."""

from datetime import UTC, datetime, time, timedelta


class Clock:
    def __init__(self, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("a clock needs a time zone")
        self._now = now

    def __call__(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        self._now = max(self._now, moment)

    def move(self, span: timedelta) -> None:
        self.move_to(later(self._now, span))

    def next(self, wanted: time) -> datetime:
        """When the clock on the wall shows this time again: today, or tomorrow if it is past."""
        today = datetime.combine(self._now.date(), wanted, tzinfo=self._now.tzinfo)
        return today if today > self._now else today + timedelta(days=1)


def later(moment: datetime, span: timedelta) -> datetime:
    """Whole days keep the time on the wall, also across the night the clocks change; anything else is time passed."""
    if span == timedelta(days=span.days):
        return moment + span
    zone = moment.tzinfo
    return (moment.astimezone(UTC) + span).astimezone(zone)
