"""What admins did about a case besides taking it on and deciding it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("cases", sa.Column("decisions", sa.JSON(), nullable=False, server_default="[]"))
