from __future__ import annotations

import pytest

from compass.texts.places import place_name


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [("FRA", "France", "France"), ("DEU", "Allemagne", "Germany"), ("WOR", "Monde", "world"), ("XYZ", "XYZ", "XYZ")],
)
def test_codes_are_told_in_words(code, french, english):
    assert (place_name(code, "fr"), place_name(code, "en")) == (french, english)
