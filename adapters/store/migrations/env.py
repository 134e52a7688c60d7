"""How Alembic runs the migrations: on the connection that opens the store, inside its transaction."""

from alembic import context
from sqlalchemy import Connection


def migrate(connection: Connection) -> None:
    context.configure(connection=connection, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


migrate(context.config.attributes["connection"])
