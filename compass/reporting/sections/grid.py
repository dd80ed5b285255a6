"""The questionnaire with its answers: what is expected of each, and what was answered for each option."""

from __future__ import annotations

from compass.model.assessment import Answer
from compass.model.question import Question
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import TableSection
from compass.reporting.sections.answers import answer_words


def build_grid(context: Context) -> TableSection:
    """List the questions that say what a good answer is, topic by topic, each with its answers."""
    groups: dict[str, list[str]] = {}
    for id, question in context.pack.questions.items():
        if question.ask is not None and (question.good_answer or question.red_flag):
            groups.setdefault(topic_of(context, question), []).append(id)
    titles = [context.text(topic) for topic in context.pack.topics.values()]
    ordered = sorted(groups, key=lambda title: titles.index(title) if title in titles else len(titles))
    tables = tuple(_table(context, title, groups[title]) for title in ordered)
    lead = (context.say("grid.lead"),) if tables else ()
    return TableSection("grid", context.say("grid.title"), lead, tables, context.say("grid.none"))


def topic_of(context: Context, question: Question) -> str:
    """Name the topic of a question, or else its section."""
    topic = context.pack.topics.get(str(question.tags.get("topic")))
    return context.text(topic or context.pack.sections[question.section].title)


def _table(context: Context, title: str, ids: list[str]) -> Table:
    columns = tuple(context.say(f"grid.column_{name}") for name in ("question", "expected", "answers"))
    return stackable(Table(title, columns, tuple(_row(context, id) for id in ids), "grid"))


def _row(context: Context, id: str) -> Row:
    question, pack = context.pack.questions[id], context.pack
    who = context.listed(context.text(pack.stakeholders[name]) for name in question.stakeholders)
    documents = context.several(context.text(pack.documents[name]) for name in question.evidence)
    details = [context.say("grid.who", names=who)] if who else []
    details += [context.say("grid.documents", names=documents)] if documents else []
    flag = context.say("grid.red_flag", text=context.text(question.red_flag)) if question.red_flag else ""
    head = Cell(context.text(question.ask), " · ".join(details))
    return Row(head, (Cell(context.text(question.good_answer) or "–", flag), Cell(_answers(context, id))))


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
        return answer_words(context, id, answer.value)
    return context.say("assumptions.blank" if cell in context.evaluation.blanks else "grid.not_concerned")
