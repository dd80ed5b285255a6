"""The command line as a person meets it: what it prints, what it returns, what it leaves behind."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compass.cli import language_of, main
from compass.model.explanation import Explanation
from compass.model.trace import Trace
from compass.service.evaluating import evaluate_file
from compass.service.explaining import explain
from compass.service.workspace import open_workspace

CASE = Path("questionnaires/radiology-ai/assessments/fracture-detection.yaml")


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    code = ended.value.code
    return (code if isinstance(code, int) else 0 if code is None else 1), captured.out, captured.err


def test_check_passes_on_every_shipped_pack(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run("check", "--lang", "en", capsys=capsys)
    assert (code, err) == (0, "")
    assert "radiology-ai: no fault" in out


def test_check_of_a_wrong_pack_says_place_code_and_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("pack: wrong\ntitel: {fr: a, en: b}\n", encoding="utf-8")
    code, out, _ = run("check", wrong, "--lang", "en", capsys=capsys)
    assert code == 1
    assert "wrong.yaml:2:1: K001 unknown key “titel”" in out
    assert "Did you mean “title”?" in out


def test_check_takes_nothing_from_the_cache_and_other_commands_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPASS_CACHE", str(tmp_path / "cache"))
    assert run("check", "tests/packs/tiny", capsys=capsys)[0] == 0
    assert not (tmp_path / "cache").exists()
    first, again = (run("audit", "tests/packs/tiny", capsys=capsys) for _ in range(2))
    assert first == again
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_check_speaks_french(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("pack: wrong\ntitel: {fr: a, en: b}\n", encoding="utf-8")
    _, out, _ = run("check", wrong, "--lang", "fr", capsys=capsys)
    assert "K001 clé inconnue «\u202ftitel\u202f»" in out


def test_check_as_json_gives_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("pack: wrong\ntitel: {fr: a, en: b}\n", encoding="utf-8")
    code, out, _ = run("check", wrong, "--json", capsys=capsys)
    (result,) = json.loads(out)
    assert code == 1
    assert not result["passes"]
    assert ("K001", 2, 1) in {(p["code"], p["line"], p["column"]) for p in result["problems"]}


def test_evaluate_prints_one_line_for_each_criterion(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("evaluate", CASE, "--draws", "256", "--lang", "en", capsys=capsys)
    lines = out.splitlines()
    assert code == 0
    criteria = open_workspace(Path.cwd()).pack("radiology-ai").usable().pack.criteria
    shown = [id for id in criteria if not id.startswith("answers_on_")]
    assert len(shown) < len(lines) <= len(shown) + 5
    assert any(line.startswith("Climate") and "A " in line and "D " in line for line in lines)
    assert "Knock-outs not proven" in out


@pytest.mark.parametrize(("lang", "lead"), [("en", "Most often first: Today"), ("fr", "Le plus souvent en tête")])
def test_evaluate_in_brief_says_the_leader_and_the_heaviest_criteria_in_ten_lines(
    lang: str, lead: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run("evaluate", str(CASE), "--brief", "--lang", lang, "--draws", "512", capsys=capsys)
    lines = out.splitlines()
    assert len(lines) <= 10
    assert lines[2].startswith(lead)
    assert lines[3].startswith({"en": "Missed cases", "fr": "Cas manqués"}[lang])
    further = next(line for line in lines if line.endswith(": 10."))
    assert further.startswith({"en": "Further criteria", "fr": "Autres critères"}[lang])


def test_evaluate_as_json_is_the_evaluation_of_the_service(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("evaluate", CASE, "--draws", "256", "--seed", "7", "--json", capsys=capsys)
    expected = evaluate_file(open_workspace(Path.cwd()), CASE, 256, 7).evaluated.evaluation
    assert out == expected.model_dump_json(indent=1) + "\n"


def test_explain_goes_down_to_answers_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("explain", CASE, "boneview_site", "climate", "--draws", "256", "--lang", "en", capsys=capsys)
    assert code == 0
    assert out.startswith("Climate: ")
    assert "Together: " in out
    assert "sourced number" in out
    assert "assumed" in out
    assert "answered" in out
    assert "source: McAlister S et al. 2022" in out


def test_explain_as_json_is_the_explanation_of_the_service(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("explain", CASE, "boneview_site", "climate", "--draws", "256", "--json", capsys=capsys)
    expected = explain(evaluate_file(open_workspace(Path.cwd()), CASE, 256), "boneview_site", "climate")
    assert Explanation.model_validate_json(out) == expected


def test_explain_of_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run("explain", CASE, "boneview_site", "climat", "--draws", "64", "--lang", "en", capsys=capsys)
    assert (code, out) == (1, "")
    assert "V003" in err
    assert "Did you mean “climate”?" in err


def test_explain_of_an_unknown_option_names_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("explain", CASE, "boneview", "climate", "--draws", "64", "--lang", "en", capsys=capsys)
    assert code == 1
    assert err.startswith("V004 ")
    assert "boneview_site" in err


def test_trace_leads_from_a_question_to_results_and_back(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("trace", CASE, "studies_per_year", "--draws", "128", "--lang", "en", capsys=capsys)
    assert code == 0
    assert out.startswith("“Studies a year” touches ")
    code, out, _ = run("trace", CASE, "climate", "--draws", "128", "--lang", "en", capsys=capsys)
    assert code == 0
    assert out.startswith("“Climate” rests, for “Today’s reading”, on:")


def test_trace_of_a_pack_as_json_says_nothing_of_what_is_live(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("trace", "radiology-ai", "pue", "--json", capsys=capsys)
    found = Trace.model_validate_json(out)
    assert code == 0
    assert ("criterion", "climate") in {(path.stops[-1].kind, path.stops[-1].id) for path in found.touches}
    assert {path.live for path in found.touches} == {None}


def test_trace_of_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("trace", "radiology-ai", "no_such_name", "--lang", "en", capsys=capsys)
    assert code == 1
    assert "V003" in err


def test_a_missing_file_is_the_input_s_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("evaluate", tmp_path / "none.yaml", "--lang", "en", capsys=capsys)
    assert code == 1
    assert "F001" in err


def test_wrong_usage_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", capsys=capsys)[0] == 2
    assert run("evaluate", CASE, "--draws", "3", capsys=capsys)[0] == 2
    assert run("no-such-command", capsys=capsys)[0] == 2


def test_errors_as_json_keep_their_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("pack: radiology-ai\nversion: one\n", encoding="utf-8")
    code, out, _ = run("evaluate", bad, "--json", capsys=capsys)
    assert code == 1
    assert "K003" in {p["code"] for p in json.loads(out)["problems"]}


def test_report_writes_html_in_the_language_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "report.html"
    code, out, _ = run("report", CASE, "-o", target, "--lang", "fr", "--draws", "256", capsys=capsys)
    assert code == 0
    assert str(target) in out
    assert '<html lang="fr"' in target.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.pdf
def test_report_writes_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "report.pdf"
    assert run("report", CASE, "-o", target, "--lang", "en", "--draws", "256", capsys=capsys)[0] == 0
    assert target.read_bytes().startswith(b"%PDF-")


def test_report_refuses_a_kind_that_it_can_t_make(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("report", CASE, "-o", tmp_path / "report.docx", "--lang", "en", capsys=capsys)
    assert code == 1
    assert "S003" in err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_can_t_be_written_is_said_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    code, _, err = run("tree", "radiology-ai", "-o", blocked / "tree.svg", "--lang", "en", capsys=capsys)
    assert code == 1
    assert "S002" in err


def test_tree_of_a_pack_and_of_an_assessment_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("tree", "radiology-ai", "-o", tmp_path / "pack.svg", "--lang", "fr", capsys=capsys)[0] == 0
    assert run("tree", CASE, "-o", tmp_path / "case.svg", "--lang", "fr", capsys=capsys)[0] == 0
    pack, case = ((tmp_path / name).read_text(encoding="utf-8") for name in ("pack.svg", "case.svg"))
    assert pack.startswith("<svg")
    assert pack != case


def test_tree_in_eight_steps_of_a_pack_and_of_an_assessment_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "steps.html"
    assert run("tree", "radiology-ai", "--as", "quantiges", "-o", page, "--lang", "fr", capsys=capsys)[0] == 0
    of_pack = page.read_text(encoding="utf-8")
    arguments = ("tree", CASE, "--as", "quantiges", "--qualitative", "-o", page, "--lang", "fr")
    assert run(*arguments, capsys=capsys)[0] == 0
    assert "8. Analyser" in of_pack
    assert page.read_text(encoding="utf-8") != of_pack
    code, _, err = run("tree", CASE, "--as", "quantiges", "-o", tmp_path / "a.svg", "--lang", "en", capsys=capsys)
    assert code == 1
    assert "S003" in err


def test_agenda_writes_a_guide_by_the_clock_and_cards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide, cards = tmp_path / "guide.html", tmp_path / "cards.html"
    asked = ("agenda", "compass", "45-minutes", "--lang", "fr", "-o")
    assert run(*asked, guide, "--start", "14:00", capsys=capsys)[0] == 0
    assert "14\u00a0h\u00a007" in guide.read_text(encoding="utf-8")
    code, out, _ = run(*asked, cards, "--as", "cards", "--json", capsys=capsys)
    assert (code, json.loads(out)) == (0, {"files": [str(cards)], "form": "cards"})
    assert "Je ne sais pas" in cards.read_text(encoding="utf-8")
    assert run(*asked, guide, "--start", "25:00", capsys=capsys)[0] == 2


def test_pack_new_makes_a_pack_that_check_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("pack", "new", "letters", "-o", tmp_path, "--lang", "en", capsys=capsys)
    assert code == 0
    assert f"compass check {tmp_path / 'letters'}" in out
    assert run("check", tmp_path / "letters", capsys=capsys)[0] == 0
    assert run("pack", "new", "letters", "-o", tmp_path, "--lang", "en", capsys=capsys)[0] == 1
    assert "K005" in run("pack", "new", "My letters", "-o", tmp_path, "--lang", "en", capsys=capsys)[2]


def test_docs_writes_a_folder_of_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("docs", "radiology-ai", "-o", tmp_path / "site", "--json", capsys=capsys)
    assert code == 0
    assert json.loads(out)["pages"] == len(list((tmp_path / "site").rglob("*.html")))
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("mine", encoding="utf-8")
    assert run("docs", "radiology-ai", "-o", tmp_path / "notes", "--lang", "en", capsys=capsys)[0] == 1


def test_factors_lists_rows_and_its_filters_combine(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("factors", "radiology-ai", "--quality", "proposal", "--json", capsys=capsys)
    rows = json.loads(out)
    assert code == 0
    assert {row["given"]["quality"] for row in rows} == {"proposal"}
    fewer = json.loads(run("factors", "radiology-ai", "--quality", "proposal", "--unused", "--json", capsys=capsys)[1])
    assert fewer == [row for row in rows if not row["is_used"]]
    _, out, _ = run("factors", "radiology-ai", "--quality", "proposal", "--lang", "fr", capsys=capsys)
    assert out.splitlines()[-1] == f"Lignes\u00a0: {len(rows)}."
    assert run("factors", "--quality", "good", capsys=capsys)[0] == 2


def test_schema_prints_json_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("schema", "assessment", "--lang", "fr", capsys=capsys)
    assert code == 0
    assert json.loads(out)["properties"]["date"]["description"].startswith("Le jour du dossier")
    assert run("schema", "report", capsys=capsys)[0] == 2


def snapshot(target: Path, capsys: pytest.CaptureFixture[str]) -> str:
    code, out, _ = run("snapshot", CASE, "-o", target, "--json", capsys=capsys)
    assert code == 0
    return str(json.loads(out)["pack_digest"])


def test_an_evaluation_from_a_snapshot_is_the_same_byte_for_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = snapshot(tmp_path / "kept.json", capsys)
    _, own, _ = run("evaluate", CASE, "--draws", "256", "--json", capsys=capsys)
    code, kept, _ = run("evaluate", CASE, "--draws", "256", "--pack", tmp_path / "kept.json", "--json", capsys=capsys)
    assert (code, kept) == (0, own)
    assert json.loads(kept)["pack_digest"] == digest


def test_a_report_and_an_explanation_from_a_snapshot_are_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    snapshot(tmp_path / "kept.json", capsys)
    kept = ("--pack", tmp_path / "kept.json", "--draws", "256", "--lang", "fr")
    assert run("report", CASE, "-o", tmp_path / "kept.html", *kept, capsys=capsys)[0] == 0
    assert run("report", CASE, "-o", tmp_path / "own.html", *kept[2:], capsys=capsys)[0] == 0
    assert (tmp_path / "kept.html").read_bytes() == (tmp_path / "own.html").read_bytes()
    told = [run("explain", CASE, "boneview_site", "climate", *given, capsys=capsys) for given in (kept, kept[2:])]
    assert told[0] == told[1]
    assert told[0][0] == 0


def test_a_pinned_pack_is_the_only_one_that_an_assessment_is_evaluated_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = snapshot(tmp_path / "kept.json", capsys)
    pinned, other = tmp_path / "pinned.yaml", tmp_path / "other.yaml"
    text = CASE.read_text(encoding="utf-8")
    pinned.write_text(f"pack_digest: {digest}\n{text}", encoding="utf-8")
    other.write_text(f"pack_digest: {digest[::-1]}\n{text}", encoding="utf-8")
    assert run("evaluate", pinned, "--draws", "64", capsys=capsys)[0] == 0
    assert run("evaluate", pinned, "--draws", "64", "--pack", tmp_path / "kept.json", capsys=capsys)[0] == 0
    code, _, err = run("evaluate", other, "--draws", "64", "--lang", "en", capsys=capsys)
    assert code == 1
    assert f"{other}:1:14: A018" in err
    assert digest in err
    assert "compass diff" in err


def test_a_snapshot_says_its_digest_in_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run("snapshot", CASE, "-o", tmp_path / "kept.json", "--lang", "fr", capsys=capsys)
    assert code == 0
    assert f"pack_digest: {snapshot(tmp_path / 'again.json', capsys)}" in out
    assert (tmp_path / "kept.json").read_bytes() == (tmp_path / "again.json").read_bytes()


def test_a_snapshot_of_another_pack_or_under_another_ending_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run("evaluate", CASE, "--pack", "tests/packs/tiny", "--lang", "en", capsys=capsys)
    assert code == 1
    assert "A019" in err
    assert run("snapshot", CASE, "-o", tmp_path / "kept.yaml", capsys=capsys)[0] == 1
    assert run("snapshot", CASE, capsys=capsys)[0] == 2
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The tiny pack, version 3: another factor, formula, cause, title and question."""
    folder = Path(shutil.copytree("tests/packs/tiny", tmp_path / "later"))
    changes = (
        ("pack.yaml", "version: 2", "version: 3"),
        ("pack.yaml", "likely: 0.05", "likely: 0.055"),
        ("tree.yaml", "formula: used / sharing", "formula: used / sharing / 2"),
        ("tree.yaml", "caused_by: [keep, led]", "caused_by: [led]"),
        ("tree.yaml", 'en: "Keep"', 'en: "Keep the old one"'),
        ("questions/lamp.yaml", "  dimmed: {", "  faded: {"),
    )
    for file, old, new in changes:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_diff_of_packs_says_what_changed_in_words(later: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("diff", "tests/packs/tiny", later, "--lang", "en", capsys=capsys)
    lines = out.splitlines()
    assert code == 0
    assert lines[0].startswith("tiny version 2 (")
    assert lines[1:] == [
        "The pack itself",
        "  version: 2 → 3",
        "Questions",
        "  new: Dimmer? (faded)",
        "  gone: Dimmer? (dimmed)",
        "Quantities",
        "  For each person (each_one), formula: used / sharing → used / sharing / 2",
        "Factors",
        "  Greenhouse gases (ghg): 0.05 [0.04 – 0.06] kg CO₂e per kWh → 0.055 [0.04 – 0.06] kg CO₂e per kWh",
        "Consequence tree",
        "  Keep the old one (keep), title: “Keep” → “Keep the old one”",
        "  Current (current), caused_by: gone keep",
    ]


def test_diff_of_packs_speaks_french(later: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("diff", "tests/packs/tiny", later, "--lang", "fr", capsys=capsys)
    assert "Arbre des conséquences" in out
    assert "  disparu\u00a0: Variateur\u202f? (dimmed)" in out
    assert "0,05 [0,04 – 0,06] kg CO₂e par kWh → 0,055 [0,04 – 0,06] kg CO₂e par kWh" in out
    assert "title\u00a0: en anglais, Keep → Keep the old one" in out


def test_diff_of_a_pack_with_itself_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("diff", "radiology-ai", "radiology-ai", "--lang", "en", capsys=capsys)
    assert code == 0
    assert out.splitlines()[1:] == ["Nothing changed."]
    assert json.loads(run("diff", "radiology-ai", "radiology-ai", "--json", capsys=capsys)[1])["items"] == []


TINY_CASE = Path("tests/packs/tiny/assessments/right.yaml")


def test_diff_of_an_assessment_says_whose_result_changes_and_why(
    later: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run("diff", TINY_CASE, "--pack", later, "--draws", "64", "--lang", "en", capsys=capsys)
    assert code == 0
    assert f"{TINY_CASE}:12:77: A001 the pack has no question “dimmed”" in out
    told = out.split("Results that change:\n")[1]
    assert "  The old one: Climate (kg CO₂e per year): median 0.300 → 0.000, likely 0.300 → 0.000" in told.splitlines()
    assert (
        "  The old one: Share of each (kWh per year per person): median 3.0 → 1.5, likely 3.0 → 1.5"
        in told.splitlines()
    )
    assert "      Current (current): median −0.30, likely −0.30" in told
    assert "      For each person (each_one): median −1.5, likely −1.5" in told
    assert "acting on each other" in told


def test_diff_of_an_assessment_as_json_gives_the_causes(later: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("diff", TINY_CASE, "--pack", later, "--draws", "64", "--json", capsys=capsys)
    data = json.loads(out)
    assert [problem["code"] for problem in data["misfits"]] == ["A001"]
    effects = {tuple(map(tuple, c["items"])): {e["criterion"] for e in c["effects"]} for c in data["causes"]}
    assert effects[(("quantities", "each_one"),)] == {"share"}
    assert effects[(("nodes", "current"),)] == {"climate"}


def test_diff_of_an_assessment_where_nothing_changes_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("diff", TINY_CASE, "--pack", "tests/packs/tiny", "--draws", "64", "--lang", "fr", capsys=capsys)
    assert code == 0
    assert out.splitlines()[1:] == ["Rien n’a changé.", "Aucun résultat ne change."]


def test_diff_used_wrongly_exits_with_2_and_at_fault_with_1(later: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", "radiology-ai", capsys=capsys)[0] == 2
    assert run("diff", "radiology-ai", "radiology-ai", "--pack", later, capsys=capsys)[0] == 2
    assert run("diff", TINY_CASE, later, "--from", later, capsys=capsys)[0] == 2
    assert run("diff", "radiology-ai", "no-such-pack", capsys=capsys)[0] == 1
    assert run("diff", CASE, "--pack", later, "--draws", "64", capsys=capsys)[0] == 1


def test_doctor_names_what_it_looked_for(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("doctor", "--json", capsys=capsys)
    assert code == 0
    assert {"python", "weasyprint", "pango-1.0", "dot", "packs"} <= {finding["item"] for finding in json.loads(out)}


def test_a_fault_of_ours_shows_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMPASS_DEBUG", raising=False)
    monkeypatch.setattr("compass.service.doctor.examine", lambda _: 1 / 0)
    code, _, err = run("doctor", capsys=capsys)
    assert code == 70
    assert "ZeroDivisionError" in err
    assert "Traceback" not in err


def test_the_language_follows_the_environment() -> None:
    assert language_of({"LANG": "fr_FR.UTF-8"}) == "fr"
    assert language_of({"LANG": "fr_FR.UTF-8", "COMPASS_LANG": "en"}) == "en"
    assert language_of({"LANG": "C.UTF-8"}) == "en"
    assert language_of({}) == "en"


def test_help_speaks_french_under_a_french_locale() -> None:
    command = [sys.executable, "-m", "compass.cli", "--help"]
    shown = subprocess.run(command, env={"COMPASS_LANG": "fr"}, capture_output=True, text=True, check=True)
    assert "Boussole de l'IA" in shown.stdout


def test_audit_counts_the_numbers_of_a_pack_by_quality_and_by_range(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("audit", "radiology-ai", "--date", "2026-11-22", "--json", capsys=capsys)
    audit = json.loads(out)
    assert code == 0
    assert audit["ranges"]["published"] + audit["ranges"]["pedigree"] > 150
    assert set(audit["qualities"]) == {"measured", "lca", "derived", "proxy", "proposal"}
    assert audit["proposal_led"] is None


def test_audit_of_an_assessment_names_the_results_that_rest_on_proposals(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("audit", CASE, "--lang", "fr", capsys=capsys)
    assert code == 0
    assert "Étendue publiée\xa0: " in out
    assert "Étendue par règle\xa0: " in out
    assert "Climat\xa0: " in out.partition("Résultats dont l’incertitude vient surtout de propositions des auteurs")[2]


def test_audit_refuses_a_day_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("audit", "radiology-ai", "--date", "yesterday", "--lang", "en", capsys=capsys)
    assert code == 2
    assert "--date" in err


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_interview_from_begin_to_comparison(tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    mine, other = tmp_path / "mine.yaml", tmp_path / "other.yaml"
    assert run("new", "radiology-ai", "-o", mine, "--lang", lang, capsys=capsys)[0] == 0
    needed = ("studies_per_year=25000", "hospital_country=fra")
    assert run("answer", mine, *needed, "--lang", lang, capsys=capsys)[0] == 0
    other.write_bytes(mine.read_bytes())
    for command in (
        ("next", mine, "--depth", "screen", "--draws", "64"),
        ("answer", other, "studies_per_year=20000"),
        ("whatif", mine, "studies_per_year=20000", "--draws", "64"),
        ("compare", mine, "--draws", "64"),
        ("compare", mine, other, "--draws", "64"),
    ):
        code, out, err = run(*command, "--lang", lang, capsys=capsys)
        assert (code, err) == (0, "")
        assert out.strip()
        code, out, _ = run(*command, "--lang", lang, "--json", capsys=capsys)
        assert code == 0
        assert json.loads(out)


def test_an_answer_at_fault_is_told_at_its_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_bytes(CASE.read_bytes())
    code, _, err = run("answer", mine, "prevalence=7", "--lang", "en", capsys=capsys)
    assert code == 1
    assert err.startswith("prevalence: A003 ")
    code, out, _ = run("answer", mine, "prevalence=7", "--json", capsys=capsys)
    assert code == 1
    assert json.loads(out)["problems"][0]["line"] is None
