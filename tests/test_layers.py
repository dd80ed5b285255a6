"""The layers of the architecture as an allowlist: imports point down, and every outside library has one home."""

from __future__ import annotations

import ast
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "compass"
CORE = ("model", "engine", "decision")
BELOW = {
    "__init__": ("errors", "model", "service", "version"),
    "__main__": ("cli",),
    "errors": (),
    "shipped": (),
    "version": (),
    "model": ("errors",),
    "engine": ("errors", "model"),
    "decision": ("errors", "model", "engine"),
    "texts": ("errors", "model", "engine"),
    "catalogue": ("errors", "model", "engine", "decision", "texts", "shipped", "version"),
    "reporting": ("errors", "model", "engine", "decision", "texts", "shipped"),
    "store": ("errors", "model", "engine", "decision", "texts", "shipped"),
    "service": (
        "errors",
        "model",
        "engine",
        "decision",
        "texts",
        "shipped",
        "version",
        "catalogue",
        "reporting",
        "store",
    ),
    "web": ("errors", "model", "texts", "shipped", "service"),
    "cli": ("errors", "model", "texts", "shipped", "version", "service"),
}
"""What each layer may import."""
HOMES = {
    "networkx": ("engine/graph.py",),
    "numpy": ("engine/", "decision/"),
    "scipy": ("engine/", "decision/"),
    "pydantic": ("model/", "catalogue/schema.py"),
    "pydantic_core": ("model/", "catalogue/schema.py"),
    "yaml": ("catalogue/",),
    "ecologits": ("catalogue/",),
    "jinja2": ("reporting/", "web/"),
    "markupsafe": ("reporting/",),
    "weasyprint": ("reporting/",),
    "pypdf": ("reporting/enclosed.py",),
    "xlsxwriter": ("reporting/workbook.py",),
    "babel": ("texts/",),
    "click": ("cli/",),
    "sqlalchemy": ("store/",),
    "alembic": ("store/",),
    "argon2": ("service/people.py",),
    "flask": ("web/",),
    "werkzeug": ("web/",),
    "gunicorn": ("web/",),
    "segno": ("web/qr.py",),
}
PURE = {
    "__future__", "abc", "ast", "collections", "contextlib", "dataclasses", "datetime", "difflib", "enum", "fractions",
    "functools", "hashlib", "heapq", "itertools", "json", "keyword", "math", "operator", "re", "types", "typing",
    "warnings",
}  # fmt: skip
"""What the core may take from the standard library: nothing that reads a file, a clock, the environment or chance."""
IMPURE_CALLS = frozenset(
    {"open", "input", "print", "exec", "__import__", "today", "now", "utcnow", "default_rng", "fromtimestamp"}
)


def violations(package: Path) -> list[str]:
    """Tell each import, and in the core each call, that the layers do not allow."""
    files = sorted(package.rglob("*.py"))
    found = [(path.relative_to(package), fault) for path in files for fault in _faults(path, path.relative_to(package))]
    return [f"{name}:{fault}" for name, fault in found]


def _faults(path: Path, name: Path) -> Iterator[str]:
    tree, layer = ast.parse(path.read_text(encoding="utf-8")), name.parts[0].removesuffix(".py")
    for line, module in _imports(tree):
        top, *rest = module.split(".")
        if top == "compass" and rest:
            if rest[0] not in (layer, *BELOW.get(layer, ())):
                yield f"{line}: {layer} imports {rest[0]}"
        elif top in sys.stdlib_module_names:
            if layer in CORE and top not in PURE:
                yield f"{line}: {layer} imports {top}"
        elif top != "compass" and not name.as_posix().startswith(HOMES.get(top, ())):
            yield f"{line}: {top} has another home"
    if layer in CORE:
        yield from _impure(tree, layer)


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            deeper = node.module == "compass"
            names = [f"compass.{alias.name}" for alias in node.names] if deeper else [node.module or "." * node.level]
            yield from ((node.lineno, each) for each in names)


def _impure(tree: ast.AST, layer: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in IMPURE_CALLS:
                yield f"{node.lineno}: {layer} calls {called}"
        chance = isinstance(node, ast.Attribute) and getattr(node.value, "attr", "") == "random"
        if chance and node.attr != "PCG64":
            yield f"{node.lineno}: {layer} takes chance from np.random.{node.attr}"


def test_imports_point_down_and_every_library_has_one_home():
    assert violations(PACKAGE) == []


PLANTED = [
    ("model/pack.py", "from compass.engine.units import ONE", "model imports engine"),
    ("engine/run.py", "from compass.decision import told", "engine imports decision"),
    ("decision/told.py", "import compass.catalogue.reader", "decision imports catalogue"),
    ("catalogue/reader.py", "from compass.reporting.report import Report", "catalogue imports reporting"),
    ("reporting/report.py", "from compass.catalogue.reader import Document", "reporting imports catalogue"),
    ("engine/units.py", "from compass import shipped", "engine imports shipped"),
    ("cli/shared.py", "from compass.engine.run import run", "cli imports engine"),
    ("engine/run.py", "import networkx", "networkx has another home"),
    ("texts/words.py", "import numpy as np", "numpy has another home"),
    ("service/files.py", "import yaml", "yaml has another home"),
    ("service/files.py", "import requests", "requests has another home"),
    ("engine/run.py", "import os", "engine imports os"),
    ("engine/draws.py", "import random", "engine imports random"),
    ("model/base.py", "from pathlib import Path", "model imports pathlib"),
    ("decision/told.py", "import logging", "decision imports logging"),
    ("engine/answers.py", "def late():\n    import time", "engine imports time"),
    ("engine/answers.py", "now = date.today()", "engine calls today"),
    ("engine/cells.py", "text = open('/etc/hostname').read()", "engine calls open"),
    ("engine/draws.py", "chance = np.random.default_rng().random()", "engine calls default_rng"),
    ("engine/draws.py", "chance = np.random.rand()", "engine takes chance from np.random.rand"),
]


def test_planted_violations_are_seen(tmp_path):
    copy = shutil.copytree(PACKAGE, tmp_path / "compass", ignore=shutil.ignore_patterns("__pycache__", "_shipped"))
    for file, line, _ in PLANTED:
        with (copy / file).open("a", encoding="utf-8") as planted:
            planted.write(f"\n{line}\n")
    seen = {(text.split(":")[0], text.split(": ")[-1]) for text in violations(copy)}
    assert {(file, told) for file, _, told in PLANTED} - seen == set()
