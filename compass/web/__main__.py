"""`python -m compass.web`, which `compass serve` turns into: gunicorn over the application."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from compass.errors import UnavailableError
from compass.service import people, settling
from compass.service.cache import cache_folder
from compass.service.documents import Office
from compass.texts.messages import problem_line
from compass.texts.words import Language, say
from compass.web.app import create_app
from compass.web.shown import Site
from compass.web.worker import Worker

_SETTINGS = {
    "worker_class": Worker,
    "threads": 8,
    "keepalive": 10,
    "timeout": 120,
    "loglevel": "error",
}


class _Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with settings of ours; the application is made in the process that serves it."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        super().__init__()

    def load_config(self) -> None:
        own = {"bind": f"{self.given.host}:{self.given.port}", "workers": self.given.processes}
        for key, value in {**_SETTINGS, **own}.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        given = self.given
        desk = settling.open_desk(given.database, tuple(given.packs), _now, cache_folder(os.environ))
        local = people.local_actor(desk) if given.single else None
        secret = settling.secret_of(desk)
        own = Site(desk, Office(given.documents), local, given.theme, given.public.rstrip("/"))
        return create_app(own, secret, secure=not given.plain)


def main() -> None:
    """Bring the database up to date, tell the address and the one-time link, and serve."""
    given = _parser().parse_args()
    lang: Language = given.lang
    address = given.public or f"http://{given.host}:{given.port}"
    try:
        desk = settling.open_desk(given.database, (), _now)
    except UnavailableError as error:
        sys.exit(problem_line(error.problem, lang))
    token = None if given.single else people.first_link(desk)
    desk.database.close()
    lines = [say("interface", lang, "serve.at", address=address)]
    lines += [say("interface", lang, "serve.first", link=f"{address}/first/{token}")] if token else []
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    _Server(given).run()


def _now() -> datetime:
    return datetime.now(UTC)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("compass.web")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--database", default=os.environ.get("DATABASE_URL", "sqlite:///compass.db"))
    parser.add_argument("--documents", type=Path, default=Path("compass-documents"))
    parser.add_argument("--packs", type=Path, action="append", default=[])
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--theme", type=Path)
    parser.add_argument("--public", default="")
    parser.add_argument("--single", action="store_true")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--lang", choices=("fr", "en"), default="en")
    return parser


if __name__ == "__main__":
    main()
