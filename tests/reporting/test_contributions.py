"""What is said of direct and indirect effects under a total, in both languages."""

import pytest

from compass.reporting.build import build_report

ASIDE = {
    "fr": "Poids de l’indirect (2e ordre et au-delà) comparé au direct (1er ordre)\u00a0: ",
    "en": "Indirect effects (2nd order and beyond) compared with direct ones (1st order): ",
}


def ratio(told, language, first, second, higher):
    """Give what is said where consequences of each order add up to these means of climate in option C, and nothing
    else adds to anything."""
    pack, assessment, evaluation = told
    left = {"first": first, "second": second, "higher": higher}
    changed = []
    for each in evaluation.contributions:
        is_told = (each.option, each.criterion) == ("boneview_site", "climate")
        changed.append(each.model_copy(update={"mean": left.pop(each.order, 0.0) if is_told else 0.0}))
    assert not left
    report = build_report(pack, assessment, evaluation.model_copy(update={"contributions": tuple(changed)}), language)
    (card,) = report.contributions.cards
    return card.ratios.removeprefix(ASIDE[language])


@pytest.mark.parametrize(
    ("means", "fr", "en"),
    [
        ((2.0, 5.0, 3.0), "4,0 fois (C).", "4.0 times (C)."),
        ((-2.0, -3.0, 0.0), "1,5 fois (C).", "1.5 times (C)."),
        ((2.0, -7.0, 1.0), "3,0 fois en sens contraire (C).", "3.0 times, the other way (C)."),
        ((1000.0, 5.0, 3.0), "moins d’un centième (C).", "less than a hundredth (C)."),
        ((1000.0, 0.0, 0.0), "rien d’indirect (C).", "nothing indirect (C)."),
        ((0.0, 5.0, 3.0), "rien de direct (C).", "nothing direct (C)."),
    ],
)
def test_indirect_effects_are_told_as_so_many_times_the_direct_ones(told, means, fr, en):
    assert ratio(told, "fr", *means) == fr
    assert ratio(told, "en", *means) == en
