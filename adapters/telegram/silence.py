"""Has a chat been quiet for longer than is usual there? Only times are kept, and only in memory."""

from collections import OrderedDict
from datetime import date, datetime, timedelta

KNOWN_DAYS = 5
"""Days with a message in them before anything is called usual."""
LOOKED_BACK = 28
"""Days whose longest silence counts: a holiday is forgotten after a month."""
SHORTEST = timedelta(days=2)
"""A quiet weekend is no silence anywhere."""
TIMES = 3
"""As long as the longest known, this many times over."""


class Silence:
    """Of one chat."""

    def __init__(self) -> None:
        self.last: datetime | None = None
        self._longest: OrderedDict[date, timedelta] = OrderedDict()
        """The longest silence that ended on each day."""

    def heard(self, at: datetime) -> None:
        if self.last is not None and at <= self.last:
            return  # brought again, or an edit
        day = at.date()
        gap = timedelta() if self.last is None else at - self.last
        self._longest[day] = max(gap, self._longest.get(day, timedelta()))
        while len(self._longest) > LOOKED_BACK:
            self._longest.popitem(last=False)
        self.last = at

    def is_unusual(self, now: datetime) -> bool:
        if self.last is None or len(self._longest) < KNOWN_DAYS:
            return False
        return now - self.last > max(SHORTEST, TIMES * max(self._longest.values()))
