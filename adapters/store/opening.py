"""Opens the store: makes its folder, brings its tables up to date, and refuses a database it cannot answer for."""

import os
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import Connection, insert, select

from adapters.store.connection import TO_WRITE, database_file, engine
from adapters.store.faults import told
from adapters.store.schema import bring_up_to_date
from adapters.store.seal import Seal
from adapters.store.store import SqlStore
from adapters.store.tables import meta
from bot.errors import SettingsError, StoreError

KEY_CHECK = "key_check"
"""A field that says nothing and opens only with the key the database was made with."""


@asynccontextmanager
async def open_store(url: str, key: bytes) -> AsyncIterator[SqlStore]:
    """The store at this URL, made first if there is none. Raises SettingsError or StoreError, with what to do."""
    file = database_file(url)
    _make(file)
    seal = Seal(key)
    await _prepare(url, file, seal)
    live = engine(url)
    try:
        yield SqlStore(live, seal, str(file))
    finally:
        await live.dispose()


async def _prepare(url: str, file: Path, seal: Seal) -> None:
    """All in one transaction: a first run that is killed leaves no half-made database behind."""
    first = engine(url, foreign_keys="OFF")
    try:
        with told(str(file)):
            async with first.execution_options(begins=TO_WRITE).begin() as connection:
                await connection.run_sync(_agree, file, seal)
    finally:
        await first.dispose()


def _agree(connection: Connection, file: Path, seal: Seal) -> None:
    bring_up_to_date(connection, file)
    check = connection.scalar(select(meta.c.value).where(meta.c.name == KEY_CHECK))
    place = ("meta", "value", KEY_CHECK)
    if check is None:
        connection.execute(insert(meta).values(name=KEY_CHECK, value=seal.close(KEY_CHECK, *place)))
        return
    try:
        seal.open(check, *place)
    except StoreError as error:
        raise SettingsError(
            f"{file}: this database was written with another key. Set SCHOOLGATE_KEY or SCHOOLGATE_KEY_FILE to the"
            " key it was made with; without it what it holds cannot be read."
        ) from error


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
