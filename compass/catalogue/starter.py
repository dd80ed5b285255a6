"""The small pack that an author starts from, in the author's language."""

from __future__ import annotations

import re
from pathlib import Path

from compass import shipped

_ID = re.compile(r"[a-z][a-z0-9-]{0,63}")
_TITLE = "starter"
_OTHER = {"fr": "#en ", "en": "#fr "}


def is_pack_id(id: str) -> bool:
    """Say whether a pack may be called so: lower-case letters, digits and `-`, beginning with a letter."""
    return _ID.fullmatch(id) is not None


def starter_files(id: str, language: str) -> dict[Path, str]:
    """Give the text of each file of the starter pack, named `id`, with the comments of one language.

    In `templates/starter` a comment begins with `#fr` or `#en`; the pack's own texts are in both languages always.
    """
    root = shipped.templates() / "starter"
    files = sorted(root.rglob("*.yaml"))
    return {path.relative_to(root): _named(path.read_text(encoding="utf-8"), id, language) for path in files}


def _named(text: str, id: str, language: str) -> str:
    own = f"#{language} "
    lines = (line for line in text.splitlines() if not line.lstrip().startswith(_OTHER[language]))
    kept = "\n".join(line.replace(own, "# ", 1) if line.lstrip().startswith(own) else line for line in lines)
    return kept.replace(f"pack: {_TITLE}\n", f"pack: {id}\n") + "\n"
