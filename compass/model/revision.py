"""What differs between two packs, and what that does to the result of an assessment."""

from __future__ import annotations

from typing import Any, Literal

from compass.model.base import Noun, Text
from compass.model.change import Changes

WORDS = frozenset({"fr", "en"})
_TOLD = ("families", "sources", "topics", "axes", "stakeholders", "documents")
"""Collections that are printed and never computed with."""


class KeyRevision(Noun):
    """One key of an item that says something else, as JSON data; None where it says nothing.

    `key` is its path in the item, parts joined by points; a range is one value, under the path of what holds it; the
    order of what a mapping holds is under `=`.
    """

    key: str
    before: Any = None
    after: Any = None

    @property
    def is_words(self) -> bool:
        """Say whether only texts for people differ."""
        return all(value is None or (isinstance(value, dict) and value.keys() == WORDS) for value in self._both)

    @property
    def _both(self) -> tuple[Any, Any]:
        return self.before, self.after


class ItemRevision(Noun):
    """An item of a collection that is new, gone or changed; an empty id stands for the collection itself."""

    collection: str
    id: str
    kind: Literal["added", "removed", "changed"]
    title: Text | None = None
    keys: tuple[KeyRevision, ...] = ()

    @property
    def name(self) -> tuple[str, str]:
        return self.collection, self.id

    @property
    def is_words(self) -> bool:
        """Say whether no computation can notice it."""
        return self.kind == "changed" and (self.collection in _TOLD or all(key.is_words for key in self.keys))


class Edition(Noun):
    """A pack as it is compared."""

    pack: str
    version: int
    digest: str


class Revision(Noun):
    """Everything that differs between two packs, by collection."""

    before: Edition
    after: Edition
    items: tuple[ItemRevision, ...]


class Effect(Noun):
    """What changes of a pack do, alone, to a criterion of an option, in the criterion's unit."""

    option: str
    criterion: str
    median: float
    likely: float


class Cause(Noun):
    """Changes of a pack that hang together, applied alone, and what they do; `tried` is False where they can't be."""

    items: tuple[tuple[str, str], ...]
    tried: bool
    effects: tuple[Effect, ...] = ()
    changes: Changes = Changes()


class Outcome(Noun):
    """Whose result changes with another pack, and why; `remainder` is what only changes together do."""

    revision: Revision
    changes: Changes
    causes: tuple[Cause, ...]
    remainder: tuple[Effect, ...]
