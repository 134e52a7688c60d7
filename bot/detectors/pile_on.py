"""Are many people turning on one?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.mark import Mark
from bot.message import MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class PileOn:
    posters: int
    minutes: int

    @property
    def span(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def holds(self, poster: MemberId, at: datetime, marks: tuple[Mark, ...]) -> bool:
        """`marks` are about one target; the message itself is among them."""
        posters = {mark.poster for mark in marks if at - self.span < mark.at <= at}
        return poster in posters and len(posters) >= self.posters
