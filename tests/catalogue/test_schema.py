"""Data turned into nouns: each fault with its code, its place and words that people understand."""

from __future__ import annotations

import pytest

from compass.catalogue.reader import Document, read_text
from compass.catalogue.schema import validate
from compass.model.assessment import Assessment
from compass.model.criterion import Criterion
from compass.model.node import Node
from compass.model.question import Question

WORDS = "{fr: x, en: y}"


def problems(model, text):
    document = Document("a.yaml")
    read_text(text, document)
    found = validate(model, document.data, document, ())
    assert (found is None) == bool(document.problems)
    return [(p.code, p.place.line, p.place.column, dict(p.details)) for p in document.problems]


def test_a_right_noun_has_no_problem():
    assert problems(Node, f"level: need\ntitle: {WORDS}\n") == []


def test_every_fault_of_a_noun_is_told_at_once():
    found = problems(Node, "level: neet\ntitle: {fr: x}\nordr: first\nreference: 1\n")
    assert [(code, line) for code, line, _, _ in found] == [("K004", 1), ("T001", 2), ("K003", 4), ("K001", 3)]


def test_a_value_of_several_kinds_is_one_fault():
    (found,) = problems(Node, f"level: alternative\ntitle: {WORDS}\nsets: {{a: [1]}}\n")
    assert found == ("K003", 3, 11, {"found": "list", "wanted": "value"})


def test_a_wrong_id_as_key_is_told_at_the_key():
    (found,) = problems(Node, f"level: effect\ntitle: {WORDS}\nflows: {{Heat: a}}\n")
    assert found == ("K005", 3, 9, {"found": "Heat"})


def test_a_level_that_is_no_number_is_told_at_the_key():
    (found,) = problems(Criterion, f"title: {WORDS}\nfamily: a\nobjective: minimise\ndescribed: {{low: {WORDS}}}\n")
    assert found == ("K003", 4, 13, {"found": '"low"', "wanted": "whole number"})


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("between: [1]", {"code": "K002", "key": "1"}),
        ("between: 3", {"code": "K003", "found": "3", "wanted": "list"}),
        ("between: [a, 3]", {"code": "K003", "found": '"a"', "wanted": "number"}),
        ("own: yes", {"code": "K003", "found": '"yes"', "wanted": "true or false"}),
        ("own:", {"code": "K003", "found": "nothing", "wanted": "true or false"}),
        ("effort: 1.5", {"code": "K003", "found": "1.5", "wanted": "whole number"}),
        ("help: []", {"code": "K003", "found": "list", "wanted": "mapping"}),
        ("unit: true", {"code": "K003", "found": "true", "wanted": "text"}),
        ("unit: ''", {"code": "K003", "found": "nothing", "wanted": "text"}),
        ("metrics: 3", {"code": "K003", "found": "3", "wanted": "mapping"}),
    ],
)
def test_what_was_found_and_what_is_wanted_are_words_and_no_python(line, found):
    (problem,) = problems(Question, f"id: a\nsection: b\ntype: number\n{line}\n")
    assert {"code": problem[0], **problem[3]} == found
    assert problem[1] == 4


def test_a_share_out_of_bounds_tells_the_bound_in_signs():
    text = f"id: a\nsection: b\ntype: choice\nif_unknown: {{shares: {{x: 2}}, why: {WORDS}}}\n"
    assert problems(Question, text) == [("K006", 4, 26, {"found": "2", "rule": "≤ 1"})]


def test_an_assessment_without_options_tells_how_many_there_must_be():
    text = "pack: a\nversion: 1\ntitle: x\ndate: 2026-01-01\noptions: []\n"
    assert problems(Assessment, text) == [("K006", 5, 10, {"found": "list", "rule": "≥ 1"})]


@pytest.mark.parametrize("written", ["2026-1-1", "01/02/2026", "2026-02-30", "2026", '""'])
def test_a_date_that_is_none_is_told_as_a_date(written):
    text = f"pack: a\nversion: 1\ntitle: x\ndate: {written}\noptions: [{{id: a, alternative: b, title: c}}]\n"
    (found,) = problems(Assessment, text)
    assert (found[0], found[1], found[2]) == ("K003", 4, 7)


def test_a_text_split_at_a_comma_is_told_before_the_part_that_was_cut_off():
    (found,) = problems(Node, "level: need\ntitle: {fr: un, deux, en: two}\n")
    assert found == ("T002", 2, 17, {"part": "deux"})


def test_what_is_shown_of_a_long_value_is_short():
    (found,) = problems(Node, f"level: {'x' * 500}\ntitle: {WORDS}\n")
    assert len(found[3]["found"]) == 60
