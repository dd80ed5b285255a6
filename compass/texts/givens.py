"""What was given and not computed, an answer, a default, a factor or a study, in one sentence with its origin."""

from __future__ import annotations

from compass.model.assessment import Assessment
from compass.model.explanation import Explanation
from compass.texts.filled import amount, origin_words
from compass.texts.numbers import format_for
from compass.texts.titles import Titles, evidence_words


def given_sentence(titles: Titles, assessment: Assessment, told: Explanation) -> str:
    """Tell a given value with its range, and what it rests on."""
    title, value, notes = titles.explained(told), _value(titles, told), _notes(titles, assessment, told)
    if told.origin == "study" and len(told.parts) > 1:
        return titles.say("sentence.studies", title=title, value=value, listed=_studies(titles, assessment, told))
    if not value:
        return titles.say("sentence.without_value", title=title, origin=origin_words(titles, told), notes=notes)
    key = "assumed_from" if told.origin == "assumed" and told.parts else told.origin
    return titles.say(f"sentence.{key}", title=title, value=value, notes=notes)


def _studies(titles: Titles, assessment: Assessment, told: Explanation) -> str:
    listed = [
        titles.say("sentence.study_of", value=amount(titles, part), evidence=evidence_words(assessment, evidence))
        for part in told.parts
        if (evidence := part.evidence) is not None
    ]
    return titles.all_of(listed)


def _value(titles: Titles, told: Explanation) -> str:
    """Write a given value, with its range where it has one."""
    value = amount(titles, told)
    if told.value is None or told.value.is_certain or told.parts:
        return value
    write = format_for([told.value], titles.language).plain
    return titles.say("sentence.given", value=value, low=write(told.value.p5), high=write(told.value.p95))


def _notes(titles: Titles, assessment: Assessment, told: Explanation) -> str:
    notes = []
    if told.origin == "study":
        notes.append(evidence_words(assessment, told.evidence or ""))
    elif told.evidence is not None:
        notes.append(titles.say("evidence", evidence=evidence_words(assessment, told.evidence)))
    if told.quality == "proposal":
        notes.append(titles.say("proposal"))
    if told.source is not None:
        notes.append(titles.say("source", source=titles.source(told.source)))
    return titles.say("sentence.notes", notes=", ".join(notes)) if notes else ""
