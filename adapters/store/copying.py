"""Copies the database whole, and puts a copy back without bringing back what was erased since."""

import os
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import DatabaseError, connect

from adapters.store.connection import database_file
from adapters.store.deletions import BACKUP, Deletions
from adapters.store.opening import open_store
from bot.errors import SettingsError, StoreError

MADE = "backup_made_at"


def back_up(url: str, target: Path, now: datetime) -> None:
    """One moment of a database that may be in use; its fields stay encrypted. Raises SettingsError or StoreError."""
    source = database_file(url)
    if not source.exists():
        raise SettingsError(f"{source}: there is no database to copy yet.")
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR))
    except FileExistsError as error:
        raise SettingsError(f"{target}: exists already; name a new file.") from error
    except OSError as error:
        raise SettingsError(f"{target}: cannot be written: {error.strerror}.") from error
    try:
        with closing(connect(source)) as live, closing(connect(target)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, with no log beside it
            with copy:
                copy.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (MADE, now.isoformat().encode()))
    except DatabaseError as error:
        target.unlink(missing_ok=True)
        raise StoreError(f"{source}: could not be copied. See: schoolgate doctor") from error


async def put_back(url: str, source: Path, key: bytes, now: datetime) -> None:
    """The copy in place of the database, if it is whole and of this key; nothing changes before that is known."""
    made = _made(source)
    if made is None:
        raise SettingsError(f"{source}: this is not a file that `schoolgate backup` made.")
    if made <= now - BACKUP:
        raise SettingsError(
            f"{source}: was made on {made:%d %B %Y}. A copy older than {BACKUP.days} days is not put back: it holds"
            " what must no longer be kept."
        )
    file = database_file(url)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    trial = file.with_name(f"{file.name}.restoring")
    try:
        _copy(source, trial)
        erased = Deletions(file).since(made)
        async with open_store(f"sqlite:///{trial}", key) as store:
            ailments = await store.ailments()
            if ailments:
                raise StoreError(f"{source}: is damaged ({ailments[0]}). Nothing was changed; use another copy.")
            await store.erase_again(erased)
            await store.expire(now)
        _take_the_place(trial, file)
    except DatabaseError as error:
        raise StoreError(f"{source}: is damaged. Nothing was changed; use another copy.") from error
    finally:
        for name in _with_logs(trial):
            name.unlink(missing_ok=True)


def _copy(source: Path, trial: Path) -> None:
    trial.unlink(missing_ok=True)
    os.close(os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR))
    with closing(connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as copy, closing(connect(trial)) as fresh:
        copy.backup(fresh)


def _made(source: Path) -> datetime | None:
    if not source.is_file():
        raise SettingsError(f"{source}: there is no such file.")
    try:
        with closing(connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            row = copy.execute("SELECT value FROM meta WHERE name = ?", (MADE,)).fetchone()
    except DatabaseError:
        return None
    return None if row is None else datetime.fromisoformat(row[0].decode()).astimezone(UTC)


def _take_the_place(trial: Path, file: Path) -> None:
    with closing(connect(trial)) as fresh:
        fresh.execute("DELETE FROM meta WHERE name = ?", (MADE,))
        fresh.commit()
        fresh.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for log in _with_logs(file)[1:]:
        log.unlink(missing_ok=True)  # a log of the old database must not be played onto the new one
    trial.replace(file)


def _with_logs(file: Path) -> list[Path]:
    return [file.with_name(file.name + suffix) for suffix in ("", "-wal", "-shm")]
