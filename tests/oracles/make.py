"""Compute what independent libraries say of the tables, and write it to figures.json.

pymcdm and SALib (both MIT) bring matplotlib and pandas: 13 packages and 400 MB for some twenty figures. So they are no
requirement of the tests: they were installed once beside them, and this script wrote the figures down.

    python -m venv oracle && oracle/bin/pip install pymcdm==1.4.0 SALib==1.6.0
    oracle/bin/python -m tests.oracles.make
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import numpy as np
from pymcdm.methods import PROMETHEE_II, TOPSIS, WSM
from pymcdm.normalizations import linear_normalization, minmax_normalization, vector_normalization
from SALib.analyze import delta, rbd_fast, sobol
from SALib.sample import sobol as sobol_points
from SALib.test_functions import Ishigami

from tests.oracles import tables

CASES = 3
FIGURES = Path(__file__).parent / "figures.json"
PROBLEM = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}


def floats(found: Iterable[float]) -> list[float]:
    return [float(each) for each in found]


def of_pymcdm() -> dict[str, object]:
    aircraft = (tables.AIRCRAFT, tables.WEIGHTS, tables.TYPES)
    outranking = []
    for case in range(CASES):
        flows = PROMETHEE_II("vshape_2", p=np.full(5, 0.25), q=np.full(5, 0.05))
        outranking.append(floats(flows(tables.worths(case), tables.weights(case), np.ones(5))))
    return {
        "topsis_vector": floats(TOPSIS(normalization_function=vector_normalization)(*aircraft)),
        "weighted_sum_linear": floats(WSM(normalization_function=linear_normalization)(*aircraft)),
        "weighted_sum_minmax": floats(WSM(normalization_function=minmax_normalization)(*aircraft)),
        "promethee_ii": outranking,
    }


def of_salib() -> dict[str, object]:
    points = tables.angles()
    target = Ishigami.evaluate(points)
    sampled = sobol_points.sample(PROBLEM, 8192, calc_second_order=False, seed=1)
    indices = sobol.analyze(PROBLEM, Ishigami.evaluate(sampled), calc_second_order=False, seed=1)
    return {
        "analytical": [0.3139, 0.4424, 0.0],
        "sobol": floats(indices["S1"]),
        "given_data_delta": floats(delta.analyze(PROBLEM, points, target, num_resamples=10, seed=1)["S1"]),
        "given_data_rbd_fast": floats(rbd_fast.analyze(PROBLEM, points, target, seed=1)["S1"]),
    }


def main() -> None:
    found = {"versions": {name: version(name) for name in ("pymcdm", "SALib", "numpy", "scipy")}}
    found |= {"pymcdm": of_pymcdm(), "SALib": of_salib()}
    FIGURES.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
