"""Which questions are open, what is missing, and answers taken into an assessment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from compass.engine.cells import Cell, Cells, read_cells
from compass.engine.draws import Likely
from compass.engine.faults import Fault, Path
from compass.engine.filling import CannotRun, Filler, Scope
from compass.engine.meanings import similar
from compass.engine.plan import Certain, wanted_names
from compass.engine.program import Program, active_name
from compass.engine.run import run
from compass.engine.values import CLOSED
from compass.errors import AnswerError, Place, Problem
from compass.model.assessment import Answer, Assessment
from compass.model.interview import DEPTHS, Depth, Interview, OpenCell, Progress
from compass.model.question import Question


def interview(program: Program, assessment: Assessment, cells: Cells) -> Interview:
    """Tell the cells that are open on what is known and that something active can use, or a report prints.

    Raises CannotRun A013 where a difference is wanted and there is no reference option.
    """
    known = _known(program, assessment, cells)
    found = tuple(_open_cell(program, cell) for cell in cells if _is_open(program, known, cell))
    return Interview(
        cells=found,
        sections=_progress((cell.section, cell) for cell in found),
        seats=_progress((cell.seat, cell) for cell in found if cell.seat is not None),
        missing=missing_cells(program, assessment, cells),
    )


def depth_of(question: Question) -> Depth:
    """Give the least depth at which a question is asked, by its tags `screen: true` and `expert: true`."""
    if question.tags.get("screen") is True:
        return "screen"
    return "expert" if question.tags.get("expert") is True else "full"


def is_asked_at(cell: OpenCell, depth: Depth) -> bool:
    """Say whether a cell is asked at a depth."""
    return DEPTHS.index(cell.depth) <= DEPTHS.index(depth)


def missing_cells(program: Program, assessment: Assessment, cells: Cells) -> tuple[str, ...]:
    """Name the cells without which nothing can be computed, since nothing may stand in for them, as they are asked."""
    try:
        run(program, assessment, cells, Likely())
    except CannotRun as error:
        found = {_cell_of(fault.path, assessment) for fault in error.faults if fault.code == "V001"}
        return tuple(cell.name for cell in cells if cell.name in found)
    return ()


@dataclass(frozen=True)
class _Known:
    """What is known for each option, and the names that something can use."""

    scopes: Mapping[str, Scope]
    reach: Mapping[str, AbstractSet[str]]


def _known(program: Program, assessment: Assessment, cells: Cells) -> _Known:
    filler = Filler(program, assessment, cells, Certain(), known_only=True)
    active = [active_name(node) for node in program.pack.nodes]
    filler.fill(dict.fromkeys(filler.options, active))
    wanted = {option: [*active, *wanted_names(program, scope)] for option, scope in filler.scopes.items()}
    reach = filler.reach(wanted)
    filler.fill(dict.fromkeys(filler.options, program.pack.questions))
    return _Known(filler.scopes, reach)


def _is_open(program: Program, known: _Known, cell: Cell) -> bool:
    if cell.state not in ("blank", "unknown", "answered"):
        return False
    is_printed = program.pack.questions[cell.question].purpose == "report"
    options = known.scopes if cell.option is None else (cell.option,)
    return any(
        known.scopes[option][cell.question] is not CLOSED and (is_printed or cell.question in known.reach[option])
        for option in options
    )


def _open_cell(program: Program, cell: Cell) -> OpenCell:
    question = program.pack.questions[cell.question]
    return OpenCell(
        question=cell.question,
        option=cell.option,
        section=question.section,
        seat=question.seat or program.pack.sections[question.section].seat,
        depth=depth_of(question),
        state="blank" if cell.state == "blank" else "answered" if cell.state == "answered" else "unknown",
        is_decision=question.nature == "decision",
    )


def _progress(named: Iterable[tuple[str, OpenCell]]) -> tuple[Progress, ...]:
    groups: dict[str, list[OpenCell]] = {}
    for name, cell in named:
        groups.setdefault(name, []).append(cell)
    return tuple(
        Progress(name=name, answered=sum(cell.state == "answered" for cell in found), total=len(found))
        for name, found in groups.items()
    )


def record_answer(program: Program, assessment: Assessment, cell: str, answer: Answer | None) -> Assessment:
    """Give the assessment with one answer more, None takes one back; see `record_answers`."""
    return record_answers(program, assessment, {cell: answer})


def record_answers(program: Program, assessment: Assessment, given: Mapping[str, Answer | None]) -> Assessment:
    """Give the assessment with other answers in some cells, `question` or `question@option`.

    A question may be opened by another answer that is given with it. Raises AnswerError with every fault, placed at its
    cell: A001 no such question, V004 no such option, A021 a question of the need, A022 of each option, A006 not of this
    one, A007 fixed by the alternative, A023 not open, and what `read_answer` raises.
    """
    problems = [problem for cell in given for problem in _misplaced(program, assessment, cell)]
    misplaced = {problem.place.file for problem in problems if problem.place is not None}
    after, placed = assessment, {cell: answer for cell, answer in given.items() if cell not in misplaced}
    for cell, answer in placed.items():
        question, _, option = cell.partition("@")
        after = answered(after, question, answer, option or None)
    cells, faults = read_cells(program.pack, program.units, after)
    problems += [_problem(fault, cell) for cell in placed for fault in faults if _cell_of(fault.path, after) == cell]
    problems = problems or [_problem(fault, cell) for cell, fault in _closed(program, after, cells, placed)]
    if problems:
        raise AnswerError(problems)
    return after


def answer_in(assessment: Assessment, cell: str) -> Answer | None:
    """Give the answer that stands in a cell, `question` or `question@option`; None where there is none."""
    question, at, option = cell.partition("@")
    if not at:
        return assessment.need.get(question)
    own = next((each for each in assessment.options if each.id == option), None)
    return own.answers.get(question) if own is not None else None


def answered(assessment: Assessment, question: str, answer: Answer | None, option: str | None = None) -> Assessment:
    """Give an assessment with one other answer, of the need or of one option, not checked; None takes one back."""
    if option is None:
        return assessment.model_copy(update={"need": _with(assessment.need, question, answer)})
    options = tuple(
        each.model_copy(update={"answers": _with(each.answers, question, answer)}) if each.id == option else each
        for each in assessment.options
    )
    return assessment.model_copy(update={"options": options})


def _with(answers: dict[str, Answer], question: str, answer: Answer | None) -> dict[str, Answer]:
    kept = {id: each for id, each in answers.items() if id != question}
    return kept if answer is None else {**kept, question: answer}


def _misplaced(program: Program, assessment: Assessment, cell: str) -> Iterator[Problem]:
    name, at, option = cell.partition("@")
    question, known = program.pack.questions.get(name), [each.id for each in assessment.options]
    if question is None:
        near = similar(name[:60], program.pack.questions)
        yield Problem("A001", Place(cell, 0), {"name": name[:60], "near": near})
    elif program.pack.is_asked_of_need(question):
        if at:
            yield Problem("A021", Place(cell, 0), {"name": name})
    elif not at:
        yield Problem("A022", Place(cell, 0), {"name": name, "known": ", ".join(f"{name}@{id}" for id in known)})
    elif option not in known:
        yield Problem("V004", Place(cell, 0), {"name": option[:60], "known": ", ".join(known)})


def _closed(
    program: Program, assessment: Assessment, cells: Cells, given: Mapping[str, Answer | None]
) -> Iterator[tuple[str, Fault]]:
    filler = Filler(program, assessment, cells, Certain(), known_only=True)
    names = {cell: cell.partition("@") for cell, answer in given.items() if answer is not None}
    filler.fill({option: {name for name, _, _ in names.values()} for option in filler.options})
    for cell, (name, _, option) in names.items():
        asked = cells.of(name, option or None).state != "not_applicable"
        options = [option] if option else list(filler.scopes)
        if asked and all(filler.scopes[each][name] is CLOSED for each in options):
            yield cell, Fault("A023", (), None, {"name": name})


def _problem(fault: Fault, cell: str) -> Problem:
    return Problem(fault.code, Place(cell, 0), fault.details)


def _cell_of(path: Path, assessment: Assessment) -> str:
    """Name the cell that a path of an assessment leads into; empty where it leads elsewhere."""
    match path:
        case ("need", str(question), *_):
            return question
        case ("options", int(index), "answers", str(question), *_):
            return f"{question}@{assessment.options[index].id}"
    return ""
