"""What is told on what is known: knock-outs, findings, fitness, blanks, what vendors owe."""

import pytest

from tests.helpers import evaluated

PACK = """
questions: {studies: {if_unknown: [10, 20, 60]}}
sections:
  site:
    asked_of: option
    questions:
      ai: {type: yes_no}
      place: {type: choice, when: ai, options: [here, cloud], if_unknown: {shares: {here: 1}}}
      marked: {type: choice, when: ai, answered_by: vendor, options: [valid, expired, absent]}
      papers: {type: text, when: ai, answered_by: both, purpose: report}
      hobby: {type: text, purpose: report}
quantities: {load: studies * 2}
knock_outs:
  unmarked: marked in [expired, absent]
  far: place == cloud
  far_and_unmarked: place == cloud and marked == absent
  many: load > 40
findings:
  abroad: place == cloud
  unproven: marked != valid
  busy: load > 40
  large: studies > 50
  quiet: not (studies > 50)
criteria: {score: {formula: studies * (2 if ai and place == here else 1)}}
"""


def outcome(answers, rest=""):
    return evaluated(PACK, f"all_options: {{{answers}}}\n{rest}")


@pytest.mark.parametrize(
    ("answers", "knock_out", "verdict", "share"),
    [
        ("ai: true, place: here, marked: valid", "unmarked", "passed", 0),
        ("ai: true, place: here, marked: expired", "unmarked", "failed", 1),
        ("ai: true, place: here, marked: unknown", "unmarked", "not_proven", None),
        ("ai: true, place: here", "unmarked", "not_proven", None),
        ("ai: true, marked: valid, place: unknown", "far", "not_proven", 0),  # though an estimate says never
        ("ai: true, marked: valid, place: unknown", "far_and_unmarked", "passed", 0),  # decided all the same
        ("ai: false, marked: absent", "unmarked", "not_concerned", 0),
        ("ai: true, marked: not_applicable", "unmarked", "not_concerned", 0),
        ("ai: false", "far_and_unmarked", "not_concerned", 0),
    ],
)
def test_verdicts(answers, knock_out, verdict, share):
    assert outcome(answers).verdict(knock_out) == (verdict, share)


def test_a_range_that_an_answer_gives_is_known_and_proves_by_its_draws():
    def verdict(studies):
        text = f"need: {{studies: {studies}}}\nall_options: {{ai: false}}"
        return evaluated(PACK, text).verdict("many")

    assert verdict("{low: 30, likely: 40, high: 50}") == ("failed", 1)
    assert verdict("{low: 1, likely: 2, high: 5}") == ("passed", 0)
    said, share = verdict("{low: 10, likely: 20, high: 30}")
    assert said == "not_proven"
    assert 0 < share < 1
    assert verdict("unknown")[0] == "not_proven"


def test_a_knock_out_on_the_alternative_alone_is_decided():
    pack = "knock_outs: {other_way: alternative == other}\ncriteria: {score: {formula: horizon / 1, unit: year}}"
    found = evaluated(pack, "options: [{id: one, alternative: base}, {id: two, alternative: other}]")
    assert found.verdict("other_way", "one") == ("passed", 0)
    assert found.verdict("other_way", "two") == ("failed", 1)


def test_findings_are_told_where_they_hold_with_their_share():
    text = "need: {studies: {low: 10, likely: 20, high: 30}}\nall_options: {ai: true, place: cloud, marked: valid}"
    told = evaluated(PACK, text).told()
    assert told["one", "abroad"] == 1
    assert 0 < told[None, "busy"] < 1  # about the need: told once, for no option
    assert told[None, "quiet"] == 1
    assert ("one", "unproven") not in told


def test_a_finding_is_told_of_the_option_of_which_it_holds():
    offers = ", ".join(f"{{id: {id}, alternative: base, answers: {{place: {id}}}}}" for id in ("here", "cloud"))
    told = outcome("ai: true, marked: valid", f"need: {{studies: 60}}\noptions: [{offers}]").told()
    assert told == {("cloud", "abroad"): 1, (None, "busy"): 1, (None, "large"): 1}


def test_an_undecided_finding_is_not_told():
    told = outcome("ai: true, place: unknown, marked: unknown").told()
    assert set(told) == set()


def test_a_comparison_with_a_closed_answer_does_not_hold():
    assert ("one", "unproven") not in outcome("ai: false").told()


def test_a_finding_about_the_need_is_told_once():
    options = "options: [{id: one, alternative: base}, {id: two, alternative: other}]"
    text = f"need: {{studies: 60}}\nall_options: {{ai: false}}\n{options}"
    assert set(evaluated(PACK, text).told()) == {(None, "busy"), (None, "large")}


def test_a_fault_in_a_told_condition_proves_nothing_and_is_never_a_number():
    pack = """
questions: {part: {}, whole: {}}
knock_outs: {high: part / whole > 2}
findings: {low: part / whole < 2, not_high: not (part / whole > 2)}
criteria: {score: {formula: part}}
"""
    found = evaluated(pack, "need: {part: 1, whole: 0}")
    assert found.verdict("high") == ("not_proven", 0)
    assert found.told() == {}


def test_fitness_is_told_with_its_share_and_masks_nothing():
    pack = """
questions: {studies: {}}
nodes:
  base: {level: alternative, caused_by: need, reference: true}
  other: {level: alternative, caused_by: need, suits: studies > 4}
  work: {level: effect, caused_by: other, flows: {power: 3}}
flows: {power: "1"}
criteria: {electricity: {characterise: {power: 1}}}
"""
    options = "\noptions: [{id: one, alternative: base}, {id: two, alternative: other}]"
    for studies, unfit in (("5", []), ("3", [("two", 1.0)])):
        found = evaluated(pack, f"need: {{studies: {studies}}}" + options)
        assert [(u.option, u.share) for u in found.evaluation.unfit] == unfit
        assert found.total("electricity", "two").mean == 3


def test_vendors_owe_what_is_open_and_not_known():
    def owed(answers, product="a_tool"):
        options = f"options: [{{id: one, alternative: base, product: {product}}}]"
        return [q.question for q in outcome(answers, options).evaluation.vendor_questions]

    assert owed("ai: true, marked: unknown") == ["marked", "papers"]
    assert owed("ai: true, marked: unknown", product="null") == ["marked"]  # nobody to ask about what both know
    assert owed("ai: true, marked: valid, papers: seen") == []
    assert owed("ai: false") == []


def test_blanks_are_what_is_open_and_not_filled_in():
    assert set(outcome("ai: true, marked: unknown").evaluation.blanks) == {
        "studies", "place@one", "papers@one", "hobby@one",
    }  # fmt: skip
    assert set(outcome("ai: false").evaluation.blanks) == {"studies", "hobby@one"}


UNKNOWN = """
sections:
  offer:
    asked_of: option
    questions:
      ai: {type: yes_no, if_unknown: {shares: {yes: 0.25, no: 0.75}}}
      mark: {type: choice, answered_by: vendor, options: [valid, absent], when: ai}
      note: {type: text, purpose: report}
quantities: {cost: 2}
findings: {unsaid: unknown(mark), silent: unknown(note) and not unknown(mark)}
criteria: {score: {formula: cost + (1 if mark == valid else 0)}}
"""


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("ai: true, mark: unknown", {("one", "unsaid"): 1}),
        ("ai: true", {("one", "unsaid"): 1}),  # blank: the vendor owes it
        ("ai: true, mark: absent", {}),
        ("ai: true, mark: valid, note: unknown", {("one", "silent"): 1}),
        ("ai: true, mark: not_applicable", {}),
        ("ai: false, mark: unknown", {}),
        ("mark: unknown", {}),  # whether it is asked is not known
    ],
)
def test_a_finding_may_be_about_what_nobody_knows(answers, told):
    pack = UNKNOWN.replace("when: ai", "if_unknown: {shares: {absent: 1}}, when: ai")
    assert evaluated(pack, f"all_options: {{{answers}}}").told() == told


def test_a_finding_on_the_unknown_is_told_with_the_share_in_which_it_is_asked():
    pack = UNKNOWN.replace("when: ai", "if_unknown: {shares: {absent: 1}}, when: size > 20")
    pack = pack.replace("      note:", "      size: {}\n      note:")
    pack = pack.replace("{formula: cost", "{formula: (cost if ai else 0)")
    answers = "all_options: {ai: true, mark: unknown, size: {low: 10, likely: 20, high: 30}}"
    assert evaluated(pack, answers).told() == {("one", "unsaid"): 0.5}


def test_a_knock_out_that_the_buyer_sets_aside_is_told_with_its_verdict():
    settings = "settings: {knock_outs: {unmarked: {set_aside: Marked next month.}}}"
    told = {k.knock_out: k for k in outcome("ai: true, place: here, marked: absent", settings).evaluation.knock_outs}
    assert (told["unmarked"].verdict, told["unmarked"].judged) == ("set_aside", "failed")
    assert (told["far"].verdict, told["far"].judged) == ("passed", None)


REVIEWED = """
questions: {load: {if_unknown: [10, 20, 60]}}
sections: {offer: {asked_of: option, questions: {power: {if_unknown: [1, 2, 6]}, closed: {when: power > 100}}}}
criteria: {score: {formula: load * power}, other: {formula: closed, otherwise: 0}}
"""


@pytest.mark.parametrize(("verdict", "likely"), [("accepted", 150), ("pending", 150), ("rejected", 40)])
def test_a_rejected_answer_is_not_used_and_counts_as_unknown(verdict, likely):
    review = f"review: {{verdict: {verdict}, by: A. Reader, comment: Seen.}}"
    answers = f"need: {{load: {{value: 30, {review}}}}}\nall_options: {{power: {{value: 5, {review}}}}}"
    found = evaluated(REVIEWED, answers)
    assert found.total("score").likely == likely
    assert found.assumed() == (set() if likely == 150 else {("load", None), ("power", "one")})
    told = {(r.question, r.option): (r.verdict, r.by) for r in found.evaluation.reviewed}
    names = [] if verdict == "accepted" else [("load", None), ("power", "one")]
    assert told == dict.fromkeys(names, (verdict, "A. Reader"))


def test_a_review_of_a_closed_answer_is_not_told():
    answers = "all_options: {closed: {value: 1, review: {verdict: rejected}}, power: 5}"
    assert evaluated(REVIEWED, answers).evaluation.reviewed == ()
