"""Draws computed block by block give the same bytes as all at once, whatever the block and the number of threads."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compass.decision.evaluate import Blocks, Stamp, evaluate
from compass.engine import blocks as engine_blocks
from compass.engine import spreads
from compass.engine.blocks import Block, Joiner, blocks_of
from compass.engine.cells import read_cells
from compass.engine.draws import Draws
from compass.engine.filling import CannotRun
from compass.engine.spreads import Mean, mean_of
from compass.engine.values import CLOSED, UNDECIDED, Missing, Partly
from compass.model.estimate import Estimate
from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace
from tests.helpers import assessment_of, program_of
from tests.strategies import BOUNDED, cases, text

CASE = Path("questionnaires/radiology-ai/assessments/fracture-detection.yaml")
STAMP = Stamp("test", "pack", "assessment")


def cut_in_fours(patch: pytest.MonkeyPatch) -> None:
    """Make blocks small enough for conditions to hold in all their draws, or in none."""
    patch.setattr(spreads, "CHUNK", 4)
    patch.setattr(engine_blocks, "CHUNK", 4)


@pytest.fixture
def chunks_of_four(monkeypatch: pytest.MonkeyPatch) -> None:
    cut_in_fours(monkeypatch)


def evaluation(program: Any, assessment: Any, draws: int, blocks: Blocks | None) -> str:
    cells, faults = read_cells(program.pack, program.units, assessment)
    assert not faults
    found = evaluate(program, assessment, cells, seed=1, draws=draws, stamp=STAMP, blocks=blocks)
    return found.evaluation.model_dump_json()


@settings(BOUNDED, max_examples=60)
@given(case=cases(), size=st.sampled_from([4, 8, 12, 48]), draws=st.integers(50, 60))
def test_any_block_gives_the_bytes_of_all_draws_at_once(case, size, draws):
    with pytest.MonkeyPatch.context() as patch:
        cut_in_fours(patch)
        program, assessment = program_of(text(case[0])), assessment_of(text(case[1]))
        assert evaluation(program, assessment, draws, Blocks(size)) == evaluation(program, assessment, draws, None)


def test_the_number_of_threads_changes_no_byte_of_the_worked_case():
    read = open_workspace(Path.cwd()).assessment(CASE)
    program, draws = read.checked.usable(), 20_000
    expected = evaluation(program, read.assessment, draws, None)
    for size, threads in ((8192, 1), (8192, 3), (16384, 2)):
        with ThreadPoolExecutor(threads) as pool:
            assert evaluation(program, read.assessment, draws, Blocks(size, pool.map)) == expected


def test_the_command_line_evaluates_in_blocks_what_a_report_evaluates_at_once():
    workspace = open_workspace(Path.cwd())
    at_once, in_blocks = (evaluate_file(workspace, CASE, 9000, 3, told_only=told_only) for told_only in (False, True))
    assert in_blocks.evaluated.evaluation == at_once.evaluated.evaluation
    kept = in_blocks.evaluated.drawn.scopes["boneview_site"]
    assert not any(name.startswith("_flow_") for name in kept)


def test_a_fault_in_one_block_is_told(chunks_of_four):
    program = program_of("""
        questions: {share: {if_unknown: [0, 0.5, 1]}}
        quantities: {rate: "1 / (0 if share > 0.85 else 1)"}
        criteria: {climate: {formula: rate}}
    """)
    for blocks in (None, Blocks(4)):
        with pytest.raises(CannotRun) as refused:
            evaluation(program, assessment_of(""), 64, blocks)
        assert [(fault.code, fault.details["name"]) for fault in refused.value.faults] == [("V002", "rate")]


def test_a_block_is_a_slice_of_the_columns_of_all_draws():
    columns, wide = Draws(1, 10), Estimate(low=0, likely=1, high=4)
    block = Block(columns, 4, 3)
    assert block.estimate("x", wide).tolist() == columns.estimate("x", wide)[4:7].tolist()
    assert block.choice("c", {0: 0.5, 1: 0.5}).tolist() == columns.choice("c", {0: 0.5, 1: 0.5})[4:7].tolist()
    assert (
        block.reported("r", 0.5, (0.4, 0.6), True).tolist()
        == columns.reported("r", 0.5, (0.4, 0.6), True)[4:7].tolist()
    )
    assert block.estimate("x", Estimate(low=1, likely=1, high=1)) == 1


# --- joining ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def join(chunks_of_four):
    """Join values of blocks of 4, 4 and 2 draws."""
    blocks = blocks_of(Draws(1, 10), 4)
    joiner = Joiner(blocks)

    def joined(*values):
        told = [joiner.moved(block, {("it",): value}) for block, value in zip(blocks, values, strict=True)]
        return joiner.joined(told)[("it",)]

    return joined


def test_numbers_and_columns_are_laid_end_to_end(join):
    assert join(1.0, np.arange(4.0), 2.0).tolist() == [1, 1, 1, 1, 0, 1, 2, 3, 2, 2]
    assert join(1.5, 1.5, 1.5) == 1.5
    assert join(True, np.array([True, False, True, True]), False).dtype == bool


def test_slices_of_one_column_give_it_back(join):
    column = Draws(1, 10).estimate("x", Estimate(low=0, likely=1, high=4))
    assert join(column[:4], column[4:8], column[8:]) is column


def test_what_is_closed_in_a_block_is_closed_in_its_draws(join):
    found = join(CLOSED, 1.0, Partly(np.array([5.0, 6.0]), np.array([False, True])))
    assert found.closed.tolist() == [True] * 4 + [False] * 5 + [True]
    assert found.number[~found.closed].tolist() == [1, 1, 1, 1, 5]
    assert join(CLOSED, CLOSED, CLOSED) is CLOSED


def test_what_is_missing_or_undecided_in_a_block_is_so_in_all(join):
    assert join(1.0, UNDECIDED, CLOSED) is UNDECIDED
    found = join(Missing(frozenset({"a"})), UNDECIDED, Missing(frozenset({"b"})))
    assert found.cells == {"a", "b"}


@BOUNDED
@given(values=st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=40))
def test_a_mean_does_not_depend_on_how_draws_are_cut_and_lies_among_them(values):
    with pytest.MonkeyPatch.context() as patch:
        cut_in_fours(patch)
        column = np.array(values)
        whole = mean_of(column)
        assert min(values) <= whole <= max(values)
        assert whole == pytest.approx(np.mean(column), rel=1e-9, abs=1e-3)
        for size in (4, 8, 12):
            cut = [column[start : start + size] for start in range(0, len(column), size)]
            assert Mean.joined(Mean.of(part, len(part)) for part in cut).value == whole
