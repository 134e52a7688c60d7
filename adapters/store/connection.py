"""How a connection to SQLite must be set up for what is decided to survive a crash, and what is deleted to be gone."""

from pathlib import Path

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import SettingsError

TO_READ = "BEGIN"
TO_WRITE = "BEGIN IMMEDIATE"  # takes the write lock at once: a reader that turns writer may find it gone
NEVER = ""
"""Values of the execution option `begins`: what opens a transaction on a connection."""

PRAGMAS = {
    "journal_mode": "WAL",  # readers never wait for the writer
    "synchronous": "FULL",  # a commit is on the disk before anything is acknowledged
    "secure_delete": "ON",  # deleted bytes are overwritten, not only forgotten
    "temp_store": "MEMORY",
    "busy_timeout": "5000",  # milliseconds to wait for another process, such as `schoolgate group set`
}
CONNECTIONS = 4  # each is a thread; one writes, the others read


def database_file(url: str) -> Path:
    return Path(_sqlite(url).database or "")


def engine(url: str, *, foreign_keys: str = "ON") -> AsyncEngine:
    """`foreign_keys` is off only while tables are being rebuilt: dropping the old one must not take its children."""
    made = create_async_engine(
        _sqlite(url),
        connect_args={"isolation_level": None},  # the driver opens no transactions of its own
        hide_parameters=True,  # an error's text shows the statement, never what was being kept
        pool_size=CONNECTIONS,
        max_overflow=0,
    )

    @event.listens_for(made.sync_engine, "connect")
    def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma, value in {**PRAGMAS, "foreign_keys": foreign_keys}.items():
            cursor.execute(f"PRAGMA {pragma} = {value}")
        cursor.close()

    @event.listens_for(made.sync_engine, "invalidate")
    def _let_go(connection: DBAPIConnection, _entry: ConnectionPoolEntry, _error: BaseException | None) -> None:
        """Cut off in the middle of a statement, SQLite would keep the write lock until nobody remembers the cursor."""
        connection.rollback()

    @event.listens_for(made.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        begins = connection.get_execution_options().get("begins", TO_READ)
        if begins:
            connection.exec_driver_sql(begins)

    return made


def _sqlite(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if parsed is None or parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise SettingsError(
            "SCHOOLGATE_DATABASE: must name an SQLite file, such as sqlite:////var/lib/schoolgate/schoolgate.db"
        )
    return parsed.set(drivername="sqlite+aiosqlite")
