"""Answers put into the text of an assessment: nothing else of the file moves."""

import pytest

from compass.catalogue.editing import with_answers

TEXT = """\
# head
need:
  a: 1   # keeps this
  # before b
  b:
    low: 1
    likely: 2   # gone with the value
    high: 3

  c: |
    two
    lines
  d:
options:
  - id: one   # first
    answers: {a: 1, b: {low: 1, likely: 2, high: 3}}
  - id: two
  - {id: three, answers: {}}
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("need", "a"), 2, "a: 1   # keeps", "a: 2   # keeps"),
        (("need", "b"), 5, "b:\n    low: 1\n    likely: 2   # gone with the value\n    high: 3\n", "b: 5\n"),
        (("need", "c"), "unknown", "c: |\n    two\n    lines\n", "c: unknown\n"),
        (("need", "d"), True, "  d:\n", "  d: true\n"),
        (("need", "e"), {"low": 1, "likely": 2, "high": 3}, "  d:\n", "  d:\n  e: {low: 1, likely: 2, high: 3}\n"),
        (("options", 0, "answers", "b"), "no", "b: {low: 1, likely: 2, high: 3}}", "b: 'no'}"),
        (("options", 0, "answers", "c"), 1, "high: 3}}", "high: 3}, c: 1}"),
        (("options", 1, "answers", "a"), 1, "  - id: two\n", "  - id: two\n    answers: {a: 1}\n"),
        (("options", 2, "answers", "a"), "x", "answers: {}", "answers: {a: x}"),
    ],
)
def test_only_the_answer_changes(path, value, old, new):
    assert TEXT.count(old) == 1
    assert with_answers(TEXT, {path: value}) == TEXT.replace(old, new)


def test_line_ends_are_kept():
    text = "need:\r\n  a: 1\r\noptions: []"
    assert with_answers(text, {("need", "b"): 2}) == "need:\r\n  a: 1\r\n  b: 2\r\noptions: []"
    assert with_answers("options: []\nneed:\n  a: 1", {("need", "b"): 2}) == "options: []\nneed:\n  a: 1\n  b: 2\n"


def test_a_file_without_needs_gets_them():
    assert with_answers("options: []\n", {("need", "a"): 1}) == "options: []\nneed: {a: 1}\n"
