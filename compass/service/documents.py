"""Reports made outside of requests, by one warm process from a bounded queue, kept by the digest of their inputs."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from threading import Lock

from compass.catalogue.assessments import check_assessment
from compass.catalogue.reader import Document
from compass.catalogue.snapshots import snapshot_of, snapshot_pack
from compass.errors import UnavailableError
from compass.model.assessment import Assessment
from compass.service.desk import Opened
from compass.service.evaluating import evaluate_read
from compass.service.files import write_whole
from compass.service.reporting import ENDINGS, report_documents
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

    def order(self, opened: Opened, kind: str, language: Language) -> Path | None:
        """Give the document where it is made, else see to it that it will be; `kind` is one of `ENDINGS`.

        Raises UnavailableError S003 (the kind), S009 (too many wait), and once what went wrong in the making.
        """
        if kind not in ENDINGS:
            raise UnavailableError("S003", file=kind[:20], known=", ".join(ENDINGS))
        name = _name(opened, kind, language)
        path = self.folder / name
        with self._lock:
            if path.is_file():
                return path
            waiting = self.orders.get(name)
            if waiting is None:
                self.orders[name] = self._submit(opened, kind, language)
            elif waiting.done():
                del self.orders[name]
                write_whole(path, waiting.result())
                return path
        return None

    def close(self) -> None:
        self.pool.shutdown(cancel_futures=True)

    def _submit(self, opened: Opened, kind: str, language: Language) -> Future[bytes]:
        waiting = sum(not order.done() for order in self.orders.values())
        if waiting >= MOST_WAITING:
            raise UnavailableError("S009", count=waiting)
        assessment = opened.read.assessment.model_dump_json(exclude_defaults=True)
        pack = snapshot_of(opened.read.checked.usable().pack).decode()
        return self.pool.submit(_make, assessment, pack, kind, language)


def _name(opened: Opened, kind: str, language: Language) -> str:
    made_from = (PROGRAM, opened.read.digest, opened.read.checked.digest, language)
    return hashlib.sha256("\n".join(made_from).encode()).hexdigest() + kind


def _make(assessment: str, snapshot: str, kind: str, language: Language) -> bytes:
    pack = snapshot_pack(snapshot, Path("pack.json"), "pack.json")
    read = check_assessment(Assessment.model_validate_json(assessment), Document("assessment"), pack)
    return report_documents(evaluate_read(read), {kind}, language)[kind]
