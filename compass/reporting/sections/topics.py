"""How much of each topic was answered, and how much of that a document shows."""

from __future__ import annotations

from dataclasses import dataclass

from compass.model.assessment import Answer
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import TableSection
from compass.reporting.sections.grid import topic_of

_ACROSS = 8
"""More options than this do not fit across a page."""


@dataclass(frozen=True)
class Proof:
    """The questions of a topic that are asked of one option: how many, answered, shown by a document."""

    asked: int = 0
    declared: int = 0
    proven: int = 0

    def with_answer(self, answer: Answer | None) -> Proof:
        """Count one more question; a rejected answer is neither declared nor proven."""
        known = answer is not None and answer.value not in ("unknown", "not_applicable") and not answer.is_rejected
        shown = known and answer is not None and has_evidence(answer)
        return Proof(self.asked + 1, self.declared + known, self.proven + shown)


def build_topics(context: Context) -> TableSection:
    """Lay out the topics against the options: the share declared, and the share proven."""
    found = proofs(context)
    options = list(context.options)
    parts = [options[n : n + _ACROSS] for n in range(0, len(options), _ACROSS)]
    tables = tuple(_table(context, found, part) for part in parts) if found else ()
    lead = (context.say("topics.lead"),)
    return TableSection("topics", context.say("topics.title"), lead, tables, context.say("topics.none"))


def proofs(context: Context) -> dict[str, dict[str, Proof]]:
    """Count, by topic and option, the questions put to the option; a topic that is put to none is left out."""
    found: dict[str, dict[str, Proof]] = {}
    for id, question in context.pack.questions.items():
        if question.ask is None or context.pack.is_asked_of_need(question):
            continue
        row = found.setdefault(topic_of(context, question), {})
        for option in context.options:
            answer = answer_of(context, option, id)
            if answer is not None or f"{id}@{option}" in context.evaluation.blanks:
                row[option] = row.get(option, Proof()).with_answer(answer)
    return {topic: row for topic, row in found.items() if row}


def answer_of(context: Context, option: str, question: str) -> Answer | None:
    """Give the answer of an option, its own or the one for all options that it concerns."""
    given = context.options[option].answers.get(question)
    if given is not None:
        return given
    asked_of = context.pack.asked_of(context.pack.questions[question])
    concerned = {"option", context.options[option].alternative} & set(asked_of)
    return context.assessment.all_options.get(question) if concerned else None


def has_evidence(answer: Answer) -> bool:
    """Say whether an answer, or a study in it, names a document."""
    studies = answer.value if isinstance(answer.value, list | tuple) else ()
    return answer.evidence is not None or any(isinstance(s, dict) and s.get("evidence") for s in studies)


def _table(context: Context, found: dict[str, dict[str, Proof]], options: list[str]) -> Table:
    rows = tuple(
        Row(Cell(topic), tuple(_cell(context, row.get(option)) for option in options)) for topic, row in found.items()
    )
    columns = (context.say("topics.column"), *(context.letters[option] for option in options))
    return stackable(Table(context.say("topics.caption"), columns, rows, "topics"))


def _cell(context: Context, proof: Proof | None) -> Cell:
    if proof is None:
        return Cell("–", kind="number")
    shares = {key: context.share(getattr(proof, key) / proof.asked) for key in ("declared", "proven")}
    return Cell(context.say("topics.declared", **shares), context.say("topics.proven", asked=proof.asked, **shares))
