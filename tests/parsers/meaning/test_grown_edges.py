"""The edge of a problem that grows with the machine, and what only has the same powers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import BASE, Series, series_in

EDGES = (100, 126, 159)
WEAK: Series = {1: BASE, 2: 98.0, 4: 95.2}


def rows(heading: str, edges: tuple[float, ...], values: tuple[float, ...], unit: str) -> str:
    cells = zip((1, 2, 4), edges, values, strict=True)
    return f"nodes,{heading},{unit}\n" + "".join(f"{n},{e},{v}\n" for n, e, v in cells)


@pytest.mark.parametrize("heading", ["n", "nx", "box (mm)", "L", "points per side"])
@pytest.mark.parametrize(
    ("unit", "values"),
    [
        ("time (s)", (100, 102, 105)),
        ("ns/day", (100, 98, 95.2)),
        ("MLUPS", (100, 196, 380.8)),
    ],
)
def test_the_cube_of_an_edge_is_a_size(
    tmp_path: Path, heading: str, unit: str, values: tuple[float, ...]
) -> None:
    (tmp_path / "runs.csv").write_text(rows(heading, EDGES, values, unit))
    assert series_in(tmp_path / "runs.csv") == [WEAK]


def test_so_is_the_square_where_times_stay(tmp_path: Path) -> None:
    (tmp_path / "runs.csv").write_text(rows("n", (100, 141, 200), (100, 102, 105), "time (s)"))
    assert series_in(tmp_path / "runs.csv") == [WEAK]


@pytest.mark.parametrize(
    "text",
    [
        # The order of a matrix: the work is its cube.
        rows("n", (1000, 1414, 2000), (100, 143, 205), "time (s)"),
        # Processes along an edge.
        "ranks,px,time (s)\n1,1,100\n4,2,101\n16,4,103\n",
    ],
)
def test_other_powers_are_no_size(tmp_path: Path, text: str) -> None:
    (tmp_path / "runs.csv").write_text(text)
    assert {each for series in series_in(tmp_path / "runs.csv") for each in series.values()} == {
        None
    }


def test_an_edge_beside_times_that_fall_is_none(tmp_path: Path) -> None:
    text = "ranks,px,time (s)\n1,100,100\n4,200,26\n16,400,7\n"
    (tmp_path / "runs.csv").write_text(text)
    assert series_in(tmp_path / "runs.csv") == [{1: BASE, 4: 96.2, 16: 89.3}]
