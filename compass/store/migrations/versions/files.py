"""The files of documents that answers rest on."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("assessment", sa.String(32), sa.ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("account", sa.String(32), sa.ForeignKey("accounts.id", ondelete="SET NULL"), index=True),
        sa.Column("at", sa.String(32), nullable=False),
    )
