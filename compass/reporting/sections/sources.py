"""The bibliography: what the pack cites and what the assessment brings, and whether it was read at first hand."""

from __future__ import annotations

from compass.model.assessment import Evidence
from compass.model.factor import Source
from compass.reporting.context import Context
from compass.reporting.parts import Link
from compass.reporting.report import Bibliography, Entry, Sources
from compass.reporting.sections.cover import short_digest
from compass.texts.numbers import long_date


def build_sources(context: Context) -> Sources:
    """List the sources that the report cites and the evidence of the assessment."""
    cited = tuple(_entry(context, label, context.pack.sources[id]) for id, label in context.source_labels.items())
    brought = tuple(
        _entry(context, label, context.assessment.evidence[id])
        for id, label in context.evidence_labels.items()
        if label not in context.source_labels.values()
    )
    lists = [
        Bibliography(context.say(f"sources.{key}"), entries)
        for key, entries in (("evidence", brought), ("pack", cited))
        if entries
    ]
    return Sources("sources", context.say("sources.title"), (context.say("sources.lead"),), tuple(lists))


def _entry(context: Context, label: str, source: Source | Evidence) -> Entry:
    parts = [source.authors, source.title, source.publisher, _when(context, source)]
    version = source.version if isinstance(source, Evidence) else None
    if version:
        parts.append(context.say("sources.version", version=version))
    if isinstance(source, Evidence) and source.sha256:
        parts.append(context.say("sources.file", name=source.file or "", digest=short_digest(source.sha256)))
    return Entry(
        anchor=f"source-{label}",
        label=f"[{label}]",
        text=" ".join(_sentence(context.words(part)) for part in parts if part),
        address=_address(source),
        seen=context.say(f"sources.seen_{source.seen}"),
        note=context.text(source.note),
    )


def _when(context: Context, source: Source | Evidence) -> str:
    """Give the date of a source; nothing where its publication already bears the year."""
    when = (source.year if isinstance(source, Source) else source.date) or ""
    if when and not when[0].isdigit():
        return context.say("sources.undated")
    if when[:4] in (source.publisher or ""):
        return ""
    return long_date(when, context.language) if len(when) == len("2026-11-22") else when


def _sentence(part: str) -> str:
    return part if part.endswith((".", "?", "!")) else part + "."


def _address(source: Source | Evidence) -> Link:
    if source.doi:
        return Link(f"doi:{source.doi}", f"https://doi.org/{source.doi}")
    if source.url and source.url.startswith(("https://", "http://")):
        return Link(source.url, source.url)
    return Link(source.url or "")
