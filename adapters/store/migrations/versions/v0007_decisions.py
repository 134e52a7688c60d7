"""What admins did about a case besides taking it on and deciding it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("cases", sa.Column("decisions", sa.JSON(), nullable=False, server_default="[]"))
