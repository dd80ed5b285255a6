"""The bibliography: a document of the assessment that the method cites too stands once, and no year twice."""

from __future__ import annotations

from compass.model.assessment import Evidence
from compass.reporting.context import Context
from compass.reporting.sections.sources import build_sources


def context_with(told, **document):
    """Give the context of the case with one document more."""
    pack, assessment, evaluation = told
    evidence = {**assessment.evidence, "more": Evidence(**document)}
    return Context(pack, assessment.model_copy(update={"evidence": evidence}), evaluation, "en")


def texts(context):
    return [entry.text for each in build_sources(context).lists for entry in each.entries]


def test_a_document_that_the_method_cites_too_bears_its_number(told):
    context = Context(*told, "en")
    cited, label = next((id, each) for id, each in context.source_labels.items() if context.pack.sources[id].doi)
    twin = context_with(told, title="The same, by another title", doi=context.pack.sources[cited].doi)
    assert twin.evidence_labels["more"] == label
    assert [link.text for link in twin.references("more")] == [f"[{label}]"]
    assert texts(twin) == texts(context)


def test_the_documents_left_are_numbered_without_a_gap(told):
    labels = [each for each in context_with(told, title="Another").evidence_labels.values() if each.startswith("E")]
    assert labels == [f"E{n}" for n in range(1, len(labels) + 1)]


def test_a_year_that_stands_in_the_publication_is_not_repeated_and_a_day_is_written_out(told):
    found = texts(context_with(told, title="One", publisher="Radiography, 7 October 2025", date="2025"))
    assert "One. Radiography, 7 October 2025." in found
    found = texts(context_with(told, title="One", publisher="Radiography", date="2025-10-07"))
    assert "One. Radiography. 7\u00a0October\u00a02025." in found
