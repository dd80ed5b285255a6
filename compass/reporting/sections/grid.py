"""The questionnaire with its answers: what is expected of each, and what was answered for each option."""

from __future__ import annotations

from compass.model.assessment import Answer
from compass.model.question import Question
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import TableSection
from compass.reporting.sections.answers import answer_words
from compass.texts.typography import shorten

_LONGEST = 400
"""Of a longer comment the beginning is printed; the workbook has it all."""


def build_grid(context: Context) -> TableSection:
    """List the questions that were answered or say what a good answer is, topic by topic, each with its answers."""
    groups: dict[str, list[str]] = {}
    for id, question in context.pack.questions.items():
        if question.ask is not None and (_expects(question) or _is_answered(context, id)):
            groups.setdefault(topic_of(context, question), []).append(id)
    titles = [context.text(topic) for topic in context.pack.topics.values()]
    ordered = sorted(groups, key=lambda title: titles.index(title) if title in titles else len(titles))
    tables = tuple(_table(context, title, groups[title]) for title in ordered)
    has_expected = any(map(_expects, context.pack.questions.values()))
    lead = (context.say("grid.lead" if has_expected else "grid.lead_plain"),) if tables else ()
    return TableSection("grid", context.say("grid.title"), lead, tables, context.say("grid.none"))


def _expects(question: Question) -> bool:
    return question.good_answer is not None or question.red_flag is not None


def _is_answered(context: Context, id: str) -> bool:
    given = (context.assessment.need, context.assessment.all_options, *(o.answers for o in context.options.values()))
    return any(id in answers for answers in given)


def topic_of(context: Context, question: Question) -> str:
    """Name the topic of a question, or else its section."""
    topic = context.pack.topics.get(str(question.tags.get("topic")))
    return context.text(topic or context.pack.sections[question.section].title)


def _table(context: Context, title: str, ids: list[str]) -> Table:
    """Give the questions of a topic; a topic that expects nothing spares the column."""
    has_expected = any(_expects(context.pack.questions[id]) for id in ids)
    names = ("question", "expected", "answers") if has_expected else ("question", "answers")
    columns = tuple(context.say(f"grid.column_{name}") for name in names)
    rows = tuple(_row(context, id, has_expected) for id in ids)
    return stackable(Table(title, columns, rows, "grid" if has_expected else "answers"))


def _row(context: Context, id: str, has_expected: bool) -> Row:
    question, pack = context.pack.questions[id], context.pack
    who = context.listed(context.text(pack.stakeholders[name]) for name in question.stakeholders)
    documents = context.several(context.text(pack.documents[name]) for name in question.evidence)
    details = [context.say("grid.who", names=who)] if who else []
    details += [context.say("grid.documents", names=documents)] if documents else []
    flag = context.say("grid.red_flag", text=context.text(question.red_flag)) if question.red_flag else ""
    head = Cell(context.text(question.ask), " · ".join(details))
    expected = (Cell(context.text(question.good_answer) or "–", flag),) if has_expected else ()
    return Row(head, (*expected, Cell(_answers(context, id))))


def _answers(context: Context, id: str) -> str:
    """Tell the answers, options of the same answer together; what is not asked of any option is not concerned."""
    question = context.pack.questions[id]
    if context.pack.is_asked_of_need(question):
        return _words(context, id, context.assessment.need.get(id), id)
    told: dict[str, list[str]] = {}
    asked_of = set(context.pack.asked_of(question))
    for option in context.options.values():
        if asked_of & {"option", option.alternative}:
            answer = option.answers.get(id) or context.assessment.all_options.get(id)
            told.setdefault(_words(context, id, answer, f"{id}@{option.id}"), []).append(option.id)
    lines = [
        context.say("grid.answer", letter=context.letters_words(options), answer=words)
        for words, options in told.items()
    ]
    return context.several(lines) or context.say("grid.not_concerned")


def _words(context: Context, id: str, answer: Answer | None, cell: str) -> str:
    if answer is not None:
        return _with_proof(context, answer_words(context, id, answer.value), answer)
    return context.say("assumptions.blank" if cell in context.evaluation.blanks else "grid.not_concerned")


def _with_proof(context: Context, words: str, answer: Answer) -> str:
    """Add to an answer the document that shows it, with its page, and the comment on it; a long one is cut."""
    label = context.evidence_labels.get(answer.evidence or "")
    page = context.say("performance.page", page=answer.page) if answer.page is not None else ""
    proof = ", ".join(part for part in (f"[{label}]" if label else "", page) if part)
    comment = shorten(context.text(answer.comment).rstrip("."), _LONGEST)
    told = " ".join(part for part in (words, proof) if part)
    return context.say("grid.commented", answer=told, comment=comment) if comment else told
