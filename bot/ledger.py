"""One hand on a group's ledger at a time: the locks that moderator, courier and desk share."""

import asyncio
from weakref import WeakValueDictionary

from bot.message import GroupId


class Ledgers:
    """A lock per group; one nobody holds or waits for costs nothing."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[GroupId, asyncio.Lock] = WeakValueDictionary()

    def hold(self, group: GroupId) -> asyncio.Lock:
        """`async with ledgers.hold(group):` around everything read in order to be written."""
        lock = self._locks.get(group)
        if lock is None:
            lock = self._locks[group] = asyncio.Lock()
        return lock
