"""Let atheris look for inputs by the branches they reach: `python -m tests.fuzz.guided PARSER [libFuzzer options]`.

atheris is installed beside the tests for such a run (docs/quality.md). It ends at the first input that is broken.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["compass"]):
    from tests.fuzz.parsers import PARSERS

SEEDS = 500


def main() -> None:
    """Start from some hundreds of our own inputs, and keep every input that reaches a new branch."""
    name, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        parser, corpus = PARSERS[name](Path(folder)), Path(folder, "corpus")
        corpus.mkdir()
        for number in range(SEEDS):
            text = parser.input(1, number)
            corpus.joinpath(str(number)).write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
        atheris.Setup([sys.argv[0], str(corpus), *options], lambda data: _try(parser.run, data))
        atheris.Fuzz()


def _try(run, data: bytes) -> None:
    run(data.decode("utf-8", errors="replace"))


main()
