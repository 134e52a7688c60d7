"""The lines to the platforms: since when nothing is heard on one, and why, as far as somebody can mend it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

GONE_AFTER = timedelta(minutes=5)
"""A line is cut and made again within seconds; one that is gone for longer is a matter for somebody."""


@dataclass(frozen=True, slots=True)
class Lost:
    platform: str
    since: datetime
    why: str | None
    """What somebody must mend; None when it may come back by itself."""


class Lines:
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lost: dict[str, Lost | None] = {}

    def lost(self, platform: str, why: str | None = None) -> None:
        """Nothing is heard there now."""
        known = self._lost.get(platform)
        self._lost[platform] = Lost(platform, self._clock() if known is None else known.since, why)

    def heard(self, platform: str) -> None:
        """It can hear there, whether or not anything was said."""
        self._lost[platform] = None

    def gone(self) -> tuple[Lost, ...]:
        """Those that do not come back, or not by themselves."""
        lost, now = (each for each in self._lost.values() if each is not None), self._clock()
        return tuple(each for each in lost if each.why is not None or now - each.since > GONE_AFTER)

    def wrong(self) -> str | None:
        """What is not well, or None."""
        for each in self.gone():
            return each.why or f"nothing has been heard from {each.platform} for more than five minutes"
        return None

    def lost_for(self) -> Mapping[str, timedelta]:
        """Of every line there is; nothing while it can hear."""
        now = self._clock()
        return {name: timedelta() if each is None else now - each.since for name, each in self._lost.items()}
