"""What a library file expects of the pack that uses it, and whether the pack has it."""

from __future__ import annotations

from collections.abc import Iterator

from compass.catalogue.parts import Assembled
from compass.catalogue.reader import DocPath, Document
from compass.catalogue.schema import validate
from compass.engine.faults import Fault, Path
from compass.model.pack import Expects


def take_expectations(found: Assembled, document: Document, name: str) -> None:
    """Note what a library file says under `expects`."""
    expects = validate(Expects, document.data["expects"], document, ("expects",))
    if expects is not None:
        found.places.prefixes["expects", name] = (document, ("expects",))
        found.expected[name] = expects


def check_expectations(found: Assembled) -> None:
    """Tell what a module expects and no file declares: N013, where the pack names the module.

    What is told so is not told again as an unknown name.
    """
    missing = [each for each in _expected(found) if each[1:3] not in found.places.prefixes]
    for module, collection, id, path in missing:
        details = {"module": module, "name": id, "wanted": collection}
        found.tell(Fault("N013", _named_at(found, module), None, details))
        found.places.prefixes[collection, id] = (found.places.prefixes["expects", module][0], path)


def _expected(found: Assembled) -> Iterator[tuple[str, str, str, DocPath]]:
    for module, expects in found.expected.items():
        for collection, ids in expects:
            yield from ((module, collection, id, ("expects", collection, n)) for n, id in enumerate(ids))


def _named_at(found: Assembled, module: str) -> Path:
    assert found.header is not None
    return ("header", "uses", found.header.uses.index(module))
