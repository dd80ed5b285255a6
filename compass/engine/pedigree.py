"""The range of a number that was published without one, from five data-quality scores.

Variances of the logarithm for each indicator and score: ecoinvent data quality guideline, version 3 (Weidema et al.
2013, table 10.4). They add to the basic variance; the geometric standard deviation is exp(sqrt(sum)).
"""

from __future__ import annotations

from math import exp, sqrt

from compass.model.estimate import Pedigree

RULE = "ecoinvent v3 (Weidema 2013, table 10.4)"
LOG_VARIANCES = {
    "reliability": (0.0, 0.0006, 0.002, 0.008, 0.04),
    "completeness": (0.0, 0.0001, 0.0006, 0.002, 0.008),
    "temporal": (0.0, 0.0002, 0.002, 0.008, 0.04),
    "geographical": (0.0, 2.5e-5, 0.0001, 0.0006, 0.002),
    "technological": (0.0, 0.0006, 0.008, 0.04, 0.12),
}


def geometric_deviation(pedigree: Pedigree, basic_variance: float = 0.0) -> float:
    """Give the geometric standard deviation that five scores stand for."""
    added = sum(table[score - 1] for table, score in zip(LOG_VARIANCES.values(), pedigree.scores, strict=True))
    return exp(sqrt(basic_variance + added))
