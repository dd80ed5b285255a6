"""An unknown choice is the mixture of whole evaluations in its shares, exactly: every value, and every mean.

Sizes are whole numbers, whose sums are exact in binary, so that `==` is meant as it stands.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers import evaluated, program_of

TWO = "options: [{id: one, alternative: base}, {id: two, alternative: other}]\n"
SHARES = {"first": 0.25, "second": 0.75}
ASKED = {
    "choice": "{type: choice, options: [first, second], if_unknown: {shares: {first: 0.25, second: 0.75}}}",
    "choices": "{type: choices, options: [first, second, third], if_unknown: {shares: {second: 0.75, third: 1}}}",
    "yes_no": "{type: yes_no, if_unknown: {shares: {no: 0.25, yes: 0.75}}}",
}
ANSWERS = {
    "choice": {"first": "first", "second": "second"},
    "choices": {"first": "[third]", "second": "[second, third]"},
    "yes_no": {"first": "false", "second": "true"},
}
IS_SECOND = {"choice": "asked == second", "choices": "asked in [second]", "yes_no": "asked"}
READ = {
    "choice": "lookup(table, asked)",
    "choices": "(lookup(table, second) if asked in [second] else lookup(table, first))",
    "yes_no": "(lookup(table, second) if asked else lookup(table, first))",
}
PACK = """
scales: {rows: [first, second]}
%(where)s
questions: {size: {}%(need)s}
factors: {table: {by: rows, values: {first: 3, second: 11}}}
quantities: {read: "size * %(read)s", chosen: "size * (5 if %(is_second)s else 2)"}
flows: {heat: "1", light: "1"}
nodes:
  flowing: {level: effect, caused_by: [base, other], flows: {heat: chosen}}
  sometimes: {level: effect, caused_by: other, when: "%(is_second)s", flows: {light: 7 * size}}
  reading: {level: effect, caused_by: other, flows: {heat: read}}
criteria:
  warmth: {characterise: {heat: 1}}
  brightness: {objective: maximise, characterise: {light: 2}}
  gain: {formula: chosen - reference(chosen) + read}
"""


def pack(kind: str, of_options: bool) -> str:
    where = f"sections: {{offer: {{asked_of: option, questions: {{asked: {ASKED[kind]}}}}}}}" if of_options else ""
    need = "" if of_options else f", asked: {ASKED[kind]}"
    text = PACK % {"where": where, "need": need, "read": READ[kind], "is_second": IS_SECOND[kind]}
    return (
        text.replace("by: rows", "by: asked").replace("scales: {rows: [first, second]}\n", "")
        if kind == "choice"
        else text
    )


def answer(of_options: bool, size: int, value: str) -> str:
    asked = f"asked: {value}"
    need = f"need: {{size: {size}}}\nall_options: {{{asked}}}\n" if of_options else f"need: {{size: {size}, {asked}}}\n"
    return need + TWO


def mixture(values: dict[str, float]) -> float:
    return sum(SHARES[name] * value for name, value in values.items())


@pytest.mark.parametrize("of_options", [False, True])
@pytest.mark.parametrize("kind", ASKED)
@settings(max_examples=10, deadline=None, derandomize=True)
@given(size=st.integers(-100_000, 100_000), seed=st.integers(0, 1000), draws=st.sampled_from([64, 1024]))
def test_values_and_means_are_the_mixture_of_whole_evaluations(kind, of_options, size, seed, draws):
    program = PROGRAMS[kind, of_options]
    whole = {n: evaluated(program, answer(of_options, size, a), draws=draws) for n, a in ANSWERS[kind].items()}
    mixed = evaluated(program, answer(of_options, size, "unknown"), draws=draws, seed=seed)
    for option in ("one", "two"):
        for criterion in ("warmth", "brightness", "gain"):
            column = np.broadcast_to(mixed.evaluated.drawn.totals[option][criterion], draws)
            parts = {name: outcome.total(criterion, option) for name, outcome in whole.items()}
            drawn = [part.mean for name, part in parts.items() for _ in range(int(SHARES[name] * draws))]
            assert np.array_equal(np.sort(column), np.sort(drawn))
            assert mixed.total(criterion, option).mean == mixture({name: part.mean for name, part in parts.items()})
            assert mixed.total(criterion, option).likely == parts["second"].likely
            gaps = {name: outcome.result(criterion, option).difference for name, outcome in whole.items()}
            if option == "two":
                assert mixed.result(criterion, option).difference.mean == mixture({n: g.mean for n, g in gaps.items()})
        for quantity in ("read", "chosen"):
            parts = {name: outcome.quantity(quantity, option) for name, outcome in whole.items()}
            assert mixed.quantity(quantity, option).mean == mixture({name: part.mean for name, part in parts.items()})


@pytest.mark.parametrize("of_options", [False, True])
@pytest.mark.parametrize("kind", ASKED)
def test_contributions_and_shares_are_the_mixture_too(kind, of_options):
    program = PROGRAMS[kind, of_options]
    whole = {n: evaluated(program, answer(of_options, 13, a)).evaluation for n, a in ANSWERS[kind].items()}
    mixed = evaluated(program, answer(of_options, 13, "unknown")).evaluation

    def added(evaluation):
        return {(c.option, c.criterion, c.node): c.mean for c in evaluation.contributions}

    parts = {name: added(evaluation) for name, evaluation in whole.items()}
    for key, mean in added(mixed).items():
        assert mean == mixture({name: found.get(key, 0.0) for name, found in parts.items()}), key
    shares = {(a.option, a.node): a.share for a in mixed.activity}
    assert shares["two", "sometimes"] == 0.75


PROGRAMS = {(kind, of_options): program_of(pack(kind, of_options)) for kind in ASKED for of_options in (False, True)}
