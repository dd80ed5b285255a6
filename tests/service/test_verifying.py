"""Reports of a small pack, verified as they are and after each kind of tampering."""

from __future__ import annotations

import io
import json
import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from compass.catalogue.canonical import digest_of, read_pack
from compass.catalogue.snapshots import snapshot_of
from compass.cli import main
from compass.errors import InputError
from compass.service.reporting import report_files
from compass.service.starting import start_pack
from compass.service.verifying import verify_file
from compass.service.workspace import open_workspace

pytestmark = pytest.mark.pdf
COUNT = 20 if os.environ.get("COMPASS_FULL") else 4
"""How many reports of each sort: all 20 + 20 of the acceptance where COMPASS_FULL is set."""
DRAWS = 64
SORTS = ("full", "brief", "comparison")
"""The kinds that carry the files from which they can be made again."""


class Bench:
    """A folder with a pack and its assessment, from which reports are made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        start_pack("small", folder, "en")
        self.workspace = open_workspace(folder, (folder,))
        (self.source,) = (folder / "small" / "assessments").glob("*.yaml")
        self.made: dict[tuple[str, int, str], Path] = {}

    def report(self, language: Any, draws: int = DRAWS, kind: Any = "full") -> Path:
        if (language, draws, kind) not in self.made:
            target = self.folder / f"{kind}-{language}-{draws}.pdf"
            report_files(self.workspace, self.source, (target,), language, draws, kind=kind)
            self.made[language, draws, kind] = target
        return self.made[language, draws, kind]

    def verify(self, data: bytes):
        target = self.folder / "given.pdf"
        target.write_bytes(data)
        return verify_file(self.workspace, target)

    def refusal(self, data: bytes) -> list[str]:
        with pytest.raises(InputError) as caught:
            self.verify(data)
        return [problem.code for problem in caught.value.problems]


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> Bench:
    return Bench(tmp_path_factory.mktemp("verify"))


@pytest.mark.parametrize("number", range(COUNT))
def test_untouched_reports_are_consistent(bench, number):
    verified = bench.verify(bench.report(("fr", "en")[number % 2], DRAWS + number // 2, SORTS[number % 3]).read_bytes())
    assert verified.differences == ()
    assert verified.same_bytes


def edited(source: Path, edit: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(source) as document:
        edit(document)
        saved = io.BytesIO()
        document.save(saved)
    return saved.getvalue()


def page_number(chance: random.Random, document: pikepdf.Pdf) -> None:
    """Put another glyph of the page in the place of one glyph, as one changes a digit."""
    page = chance.choice(list(document.pages))
    content = page.Contents.read_bytes()
    glyphs = list(re.finditer(rb"<[0-9a-f]{4}>", content))
    chosen = chance.choice(glyphs)
    other = chance.choice([each[0] for each in glyphs if each[0] != chosen[0]])
    page.Contents.write(content[: chosen.start()] + other + content[chosen.end() :])


def data_number(chance: random.Random, document: pikepdf.Pdf) -> None:
    """Raise one number of one enclosed file by one tenth."""
    name = chance.choice(["assessment.json", "evaluation.json", "pack.json"])
    text = document.attachments[name].get_file().read_bytes().decode()
    chosen = chance.choice(list(re.finditer(r"(?<=[:\[,])[1-9][0-9]*\.?[0-9]*(?=[,}\]])", text)))
    changed = repr(float(chosen[0]) * 1.1) if "." in chosen[0] else str(int(chosen[0]) + 1)
    enclose(document, name, (text[: chosen.start()] + changed + text[chosen.end() :]).encode())


def pack_swapped(chance: random.Random, document: pikepdf.Pdf) -> None:
    """Enclose another pack, its digest in order, with one factor changed."""
    data = json.loads(document.attachments["pack.json"].get_file().read_bytes())["pack"]
    data["header"]["version"] += chance.randint(1, 9)
    pack = read_pack(data)
    assert len(digest_of(pack)) == 64
    enclose(document, "pack.json", snapshot_of(pack))


def page_swapped(chance: random.Random, document: pikepdf.Pdf) -> None:
    first, second = chance.sample(range(len(document.pages)), 2)
    one, two = document.pages[first].Contents, document.pages[second].Contents
    document.pages[first].Contents, document.pages[second].Contents = two, one


def enclose(document: pikepdf.Pdf, name: str, content: bytes) -> None:
    document.attachments[name].obj.EF.F.write(content)


TAMPERING = (page_number, data_number, pack_swapped, page_swapped)


@pytest.mark.parametrize("number", range(COUNT))
def test_tampered_reports_are_found(bench, number):
    chance = random.Random(number)
    data = edited(
        bench.report(("fr", "en")[number // 4 % 2], kind=SORTS[number % 3]),
        lambda file: TAMPERING[number % 4](chance, file),
    )
    try:
        found = [each.kind for each in bench.verify(data).differences]
    except InputError as error:
        found = [problem.code for problem in error.problems]
    assert found != []


def test_another_kind_named_in_the_file_is_found(bench):
    def renamed(document: pikepdf.Pdf) -> None:
        document.docinfo["/Keywords"] = "full"

    found = {each.kind for each in bench.verify(edited(bench.report("en", kind="brief"), renamed)).differences}
    assert found == {"page", "pages"}


def test_a_letter_carries_nothing_to_verify_it_with(bench):
    assert bench.refusal(bench.report("en", kind="letter").read_bytes()) == ["F022"]


def test_a_report_that_was_saved_by_another_program_is_consistent(bench):
    verified = bench.verify(edited(bench.report("en"), lambda _: None))
    assert (verified.differences, verified.same_bytes, verified.appended) == ((), False, False)


def appended(source: Path, notes: tuple[str, ...]) -> bytes:
    """Append an update to a file, as one who signs does, with annotations of these kinds on the first page."""
    writer = pypdf.PdfWriter(source, incremental=True)
    rectangle = pypdf.generic.RectangleObject((10, 10, 60, 30))
    for kind in notes:
        note = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/Subtype"): pypdf.generic.NameObject(kind)})
        note[pypdf.generic.NameObject("/Rect")] = rectangle
        writer.add_annotation(0, note)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_signature_behind_the_file_changes_nothing(bench):
    verified = bench.verify(appended(bench.report("en"), ("/Widget",)))
    assert (verified.differences, verified.same_bytes, verified.appended) == ((), False, True)


def test_a_note_that_covers_a_page_is_found(bench):
    (difference,) = bench.verify(appended(bench.report("en"), ("/FreeText",))).differences
    assert (difference.kind, difference.place, difference.found) == ("note", "1", "FreeText")


def test_a_changed_word_is_told_with_what_stands_around_it(bench):
    data = edited(bench.report("en"), lambda document: page_number(random.Random(1), document))
    (difference,) = bench.verify(data).differences
    assert difference.kind == "page"
    assert difference.found != difference.expected
    assert len(difference.found.split()) >= 2


def test_foreign_damaged_and_encrypted_files_are_refused(bench):
    blank = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(blank)
    whole = bench.report("en").read_bytes()
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert bench.refusal(blank.getvalue()) == ["F022"]
    assert bench.refusal(locked.getvalue()) == ["F021"]
    assert bench.refusal(b"") == ["F020"]
    assert bench.refusal(b"<html>no PDF</html>") == ["F020"]
    assert bench.refusal(whole[: len(whole) // 2]) in (["F020"], ["F022"])
    with pytest.raises(InputError) as caught:
        verify_file(bench.workspace, bench.folder / "none.pdf")
    assert caught.value.problems[0].code == "F001"


def test_the_command_says_what_it_proves_and_what_not(bench, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["verify", str(bench.report("en")), "--lang", "en"])
    assert ended.value.code in (None, 0)
    said = capsys.readouterr().out
    assert "The report is consistent" in said
    assert "not who wrote it" in said


def test_the_command_names_in_json_what_differs(bench, capsys):
    changed = bench.folder / "changed.pdf"
    changed.write_bytes(edited(bench.report("en"), lambda document: page_number(random.Random(2), document)))
    with pytest.raises(SystemExit) as ended:
        main(["verify", str(changed), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1
    assert not told["consistent"]
    assert [each["kind"] for each in told["differences"]] == ["page"]
