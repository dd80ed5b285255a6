"""An audit as the lines of a table: what is counted, how many, and a precision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from compass.model.audit import Audit, ProposalLed
from compass.model.pack import Pack
from compass.texts.numbers import exact, long_date, share
from compass.texts.titles import Titles
from compass.texts.typography import set_type
from compass.texts.words import Language, say


@dataclass(frozen=True)
class AuditLine:
    """One thing counted; `mark` is what a reader must not miss."""

    what: str
    count: str
    detail: str = ""
    mark: str = ""


def audit_lines(pack: Pack, audit: Audit, language: Language) -> list[AuditLine]:
    """Tell what an audit counts."""
    words = _Words(pack, language)
    return [*words.qualities(audit), *words.ranges(audit), *words.rest(audit)]


def led_lines(pack: Pack, options: Mapping[str, str], audit: Audit, language: Language) -> list[AuditLine]:
    """Tell, criterion by criterion, the options whose spread comes mostly from proposals, by their titles."""
    words = _Words(pack, language)
    groups: dict[str, list[ProposalLed]] = {}
    for led in audit.proposal_led or ():
        groups.setdefault(led.criterion, []).append(led)
    return [words.led(criterion, found, options) for criterion, found in groups.items()]


def audit_text(pack: Pack, options: Mapping[str, str], audit: Audit, language: Language) -> Iterator[str]:
    """Tell an audit line by line."""
    words = _Words(pack, language)
    yield words.set("head", pack=pack.header.title.in_language(language))
    yield from (words.line(line) for line in audit_lines(pack, audit, language))
    if audit.proposal_led:
        yield words.set("led_table")
        yield from (words.line(line) for line in led_lines(pack, options, audit, language))


@dataclass(frozen=True)
class _Words:
    pack: Pack
    language: Language

    def set(self, key: str, **details: object) -> str:
        return set_type(say("report", self.language, f"audit.{key}", **details), self.language)

    def line(self, line: AuditLine) -> str:
        precision = [part for part in (line.mark, line.detail) if part]
        brackets = f" ({' ; '.join(precision)})" if precision else ""
        return self.set("line", what=line.what, count=line.count, precision=brackets)

    def quality(self, quality: str) -> str:
        return say("report", self.language, f"quality.{quality}")

    def number(self, value: int) -> str:
        return exact(value, self.language)

    def qualities(self, audit: Audit) -> Iterator[AuditLine]:
        total = sum(audit.qualities.values()) or 1
        for quality, count in audit.qualities.items():
            part = share(count / total, self.language)
            yield AuditLine(self.set("quality", quality=self.quality(quality)), self.number(count), part)

    def ranges(self, audit: Audit) -> Iterator[AuditLine]:
        for way, count in audit.ranges.items():
            yield AuditLine(self.set(f"range.{way}"), self.number(count), self.set(f"range_detail.{way}"))

    def rest(self, audit: Audit) -> Iterator[AuditLine]:
        sourced = {"sourced": self.number(audit.sourced_causes), "causes": self.number(audit.causes)}
        part = share(audit.sourced_causes / (audit.causes or 1), self.language)
        yield AuditLine(self.set("causes"), self.set("of", **sourced), part)
        day = long_date(audit.date, self.language)
        yield AuditLine(self.set("stale", date=day), self.number(len(audit.stale)), self.titles(audit.stale))
        yield AuditLine(self.set("unused"), self.number(len(audit.unused)), self.set("unused_detail"))
        if audit.proposal_led is not None:
            yield AuditLine(self.set("led"), self.number(len(audit.proposal_led)), self.set("led_detail"))

    def led(self, criterion: str, found: list[ProposalLed], options: Mapping[str, str]) -> AuditLine:
        shares = ", ".join(
            self.set("led_share", option=options[led.option], share=share(led.share, self.language)) for led in found
        )
        title = self.pack.criteria[criterion].title.in_language(self.language)
        largest = self.titles(dict.fromkeys(led.largest for led in found))
        return AuditLine(set_type(title, self.language), shares, largest, self.quality("proposal"))

    def titles(self, names: Iterable[str]) -> str:
        """Give the titles of factors, rows and questions."""
        titles, found = Titles(self.pack, self.language), []
        for name in names:
            id, _, row = name.partition("/")
            has_options = bool(row) and row != "otherwise"
            found.append(f"{titles.of(id)}, {titles.row(id, row)}" if has_options else titles.of(id))
        return set_type(" ; ".join(found), self.language)
