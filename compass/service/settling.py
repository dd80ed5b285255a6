"""The application set up: its database, its desk and the secret that seals its cookies."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from compass.service.desk import Desk
from compass.service.workspace import open_workspace
from compass.store.database import open_database
from compass.store.settings import put_setting, setting

_SECRET = "secret"


def open_desk(url: str, packs: tuple[Path, ...], now: Callable[[], datetime], cache: Path | None = None) -> Desk:
    """Open the database, brought up to date, and the packs, those checked before from a folder where they are kept.

    Raises UnavailableError S005, S006, S007.
    """
    return Desk(open_workspace(Path.cwd(), packs, now().date().isoformat(), cache), open_database(url), now)


def secret_of(desk: Desk) -> str:
    """Give the secret of this installation, made when it is first asked for."""
    with desk.database.writing() as connection:
        known = setting(connection, _SECRET)
        if known is None:
            known = secrets.token_urlsafe(32)
            put_setting(connection, _SECRET, known)
    return known
