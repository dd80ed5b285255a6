"""`compass factors`: the rows of a pack or of the library; filters combine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compass.service.listing import Wanted, list_factors
from compass.service.workspace import open_workspace
from compass.texts.listings import factor_lines

TODAY = "2026-11-22"
LATER = "2030-01-01"
TINY = Path(__file__).parents[1] / "packs" / "tiny"
EXTRA = """
scales:
  sizes:
    title: {fr: Tailles, en: Sizes}
    options: {big: {title: {fr: Grand, en: Big}}, small: {title: {fr: Petit, en: Small}}}
factors:
  glass:
    title: {fr: Verre, en: Glass}
    note: {fr: Jugement., en: Judgement.}
    unit: kg
    by: sizes
    values:
      big: {value: 2, source: compass_2026, year: 2026, geography: FRA, quality: measured, expires: 2027-01-01}
      small: {low: 0.5, likely: 1, high: 2, source: compass_2026, year: 2025, geography: WOR, quality: proposal}
"""


@pytest.fixture
def folder(tmp_path):
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    (folder / "extra.yaml").write_text(EXTRA, encoding="utf-8")
    return folder


def listed(folder, today=TODAY, **wanted):
    found = list_factors(open_workspace(folder.parent), str(folder), Wanted(**wanted), today)
    return [f"{line.factor}/{line.row}" for line in found.lines]


def test_every_row_of_a_pack_is_listed(folder):
    assert listed(folder) == ["ghg/", "glass/big", "glass/small"]


def test_filters_combine(folder):
    assert listed(folder, unused=True) == ["glass/big", "glass/small"]
    assert listed(folder, qualities=frozenset({"proposal"})) == ["glass/small"]
    assert listed(folder, unused=True, qualities=frozenset({"measured"})) == ["glass/big"]
    assert listed(folder, qualities=frozenset({"proposal", "measured"})) == ["ghg/", "glass/big", "glass/small"]
    assert listed(folder, stale=True) == []
    assert listed(folder, stale=True, today=LATER) == ["glass/big"]
    assert listed(folder, stale=True, qualities=frozenset({"proposal"}), today=LATER) == []


@pytest.mark.parametrize(("today", "is_stale"), [("2026-12-31", False), ("2027-01-01", False), ("2027-01-02", True)])
def test_a_number_is_good_on_its_last_day(folder, today, is_stale):
    assert (listed(folder, stale=True, today=today) == ["glass/big"]) == is_stale


def test_the_table_tells_everything_in_both_languages(folder):
    found = list_factors(open_workspace(folder.parent), str(folder), Wanted(), LATER)
    assert factor_lines(found.pack, found.lines, "en")[2:] == [
        "Glass (glass), kg",
        "  Big    2            AI compass 2026 · 2026 · France · measured · EXPIRED 2027-01-01 · unused",
        "  Small  1 [0.5 – 2]  AI compass 2026 · 2025 · world · authors’ proposal · unused",
    ]
    french = factor_lines(found.pack, found.lines, "fr")[2:]
    assert french[0] == "Verre (glass), kg"
    assert "1 [0,5 – 2]" in french[2]
    assert french[1].endswith("PÉRIMÉ depuis le 2027-01-01 · sans emploi")


def test_without_a_pack_the_library_is_listed_and_used_means_by_any_pack():
    workspace = open_workspace(Path.cwd())
    found = list_factors(workspace, None, Wanted(), TODAY)
    by_name = {line.factor: line for line in found.lines}
    assert by_name["grid_ghg"].is_used
    assert any(not line.is_used for line in found.lines)
    assert {line.factor for line in found.lines} == set(workspace.shelf.check_library().pack.factors)


def test_a_range_of_a_pedigree_is_shown(folder):
    (folder / "more.yaml").write_text(
        "factors:\n  tin: {title: {fr: Étain, en: Tin}, unit: kg, likely: 100, source: compass_2026, year: 2026, "
        "geography: FRA, quality: derived, pedigree: {reliability: 5, completeness: 1, temporal: 1, geographical: 1, "
        "technological: 1}}\n",
        encoding="utf-8",
    )
    found = list_factors(open_workspace(folder.parent), str(folder), Wanted(), TODAY)
    assert "  100 [72 – 139]  " in "\n".join(factor_lines(found.pack, found.lines, "en"))
