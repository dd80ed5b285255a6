"""The digest by which an input or a result is known again."""

from __future__ import annotations

import hashlib
import json

from pydantic import BaseModel


def digested(noun: BaseModel) -> bytes:
    """Give the bytes that a noun's digest is taken of: JSON in written order, no default, no space."""
    data = noun.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def digest(noun: BaseModel) -> str:
    """Give the SHA-256 of a noun's canonical JSON, which `digested` writes."""
    return hashlib.sha256(digested(noun)).hexdigest()
