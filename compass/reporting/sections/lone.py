"""What one option alone meets: a requirement that favours a bidder must be justified by the object of the contract."""

from __future__ import annotations

from compass.model.question import Question
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.report import TableSection
from compass.reporting.sections.topics import answer_of


def build_lone(context: Context) -> TableSection:
    """List the requirements and the questions of which one option alone has the best answer, among two or more."""
    rows = (*_requirements(context), *_questions(context))
    columns = tuple(context.say(f"lone.column_{name}") for name in ("item", "option", "others"))
    tables = (Table(context.say("lone.caption"), columns, rows, "lone"),) if rows else ()
    lead = (context.say("lone.lead"),) if rows else ()
    return TableSection("lone", context.say("lone.title"), lead, tables, context.say("lone.none"))


def _requirements(context: Context) -> tuple[Row, ...]:
    rows = []
    for id, knock_out in context.pack.knock_outs.items():
        verdicts = {r.option: r.verdict for r in context.evaluation.knock_outs if r.knock_out == id}
        judged = {option: v for option, v in verdicts.items() if v in ("passed", "failed", "not_proven")}
        met = [option for option, verdict in judged.items() if verdict == "passed"]
        if len(met) == 1 and len(judged) > 1:
            unsure = [option for option, verdict in judged.items() if verdict == "not_proven"]
            rows.append(_row(context, context.text(knock_out.title), met[0], unsure))
    return tuple(rows)


def _questions(context: Context) -> tuple[Row, ...]:
    rows = []
    for id, question in context.pack.questions.items():
        values = points_of(context, question)
        known = [value for value in values.values() if value is not None]
        best = [option for option, value in values.items() if value is not None and value == max(known)]
        if len(values) > 1 and len(best) == 1 and max(known) == _most(context, question):
            unsure = [option for option, value in values.items() if value is None]
            rows.append(_row(context, context.question_title(id), best[0], unsure))
    return tuple(rows)


def points_of(context: Context, question: Question) -> dict[str, float | None]:
    """Give the points that each option asked earns by its answer; none where it is unknown."""
    scale = _scale(context, question)
    found: dict[str, float | None] = {}
    for option in context.options if scale else ():
        answer = answer_of(context, option, question.id)
        if answer is not None:
            value = {True: "yes", False: "no"}.get(answer.value) if isinstance(answer.value, bool) else answer.value
            found[option] = scale.get(value) if isinstance(value, str) and not answer.is_rejected else None
    return found


def _scale(context: Context, question: Question) -> dict[str, float]:
    if question.type == "yes_no":
        return {str(key): points for key, points in (question.points or {}).items()}
    options = context.pack.choice_options(question) if question.type == "choice" else {}
    return {id: option.points for id, option in options.items() if option.points is not None}


def _most(context: Context, question: Question) -> float:
    return max(_scale(context, question).values())


def _row(context: Context, title: str, option: str, unsure: list[str]) -> Row:
    others = context.say("lone.unsure", letters=context.letters_words(unsure)) if unsure else context.say("lone.less")
    return Row(Cell(title), (Cell(f"{context.letters[option]}\u2002{context.option_title(option)}"), Cell(others)))
