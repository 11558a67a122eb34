"""Numbers in proportion to the count, under headings of which nothing is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from runcmp import load

pytestmark = pytest.mark.filterwarnings("ignore::runcmp.ResultsWarning")

FLAT = (100, 104, 109, 115)
SHARED = (100, 52, 27, 14.5)


def written(folder: Path, heading: str, each: float, times: tuple[float, ...]) -> str:
    rows = [f"{n},{n * each:g},{time}" for n, time in zip((1, 2, 4, 8), times, strict=True)]
    path = folder / "runs.csv"
    path.write_text("\n".join([f"nodes,{heading},time (s)", *rows]) + "\n")
    return str(path)


def efficiencies(path: str) -> list[float | None]:
    return [
        None if each is None else round(each, 3)
        for each in load(path).configurations()["efficiency"]
    ]


@pytest.mark.parametrize(
    ("heading", "each"),
    [
        *(("photons", 2_000_000), ("Mesh size (cells)", 262_144), ("n_reads", 50_000)),
        *(("Problem size in DoFs", 1_000_000), ("voxels (M)", 2), ("million rays", 5)),
    ],
)
def test_it_is_the_size_of_a_problem_that_grows(tmp_path: Path, heading: str, each: int) -> None:
    found = efficiencies(written(tmp_path, heading, each, FLAT))
    assert found == [round(100 / time, 3) for time in FLAT]


@pytest.mark.parametrize("heading", ["lanes", "queue depth", "domains", "files", "partition_size"])
@pytest.mark.parametrize("each", [1, 4, 64])
def test_few_for_each_may_be_parts_of_the_machine(tmp_path: Path, heading: str, each: int) -> None:
    assert efficiencies(written(tmp_path, heading, each, SHARED))[-1] == 0.862
    assert set(efficiencies(written(tmp_path, heading, each, FLAT))) == {None}


def test_where_times_fall_the_work_does_not_grow(tmp_path: Path) -> None:
    assert efficiencies(written(tmp_path, "photons", 2_000_000, SHARED))[-1] == 0.862


def test_what_is_no_matrix_is_no_order_of_one(tmp_path: Path) -> None:
    rows = [
        f"hpl,{n},{n * 1_000_000},{time}" for n, time in zip((2, 4, 8), (30, 32, 35), strict=True)
    ]
    path = tmp_path / "runs.csv"
    path.write_text("\n".join(["app,gpus,particles,time (s)", *rows]) + "\n")
    assert efficiencies(str(path)) == [1, round(30 / 32, 3), round(30 / 35, 3)]
