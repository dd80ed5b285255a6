"""Assessments in parts with their history, packs kept, and the people who may see them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _settings_and_people()
    _assessments()
    _history_and_roles()


def _settings_and_people() -> None:
    op.create_table(
        "settings",
        sa.Column("key", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("token", sa.String(64), primary_key=True),
        _of_account(nullable=False, index=True),
        sa.Column("ends", sa.String(32), nullable=False),
    )


def _assessments() -> None:
    op.create_table(
        "packs",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("snapshot", sa.Text, nullable=False),
    )
    op.create_table(
        "assessments",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("pack", sa.String(64), sa.ForeignKey("packs.digest"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("changed", sa.String(32), nullable=False),
    )
    op.create_table(
        "parts",
        _of_assessment(primary_key=True),
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("key", sa.String(140), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content", sa.Text),
    )


def _history_and_roles() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.Integer, sa.Identity(), primary_key=True),
        _of_assessment(nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("account", sa.String(32), sa.ForeignKey("accounts.id", ondelete="SET NULL")),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("key", sa.String(140), nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
    )
    op.create_index("history_by_revision", "history", ["assessment", "revision"])
    op.create_table(
        "roles",
        _of_assessment(primary_key=True),
        _of_account(primary_key=True, index=True),
        sa.Column("role", sa.String(10), nullable=False),
    )


def _of_assessment(**options: Any) -> sa.Column[str]:
    return sa.Column("assessment", sa.String(32), sa.ForeignKey("assessments.id", ondelete="CASCADE"), **options)


def _of_account(**options: Any) -> sa.Column[str]:
    return sa.Column("account", sa.String(32), sa.ForeignKey("accounts.id", ondelete="CASCADE"), **options)
