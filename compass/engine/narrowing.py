"""Of a table, the rows that formulas can read."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from compass.engine.expression import argument_names
from compass.engine.meanings import scale_options
from compass.model.factor import Factor
from compass.model.pack import Pack


def rows_read(pack: Pack, trees: Iterable[ast.expr]) -> dict[str, list[tuple[str | None, ...]]]:
    """Give, for each table, the rows that formulas read: on each scale an option or, where a choice picks it, any."""
    found: dict[str, list[tuple[str | None, ...]]] = {}
    for node in (each for tree in trees for each in ast.walk(tree) if isinstance(each, ast.Call)):
        name, *picked = argument_names(node) or [""]
        factor = pack.factors.get(name)
        if factor is not None and factor.by:
            scales = [scale_options(pack, scale) or () for scale in factor.by]
            rows = tuple(each if each in options else None for each, options in zip(picked, scales, strict=False))
            found.setdefault(name, []).append(rows)
    return found


def narrowed(factor: Factor, read: Iterable[tuple[str | None, ...]]) -> Factor:
    """Leave out the rows of a table that nothing reads."""
    if not factor.by:
        return factor
    rows = {key: row for key, row in factor.rows.items() if any(_fits(key, pattern) for pattern in read)}
    return factor.model_copy(update={"rows": rows})


def _fits(key: str, pattern: tuple[str | None, ...]) -> bool:
    return all(wanted in (None, part) for part, wanted in zip(key.split("/"), pattern, strict=False))
