from __future__ import annotations

from compass.reporting.figures.lettering import text_width, wrap


def test_lines_fit():
    lines = wrap("Des patients sains passent un scanner de contrôle", 10, 120, 4)
    assert " ".join(lines) == "Des patients sains passent un scanner de contrôle"
    assert all(text_width(line, 10) <= 120 for line in lines)


def test_too_much_text_ends_in_an_ellipsis():
    lines = wrap("un deux trois quatre cinq six sept huit", 10, 60, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_a_long_word_is_cut():
    lines = wrap("x" * 80, 10, 100, 3)
    assert len(lines) == 3
    assert all(text_width(line, 10) <= 105 for line in lines)


def test_nothing_gives_one_empty_line_or_none():
    assert wrap("", 10, 100, 2) == ()
