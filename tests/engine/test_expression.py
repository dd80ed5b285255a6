"""The formula language: what is admitted, what is refused, and where the fault is."""

import ast

import pytest

from compass.engine.expression import FUNCTIONS, MAX_DEPTH, MAX_LENGTH, FormulaFault, parse

ADMITTED = [
    "1",
    "1e6",
    "a + b - c * d / e",
    "-a ** 2",
    "a ** -2",
    "a ** 0.5",
    "a if b > 1 else c",
    "a < b",
    "place == cloud and not ready or b >= 2",
    "place in [cloud, hospital]",
    "place not in [cloud]",
    "min(a, b)",
    "clip(a, 0, 1)",
    "sum(a)",
    "mean(a, b, c)",
    "lookup(pue, place)",
    "lookup(table, size, fuel, place)",
    "points(rules) / max_points(rules, all)",
    "round(a) + floor(a) + ceil(a) + exp(a) + ln(a)",
    "reference(a)",
    "reported(detection, sensitivity)",
    "(a +\n b)",
    "  a + b  ",
]
REFUSED = [
    ("", "X002"),
    ("a +", "X002"),
    ("a b", "X002"),
    ("a = 1", "X002"),
    ("(" * 300 + "a" + ")" * 300, "X002"),
    ("a\0", "X002"),
    ("a + 'text'", "X003"),
    ("a.b", "X003"),
    ("a[0]", "X003"),
    ("lambda: a", "X003"),
    ("[x for x in a]", "X003"),
    ("(a, b)", "X003"),
    ("{a}", "X003"),
    ("f'{a}'", "X003"),
    ("a := b", "X002"),
    ("(a := b)", "X003"),
    ("a @ b", "X003"),
    ("a % b", "X003"),
    ("a // b", "X003"),
    ("a | b", "X003"),
    ("~a", "X003"),
    ("+a", "X003"),
    ("a is b", "X003"),
    ("True", "X003"),
    ("None", "X003"),
    ("...", "X003"),
    ("1j", "X003"),
    ("1e400", "X003"),
    ("a if b else *c", "X002"),
    ("min(a, *b)", "X003"),
    ("min(a, b=1)", "X003"),
    ("a.min(b)", "X003"),
    ("__import__(a)", "X005"),
    ("abs(a)", "X005"),
    ("min(a)", "X006"),
    ("clip(a, b)", "X006"),
    ("exp()", "X006"),
    ("a ** b", "X007"),
    ("a ** 9", "X007"),
    ("a ** --2", "X007"),
    ("a ** True", "X007"),
    ("1 < a < 2", "X008"),
    ("lookup(pue, 1)", "X009"),
    ("points(a + b)", "X009"),
    ("reference(a * 2)", "X009"),
    ("a in b", "X010"),
    ("a in []", "X010"),
    ("a in [1, 2]", "X010"),
    ("a in (b, c)", "X010"),
]


@pytest.mark.parametrize("text", ADMITTED)
def test_the_language_is_admitted(text):
    assert parse(text).text == text


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_anything_else_is_refused(text, code):
    with pytest.raises(FormulaFault) as caught:
        parse(text)
    assert caught.value.code == code


COUNTS = {
    **dict.fromkeys(("points", "round", "floor", "ceil", "exp", "ln", "reference", "unknown"), (1, 1)),
    **dict.fromkeys(("min", "max"), (2, 12)),
    **dict.fromkeys(("sum", "mean"), (1, 24)),
    "clip": (3, 3),
    "lookup": (2, 4),
    "interpolate": (5, 25),
    "max_points": (1, 2),
    "reported": (2, 2),
}
"""The least and the most arguments of each function."""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_takes_no_fewer_and_no_more_arguments_than_it_says(name):
    least, most = COUNTS[name]
    for count in range(most + 2):
        text = f"{name}({', '.join(['a'] * count)})"
        if least <= count <= most:
            parse(text)
        else:
            with pytest.raises(FormulaFault) as caught:
                parse(text)
            assert (caught.value.code, caught.value.offset) == ("X006", 0)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_fault_after_an_end_of_line_is_placed_in_the_whole_text(end):
    text = f"(é +{end} b.c)"
    with pytest.raises(FormulaFault) as caught:
        parse(text)
    assert caught.value.offset == text.index("b.c")


def test_length_is_bounded():
    parse("a" * MAX_LENGTH)
    with pytest.raises(FormulaFault) as caught:
        parse("a" * (MAX_LENGTH + 1))
    assert caught.value.code == "X001"


def test_depth_is_bounded():
    parse("-" * (MAX_DEPTH - 1) + "a")
    with pytest.raises(FormulaFault) as caught:
        parse("-" * MAX_DEPTH + "a")
    assert caught.value.code == "X004"


@pytest.mark.parametrize("opening", ["a[", "{", "lambda: ", "(x := "])
def test_a_refused_part_may_be_deep(opening):
    closing = {"a[": "]", "{": "}", "(x := ": ")"}.get(opening, "")
    with pytest.raises(FormulaFault) as caught:
        parse(opening + "-" * 900 + "a" + closing)
    assert caught.value.code in ("X002", "X003")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a + abs(b)", "abs(b)"),
        ("  a + abs(b)", "abs(b)"),
        ("a +\n  abs(b)", "abs(b)"),
        ("énergie + abs(b)", "abs(b)"),
        ("énergie * été + 'x'", "'x'"),
        ("a + b * 'x'", "'x'"),
        ("a + b % c", "b % c"),
        ("énergie + b // c", "b // c"),
    ],
)
def test_the_offset_counts_characters_to_the_fault(text, fault):
    with pytest.raises(FormulaFault) as caught:
        parse(text)
    assert caught.value.offset == text.index(fault)


def test_nodes_of_an_admitted_formula_carry_character_offsets():
    tree = parse("  énergie * été + zz").tree
    offsets = {node.id: node.col_offset for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert offsets == {"énergie": 2, "été": 12, "zz": 18}


@pytest.mark.parametrize(("text", "part"), [("énergie + ab . cd", "ab . cd"), ("a + b  % c", "b  % c")])
def test_the_refused_part_is_shown_as_it_was_written(text, part):
    with pytest.raises(FormulaFault) as caught:
        parse(text)
    assert caught.value.details["part"] == part
