"""Group profiles as they were opened last: asked of every message, they are not read and decrypted for each."""

import time
from collections.abc import Awaitable, Callable

from bot.group import Group
from bot.message import GroupId

GOOD_FOR = 1.0
"""Seconds; another process, such as `schoolgate group set`, is heard after this."""


class RecentProfiles:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[GroupId, tuple[Group, float]] = {}
        self._changes = 0

    async def of(self, group: GroupId, read: Callable[[GroupId], Awaitable[Group | None]]) -> Group | None:
        """The same object for as long as nothing has changed: what was worked out from it need not be again."""
        kept = self._kept.get(group)
        if kept is not None and self._clock() < kept[1]:
            return kept[0]
        changes = self._changes
        found = await read(group)
        if found is None or changes != self._changes:  # something was saved while this was read
            return found
        same = kept[0] if kept is not None and kept[0] == found else found
        self._kept[group] = (same, self._clock() + GOOD_FOR)
        return same

    def forget(self, group: GroupId) -> None:
        """It was changed here."""
        self._changes += 1
        self._kept.pop(group, None)
