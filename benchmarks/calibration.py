"""Write how often options win that are said to win in x % of draws: 500 simulated cases with a known truth.

    .venv/bin/python benchmarks/calibration.py

The table goes into `docs/quality.md`, between its marks. Ends with status 1 where a band is off by more than three
standard errors.
"""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from tests.decision.test_calibration import reliability, simulated  # noqa: E402

CASES = 500
PAGE = ROOT / "docs" / "quality.md"
MARKS = ("<!-- calibration -->", "<!-- end of calibration -->")


def main() -> int:
    bands = reliability(*simulated(CASES))
    rows = [f"| {100 * low:.0f} to {100 * high:.0f} % | {count} | {100 * said:.1f} % | {100 * won:.1f} % |"
            for low, high, count, said, won in bands]  # fmt: skip
    table = "\n".join(["| said to win in | options | mean said | won |", "|---|---|---|---|", *rows])
    print(table)
    begin, end = MARKS
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(f"{begin}.*{end}", f"{begin}\n{table}\n{end}", page, flags=re.DOTALL), encoding="utf-8")
    errors = (abs(won - said) / max(math.sqrt(said * (1 - said) / count), 1 / count) for *_, count, said, won in bands)
    return 0 if max(errors) <= 3 else 1


if __name__ == "__main__":
    sys.exit(main())
