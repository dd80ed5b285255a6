"""Follows a page to the letter: writes its files, makes its changes, runs its commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs.markdown import Block, blocks

AND_SO_ON = "…"


@dataclass(frozen=True)
class Shown:
    """What a page shows after some commands, and what they really print."""

    commands: str
    shown: str
    printed: str

    @property
    def agrees(self) -> bool:
        """Say whether what is shown is what was printed; a line `…` stands for any lines, at least one."""
        lines = (".+(?:\n.*)*" if line == AND_SO_ON else re.escape(line) for line in self.shown.splitlines())
        return re.fullmatch("\n".join(lines), self.printed.rstrip("\n")) is not None


def follow(page: str, folder: Path, language: str) -> Iterator[Shown]:
    """Do what a page says in an empty folder; give what it shows beside what came out, command by command."""
    commands = printed = ""
    for block in blocks(page):
        match block.language:
            case "sh":
                commands, printed = block.text, _run(block.text, folder, language)
            case "text":
                yield Shown(commands, block.text, printed)
            case "yaml":
                (folder / block.name).parent.mkdir(parents=True, exist_ok=True)
                (folder / block.name).write_text(block.text, encoding="utf-8")
            case "diff":
                _change(folder / block.name, block)


def _run(commands: str, folder: Path, language: str) -> str:
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "COMPASS_LANG": language, "PATH": os.pathsep.join((scripts, os.environ["PATH"]))}
    shell = ["sh", "-c", commands]
    done = subprocess.run(shell, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout + done.stderr


def _change(path: Path, block: Block) -> None:
    taken, put = (
        "".join(line[1:] + "\n" for line in block.text.splitlines() if line.startswith(sign)) for sign in "-+"
    )
    text = path.read_text(encoding="utf-8")
    assert text.count(taken) == 1, f"{path.name} does not have, once: {taken}"
    path.write_text(text.replace(taken, put), encoding="utf-8")
