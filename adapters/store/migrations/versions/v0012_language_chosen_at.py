"""When a member chose their language, so that it need not be kept for ever; who chose one before has a whole year."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    when = sa.Column("at", sa.DateTime(timezone=True), nullable=True)
    with op.batch_alter_table("languages") as languages:
        languages.add_column(when)
    op.execute(sa.table("languages", sa.column("at", when.type)).update().values(at=datetime.now(UTC)))
    with op.batch_alter_table("languages") as languages:
        languages.alter_column("at", existing_type=when.type, nullable=False)
