"""What one change of an assessment was about, in words."""

from __future__ import annotations

from typing import Any

from compass.service.casework import Change
from compass.service.desk import Opened
from compass.web.shown import cell_label, language, words


def changed(opened: Opened, change: Change) -> str:
    """Name what was changed; empty where the pack does not know it."""
    kind, key = change.key
    said = change.after if change.after is not None else change.before
    match kind:
        case "option":
            return words("history.option", title=_text(said["title"]))
        case "evidence":
            return words("history.evidence", title=said["title"])
        case "head":
            return words("history.head")
    if key.partition("@")[0] not in opened.whole.usable().pack.questions:
        return ""
    name = cell_label(opened, key)
    return words("history.review", name=name) if _is_review(change) else name


def _is_review(change: Change) -> bool:
    """Say whether an answer stayed as it was and a reviewer's word on it changed."""
    before, after = change.before, change.after
    if before is None or after is None or before.get("review") == after.get("review") or "review" not in after:
        return False
    return {**before, "review": None} == {**after, "review": None}


def _text(text: Any) -> str:
    return text if isinstance(text, str) else str(text[language()])
