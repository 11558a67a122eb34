"""The best setting, and whether it is more than noise."""

import random

import pytest

from analysis.runs import Choice, runs
from analysis.sweeps.best_setting import BestSetting, best_settings
from analysis.sweeps.sweep import sweeps_of
from analysis.sweeps.sweep_axis import SweepAxis, axis_of
from tests.make import records


def best(values: dict[int, list[float]], better: str | None = "lower") -> BestSetting | None:
    rows = [{"tile": t, "value": v} for t, several in values.items() for v in several]
    here = runs(records(*rows, metric="runtime", unit="s", better=better), Choice())
    (found,) = best_settings(here, sweeps_of(here, SweepAxis("tile")))
    return found


def test_a_clear_lead_is_more_than_noise() -> None:
    found = best({8: [5, 5.1, 5.2, 5.3], 16: [4, 4.1, 4.2, 4.3]})
    assert found is not None
    assert (found.best, found.second, found.is_sure) == (16, 8, True)
    assert found.gain == pytest.approx(5.15 / 4.15 - 1)


def test_a_higher_value_is_better_where_it_is() -> None:
    found = best({8: [5], 16: [4]}, better="higher")
    assert found is not None
    assert (found.best, found.gain) == (8, 0.25)


def test_too_few_runs_tell_nothing() -> None:
    found = best({8: [5, 5.1, 5.2], 16: [4, 4.1, 4.2]})
    assert found is not None
    assert (found.p, found.needed, found.is_sure) == (None, 4, False)


def test_the_best_of_many_alike_is_seldom_called_more_than_noise() -> None:
    generator = random.Random(5)
    sure = 0
    for _ in range(60):
        found = best({t: [generator.gauss(5, 0.1) for _ in range(8)] for t in range(1, 7)})
        sure += found is not None and found.is_sure
    assert sure <= 4


def test_without_a_direction_there_is_no_best() -> None:
    assert best({8: [5], 16: [4]}, better=None) is None


@pytest.mark.parametrize("name", ["benchmark", "case"])
def test_of_problems_none_is_best(name: str) -> None:
    rows = [{name: f"test {place}", "value": value} for place, value in ((1, 3.3), (2, 18.2))]
    here = runs(records(*rows, metric="runtime", unit="s", better="lower"), Choice())
    sweeps = sweeps_of(here, axis_of(here, name))
    assert [sweep.over for sweep in sweeps] == [name]
    assert best_settings(here, sweeps) == [None]


def test_more_work_is_no_setting_to_choose() -> None:
    assert best({100: [1.2], 1000: [3.6], 10000: [278]}) is None
    assert best({100: [1.2], 1000: [1.1], 10000: [278]}) is not None
