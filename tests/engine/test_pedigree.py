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


PUBLISHED = """
reliability   0 0.0006   0.002  0.008  0.04
completeness  0 0.0001   0.0006 0.002  0.008
temporal      0 0.0002   0.002  0.008  0.04
geographical  0 0.000025 0.0001 0.0006 0.002
technological 0 0.0006   0.008  0.04   0.12
"""
"""Weidema et al. 2013, table 10.4: the variance of the logarithm that each score adds."""


@pytest.mark.parametrize("row", PUBLISHED.strip().splitlines())
def test_every_score_adds_the_published_variance(row):
    name, *variances = row.split()
    for score, variance in enumerate(variances, start=1):
        scores = {other.split()[0]: 1 for other in PUBLISHED.strip().splitlines()} | {name: score}
        assert math.log(geometric_deviation(Pedigree(**scores))) ** 2 == pytest.approx(float(variance))


@pytest.mark.parametrize("score", [0, 6])
def test_scores_run_from_one_to_five(score):
    with pytest.raises(ValidationError) as caught:
        pedigree(1, 1, 1, 1, score)
    assert caught.value.errors()[0]["type"] == "K007"
