"""The tables. Nouns stand in them as JSON texts: their shape is told in `model` and nowhere else."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Json(TypeDecorator[Any]):
    """JSON as text in ASCII: the same bytes in every database, and any character that Python knows."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


metadata = MetaData()
_account = "accounts.id"
_assessment = "assessments.id"

settings = Table(
    "settings",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
accounts = Table(
    "accounts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("created", String(32), nullable=False),
)
sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("account", ForeignKey(_account, ondelete="CASCADE"), nullable=False, index=True),
    Column("ends", String(32), nullable=False),
)
packs = Table(
    "packs",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("snapshot", Text, nullable=False),
)
assessments = Table(
    "assessments",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("pack", ForeignKey("packs.digest"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("created", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
)
parts = Table(
    "parts",
    metadata,
    Column("assessment", ForeignKey(_assessment, ondelete="CASCADE"), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("key", String(140), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Json),
)
history = Table(
    "history",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("assessment", ForeignKey(_assessment, ondelete="CASCADE"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("account", ForeignKey(_account, ondelete="SET NULL")),
    Column("kind", String(10), nullable=False),
    Column("key", String(140), nullable=False),
    Column("before", Json),
    Column("after", Json),
    Index("history_by_revision", "assessment", "revision"),
)
roles = Table(
    "roles",
    metadata,
    Column("assessment", ForeignKey(_assessment, ondelete="CASCADE"), primary_key=True),
    Column("account", ForeignKey(_account, ondelete="CASCADE"), primary_key=True, index=True),
    Column("role", String(10), nullable=False),
    Column("seat", String(20)),
    Column("section", String(80)),
)


def _link(name: str, *own: Column[Any]) -> Table:
    """Make a table of links, of which only the hash of their token is known."""
    return Table(
        name,
        metadata,
        Column("id", String(32), primary_key=True),
        Column("token", String(64), nullable=False, unique=True),
        Column("assessment", ForeignKey(_assessment, ondelete="CASCADE"), nullable=False, index=True),
        *own,
        Column("label", Text, nullable=False),
        Column("account", ForeignKey(_account, ondelete="SET NULL")),
        Column("made", String(32), nullable=False),
        Column("ends", String(32), nullable=False),
    )


invitations = _link(
    "invitations",
    Column("role", String(10), nullable=False),
    Column("seat", String(20)),
    Column("section", String(80)),
)
shares = _link("shares")
files = Table(
    "files",
    metadata,
    Column("assessment", ForeignKey(_assessment, ondelete="CASCADE"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("account", ForeignKey(_account, ondelete="SET NULL"), index=True),
    Column("at", String(32), nullable=False),
)
trail = Table(
    "trail",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("account", ForeignKey(_account, ondelete="SET NULL"), index=True),
    Column("assessment", String(32), index=True),
    Column("act", String(20), nullable=False),
    Column("told", Json),
)
workshops = Table(
    "workshops",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("assessment", ForeignKey(_assessment, ondelete="CASCADE"), nullable=False, index=True),
    Column("code", String(12), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("facilitator", ForeignKey(_account, ondelete="SET NULL"), index=True),
    Column("made", String(32), nullable=False),
    Column("content", Json, nullable=False),
)
participants = Table(
    "participants",
    metadata,
    Column("workshop", ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("seat", String(20)),
    Column("table", String(40)),
    Column("language", String(2), nullable=False),
    Column("joined", String(32), nullable=False),
    Column("gone", String(32)),
)
votes = Table(
    "votes",
    metadata,
    Column("workshop", ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True),
    Column("poll", String(10), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("participant", String(32), primary_key=True),
    Column("content", Json, nullable=False),
    Column("at", String(32), nullable=False),
    Column("veiled", Boolean, nullable=False),
    ForeignKeyConstraint(["workshop", "participant"], ["participants.workshop", "participants.id"], ondelete="CASCADE"),
)
