"""Seats and sections of members, invitations, shared links, and the trail of who did what."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for column in _granted():
        op.add_column("roles", column)
    _links("invitations", sa.Column("role", sa.String(10), nullable=False), *_granted())
    _links("shares")
    op.create_table(
        "trail",
        sa.Column("id", sa.Integer, sa.Identity(), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        _account(index=True),
        sa.Column("assessment", sa.String(32), index=True),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("told", sa.Text),
    )


def _granted() -> tuple[sa.Column[str], ...]:
    return sa.Column("seat", sa.String(20)), sa.Column("section", sa.String(80))


def _links(name: str, *own: sa.Column[str]) -> None:
    of_assessment = sa.ForeignKey("assessments.id", ondelete="CASCADE")
    op.create_table(
        name,
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        sa.Column("assessment", sa.String(32), of_assessment, nullable=False, index=True),
        *own,
        sa.Column("label", sa.Text, nullable=False),
        _account(),
        sa.Column("made", sa.String(32), nullable=False),
        sa.Column("ends", sa.String(32), nullable=False),
    )


def _account(*, index: bool = False) -> sa.Column[str]:
    return sa.Column("account", sa.String(32), sa.ForeignKey("accounts.id", ondelete="SET NULL"), index=index)
