"""Has the same person come back to the same target again and again?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.mark import Mark
from bot.message import MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    times: int
    days: int

    @property
    def span(self) -> timedelta:
        return timedelta(days=self.days)

    def holds(self, poster: MemberId, at: datetime, marks: tuple[Mark, ...]) -> bool:
        """`marks` are about one target; the message itself is among them."""
        own = {mark.message for mark in marks if mark.poster == poster and at - self.span < mark.at <= at}
        return len(own) >= self.times
