"""`compass check --watch`: looks again when a file changes, and compares with the last good results."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from compass.service.starting import start_pack
from compass.service.watching import Watch
from compass.service.workspace import open_workspace
from compass.texts.changes import Side, change_lines

CASE = "letters/assessments/first-case.yaml"


@pytest.fixture
def folder(tmp_path):
    return start_pack("letters", tmp_path, "en")


@pytest.fixture
def watch(folder):
    return Watch(open_workspace(folder.parent).shelf, (str(folder),))


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    later = path.stat().st_mtime_ns + 1_000_000
    os.utime(path, ns=(later, later))


def lines(compared, language="en"):
    before, after = (Side(result.pack, result.read.assessment) for result in (compared.before, compared.after))
    return change_lines(before, after, compared.changes, language)


def test_nothing_is_checked_while_no_file_changes(watch):
    first = watch.look()
    assert [checked.passes for checked in first.checked] == [True]
    assert first.compared == ()
    assert watch.look() is None


def test_a_change_of_a_factor_shows_median_and_likely_before_and_after(watch, folder):
    watch.look()
    change(folder, "pack.yaml", "likely: 6, high: 12", "likely: 5, high: 12")
    (compared,) = watch.look().compared
    assert compared.case == CASE
    assert {(c.option, c.criterion) for c in compared.changes.criteria} == {
        ("offer_a", "staff_time"),
        ("offer_b", "staff_time"),
    }
    assert [(c.before.likely, c.after.likely) for c in compared.changes.criteria] == [(1200, 1000), (1200, 1000)]
    assert lines(compared)[0] == (
        "  The assistant of vendor A: Work of the staff (hours of staff time per year): "
        "median 1,300 → 1,100, likely 1,200 → 1,000"
    )
    assert lines(compared, "fr")[0] == (
        "  L’assistant du fournisseur A\u00a0: Travail du personnel (heures de travail par an)\u00a0: "
        "médiane 1\u202f300 → 1\u202f100, probable 1\u202f200 → 1\u202f000"
    )


def test_findings_and_knock_outs_that_changed_are_told_though_the_case_expects_others(watch, folder):
    watch.look()
    change(folder, "assessments/first-case.yaml", "proof_reading: sample", "proof_reading: nobody")
    look = watch.look()
    assert [problem.code for problem in look.checked[0].problems] == ["E006", "E007"]
    assert lines(look.compared[0]) == [
        "  The assistant of vendor B: Letters leave without being read: cleared → knocked out",
        "  The assistant of vendor B: no longer told: Some letters leave without being read.",
    ]
    assert "éliminée" in lines(look.compared[0], "fr")[0]


def test_a_broken_state_shows_its_problems_and_keeps_the_last_good_results(watch, folder):
    watch.look()
    change(folder, "pack.yaml", "likely: 6, high: 12", "likely: 5, high: 12, and")
    broken = watch.look()
    assert broken.lacks_results
    assert broken.checked[0].problems != ()
    assert broken.compared == ()
    change(folder, "pack.yaml", "likely: 5, high: 12, and", "likely: 5, high: 12")
    mended = watch.look()
    assert not mended.lacks_results
    assert [c.before.likely for c in mended.compared[0].changes.criteria] == [1200, 1200]


def test_results_of_a_pack_that_does_not_pass_are_not_kept(watch, folder):
    watch.look()
    change(folder, "assessments/first-case.yaml", "letters_per_year: 12000", "letters_per_year: 6000")
    assert not watch.look().checked[0].passes
    change(folder, "assessments/first-case.yaml", "letters_per_year: 6000", "letters_per_year: 12000")
    assert watch.look().compared[0].changes.is_empty


def test_a_new_and_a_removed_file_are_seen(watch, folder):
    watch.look()
    extra = folder / "more.yaml"
    extra.write_text("topics: {speed: {fr: Vitesse, en: Speed}}\n", encoding="utf-8")
    assert watch.look() is not None
    extra.unlink()
    assert watch.look() is not None
    assert watch.look() is None


def test_a_criterion_that_came_is_told_without_a_number_before(watch, folder):
    watch.look()
    change(
        folder,
        "criteria.yaml",
        "  staff_time:\n",
        "  days:\n    title: {fr: Jours, en: Days}\n    family: people\n    unit: staff_h/year\n"
        "    objective: minimise\n    formula: writing_time / 8\n  staff_time:\n",
    )
    (compared,) = watch.look().compared
    assert lines(compared)[0] == "  As today: Days (hours of staff time per year): nothing → 230"


def _hear_ctrl_c():
    # A shell that runs the tests in the background has them, and what they start, ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_ctrl_c_ends_the_watch_with_exit_0(folder):
    command = [sys.executable, "-u", "-m", "compass.cli", "check", str(folder), "--watch", "--lang", "en"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=_hear_ctrl_c
    ) as watched:
        try:
            assert "letters: no fault" in watched.stdout.readline()
            assert watched.stdout.readline() == "\n"
            change(folder, "pack.yaml", "likely: 6, high: 12", "likely: 5, high: 12")
            assert "letters: no fault" in watched.stdout.readline()
            assert "since the last good check" in watched.stdout.readline()
            watched.send_signal(signal.SIGINT)
            out, err = watched.communicate(timeout=60)
        finally:
            watched.kill()
    assert (watched.returncode, err) == (0, "")
    assert out.splitlines()[-1] == "End."


def test_watching_from_a_wrong_state_begins_to_compare_with_the_first_results(watch, folder):
    change(folder, "assessments/first-case.yaml", "likely: 1800", "likely: 1")
    assert not watch.look().checked[0].passes
    change(folder, "pack.yaml", "likely: 6, high: 12", "likely: 5, high: 12")
    assert watch.look().compared[0].changes.criteria != ()


def test_what_is_no_pack_is_told_and_watched(tmp_path):
    watch = Watch(open_workspace(tmp_path).shelf, (str(tmp_path / "none"),))
    (checked,) = watch.look().checked
    assert [problem.code for problem in checked.problems] == ["F015"]
    assert Path(checked.name).name == "none"
    assert watch.look() is None
