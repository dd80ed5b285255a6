"""A file whose last streams would end in CR is written again, with other bytes in both."""

import io

import pikepdf
import pytest

from compass.reporting.conformity import has_two_ends
from compass.reporting.pdf import render_pdf

PAGE = '<!DOCTYPE html><html lang="en"><head><title>Page</title></head><body><h1>Page</h1><p>{}</p></body></html>'


@pytest.mark.parametrize(
    ("streams", "expected"),
    [((b"a", b"b"), False), ((b"a", b"b\r"), True), ((b"a\r", b"b"), True), ((b"a\r", b"b", b"c"), False)],
)
def test_the_last_two_streams_may_not_end_in_cr(streams, expected):
    assert has_two_ends(b"".join(b"stream\n" + each + b"\nendstream\n" for each in streams) + b"%%EOF") == expected


def test_of_many_files_none_has_two_ends_and_all_can_be_read():
    """One file in 128 would have them; the whole is read again, as a reader does that trusts each stream's length."""
    for number in range(200):
        written = render_pdf(PAGE.format(number))
        assert not has_two_ends(written)
        with pikepdf.open(io.BytesIO(written)) as document:
            assert len(document.pages) == 1
