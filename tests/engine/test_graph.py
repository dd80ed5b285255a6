"""The dependency graph: cycles as paths, and an order that never depends on chance."""

import subprocess
import sys
from pathlib import Path

from compass.engine.graph import Graph


def test_a_cycle_is_told_as_a_path_back_to_its_start():
    # each name needs the next: a needs b, b needs c, c needs a; the path runs from what is needed to what needs it
    assert Graph({"a": ["b"], "b": ["c"], "c": ["a"]}).cycles() == [["a", "c", "b", "a"]]


def test_a_name_may_need_itself():
    assert Graph({"a": ["a"], "b": ["a"]}).cycles() == [["a", "a"]]


def test_each_knot_gives_one_cycle_in_written_order():
    needs = {"z": ["y"], "y": ["z"], "m": [], "a": ["b", "z"], "b": ["c", "d"], "c": ["a"], "d": ["a"]}
    assert Graph(needs).cycles() == [["z", "y", "z"], ["a", "c", "b", "a"]]


def test_no_cycle():
    assert Graph({"a": [], "b": ["a"], "c": ["a", "b"]}).cycles() == []


def test_each_name_comes_after_what_it_needs_otherwise_as_written():
    assert Graph({"d": ["a"], "c": [], "b": ["c"], "a": []}).order() == ["c", "b", "a", "d"]


def test_names_from_outside_are_left_out():
    graph = Graph({"a": ["elsewhere"], "b": ["a"]})
    assert graph.order() == ["a", "b"]
    assert graph.reach(["elsewhere", "b"]) == {"a", "b"}


def test_reach_and_use():
    graph = Graph({"a": [], "b": ["a"], "c": ["b"], "d": ["a"]})
    assert graph.reach(["c"]) == {"a", "b", "c"}
    assert graph.used_by(["b"]) == {"b", "c"}
    assert graph.reach([]) == set()


def test_a_name_may_do_without_one_that_it_needs():
    graph = Graph({"a": [], "b": ["a"], "c": ["b"], "d": ["a", "c"]})
    assert graph.reach_without(["d"], {"d": "c"}) == {"a", "d"}
    assert graph.reach_without(["d"], {"c": "b"}) == {"a", "c", "d"}


def test_cycles_and_order_do_not_depend_on_the_hash_seed():
    script = (
        "from compass.engine.graph import Graph\n"
        "names = [f'n{i}' for i in range(30)]\n"
        "knots = {n: frozenset(names[max(i - 7, 0):i + 3]) for i, n in enumerate(names)}\n"
        "chain = {n: frozenset(names[:i]) for i, n in enumerate(names)}\n"
        "print(Graph(knots).cycles(), Graph(chain).order())\n"
    )

    def said(seed):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
        return subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True).stdout

    assert len({said(seed) for seed in ("1", "2", "3")}) == 1
