"""Workshops, who takes part in them, and one row for each vote."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "workshops",
        sa.Column("id", sa.String(32), primary_key=True),
        _of("assessments.id", "assessment", nullable=False, index=True),
        sa.Column("code", sa.String(12), nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("facilitator", sa.String(32), sa.ForeignKey("accounts.id", ondelete="SET NULL"), index=True),
        sa.Column("made", sa.String(32), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "participants",
        _of("workshops.id", "workshop", primary_key=True),
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("seat", sa.String(20)),
        sa.Column("table", sa.String(40)),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("joined", sa.String(32), nullable=False),
        sa.Column("gone", sa.String(32)),
    )
    op.create_table(
        "votes",
        _of("workshops.id", "workshop", primary_key=True),
        sa.Column("poll", sa.String(10), primary_key=True),
        sa.Column("round", sa.Integer, primary_key=True),
        sa.Column("participant", sa.String(32), primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("veiled", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop", "participant"], ["participants.workshop", "participants.id"], ondelete="CASCADE"
        ),
    )


def _of(key: str, name: str, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), sa.ForeignKey(key, ondelete="CASCADE"), **options)
