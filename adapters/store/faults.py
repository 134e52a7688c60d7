"""Says what a failing database means for whoever runs it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from bot.errors import StoreError

REMEDIES = {
    "SQLITE_FULL": "the disk is full. Make room, then start again",
    "SQLITE_BUSY": "another program is writing to it, perhaps a second Schoolgate. Stop that one, then try again",
    "SQLITE_LOCKED": "another program is writing to it, perhaps a second Schoolgate. Stop that one, then try again",
    "SQLITE_READONLY": "it cannot be written to. Make the file and its folder writable for whoever runs Schoolgate",
    "SQLITE_CANTOPEN": "it cannot be opened. See that the file and its folder belong to whoever runs Schoolgate",
    "SQLITE_PERM": "it cannot be opened. See that the file and its folder belong to whoever runs Schoolgate",
    "SQLITE_IOERR": "the disk failed while reading or writing. Check the disk and the room left on it",
    "SQLITE_CORRUPT": "it is damaged. Move it away and put a backup back",
    "SQLITE_NOTADB": "it is not a database. Move it away and put a backup back",
}


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turns the failures somebody can mend into a StoreError; anything else is a bug of ours and passes."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        remedy = _remedy(error)
        if remedy is None:
            raise
        raise StoreError(f"{where}: {remedy}.") from error


def _remedy(error: BaseException | None) -> str | None:
    """SQLAlchemy wraps the driver's error, which wraps SQLite's; the one with SQLite's own name for it decides."""
    while error is not None:
        name = getattr(error, "sqlite_errorname", None)
        if isinstance(name, str):
            # Extended codes append their detail: SQLITE_IOERR_WRITE.
            return next((remedy for code, remedy in REMEDIES.items() if name.startswith(code)), None)
        error = getattr(error, "orig", None) or error.__cause__
    return None
