"""Is all well with what serves, and how much has it done? Numbers and plain reasons; never a text or a name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.courier import Courier
from bot.errors import StoreError
from bot.intake import Intake

ROUND_WITHIN = timedelta(minutes=5)
"""The courier rests ten seconds; one that took thirty times that is not delivering."""
JUDGED_WITHIN = timedelta(minutes=1)
"""A message takes milliseconds, behind a long queue seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is kept, counted."""

    incidents: Mapping[str, int]
    """By level."""
    notices: Mapping[str, int]
    """By state."""
    unjudged: int
    unheard: int
    """Open cases whose alert has reached nobody."""


class Ledger(Protocol):
    """Where decisions live, as far as somebody who watches over it needs to know."""

    async def try_writing(self) -> None:
        """Raises StoreError when nothing could be kept now."""
        ...

    async def tally(self) -> Tally: ...


class Pulse:
    def __init__(
        self, *, intake: Intake, courier: Courier, ledger: Ledger, clock: Callable[[], datetime], started: datetime
    ) -> None:
        self._intake = intake
        self._courier = courier
        self._ledger = ledger
        self._clock = clock
        self._started = started

    async def wrong(self) -> str | None:
        """What is not well, or None."""
        now = self._clock()
        if now - (self._courier.went_round_at or self._started) > ROUND_WITHIN:
            return "no round of deliveries has ended for five minutes"
        oldest = self._intake.oldest_in_hand
        if oldest is not None and now - oldest > JUDGED_WITHIN:
            return "a message has waited for more than a minute to be judged"
        deaf = self._intake.lines.wrong()
        if deaf is not None:
            return deaf
        if not self._intake.can_keep:
            return "the last message could not be kept: the database is full, damaged or out of reach"
        try:
            await self._ledger.try_writing()
        except StoreError as error:
            return str(error)
        return None
