"""Opens the store: makes its folder, brings its tables up to date, and refuses a database it cannot answer for."""

import os
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from adapters.store import keys
from adapters.store.connection import TO_WRITE, database_file, engine
from adapters.store.faults import told
from adapters.store.schema import bring_up_to_date
from adapters.store.seal import Seal
from adapters.store.store import SqlStore
from bot.errors import SettingsError


def _now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def open_store(url: str, key: bytes, clock: Callable[[], datetime] = _now) -> AsyncIterator[SqlStore]:
    """The store at this URL, made first if there is none. Raises SettingsError or StoreError, with what to do.

    `clock` dates the entries of the evidence.
    """
    file = database_file(url)
    _make(file)
    seal, changes = await _prepare(url, file, key)
    live = engine(url)
    try:
        yield SqlStore(live, seal, str(file), clock, changes)
    finally:
        await live.dispose()


async def _prepare(url: str, file: Path, key: bytes) -> tuple[Seal, int]:
    """All in one transaction: a first run that is killed leaves no half-made database behind."""
    first = engine(url, foreign_keys="OFF")
    try:
        with told(str(file)):
            async with first.execution_options(begins=TO_WRITE).begin() as connection:
                return await connection.run_sync(_agree, file, key)
    finally:
        await first.dispose()


def _agree(connection: Connection, file: Path, key: bytes) -> tuple[Seal, int]:
    bring_up_to_date(connection, file)
    return keys.agreed(connection, file, key), keys.changes(connection)


def _make(file: Path) -> None:
    """The folder and the file, for the owner's eyes only; SQLite gives its log the rights of the file."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, stat.S_IRUSR | stat.S_IWUSR))
    except OSError as error:
        raise SettingsError(
            f"{file}: cannot be made or written to: {error.strerror}."
            " Set SCHOOLGATE_STATE to a folder that may be written to."
        ) from error
