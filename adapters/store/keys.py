"""The keys of a database: is this the one it is sealed with, and which ones does it hold of its own?"""

from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select, text, update

from adapters.store.connection import database_file, engine
from adapters.store.faults import told
from adapters.store.seal import Fields, Seal, SubKeys
from adapters.store.tables import meta
from bot.errors import SettingsError, StoreError

KEY_CHECK = "key_check"
"""A field that says nothing and opens only with the key the database is sealed with."""
TRACES, CHAINS = "trace_key", "chain_key"


def agreed(connection: Connection, file: Path, key: bytes) -> Seal:
    """Of a database that is up to date. Its own keys are drawn on the first run. Raises SettingsError."""
    fields = Fields(key)
    check = _kept(connection, KEY_CHECK)
    if check is None:
        own = SubKeys.drawn()
        write(connection, fields, own)
        return Seal(key, own)
    try:
        fields.open(check, *_place(KEY_CHECK))
    except StoreError as error:
        raise SettingsError(
            f"{file}: this database was written with another key. Set SCHOOLGATE_KEY or SCHOOLGATE_KEY_FILE to the"
            " key it was made with; without it what it holds cannot be read."
        ) from error
    return Seal(key, own_keys(connection, fields) or _adopted(connection, fields, key))


def own_keys(connection: Connection, fields: Fields) -> SubKeys | None:
    """None when the database comes from before it had any."""
    traces, chains = _kept(connection, TRACES), _kept(connection, CHAINS)
    if traces is None or chains is None:
        return None
    return SubKeys(
        traces=bytes.fromhex(fields.open(traces, *_place(TRACES))),
        chains=bytes.fromhex(fields.open(chains, *_place(CHAINS))),
    )


def write(connection: Connection, fields: Fields, own: SubKeys) -> None:
    """Sealed with this key, in place of what was sealed with another."""
    for name, value in ((KEY_CHECK, KEY_CHECK), (TRACES, own.traces.hex()), (CHAINS, own.chains.hex())):
        sealed = fields.close(value, *_place(name))
        if not connection.execute(update(meta).where(meta.c.name == name).values(value=sealed)).rowcount:
            connection.execute(insert(meta).values(name=name, value=sealed))


def _adopted(connection: Connection, fields: Fields, key: bytes) -> SubKeys:
    """What is traced and chained already must be found again."""
    own = SubKeys.of_old(key)
    write(connection, fields, own)
    return own


def _kept(connection: Connection, name: str) -> bytes | None:
    return connection.scalar(select(meta.c.value).where(meta.c.name == name))


def _place(name: str) -> tuple[str, ...]:
    return ("meta", "value", name)


def changes(connection: Connection) -> int:
    """How often the key of this database was changed."""
    return connection.scalar(text("PRAGMA user_version")) or 0


async def opens(url: str, key: bytes) -> bool:
    """Is it the key this database is sealed with? Of a database that holds nothing yet, any is."""
    if not database_file(url).exists():
        return True
    found = engine(url)
    try:
        with told(str(database_file(url))):
            async with found.connect() as connection:
                if not await connection.run_sync(lambda sync: inspect(sync).has_table(meta.name)):
                    return True
                check = await connection.run_sync(_kept, KEY_CHECK)
    finally:
        await found.dispose()
    try:
        return check is None or Fields(key).open(check, *_place(KEY_CHECK)) == KEY_CHECK
    except StoreError:
        return False
