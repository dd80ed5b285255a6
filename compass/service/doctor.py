"""What this machine has and lacks."""

from __future__ import annotations

import ctypes.util
import platform
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from compass.service.workspace import PROGRAM, Workspace

LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
PACKAGES = (
    "numpy",
    "scipy",
    "pydantic",
    "networkx",
    "jinja2",
    "weasyprint",
    "pypdf",
    "xlsxwriter",
    "babel",
    "pyyaml",
    "click",
)
State = Literal["ok", "optional", "missing"]


@dataclass(frozen=True)
class Finding:
    """One thing looked for: what was found, and the remedy where it lacks."""

    item: str
    state: State
    found: str
    remedy: str = ""


def examine(workspace: Workspace) -> list[Finding]:
    """Look for everything that the program can use."""
    found = [Finding("compass", "ok", PROGRAM), Finding("python", "ok", platform.python_version())]
    found += [_package(name) for name in PACKAGES]
    found += [_library(name, package) for name, package in LIBRARIES.items()]
    dot = shutil.which("dot")
    found.append(Finding("dot", "ok" if dot else "optional", dot or "", "" if dot else "apt-get install graphviz"))
    packs = ", ".join(path.name for path in workspace.shelf.packs())
    found.append(Finding("packs", "ok" if packs else "missing", packs))
    return found


def _package(name: str) -> Finding:
    try:
        return Finding(name, "ok", version(name))
    except PackageNotFoundError:
        return Finding(name, "missing", "", f"pip install {name}")


def _library(name: str, package: str) -> Finding:
    found = ctypes.util.find_library(name)
    return Finding(name, "ok" if found else "missing", found or "", "" if found else f"apt-get install {package}")
