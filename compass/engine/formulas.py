"""The formulas of a pack while it is compiled: each admitted, checked and translated, or its fault kept."""

from __future__ import annotations

from collections.abc import Callable

from compass.engine.code import Code, Reads
from compass.engine.expression import FormulaFault, parse
from compass.engine.faults import Fault, Path
from compass.engine.meanings import Meaning, meanings_of
from compass.engine.program import Known
from compass.engine.translate import Translator
from compass.engine.units import Unit, UnitFault, UnitTable
from compass.model.pack import Pack


class Formulas:
    """Compiles formulas; `faults`, `formulas` and `reads` collect what is found on the way."""

    def __init__(self, pack: Pack, units: UnitTable, known: Known) -> None:
        self.pack, self.units, self.known = pack, units, known
        self.meanings = meanings_of(pack, units)
        self._elsewhere = {name: meaning for name, meaning in self.meanings.items() if name != "site"}
        self.faults: list[Fault] = []
        self.formulas: dict[Path, str] = {}
        self.reads: dict[tuple[str, str], Reads] = {}

    def number(self, formula: str, unit: str | None, path: Path, site: str | None = None) -> Code | None:
        """Compile a formula of a number in a unit as it is written; `site` is the rule that holds its place."""
        try:
            wanted = self.units.parse(unit) if unit is not None else None
        except UnitFault:
            return None
        return self.compiled(formula, wanted, path, site)

    def compiled(self, formula: str, wanted: Unit | None, path: Path, site: str | None = None) -> Code | None:
        """Compile a formula of a number in a unit, or in whatever unit it has."""

        def translated() -> Code:
            translator = Translator(self.pack, self._names(site), {"site": site} if site else None)
            return translator.number(parse(formula), wanted)

        return self._code(formula, path, site, translated)

    def _names(self, site: str | None) -> dict[str, Meaning]:
        """Give what a formula may name; `site` only where there is one."""
        return self.meanings if site else self._elsewhere

    def truth(self, formula: str, path: Path, is_finding: bool = False) -> Code | None:
        """Compile a condition."""

        def translated() -> Code:
            return Translator(self.pack, self._names(None), is_finding=is_finding).condition(parse(formula))

        return self._code(formula, path, None, translated)

    def _code(self, formula: str, path: Path, site: str | None, translated: Callable[[], Code]) -> Code | None:
        """Give the code of a formula, translated later where it is known what it reads; None where it has a fault."""
        reads = self.known.get((formula, site or ""))
        try:
            code = translated() if reads is None else Code(lambda: translated().translate(), reads)
        except FormulaFault as fault:
            self.fault(fault.code, path, fault.offset, **fault.details)
            return None
        self.formulas[path], self.reads[formula, site or ""] = formula, code.reads
        return code

    def fault(self, code: str, path: Path, offset: int | None, **details: str | float) -> None:
        """Keep a fault, once."""
        fault = Fault(code, path, offset, details, at_key=len(path) == 2)
        if fault not in self.faults:
            self.faults.append(fault)
