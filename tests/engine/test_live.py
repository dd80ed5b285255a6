"""Answers given one after another give what a whole evaluation of the last state gives, bit for bit."""

import os
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from compass.engine.binding import Reported, Rows
from compass.engine.cells import read_cells, reread_cells
from compass.engine.draws import Draws, Likely
from compass.engine.filling import CannotRun
from compass.engine.live import Live
from compass.engine.run import run
from compass.engine.values import Missing, Partly
from tests.helpers import assessment_of, program_of
from tests.strategies import answers, cases, numbers, ranges, text

DRAWS = 16


def plain(value: Any) -> Any:
    """Write a value so that two are equal where they are the same in every draw."""
    if isinstance(value, Partly):
        return [None if shut else number for number, shut in zip(value.number.tolist(), value.closed, strict=True)]
    if isinstance(value, np.ndarray):
        return [str(number) for number in value.tolist()] if np.isnan(value.astype(float)).any() else value.tolist()
    if isinstance(value, Reported):
        return {metric: plain(figure) for metric, figure in value.metrics.items()}
    if isinstance(value, Missing):
        return sorted(value.cells)
    if isinstance(value, dict):
        return {} if isinstance(value, Rows) else {key: plain(each) for key, each in value.items()}
    return str(value) if value != value else value


def told(result: Any) -> dict[str, Any]:
    """Give the results of a run: totals, what each node adds, whom a criterion concerns."""
    return {
        "totals": {o: {c: plain(v) for c, v in totals.items()} for o, totals in result.totals.items()},
        "added": {
            o: {c: {n: plain(v) for n, v in nodes.items()} for c, nodes in added.items()}
            for o, added in result.added.items()
        },
        "concerned": result.concerned,
        "reference": result.reference,
    }


def outcome(what: Any) -> Any:
    try:
        return what()
    except CannotRun as refused:
        return {(fault.code, fault.path) for fault in refused.faults}


def assert_same_as_whole(live: Live, program: Any, assessment: Any, cells: Any, columns: Any) -> None:
    found = outcome(live.run)
    expected = outcome(lambda: run(program, assessment, cells, columns))
    if isinstance(expected, set):
        assert found == expected
        return
    assert told(found) == told(expected)
    for option, scope in expected.scopes.items():
        for name in scope.keys() & program.rules.keys():
            assert plain(found.scopes[option][name]) == plain(scope[name]), (option, name)


class Answering(RuleBasedStateMachine):
    """One person answers, takes back, calls unknown; the values kept up to date are those of a whole evaluation."""

    questions = Bundle("questions")

    @initialize(case=cases(), without=st.booleans())
    def begin(self, case: Any, without: bool) -> None:
        pack, self.data = case
        if without:
            for question in list(pack["questions"].values())[:1]:
                question.pop("if_unknown", None)
        self.pack, self.program = pack, program_of(text(pack))
        self.assessment = assessment_of(text(self.data))
        self.cells, _ = read_cells(self.program.pack, self.program.units, self.assessment)
        self.columns = (Likely(), Draws(1, DRAWS))
        self.lives = [Live(self.program, self.assessment, self.cells, columns) for columns in self.columns]

    @rule(data=st.data(), answer=st.one_of(st.none(), answers()))
    def answer_about_the_need(self, data: Any, answer: Any) -> None:
        question = data.draw(st.sampled_from(sorted(self.pack["questions"])))
        self._take({**self.data, "need": {**self.data["need"], question: answer}})

    @rule(data=st.data(), answer=st.one_of(st.none(), st.just("not_applicable"), answers()))
    def answer_about_an_option(self, data: Any, answer: Any) -> None:
        index = data.draw(st.integers(0, len(self.data["options"]) - 1))
        questions = self.pack["sections"]["offer"]["questions"]
        question = data.draw(st.sampled_from(sorted(set(questions) - {"place"})))
        self._take(self._with(index, question, answer))

    @rule(data=st.data(), answer=st.sampled_from([None, "here", "cloud", "both", "unknown", "not_applicable"]))
    def choose_a_place(self, data: Any, answer: Any) -> None:
        index = data.draw(st.integers(0, len(self.data["options"]) - 1))
        self._take(self._with(index, "place", answer))

    @rule(answer=st.one_of(st.none(), numbers, ranges()))
    def answer_for_all_options(self, answer: Any) -> None:
        shared = {**self.data.get("all_options", {}), "own_0": answer}
        self._take({**self.data, "all_options": {id: a for id, a in shared.items() if a is not None}})

    @rule()
    def take_an_option_away_or_bring_one(self) -> None:
        kept = self.data["options"]
        other = {"id": "late", "alternative": "other", "answers": {}}
        self._take({**self.data, "options": kept[:-1] if len(kept) > 2 else [*kept, other]})

    def _with(self, index: int, question: str, answer: Any) -> dict[str, Any]:
        options = [dict(option) for option in self.data["options"]]
        options[index]["answers"] = {**options[index]["answers"], question: answer}
        return {**self.data, "options": options}

    def _take(self, data: dict[str, Any]) -> None:
        before, after = self.assessment, assessment_of(text(data))
        pack, units = self.program.pack, self.program.units
        cells, faults = reread_cells(pack, units, self.cells, before, after)
        assert not faults
        assert list(cells) == list(read_cells(pack, units, after)[0])
        self.data, self.assessment, self.cells = data, after, cells
        for live in self.lives:
            live.change(after, cells)

    @invariant()
    def values_are_those_of_a_whole_evaluation(self) -> None:
        for live, columns in zip(getattr(self, "lives", ()), getattr(self, "columns", ()), strict=True):
            assert_same_as_whole(live, self.program, self.assessment, self.cells, columns)


TestAnswering = Answering.TestCase
SEQUENCES = int(os.environ.get("COMPASS_SEQUENCES", "30"))
"""How many sequences are tried; docs/benchmarks.md tells what a run with 10,000 gave."""
TestAnswering.settings = settings(max_examples=SEQUENCES, stateful_step_count=12, deadline=None, derandomize=True)


REACH = """
questions: {a: {if_unknown: 1}, b: {if_unknown: 2}}
quantities: {least: "min(a, b)", twice: 2 * least, thrice: 3 * b}
criteria: {first: {formula: twice}, second: {formula: thrice}}
"""


@pytest.fixture
def small():
    program = program_of(REACH)

    def cells(answers):
        assessment = assessment_of(answers)
        return assessment, read_cells(program.pack, program.units, assessment)[0]

    return Live(program, *cells("need: {a: 1, b: 2}"), Likely()), cells


def test_an_answer_touches_what_it_reaches_and_nothing_else(small):
    live, cells = small
    assert live.change(*cells("need: {a: 1.5, b: 2}")) == {"one": {"a", "least", "twice", "_criterion_first"}}
    assert live.run().totals["one"] == {"first": 3.0, "second": 6.0}


def test_it_stops_where_a_value_is_unchanged(small):
    live, cells = small
    assert live.change(*cells("need: {a: 1, b: 5}")) == {"one": {"b", "thrice", "_criterion_second"}}
    assert live.run().totals["one"] == {"first": 2.0, "second": 15.0}


def test_a_comment_touches_nothing(small):
    live, cells = small
    assert live.change(*cells('need: {a: {value: 1, comment: "seen"}, b: 2}')) == {"one": set()}


def test_nodes_are_added_in_one_order_whichever_of_their_flows_is_closed():
    """Found by 10,000 sequences: with `first.power` closed, a whole run added `first` last, 1 bit away."""
    program = program_of("""
        sections: {offer: {asked_of: option, questions: {own: {if_unknown: 1}}}}
        nodes:
          first: {level: effect, caused_by: base, flows: {power: own, water: 0.1}}
          second: {level: effect, caused_by: base, flows: {power: 0.2}}
          third: {level: effect, caused_by: base, flows: {power: 0.3}}
        flows: {power: "1", water: "1"}
        criteria: {climate: {characterise: {power: 1, water: 1}}}
    """)
    assessment = assessment_of("options: [{id: one, alternative: base, answers: {own: not_applicable}}]")
    cells, _ = read_cells(program.pack, program.units, assessment)
    assert 0.1 + 0.2 + 0.3 != 0.2 + 0.3 + 0.1
    whole = run(program, assessment, cells, Likely())
    assert (
        whole.totals == Live(program, assessment, cells, Likely()).run().totals == {"one": {"climate": 0.1 + 0.2 + 0.3}}
    )
    assert list(whole.added["one"]["climate"]) == ["first", "second", "third"]
