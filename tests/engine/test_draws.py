"""Columns of draws: found by name, stratified, with the distributions of the textbooks."""

import hashlib
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.engine.draws import Draws, Likely, range_of
from compass.model.estimate import Estimate, Given
from tests.strategies import BOUNDED

N = 4096
RANGE = Estimate(low=2, likely=3, high=10)


def column(estimate, name="x", seed=1, draws=N):
    return Draws(seed, draws).estimate(name, estimate)


def shaped(shape, low, likely, high):
    return column(Estimate(low=low, likely=likely, high=high, shape=shape))


# --- found by name ----------------------------------------------------------------------------------------------------


def test_a_column_depends_on_seed_and_name_alone():
    alone, among = Draws(1, N), Draws(1, N)
    for other in ("a", "b", "y"):
        among.estimate(other, RANGE)
    among.choice("c", {0: 0.5, 1: 0.5})
    assert np.array_equal(alone.estimate("x", RANGE), among.estimate("x", RANGE))
    assert not np.array_equal(alone.estimate("x", RANGE), alone.estimate("y", RANGE))
    assert not np.array_equal(column(RANGE, seed=1), column(RANGE, seed=2))


def test_columns_of_different_names_are_nearly_uncorrelated():
    draws = Draws(1, N)
    columns = np.stack([draws.uniform(f"q{i}") for i in range(20)])
    off_diagonal = np.corrcoef(columns) - np.eye(20)
    assert np.abs(off_diagonal).max() < 5 / math.sqrt(N)  # five standard errors


def test_a_column_is_made_of_the_same_bits_on_every_machine():
    """The order comes from BLAKE2b of seed and name and from PCG64, both fixed by their definitions."""
    key = int.from_bytes(hashlib.blake2b(b"7\0name", digest_size=16).digest(), "big")
    raw = np.random.PCG64(key).random_raw(16)
    order = np.argsort(raw[:8])
    assert np.floor(Draws(7, 8).uniform("name") * 8).tolist() == order.tolist()


@BOUNDED
@given(name=st.text(max_size=20), seed=st.integers(0, 2**31), draws=st.integers(1, 200))
def test_one_draw_stands_in_each_slice(name, seed, draws):
    uniform = Draws(seed, draws).uniform(name)
    assert sorted(np.floor(uniform * draws).astype(int)) == list(range(draws))
    assert ((uniform > 0) & (uniform < 1)).all()


# --- distributions ----------------------------------------------------------------------------------------------------
# Mean and variance by their textbook formulas; a stratified column of 4,096 draws comes within 0.1 % of the mean.


def moments(values):
    return pytest.approx(values.mean(), rel=1e-3), pytest.approx(values.var(), rel=1e-2)


@pytest.mark.parametrize(("low", "likely", "high"), [(2, 3, 10), (0, 5, 10), (-4, -1, 0), (0, 0, 6), (0, 6, 6)])
def test_pert(low, likely, high):
    # Malcolm et al. 1959: mean (a + 4m + b) / 6; the beta with alpha + beta = 6 has variance (mean-a)(b-mean)/7.
    mean = (low + 4 * likely + high) / 6
    assert (mean, (mean - low) * (high - mean) / 7) == moments(shaped("pert", low, likely, high))


@pytest.mark.parametrize(("a", "m", "b"), [(2, 3, 10), (0, 5, 10), (0, 0, 6), (0, 6, 6)])
def test_triangular(a, m, b):
    expected = ((a + m + b) / 3, (a * a + m * m + b * b - a * m - a * b - m * b) / 18)
    assert expected == moments(shaped("triangular", a, m, b))


def test_uniform():
    assert moments(shaped("uniform", 2, 3, 10)) == (6, 64 / 12)


@pytest.mark.parametrize("shape", ["pert", "triangular", "uniform"])
def test_low_and_high_are_bounds(shape):
    values = shaped(shape, 2, 3, 10)
    assert values.min() >= 2
    assert values.max() <= 10


def test_lognormal_takes_low_and_high_as_p5_and_p95():
    values = shaped("lognormal", 2, 4, 8)
    assert np.quantile(values, (0.05, 0.95)) == pytest.approx((2, 8), rel=5e-3)
    assert np.median(values) == pytest.approx(4, rel=2e-3)  # the geometric middle
    # sigma = ln(8/2) / (2 * 1.6449) = 0.4214; mean = 4 exp(sigma²/2) = 4.3714
    assert values.mean() == pytest.approx(4.3714, rel=2e-3)


def test_a_range_without_width_stays_a_number():
    assert column(Estimate(low=3, likely=3, high=3)) == 3.0


# --- choices ----------------------------------------------------------------------------------------------------------


def test_shares_come_out_exactly():
    chosen = Draws(1, 1000).choice("c", {2: 0.25, 0: 0.5, 1: 0.25})
    assert np.bincount(chosen).tolist() == [500, 250, 250]


def test_an_option_without_a_share_is_never_drawn():
    assert set(Draws(1, 64).choice("c", {0: 0.5, 1: 0.0, 2: 0.5}).tolist()) == {0, 2}
    assert Draws(1, 64).choice("c", {0: 0.0, 3: 1.0}) == 3


def test_a_truth_holds_in_its_share_of_draws():
    assert Draws(1, 1000).happens("t", 0.3).sum() == 300
    assert Draws(1, 1000).happens("t", 0) is False
    assert Draws(1, 1000).happens("t", 1) is True


def test_things_are_picked_in_equal_shares():
    assert np.bincount(Draws(1, 999).pick("p", 3, main=2)).tolist() == [333, 333, 333]


# --- published figures ------------------------------------------------------------------------------------------------


def test_a_published_figure_spreads_over_its_confidence_interval():
    # ci holds P2.5 to P97.5; for a share, on the logit scale: logit(0.8), logit(0.9) lie symmetric about their middle
    middle = 1 / (1 + math.exp(-(math.log(4) + math.log(9)) / 2))  # 0.857
    values = Draws(1, N).reported("r", middle, (0.8, 0.9), True)
    assert np.quantile(values, (0.025, 0.5, 0.975)) == pytest.approx((0.8, middle, 0.9), rel=2e-3)
    plain = Draws(1, N).reported("r", 30.0, (20.0, 40.0), False)
    assert np.quantile(plain, (0.025, 0.5, 0.975)) == pytest.approx((20, 30, 40), rel=1e-2)


@pytest.mark.parametrize(("value", "ci"), [(0.99, (0.9, 1.0)), (0.01, (0.0, 0.1)), (1.0, (0.97, 1.0))])
def test_a_share_at_an_end_stays_a_share(value, ci):
    values = Draws(1, N).reported("r", value, ci, True)
    assert values.min() >= 0
    assert values.max() <= 1


def test_a_figure_without_an_interval_is_certain():
    assert Draws(1, N).reported("r", 0.9, None, True) == 0.9


# --- likely -----------------------------------------------------------------------------------------------------------


def test_the_likely_point():
    likely = Likely()
    assert likely.estimate("x", RANGE) == 3
    assert likely.choice("c", {0: 0.2, 1: 0.5, 2: 0.3}) == 1
    assert likely.choice("c", {2: 0.4, 0: 0.4, 1: 0.2}) == 2  # the first listed on a tie
    assert likely.pick("p", 3, main=2) == 2
    assert likely.reported("r", 0.9, (0.8, 0.95), True) == 0.9
    assert (likely.happens("t", 0.6), likely.happens("t", 0.4)) == (True, False)


# --- what a pack writes -----------------------------------------------------------------------------------------------


def test_a_written_number_gives_its_range():
    assert range_of(Given(value=3.0)) == Estimate(low=3, likely=3, high=3)
    assert range_of(Given(low=1.0, likely=2.0, high=4.0, shape="uniform")).shape == "uniform"


def test_a_pedigree_gives_a_lognormal_around_the_likely_value():
    # technological 5: variance 0.12, GSD exp(sqrt(0.12)) = 1.4140; P95 = likely * GSD ** 1.6449 = 1.7680
    scores = {"reliability": 1, "completeness": 1, "temporal": 1, "geographical": 1, "technological": 5}
    estimate = range_of(Given(likely=10.0, pedigree=scores))
    assert estimate.shape == "lognormal"
    assert (estimate.low, estimate.likely, estimate.high) == pytest.approx((5.6561, 10, 17.680), rel=1e-4)
