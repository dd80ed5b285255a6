"""Each parser with its inputs, and what counts as broken: anything but a result or the documented refusal."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random

from compass.catalogue.assembly import ALWAYS
from compass.catalogue.assessments import read_assessment
from compass.catalogue.packs import Shelf
from compass.catalogue.reader import Document, read_text
from compass.engine.expression import MAX_LENGTH, FormulaFault, parse
from compass.engine.translate import Translator
from compass.engine.units import UnitFault, UnitTable, read_measure
from compass.errors import InputError, Problem
from compass.model.factor import UnitRecord
from compass.texts.messages import problem_line
from compass.texts.words import LANGUAGES
from tests.engine.test_translate import PACK
from tests.fuzz import inputs
from tests.fuzz.inputs import TESTS
from tests.helpers import UNITS, WORDS, compiled, read_yaml

MOST_SECONDS = 2
"""Processor time that one input may take."""


class Parser:
    """One parser under test; `folder` is where it may write a file to be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def made(self, random: Random) -> str:
        """Make an input from the tokens of the grammar."""

    @abstractmethod
    def altered(self, random: Random) -> str:
        """Make an input by altering what is shipped or known to be wrong."""

    @abstractmethod
    def run(self, text: str) -> bool:
        """Read an input; tell whether it was admitted. Raises where the parser does what it promises not to."""

    def input(self, seed: int, number: int) -> str:
        """Give the same input for the same numbers: even ones are made, odd ones altered."""
        random = Random(f"{type(self).__name__} {seed} {number}")
        return self.made(random) if number % 2 == 0 else self.altered(random)


@cache
def _files() -> list[str]:
    return inputs.texts_of(inputs.yaml_files())


def _said(problem: Problem) -> None:
    for language in LANGUAGES:
        assert problem.code in problem_line(problem, language)


def _told(fault: FormulaFault | UnitFault) -> None:
    _said(Problem(fault.code, None, fault.details))


def _placed(fault: FormulaFault, text: str) -> None:
    assert 0 <= fault.offset <= len(text), fault
    _told(fault)


def _tellable(problems: Iterable[Problem], text: str) -> None:
    """Every problem has a sentence in both languages, and its place lies in the input."""
    for problem in problems:
        _said(problem)
        assert problem.place is not None
        assert 1 <= problem.place.line <= text.count("\n") + text.count("\r") + text.count("\u2028") + 2, problem
        assert problem.place.column >= 1


class YamlReader(Parser):
    """`read_text`: every text gives data or problems, and each scalar has a place in its line."""

    def made(self, random: Random) -> str:
        return inputs.of_tokens(random, inputs.YAML_TOKENS, 40)

    def altered(self, random: Random) -> str:
        return inputs.altered(random, _files())

    def run(self, text: str) -> bool:
        document = Document("file")
        read_text(text, document)
        _tellable(document.problems, text)
        for path in list(document.values)[:20]:
            for offset in (None, 0, 7):
                assert document.place(path, offset).line <= len(document.lines) + 1
        return not document.problems


class FormulaParser(Parser):
    """`parse`, then both translations on a small pack: a formula or FormulaFault, whose offset lies in the text."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        program = compiled(PACK)[0]
        self.pack, self.meanings, self.units = program.pack, program.meanings, program.units
        self.texts = inputs.written_at(_files(), "formula", "when")

    def made(self, random: Random) -> str:
        if random.random() < 0.5:
            return inputs.formula(random)
        return inputs.of_tokens(random, inputs.FORMULA_TOKENS, 20, random.choice(("", " ")))

    def altered(self, random: Random) -> str:
        if random.random() < 0.4:
            return inputs.altered(random, [inputs.formula(random)], MAX_LENGTH)
        return inputs.altered(random, self.texts, MAX_LENGTH)

    def run(self, text: str) -> bool:
        try:
            expression = parse(text)
        except FormulaFault as fault:
            _placed(fault, text)
            return False
        kwh = self.units.parse("kWh")
        admitted = False
        for is_finding in (False, True):
            translator = Translator(self.pack, self.meanings, is_finding=is_finding)
            for translate in (
                lambda t=translator: t.number(expression, None),
                lambda t=translator: t.number(expression, kwh),
                lambda t=translator: t.condition(expression),
            ):
                try:
                    translate()
                    admitted = True
                except FormulaFault as fault:
                    _placed(fault, text)
        return admitted


class UnitParser(Parser):
    """`UnitTable.parse` and `read_measure`: a unit or UnitFault, a finite measure or none."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        own = {"circle": {"of": "2 wheel"}, "wheel": {"of": "circle"}, "deep": {"of": "1e99 kWh^6"}, "bad": {"of": "^"}}
        records = {
            name: UnitRecord.model_validate({"title": WORDS, **record}) for name, record in (UNITS | own).items()
        }
        self.records = records
        self.texts = inputs.written_at(_files(), "unit", "of")

    def made(self, random: Random) -> str:
        return inputs.of_tokens(random, inputs.UNIT_TOKENS, 10)

    def altered(self, random: Random) -> str:
        number = random.choice(("", "", "3.5 ", "-1e3 ", "1e999 "))
        return number + inputs.altered(random, self.texts, 70)

    def run(self, text: str) -> bool:
        read_measure(text)
        try:
            unit = UnitTable(self.records).parse(text)
        except UnitFault as fault:
            _told(fault)
            return False
        assert unit.scale > 0
        assert unit.factor_to(unit) == 1
        return True


class AssessmentReader(Parser):
    """`read_assessment` on the small pack `tiny`: a checked assessment or InputError with problems that can be told."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.shelf = Shelf((TESTS / "packs",), TESTS.parent / "questionnaires" / "library", TESTS)
        self.source = TESTS / "packs" / "tiny"
        self.packs = {self.source: self.shelf.check(self.source)}
        files = [*sorted((TESTS / "wrong_assessments").glob("*.yaml")), self.source / "assessments" / "right.yaml"]
        self.texts = inputs.texts_of(files)
        self.data = read_yaml(self.texts[-1])

    def made(self, random: Random) -> str:
        return inputs.altered_data(random, self.data)

    def altered(self, random: Random) -> str:
        return inputs.altered(random, self.texts)

    def run(self, text: str) -> bool:
        path = self.folder / "one.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            read_assessment(path, self.shelf, self.packs, self.source)
        except InputError as refused:
            _tellable(refused.problems, text)
            return False
        return True


class PackReader(AssessmentReader):
    """The whole check of a pack in one file: whatever it says, problems that can be told, or a program."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.texts = inputs.texts_of([*sorted((TESTS / "wrong_packs").glob("*.yaml")), TESTS / "packs" / "single.yaml"])
        self.data = read_yaml(self.texts[-1])
        self.shelf = Shelf((), self._library(folder / "library"), folder)

    def _library(self, folder: Path) -> Path:
        """Write the library without what no input names: reading all of it would take most of the time."""
        folder.mkdir(exist_ok=True)
        for name in ALWAYS:
            (items,) = read_yaml((self.shelf.library / f"{name}.yaml").read_text(encoding="utf-8")).values()
            named = {
                id: item for id, item in items.items() if name == "units" or any(id in text for text in self.texts)
            }
            (folder / f"{name}.yaml").write_text(json.dumps({name: named}), encoding="utf-8")
        return folder

    def run(self, text: str) -> bool:
        path = self.folder / "one.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        checked = self.shelf.check(path)
        for problem in checked.problems:
            _said(problem)
        return not checked.faults


PARSERS = {
    "yaml": YamlReader,
    "formula": FormulaParser,
    "unit": UnitParser,
    "assessment": AssessmentReader,
    "pack": PackReader,
}
