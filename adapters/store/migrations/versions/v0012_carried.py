"""What was with a message's words: a photo, a film, a voice. Kinds, and nothing of what they show or say."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("said", sa.Column("media", sa.JSON(), nullable=False, server_default="[]"))
