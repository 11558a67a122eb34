"""How repeats scatter is compared on its own only where it is asked for."""

from __future__ import annotations

from analysis.compare.compare import compare
from analysis.compare.sides import of_inputs
from tests.make import records


def test_a_spread_beside_its_metric_is_left_out() -> None:
    base = records({"metric": "runtime", "value": 9.0}, {"metric": "runtime_stddev", "value": 0.5})
    new = records({"metric": "runtime", "value": 8.0}, {"metric": "runtime_stddev", "value": 0.6})
    (sides,) = of_inputs([base, new])
    assert compare(sides).table["metric"].to_list() == ["runtime"]


def test_alone_it_is_compared() -> None:
    base, new = (records({"metric": "runtime_stddev", "value": value}) for value in (0.5, 0.6))
    (sides,) = of_inputs([base, new])
    assert compare(sides).table["metric"].to_list() == ["runtime_stddev"]
