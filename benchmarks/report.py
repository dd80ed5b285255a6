# ruff: noqa: PLC0415 — what a process imports is part of what is measured
"""How long a whole report takes, and how much memory, against WeasyPrint alone on the same page.

    .venv/bin/python benchmarks/report.py

The gates, for the fracture case in French, evaluated: audit, report, page and PDF with its enclosed files take at most
1.15 times as long as WeasyPrint on the finished page, in the same process, in turn; what comes before WeasyPrint is at
most 15 % of the whole; the peak memory of a process that evaluates and makes one PDF is at most 1.2 times that of one
that only turns the page into a PDF, plus what our imports take. Exit status 1 when one does not hold.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TIME, BEFORE, MEMORY = 1.15, 0.15, 1.2
REPETITIONS = 3
LANGUAGE = "fr"
CASE = ROOT / "questionnaires/radiology-ai/assessments/fracture-detection.yaml"


def evaluated() -> Any:
    """Read and check the pack and the assessment, and evaluate."""
    from compass.service.evaluating import evaluate_file
    from compass.service.workspace import open_workspace

    return evaluate_file(open_workspace(ROOT), CASE)


def page(result: Any) -> str:
    """Everything between the evaluation and WeasyPrint."""
    from compass.reporting.build import build_report
    from compass.reporting.html import render_html
    from compass.service.auditing import audit_result

    told = (result.pack, result.read.assessment, result.evaluated.evaluation)
    return render_html(build_report(*told, LANGUAGE, audit=audit_result(result)))


def whole(result: Any) -> bytes:
    from compass.service.reporting import report_documents

    return report_documents(result, {".pdf"}, LANGUAGE)[".pdf"]


def whole_file() -> None:
    from compass.service.reporting import report_files
    from compass.service.workspace import open_workspace

    with tempfile.TemporaryDirectory() as folder:
        report_files(open_workspace(ROOT), CASE, (Path(folder) / "report.pdf",), LANGUAGE)


def weasyprint_alone(html: str) -> bytes:
    """Turn a page that is ready into a PDF of the same variant, without files inside."""
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Shipped(URLFetcher):
        """Opens the fonts that the page names, as compass.reporting.pdf does."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            return URLFetcherResponse(url, body=BytesIO((ROOT / "static" / url.removeprefix("compass:")).read_bytes()))

    return bytes(weasyprint.HTML(string=html, url_fetcher=Shipped()).write_pdf(pdf_variant="pdf/a-3a"))


def seconds(what: Callable[[], object]) -> float:
    start = perf_counter()
    what()
    return perf_counter() - start


def times(result: Any, html: str) -> tuple[float, float]:
    """Time both in turn, after one of each to warm up; give the ratio of the medians and the share before."""
    whole(result), weasyprint_alone(html)
    timed = (lambda: whole(result), lambda: weasyprint_alone(html), lambda: page(result), evaluated)
    rounds = [[seconds(what) for what in timed] for _ in range(REPETITIONS)]
    ours, theirs, before, evaluation = (median(each) for each in zip(*rounds, strict=True))
    print(f"page of {len(html) / 1e3:,.0f} kB")
    print(f"reading, checking, evaluating {1e3 * evaluation:7.1f} ms, outside the gates")
    print(f"audit, report, page          {1e3 * before:8.1f} ms: {before / ours:.1%} of the whole (gate {BEFORE:.0%})")
    print(f"whole report                 {1e3 * ours:8.1f} ms")
    print(f"WeasyPrint alone             {1e3 * theirs:8.1f} ms")
    print(f"ratio report / WeasyPrint: {ours / theirs:.3f} (gate {TIME})")
    return ours / theirs, before / ours


def memory(html: str) -> float:
    """Give the peak memory of one whole report as a multiple of what it may take (1.2 WeasyPrint and our imports)."""
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
        file.write(html)
        file.flush()
        ours, alone, imports, bare = (
            _peak(*each) for each in (("whole",), ("alone", file.name), ("imports",), ("bare",))
        )
    allowed = MEMORY * alone + imports - bare
    print(f"peak memory: report {ours:.0f} MB, WeasyPrint {alone:.0f} MB, our imports {imports - bare:.0f} MB")
    print(f"peak memory / allowed: {ours / allowed:.3f} (gate 1)")
    return ours / allowed


def _peak(*asked: str) -> float:
    """Give the peak memory, in MB, of a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), *asked]
    return float(subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout.strip())


def once(what: str, *names: str) -> None:
    """Do one thing and print the peak memory of this process: VmHWM, since `ru_maxrss` begins with the parent's."""
    if what == "whole":
        whole_file()
    elif what == "alone":
        weasyprint_alone(Path(names[0]).read_text(encoding="utf-8"))
    elif what == "imports":
        import compass  # noqa: F401
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.split("VmHWM:")[1].split()[0]) / 1e3)


def main() -> int:
    if len(sys.argv) > 1:
        once(*sys.argv[1:])
        return 0
    from compass.reporting.pdf import _FOR_BROWSERS, printable

    result = evaluated()
    html = printable(_FOR_BROWSERS.sub("", page(result)))
    ratio, before = times(result, html)
    used = memory(html)
    return 0 if ratio <= TIME and before <= BEFORE and used <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
