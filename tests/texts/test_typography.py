from __future__ import annotations

import pytest

from compass.texts.typography import listed, set_type, shorten


@pytest.mark.parametrize(
    ("written", "french"),
    [
        ("Combien ?", "Combien\u202f?"),
        ("Oui ; non !", "Oui\u202f; non\u202f!"),
        ("Le besoin : lire", "Le besoin\u00a0: lire"),
        ("« Hypothèses »", "«\u202fHypothèses\u202f»"),
        ("29,6 % de 1 037 adultes", "29,6\u202f% de 1\u202f037 adultes"),
        ("l'hôpital", "l’hôpital"),
        ("kg CO2e", "kg CO₂e"),
        ("en 2023 173 produits", "en 2023 173 produits"),
        ("https://a.fr/?b", "https://a.fr/?b"),
        ("de 4 000 € par an", "de 4\u202f000\u202f€ par an"),
    ],
)
def test_french(written, french):
    assert set_type(written, "fr") == french


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("How many ?", "How many?"),
        ("a ; b : c", "a; b: c"),
        ("25% (20%) ; b", "25% (20%); b"),
        ("29.6 %", "29.6%"),
        ("the vendor's cloud", "the vendor’s cloud"),
        ("the readers' corrections, and users'.", "the readers’ corrections, and users’."),
        ("your patients' data", "your patients’ data"),
        ("Fifty studies 'to get an idea'.", "Fifty studies ‘to get an idea’."),
        ("from 4,000 € a year to −0.5\u00a0€", "from €4,000 a year to −€0.5"),
    ],
)
def test_english(written, english):
    assert set_type(written, "en") == english


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("text", ["« a : b ; 12 345 % ! »", "l'eau : 5 % ?", "CO2 : 1 000 000 kg", "'a' : 5 €"])
def test_twice_is_once(text, language):
    once = set_type(text, language)
    assert set_type(once, language) == once


def test_shorten_cuts_at_a_word():
    assert shorten("Une phrase assez longue pour être coupée", 24) == "Une phrase assez longue…"
    assert shorten("court", 24) == "court"
    assert shorten("x" * 50, 10) == "x" * 9 + "…"


def test_listed():
    assert listed(["a", "b", "c"], "et") == "a, b et c"
    assert listed(["a"], "et") == "a"
    assert listed([], "et") == ""
