"""The pedigree rule against its table and against hand calculation."""

import math

import pytest
from pydantic import ValidationError

from compass.engine.pedigree import geometric_deviation
from compass.model.estimate import Pedigree


def pedigree(*scores):
    names = ("reliability", "completeness", "temporal", "geographical", "technological")
    return Pedigree(**dict(zip(names, scores, strict=True)))


def test_the_best_scores_add_nothing():
    assert geometric_deviation(pedigree(1, 1, 1, 1, 1)) == 1


def test_technological_five_alone():
    # Weidema et al. 2013, table 10.4: variance 0.12; exp(sqrt(0.12)) = exp(0.34641) = 1.41398
    assert geometric_deviation(pedigree(1, 1, 1, 1, 5)) == pytest.approx(1.41398, abs=5e-6)


def test_variances_add_with_the_basic_one():
    # 0.008 + 0.0006 + 0.002 + 0.0001 + 0.0006 = 0.0113, and 0.0006 basic: exp(sqrt(0.0119)) = exp(0.109087)
    assert geometric_deviation(pedigree(4, 3, 3, 3, 2), 0.0006) == pytest.approx(math.exp(0.1090871), rel=1e-6)


@pytest.mark.parametrize("score", [0, 6])
def test_scores_run_from_one_to_five(score):
    with pytest.raises(ValidationError) as caught:
        pedigree(1, 1, 1, 1, score)
    assert caught.value.errors()[0]["type"] == "K007"
