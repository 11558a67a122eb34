"""The cheapest count, the fastest, and the front between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.runs import Choice, runs
from analysis.series.cost_front import CostFront, cost_front
from analysis.series.series import series_of
from tests.make import scaling_runs

TIMES = {"metric": "runtime", "unit": "s", "better": "lower"}
RATES = {"metric": "throughput", "unit": "img/s", "better": "higher"}


def front_of(values: dict[int, float | None], **common: str) -> CostFront | None:
    (one,) = series_of(runs(scaling_runs(values, **common), Choice()))
    return cost_front(one)


def test_a_count_that_another_beats_in_both_is_not_on_it() -> None:
    found = front_of({1: 400, 2: 210, 4: 120, 8: 125, 16: 70, 32: 75}, **TIMES)
    assert found is not None
    assert (found.cheapest.at, found.fastest.at) == (1, 16)
    assert [each.at for each in found.front] == [16, 4, 2, 1]
    assert found.beaten == (8, 32)
    assert found.cheapest.cost == 400 / 3600


def test_a_superlinear_count_beats_those_below_it() -> None:
    found = front_of({1: 400, 2: 150, 4: 100}, **TIMES)
    assert found is not None
    assert [each.at for each in found.front] == [4, 2]


def test_rates_cost_the_time_of_a_unit_of_work() -> None:
    found = front_of({1: 100, 2: 180, 4: 300}, **RATES)
    assert found is not None
    assert (found.cheapest.at, found.fastest.at, found.beaten) == (1, 4, ())


def test_times_of_growing_problems_compare_no_work() -> None:
    (one,) = series_of(runs(scaling_runs({1: 10, 2: 11, 4: 12}, **TIMES), Choice(scaling="weak")))
    assert cost_front(one) is None


def test_one_count_is_no_choice() -> None:
    assert front_of({4: 10}, **TIMES) is None
    assert front_of({4: 10, 8: None}, **TIMES) is None


@given(
    st.dictionaries(
        st.integers(1, 64), st.floats(0.1, 1000, allow_nan=False), min_size=2, max_size=8
    )
)
def test_the_front_is_what_brute_force_finds(values: dict[int, float]) -> None:
    found = front_of(dict(sorted(values.items())), **RATES)
    assert found is not None
    times = {count: 1 / rate for count, rate in values.items()}
    costs = {count: count / rate for count, rate in values.items()}

    def beats(one: int, other: int) -> bool:
        no_worse = times[one] <= times[other] and costs[one] <= costs[other]
        return no_worse and (times[one] < times[other] or costs[one] < costs[other])

    unbeaten = {n for n in values if not any(beats(m, n) for m in values)}
    assert {each.at for each in found.front} == unbeaten
    assert {*found.beaten} == {*values} - unbeaten
    assert found.fastest.time == min(times.values())
    assert found.cheapest.cost == min(costs.values())
