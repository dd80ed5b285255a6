from __future__ import annotations

import pytest

from compass.texts.formulas import formula_words

TITLES = {
    "a": "l'usage",
    "b": "le prix",
    "pue": "PUE",
    "room": "type de salle",
    "study": "étude",
    "sens": "sensibilité",
}


@pytest.mark.parametrize(
    ("formula", "french"),
    [
        ("a * b", "l’usage × le prix"),
        ("a * (b + 1)", "l’usage × (le prix + 1)"),
        ("a - (b - 1)", "l’usage − (le prix − 1)"),
        ("a / b ** 2", "l’usage ÷ le prix ^ 2"),
        ("-a + 0.5", "−l’usage + 0,5"),
        ("a if b > 1000 else 0", "si le prix > 1\u202f000 alors l’usage sinon 0"),
        ("a <= 3 and not b >= 2", "l’usage ≤ 3 et non (le prix ≥ 2)"),
        ("lookup(pue, room)", "PUE (type de salle)"),
        ("reported(study, sens)", "sensibilité (étude)"),
        ("min(a, b)", "le plus petit de (l’usage\u202f; le prix)"),
        ("room in [edge, cloud]", "type de salle parmi\u00a0: edge, cloud"),
        ("points(a) / max_points(a)", "points de «\u202fl’usage\u202f» ÷ points possibles de «\u202fl’usage\u202f»"),
    ],
)
def test_formula_in_french(formula, french):
    assert formula_words(formula, TITLES, "fr") == french


def test_formula_in_english():
    assert formula_words("a if b != 1 else clip(a, 0, 1)", {}, "en") == (
        "if b ≠ 1 then a else (a, kept between 0 and 1)"
    )
