"""The digest by which an input is known again."""

from __future__ import annotations

import hashlib
import json

from pydantic import BaseModel


def digest(noun: BaseModel) -> str:
    """Give the SHA-256 of a noun's canonical JSON: written order, no default, no space."""
    data = noun.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
