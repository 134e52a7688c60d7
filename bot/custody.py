"""Opens the database these settings name, copies it, puts a copy back, and changes its key."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from adapters.store import copying, keys, opening, rekeying
from adapters.store.store import SqlStore
from adapters.watch.instance import only_instance
from bot import keyfile
from bot.errors import SettingsError
from bot.keyfile import KeyFile
from bot.settings import PREFIX, Settings

Reached = Callable[[int, int], None]
"""Hears how much of how much is done."""


def nobody_listens(_done: int, _total: int) -> None: ...


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[SqlStore]:
    """Made on the first run together with its key. Raises SettingsError or StoreError."""
    async with opening.open_store(settings.database_url, await _key(settings)) as store:
        yield store


def back_up(settings: Settings, target: Path, now: datetime, reached: Reached = nobody_listens) -> None:
    """Copies the database to a new file. Raises SettingsError or StoreError."""
    copying.back_up(settings.database_url, target, now, reached)


async def put_back(
    settings: Settings,
    source: Path,
    now: datetime,
    *,
    old_key: Path | None = None,
    reached: Reached = nobody_listens,
) -> None:
    """Puts a copy in the database's place, without what was erased since. Raises SettingsError or StoreError.

    Never under a bot that runs. `old_key` is the file with the key of a copy made before the key was changed.
    """
    with only_instance(settings.state, now):
        key = await _key(settings)
        of_copy = None if old_key is None else keyfile.read(old_key)
        await copying.put_back(settings.database_url, source, key, now, of_copy=of_copy, reached=reached)


async def change_key(settings: Settings, now: datetime, reached: Reached = nobody_listens) -> bool:
    """Everything sealed with a new key. False when it only finished a change that had been cut short.

    Killed at any moment it leaves a database that opens with the key file as it is, or with the next one beside it,
    which then takes its place. Raises SettingsError or StoreError. Never under a bot that runs.
    """
    if settings.key is not None:
        raise SettingsError(
            f"{PREFIX}KEY: a key that is set like this cannot be changed from here. Write it into a file that only you"
            f" can read, set {PREFIX}KEY_FILE to that file in place of {PREFIX}KEY, and run this again. The file then"
            f" holds the new key; you may go back to {PREFIX}KEY with what stands in it."
        )
    if not settings.has_database:
        raise SettingsError(f"{settings.database_file}: there is no database yet, so no key to change.")
    with only_instance(settings.state, now):
        file = KeyFile(settings.key_file)
        begun, before = file.following(), settings.load_key()
        key = await _key(settings)
        if begun is not None and key == begun != before:
            return False
        await rekeying.rekey(settings.database_url, key, file.draw(), reached)
        file.move_on()
    return True


async def _key(settings: Settings) -> bytes:
    """Finishes a change of key that was cut short after everything had been sealed with the next one."""
    key = settings.load_key()
    if settings.key is not None:
        return key
    file = KeyFile(settings.key_file)
    following = file.following()
    if following is None or await keys.opens(settings.database_url, key):
        return key
    if not await keys.opens(settings.database_url, following):
        return key
    file.move_on()
    return following
