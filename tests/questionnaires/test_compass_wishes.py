"""The pages that trace wishes and sources name nothing that does not exist."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from compass.cli import cli
from compass.model.pack import Pack
from compass.service.workspace import open_workspace
from compass.web.app import create_app
from compass.web.shown import Site

PAGES = [Path("docs/wishes.md"), Path("docs/sources.md")]
ROW = re.compile(r"^\| (A\d-\d\d) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
NAMED = re.compile(r"(\w+) `([^`]+)`")
CASES = Path("questionnaires/compass/assessments")


@pytest.fixture(scope="module")
def packs() -> list[Pack]:
    workspace = open_workspace(Path.cwd())
    return [workspace.pack(name).usable().pack for name in ("compass", "radiology-ai")]


def known(packs: list[Pack]) -> dict[str, Callable[[str], bool]]:
    """Say for each kind of name whether it exists."""

    def among(kind: str) -> Callable[[str], bool]:
        return lambda name: any(name in getattr(pack, kind) for pack in packs)

    return {
        "pack": lambda name: name in (pack.header.pack for pack in packs),
        "question": among("questions"),
        "node": among("nodes"),
        "criterion": among("criteria"),
        "finding": among("findings"),
        "quantity": among("quantities"),
        "factor": among("factors"),
        "command": is_command,
        "file": lambda name: Path(name).is_file(),
        "case": lambda name: (CASES / f"{name}.yaml").is_file(),
        "screen": lambda name: name in screens(),
    }


@cache
def screens() -> frozenset[str]:
    """Give the addresses of the web application's pages."""
    rules = create_app(Site(None, None, None), "of the tests").url_map.iter_rules()
    return frozenset(rule.rule for rule in rules if "GET" in rule.methods)


def is_command(name: str) -> bool:
    """Say whether there is such a command, with the options that are named and what they may be set to."""
    command, *words = name.removeprefix("compass ").split()
    if command not in cli.commands:
        return False
    known = {option: each.type for each in cli.commands[command].params for option in each.opts}
    options = [word for word in words if word.startswith("--")]
    values = [(words[n - 1], word) for n, word in enumerate(words) if not word.startswith("--")]
    return all(each in known for each in options) and all(
        option in known and value in getattr(known[option], "choices", ()) for option, value in values
    )


def wishes() -> dict[str, str]:
    return {id: where for id, _, where in ROW.findall(PAGES[0].read_text(encoding="utf-8"))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_name_on_the_page_exists(packs, page):
    exists = known(packs)
    text = page.read_text(encoding="utf-8")
    found = NAMED.findall(text)
    assert len(found) > 20
    assert [name for kind, name in found if not (kind in exists and exists[kind](name))] == []


def test_a_dead_name_is_seen(packs):
    assert not known(packs)["question"]("no_such_question")
    assert not known(packs)["command"]("compass vanish")
    assert not known(packs)["command"]("compass tree --as vapour")
    assert not known(packs)["command"]("compass tree --vanish")
    assert not known(packs)["screen"]("/a/<id>/nowhere")


def test_all_wishes_are_listed_and_at_least_seventy_are_met():
    counts = {1: 8, 2: 23, 3: 35, 4: 21}
    assert list(wishes()) == [f"A{shop}-{n:02}" for shop, last in counts.items() for n in range(1, last + 1)]
    assert sum(not where.startswith("Not met") for where in wishes().values()) >= 70


def test_a_wish_that_is_met_names_where_and_one_that_is_not_gives_a_reason():
    for wish, where in wishes().items():
        assert NAMED.search(where) or (where.startswith("Not met: ") and len(where) > 40), wish
