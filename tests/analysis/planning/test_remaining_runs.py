"""What remains to be run: configurations, counts, device-hours."""

import math
from statistics import median, stdev

import pytest

from analysis.planning.remaining_runs import missing_counts, planned_rows, remaining_cost
from analysis.runs import Choice, Runs, runs
from analysis.series.series import series_of
from tests.make import records

TIMES = {"metric": "runtime", "unit": "s", "better": "lower"}


def table(values: dict[int, list[float | None]], **common: str) -> Runs:
    rows = [{"devices": n, "value": v} for n, several in values.items() for v in several]
    return runs(records(*rows, **(TIMES | common)), Choice())


def test_repeats_and_cost_are_those_of_the_configuration() -> None:
    rows = planned_rows(table({1: [400, 404, 398], 8: [61, 58]}))
    assert [(row.n, len(row.needed)) for row in rows] == [(3, 3), (2, 0)]
    assert rows[0].run_cost == pytest.approx(400 / 3600)
    assert rows[1].run_cost == pytest.approx(8 * 59.5 / 3600)


def test_what_remains_is_counted_and_costed() -> None:
    rows = planned_rows(table({2: [100, 100, 100], 4: [50] * 6}))
    more, hours = remaining_cost(rows, 0, "usual")
    assert more == 1
    assert hours == pytest.approx(2 * 100 / 3600)


def test_a_rate_has_no_device_hours() -> None:
    rows = planned_rows(
        table({2: [100, 101, 102]}, metric="throughput", unit="img/s", better="higher")
    )
    assert rows[0].run_cost is None
    assert remaining_cost(rows, 0, "high")[1] is None


def test_what_has_no_positive_time_says_nothing_of_costs() -> None:
    (found,) = missing_counts(series_of(table({1: [-1e308], 2: [None], 4: [1e-308], 8: [1e308]})))
    assert found.costs == (None,)


def test_powers_of_two_in_between_are_missing() -> None:
    (found,) = missing_counts(series_of(table({1: [400], 2: [None], 4: [110], 16: [40]})))
    assert found.counts == (2, 8)
    assert found.costs[1] == pytest.approx(math.sqrt(4 * 110 * 16 * 40) / 3600)


@pytest.mark.parametrize("counts", [(1, 2, 4), (1, 3, 5, 8), (48, 96, 144), (8,)])
def test_other_series_lack_none(counts: tuple[int, ...]) -> None:
    assert missing_counts(series_of(table({n: [100.0 / n] for n in counts}))) == []


def test_a_filter_does_not_mix_up_repeats() -> None:
    rows = [{"devices": n, "value": n + 0.1 * k} for n in (1, 2) for k in range(4)]
    shown = runs(records(*rows, **TIMES), Choice(where="devices = 2"))
    (planned,) = planned_rows(shown)
    values = [2, 2.1, 2.2, 2.3]
    assert planned.deviation == pytest.approx(stdev(values) / median(values))
