"""The quick PERT quantile against the inverse of the beta distribution itself."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import betaincinv

from compass.engine.pert import pert_quantile

U = (np.arange(8192) + 0.37) / 8192


@pytest.mark.parametrize("likely", [0.0, 0.01, 0.2, 0.5, 0.77, 0.99, 1.0])
def test_quantiles_equal_those_of_the_beta_distribution(likely):
    exact = betaincinv(1 + 4 * likely, 5 - 4 * likely, U)
    assert np.abs(pert_quantile(0.0, likely, 1.0, U) - exact).max() < 1e-9


def test_quantiles_stay_inside_the_range_and_in_order():
    far = np.array([2.0**-53, 1e-9, 1e-4, 0.5, 1 - 1e-4, 1 - 2.0**-53])
    found = pert_quantile(-3.0, 2.0, 7.0, far)
    assert found.min() >= -3
    assert found.max() <= 7
    assert (np.diff(found) >= 0).all()


def test_mean_and_variance_are_those_of_the_textbook():
    """The mean of Malcolm et al. 1959, Operations Research 7:646; the variance a b / ((a + b)² (a + b + 1)) of a beta
    distribution whose shapes a and b add up to 6, which is (mean - low) (high - mean) / 7."""
    found = pert_quantile(2.0, 3.0, 10.0, (np.arange(8192) + 0.5) / 8192)
    mean = (2 + 4 * 3 + 10) / 6
    assert found.mean() == pytest.approx(mean, rel=1e-5)
    assert found.var() == pytest.approx((mean - 2) * (10 - mean) / 7, rel=1e-3)
