"""Seals everything in a database with another key: all of it or, whatever happens, none of it."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import ColumnClause, Connection, Integer, Table, func, literal_column, select, text, update

from adapters.store import keys
from adapters.store.columns import Sealed
from adapters.store.connection import NEVER, TO_WRITE, database_file, engine
from adapters.store.faults import told
from adapters.store.rows import Row
from adapters.store.schema import bring_up_to_date
from adapters.store.seal import Fields
from adapters.store.tables import metadata

BOUND_TO = {
    "appeals": ("incident_id",),
    "conversations": ("member_id",),
    "findings": ("incident_id", "place"),
    "overlays": ("group_id", "version"),
    "said": ("incident_id", "place"),
}
"""The columns that name a row where a field is sealed for it; elsewhere it is `id`."""
BATCH = 500
rowid: ColumnClause[int] = literal_column("rowid", Integer)


async def rekey(url: str, old: bytes, new: bytes, reached: Callable[[int, int], None]) -> None:
    """`reached` hears how many rows of how many are done. Raises SettingsError when `old` is not its key."""
    file = database_file(url)
    live = engine(url, foreign_keys="OFF")
    try:
        with told(str(file)):
            async with live.execution_options(begins=TO_WRITE).begin() as connection:
                await connection.run_sync(_rekey, file, old, new, reached)
            async with live.execution_options(begins=NEVER).connect() as connection:
                # What the old key opens must not live on in the log.
                await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    finally:
        await live.dispose()


def sealed_columns() -> dict[Table, tuple[str, ...]]:
    found = {
        table: tuple(column.name for column in table.columns if isinstance(column.type, Sealed))
        for table in metadata.sorted_tables
    }
    return {table: names for table, names in found.items() if names}


def _rekey(connection: Connection, file: Path, old: bytes, new: bytes, reached: Callable[[int, int], None]) -> None:
    bring_up_to_date(connection, file)
    keys.agreed(connection, file, old)
    before, after = Fields(old), Fields(new)
    sealed = sealed_columns()
    total = sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in sealed)
    done = 0
    for table, names in sealed.items():
        last = -1
        while rows := _after(connection, table, names, last):
            for row in rows:
                _reseal(connection, table, names, row, before, after)
            last, done = rows[-1]["rowid"], done + len(rows)
            reached(done, total)
    own = keys.own_keys(connection, before)
    if own is None:
        raise ValueError("a database that was agreed on has keys of its own")
    keys.write(connection, after, own)
    # Whoever has it open with the old key sees by this that their key is the old one.
    connection.execute(text(f"PRAGMA user_version = {keys.changes(connection) + 1}"))


def _after(connection: Connection, table: Table, names: tuple[str, ...], last: int) -> list[Row]:
    wanted = (*names, *BOUND_TO.get(table.name, ("id",)))
    query = select(rowid, *(table.c[name] for name in wanted)).where(rowid > last).order_by(rowid).limit(BATCH)
    return list(connection.execute(query).mappings())


def _reseal(
    connection: Connection, table: Table, names: tuple[str, ...], row: Row, before: Fields, after: Fields
) -> None:
    bound = tuple(str(row[name]) for name in BOUND_TO.get(table.name, ("id",)))
    values = {
        name: after.close(before.open(field, table.name, name, *bound), table.name, name, *bound)
        for name in names
        if (field := row[name]) is not None
    }
    if values:
        connection.execute(update(table).where(rowid == row["rowid"]).values(values))
