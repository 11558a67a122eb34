"""A study written down in another way that keeps its meaning is read alike."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.reading.rewriting.alike import (
    BESIDE,
    DIFFERENT,
    MORE,
    OTHER,
    REASONED,
    SAME,
    UNSAID,
    compared,
)
from tests.reading.rewriting.all_rewritings import NAMES, rewritten
from tests.reading.rewriting.rewritten_sheet import Sheet
from tests.reading.shown import Row, Shown, show_files

STUDY = Sheet(
    "study",
    ("code", "nodes", "wall_time (ms)"),
    tuple(
        (code, str(nodes), f"{value:.1f}")
        for code, values in (("icon", (2100.5, 1092.3, 588.1)), ("nekrs", (1260.2, 756.4, 420.7)))
        for nodes, value in zip((1, 2, 4), values, strict=True)
    ),
)
REPEATED = Sheet(
    "repeats",
    ("ranks", "time (s)"),
    tuple(
        (str(ranks), f"{value + step:.2f}")
        for ranks, value in ((1, 100.0), (2, 52.0), (4, 28.0))
        for step in (0.0, 0.25, 0.5)
    ),
)
RATES = Sheet(
    "rates",
    ("nodes", "bandwidth (GB/s)", "time (s)"),
    (("1", "10.5", "3601.5"), ("2", "20.4", "1860.5"), ("4", "39.8", "930.5")),
)
SEEDS = (1, 2)


@cache
def shown_of(files: tuple[tuple[str, str | bytes], ...]) -> Shown:
    """What is shown of files, once for all."""
    return show_files(dict(files))


@pytest.mark.parametrize("name", NAMES)
def test_a_rewritten_study_is_read_alike(name: str) -> None:
    pairs = [
        pair
        for sheet in (STUDY, REPEATED, RATES)
        for seed in SEEDS
        if (pair := rewritten(sheet, name, seed))
    ]
    distinct = {str(after): (before, after) for before, after in pairs}
    assert distinct
    for files, after in list(distinct.values())[:2]:
        before = shown_of(tuple(files.items()))
        assert sum(row.efficiency is not None for row in before.rows) > 2
        outcome = compared(before, show_files(after))
        assert outcome.outcome == SAME, (outcome.difference, after)


ROW = Row("a", 2, 1, 52.0, None, None, 0.96, False, 1, "runtime", "strong", 3, "s", "lower")
OTHERS = {
    "nothing": (ROW, SAME),
    "an efficiency": (replace(ROW, efficiency=0.48), DIFFERENT),
    "a value": (replace(ROW, value=52000.0), DIFFERENT),
    "a metric": (replace(ROW, efficiency=0.9, metric="energy"), OTHER),
    "a unit": (replace(ROW, unit=None), BESIDE),
    "a direction": (replace(ROW, better="higher"), BESIDE),
    "a number of repeats": (replace(ROW, n=3), BESIDE),
    "no efficiency": (replace(ROW, efficiency=None), UNSAID),
    "a reason": (replace(ROW, efficiency=None, withheld="no baseline"), REASONED),
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_differs_is_found(what: str) -> None:
    row, outcome = OTHERS[what]
    assert compared(Shown((ROW,), ()), Shown((row,), ())).outcome == outcome


def test_what_was_withheld_before_is_found() -> None:
    assert compared(Shown((), ()), Shown((ROW,), ())).outcome == MORE
