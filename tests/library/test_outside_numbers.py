"""The library against numbers that others computed or printed: small formulas evaluated through the engine.

`outside.json` holds the outside numbers with their sources. What is given to the formulas is what the outside tool was
given; what must come out is what it gave.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from compass import shipped
from compass.catalogue.packs import Shelf
from tests.helpers import evaluated

FOLDER = Path(__file__).parent
OUTSIDE = json.loads((FOLDER / "outside.json").read_text(encoding="utf-8"))
DRAWS = 2048


@cache
def calculator():
    library = shipped.questionnaires() / "library"
    return Shelf((), library, FOLDER).check(FOLDER / "calculator.yaml").usable()


def computed(**need):
    return evaluated(calculator(), f"need: {json.dumps(need)}", draws=DRAWS)


def reaches(outcome, criterion, value):
    """Say whether a value lies within all draws; they stop short of the ends of a range by up to a tenth."""
    column = np.atleast_1d(outcome.evaluated.drawn.totals["one"][criterion])
    return 0.9 * column.min() <= value <= 1.1 * column.max()


@pytest.mark.parametrize("case", OUTSIDE["requests"], ids=lambda case: case["place"])
def test_a_request_of_ecologits_at_its_own_grid(case):
    """The use of 400 tokens of a dense model of 70 billion parameters, PUE 1.2, WUE 0.5 (EcoLogits 0.11.3)."""
    outcome = computed(
        place=case["place"],
        energy=case["energy_kwh"],
        efficiency=case["pue"],
        room_water=case["wue"],
        own_grid=case["grid_kgco2e_per_kwh"],
    )
    assert outcome.total("use_ghg_of_grid").likely == pytest.approx(case["use_kgco2e"], rel=1e-9)
    assert outcome.total("use_adpe").likely == pytest.approx(case["use_kgsbeq"], rel=1e-6)
    assert outcome.total("use_adpf").likely == pytest.approx(case["use_mj_adpf"], rel=1e-6)
    assert outcome.total("use_water").likely == pytest.approx(case["water_l"], rel=1e-6)
    assert reaches(outcome, "use_ghg", case["use_kgco2e"])


@pytest.mark.parametrize("case", OUTSIDE["one_kwh"], ids=lambda case: f"{case['place']}: {case['tool']}")
def test_one_kilowatt_hour_as_five_tools_count_it(case):
    assert reaches(computed(place=case["place"], energy=1), "use_ghg", case["kgco2e"])


@pytest.mark.parametrize("case", OUTSIDE["servers"], ids=lambda case: case["id"])
def test_five_years_of_a_server_within_the_band_of_boaviztapi(case):
    outcome = computed(server=case["server"], hours=case["hours"], own_grid=case["grid_kgco2e_per_kwh"])
    use = outcome.total("server_use")
    assert case["use_low"] <= use.p5 <= use.median <= use.p95 <= case["use_high"]
    assert use.likely == pytest.approx(case["use_kgco2e"], rel=0.02)
    assert reaches(outcome, "server_making", case["making_kgco2e"])


def test_a_server_by_parts_lies_within_the_band_of_the_whole():
    """EcoLogits counts 5,700 kg for the host of eight cards; BoaviztAPI computes the whole."""
    by_parts = computed(server="eight_h100", host=5700, cards=8).total("server_by_parts")
    whole = computed(server="eight_h100").total("server_making")
    assert by_parts.median == pytest.approx(whole.median, rel=0.25)
    assert whole.p5 < by_parts.p95
    assert by_parts.p5 < whole.p95


def test_a_rack_server_uses_in_a_year_what_its_makers_say():
    """Median, first and last deciles of manufacturers' sheets (Boavizta 2023): 1,528.6, 857.1 and 2,765.3 kWh."""
    used = computed(server="rack").total("server_year")
    assert used.likely == pytest.approx(1528.6, rel=1e-3)
    assert used.p5 >= 857.1
    assert used.p95 <= 2765.3


def test_an_array_draws_more_than_its_disks_alone():
    """336 TB at 396 W (BoaviztAPI) against 0.65 W for each TB of a disk (Cloud Carbon Footprint)."""
    outcome = computed(capacity=336)
    array, drives = outcome.total("array_electricity"), outcome.total("drives_electricity")
    assert array.likely == pytest.approx(10.3, rel=0.01)
    assert drives.likely == pytest.approx(0.65 * 8.76, rel=1e-9)
    assert drives.p95 < array.median


@pytest.mark.parametrize("case", OUTSIDE["terminals"], ids=lambda case: case["device"])
def test_making_a_device_as_boaviztapi_counts_it(case):
    assert reaches(computed(device=case["device"]), "device_making", case["making_kgco2e"])


def test_the_laptop_of_boaviztapi_is_one_that_is_always_on():
    """Four years of its use in France (51.5 to 103 kg at 0.098 kg for each kWh) are 26.5 W day and night."""
    laptop = next(case for case in OUTSIDE["terminals"] if case["device"] == "laptop")
    use = computed(device="laptop", hours=laptop["hours"], own_grid=0.098).total("device_use")
    assert laptop["use_low"] <= use.likely <= laptop["use_high"]


@pytest.mark.parametrize("case", [*OUTSIDE["slides"], *OUTSIDE["trainings"]], ids=lambda case: str(case["kgco2e"]))
def test_a_pathology_model_at_the_german_grid(case):
    """Energy and emissions printed side by side (npj Digital Medicine 2024, table 1)."""
    assert reaches(computed(place="deu", energy=case["kwh"]), "use_ghg", case["kgco2e"])


def test_slides_and_trainings_stand_at_the_median_of_the_five_models():
    outcome = computed(place="deu", slides=1)
    grid = computed(place="deu", energy=1).total("use_ghg").likely
    for criterion, cases in (("slide_ghg", OUTSIDE["slides"]), ("training_ghg", OUTSIDE["trainings"])):
        used = [case["kwh"] for case in cases]
        assert outcome.total(criterion).likely == pytest.approx(median(used) * grid, rel=1e-9)
        assert min(used) * grid * 0.9 <= outcome.total(criterion).p5
        assert outcome.total(criterion).p95 <= max(used) * grid * 1.1


def test_segmenting_the_ct_studies_of_a_year():
    """28,540 kWh for 20 million studies (Prajwal 2025, J. Imaging 11:174)."""
    assert computed(studies=20_000_000).total("ct_energy").likely == pytest.approx(28_540, rel=1e-3)


def test_switching_an_mri_scanner_off_at_night_saves_what_was_published():
    """Twelve hours a night for a year: 12.3 to 21.0 MWh (Woolen 2023), from the powers of the same paper."""
    assert 12.3 <= computed(hours=12 * 365).total("night_saving").likely <= 21.0


def test_the_mri_examinations_of_france():
    """4.3 million examinations, 59 kt by the eco-responsibility committee of the SFR (2024), use alone."""
    outcome = computed(exams=4_300_000)
    assert reaches(outcome, "mri_total", 59e6)
    assert outcome.total("mri_total").p5 > 59e6
