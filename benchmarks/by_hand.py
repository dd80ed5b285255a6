"""The formulas of the frozen pack as a careful NumPy programmer writes them: what benchmarks/engine.py compares with.

Vectorised over draws; what several options share is computed once; nothing is computed that no result uses. It gives
what the engine gives and a report tells: for each option the total of each criterion, what each consequence adds to
it, and every derived quantity.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

Column = Any
Columns = dict[str, Any]

HORIZON = 5.0
RETENTION = 20.0
HOURS_PER_YEAR = 8760.0
ROOMS = ("hospital_room", "enterprise", "colocation", "hyperscale")
COUNTRIES = ("fra", "deu", "irl", "nld", "swe")
COLOCATION, HYPERSCALE = 2, 3
GERMANY = COUNTRIES.index("deu")


@dataclass
class Result:
    """One option: its quantities, and what each consequence adds to each summed criterion."""

    quantities: Columns
    staff: Columns = field(default_factory=dict)
    cost: Columns = field(default_factory=dict)
    climate: Columns = field(default_factory=dict)
    water: Columns = field(default_factory=dict)
    totals: Columns = field(default_factory=dict)

    def added(self) -> dict[str, Columns]:
        return {"staff_time": self.staff, "cost": self.cost, "climate": self.climate, "water": self.water}


def compute(x: Columns) -> dict[str, Result]:
    """Give the six options from the columns of draws, by their names in the engine."""
    s = shared(x)
    t = shared_by_software(x, s)
    return {
        "today": today(x, s),
        "second": second(x, s),
        "site_shared": software(x, s, t, "site_shared", x["minutes_with_help@site_shared"], 0.2),
        "site_own": software(x, s, t, "site_own", t["usual_minutes"], x["servers_on_site"]),
        "cloud_known": software(
            x, s, t, "cloud_known", x["minutes_with_help@cloud_known"], t["cloud_share"], HYPERSCALE, GERMANY
        ),
        "cloud_unknown": software(
            x, s, t, "cloud_unknown", t["usual_minutes"], x["server_count@cloud_unknown"], x["room"],
            x["vendor_country"],
        ),
    }  # fmt: skip


def shared(x: Columns) -> Columns:
    """What does not depend on the option."""
    studies = x["studies_per_year"]
    s = {
        "positives": studies * x["prevalence"],
        "negatives": studies * (1 - x["prevalence"]),
        "missed_share_today": 1 - x["current_sensitivity"],
        "wrong_share_today": 1 - x["current_specificity"],
        "trip_when_followed": x["ct_trip_share"] * x["travel_km"],
        "reading_hours": studies * x["reading_minutes"] / 60,
        "ct_hours": x["minutes_per_ct"] / 60,
        "return_hours": x["minutes_per_return"] / 60,
        "far": x["travel_km"] > 25,
        "ct_water": x["ct_electricity"] * x["grid_water[fra]"],
    }
    s["missed_cases_year"] = s["positives"] * s["missed_share_today"]
    s["wrong_with_help"] = np.minimum(1, s["wrong_share_today"] * (1 + x["false_positive_change@*"]))
    return s | {
        "with_help": followed(x, s, s["wrong_with_help"]),
        "without_help": followed(x, s, s["wrong_share_today"]),
    }


def followed(x: Columns, s: Columns, wrong: Column) -> Columns:
    """False positives of a year and what their follow-up adds."""
    positives = s["negatives"] * wrong
    exams = positives * x["follow_up_share"]
    return {
        "false_positives_year": positives,
        "follow_up_exams": exams,
        "climate": exams * x["ct_ghg"] + exams * s["trip_when_followed"] * x["car_ghg"],
        "staff": exams * s["ct_hours"],
        "water": exams * s["ct_water"],
    }


def shared_by_software(x: Columns, s: Columns) -> Columns:
    """What the four options with software have in common: quantities, then (after `climate_…`) what they add."""
    studies = x["studies_per_year"]
    t = {
        "cloud_share": studies / x["studies_per_server"],
        "usual_minutes": x["reading_minutes"] * x["time_with_help"],
        "yearly_setup_hours": x["setup_hours"] / HORIZON,
        "licence": studies * x["price_per_study@*"],
        "analysis_energy": studies * x["energy_per_study@*"] / 1e3,
        "data_sent": studies * (x["study_data"] + x["result_mb@*"]) / 1e3,
        "archive_stock": studies * x["result_mb@*"] * x["storage_copies"] * (RETENTION / 1e6),
        "induced_exams": studies * x["induced_share"],
        "incidental_exams": studies * x["incidental_change"] * x["follow_up_share"],
    }
    t["archive_energy"] = t["archive_stock"] * x["storage_electricity"] * x["pue[hospital_room]"]
    t["incidental_hours"] = t["incidental_exams"] * s["ct_hours"]
    disks = t["archive_stock"] / x["server_life"] * x["storage_ghg"]
    return t | {
        "set_up": t["yearly_setup_hours"] + x["running_hours"],
        "set_up_cost": x["setup_cost@*"] / HORIZON,
        "climate_network": t["data_sent"] * x["network_ghg"],
        "water_network": t["data_sent"] * (x["network_electricity"] * x["grid_water[fra]"]),
        "climate_archive": t["archive_energy"] * x["grid_ghg[fra]"] + disks,
        "water_archive": t["archive_energy"] * x["grid_water[fra]"],
        "climate_induced": t["induced_exams"] * x["radiograph_ghg"],
        "climate_incidental": t["incidental_exams"] * x["ct_ghg"],
        "water_incidental": t["incidental_exams"] * s["ct_water"],
    }


def today(x: Columns, s: Columns) -> Result:
    r = Result({
        "option_missed_share": s["missed_share_today"],
        "option_wrong_share": s["wrong_share_today"],
        "missed_cases_year": s["missed_cases_year"],
        "reading_hours": s["reading_hours"],
    })  # fmt: skip
    reading(x, r, s["reading_hours"])
    patients(x, s, r, s["without_help"])
    return totals(r)


def second(x: Columns, s: Columns) -> Result:
    r = Result(errors(x, s, "second"))
    q = r.quantities
    q["minutes_per_study"] = x["reading_minutes"] * 2
    q["reading_hours"] = x["studies_per_year"] * q["minutes_per_study"] / 60
    q["second_hours"] = q["reading_hours"] - s["reading_hours"]
    reading(x, r, s["reading_hours"])
    more_reading(x, r)
    patients(x, s, r, s["with_help"])
    refilled(x, s, r)
    return totals(r)


def software(
    x: Columns, s: Columns, t: Columns, option: str, minutes: Column, servers: Column,
    room: Column = 0, country: Column = 0,
) -> Result:  # fmt: skip
    """An option with software; on site it is in room 0 and country 0, and pays its electricity."""
    r = Result(errors(x, s, option))
    q = r.quantities
    q["minutes_per_study"], q["reading_hours"] = minutes, x["studies_per_year"] * minutes / 60
    reading(x, r, q["reading_hours"])
    patients(x, s, r, s["with_help"])
    refilled(x, s, r)
    r.staff |= {
        "set_up": t["set_up"],
        "incidental": t["incidental_hours"],
        "induced": t["induced_exams"] * q["minutes_per_refill"] / 60,
    }
    r.cost |= {"set_up": t["set_up_cost"], "licence_fee": t["licence"]}
    r.climate |= {name: t[f"climate_{name}"] for name in ("archive", "induced", "incidental")}
    r.water |= {name: t[f"water_{name}"] for name in ("archive", "incidental")}
    machines(x, t, r, servers, room, country)
    outside(t, r, room) if option.startswith("cloud") else inside(x, r)
    return totals(r)


def errors(x: Columns, s: Columns, option: str) -> Columns:
    """What is missed, and what is called positive wrongly, with help."""
    missed = np.clip(s["missed_share_today"] * (1 - x[f"missed_recovered@{option}"]), 0, 1)
    return {
        "option_missed_share": missed,
        "option_wrong_share": s["wrong_with_help"],
        "missed_cases_year": s["positives"] * missed,
    }


def reading(x: Columns, r: Result, hours: Column) -> None:
    """The first reader and the workstation: its electricity and its making."""
    stations = hours / x["hours_per_workstation"]
    r.quantities["first_hours"], r.quantities["first_workstations"] = hours, stations
    r.staff["human_reading"] = hours
    workstations(x, r, "workstation_use", stations)


def more_reading(x: Columns, r: Result) -> None:
    """The second reader."""
    hours = r.quantities["second_hours"]
    r.quantities["second_workstations"] = hours / x["hours_per_workstation"]
    r.staff["second_reading"] = hours
    workstations(x, r, "more_workstations", r.quantities["second_workstations"])


def workstations(x: Columns, r: Result, node: str, stations: Column) -> None:
    electricity = stations * x["workstation_electricity"]
    r.climate[node] = electricity * x["grid_ghg[fra]"] + stations / x["workstation_life"] * x["workstation_ghg"]
    r.water[node] = electricity * x["grid_water[fra]"]


def patients(x: Columns, s: Columns, r: Result, follow_up: Columns) -> None:
    """Follow-ups of false positives and returns of missed cases."""
    q = r.quantities
    q["false_positives_year"], q["follow_up_exams"] = follow_up["false_positives_year"], follow_up["follow_up_exams"]
    back = q["return_visits"] = q["missed_cases_year"] * x["return_share"]
    q["avoided_missed"] = np.maximum(0, s["missed_cases_year"] - q["missed_cases_year"])
    q["spared_hours"] = q["avoided_missed"] * x["return_share"] * s["return_hours"]
    r.climate["follow_up"], r.staff["follow_up"] = follow_up["climate"], follow_up["staff"]
    r.water["follow_up"] = follow_up["water"]
    r.climate["returns"] = back * x["radiograph_ghg"] + back * x["travel_km"] * x["car_ghg"]
    r.staff["returns"] = back * s["return_hours"]
    r.staff["long_trips"] = np.where(s["far"], q["spared_hours"] * 0.1, 0.0)


def refilled(x: Columns, s: Columns, r: Result) -> None:
    """Other studies made in the time gained."""
    q = r.quantities
    q["minutes_per_refill"] = x["minutes_per_radiograph"] + q["minutes_per_study"]
    q["freed_hours"] = np.maximum(0, s["reading_hours"] - q["reading_hours"])
    q["refilled_exams"] = q["freed_hours"] * x["refill_share[refilled]"] / q["minutes_per_refill"] * 60
    r.climate["refilled_time"] = q["refilled_exams"] * x["radiograph_ghg"]


def machines(x: Columns, t: Columns, r: Result, servers: Column, room: Column, country: Column) -> None:
    """Servers, analyses, training, cooling."""
    pue, wue = row(x, "pue", ROOMS, room), row(x, "wue", ROOMS, room)
    ghg, water = row(x, "grid_ghg", COUNTRIES, country), row(x, "grid_water", COUNTRIES, country)
    q = r.quantities
    q["servers_per_year"] = servers / x["server_life"]
    q["waiting_energy"] = servers * x["server_power"] * (HOURS_PER_YEAR / 1000)
    q["always_on_energy"], q["inference_energy"] = q["waiting_energy"] * pue, t["analysis_energy"] * pue
    q["cooling_volume"] = (q["waiting_energy"] + t["analysis_energy"]) * wue
    r.climate["server_use"] = q["always_on_energy"] * ghg + q["servers_per_year"] * x["server_ghg"]
    r.climate["analysis_run"] = q["inference_energy"] * ghg
    r.climate["training"] = x["training_electricity"] * ghg
    r.water["server_use"] = q["always_on_energy"] * water
    r.water["analysis_run"] = q["inference_energy"] * water
    r.water["training"] = x["training_electricity"] * water


def inside(x: Columns, r: Result) -> None:
    """What only a server of the hospital costs."""
    q = r.quantities
    q["power_bill"] = (q["always_on_energy"] + q["inference_energy"]) * x["electricity_price"]
    r.cost["power_paid"] = q["power_bill"]
    r.water["cooling"] = q["cooling_volume"]


def outside(t: Columns, r: Result, room: Column) -> None:
    """What only the cloud adds."""
    r.climate["images_sent"], r.water["images_sent"] = t["climate_network"], t["water_network"]
    cooled = (room == COLOCATION) | (room == HYPERSCALE)
    r.water["cooling"] = np.where(cooled, r.quantities["cooling_volume"], 0.0)


def row(x: Columns, factor: str, options: tuple[str, ...], chosen: Column) -> Column:
    """Read a factor at a choice, certain or drawn."""
    if not isinstance(chosen, np.ndarray):
        return x[f"{factor}[{options[chosen]}]"]
    values = {index: x[f"{factor}[{option}]"] for index, option in enumerate(options) if f"{factor}[{option}]" in x}
    (_, found), *rest = values.items()
    for index, value in rest:
        found = np.where(chosen == index, value, found)
    return found


def totals(r: Result) -> Result:
    q = r.quantities
    r.totals = {"missed_cases": q["missed_cases_year"], "false_positives": q["false_positives_year"]}
    r.totals |= {criterion: sum(nodes.values()) for criterion, nodes in r.added().items()}
    return r
