"""What was with a message's words, as kinds and nothing of what they show or say; and that it was taken down since."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("said", sa.Column("is_deleted", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("said", sa.Column("media", sa.JSON(), nullable=False, server_default="[]"))
