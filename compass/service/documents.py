"""Reports made outside of requests, by one warm process from a bounded queue, kept by the digest of their inputs."""

from __future__ import annotations

import hashlib
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
from compass.service.desk import Opened
from compass.service.evaluating import evaluate_read
from compass.service.files import write_whole
from compass.service.reporting import ENDINGS, PAGES, questionnaire_documents, report_documents
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
        name = _name(opened, ending, language, kind)
        path = self.folder / name
        with self._lock:
            if path.is_file():
                return path
            waiting = self.orders.get(name)
            if waiting is None:
                self.orders[name] = self._submit(opened, ending, language, kind)
            elif waiting.done():
                del self.orders[name]
                write_whole(path, waiting.result())
                return path
        return None

    def close(self) -> None:
        self.pool.shutdown(cancel_futures=True)

    def _submit(self, opened: Opened, ending: str, language: Language, kind: Kind) -> Future[bytes]:
        waiting = sum(not order.done() for order in self.orders.values())
        if waiting >= MOST_WAITING:
            raise UnavailableError("S009", count=waiting)
        assessment = opened.read.assessment.model_dump_json(exclude_defaults=True)
        pack = snapshot_of(_pack(opened, kind).usable().pack).decode()
        return self.pool.submit(_make, assessment, pack, ending, language, kind)


def endings_of(kind: Kind) -> tuple[str, ...]:
    """Give the endings that a kind of document can have."""
    return ENDINGS if kind == "full" else PAGES


def _pack(opened: Opened, kind: Kind) -> CheckedPack:
    """Give what a document is made of: a blank questionnaire asks the whole pack, not what the answers reach."""
    return opened.whole if kind == "questionnaire" else opened.read.checked


def _name(opened: Opened, ending: str, language: Language, kind: Kind) -> str:
    made_from = (PROGRAM, kind, opened.read.digest, _pack(opened, kind).digest, language)
    return hashlib.sha256("\n".join(made_from).encode()).hexdigest() + ending


def _make(assessment: str, snapshot: str, ending: str, language: Language, kind: Kind) -> bytes:
    pack = snapshot_pack(snapshot, Path("pack.json"), "pack.json")
    if kind == "questionnaire":
        return questionnaire_documents(pack.usable().pack, {ending}, language)[ending]
    read = check_assessment(Assessment.model_validate_json(assessment), Document("assessment"), pack)
    return report_documents(evaluate_read(read), {ending}, language, kind)[ending]
