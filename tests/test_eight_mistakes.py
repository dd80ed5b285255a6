"""Eight mistakes of an author or of a person who answers, each refused with its place before any number is shown.

Engines of the field were probed with the same eight: a misspelt key is dropped, a missing input counts as 0, a circle
takes a default.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.test_cli import run

TINY = Path(__file__).parent / "packs" / "tiny"
USED = "formula: evenings * energy}"
MISTAKES = {
    "misspelt key": ("questions/room.yaml", "    between: [0, 365]", "    betwen: [0, 365]", "8:5: K001"),
    "misspelt mechanism": ("tree.yaml", USED, "formula: summ(evenings * energy)}", "2:82: X005"),
    "kilograms and kilometres": ("tree.yaml", USED, "formula: evenings * energy * (mass + way) / mass}", "2:103: U001"),
    "unknown name": ("tree.yaml", USED, "formula: evenings * enrgy}", "2:93: N001"),
    "number and text": ("tree.yaml", USED, "formula: evenings * energy + remark}", "2:102: X011"),
    "circle": ("tree.yaml", USED, "formula: evenings * energy + each_one * sharing}", "2:82: G001"),
    "missing input": ("assessments/right.yaml", "{energy: 0.06, sharing: 2,", "{sharing: 2,", "12:14: V001"),
    "absurd input": ("assessments/right.yaml", "evenings: 100", "evenings: 1e9", "7:18: A003"),
}
SOURCED = "source: compass_2026, year: 2026, geography: FRA, quality: measured"
THINGS = f"""factors:
  mass: {{title: {{fr: Masse, en: Mass}}, unit: kg, value: 3, {SOURCED}}}
  way: {{title: {{fr: Chemin, en: Way}}, unit: km, value: 2, {SOURCED}}}
"""
A_RESULT = re.compile(r"\d+ (kWh|kg)|\[.*–.*\]|median|médiane", re.IGNORECASE)


@pytest.fixture
def wrong(tmp_path, monkeypatch):
    """Make a copy of the small pack with one mistake; give its worked case and the expected place and code."""

    def make(name):
        file, old, new, told = MISTAKES[name]
        folder = shutil.copytree(TINY, tmp_path / "tiny")
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        (folder / "things.yaml").write_text(THINGS, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        return Path("tiny/assessments/right.yaml"), f"tiny/{file}:{told}"

    return make


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", MISTAKES)
def test_evaluating_is_refused_with_the_place_and_shows_nothing_else(wrong, capsys, name, lang):
    case, told = wrong(name)
    code, out, err = run("evaluate", case, "--draws", "64", "--lang", lang, capsys=capsys)
    assert (code, out) == (1, "")
    assert [line.split(" ")[0:2] for line in err.splitlines()] == [told.split(" ")]


@pytest.mark.parametrize("name", MISTAKES)
def test_checking_tells_the_place_and_no_result(wrong, capsys, name):
    _, told = wrong(name)
    code, out, err = run("check", "tiny", "--lang", "en", capsys=capsys)
    assert (code, err) == (1, "")
    problem, *rest = out.splitlines()
    assert problem.startswith(f"{told} ")
    assert rest == ["tiny: faults: 1"]
    assert not A_RESULT.search(out)


@pytest.mark.parametrize("name", MISTAKES)
def test_no_report_is_written_and_nothing_is_explained(wrong, capsys, name):
    case, told = wrong(name)
    for command in (("report", case, "-o", "report.html"), ("explain", case, "new", "climate")):
        code, out, err = run(*command, capsys=capsys)
        assert (code, out) == (1, "")
        assert err.startswith(told)
    assert not Path("report.html").exists()
