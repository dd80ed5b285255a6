"""Rows filled by EcoLogits: the library's own results, the closed form, no network, and no cost for other packs."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass import shipped
from compass.catalogue.language_models import EcoLogits
from compass.catalogue.packs import Shelf
from compass.model.language_model import LanguageModel
from compass.texts.words import table
from tests.helpers import Refused, evaluated, program_of

ORACLES = json.loads((Path(__file__).parent / "ecologits_cases.json").read_text(encoding="utf-8"))
CASES = {case["id"]: case for case in ORACLES["cases"]}
LIBRARY = shipped.questionnaires() / "library"
PRODUCTS = {"energy": "kWh", "embodied_ghg": "kgCO2e", "embodied_adpe": "kgSbeq", "embodied_pe": "MJ"}
CRITERIA = {"gwp": "embodied_ghg", "adpe": "embodied_adpe", "pe": "embodied_pe"}
PACK = """
units: {{token: {{}}, request: {{}}, kgSbeq: {{}}, MJ: {{of: 1000000 J}}, L: {{}}}}
sources: [ecologits_2026]
scales: {{models: {{one: {{ecologits: {told}}}}}}}
factors:
{factors}
"""


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=0)


def pack(told: dict[str, object]) -> str:
    row = "  {0}_{2}: {{unit: {1}/{2}, by: models, generator: {{name: ecologits, gives: {0}, per: {2}}}}}"
    factors = [row.format(gives, unit, per) for gives, unit in PRODUCTS.items() for per in ("token", "request")]
    return PACK.format(told=json.dumps(told), factors="\n".join(factors))


def ends(row) -> tuple[float, float]:
    return (row.value, row.value) if row.value is not None else (row.low, row.high)


def whole(case: dict, rows: dict, gives: str) -> tuple[float, float]:
    """Put a request together as a pack does: its tokens and what comes before the first, at both ends."""
    token, request = (ends(rows[f"{gives}_{per}"].rows["one"]) for per in ("token", "request"))
    return tuple(case["tokens"] * a + b for a, b in zip(token, request, strict=True))


def from_rows(case: dict) -> dict[str, tuple[float, float]]:
    """Give each criterion of a request from our rows, with the grid, PUE and WUE of the case."""
    rows, grid = program_of(pack(case["told"])).pack.factors, ORACLES["grids"][case["zone"]]
    machines = whole(case, rows, "energy")
    energy = [pue * e for pue, e in zip(case["pue"], machines, strict=True)]
    made = {c: whole(case, rows, gives) for c, gives in CRITERIA.items()}
    found = {c: tuple(e * grid[c] + m for e, m in zip(energy, made[c], strict=True)) for c in CRITERIA}
    water = tuple(e * (wue + pue * grid["wue"]) for e, wue, pue in zip(machines, case["wue"], case["pue"], strict=True))
    return {"energy": tuple(energy), "wcf": water, **found}


def from_closed_form(case: dict, end: int) -> dict[str, float]:
    """Compute a request without the library, after its published equations."""
    k, told = ORACLES["closed_form"], case["parameters"]
    active, total, batch, tokens = told["active"][end], told["total"][end], told["batch"], case["tokens"]
    pace = k["latency_alpha"] * active + k["latency_beta"] * batch + k["latency_gamma"]
    seconds = tokens * (1 / told["tps"] if told["tps"] else pace) + (told["ttft"] or 0)
    memory = 1.2 * total * k["model_quantization_bits"] / 8
    cards = 2 ** math.ceil(math.log2(math.ceil(memory / k["gpu_memory"])))
    card = tokens * (k["gpu_energy_alpha"] * math.exp(k["gpu_energy_beta"] * batch) * active + k["gpu_energy_gamma"])
    machines = seconds / 3600 * k["server_power"] * cards / k["server_gpus"] / batch + cards * card / 1000
    grid, share = ORACLES["grids"][case["zone"]], seconds / (k["hardware_lifespan"] * batch)
    energy = case["pue"][end] * machines
    made = {
        c: share * cards * (k[f"server_embodied_{c}"] / k["server_gpus"] + k[f"gpu_embodied_{c}"]) for c in CRITERIA
    }
    found = {c: energy * grid[c] + made[c] for c in CRITERIA}
    return {"energy": energy, "wcf": machines * (case["wue"][end] + case["pue"][end] * grid["wue"]), **found}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_our_rows_give_the_librarys_own_results_for_the_same_grid(case):
    found = from_rows(case)
    for criterion, (low, high) in case["whole"].items():
        assert found[criterion] == (close(low), close(high)), criterion


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_making_of_the_machines_stands_apart(case):
    rows = program_of(pack(case["told"])).pack.factors
    for criterion, (low, high) in case["embodied"].items():
        assert whole(case, rows, CRITERIA[criterion]) == (close(low), close(high)), criterion


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_closed_form_agrees_with_the_library_and_with_our_rows(case):
    found = from_rows(case)
    for end in (0, 1):
        computed = from_closed_form(case, end)
        for criterion, value in computed.items():
            assert value == close(case["whole"][criterion][end]), criterion
            assert value == close(found[criterion][end]), criterion


def test_a_formula_of_a_pack_gives_the_librarys_result():
    case = CASES["ecolow_dense70b_400_FRA"]
    text = (
        pack(case["told"])
        + """
  grid: {unit: kgCO2e/kWh, value: 0.04144, source: book, year: 2024, geography: FRA, quality: lca}
  pue: {unit: "1", value: 1.2, source: book, year: 2024, geography: FRA, quality: measured}
questions: {tokens: {unit: token}}
quantities:
  ghg:
    unit: kgCO2e
    formula: tokens * (lookup(energy_token, one) * pue * grid + lookup(embodied_ghg_token, one))
criteria:
  climate: {unit: kgCO2e, formula: ghg}
"""
    )
    outcome = evaluated(text, "need: {tokens: 400}")
    assert outcome.total("climate").likely == close(case["whole"]["gwp"][0])


def test_a_range_has_the_librarys_ends_and_their_middle():
    row = program_of(pack({"model": "openai/gpt-4o"})).pack.factors["energy_token"].rows["one"]
    assert row.low < row.likely < row.high
    assert row.likely == (row.low + row.high) / 2
    assert (row.shape, row.quality, row.source, row.year) == ("uniform", "derived", "ecologits_2026", 2026)
    assert "openai/gpt-4o" in row.why.fr
    assert "44 to 132 billion" in row.why.en


def test_what_is_known_is_one_number_with_its_version():
    row = program_of(pack({"active": 70, "total": 70})).pack.factors["energy_token"].rows["one"]
    assert (row.low, row.likely, row.high) == (None, None, None)
    assert row.value > 0
    assert EcoLogits().version in row.why.en


def test_ends_of_a_size_are_written_as_a_pair():
    row = program_of(pack({"active": [44, 132], "total": 440})).pack.factors["energy_token"].rows["one"]
    alone = [
        ends(program_of(pack({"active": size, "total": 440})).pack.factors["energy_token"].rows["one"])[0]
        for size in (44, 132)
    ]
    assert [row.low, row.high] == alone


def test_a_factor_in_another_unit_is_converted():
    text = pack({"active": 7, "total": 7})
    one = program_of(text).pack.factors["energy_token"].rows["one"].value
    text = text.replace("energy_token: {unit: kWh/token", "energy_token: {unit: Wh/token")
    assert program_of(text).pack.factors["energy_token"].rows["one"].value == close(one * 1000)


TWO_SCALES = """
units: {token: {}}
sources: [ecologits_2026]
scales:
  sizes: {small: {ecologits: {active: 7, total: 7}}, large: {ecologits: {active: 70, total: 70}}}
  loads: {alone: {ecologits: {batch: 1}}, many: {}}
factors:
  energy: {unit: kWh/token, by: [sizes, loads], generator: {name: ecologits, gives: energy}}
"""


def test_the_options_of_a_row_are_taken_together():
    rows = program_of(TWO_SCALES).pack.factors["energy"].rows
    assert list(rows) == ["small/alone", "small/many", "large/alone", "large/many"]
    case = CASES["ecolow_dense7b_batch1_FRA"]
    assert case["pue"][0] * case["tokens"] * rows["small/alone"].value == close(case["whole"]["energy"][0])


@pytest.mark.parametrize("load", ["options_from: loads", "options: {alone: {ecologits: {batch: 1}}, many: {}}"])
def test_the_options_of_a_question_serve_as_well(load):
    text = (
        TWO_SCALES.replace("[sizes, loads]", "[sizes, load]")
        + f"""
questions: {{load: {{type: choice, {load}}}}}
criteria: {{used: {{unit: kWh/token, formula: "lookup(energy, small, load)"}}}}
"""
    )
    outcome = evaluated(text, "need: {load: alone}")
    assert outcome.total("used").likely == program_of(TWO_SCALES).pack.factors["energy"].rows["small/alone"].value


def test_what_otherwise_stands_for_need_not_be_described():
    otherwise = "{value: 1, source: book, year: 2024, geography: FRA, quality: proxy}"
    text = TWO_SCALES.replace("large: {ecologits: {active: 70, total: 70}}", "other: {}")
    text = text.replace("by: [sizes, loads]", f"by: sizes, otherwise: {otherwise}")
    assert list(program_of(text).pack.factors["energy"].rows) == ["small"]


def test_a_library_without_the_unit_of_the_generator_is_told_so():
    with pytest.raises(Refused, match="token") as refused:
        program_of(TWO_SCALES.replace("units: {token: {}}", "").replace("unit: kWh/token", "unit: kWh"))
    assert refused.value.codes == ["U002"]


def test_a_missing_library_is_told_at_the_generator(monkeypatch):
    monkeypatch.setitem(sys.modules, "ecologits", None)
    with pytest.raises(Refused) as refused:
        program_of(TWO_SCALES)
    assert refused.value.codes == ["L001"]


@given(st.lists(st.floats(0.1, 2000), min_size=2, max_size=4, unique=True).map(sorted))
def test_a_larger_model_takes_no_less_of_anything(sizes):
    library = EcoLogits()
    for gives in PRODUCTS:
        told = [library.parameters(LanguageModel(active=(size,), total=(size,))) for size in sizes]
        taken = [library.reckon(each, gives, "token")[0] for each in told]
        assert all(low <= high for low, high in pairwise(taken)), gives


USER = """
pack: user
version: 1
title: {fr: x, en: x}
functional_unit: {fr: x, en: x}
horizon: 1
uses: [factors/generative_models]
licence: CC0-1.0
authors: [x]
"""
NO_NETWORK = """
import socket, sys
def refused(*_, **__):
    raise OSError("no network")
for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
    setattr(socket, name, refused)
from pathlib import Path
from compass.catalogue.packs import Shelf
checked = Shelf((), Path(sys.argv[1]), Path()).check(Path(sys.argv[2]))
loaded = "ecologits" in sys.modules
print(loaded, len(checked.faults), len(checked.pack.factors.get("llm_energy_per_token").rows) if loaded else 0)
"""


def run_apart(source: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, str(LIBRARY), str(source)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_library_is_asked_without_a_network(tmp_path):
    (tmp_path / "user.yaml").write_text(USER, encoding="utf-8")
    assert run_apart(tmp_path / "user.yaml") == "True 0 26"


def test_the_library_is_loaded_only_by_a_pack_that_uses_it(tmp_path):
    (tmp_path / "other.yaml").write_text(USER.replace("generative_models", "network"), encoding="utf-8")
    assert run_apart(tmp_path / "other.yaml") == "False 0 0"


def test_the_shipped_models_can_be_looked_up_and_are_the_same_every_time(tmp_path):
    (tmp_path / "user.yaml").write_text(USER, encoding="utf-8")
    first, again = (Shelf((), LIBRARY, tmp_path).check(tmp_path / "user.yaml") for _ in range(2))
    assert first.problems == ()
    assert first.digest == again.digest
    rows = first.pack.factors["llm_energy_per_token"].rows
    assert set(rows) == set(first.pack.scales["language_models"].options)
    assert (
        ends(rows["dense_8b"])[0]
        < ends(rows["dense_70b"])[0]
        < ends(rows["gpt_4o"])[0]
        < ends(rows["gemini_25_pro"])[0]
    )


def test_the_source_states_the_version_that_computes(tmp_path):
    (tmp_path / "user.yaml").write_text(USER, encoding="utf-8")
    source = Shelf((), LIBRARY, tmp_path).check(tmp_path / "user.yaml").pack.sources["ecologits_2026"]
    assert EcoLogits().version in source.title


def test_both_languages_say_the_same():
    assert set(table("generators", "fr")) == set(table("generators", "en"))
