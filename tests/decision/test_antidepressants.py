"""A published stochastic acceptability analysis computed again from its inputs: four antidepressants and placebo.

van Valkenhoef, Tervonen, Zhao, de Brock, Hillege and Postmus 2012, Multicriteria benefit-risk assessment using network
meta-analysis, Journal of Clinical Epidemiology 65:394, doi:10.1016/j.jclinepi.2011.09.005, the analysis without
preferences. The inputs (normal log-odds against placebo, joint over the drugs, and of placebo) and the results of
10,000 iterations are those that the authors hold their own program to (`NetworkBenefitRiskTest` of ADDIS), within 0.02
and 0.03; so are ours.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import norm

from compass.decision.acceptability import acceptability, central_weights, confidence
from compass.decision.weights import unknown
from compass.decision.worth import scores, worth
from compass.engine.draws import Draws

PUBLISHED = json.loads((Path(__file__).parents[1] / "oracles/antidepressants.json").read_text(encoding="utf-8"))
DRAWS = Draws(1, 16384)


def incidences(name, given):
    """Draw the share of patients with an outcome, one row for each drug, placebo last."""
    drugs = len(given["effects"])
    normals = np.stack([norm.ppf(DRAWS.uniform(f"{name} {drug}")) for drug in range(drugs)])
    effects = np.array(given["effects"])[:, None] + np.linalg.cholesky(given["covariance"]) @ normals
    mean, deviation = given["baseline"]
    placebo = mean + deviation * norm.ppf(DRAWS.uniform(name))
    return expit(placebo + np.vstack([effects, np.zeros((1, DRAWS.draws))]))


@pytest.fixture(scope="module")
def drawn():
    """Give the worths, from 0 to 1 over the whole scale of a share, the weights and how the drugs rank."""
    criteria = PUBLISHED["criteria"]
    worths = np.stack([
        worth(incidences(name, given), worst=float(name != "responders"), best=float(name == "responders"))
        for name, given in criteria.items()
    ])  # fmt: skip
    weights = unknown([DRAWS.uniform(f"weight {name}") for name in criteria])
    return worths, weights, acceptability(scores(worths, weights))


def test_ranks_are_as_published(drawn):
    assert drawn[2].ranks == pytest.approx(np.array(PUBLISHED["ranks"]), abs=0.02)


def test_central_weights_and_confidence_factors_are_as_published(drawn):
    worths, weights, ranked = drawn
    central = central_weights(weights, ranked.firsts)
    assert np.array(central) == pytest.approx(np.array(PUBLISHED["central"]), abs=0.03)
    assert confidence(worths, central) == pytest.approx(PUBLISHED["confidence"], abs=0.03)
