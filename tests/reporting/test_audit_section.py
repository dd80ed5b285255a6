from __future__ import annotations


def test_the_annex_tells_the_audit_of_the_evaluation(audited):
    counts, led = audited("en").audit.tables
    told = {row.head.text: row.cells[0].text for row in counts.rows}
    assert told["Published range"] == "38"
    assert told["Range by rule"] == "20"
    assert [count for what, count in told.items() if what.startswith("Numbers out of date on 22")] == ["0"]
    assert "Climate" in {row.head.text for row in led.rows}
    climate = next(row for row in led.rows if row.head.text == "Climate")
    assert climate.cells[1].text == "A patient’s round trip"


def test_the_audit_stands_in_the_contents_and_in_both_languages(audited):
    for language, title in (("fr", "Contrôle des nombres"), ("en", "Audit of the numbers")):
        report = audited(language)
        assert ("#audit", title) in {(link.href, link.text) for link in report.cover.contents}
        assert [len(table.rows) for table in report.audit.tables] == [
            len(table.rows) for table in audited("fr").audit.tables
        ]


def test_without_a_look_at_the_draws_nothing_is_said_of_proposals(reports):
    (counts,) = reports["en"].audit.tables
    assert not any("mostly from proposals" in row.head.text for row in counts.rows)
