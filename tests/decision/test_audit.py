"""What an audit counts, on packs small enough to count by hand."""

from __future__ import annotations

import pytest

from compass.decision.audit import audit_evaluation, audit_pack
from compass.decision.proposals import proposal_led
from tests.helpers import evaluated, program_of

PEDIGREE = "{reliability: 2, completeness: 2, temporal: 2, geographical: 2, technological: 2}"
PACK = f"""
    scales: {{kind: [old, new]}}
    questions:
      lamps: {{if_unknown: {{low: 1, likely: 2, high: 3, quality: proxy}}}}
      hours: {{if_unknown: {{low: 1, likely: 5, high: 9, quality: proposal}}}}
      sort: {{type: choice, options_from: kind}}
    factors:
      power:
        by: kind
        values:
          old: {{low: 50, likely: 60, high: 70, quality: measured, expires: 2026-01-31}}
          new: {{likely: 10, pedigree: {PEDIGREE}, quality: derived}}
      guess: {{low: 1, likely: 2, high: 4, quality: proposal, why: {{fr: a, en: b}}}}
      fixed: {{value: 1, quality: proposal, why: {{fr: a, en: b}}}}
      idle: {{low: 1, likely: 2, high: 3, quality: lca}}
    nodes:
      base: {{level: alternative, caused_by: need, reference: true}}
      light: {{level: function, caused_by: base}}
      heat: {{level: effect, caused_by: [light, base], source: book}}
      noise: {{level: effect, caused_by: light, when: lamps > 100}}
    criteria:
      energy: {{formula: "lamps * lookup(power, sort)"}}
      worry: {{formula: "hours * guess * fixed + 0.001 * lamps"}}
"""
ANSWERS = "need: {sort: old}"


@pytest.fixture(scope="module")
def program():
    return program_of(PACK)


@pytest.fixture(scope="module")
def outcome(program):
    return evaluated(program, ANSWERS, draws=4096)


def test_a_pack_is_counted_whole(program):
    audit = audit_pack(program, "2026-06-30")
    assert audit.qualities == {"measured": 1, "lca": 1, "derived": 1, "proxy": 1, "proposal": 3}
    assert audit.ranges == {"published": 2, "pedigree": 1, "proposed": 1, "exact": 1}
    assert (audit.causes, audit.sourced_causes) == (5, 2)
    assert audit.unused == ("idle",)
    assert audit.proposal_led is None


def test_what_stands_for_all_other_rows_of_a_table_counts_as_one():
    table = "{by: kind, values: {old: {value: 1, quality: lca}}, otherwise: {value: 2, quality: measured}}"
    audit = audit_pack(program_of(f"scales: {{kind: [old, new]}}\nfactors: {{power: {table}}}"), "2026-06-30")
    assert audit.qualities == {"lca": 1, "measured": 1, "derived": 0, "proxy": 0, "proposal": 0}


def test_a_range_without_width_counts_as_exact():
    audit = audit_pack(program_of("factors: {flat: {low: 3, likely: 3, high: 3, quality: lca}}"), "2026-06-30")
    assert audit.ranges == {"published": 0, "pedigree": 0, "proposed": 0, "exact": 1}


@pytest.mark.parametrize(("day", "stale"), [("2026-01-31", ()), ("2026-02-01", ("power/old",))])
def test_a_row_is_stale_from_the_day_after_it_expires(program, day, stale):
    assert audit_pack(program, day).stale == stale


def test_an_assessment_is_counted_by_what_its_result_rests_on(program, outcome):
    audit = audit_evaluation(program.pack, outcome.evaluation)
    assert audit.qualities == {"measured": 1, "lca": 0, "derived": 0, "proxy": 1, "proposal": 3}
    assert audit.ranges == {"published": 1, "pedigree": 0, "proposed": 1, "exact": 1}
    assert audit.unused == ("power/new", "idle")
    assert audit.stale == ("power/old",)
    assert audit.date == "2026-11-22"
    assert audit_evaluation(program.pack, outcome.evaluation, date="2026-01-01").stale == ()


def test_only_active_causes_of_an_assessment_are_counted(program, outcome):
    audit = audit_evaluation(program.pack, outcome.evaluation)
    assert (audit.causes, audit.sourced_causes) == (4, 2)


def test_an_answer_in_place_of_an_assumption_is_no_number_of_ours(program):
    answered = evaluated(program, "need: {sort: old, hours: 3}")
    assert audit_evaluation(program.pack, answered.evaluation).qualities["proposal"] == 2


def test_a_result_that_owes_its_spread_to_proposals_is_named_with_the_largest(outcome):
    (led,) = proposal_led(outcome.evaluated.drawn, outcome.cells)
    assert (led.option, led.criterion, led.largest) == ("one", "worry", "hours")
    assert led.share > 0.9


def test_an_answer_takes_the_lead_away(program):
    certain = evaluated(program, "need: {sort: old, hours: 3, lamps: {low: 1, likely: 5000, high: 20000}}", draws=4096)
    assert list(proposal_led(certain.evaluated.drawn, certain.cells)) == []


def test_a_result_without_spread_owes_it_to_nobody():
    certain = evaluated("criteria: {sure: {formula: 2 * 3}}")
    assert list(proposal_led(certain.evaluated.drawn, certain.cells)) == []


def test_assumed_choices_and_studies_of_ours_count_as_proposals():
    program = program_of("""
        questions:
          way:
            type: choice
            options: {left: 0, right: 3}
            if_unknown: {shares: {left: 0.5, right: 0.5}, source: book, quality: proposal}
        criteria: {side: {formula: points(asked)}}
    """)
    outcome = evaluated(program, draws=1024)
    (led,) = proposal_led(outcome.evaluated.drawn, outcome.cells)
    assert (led.largest, round(led.share, 6)) == ("way", 1.0)
