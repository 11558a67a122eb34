"""Times that do not fall: what else of their table says that the work is shared."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.runs import Choice, runs
from analysis.scaling import one_problem
from parsers import load


def efficiencies(folder: Path, text: str) -> dict[str, list[float | None]]:
    path = folder / "times.md"
    path.write_text(text)
    table = runs(load([str(path)]).records, Choice()).table
    rounded = pl.col("efficiency").round(3)
    return {
        str(name): each.sort("count").select(rounded)["efficiency"].to_list()
        for (name,), each in table.group_by("series", maintain_order=True)
    }


HEAD = "| Code | Threads | Time (s) |\n|--|--|--|\n"
FALLS = "| faer | 1 | 4.0 |\n| faer | 4 | 2.0 |\n"
STAYS = "| ndarray | 1 | 4.0 |\n| ndarray | 4 | 4.0 |\n"


def test_a_code_that_does_not_scale_beside_one_that_does(tmp_path: Path) -> None:
    found = efficiencies(tmp_path, HEAD + FALLS + STAYS)
    assert found == {"0": [1.0, 0.5], "1": [1.0, 0.25]}


def test_most_decide(tmp_path: Path) -> None:
    """Where most times stay the work may grow, and one that falls is no proof."""
    found = efficiencies(tmp_path, HEAD + FALLS + STAYS + STAYS.replace("ndarray", "naive"))
    assert found["1"] == found["2"] == [None, None]


def test_another_table_decides_nothing(tmp_path: Path) -> None:
    found = efficiencies(tmp_path, f"## a\n\n{HEAD}{FALLS}\n## b\n\n{HEAD}{STAYS}")
    assert found == {"0": [1.0, 0.5], "1": [None, None]}


def test_other_counts_decide_nothing(tmp_path: Path) -> None:
    found = efficiencies(tmp_path, HEAD + FALLS + STAYS.replace("| 4 |", "| 8 |"))
    assert found["1"] == [None, None]


def test_times_that_fall_steadily_to_the_largest_count_share_the_work(tmp_path: Path) -> None:
    rows = {6: 98, 9: 120, 10: 110, 15: 100, 20: 94, 30: 90}
    text = "| Ranks | Time (s) |\n|--|--|\n"
    steady = text + "".join(f"| {count} | {time} |\n" for count, time in rows.items())
    assert efficiencies(tmp_path, steady)["0"][-1] == round(98 / 90 / 5, 3)
    uneven = steady.replace("| 15 | 100 |", "| 15 | 118 |")
    assert efficiencies(tmp_path, uneven)["0"] == [None] * 6


def test_the_series_of_one_table_are_not_held_against_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Thousands of columns are as many series: each pair of them would be millions."""
    compared = 0

    class Ends(tuple[int, int]):
        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return super().__eq__(other)

        __hash__ = tuple.__hash__

    ends = one_problem.ends_of
    monkeypatch.setattr(one_problem, "ends_of", lambda points: Ends(ends(points)))
    rows = [(series, count, 4.0) for series in range(200) for count in (1, 4)]
    table = pl.DataFrame(rows, schema=["series", "count", "value"], orient="row").with_columns(
        source=pl.lit("a"), line=pl.lit(1), metric=pl.lit("runtime"), unit=pl.lit("s")
    )
    all_rows = pl.repeat(True, table.height, eager=True)
    assert not one_problem.of_one_problem(table, all_rows, all_rows).any()
    assert compared <= 200


@pytest.mark.parametrize(
    ("name", "values", "efficiency"),
    [
        ("nx", (200, 400), None),
        ("edges (M)", (10, 40), None),
        ("nx", (400, 200), 0.357),
        ("Grid", (16, 64), 0.357),
    ],
)
def test_a_problem_that_grows_with_the_count_is_another_one(
    tmp_path: Path, name: str, values: tuple[int, int], efficiency: float | None
) -> None:
    """What falls is the share of a part; what is the count is a grid of processes."""
    rows = f"| 16 | 300 | {values[0]} |\n| 64 | 210 | {values[1]} |\n"
    text = f"| Cores | Time (s) | {name} |\n|--|--|--|\n{rows}"
    found = [each for every in efficiencies(tmp_path, text).values() for each in every]
    assert [each for each in found if each != 1.0] == [each for each in (efficiency,) if each]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("55.1 57.9 61.9", [None] * 3),
        # Much slower on more, or a little faster: code that does not scale.
        ("55.1 90.0 210.0", [1.0, 0.077, 0.01]),
        ("55.1 44.0 43.0", [1.0, 0.157, 0.047]),
    ],
)
def test_one_size_may_be_that_of_each_device(
    tmp_path: Path, times: str, expected: list[float | None]
) -> None:
    rows = zip((1, 8, 27), times.split(), strict=True)
    text = "| Ranks | Size | Time (s) |\n|--|--|--|\n"
    text += "".join(f"| {count} | 30 | {time} |\n" for count, time in rows)
    assert efficiencies(tmp_path, text)["0"] == expected
