"""What independent libraries say: figures written down by `make.py`, and the tables that they were computed from."""

import json
from pathlib import Path
from typing import Any


def figures(library: str) -> dict[str, Any]:
    return json.loads((Path(__file__).parent / "figures.json").read_text(encoding="utf-8"))[library]
