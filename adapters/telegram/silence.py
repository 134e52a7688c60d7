"""Has a chat been quiet for longer than is usual there? Only times are known."""

from collections import OrderedDict
from datetime import date, datetime, timedelta

from bot.group import Rhythm
from bot.message import ChatId

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

    def __init__(self, known: Rhythm | None = None, since: datetime | None = None) -> None:
        """`known` is from before the bot was away; from `since` on it is there again to hear."""
        self.last = None if known is None else known.last
        self._away = timedelta() if known is None or since is None else max(since - known.at, timedelta())
        self._longest: OrderedDict[date, timedelta] = OrderedDict(() if known is None else known.silences)
        """The longest silence that ended on each day."""

    def rhythm(self, chat: ChatId, at: datetime) -> Rhythm | None:
        """What is worth knowing after the next start."""
        if self.last is None:
            return None
        return Rhythm(chat=chat, last=self.last, at=at - self._away, silences=tuple(self._longest.items()))

    def heard(self, at: datetime) -> None:
        if self.last is not None and at <= self.last:
            return  # brought again, or an edit
        day = at.date()
        gap = timedelta() if self.last is None else at - self.last
        self._longest[day] = max(gap, self._longest.get(day, timedelta()))
        while len(self._longest) > LOOKED_BACK:
            self._longest.popitem(last=False)
        self.last, self._away = at, timedelta()

    def is_unusual(self, now: datetime) -> bool:
        if self.last is None or len(self._longest) < KNOWN_DAYS:
            return False
        return now - self.last - self._away > max(SHORTEST, TIMES * max(self._longest.values()))
