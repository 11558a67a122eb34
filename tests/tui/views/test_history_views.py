"""The columns of histories whose values lie decades apart, and the chart of one series."""

from __future__ import annotations

import pytest

from analysis.history.histories_of import Histories, histories_of
from analysis.runs import Choice
from parsers.run_records.conforming import from_rows
from tests.analysis.history.synthetic import nights
from tests.analysis.history.test_nights import run
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs
from tui.views.column_fit import arrange
from tui.views.history.history_columns import history_columns, sparkline_of
from tui.views.history.history_text import newest_lines
from tui.views.history.night_chart import night_chart


def histories(*sizes: float, step: float = 0.1) -> Histories:
    rows = [
        run(day, value * size, benchmark=f"a benchmark of size {size:g}")
        for size in sizes
        for day, value in enumerate(nights(40, 0.001, lambda night: 1 + step * (night >= 20)))
        if value is not None
    ]
    return histories_of(from_rows(rows), Choice())


@pytest.mark.parametrize(
    ("sizes", "digits"),
    [((2e-5, 2e-2, 2e3), 4), ((2.0, 3.0), 4)],
    ids=["eight decades", "one decade"],
)
def test_every_row_keeps_its_digits(sizes: tuple[float, ...], digits: int) -> None:
    found = histories(*sizes)
    columns = history_columns(found, found.table, found.series, BRAILLE)
    for column in columns:
        if column.title in ("latest", "reference"):
            texts = [str(cell).split()[0] for cell in column.cells(found.table)]
            assert all(len(text.replace(".", "").lstrip("0")) >= digits for text in texts)


def test_the_verdict_is_in_sight_on_narrow_screens() -> None:
    found = histories(2.0, 3.0)
    arranged = arrange(history_columns(found, found.table, found.series, BRAILLE), 55, 1)
    names = [column.title for column in arranged.columns[: arranged.fitting]]
    assert {"latest", "change", "verdict"} <= set(names)


@pytest.mark.parametrize("glyphs", [BRAILLE, ASCII])
def test_the_nights_of_a_series_are_a_chart(glyphs: Glyphs) -> None:
    found = histories(2.0)
    lines = [line.plain for line in night_chart(found.series[0], found.by, 76, 10, glyphs)]
    assert len(lines) == 10
    assert lines[0].startswith("Runtime in s over time: ")
    assert "2026-01-01" in lines[-1]
    assert night_chart(found.series[0], found.by, 76, 5, glyphs) == []


def test_noise_does_not_look_like_a_step_in_a_sparkline() -> None:
    levels = {
        step: sparkline_of(histories(2.0, step=step).series[0], 24, BRAILLE).plain
        for step in (0.0, 0.1)
    }
    assert set(levels[0.0]) <= set("▄▅")
    assert {"▁", "█"} & set(levels[0.1]) and len(set(levels[0.1])) > 1


def test_the_newest_change_is_told_in_few_lines_and_the_rest_counted() -> None:
    told = ["first step", "second step", "reference", "one outlier"]
    assert newest_lines(told, 2, 40, 4) == told
    assert newest_lines(told, 2, 40, 3) == [
        "second step",
        "reference",
        "+2 more, see runcmp history",
    ]
    assert newest_lines(told, 2, 40, 2) == ["second step", "+3 more, see runcmp history"]
    assert newest_lines(told, 2, 40, 1) == []
    assert newest_lines(["no change points"], 0, 40, 1) == ["no change points"]
