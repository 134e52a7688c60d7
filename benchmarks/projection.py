"""What one process did end to end, how many groups it could serve so, and what runs out first."""

from collections.abc import Sequence
from dataclasses import dataclass

BUSIEST = 40
"""Messages a lively group writes in its busiest hour: a fifth of two hundred a day. All groups have it at once."""
FLAGGED = 0.03
"""Share of them that come to something; the soak's busy evening has as many."""
ROOM = 0.5  # of whatever runs out may be used in that hour; the rest is for bursts
SENDING = {"Telegram": 30, "Discord": 50}
"""Requests a second a platform allows one bot."""
HOUR = 3_600
READY = 1_024
"""So many registers, those of the groups that wrote last, are kept ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Messages that were all there at once."""

    messages: int
    waited: float
    """Seconds until all were judged and their verdicts kept."""
    processor: float
    """Seconds of processor time of the bot's process until all that follows was done as well."""
    requests: int
    """What the bot asked of the platform in that time."""

    @property
    def milliseconds(self) -> float:
        """Of processor time for a message."""
        return self.processor / self.messages * 1_000

    @property
    def per_second(self) -> float:
        return self.messages / self.waited


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    platform: str
    talk: Stream
    """Messages that come to nothing."""
    flagged: Stream
    """Messages each of which comes to something, and all that is said because of it."""
    megabytes: float


def processor_of(groups: int, served: Served, cold: float = 0.0) -> float:
    """Of one core, what so many groups take in that hour."""
    a_message = cold + (1 - FLAGGED) * served.talk.milliseconds + FLAGGED * served.flagged.milliseconds
    return groups * BUSIEST * a_message / 1_000 / HOUR


def by_processor(served: Served, cold: float) -> int:
    """How many groups half of a core is enough for; `cold`: milliseconds more where a register is not ready."""
    ready = int(ROOM / processor_of(1, served))
    return ready if ready <= READY else max(READY, int(ROOM / processor_of(1, served, cold)))


def by_requests(served: Served, _cold: float) -> int:
    """How many half of the requests are enough for that the platform allows."""
    a_message = FLAGGED * served.flagged.requests / served.flagged.messages
    return int(ROOM * SENDING[served.platform] * HOUR / (BUSIEST * a_message))


LIMITS = {
    "half of one processor core": by_processor,
    "half of the requests the platform allows": by_requests,
}


def first(served: Sequence[Served], cold: float) -> tuple[int, str, str]:
    """At how many groups the first of them runs out, which that is, and on which platform."""
    return min((enough(each, cold), what, each.platform) for each in served for what, enough in LIMITS.items())
