"""The large pack of the benchmarks keeps what the format asks, as the format grows."""

from benchmarks.generated_pack import generate
from compass.catalogue.packs import Shelf


def test_the_generated_pack_has_no_fault(tmp_path):
    folder = tmp_path / "generated"
    generate().write(folder)
    checked = Shelf((tmp_path,), tmp_path / "no_library", folder).check(folder)
    assert not checked.faults
    assert len(checked.usable().rules) == 2599
