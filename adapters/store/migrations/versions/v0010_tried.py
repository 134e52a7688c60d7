"""How often a rule on trial would have spoken: a number and nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("rule_records", sa.Column("tried", sa.Integer(), nullable=False, server_default="0"))
