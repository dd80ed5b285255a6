"""The measures of robustness and of what drives a result, beside plain NumPy written for the benchmark."""

from benchmarks import decision as benchmark


def test_every_measure_is_that_of_a_notebook():
    compared = benchmark.agree(benchmark.make())
    assert compared == ["ranks", "wins", "central", "regret", "dominance", "indices", "information"]
