"""PROMETHEE II against a calculation by hand and an independent library."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from compass.decision.outranking import net_flows
from tests.oracles import figures, tables

THREE = np.array([[1.0, 0.8, 0.0], [0.0, 0.4, 0.3]])
WEIGHTS = np.array([0.6, 0.4])


def test_net_flows_of_three_options_by_hand():
    """Linear preference with q = 0.1 and p = 0.5: a gap of 0.2 counts 0.25, 0.4 counts 0.75, 0.3 counts 0.5.

    First criterion: one over two 0.25, one over three 1, two over three 1.
    Second: two over one 0.75, three over one 0.5, two over three 0 (a gap of 0.1 is indifference).
    """
    one = (0.6 * 0.25 - 0.4 * 0.75 + 0.6 * 1 - 0.4 * 0.5) / 2
    two = (0.4 * 0.75 - 0.6 * 0.25 + 0.6 * 1) / 2
    three = (0.4 * 0.5 - 0.6 * 1 - 0.6 * 1) / 2
    found = net_flows(THREE[:, :, None], WEIGHTS, indifference=0.1, preference=0.5)[:, 0]
    assert found == pytest.approx([one, two, three])


@pytest.mark.parametrize("case", range(3))
def test_pymcdm_finds_the_same_net_flows(case):
    """Six options and five criteria, by its `vshape_2` with q = 0.05 and p = 0.25, our thresholds."""
    found = net_flows(tables.worths(case).T[:, :, None], tables.weights(case))[:, 0]
    assert found == pytest.approx(figures("pymcdm")["promethee_ii"][case], abs=1e-12)


@pytest.mark.parametrize(("gap", "degree"), [(0.04, 0), (0.05, 0), (0.1, 0.25), (0.15, 0.5), (0.25, 1), (0.9, 1)])
def test_by_default_a_twentieth_counts_for_nothing_and_a_quarter_in_full(gap, degree):
    flows = net_flows(np.array([[[gap], [0.0]]]), np.array([1.0]))
    assert flows[:, 0] == pytest.approx([degree, -degree])


@given(arrays(float, (3, 4, 5), elements=st.floats(0, 1)))
def test_flows_of_all_options_cancel_and_stay_between_minus_one_and_one(worths):
    flows = net_flows(worths, np.array([0.5, 0.3, 0.2]))
    assert flows.sum(axis=0) == pytest.approx(0)
    assert np.abs(flows).max() <= 1 + 1e-12


def test_without_thresholds_wide_enough_it_is_the_weighted_sum():
    worths = np.linspace(0, 1, 24).reshape(2, 3, 4)[:, ::-1]
    weighted = np.tensordot(WEIGHTS, worths, axes=1)
    flows = net_flows(worths, WEIGHTS, indifference=0, preference=1)
    assert flows == pytest.approx((3 * weighted - weighted.sum(axis=0)) / 2)
