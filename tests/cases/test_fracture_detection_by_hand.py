"""The fracture case computed again by hand, in plain Python, from numbers copied out of the files.

Nothing of the engine takes part in what is expected: no formula is parsed, no factor is read, no unit is converted
by the program. Each number below says where it stands; each function says its unit. Everything is at its likely
value: a range at `likely`, a choice at its largest share (the first listed on a tie), a study at the one marked main.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import pytest

from compass.model.evaluation import Evaluation, StudyResult
from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace

CASE = "questionnaires/radiology-ai/assessments/fracture-detection.yaml"

# --- The need: `need` of the assessment, or `if_unknown` of the question where it says unknown ---------------------
STUDIES = 26_000.0  # study/year; need.studies_per_year
PREVALENCE = 0.296  # need.prevalence, Luiken 2025
TRAVEL = 20.0  # km/exam; travel_km unknown: compass_2026
SENSITIVITY_NOW = 0.794  # current_sensitivity unknown: middle of Guermazi 2022 (0.648) and Kuo 2022 (0.94)
SPECIFICITY_NOW = 0.923  # current_specificity unknown: middle of Guermazi 2022 (0.906) and Kuo 2022 (0.94)
READING_NOW = 0.533  # staff_min/study; need.reading_minutes, Prucker 2025
FOLLOW_UP_SHARE = 0.2  # follow_up_share unknown: compass_2026
RETURN_SHARE = 0.3  # return_share unknown: compass_2026
HALF_WIDTH = 0.07  # trial_half_width not decided: compass_2026
# modality: radiograph. readers_today: one. follow_up_exam: ct. study_mb unknown: that of a radiograph.
# refilled_share unknown: usual_refill. documented_queue unknown: no. payment_model unknown: subscription_tiers.
# hospital_country: fra. freed_time unknown: refilled, by its if_unknown.

# --- What the options say, or what stands in for it -----------------------------------------------------------------
MISSED_RECOVERED_UNKNOWN = 0.1975  # missed_recovered unknown: middle of 0 (Prucker 2025) and 0.395 (Guermazi 2022)
FALSE_POSITIVE_CHANGE_UNKNOWN = -0.115  # false_positive_change unknown: compass_2026
SECOND_READER = 0.26, 0.2  # share found of the missed (Geijer 2018), change in false positives (compass_2026)
ENERGY_PER_STUDY = 0.061  # Wh/study; energy_per_study unknown: Prajwal 2025
RESULT_MB = 7.5  # MB/study; result_mb unknown: compass_2026
PRICE = 1.2  # EUR/study; price_per_study unknown: compass_2026
SETUP_COST = 20_000.0  # EUR; setup_cost unknown: compass_2026
HOUR_WORTH = 123.9  # EUR/staff_h; hour_worth unknown: middle of Insights Imaging 2024
# datacentre: hospital_room on site (set by the alternative); in the cloud unknown: hyperscale has the largest share.
# vendor_country: not asked on site, so the hospital's; in the cloud unknown: fra is the first of three at 0.25.

# --- Numbers of the pack: tree/*.yaml ---------------------------------------------------------------------
SECOND_READER_TIME = 1.9  # time_with_solution[second_reader], compass_2026
READING_HOURS_PER_WORKSTATION = 2500.0  # staff_h/workstation/year; reading_hours_per_workstation, compass_2026
MINUTES_PER_CT = 35.0  # staff_min/exam; follow_up_minutes[ct], compass_2026
MINUTES_PER_RADIOGRAPH = 13.0  # staff_min/exam; making_minutes[radiograph], compass_2026
MINUTES_PER_RETURN = 60.0  # staff_min/exam; minutes_per_return, compass_2026
SETUP_HOURS = 120.0  # staff_h; setup_hours, compass_2026
RUNNING_HOURS = 40.0  # staff_h/year; running_hours, compass_2026
SERVERS_ON_SITE = 1.0  # server; servers_on_site, compass_2026
STUDIES_PER_CLOUD_SERVER = 950_000.0  # study/year/server; studies_per_cloud_server, compass_2026
STORAGE_COPIES = 2.0  # storage_copies, compass_2026
RETENTION = 20.0  # year; retention, SFR slides 2023
RETRAININGS = 1.0  # 1/year; retrainings_per_year, compass_2026
ELECTRICITY_PRICE = 0.18  # EUR/kWh; electricity_price, compass_2026
CT_TRIP_SHARE = 0.4  # ct_trip_share, compass_2026
REFILL_SHARE = 0.9  # refill_share[refilled], compass_2026
INDUCED_SHARE = 0.01  # induced_share, compass_2026
INCIDENTAL_CHANGE = 0.005  # case/study; incidental_change, compass_2026
VENDOR_RETENTION = 3.0  # year; vendor_retention, compass_2026
DELIVERY_KM = 300.0  # km/server; delivery_km, compass_2026
VISITS, VISIT_KM = 1.0, 200.0  # 1/year, km; visits_a_year, visit_km, compass_2026
WIDER_USE = 0.2  # wider_use_share, compass_2026
LEAST_GAIN = 0.1  # EUR/study; least_gain, compass_2026
HORIZON = 5.0  # year; pack.yaml

# --- Numbers of the library: library/factors/*.yaml -----------------------------------------------------------------
GRID_GHG = 0.0461  # kgCO2e/kWh; grid_ghg[fra], ADEME 2025
GRID_ADPE = 4.8580e-08  # kgSbeq/kWh; grid_adpe[fra], Base Impacts 2011
GRID_WATER = 3.6737  # L/kWh; grid_water[fra], WRI 2020
PUE_HOSPITAL, PUE_HYPERSCALE = 2.19, 1.18  # pue[hospital_room], pue[hyperscale], Deloitte 2023
PUE_COLOCATION = 1.51  # pue[colocation], Arcep 2025
WUE_HOSPITAL = 0.213  # L/kWh; wue[hospital_room], compass_2026
WUE_HYPERSCALE = 0.27  # L/kWh; wue[hyperscale], cloud providers 2025
SERVER_POWER = 320.0  # W/server; server_power, BoaviztAPI 2026
SERVER_GHG = 1050.0  # kgCO2e/server; server_embodied, BoaviztAPI 2026
SERVER_ADPE = 0.115  # kgSbeq/server; server_adpe, BoaviztAPI 2026
SERVER_LIFE = 4.0  # year; server_life, Boavizta 2023
STORAGE_ELECTRICITY = 10.3  # kWh/TB/year; storage_electricity, CCF 2020
STORAGE_GHG = 4.8929  # kgCO2e/TB; storage_embodied, BoaviztAPI 2026
STORAGE_ADPE = 0.0004375  # kgSbeq/TB; storage_adpe, BoaviztAPI 2026
WORKSTATION_ELECTRICITY = 1408.0  # kWh/workstation/year; workstation_electricity, Prasanna 2011
WORKSTATION_GHG = 738.1  # kgCO2e/workstation, without screens; workstation_embodied, Boavizta 2023
SCREEN_GHG = 357.4  # kgCO2e/screen; screen_embodied, Boavizta 2023
SCREENS = 2.5  # screen/workstation; screens_per_workstation, compass_2026
WORKSTATION_ADPE = 0.03552  # kgSbeq/workstation, with screens; workstation_adpe, ADEME NegaOctet 2022
WORKSTATION_LIFE = 4.0  # year; workstation_life, Boavizta 2023
SCREEN_ELECTRICITY = 725.0  # kWh/screen/year; diagnostic_screen_electricity, Prasanna 2011
RECYCLED = 0.465  # recycled_share, SFR slides 2024
CT_MB = 113.0  # MB/study; archived_size[ct], SFR slides 2020
TRAINING = 11.713  # kWh; training_electricity, pathology 2024
CT_GHG = 6.61  # kgCO2e/exam; ct_ghg, Martin 2018
CT_ELECTRICITY = 7.5  # kWh/exam; ct_electricity, Martin 2018
RADIOGRAPH_GHG = 0.76  # kgCO2e/exam; radiograph_ghg, McAlister 2022
STUDY_MB = 21.2  # MB/study; study_data, PACSnet
CAR_GHG = 0.2176  # kgCO2e/km; car_ghg, ADEME Impact CO2 2025
NETWORK_GHG = 0.009269  # kgCO2e/GB; network_ghg, ADEME 2022
NETWORK_ELECTRICITY = 0.05  # kWh/GB; network_electricity, Traficom 2021

MINUTES_PER_HOUR = 60.0
HOURS_PER_YEAR = 365 * 24.0
WEEKS_PER_YEAR = 365 / 7


@dataclass(frozen=True)
class Solution:
    """One option as the case describes it."""

    missed_recovered: float  # share of today's missed cases
    false_positive_change: float  # relative to today
    minutes: float  # staff_min/study, of all readers
    has_second_reader: bool = False
    place: str = "nowhere"  # where the software runs
    servers: float = 0.0  # server
    pue: float = 1.0
    wue: float = 0.0  # L/kWh
    privacy: float = 0.0  # level
    told: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)  # levels of TOLD, in that order
    evidence: float = 0.5  # points earned out of points possible; 0.5 by convention without software

    @property
    def has_software(self) -> bool:
        return self.place != "nowhere"


# Levels 0 to 4, the worst of the effects present; an unknown choice with points stands at the answer in the middle.
# skills_lost: skills_fade 2 (plan_written), failures_not_taught 1 (initial_only).
# automation_bias: swayed_reader 2 (tool_role aid), unwatched_influence 2 (planned), alert_fatigue 2 and unclear_score 2
#   (partly), early_release 0 (never); the time gained is refilled, so hurried_readers 3.
# dependence: results_not_yours 3 (vendor); vendor_dependence and closed_formats 2 (partly), foreign_law 2
#   (transfer_disclosed), price_out_of_hand 2 (payment_model unknown: subscription_tiers).
# fragility: slow_repair 3 (ends_before); reading_halts 2 (nothing_planned), open_door and forced_update 2 (partly),
#   the rest 1.
# inequity: outside_purpose 2 (partial_match), groups_read_less_well 2 (partly), machines_left_out 2 (some_of_ours),
#   uninformed_patients 1 (notice_only).
# privacy: data_exposure 2 (data_leaving unknown: pseudonymised_kept has the largest share), data_taken_up 4
#   (data_reuse unknown: unless_refused, the second lowest of four), the rest less.
TOLD = ("skills_lost", "automation_bias", "dependence", "fragility", "inequity")

SOLUTIONS = {
    "status_quo": Solution(missed_recovered=0.0, false_positive_change=0.0, minutes=READING_NOW),
    "second_human": Solution(
        missed_recovered=SECOND_READER[0],
        false_positive_change=SECOND_READER[1],
        minutes=READING_NOW * SECOND_READER_TIME,  # minutes_with_help unknown: usual_minutes
        has_second_reader=True,
    ),
    "boneview_site": Solution(
        missed_recovered=0.295,  # Guermazi 2022
        false_positive_change=-0.532,  # Guermazi 2022
        minutes=0.392,  # Prucker 2025
        place="hospital",
        servers=SERVERS_ON_SITE,  # server_count unknown: usual_servers
        pue=PUE_HOSPITAL,
        wue=WUE_HOSPITAL,
        told=(2, 3, 3, 3, 2),
        privacy=4.0,
        evidence=(1 + 1) / (3 + 2),  # independence_not_shown 1 of 3; version_match unknown: older_version 1 of 2
    ),
    "rbfracture_cloud": Solution(
        missed_recovered=MISSED_RECOVERED_UNKNOWN,
        false_positive_change=FALSE_POSITIVE_CHANGE_UNKNOWN,
        minutes=0.392,  # Prucker 2025
        place="cloud",
        servers=STUDIES / STUDIES_PER_CLOUD_SERVER,  # server_count unknown: usual_servers
        pue=PUE_HYPERSCALE,
        wue=WUE_HYPERSCALE,
        told=(2, 3, 3, 3, 2),
        privacy=4.0,
        evidence=(1 + 1) / (3 + 2),
    ),
}


# --- tree/reading.yaml ----------------------------------------------------------------------------------------------
def missed_cases(s: Solution) -> float:
    """case/year: positive studies that the reading does not recognise."""
    sensitivity = SENSITIVITY_NOW + (1 - SENSITIVITY_NOW) * s.missed_recovered
    return STUDIES * PREVALENCE * (1 - sensitivity)


def false_positives(s: Solution) -> float:
    """case/year: normal studies called positive."""
    wrongly_positive = min(1.0, (1 - SPECIFICITY_NOW) * (1 + s.false_positive_change))
    return STUDIES * (1 - PREVALENCE) * wrongly_positive


def reading_hours(s: Solution) -> float:
    """staff_h/year of all readers."""
    return STUDIES * s.minutes / MINUTES_PER_HOUR


def first_reader_hours(s: Solution) -> float:
    """staff_h/year: with two readers the first keeps today's time."""
    return STUDIES * READING_NOW / MINUTES_PER_HOUR if s.has_second_reader else reading_hours(s)


def second_reader_hours(s: Solution) -> float:
    """staff_h/year"""
    return reading_hours(s) - first_reader_hours(s)


def workstations(s: Solution) -> tuple[float, float]:
    """Workstations taken up by the first and by the second reader."""
    return (
        first_reader_hours(s) / READING_HOURS_PER_WORKSTATION,
        second_reader_hours(s) / READING_HOURS_PER_WORKSTATION,
    )


# --- tree/effects.yaml ----------------------------------------------------------------------------------------------
def follow_up_cts(s: Solution) -> float:
    """exam/year: CT scans of healthy patients."""
    return false_positives(s) * FOLLOW_UP_SHARE


def returns(s: Solution) -> float:
    """exam/year: patients with a missed case who come back."""
    return missed_cases(s) * RETURN_SHARE


def refilled_radiographs(s: Solution) -> float:
    """exam/year: other studies made in the time gained, each taking all of its working time."""
    gained = max(0.0, reading_hours(SOLUTIONS["status_quo"]) - reading_hours(s))  # staff_h/year
    return gained * MINUTES_PER_HOUR * REFILL_SHARE / (MINUTES_PER_RADIOGRAPH + s.minutes)


def induced_radiographs(s: Solution) -> float:
    """exam/year: more is requested because the answer comes easily."""
    return STUDIES * INDUCED_SHARE if s.has_software else 0.0


def incidental_cts(s: Solution) -> float:
    """exam/year: CT scans after an incidental finding."""
    return STUDIES * INCIDENTAL_CHANGE * FOLLOW_UP_SHARE if s.has_software else 0.0


def follow_up_archive(s: Solution) -> float:
    """TB of follow-up CT images kept."""
    return follow_up_cts(s) * CT_MB / 1e6 * STORAGE_COPIES * RETENTION


def follow_up_archive_energy(s: Solution) -> float:
    """kWh/year, in a room of the hospital."""
    return follow_up_archive(s) * STORAGE_ELECTRICITY * PUE_HOSPITAL


# --- tree/machines.yaml ---------------------------------------------------------------------------------------------
def vendor_archive(s: Solution) -> float:
    """TB of studies that the vendor keeps; data_leaving unknown: pseudonymised_kept."""
    return STUDIES * STUDY_MB / 1e6 * VENDOR_RETENTION if s.has_software else 0.0


def vendor_archive_energy(s: Solution) -> float:
    """kWh/year, at a hosting company."""
    return vendor_archive(s) * STORAGE_ELECTRICITY * PUE_COLOCATION


def wider_use_energy(s: Solution) -> float:
    """kWh/year of analyses beyond the use planned, building included."""
    return analysis_energy(s) * WIDER_USE * s.pue


def road_km(s: Solution) -> dict[str, float]:
    """km/year for the server and its vendor's engineer."""
    found = {"server_delivery": s.servers / SERVER_LIFE * DELIVERY_KM} if s.has_software else {}
    return found | {"engineer_travel": VISITS * VISIT_KM} if s.place == "hospital" else found


def discarded_devices(s: Solution) -> float:
    """device/year that nobody recycles: servers, and workstations with their screens."""
    workstations_worn = sum(workstations(s)) / WORKSTATION_LIFE * (1 + SCREENS)
    return (s.servers / SERVER_LIFE + workstations_worn) * (1 - RECYCLED)


# --- tree/software.yaml ---------------------------------------------------------------------------------------------
def waiting_energy(s: Solution) -> float:
    """kWh/year of the servers kept on, without the building."""
    return s.servers * SERVER_POWER * HOURS_PER_YEAR / 1000


def analysis_energy(s: Solution) -> float:
    """kWh/year of the analyses, without the building."""
    return STUDIES * ENERGY_PER_STUDY / 1000 if s.has_software else 0.0


def archive(s: Solution) -> float:
    """TB of results kept."""
    return STUDIES * RESULT_MB / 1e6 * STORAGE_COPIES * RETENTION if s.has_software else 0.0


def archive_energy(s: Solution) -> float:
    """kWh/year, in a room of the hospital."""
    return archive(s) * STORAGE_ELECTRICITY * PUE_HOSPITAL


def training_energy(s: Solution) -> float:
    """kWh/year"""
    return TRAINING * RETRAININGS if s.has_software else 0.0


def data_sent(s: Solution) -> float:
    """GB/year over the network."""
    return STUDIES * (STUDY_MB + RESULT_MB) / 1000 if s.place == "cloud" else 0.0


def cooling_water(s: Solution) -> float:
    """L/year evaporated beside the machines."""
    return (waiting_energy(s) + analysis_energy(s)) * s.wue


NOT_AT_LIKELY_VALUES = ("extra_station_use", "extra_station_making", "continuous_training", "text_generation")
"""Consequences of unknown answers that hold in some draws only: result_display, algorithm_change, language_model."""


# --- Sums over all consequences -------------------------------------------------------------------------------------
def electricity(s: Solution) -> float:
    """kWh/year of machines; all in France at likely values."""
    reading = sum(workstations(s)) * (WORKSTATION_ELECTRICITY + SCREENS * SCREEN_ELECTRICITY)
    computing = (waiting_energy(s) + analysis_energy(s)) * s.pue
    kept = archive_energy(s) + follow_up_archive_energy(s) + vendor_archive_energy(s)
    return reading + computing + kept + training_energy(s) + wider_use_energy(s)


def cts(s: Solution) -> float:
    """exam/year, for whatever reason."""
    return follow_up_cts(s) + incidental_cts(s)


def electricity_everywhere(s: Solution) -> float:
    """kWh/year of machines, of the network and of CT scanners."""
    return electricity(s) + data_sent(s) * NETWORK_ELECTRICITY + cts(s) * CT_ELECTRICITY


def staff_time(s: Solution) -> float:
    """staff_h/year"""
    patients = cts(s) * MINUTES_PER_CT + returns(s) * MINUTES_PER_RETURN
    induced = induced_radiographs(s) * (MINUTES_PER_RADIOGRAPH + s.minutes)
    tool = SETUP_HOURS / HORIZON + RUNNING_HOURS if s.has_software else 0.0
    return reading_hours(s) + (patients + induced) / MINUTES_PER_HOUR + tool


def cost(s: Solution) -> float:
    """EUR/year"""
    if not s.has_software:
        return 0.0
    power = (waiting_energy(s) + analysis_energy(s)) * s.pue * ELECTRICITY_PRICE
    return SETUP_COST / HORIZON + STUDIES * PRICE + (power if s.place == "hospital" else 0.0)


def break_even_volume(s: Solution) -> float:
    """Studies until the time gained has paid for the purchase."""
    gain = (READING_NOW - s.minutes) / MINUTES_PER_HOUR * HOUR_WORTH - PRICE
    return SETUP_COST / max(gain, LEAST_GAIN)


def climate_by_node(s: Solution) -> dict[str, float]:
    """kgCO2e/year of each consequence."""
    found = reading_climate(s) | patient_climate(s)
    return found | software_climate(s) if s.has_software else found


def reading_climate(s: Solution) -> dict[str, float]:
    first, second = workstations(s)
    use, screens = WORKSTATION_ELECTRICITY * GRID_GHG, SCREENS * SCREEN_ELECTRICITY * GRID_GHG
    making = (WORKSTATION_GHG + SCREENS * SCREEN_GHG) / WORKSTATION_LIFE
    found = {"workstation_use": first * use, "screens_use": first * screens, "workstation_making": first * making}
    if s.has_second_reader:
        found |= {"added_workstation_use": second * use, "added_screens_use": second * screens}
        found["added_workstation_making"] = second * making
    return found


def patient_climate(s: Solution) -> dict[str, float]:
    found = {
        "follow_up_ct": follow_up_cts(s) * CT_GHG,
        "follow_up_travel": follow_up_cts(s) * CT_TRIP_SHARE * TRAVEL * CAR_GHG,
        "control_images_kept": follow_up_archive_energy(s) * GRID_GHG,
        "control_disks_made": follow_up_archive(s) / SERVER_LIFE * STORAGE_GHG,
        "return_radiograph": returns(s) * RADIOGRAPH_GHG,
        "return_travel": returns(s) * TRAVEL * CAR_GHG,
    }
    if s is not SOLUTIONS["status_quo"]:
        found["refilled_time"] = refilled_radiographs(s) * RADIOGRAPH_GHG
    return found


def software_climate(s: Solution) -> dict[str, float]:
    side = "site" if s.place == "hospital" else "cloud"
    found = {
        "analysis_run": analysis_energy(s) * s.pue * GRID_GHG,
        f"{side}_server_use": waiting_energy(s) * s.pue * GRID_GHG,
        f"{side}_server_making": s.servers / SERVER_LIFE * SERVER_GHG,
        "archive_use": archive_energy(s) * GRID_GHG,
        "archive_making": archive(s) / SERVER_LIFE * STORAGE_GHG,
        "vendor_copies_use": vendor_archive_energy(s) * GRID_GHG,
        "vendor_copies_making": vendor_archive(s) / SERVER_LIFE * STORAGE_GHG,
        "training_part": training_energy(s) * GRID_GHG,
        "wider_use": wider_use_energy(s) * GRID_GHG,
        "induced_prescribing": induced_radiographs(s) * RADIOGRAPH_GHG,
        "incidental_cascade": incidental_cts(s) * (CT_GHG + CT_TRIP_SHARE * TRAVEL * CAR_GHG),
    }
    found |= {node: km * CAR_GHG for node, km in road_km(s).items()}
    found |= dict.fromkeys(NOT_AT_LIKELY_VALUES, 0.0)
    if s.place == "cloud":
        found["network_transfer"] = data_sent(s) * NETWORK_GHG
    return found


def water(s: Solution) -> float:
    """L/year: beside the machines and in power stations."""
    return cooling_water(s) + electricity_everywhere(s) * GRID_WATER


def abiotic_resources(s: Solution) -> float:
    """kgSbeq/year"""
    workstations_made = sum(workstations(s)) / WORKSTATION_LIFE * WORKSTATION_ADPE
    servers_made = s.servers / SERVER_LIFE * SERVER_ADPE
    disks_made = (archive(s) + follow_up_archive(s) + vendor_archive(s)) / SERVER_LIFE * STORAGE_ADPE
    return workstations_made + servers_made + disks_made + electricity_everywhere(s) * GRID_ADPE


CRITERIA = {
    "missed_cases": missed_cases,
    "false_positives": false_positives,
    "clinical_evidence": lambda s: s.evidence,
    "staff_time": staff_time,
    "privacy": lambda s: s.privacy,
    "cost": cost,
    "climate": lambda s: sum(climate_by_node(s).values()),
    "electricity_used": electricity_everywhere,
    "water": water,
    "abiotic_resources": abiotic_resources,
    "discarded_devices": discarded_devices,
    "patients_served": lambda _: 0.0,  # no queue is documented
    **{criterion: lambda s, place=place: float(s.told[place]) for place, criterion in enumerate(TOLD)},
}

# --- Huhtanen 2025, Emergency Radiology: the tool alone, as published -----------------------------------------------
HUHTANEN = {"boneview_site": (0.893, 0.885), "rbfracture_cloud": (0.872, 0.892)}  # sensitivity, specificity


def bayes(sensitivity: float, specificity: float) -> dict[str, float]:
    """What follows for the department from the published figures."""
    true_alerts = PREVALENCE * sensitivity
    false_alerts = (1 - PREVALENCE) * (1 - specificity)
    true_silences = (1 - PREVALENCE) * specificity
    missed = PREVALENCE * (1 - sensitivity)
    per_week = STUDIES / WEEKS_PER_YEAR
    return {
        "alert_is_right": true_alerts / (true_alerts + false_alerts),  # positive predictive value
        "silence_is_right": true_silences / (true_silences + missed),  # negative predictive value
        "false_alerts_per_week": per_week * false_alerts,
        "missed_by_tool_per_week": per_week * missed,
        "trial_studies": max(  # Buderer 1996, at 95 %
            math.ceil(1.959964**2 * sensitivity * (1 - sensitivity) / HALF_WIDTH**2 / PREVALENCE),
            math.ceil(1.959964**2 * specificity * (1 - specificity) / HALF_WIDTH**2 / (1 - PREVALENCE)),
        ),
    }


def same(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-12)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    root = Path(__file__).parents[2]
    return evaluate_file(open_workspace(root), root / CASE, draws=64).evaluated.evaluation


@pytest.mark.parametrize("option", SOLUTIONS)
@pytest.mark.parametrize("criterion", CRITERIA)
def test_likely_value_of_every_criterion(evaluation: Evaluation, criterion: str, option: str) -> None:
    found = {(c.option, c.criterion): c.total for c in evaluation.criteria}[(option, criterion)]
    assert found is not None
    assert found.likely == same(CRITERIA[criterion](SOLUTIONS[option]))


def test_nothing_is_left_out(evaluation: Evaluation) -> None:
    marks = {f"answers_on_{axis}" for axis in ("relevance", "validation", "usability", "eco_design")}
    assert {c.criterion for c in evaluation.criteria} - marks - {"break_even_volume"} == set(
        CRITERIA
    )  # tests/questionnaires has the marks
    assert evaluation.options == tuple(SOLUTIONS)


def test_break_even_volume_is_that_of_software_alone(evaluation: Evaluation) -> None:
    found = {c.option: c.total and c.total.likely for c in evaluation.criteria if c.criterion == "break_even_volume"}
    assert found == {o: same(break_even_volume(s)) if s.has_software else None for o, s in SOLUTIONS.items()}


@pytest.mark.parametrize("option", SOLUTIONS)
def test_what_each_consequence_adds_to_climate(evaluation: Evaluation, option: str) -> None:
    found = {c.node: c.likely for c in evaluation.contributions if (c.option, c.criterion) == (option, "climate")}
    expected = climate_by_node(SOLUTIONS[option])
    assert found == {node: same(value) for node, value in expected.items()}


@pytest.mark.parametrize("option", [option for option in SOLUTIONS if option != "status_quo"])
@pytest.mark.parametrize("criterion", CRITERIA)
def test_difference_from_todays_reading(evaluation: Evaluation, criterion: str, option: str) -> None:
    found = {(c.option, c.criterion): c.difference for c in evaluation.criteria}[(option, criterion)]
    assert found is not None
    today, then = (CRITERIA[criterion](SOLUTIONS[o]) for o in ("status_quo", option))
    assert found.likely == pytest.approx(then - today, rel=1e-9, abs=1e-9 * max(abs(today), 1e-9))


@pytest.mark.parametrize("option", HUHTANEN)
def test_bayes_rule_on_the_published_figures(evaluation: Evaluation, option: str) -> None:
    found = _huhtanen(evaluation, option)
    assert found.drawn
    assert found.is_main
    expected = bayes(*HUHTANEN[option])
    assert {id: value.likely for id, value in found.follows.items()} == {id: same(v) for id, v in expected.items()}


def _huhtanen(evaluation: Evaluation, option: str) -> StudyResult:
    (found,) = [s for s in evaluation.studies if (s.option, s.evidence) == (option, "huhtanen_2025")]
    return found


def test_bayes_rule_against_round_figures() -> None:
    """BoneView at 29.6 % positive studies: of 1,000 studies 264 true and 81 false alerts, 623 true and 32 wrong
    silences; 500 studies a week."""
    followed = bayes(0.893, 0.885)
    assert followed["alert_is_right"] == pytest.approx(264.3 / (264.3 + 81.0), abs=1e-3)
    assert followed["silence_is_right"] == pytest.approx(623.0 / (623.0 + 31.7), abs=1e-3)
    assert followed["false_alerts_per_week"] == pytest.approx(40.4, abs=0.1)
    assert followed["missed_by_tool_per_week"] == pytest.approx(15.8, abs=0.1)
