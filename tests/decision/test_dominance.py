"""Pareto dominance, draw by draw."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from compass.decision.acceptability import acceptability
from compass.decision.dominance import dominance
from compass.decision.worth import scores

worths = st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 8)).flatmap(
    lambda shape: arrays(float, shape, elements=st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))
)


def test_to_dominate_is_to_be_no_worse_on_any_criterion_and_better_on_one():
    # two criteria, two options, four draws: better on one; better on one, worse on the other; equal; worse on both
    two = np.array([[[0.5, 0.9, 0.5, 0.1], [0.5, 0.1, 0.5, 0.2]], [[0.9, 0.1, 0.5, 0.1], [0.1, 0.9, 0.5, 0.2]]])
    assert dominance(two).tolist() == [[0, 0.25], [0.25, 0]]


@given(worths)
def test_a_dominated_option_is_never_first_alone_nor_shares_the_first_rank(values):
    found = scores(values, np.arange(1.0, len(values) + 1))  # whole weights on quarters: sums without rounding
    firsts = acceptability(found).firsts
    for draw in range(values.shape[2]):
        shares = dominance(values[:, :, draw : draw + 1])
        assert not firsts[shares.max(axis=0) == 1, draw].any()


@given(worths)
def test_two_options_do_not_dominate_each_other_in_the_same_draw(values):
    shares = dominance(values)
    assert (shares + shares.T <= 1).all()
    assert not shares.diagonal().any()
