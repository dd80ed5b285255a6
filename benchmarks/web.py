"""How fast and how light the pages of the web application are.

    .venv/bin/python benchmarks/web.py

The gates, on the fracture case, medians of five. A question page takes the server at most three times as long as a bare
Flask page that makes the same queries. From an answer that is sent to the new result in the panel it takes at most
twice as long as the engine takes to evaluate that assessment. While five PDFs are made, 95 % of the other pages take at
most three times as long as 95 % do when nothing is made. Each question page, with what comes with it, has at most
15 KiB, 3 requests, 150 elements and an EcoIndex of at least 85; the result page has at most 100 KiB. Exit status 1 when
one does not hold.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from time import perf_counter
from typing import Any

from flask import Flask, render_template_string
from sqlalchemy import event
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from benchmarks.ecoindex import Page, ecoindex  # noqa: E402
from benchmarks.timing import alternate  # noqa: E402
from compass.service import people, settling  # noqa: E402
from compass.service.desk import Desk  # noqa: E402
from compass.service.documents import Office  # noqa: E402
from compass.service.evaluating import evaluate_read  # noqa: E402
from compass.service.permissions import Actor  # noqa: E402
from compass.store import assessments  # noqa: E402
from compass.store.people import set_role  # noqa: E402
from compass.web.app import create_app  # noqa: E402
from compass.web.shown import Site  # noqa: E402

PAGE, RESULT, BUSY = 3.0, 2.0, 3.0
KIB, REQUESTS, ELEMENTS, ECOINDEX, RESULT_KIB = 15, 3, 150, 85, 100
ROUNDS, PAGES = 5, 100
CASE, CELL = "radiology-ai~fracture-detection", "prevalence"
BARE = "<!DOCTYPE html><title>bare</title>{% for row in rows %}<p>{{ row|length }}</p>{% endfor %}"


@contextmanager
def site() -> Iterator[tuple[Desk, Flask]]:
    """Give an application in which one person owns a copy of the fracture case, called `own`."""
    with tempfile.TemporaryDirectory() as folder:
        desk = opened(f"sqlite:///{folder}/compass.db")
        app = site_of(desk, copied(desk), Path(folder) / "documents")
        yield desk, app
        app.extensions["compass"].office.close()
        desk.database.close()


def opened(url: str) -> Desk:
    return settling.open_desk(url, (), lambda: datetime.now(UTC))


def site_of(desk: Desk, actor: Actor, documents: Path) -> Flask:
    return create_app(Site(desk, Office(documents), actor), "of the benchmark", secure=False)


def copied(desk: Desk) -> Actor:
    """Begin a copy of the fracture case, called `own`; give who owns it."""
    actor = people.local_actor(desk)
    with desk.database.writing() as connection:
        digest = desk.keep_pack(connection, CASE.partition("~")[0])
        case = desk.open(actor, CASE).read.assessment
        assessments.create(connection, "own", digest, case, actor.account, desk.at())
        set_role(connection, "own", str(actor.account), "owner")
    return actor


def page_ratio(desk: Desk, app: Flask) -> float:
    """Time a question page against a bare page that makes the same queries."""
    asked, bare = [], Flask("bare")
    event.listen(desk.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    client = app.test_client()
    path = f"/a/own/q/{CELL}"
    client.get(path)
    asked.clear()
    client.get(path)
    queries = [(sql, values) for sql, values in asked if not sql.startswith("BEGIN")]

    @bare.get("/")
    def page() -> str:
        with desk.database.reading() as connection:
            rows = [connection.exec_driver_sql(sql, values).all() for sql, values in queries]
        return render_template_string(BARE, rows=rows)

    other = bare.test_client()
    ours, theirs = alternate(lambda: times(client.get, path), lambda: times(other.get, "/"), ROUNDS)
    print(f"question page  {told(ours, 20)} ms   bare page, {len(queries)} queries  {told(theirs, 20)} ms")
    return median(ours) / median(theirs)


def times(get: Callable[[str], Any], path: str, count: int = 20) -> None:
    for _ in range(count):
        assert get(path).status_code == 200


def result_ratio(desk: Desk, app: Flask) -> float:
    """Time an answer and the panel that follows it against the evaluation of that assessment alone."""
    client, actor = app.test_client(), people.local_actor(desk)
    path = f"/a/own/q/{CELL}"
    web, engine = [], []
    for turn in range(ROUNDS + 1):
        form = client.get(path).text
        fields = {name: re.search(rf'name="{name}" value="([^"]*)"', form) for name in ("csrf", "version")}
        sent = {name: found[1] for name, found in fields.items() if found is not None}
        start = perf_counter()
        answered = client.post(
            path, data={**sent, "state": "known", "low": "0.2", "likely": f"0.{31 + turn}", "high": "0.4"}
        )
        shown = client.get(f"{path}?panel=1").text
        web.append(perf_counter() - start)
        assert answered.status_code == 303
        assert "data-wait" not in shown
        read = desk.open(actor, "own").read
        start = perf_counter()
        evaluate_read(read)
        engine.append(perf_counter() - start)
    del web[0], engine[0]  # the first also evaluates the state before it
    print(f"answer to result  {told(web)} ms   evaluation alone  {told(engine)} ms")
    return median(web) / median(engine)


def busy_ratio(app: Flask) -> float:
    """Time pages of a server while its worker makes five PDFs, against the same pages when it makes none."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    connection = HTTPConnection("127.0.0.1", server.server_port)
    cases = [id for id in app.extensions["compass"].desk.worked_cases() if id.startswith("radiology-ai~")]
    assert len(cases) == 5
    idle = p95(connection)
    for case in cases:
        fetch(connection, f"/a/{case}/report/full.en.pdf")
    busy = p95(connection)
    making = sum(not order.done() for order in app.extensions["compass"].office.orders.values())
    print(f"pages, 95th percentile  idle {idle * 1e3:.1f} ms   five PDFs {busy * 1e3:.1f} ms ({making} in the making)")
    assert making, "every PDF was made before the pages were timed"
    server.shutdown()
    server.server_close()
    return busy / idle


def p95(connection: HTTPConnection) -> float:
    found = []
    for _ in range(PAGES):
        start = perf_counter()
        fetch(connection, f"/a/own/q/{CELL}")
        found.append(perf_counter() - start)
    return quantiles(found, n=20)[-1]


def fetch(connection: HTTPConnection, path: str) -> None:
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    assert answer.status < 400, (path, answer.status)


def too_heavy(desk: Desk, app: Flask) -> list[str]:
    """Weigh the page of every open question and the result, and name those that weigh too much."""
    client, opened = app.test_client(), desk.open(people.local_actor(desk), "own")
    found, heavy = [], []
    for cell in opened.interview.cells:
        page = client.get(f"/a/own/q/{cell.cell}").text
        seen = Page(page)
        size = (len(page.encode()) + sum(len(client.get(each).data) for each in seen.fetched)) / 1024
        requests = 1 + len(seen.fetched)
        score = ecoindex(seen.elements, requests, size)
        found.append((size, requests, seen.elements, -score))
        if size > KIB or requests > REQUESTS or seen.elements > ELEMENTS or score < ECOINDEX:
            heavy.append(f"{cell.cell}: {size:.1f} KiB, {requests} requests, {seen.elements} elements, {score:.1f}")
    most = [max(column) for column in zip(*found, strict=True)]
    result = len(client.get("/a/own/result").data) / 1024
    print(f"{len(found)} question pages: at most {most[0]:.1f} KiB, {most[1]} requests, {most[2]} elements, "
          f"EcoIndex at least {-most[3]:.1f}; result page {result:.0f} KiB")  # fmt: skip
    return [*heavy, *([f"result: {result:.0f} KiB"] if result > RESULT_KIB else [])]


def told(seconds: list[float], shared: int = 1) -> str:
    return f"{median(seconds) / shared * 1e3:.2f}"


def main() -> int:
    with site() as (desk, app):
        heavy = too_heavy(desk, app)
        ratios = {
            "question page": (page_ratio(desk, app), PAGE),
            "answer to result": (result_ratio(desk, app), RESULT),
            "pages while PDFs are made": (busy_ratio(app), BUSY),
        }
    for name, (ratio, gate) in ratios.items():
        print(f"{name}: {ratio:.2f} (gate {gate})")
    for each in heavy:
        print(f"too heavy: {each}")
    return 1 if heavy or any(ratio > gate for ratio, gate in ratios.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
