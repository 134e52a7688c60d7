"""Which kinds of thing came with a message, a photo or a voice message: never the thing."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("said", sa.Column("media", sa.JSON(), nullable=False, server_default="[]"))
