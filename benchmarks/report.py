"""How long a whole report takes, against the time that WeasyPrint alone needs for the same page.

    .venv/bin/python benchmarks/report.py

The gate: build_report + render_html + render_pdf of the fracture case take at most 1.25 times as long as WeasyPrint
on the finished page, in the same process, in turn. Exit status 1 when it does not hold. The peak memory is that of
a process of its own that evaluates the case and makes one PDF.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import weasyprint  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

from compass.reporting.build import build_report  # noqa: E402
from compass.reporting.html import render_html  # noqa: E402
from compass.reporting.pdf import printable, render_pdf, shipped_file  # noqa: E402
from compass.service.evaluating import Result, evaluate_file  # noqa: E402
from compass.service.workspace import open_workspace  # noqa: E402

GATE = 1.25
REPETITIONS = 5
LANGUAGE = "fr"
CASE = ROOT / "questionnaires/radiology-ai/assessments/fracture-detection.yaml"


class Shipped(URLFetcher):
    """Opens the fonts that the page names, as compass.reporting.pdf does."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        return URLFetcherResponse(url, body=BytesIO(shipped_file(url).read_bytes()))


def evaluated() -> Result:
    return evaluate_file(open_workspace(ROOT), CASE)


def page(result: Result) -> str:
    pack = result.read.checked.usable().pack
    return render_html(build_report(pack, result.read.assessment, result.evaluated.evaluation, LANGUAGE))


def whole(result: Result) -> bytes:
    return render_pdf(page(result))


def weasyprint_alone(html: str) -> bytes:
    """The same call as in render_pdf, on a page that is ready."""
    return bytes(weasyprint.HTML(string=html, url_fetcher=Shipped()).write_pdf(pdf_variant="pdf/ua-1"))


def seconds(what: Callable[[], object]) -> float:
    start = perf_counter()
    what()
    return perf_counter() - start


def ratio() -> float:
    """Time both in turn, after one of each to warm up; give the ratio of the medians."""
    result = evaluated()
    html = printable(page(result))
    assert whole(result) == weasyprint_alone(html), "the two PDFs differ: not the same page or not the same options"
    pairs = [(seconds(lambda: whole(result)), seconds(lambda: weasyprint_alone(html))) for _ in range(REPETITIONS)]
    ours, theirs = (median(times) for times in zip(*pairs, strict=True))
    ready = median(seconds(lambda: page(result)) for _ in range(REPETITIONS))
    print(f"page of {len(html) / 1e3:,.0f} kB")
    print(f"build_report + render_html   {1e3 * ready:8.1f} ms")
    print(f"whole report                 {1e3 * ours:8.1f} ms")
    print(f"WeasyPrint alone             {1e3 * theirs:8.1f} ms")
    print(f"ratio report / WeasyPrint: {ours / theirs:.3f} (gate {GATE})")
    return ours / theirs


def peak_memory() -> float:
    """Give the peak memory, in MB, of a process that evaluates the case and makes one PDF."""
    command = [sys.executable, str(Path(__file__).resolve()), "--once"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return float(said.stdout.strip())


def once() -> None:
    """Make one PDF and print the peak memory of this process (Linux counts it in kB)."""
    whole(evaluated())
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)


def main() -> int:
    if "--once" in sys.argv:
        once()
        return 0
    found = ratio()
    print(f"peak memory, evaluation and one PDF: {peak_memory():.0f} MB")
    return 0 if found <= GATE else 1


if __name__ == "__main__":
    sys.exit(main())
