"""Files of documents: known by their bytes, bounded, kept as long as the register names them."""

import hashlib
import json
from base64 import b64decode

import pytest

from compass.errors import ConflictError
from compass.reporting.sections.cover import short_digest
from compass.service import accounts, casework, filing, results
from compass.service.evidence import add_evidence, change_evidence, remove_evidence
from compass.service.filing import discard_file, file_of_document, files_of, keep_file
from compass.service.people import hashed_password
from compass.service.responding import restore, save_answer, undo
from compass.service.sending import File
from compass.store.people import set_password
from tests.service.desks import begun, member, refused, say
from tests.service.test_glancing import ANSWERS

SHEET = File("..\\sheets/a<b>\u202e.html.exe", b"%PDF-1.7 a sheet")
SHEET_DIGEST = hashlib.sha256(SHEET.content).hexdigest()
OTHER = File("photo.jpeg", b"\xff\xd8\xff a picture")
PASSWORD = "horse battery staple"


@pytest.fixture
def filed(desk):
    """An assessment with one document and its file."""
    actor, id = begun(desk)
    add_evidence(desk, actor, id, {"title": "Box"})
    keep_file(desk, actor, id, "box", SHEET, "")
    return actor, id


def test_a_file_is_named_for_what_it_is_and_known_by_its_digest(desk, filed):
    actor, id = filed
    document = desk.open(actor, id).read.assessment.evidence["box"]
    assert (document.file, document.sha256) == ("ab.html.pdf", SHEET_DIGEST)
    found = file_of_document(desk, actor, id, "box")
    assert (found.name, found.kind, found.content) == ("ab.html.pdf", "application/pdf", SHEET.content)
    change_evidence(desk, actor, id, "box", {"title": "The box", "file": "box.pdf"}, 2, "en")
    assert file_of_document(desk, actor, id, "box").name == "box.pdf"


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<!doctype html>", b"", b" %PDF-1.7", b"PK\x03\x04", b"MZ"],
)
def test_what_is_no_document_is_refused_whatever_its_name(desk, filed, content):
    actor, id = filed
    assert refused(keep_file, desk, actor, id, "box", File("box.pdf", content), SHEET_DIGEST) == "P055"
    assert file_of_document(desk, actor, id, "box").content == SHEET.content


def test_files_are_bounded_one_by_one_and_all_together(desk, filed, monkeypatch):
    actor, id = filed
    add_evidence(desk, actor, id, {"title": "Photo"})
    monkeypatch.setattr(filing, "MOST_OF_ALL", len(SHEET.content) + 1)
    assert refused(keep_file, desk, actor, id, "photo", OTHER, "") == "P057"
    keep_file(desk, actor, id, "box", OTHER, SHEET_DIGEST)
    monkeypatch.setattr(filing, "MOST_BYTES", len(SHEET.content) - 1)
    assert refused(keep_file, desk, actor, id, "box", SHEET, hashlib.sha256(OTHER.content).hexdigest()) == "P056"
    assert {each.size for each in files_of(desk, actor, id).values()} == {len(OTHER.content)}


def test_of_two_who_send_a_file_at_once_the_second_is_told(desk, filed):
    actor, id = filed
    for act in (lambda: keep_file(desk, actor, id, "box", OTHER, ""), lambda: discard_file(desk, actor, id, "box", "")):
        with pytest.raises(ConflictError):
            act()
    keep_file(desk, actor, id, "box", SHEET, "")
    assert file_of_document(desk, actor, id, "box").content == SHEET.content


def test_what_the_register_does_not_name_is_deleted_and_history_brings_back_the_digest_alone(desk, filed):
    actor, id = filed
    discard_file(desk, actor, id, "box", SHEET_DIGEST)
    assert files_of(desk, actor, id) == {}
    restore(desk, actor, id, 3)
    assert desk.open(actor, id).read.assessment.evidence["box"].sha256 == SHEET_DIGEST
    assert refused(file_of_document, desk, actor, id, "box") == "P010"
    keep_file(desk, actor, id, "box", OTHER, SHEET_DIGEST)
    undo(desk, actor, id, 6)
    assert files_of(desk, actor, id) == {}
    keep_file(desk, actor, id, "box", SHEET, SHEET_DIGEST)
    remove_evidence(desk, actor, id, "box")
    assert files_of(desk, actor, id) == {}


def test_files_go_with_their_assessment_and_are_of_it_alone(desk, filed):
    actor, id = filed
    _, other = begun(desk, actor)
    add_evidence(desk, actor, other, {"title": "Box"})
    assert refused(file_of_document, desk, actor, other, "box") == "P010"
    stranger = member(desk, id, "reader", granted=False)
    assert refused(file_of_document, desk, stranger, id, "box") == "P001"
    casework.delete(desk, actor, id)
    with desk.database.reading() as connection:
        assert filing.files.files_in(connection, id) == {}


def test_the_copy_of_ones_data_holds_the_files_that_one_sent_and_erasing_leaves_them_without_a_name(desk, filed):
    _, id = filed
    ada = member(desk, id, "editor")
    with desk.database.writing() as connection:
        set_password(connection, ada.account, hashed_password(PASSWORD))
    keep_file(desk, ada, id, "box", OTHER, SHEET_DIGEST)
    [told] = json.loads(accounts.export(desk, ada))["files"]
    assert (b64decode(told["content"]), told["assessment"]) == (OTHER.content, id)
    accounts.erase(desk, ada, PASSWORD)
    [kept] = files_of(desk, filed[0], id).values()
    assert kept.account is None


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_report_tells_the_file_and_its_digest(desk, filed, lang):
    actor, id = filed
    for cell, form in ANSWERS:
        save_answer(desk, actor, id, cell, form, 0, "en")
    save_answer(desk, actor, id, "evenings", say("101", evidence="box", page="3"), 1, "en")
    report = results.report_of(desk, desk.open(actor, id), lang)
    [entry] = report.sources.lists[0].entries
    assert "ab.html.pdf" in entry.text
    assert short_digest(SHEET_DIGEST) in entry.text
