"""Shares of variance against functions whose indices are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.engine.draws import Draws
from compass.engine.sensitivity import BINS, first_order, first_order_all
from tests.oracles import figures, tables

DRAWS = 8192


def columns(*names, draws=DRAWS, seed=1):
    made = Draws(seed, draws)
    return {name: made.uniform(name) for name in names}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ishigami(seed):
    """Ishigami and Homma 1990 with a = 7, b = 0.1: the first-order indices are 0.3139, 0.4424 and 0 (Sobol' and
    Levitan 1999), from V1 = (1 + b π⁴ / 5)² / 2, V2 = a² / 8 and V = V1 + V2 + 8 b² π⁸ / 225."""
    angles = {name: np.pi * (2 * u - 1) for name, u in columns("x1", "x2", "x3", seed=seed).items()}
    target = np.sin(angles["x1"]) + 7 * np.sin(angles["x2"]) ** 2 + 0.1 * angles["x3"] ** 4 * np.sin(angles["x1"])
    found = first_order(angles, target)
    assert found == {
        "x1": pytest.approx(0.3139, abs=0.02), "x2": pytest.approx(0.4424, abs=0.02), "x3": pytest.approx(0, abs=0.02),
    }  # fmt: skip


def test_salib_finds_the_same_indices():
    """SALib's own function on the same 8,192 points, by two methods from given data, and by its Sobol' design."""
    points, said = tables.angles(), figures("SALib")
    found = list(first_order(dict(zip("123", points.T, strict=True)), tables.ishigami(points)).values())
    for method in ("analytical", "sobol", "given_data_delta", "given_data_rbd_fast"):
        assert found == pytest.approx(said[method], abs=0.02), method


def test_a_weighted_sum_is_shared_as_the_squares_of_its_weights():
    inputs = columns("a", "b", "c", "idle")
    found = first_order(inputs, 3 * inputs["a"] + 2 * inputs["b"] - inputs["c"])
    expected = {"a": 9 / 14, "b": 4 / 14, "c": 1 / 14, "idle": 0}
    assert found == {name: pytest.approx(share, abs=0.01) for name, share in expected.items()}
    assert sum(found.values()) == pytest.approx(1, abs=0.02)


def test_a_choice_and_a_truth_are_shared_by_value():
    inputs = columns("choice", "truth", "noise")
    choice, truth = np.floor(inputs["choice"] * 4), inputs["truth"] < 0.5
    found = first_order({"choice": choice, "truth": truth}, choice + 2 * truth)  # variances 5/4 and 1
    assert found == {"choice": pytest.approx(5 / 9, abs=0.01), "truth": pytest.approx(4 / 9, abs=0.01)}


def test_closed_draws_of_an_input_are_a_bin_of_their_own():
    inputs = columns("open", "number")
    is_open = inputs["open"] < 0.25
    column = np.where(is_open, inputs["number"], np.nan)
    assert first_order({"x": column}, np.where(is_open, 1.0, 0.0)) == {"x": pytest.approx(1)}


def test_draws_without_a_result_are_left_out():
    inputs = columns("a", "b")
    target = np.where(inputs["b"] < 0.5, inputs["a"], np.nan)
    assert first_order(inputs, target) == {"a": pytest.approx(1, abs=0.01), "b": pytest.approx(0, abs=0.02)}


@pytest.mark.parametrize("target", [np.full(64, 3.0), np.full(64, np.nan)])
def test_what_does_not_vary_has_nothing_to_share(target):
    assert first_order(columns("a", draws=64), target) == {"a": 0}


def test_fewer_draws_than_bins_say_nothing():
    few = np.arange(BINS / 2)
    assert first_order({"a": few}, few) == {"a": 0}


@given(st.integers(0, 50), st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
def test_scale_and_place_of_the_result_change_nothing(seed, scale, shift):
    inputs = columns("a", "b", draws=256, seed=seed)
    target = inputs["a"] * inputs["b"]
    moved = first_order(inputs, scale * target + shift)
    assert moved == {name: pytest.approx(share, abs=1e-6) for name, share in first_order(inputs, target).items()}


def test_many_targets_at_once_have_the_indices_that_each_has_alone():
    inputs = columns("a", "b", "c")
    inputs["choice"] = np.floor(inputs["c"] * 3)
    targets = np.stack([inputs["a"] * inputs["b"], inputs["choice"] + inputs["a"], np.full(DRAWS, 2.0)])
    found, _ = first_order_all(inputs, targets)
    for row, target in zip(found, targets, strict=True):
        assert row.tolist() == pytest.approx(list(first_order(inputs, target).values()), abs=1e-12)


@pytest.mark.parametrize("draws", [256, 2048])
def test_of_many_columns_without_effect_one_exceeds_what_chance_gives_in_a_target_of_twenty(draws):
    inputs = columns(*(f"idle {each}" for each in range(50)), draws=draws)
    inputs["idle choice"] = np.floor(inputs["idle 0"] * 3)
    targets = np.stack([Draws(2, draws).uniform(f"target {each}") ** 3 for each in range(200)])
    found, chance = first_order_all(inputs, targets)
    wrong = (found > chance).any(axis=1).sum()
    assert 2 <= wrong <= 20  # 10 are expected, of a standard deviation of 3
    assert chance[-1] < chance[0] / 2  # three bins leave less to chance than 32


def test_nothing_exceeds_chance_where_there_are_no_two_bins_or_fewer_draws_than_bins():
    constant, few = np.full(64, 3.0), np.arange(BINS / 2)
    assert first_order_all({"a": constant}, np.arange(64.0)[None])[1] == [1]
    assert first_order_all({"a": few}, few[None])[1] == [1]
