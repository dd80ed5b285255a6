"""The table of weights: what is computed at likely values says so, and says once what every row would."""

from __future__ import annotations

import pytest

from compass.reporting.build import build_report
from tests.reporting.test_choosing import block
from tests.reporting.test_synthesis import ahead_at_likely, turned_by_a_weight

TITLE = "How much each criterion weighs"


def weights(told):
    return block(build_report(*told, "en").choosing, TITLE)


def test_where_no_weight_turns_the_lead_a_sentence_says_so_and_the_column_is_spared(told):
    found = weights(ahead_at_likely(told, told[2].decision.leader))
    assert "No weight, raised or lowered by 20% alone, takes the lead from A." in found.sentences
    assert found.tables[0].columns == ("Criterion", "Weight", "The lead changes at")


def test_where_another_option_leads_at_likely_values_the_table_says_so_and_counts_from_it(told):
    found = weights(turned_by_a_weight(ahead_at_likely(told, "second_human"), "boneview_site"))
    assert "Computed at likely values, where B leads; over all draws, A leads most often." in found.sentences
    steady = {row.head.text: row.cells[1].text for row in found.tables[0].rows}
    assert steady.pop("Missed cases") == "no: C"
    assert set(steady.values()) == {"yes"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_where_the_leader_is_the_same_nothing_warns(told, reports, language):
    decision = told[2].decision
    is_same = max(decision.standings, key=lambda each: each.score.likely).option == decision.leader
    words = {"fr": "aux valeurs probables", "en": "at likely values"}[language]
    warned = [s for each in reports[language].choosing.blocks for s in each.sentences if words in s]
    assert bool(warned) != is_same
