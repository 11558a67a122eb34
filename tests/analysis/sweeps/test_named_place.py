"""The baseline of ratios along an axis: a version, a day, a size."""

from __future__ import annotations

import pytest

from analysis.runs import Choice, runs
from analysis.size_form import SizeForm
from analysis.sweeps.along import sweeps_along
from analysis.sweeps.named_place import place_of
from analysis.sweeps.sweep import Sweep
from analysis.sweeps.sweep_axis import SweepAxis, axis_of
from analysis.usage import UsageError
from parsers.run_records.conforming import from_rows
from tests.analysis.history.test_nights import run

TEXTS = ("v1.2", "v1.9", "v1.10", "3f2a1bc")


@pytest.mark.parametrize(
    ("text", "prefixes", "size"),
    [
        ("4096", None, 4096),
        ("4KiB", None, 4096),
        ("4k", 1024, 4096),
        ("4 kB", 1000, 4000),
        ("4 KiB", 1000, 4096),
        ("1M", None, 1 << 20),
        ("0.5", None, 0.5),
    ],
)
def test_a_size(text: str, prefixes: int | None, size: float) -> None:
    axis = SweepAxis("size", sizes=SizeForm(prefixes=prefixes))  # type: ignore[arg-type]
    assert place_of(text, axis) == size


@pytest.mark.parametrize(("text", "place"), [("v1.9", 1), ("v1.10", 2), ("3f2", 3)])
def test_a_text_or_the_beginning_of_one(text: str, place: int) -> None:
    assert place_of(text, SweepAxis("version", texts=TEXTS)) == place


@pytest.mark.parametrize(
    ("text", "axis", "said"),
    [
        ("v1", SweepAxis("version", texts=TEXTS), "several match; available: v1.2, v1.9"),
        ("v3", SweepAxis("version", texts=TEXTS), "no such value; available: v1.2"),
        ("v3", SweepAxis("size"), "not a number or a size"),
        ("v3", SweepAxis("started"), "not a date such as"),
    ],
)
def test_what_is_no_place(text: str, axis: SweepAxis, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        place_of(text, axis)


def over_days(place: str) -> Sweep:
    shown = runs(from_rows([run(day, 10.0 + day) for day in range(5)]), Choice())
    (sweep,) = sweeps_along(shown, axis_of(shown, "started"), Choice(place=place))
    return sweep


def test_ratios_refer_to_the_day() -> None:
    points = over_days("2026-01-03").points
    assert points["ratio"].to_list() == [pytest.approx(12 / (10 + day)) for day in range(5)]
    assert points["is_base"].to_list() == [False, False, True, False, False]


def test_a_day_without_a_value_is_refused() -> None:
    with pytest.raises(UsageError, match="no series has a value there"):
        over_days("2026-02-03")
