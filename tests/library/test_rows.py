"""What every row of the shipped library must have, and that docs/factors.md counts them right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compass import shipped
from compass.catalogue.assembly import assemble_library
from compass.catalogue.reader import read_file

LIBRARY = shipped.questionnaires() / "library"
PACK = assemble_library(LIBRARY, str).pack()
WRITTEN = {
    path.stem: [id for id, data in read_file(path, path.name).data["factors"].items() if "generator" not in data]
    for path in sorted((LIBRARY / "factors").glob("*.yaml"))
}
"""The factors that each file writes out; those that a generator fills are left to their own tests."""
ROWS = [
    pytest.param(row, id=f"{id}/{key}")
    for ids in WRITTEN.values()
    for id in ids
    for key, row in PACK.factors[id].rows.items()
]
PAGE = (Path(__file__).parents[2] / "docs" / "factors.md").read_text(encoding="utf-8")
LINE = re.compile(r"^\| `(\w+)` \|[^|]*\| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
OUT = re.compile(r"^\| [^|`]+ \| (\d+) \| [^|]+ \|$", re.MULTILINE)


def counted(name):
    """Count the rows of a file: all, with a published range, with one by the pedigree."""
    rows = [row for id in WRITTEN[name] for row in PACK.factors[id].rows.values()]
    ranged = sum(row.low is not None for row in rows)
    return len(rows), ranged, sum(row.pedigree is not None for row in rows)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_has_its_range_by_one_of_the_two_ways(row):
    assert row.value is None
    assert (row.pedigree is None) == (row.low is not None and row.high is not None)
    if row.pedigree is not None:
        assert row.quality == "derived"
        assert row.likely > 0


@pytest.mark.parametrize("row", ROWS)
def test_a_row_says_who_found_it(row):
    seen = PACK.sources[row.source].seen
    assert (seen == "proposal") == (row.quality == "proposal")
    if row.quality == "proposal":
        assert row.why is not None


@pytest.mark.parametrize("id", [id for ids in WRITTEN.values() for id in ids if PACK.factors[id].by])
def test_a_table_has_a_row_for_every_option_of_its_scale(id):
    factor = PACK.factors[id]
    (scale,) = factor.by
    assert set(factor.rows) == set(PACK.scales[scale].options)


def test_overseas_departments_have_their_own_grid_and_none_of_the_defective_figures():
    """EcoLogits 0.11.3 gives 78 zones the French ADPe and ADPf divided by 3.6."""
    ghg = PACK.factors["grid_ghg"].rows
    assert len({ghg[place].likely for place in ("fra", "glp", "guf", "mtq", "reu", "wor")}) == 6
    for id, defect in (("grid_adpe", 1.349e-08), ("grid_adpf", 2.5871)):
        for row in PACK.factors[id].rows.values():
            assert row.likely != pytest.approx(defect, rel=0.01)


def test_what_is_not_known_of_an_overseas_grid_spans_twenty_countries():
    for id in ("grid_adpe", "grid_adpf", "grid_water"):
        rows = PACK.factors[id].rows
        countries = [row.likely for place, row in rows.items() if place not in ("glp", "guf", "mtq", "reu", "wor")]
        assert len(countries) == 20
        for place in ("glp", "guf", "mtq", "reu"):
            row = rows[place]
            assert (row.low, row.high, row.quality) == (min(countries), max(countries), "proxy")
            assert row.likely == pytest.approx(rows["wor"].likely, rel=1e-4)


def test_the_range_of_a_card_known_from_one_source_is_that_of_the_h100():
    """164 kg by NVIDIA, 575.1 by BoaviztAPI for one H100: the basic variance opens P5 to P95 to that factor."""
    rows = PACK.factors["gpu_embodied"].rows
    alone = [row for row in rows.values() if row.pedigree is not None]
    factor = rows["h100_sxm"].high / rows["h100_sxm"].low
    assert len(alone) == 5
    for row in alone:
        assert 2.718281828 ** (2 * 1.6448536 * row.basic_variance**0.5) == pytest.approx(factor, rel=0.01)


def test_the_page_counts_the_rows_of_every_file():
    told = {name: tuple(map(int, counts)) for name, *counts in LINE.findall(PAGE)}
    assert told == {name: counted(name) for name, ids in WRITTEN.items() if ids}


def test_the_page_accounts_for_every_row_of_the_research_note():
    left_out = [int(count) for count in OUT.findall(PAGE)]
    total, used, out = (
        int(n) for n in re.search(r"Of (\d+) rows .*? (\d+) .*? (\d+) stay out", PAGE, re.DOTALL).groups()
    )
    assert sum(left_out) == out
    assert used + out == total
