"""The section that compares the options as wholes."""

from __future__ import annotations

import pytest

from compass.model.decision import BreakEven, Disguise, Explained
from compass.reporting.build import build_report
from compass.reporting.context import Context
from compass.reporting.sections import choices
from compass.reporting.sections.effects import _steps, effects_block
from tests.reporting.test_synthesis import without_weights

BEYOND = (
    "C, Climate: this is no longer a benefit. "
    "Rebound would have to take back less than 80% of the saving; the calculation counts 90%."
)


def changed(told, **update):
    pack, assessment, evaluation = told
    decision = evaluation.decision.model_copy(update=update)
    return build_report(pack, assessment, evaluation.model_copy(update={"decision": decision}), "en").choosing


def block(choosing, title):
    return next(each for each in choosing.blocks if each.title == title)


def test_options_stand_by_how_often_they_come_first_with_the_share_in_words(told, reports):
    decision = told[2].decision
    ranks = block(reports["en"].choosing, "Which comes first, and how sure that is")
    shares = [f"{round(each.ranks[0] * 100)}%" for each in sorted(decision.standings, key=lambda s: -s.ranks[0])]
    shown = [each.text for each in ranks.figures[0].writings if each.text.endswith("%") and each.weight == "700"]
    assert shown == [row.cells[1].text for row in ranks.tables[0].rows]
    assert shown[0] == shares[0]


def test_of_what_other_choices_change_the_most_is_shown_and_the_rest_counted(told, monkeypatch):
    everything = block(build_report(*told, "en").choosing, "What another choice would change").tables[0]
    monkeypatch.setattr(choices, "_ROWS", 2)
    table = block(build_report(*told, "en").choosing, "What another choice would change").tables[0]
    assert len(table.rows) == 2
    assert {str(row) for row in table.rows} < {str(row) for row in everything.rows}
    assert table.note == f"Only the effects that change most are shown; {len(everything.rows) - 2} others are smaller."


def test_an_option_that_no_weights_make_first_says_so(told):
    first, *others = told[2].decision.standings
    choosing = changed(told, standings=(first.model_copy(update={"central_weights": None}), *others))
    cells = [row.cells[3].text for row in block(choosing, "Which comes first, and how sure that is").tables[0].rows]
    assert "no weights make it first" in cells


def test_rebound_beyond_its_break_even_is_no_longer_a_benefit(told):
    common = {"option": "boneview_site", "criterion": "climate", "gross": 100.0, "footprint": 20.0}
    within, beyond, never = (
        BreakEven(**common, rebound=rate * 100, rate=rate, break_even=limit)
        for rate, limit in ((0.4, 0.8), (0.9, 0.8), (0.4, None))
    )
    said = block(changed(told, break_evens=(within, beyond, never)), "What rebound may take back").sentences
    assert said == (
        "C, Climate: the saving is gone if rebound takes back more than 80% of it; the calculation counts 40%.",
        BEYOND,
        "No saving, even without rebound: C (Climate).",
    )


def test_rebound_that_must_take_all_is_told_without_a_share(told):
    common = {"option": "boneview_site", "criterion": "climate", "gross": 100.0, "footprint": 0.1}
    whole = (BreakEven(**common, rebound=rate * 100, rate=rate, break_even=0.999) for rate in (0.4, 4.77))
    said = block(changed(told, break_evens=tuple(whole)), "What rebound may take back").sentences
    assert said == (
        "C, Climate: the saving is gone only if rebound takes back all of it; the calculation counts 40%.",
        (
            "C, Climate: this is no longer a benefit. Rebound would have to leave some of the saving; "
            "the calculation counts 477%."
        ),
    )


@pytest.mark.parametrize(("share", "is_told"), [(0.79, True), (0.8, False)])
def test_inputs_that_act_together_are_remarked(told, share, is_told):
    explained = (Explained(option="boneview_site", criterion="climate", share=0.1),)
    explained += (Explained(option=None, criterion=None, share=share),)
    tornado = block(changed(told, explained=explained), "What would change who leads")
    remark = "Taken one by one, the inputs explain 79% of the uncertainty about the lead; "
    assert ((remark + "the rest comes from several acting together.") in tornado.sentences) == is_told


def test_criteria_that_may_be_one_are_told(told):
    choosing = changed(told, disguises=(Disguise(criterion="climate", other="water", shared=0.9),))
    said = " ".join(block(choosing, "How much each criterion weighs").sentences)
    assert "vary together: they may be one criterion, counted twice." in said


def test_without_weights_only_pairs_effects_choices_and_the_rose_are_left(told):
    choosing = build_report(*without_weights(told), "en").choosing
    assert choosing.lead[0].startswith("This assessment sets no weights")
    assert {each.title for each in choosing.blocks} <= {
        "In pairs", "Direct, indirect and rebound effects", "What rebound may take back",
        "What another choice would change", "The compass rose",
    }  # fmt: skip
    assert [each.title for each in choosing.blocks if each.figures] == [
        "Direct, indirect and rebound effects", "The compass rose"
    ]  # fmt: skip


def test_every_figure_of_choosing_has_its_table(reports):
    assert all(each.tables for report in reports.values() for each in report.choosing.blocks if each.figures)


def test_futures_of_the_table_are_those_of_the_figure(reports):
    futures = block(reports["en"].choosing, "In 100 possible futures")
    drawn = [each.text for each in futures.figures[0].writings]
    assert [int(row.cells[0].text) for row in futures.tables[0].rows] == [
        drawn.count(row.head.text.split("\u2002")[0]) for row in futures.tables[0].rows
    ]


def test_direct_indirect_and_rebound_add_up_to_the_change_of_climate(told):
    context = Context(*told, "en")
    for result in (r for r in told[2].criteria if r.criterion == "climate" and r.option != told[2].reference):
        assert sum(_steps(context, result)) == pytest.approx(result.difference.mean, rel=1e-9)


def test_without_a_reference_no_effects_are_followed(told):
    pack, assessment, evaluation = told
    assert not list(effects_block(Context(pack, assessment, evaluation.model_copy(update={"reference": None}), "en")))
