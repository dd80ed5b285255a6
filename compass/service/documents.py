"""Reports made outside of requests, by one warm process from a bounded queue, kept by the digest of their inputs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from threading import Lock

from compass.catalogue.assessments import check_assessment
from compass.catalogue.packs import CheckedPack
from compass.catalogue.reader import Document
from compass.catalogue.snapshots import snapshot_of, snapshot_pack
from compass.errors import UnavailableError
from compass.model.assessment import Assessment
from compass.model.paper import Kind
from compass.model.revision import Outcome
from compass.service import minutes
from compass.service.desk import Opened
from compass.service.evaluating import evaluate_read, figures_of
from compass.service.files import write_whole
from compass.service.reporting import ENDINGS, PAGES, questionnaire_documents, report_documents
from compass.service.siding import Half, attributed
from compass.service.workspace import PROGRAM
from compass.texts.words import Language

MOST_WAITING = 20


def _warm_pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


@dataclass
class Office:
    """Makes documents into a folder; `orders` are those that are waiting, being made, or made and not yet fetched."""

    folder: Path
    pool: ProcessPoolExecutor = field(default_factory=_warm_pool)
    orders: dict[str, Future[bytes]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def order(self, opened: Opened, ending: str, language: Language, kind: Kind = "full") -> Path | None:
        """Give the document where it is made, else see to it that it will be; a full report has one more ending.

        Raises UnavailableError S003 (the ending), S009 (too many wait), and once what went wrong in the making.
        """
        endings = endings_of(kind)
        if ending not in endings:
            raise UnavailableError("S003", file=ending[:20], known=", ".join(endings))
        return self._made(_name(opened, ending, language, kind), lambda: self._submit(opened, ending, language, kind))

    def order_of_workshop(self, asked: minutes.Asked, ending: str, language: Language) -> Path | None:
        """Give a paper of a workshop where it is made, else see to it that it will be; raises what `order` does."""
        endings = minutes.endings_of(asked.paper)
        if ending not in endings:
            raise UnavailableError("S003", file=ending[:20], known=", ".join(endings))
        name = f"{asked.digest}.{language}{ending}"
        return self._made(name, lambda: self.pool.submit(minutes.make, asked, ending, language))

    def attributed(self, first: Opened, second: Opened) -> Outcome | None:
        """Give what each answer that differs does alone, where that is worked out, else see to it that it will be.

        Raises UnavailableError S009, and once what went wrong.
        """
        digests = [digest for each in (first, second) for digest in (each.read.digest, each.whole.digest)]
        name = _hashed((PROGRAM, "attributed", *digests)) + ".json"
        path = self._made(name, lambda: self.pool.submit(_attribute, *_sent(first), *_sent(second)))
        return None if path is None else Outcome.model_validate_json(path.read_bytes())

    def close(self) -> None:
        self.pool.shutdown(cancel_futures=True)

    def _made(self, name: str, submit: Callable[[], Future[bytes]]) -> Path | None:
        path = self.folder / name
        with self._lock:
            if path.is_file():
                return path
            waiting = self.orders.get(name)
            if waiting is None:
                count = sum(not order.done() for order in self.orders.values())
                if count >= MOST_WAITING:
                    raise UnavailableError("S009", count=count)
                self.orders[name] = submit()
            elif waiting.done():
                del self.orders[name]
                write_whole(path, waiting.result())
                return path
        return None

    def _submit(self, opened: Opened, ending: str, language: Language, kind: Kind) -> Future[bytes]:
        return self.pool.submit(_make, *_sent(opened, kind), ending, language, kind)


def endings_of(kind: Kind) -> tuple[str, ...]:
    """Give the endings that a kind of document can have."""
    return ENDINGS if kind == "full" else PAGES


def _pack(opened: Opened, kind: Kind) -> CheckedPack:
    """Give what a document is made of: a blank questionnaire asks the whole pack, not what the answers reach."""
    return opened.whole if kind == "questionnaire" else opened.read.checked


def _name(opened: Opened, ending: str, language: Language, kind: Kind) -> str:
    return _hashed((PROGRAM, kind, opened.read.digest, _pack(opened, kind).digest, language)) + ending


def _hashed(made_from: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(made_from).encode()).hexdigest()


def _sent(opened: Opened, kind: Kind | None = None) -> tuple[str, str]:
    """Give an assessment and its pack as they are sent to the process that makes documents."""
    pack = opened.whole if kind is None else _pack(opened, kind)
    return opened.read.assessment.model_dump_json(exclude_defaults=True), snapshot_of(pack.usable().pack).decode()


def _make(assessment: str, snapshot: str, ending: str, language: Language, kind: Kind) -> bytes:
    pack = snapshot_pack(snapshot, Path("pack.json"), "pack.json")
    if kind == "questionnaire":
        return questionnaire_documents(pack.usable().pack, {ending}, language)[ending]
    return report_documents(evaluate_read(_half(assessment, pack).read), {ending}, language, kind)[ending]


def _half(assessment: str, pack: CheckedPack) -> Half:
    return Half(check_assessment(Assessment.model_validate_json(assessment), Document("assessment"), pack), pack)


def _attribute(*sent: str) -> bytes:
    """Attribute what changes between two assessments, each sent with its pack."""
    first, second = (
        _half(assessment, snapshot_pack(pack, Path("pack.json"), "pack.json"))
        for assessment, pack in zip(sent[::2], sent[1::2], strict=True)
    )
    return attributed(first, second, figures_of(first.read), figures_of(second.read)).model_dump_json().encode()
