"""What another option of a decision would do, by criterion and by infrastructure node."""

from tests.helpers import evaluated

PACK = """
questions:
  hours: {type: choice, nature: decision, options: [day, night], if_unknown: {option: day}}
  heated: {type: yes_no, nature: decision, if_unknown: {option: "no"}}
  years: {nature: decision, if_unknown: [1, 2, 3]}
  winter: {type: choice, options: [mild, cold], if_unknown: {shares: {mild: 0.75, cold: 0.25}}}
factors: {small: {unit: kWh, likely: 1, low: 1, high: 1}}
sections:
  offer:
    asked_of: option
    questions:
      hosting: {type: choice, nature: decision, options: [room, cloud, none_at_all], if_unknown: {option: room}}
      users: {unit: kWh}
flows: {power: kWh}
nodes:
  base: {level: alternative, caused_by: need, reference: true}
  other: {level: alternative, caused_by: need}
  server: {level: infrastructure, caused_by: [base, other], when: hosting == room, flows: {power: users * 3}}
  shared: {level: infrastructure, caused_by: [base, other], when: hosting == cloud, flows: {power: users * 2}}
  lamp: {level: effect, caused_by: [base, other], when: hours == night, flows: {power: small}}
  heater: {level: effect, caused_by: other, when: heated, flows: {power: small * years}}
  frost: {level: effect, caused_by: other, when: winter == cold, flows: {power: small * 9}}
criteria:
  electricity: {unit: kWh, characterise: {power: 1}}
  share: {formula: "1 / (0 if hosting == none_at_all else 1)"}
"""


def effects(**answers):
    listed = ", ".join(
        f"{{id: {id}, alternative: {kind}, answers: {{users: {users}, hosting: {hosting}}}}}"
        for (id, (users, hosting)), kind in zip(answers.items(), ("base", "other"), strict=False)
    )
    found = evaluated(PACK, f"options: [{listed}]").evaluation.decision.choices
    return {(e.question, e.choice, e.option, e.node): e.change for e in found if e.criterion == "electricity"}


def test_each_other_option_of_a_decision_changes_the_criterion_and_the_nodes_that_make_the_change():
    found = effects(one=(10, "room"), two=(5, "cloud"))
    of_hosting = {key[1:]: change for key, change in found.items() if key[0] == "hosting"}
    assert of_hosting == {
        ("cloud", "one", None): -10, ("cloud", "one", "server"): -30, ("cloud", "one", "shared"): 20,
        ("room", "two", None): 5, ("room", "two", "server"): 15, ("room", "two", "shared"): -10,
    }  # fmt: skip


def test_a_decision_about_the_need_is_taken_for_all_options_at_once_and_effects_are_no_infrastructure():
    found = effects(one=(10, "room"), two=(5, "cloud"))
    of_hours = {key: change for key, change in found.items() if key[0] == "hours"}
    assert of_hours == {("hours", "night", "one", None): 1, ("hours", "night", "two", None): 1}


def test_what_cannot_be_computed_is_left_out():
    assert not any(choice == "none_at_all" for _, choice, _, _ in effects(one=(10, "room"), two=(5, "cloud")))


def test_a_yes_or_no_to_decide_is_turned_over_and_what_is_no_choice_or_no_decision_is_left_alone():
    found = effects(one=(10, "room"), two=(5, "cloud"))
    assert {key: change for key, change in found.items() if key[0] == "heated"} == {("heated", "yes", "two", None): 2}
    assert not {key[0] for key in found} & {"years", "winter"}


def test_what_only_rounding_changes_is_no_change():
    pack = """
    questions: {place: {type: choice, nature: decision, options: [here, there], if_unknown: {option: here}}}
    nodes: {base: {level: alternative, caused_by: need, reference: true}, other: {level: alternative, caused_by: need}}
    criteria: {sum: {formula: "0.1 + 0.2 if place == here else 0.3"}}
    """
    found = evaluated(pack, "options: [{id: one, alternative: base}, {id: two, alternative: other}]")
    assert found.evaluation.decision.choices == ()
