"""The folder in which checked packs are kept from one run to the next; it may be emptied at any time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from compass.errors import UnavailableError
from compass.service.files import write_whole

MOST = 64
"""Packs kept; the oldest go first."""


@dataclass(frozen=True)
class Cache:
    """A folder with one file for each pack; where it can't be read or written, packs are checked each time."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Give what was put under a key, if it is there."""
        try:
            return self._file(key).read_bytes()
        except OSError:
            return None

    def put(self, key: str, content: bytes) -> None:
        """Keep some content, if that can be done."""
        try:
            write_whole(self._file(key), content)
        except UnavailableError:
            return
        for path in sorted(self.folder.glob("*.json"), key=_written, reverse=True)[MOST:]:
            path.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def _written(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:  # taken away by another run since it was listed
        return 0


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Give the folder that `COMPASS_CACHE` names (none where that is empty), else `ai-compass` in `XDG_CACHE_HOME` or
    in `.cache` at home."""
    if "COMPASS_CACHE" in environment:
        return Path(environment["COMPASS_CACHE"]) if environment["COMPASS_CACHE"] else None
    caches = environment.get("XDG_CACHE_HOME", "")
    if Path(caches).is_absolute():
        return Path(caches) / "ai-compass"
    return Path(environment["HOME"]) / ".cache" / "ai-compass" if environment.get("HOME") else None
