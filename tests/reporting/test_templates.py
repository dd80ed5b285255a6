from __future__ import annotations

import pytest
from jinja2 import UndefinedError, nodes

from compass.reporting.templates import environment
from compass.shipped import templates

WEB = templates() / "web"
"""Its pages ask for the state of a form; those of the report and of the reference pages only print and loop."""
NAMES = sorted(p.relative_to(templates()).as_posix() for p in templates().rglob("*.*") if not p.is_relative_to(WEB))
FORBIDDEN = (
    nodes.BinExpr, nodes.UnaryExpr, nodes.Compare, nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Assign,
    nodes.Getitem,
)  # fmt: skip


def parsed(name):
    environment_ = environment()
    return environment_.parse(environment_.loader.get_source(environment_, name)[0])


@pytest.mark.parametrize("name", NAMES)
def test_templates_only_print_and_loop(name):
    found = [type(node).__name__ for kind in FORBIDDEN for node in parsed(name).find_all(kind)]
    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_conditions_only_ask_whether_something_is_there(name):
    assert all(isinstance(condition.test, nodes.Name | nodes.Getattr) for condition in parsed(name).find_all(nodes.If))


def test_what_is_undefined_is_an_error():
    with pytest.raises(UndefinedError):
        environment().from_string("{{ report.nothing }}").render(report=object())


def test_what_is_printed_is_escaped():
    assert environment().from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
