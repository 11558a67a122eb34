"""Who of two sweeps is ahead where."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analysis.runs import Choice, runs
from analysis.sweeps.crossover import Crossover, Lead, crossovers, leads_of
from analysis.sweeps.sweep import Sweep, sweeps_of
from analysis.sweeps.sweep_axis import SweepAxis
from tests.make import records

RATES = {"metric": "bandwidth", "unit": "B/s", "better": "higher"}


def sweeps(**values: list[float]) -> list[Sweep]:
    rows = [
        {"library": name, "size": 2.0**at, "value": each}
        for name, along in values.items()
        for at, each in enumerate(along)
    ]
    return sweeps_of(runs(records(*rows, **RATES), Choice()), SweepAxis("size"))


def leads(both: list[Sweep]) -> tuple[Lead, ...]:
    first, second = both
    return leads_of(first, second)


def test_one_is_ahead_below_and_the_other_above() -> None:
    found = crossovers(sweeps(openmpi=[9, 9, 9, 9], mpich=[5, 6, 10, 12]))
    assert found == [Crossover(0, 1, (Lead(0, 1, 2), Lead(1, 4, 8)))]


def test_a_difference_below_a_percent_is_no_lead() -> None:
    assert leads(sweeps(a=[9, 9, 9], b=[5, 9.05, 12])) == (
        Lead(0, 1, 1),
        Lead(None, 2, 2),
        Lead(1, 4, 4),
    )
    # Between two leads of the same one it is part of these.
    assert leads(sweeps(a=[9, 9, 9], b=[5, 9.05, 5])) == (Lead(0, 1, 4),)


def test_repeats_that_overlap_are_no_lead() -> None:
    rows = [
        {"library": name, "size": size, "value": value}
        for size in (1, 2)
        for name, values in (("a", (10, 12)), ("b", (11, 14)))
        for value in values
    ]
    assert leads(sweeps_of(runs(records(*rows, **RATES), Choice()), SweepAxis("size"))) == (
        Lead(None, 1, 2),
    )


def test_one_common_point_is_no_lead() -> None:
    assert crossovers(sweeps(a=[9], b=[5, 6])) == []


@given(st.lists(st.tuples(st.floats(1, 9), st.floats(1, 9)), min_size=2, max_size=9))
def test_the_leads_are_the_same_seen_from_the_other_side(pairs: list[tuple[float, float]]) -> None:
    a, b = map(list, zip(*pairs, strict=True))
    there, back = leads(sweeps(a=a, b=b)), leads(sweeps(b=b, a=a))
    turned = {0: 1, 1: 0, None: None}
    assert [each._replace(ahead=turned[each.ahead]) for each in back] == list(there)
    assert all(one.last < other.first for one, other in pairwise(there))


def test_what_does_other_work_is_no_rival() -> None:
    rows = [
        {"benchmark": b, "size": float(s), "value": v * s}
        for b, v in (("read", 2.0), ("write", 1.0))
        for s in (1, 2)
    ]
    here = runs(records(*rows, **RATES), Choice())
    assert crossovers(sweeps_of(here, SweepAxis("size"))) == []


def test_more_devices_are_no_rival() -> None:
    rows = [{"devices": n, "batch": float(b), "value": n * b} for n in (1, 4) for b in (8, 16)]
    here = runs(records(*rows, **RATES), Choice(over="batch"))
    assert crossovers(sweeps_of(here, SweepAxis("batch"))) == []
