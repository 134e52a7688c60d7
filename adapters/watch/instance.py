"""One instance to a state folder: two would answer the same messages and count them twice."""

import os
import socket
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import SettingsError

LOCK = "schoolgate.lock"
WHO = 1
"""The locked byte is the first; who holds it stands behind it, where Windows lets others read."""


@contextmanager
def only_instance(state: Path, now: datetime) -> Iterator[None]:
    """Held until the block ends. Raises SettingsError, naming who holds it, when another process does.

    The operating system lets go of it when its process dies, however that happens: nothing has to be cleared away.
    """
    file = state / LOCK
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, stat.S_IRUSR | stat.S_IWUSR)
    except OSError as error:
        raise SettingsError(
            f"{file}: cannot be made or written to: {error.strerror}."
            " Set SCHOOLGATE_STATE to a folder that may be written to."
        ) from error
    try:
        try:
            _take(descriptor)
        except OSError:
            os.lseek(descriptor, WHO, os.SEEK_SET)
            who = os.read(descriptor, 500).decode(errors="replace") or "a process that has only just begun"
            raise SettingsError(
                f"{file}: another Schoolgate is at work on this state folder: {who}."
                " Stop that one first, or give this one a SCHOOLGATE_STATE of its own."
            ) from None
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        since = f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        os.write(descriptor, f" process {os.getpid()} on {socket.gethostname()}, since {since}".encode())
        yield
    finally:
        os.close(descriptor)  # and with it the lock


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, WHO)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
