"""The Decision of small assessments: scores, who leads, what drives it, what takes part."""

import pytest

from compass.decision import decide
from compass.engine.filling import CannotRun
from tests.helpers import evaluated
from tests.strategies import text

PACK = """
sections:
  offer:
    asked_of: option
    questions:
      price: {own: true, if_unknown: [0, 50, 100]}
      care: {own: true, if_unknown: [0, 5, 10]}
      mark: {type: choice, options: [valid, none], if_unknown: {shares: {valid: 0.5, none: 0.5}}}
criteria:
  cost: {formula: price, anchors: {worst: 100, best: 0}}
  quality: {formula: care, objective: maximise, anchors: {worst: 0, best: 10}}
weight_profiles:
  even: {title: {fr: "…", en: "…"}, swing: {cost: 50, quality: 50}}
knock_outs: {unmarked: mark == none}
"""


def options(**answers):
    listed = [{"id": id, "alternative": "base" if place == 0 else "other", "answers": {"mark": "valid", **given}}
              for place, (id, given) in enumerate(answers.items())]  # fmt: skip
    return {"options": listed, "settings": {"weights": "even"}}


def decision(pack, assessment, **more):
    return evaluated(pack, text(assessment), **more).evaluation.decision


def test_scores_are_the_weighted_worths():
    found = decision(PACK, options(one={"price": 40, "care": 3}, two={"price": 80, "care": 9}))
    assert [(each.option, each.score.median) for each in found.standings] == [
        ("one", pytest.approx(0.5 * 0.6 + 0.5 * 0.3)),
        ("two", pytest.approx(0.5 * 0.2 + 0.5 * 0.9)),
    ]
    assert (found.leader, found.next_best, found.weights) == ("two", "one", "swing")
    assert [(p.option, p.other, p.wins, p.dominates) for p in found.pairs] == [
        ("one", "two", 0, 0),
        ("two", "one", 1, 0),
    ]


def test_the_weight_at_which_the_lead_changes_hands():
    # the scores are 0.6 w + 0.3 (1 - w) and 0.2 w + 0.8 (1 - w): equal at w = 5/9
    found = decision(PACK, options(one={"price": 40, "care": 3}, two={"price": 80, "care": 8}))
    flips = {flip.criterion: (flip.flips_at, flip.flips_to) for flip in found.weight_flips}
    assert flips == {"cost": (pytest.approx(5 / 9), "one"), "quality": (pytest.approx(4 / 9), "one")}
    leads = {each.criterion: (each.lead_low, each.lead_high) for each in found.weighed}
    assert leads == {"cost": ("two", "one"), "quality": ("one", "two")}


SUITED = (
    """
nodes:
  base: {level: alternative, caused_by: need, reference: true, suits: urgent}
  other: {level: alternative, caused_by: need}
questions: {urgent: {type: yes_no, if_unknown: {shares: {"yes": 0.5, "no": 0.5}}}}
"""
    + PACK
)


def suited(urgent, **answers):
    return decision(SUITED, {"need": {"urgent": urgent}, **options(**answers)})


def test_beside_a_leader_that_does_not_suit_the_need_stands_the_best_that_does():
    three = {"one": {"price": 0, "care": 9}, "two": {"price": 40, "care": "unknown"}, "three": {"price": 50, "care": 6}}
    whole, found = suited(True, **three), suited(False, **three)
    assert (whole.fit, found.leader) == (None, "one")
    assert found.standings == whole.standings  # it keeps its rank
    # two scores 0.3 + care / 20, three 0.55: two is ahead where care is above 5, in half of the draws
    assert found.fit.options == ("two", "three")
    assert found.fit.first == pytest.approx(0.5, abs=0.02)
    wins = {(each.option, each.other): each.wins for each in found.pairs}
    assert found.fit.first == max(wins["two", "three"], wins["three", "two"])


def test_an_option_that_is_not_known_to_suit_or_not_counts_as_one_that_does():
    assert suited("unknown", one={"price": 0, "care": 9}, two={"price": 40, "care": 3}).fit is None


def test_where_no_option_that_is_left_suits_nobody_stands_beside_the_leader():
    alone = options(one={"price": 0, "care": 9}, two={"price": 40, "care": 3})
    for each in alone["options"]:
        each["alternative"] = "base"
    settings = {**alone["settings"], "reference": {"option": "one", "why": "Both are of one kind."}}
    found = decision(SUITED, {**alone, "need": {"urgent": False}, "settings": settings})
    assert (found.fit.options, found.fit.leader, found.fit.first) == ((), None, None)


def test_what_a_knock_out_puts_out_is_not_compared_and_one_option_alone_is_not_scored():
    good, better, bad = ({"price": 40, "care": 3}, {"price": 30, "care": 9}, {"price": 0, "care": 10, "mark": "none"})
    found = decision(PACK, options(one=good, two=better, three=bad))
    assert (found.out, found.leader, len(found.standings)) == (("three",), "two", 2)
    found = decision(PACK, options(one=good, three=bad))
    assert (found.out, found.leader, found.standings, found.pairs) == (("three",), None, (), ())


def test_without_weights_dominance_stands_alone():
    assessment = options(one={"price": 40, "care": 3}, two={"price": 30, "care": 9})
    del assessment["settings"]
    found = decision(PACK, assessment)
    assert (found.weights, found.leader, found.standings) == (None, None, ())
    assert [(p.option, p.other, p.wins, p.dominates) for p in found.pairs] == [
        ("one", "two", None, 0), ("two", "one", None, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("weights", [{"unknown": True}, {"ranks": [["cost", "quality"]]}])
def test_with_unknown_weights_an_option_is_first_as_often_as_weights_make_it_so(weights):
    assessment = options(one={"price": 40, "care": 3}, two={"price": 80, "care": 9})
    assessment["settings"] = {"weights": {**weights, "why": "Nobody knows."}}
    found = decision(PACK, assessment, draws=4096)
    shares = {each.option: each.ranks[0] for each in found.standings}
    assert shares == {"one": pytest.approx(0.4, abs=0.02), "two": pytest.approx(0.6, abs=0.02)}


def test_families_share_their_weight_among_their_criteria():
    pack = PACK.replace("swing: {cost: 50, quality: 50}", "swing: {cost: 30, quality: 10}, families: {family: 1}")
    found = decision(pack, options(one={"price": 40, "care": 3}, two={"price": 80, "care": 9}))
    assert {each.criterion: each.mean for each in found.weighed} == pytest.approx({"cost": 0.75, "quality": 0.25})


def test_the_drivers_of_the_lead_and_where_it_flips():
    found = decision(PACK, options(one={"price": {"low": 0, "likely": 40, "high": 100}, "care": 5},
                                   two={"price": 60, "care": 5}), draws=512)  # fmt: skip
    lead = [each for each in found.drivers if each.criterion is None]
    assert [(each.input, each.index) for each in lead] == [("price@one", pytest.approx(1, abs=0.02))]
    (swing,) = [each for each in found.swings if each.criterion is None]
    assert (swing.low, swing.high, swing.at_low, swing.at_high) == (0, 100, pytest.approx(0.3), pytest.approx(-0.2))
    assert (swing.flips, swing.flips_to) == ((pytest.approx(60, abs=0.01),), ("two",))


@pytest.mark.parametrize("weights", [None, {"unknown": True, "why": "Nobody knows."}])
def test_of_very_many_draws_the_options_are_compared_on_some_taken_evenly(monkeypatch, weights):
    monkeypatch.setattr(decide, "MOST_DRAWS", 400)
    assessment = options(one={"price": 40, "care": "unknown"}, two={"price": "unknown", "care": 6})
    assessment["settings"]["weights"] = weights or "even"
    outcome = evaluated(PACK, text(assessment), draws=1024)
    found, totals = outcome.evaluation.decision, outcome.evaluated.drawn.totals
    assert len(totals["one"]["quality"]) == 1024
    kept = {option: totals[option][name][::3] for option, name in (("one", "quality"), ("two", "cost"))}
    assert all(round(342 * share) == pytest.approx(342 * share) for each in found.standings for share in each.ranks)
    if weights is None:
        one, two = 0.5 * 0.6 + 0.05 * kept["one"], 0.5 * (1 - kept["two"] / 100) + 0.3
        assert [each.ranks[0] for each in found.standings] == [(one > two).mean(), (two > one).mean()]
    assert {each.input for each in found.drivers if each.criterion is None} >= {"care@one", "price@two"}


def test_ends_that_coincide_are_refused():
    pack = PACK.replace("anchors: {worst: 100, best: 0}", "anchors: {worst: dear, best: 0}").replace(
        "sections:", "questions: {dear: {}}\nsections:"
    )
    with pytest.raises(CannotRun) as refused:
        decision(pack, {"need": {"dear": 0}, **options(one={"price": 40}, two={})})
    assert [fault.code for fault in refused.value.faults] == ["V005"]


def test_the_lead_is_told_by_fifty_rising_values_around_its_mean():
    found = decision(PACK, options(base={"price": 40, "care": "unknown"}, other={"price": 60, "care": 5}))
    assert len(found.lead) == 50
    assert list(found.lead) == sorted(found.lead)
    first, second = (next(s for s in found.standings if s.option == o) for o in (found.leader, found.next_best))
    assert sum(found.lead) / 50 == pytest.approx(first.score.mean - second.score.mean, abs=0.005)


TWINS = """
sections: {offer: {asked_of: option, questions: {energy: {own: true}, care: {own: true}}}}
criteria:
  power: {formula: energy, anchors: {worst: 10, best: 0}}
  bill: {formula: 3 * energy + SHARE * care, anchors: {worst: 60, best: 0}}
  quality: {formula: care, objective: maximise, anchors: {worst: 0, best: 10}}
weight_profiles: {even: {title: {fr: "…", en: "…"}, swing: {power: 1, bill: 1, quality: 1}}}
"""


@pytest.mark.parametrize(
    ("share", "shared"),
    [
        (0, {("power", "bill"): 1.0}),
        (1, {("power", "bill"): 0.9}),  # 3 energy + care of equal variance: 9 of 10 parts are energy
        (2, {}),  # 9 of 13 are below the threshold of 0.8
        (9, {("bill", "quality"): 0.9}),
    ],
)
def test_two_weighted_criteria_that_vary_together_are_told(share, shared):
    """What counts is how draws vary within the options: that one offer is the better in all is no disguise."""
    unsure = {"energy": {"low": 0, "likely": 2, "high": 4}, "care": {"low": 0, "likely": 2, "high": 4}}
    one, two = ({"id": id, "alternative": "base", "answers": unsure} for id in ("one", "two"))
    two["answers"] = {"energy": 5, "care": 5}
    given = {"options": [one, two], "settings": {"weights": "even", "reference": "one"}}
    found = decision(TWINS.replace("SHARE", str(share)), given, draws=4096)
    told = {(each.criterion, each.other): each.shared for each in found.disguises}
    assert told == {pair: pytest.approx(value, abs=0.01) for pair, value in shared.items()}


def test_an_option_beyond_an_anchor_is_told_with_its_share_of_draws():
    price = {"low": 60, "likely": 100, "high": 140}
    found = decision(PACK, options(one={"price": price, "care": 3}, two={"price": 0, "care": 10}), draws=512)
    assert [(each.option, each.criterion, each.share) for each in found.clipped] == [("one", "cost", 0.5)]


def test_a_described_criterion_is_worth_its_place_among_its_own_levels_and_bends_apply_on_the_way():
    pack = """
sections:
  offer:
    asked_of: option
    questions:
      override: {type: choice, options: [blind, free]}
      price: {}
nodes:
  base: {level: alternative, caused_by: need, reference: true}
  other: {level: alternative, caused_by: need}
  skills_lost:
    level: effect
    caused_by: [base, other]
    described: {criterion: skills, by: override, levels: {blind: 3, free: 0}, why: {fr: "…", en: "…"}}
criteria:
  skills: {described: 4}
  cost: {formula: price, anchors: {worst: 100, best: 0}, bends: [[0.5, 0.8]]}
weight_profiles: {even: {title: {fr: "…", en: "…"}, swing: {skills: 1, cost: 1}}}
"""
    one, two = {"override": "blind", "price": 50}, {"override": "free", "price": 75}
    listed = [
        {"id": "one", "alternative": "base", "answers": one},
        {"id": "two", "alternative": "other", "answers": two},
    ]
    found = decision(pack, {"options": listed, "settings": {"weights": "even"}})
    assert [each.score.median for each in found.standings] == [
        pytest.approx(0.5 * 1 / 4 + 0.5 * 0.8), pytest.approx(0.5 * 1 + 0.5 * 0.4),
    ]  # fmt: skip
