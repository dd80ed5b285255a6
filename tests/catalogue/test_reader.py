"""The reader: scalars of YAML 1.2, and the place of every key, value and character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.catalogue.reader import Document, read_file, read_text
from compass.errors import Place


def read(text: str) -> Document:
    document = Document("a.yaml")
    read_text(text, document)
    return document


@pytest.mark.parametrize(
    "written",
    [
        "no", "yes", "on", "off", "True", "FALSE", "12:30", "2026-01-01", "0x1F", "0o17", "1_000", "1,5", ".inf",
        ".nan", "=", "1e", "+", ".",
    ],
)  # fmt: skip
def test_what_is_neither_number_nor_boolean_in_yaml_1_2_stays_text(written):
    assert read(f"a: {written}").data == {"a": written}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True), ("false", False), ("12", 12), ("-3", -3), ("+4", 4), ("007", 7), ("1e6", 1e6),
        ("1.5E-3", 0.0015), (".5", 0.5), ("5.", 5.0), ("-0.25", -0.25), ("null", None), ("~", None), ("", None),
        ('"12"', "12"), ("'true'", "true"), ('""', ""), ("12345678901234567890", 1.2345678901234567e19),
    ],
)  # fmt: skip
def test_numbers_booleans_and_nothing_are_read_as_such(written, value):
    found = read(f"a: {written}").data["a"]
    assert found == value
    assert type(found) is type(value)


def test_a_mark_of_byte_order_is_no_part_of_the_file(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes("\ufeffa: é\n".encode())
    document = read_file(file, "a.yaml")
    assert document.data == {"a": "é"}
    assert document.place(("a",)) == Place("a.yaml", 1, 4)


TEXT = """\
title: Été
list: [a, {b: c}]
deep:
  - x: 1
    y: |
      first line
        indented
    z: >-
      folded
      again
quoted: "one two"
single: 'it''s here'
plain: one
  two  three
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1), (("title",), 1, 8), (("list",), 2, 7), (("list", 0), 2, 8), (("list", 1), 2, 11),
        (("list", 1, "b"), 2, 15), (("deep",), 4, 3), (("deep", 0), 4, 5), (("deep", 0, "x"), 4, 8),
        (("quoted",), 11, 9),
        (("nowhere",), 1, 1), (("list", 1, "z", "y"), 2, 11), (("deep", 7), 4, 3),
    ],
)  # fmt: skip
def test_a_value_has_its_place_and_an_unwritten_one_that_of_what_holds_it(path, line, column):
    assert read(TEXT).place(path) == Place("a.yaml", line, column)


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("title",), 1, 1),
        (("list", 1, "b"), 2, 12),
        (("deep", 0, "y"), 5, 5),
        (("list", 0), 2, 8),
        (("deep", "q"), 3, 1),
    ],
)
def test_a_key_has_its_place(path, line, column):
    assert read(TEXT).place(path, at_key=True) == Place("a.yaml", line, column)


@pytest.mark.parametrize(
    ("path", "word", "line", "column"),
    [
        (("title",), "é", 1, 10),
        (("deep", 0, "y"), "first", 6, 7),
        (("deep", 0, "y"), "line", 6, 13),
        (("deep", 0, "y"), "indented", 7, 9),
        (("deep", 0, "z"), "folded", 9, 7),
        (("deep", 0, "z"), "again", 10, 7),
        (("quoted",), "two", 11, 14),
        (("single",), "it", 12, 10),
        (("plain",), "two", 14, 3),
        (("plain",), "three", 14, 8),
    ],
)
def test_a_character_of_a_text_has_its_place_whatever_the_style(path, word, line, column):
    document = read(TEXT)
    value = document.data
    for part in path:
        value = value[part]
    assert document.place(path, value.rindex(word) if word != "é" else 2) == Place("a.yaml", line, column)


def test_the_place_of_a_character_after_a_doubled_quote_is_that_of_the_file():
    document = read("a: 'it''s b'")
    assert document.place(("a",), document.data["a"].index("b")) == Place("a.yaml", 1, 11)


def test_the_place_of_a_character_after_an_escape_is_that_of_the_file():
    document = read(r'a: "\u00e9 = b"')
    assert document.place(("a",), document.data["a"].index("b")) == Place("a.yaml", 1, 14)


@pytest.mark.parametrize("written", ["|", "|-", ">", ">-", "|2", ">+"])
def test_a_formula_in_a_block_is_placed_below_its_sign(written):
    document = read(f"a:\n  f: {written}\n    b +\n    cc\n")
    assert document.place(("a", "f"), document.data["a"]["f"].index("cc")) == Place("a.yaml", 4, 5)


def test_a_doubled_key_keeps_the_first_value_and_is_told_with_its_line():
    document = read("a: 1\nb: 2\na: 3\n")
    (problem,) = document.problems
    assert (problem.code, problem.place, problem.details["line"]) == ("F009", Place("a.yaml", 3, 1), 1)
    assert document.data["a"] == 1


def test_a_sign_that_no_file_can_hold_is_refused_as_one_that_is_no_text():
    document = Document("text")
    read_text("pack: \ud800", document)
    assert [problem.code for problem in document.problems] == ["F003"]


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fail(text):
    document = read(text)
    assert document.data is not None or document.problems


@given(st.text(alphabet="a:{}[],&*!|>-?#'\"\n %@`0", max_size=60))
def test_no_mixture_of_yaml_signs_makes_the_reader_fail(text):
    document = read(text)
    assert document.data is not None or document.problems
    for path in document.values:
        assert document.place(path, 3).line <= max(len(document.lines), 1) + 1
