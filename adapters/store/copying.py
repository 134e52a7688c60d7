"""Copies the database whole, and puts a copy back without bringing back what was erased since."""

import os
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection, DatabaseError, connect

from adapters.store.connection import database_file
from adapters.store.deletions import BACKUP, Deletions
from adapters.store.keys import opens
from adapters.store.opening import open_store
from adapters.store.rekeying import rekey
from bot.errors import SettingsError, StoreError

MADE = "backup_made_at"
PAGES = 2_000  # copied between two looks at how far it has got


def back_up(url: str, target: Path, now: datetime, reached: Callable[[int, int], None]) -> None:
    """One moment of a database that may be in use; its fields stay encrypted. Raises SettingsError or StoreError.

    `reached` hears how many pages of how many are copied.
    """
    source = database_file(url)
    try:
        if not source.exists():
            raise SettingsError(f"{source}: there is no database to copy yet.")
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR))
    except FileExistsError as error:
        raise SettingsError(f"{target}: exists already; name a new file.") from error
    except OSError as error:
        raise SettingsError(f"{target}: cannot be written: {error.strerror}.") from error
    try:
        with closing(connect(source)) as live, closing(connect(target)) as copy:
            _copy_pages(live, copy, reached)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, with no log beside it
            with copy:
                copy.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (MADE, now.isoformat().encode()))
    except DatabaseError as error:
        target.unlink(missing_ok=True)
        raise StoreError(f"{source}: could not be copied. See: schoolgate doctor") from error


async def put_back(
    url: str,
    source: Path,
    key: bytes,
    now: datetime,
    *,
    of_copy: bytes | None,
    reached: Callable[[int, int], None],
) -> None:
    """The copy in place of the database, if it is whole and of this key; nothing changes before that is known.

    `of_copy` is the key of a copy made before the key was changed: it is sealed anew.
    """
    made = _made(source)
    if made is None:
        raise SettingsError(f"{source}: this is not a file that `schoolgate backup` made.")
    if made <= now - BACKUP:
        raise SettingsError(
            f"{source}: was made on {made:%d %B %Y}. A copy older than {BACKUP.days} days is not put back: it holds"
            " what must no longer be kept."
        )
    file = database_file(url)
    trial = file.with_name(f"{file.name}.restoring")
    _make(trial)
    try:
        _copy(source, trial, reached)
        erased, trial_url = Deletions(file).since(made), f"sqlite:///{trial}"
        if not await opens(trial_url, key if of_copy is None else of_copy):
            raise SettingsError(_sealed_otherwise(source, of_copy))
        if of_copy is not None:
            await rekey(trial_url, of_copy, key, reached)
        async with open_store(trial_url, key) as store:
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


def _sealed_otherwise(source: Path, of_copy: bytes | None) -> str:
    if of_copy is not None:
        return f"{source}: the key you named is not the one it was made with either. Nothing was changed."
    return (
        f"{source}: was made with another key than the one in force. If the key was changed since, name the one before:"
        " schoolgate restore FILE --old-key KEYFILE (`schoolgate rotate-key` leaves it beside the key, with .old at the"
        " end). If this is another computer, put the key file of the first one here. Nothing was changed."
    )


def _copy_pages(source: Connection, target: Connection, reached: Callable[[int, int], None]) -> None:
    source.execute("BEGIN")  # one moment of it: without, whatever is written meanwhile begins the copy again
    source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    source.backup(target, pages=PAGES, progress=lambda _, left, total: reached(total - left, total))
    source.rollback()


def _make(trial: Path) -> None:
    """Empty, and for the owner's eyes only."""
    try:
        trial.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        trial.unlink(missing_ok=True)
        os.close(os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR))
    except OSError as error:
        raise SettingsError(
            f"{trial}: cannot be written: {error.strerror}. Nothing was changed; make its folder writable for whoever"
            " runs Schoolgate."
        ) from error


def _copy(source: Path, trial: Path, reached: Callable[[int, int], None]) -> None:
    with closing(connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as copy, closing(connect(trial)) as fresh:
        _copy_pages(copy, fresh, reached)


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
