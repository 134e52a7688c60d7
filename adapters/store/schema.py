"""Brings a database to the newest tables, or says why it will not be touched."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from bot.errors import SettingsError

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(connection: Connection, file: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))  # `%` begins a reference there
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    here = set(MigrationContext.configure(connection).get_current_heads())
    if here == set(scripts.get_heads()):
        return
    if here - {script.revision for script in scripts.walk_revisions()}:
        raise SettingsError(
            f"{file}: this database was written by a newer Schoolgate (its tables are at {', '.join(sorted(here))})."
            " Upgrade Schoolgate, or put back a backup made before the upgrade."
        )
    if not here and inspect(connection).get_table_names():
        raise SettingsError(
            f"{file}: this is the database of some other program. Set SCHOOLGATE_STATE or SCHOOLGATE_DATABASE to a"
            " place of Schoolgate's own."
        )
    command.upgrade(config, "head")
