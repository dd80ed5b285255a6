"""An Evaluation told as a Report: every word and every digit is decided here, none in a template."""

from __future__ import annotations

from compass.decision.audit import audit_evaluation
from compass.model.assessment import Assessment
from compass.model.audit import Audit
from compass.model.evaluation import Evaluation
from compass.model.explanation import Explanation
from compass.model.pack import Pack
from compass.reporting.context import Context
from compass.reporting.parts import Link
from compass.reporting.report import Report
from compass.reporting.sections.assumptions import build_assumptions
from compass.reporting.sections.audit import build_audit
from compass.reporting.sections.changes import build_changes
from compass.reporting.sections.choosing import build_choosing
from compass.reporting.sections.comparison import build_comparison
from compass.reporting.sections.conformity import build_conformity
from compass.reporting.sections.contributions import build_contributions
from compass.reporting.sections.cost import build_cost
from compass.reporting.sections.cover import build_cover, build_head
from compass.reporting.sections.factors import build_factors
from compass.reporting.sections.findings import build_findings
from compass.reporting.sections.glossary import build_glossary
from compass.reporting.sections.grid import build_grid
from compass.reporting.sections.lone import build_lone
from compass.reporting.sections.method import build_method
from compass.reporting.sections.performance import build_performance
from compass.reporting.sections.questions import build_questions
from compass.reporting.sections.signature import build_signature
from compass.reporting.sections.sources import build_sources
from compass.reporting.sections.synthesis import build_synthesis
from compass.reporting.sections.topics import build_topics
from compass.reporting.sections.tree import build_tree
from compass.texts.words import Language

_SECTIONS = (
    "synthesis", "choosing", "conformity", "topics", "lone", "comparison", "contributions", "cost", "performance",
    "tree", "assumptions", "questions", "findings", "signature", "grid", "factors", "audit", "sources", "method",
    "changes", "glossary",
)  # fmt: skip


def build_report(
    pack: Pack,
    assessment: Assessment,
    evaluation: Evaluation,
    language: Language,
    explanations: tuple[Explanation, ...] = (),
    audit: Audit | None = None,
) -> Report:
    """Give the report of an evaluation in one language; explanations are not printed yet.

    Without an audit the numbers are counted, and nothing is said of results that owe their spread to proposals.
    """
    del explanations
    context = Context(pack, assessment, evaluation, language)
    contents = tuple(Link(context.say(f"{name}.title"), f"#{name}") for name in _SECTIONS)
    return Report(
        head=build_head(context),
        cover=build_cover(context, contents),
        synthesis=build_synthesis(context),
        choosing=build_choosing(context),
        conformity=build_conformity(context),
        comparison=build_comparison(context),
        contributions=build_contributions(context),
        performance=build_performance(context),
        tree=build_tree(context),
        assumptions=build_assumptions(context),
        questions=build_questions(context),
        findings=build_findings(context),
        grid=build_grid(context),
        factors=build_factors(context),
        audit=build_audit(context, audit or audit_evaluation(pack, evaluation)),
        sources=build_sources(context),
        method=build_method(context),
        topics=build_topics(context),
        lone=build_lone(context),
        cost=build_cost(context),
        signature=build_signature(context),
        changes=build_changes(context),
        glossary=build_glossary(context),
    )
