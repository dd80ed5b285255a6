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


def card_of(told, means):
    """Give the card of climate where only these consequences, by option and place, add to it."""
    pack, assessment, evaluation = told
    left = {option: iter(values) for option, values in means.items()}
    changed = tuple(
        each.model_copy(
            update={"mean": next(left.get(each.option, iter(())), 0.0) if each.criterion == "climate" else 0.0}
        )
        for each in evaluation.contributions
    )
    (card,) = build_report(
        pack, assessment, evaluation.model_copy(update={"contributions": changed}), "en"
    ).contributions.cards
    return card


def test_what_weighs_most_is_one_consequence_never_the_rest_taken_together(told):
    card = card_of(told, {"status_quo": (0.0, 900.0), "boneview_site": (0.03, 0.02, 0.01)})
    assert "other, smaller" in str(card.figures[0].rows)
    assert "other, smaller" not in card.figures[0].caption


def test_the_digits_of_each_option_follow_its_own_contributions(told):
    card = card_of(told, {"status_quo": (0.0, 900.0), "boneview_site": (0.03, 0.02, 0.01)})
    sums = [cell.text for cell in card.tables[0].rows[-1].cells]
    assert (sums[0], sums[2]) == ("900", "0.0600")


def test_options_of_which_the_same_is_to_be_said_stand_together(told):
    card = card_of(told, {"status_quo": (1.0,), "boneview_site": (1.0,)})
    assert "(A, C)" in card.ratios
