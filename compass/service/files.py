"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from compass.errors import UnavailableError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a temporary name and rename it; raises UnavailableError S002."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnavailableError("S002", file=str(path), said=error.strerror or str(error)) from None
