"""Headings of spreadsheets: titles above counts, headings over two rows, names below a corner."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import SECOND, THREE, series_in

TITLE = "Wall time in seconds,,,\n"
ROWS = "cg,100,52,28\nmg,60,36,20\n"

WRITTEN: dict[str, str] = {
    "counts and their noun below a title": f"{TITLE}code,1 rank,2 ranks,4 ranks\n{ROWS}",
    "a noun and its counts below a title": f"{TITLE}code,gpus_1,gpus_2,gpus_4\n{ROWS}",
    "a noun over counts": f",Number of cores,,\nTime (s),1,2,4\n{ROWS}",
    "a noun over counts of what failed": ",GPUs,,,\nruntime [s],1,2,4,8\n"
    "cg,100,52,28,—\nmg,60,36,20,\n",
    "a quantity over names": f"Time (s),1 node,2 nodes,4 nodes\n{ROWS}",
    "a number sign below names": ",cg,,mg,\n#nodes,time (s),speedup,time (s),speedup\n"
    "1,100,1.00,60,1.00\n2,52,1.92,36,1.67\n4,28,3.57,20,3.00\n",
    "names over the last columns of four": ",,cg,,mg,\nnodes,input,time (s),eff,time (s),eff\n"
    "1,a,100,1,60,1\n2,a,52,0.96,36,0.83\n4,a,28,0.89,20,0.75\n",
    "a quantity over counts behind two names": "Measurements,,Time (s),,\n"
    "Solver,Precond,1 node,2 nodes,4 nodes\ncg,amg,100,52,28\ncg,ilu,60,36,20\n",
}


@pytest.mark.parametrize("way", WRITTEN)
def test_all_headings_are_read(tmp_path: Path, way: str) -> None:
    path = tmp_path / "runs.csv"
    path.write_text(WRITTEN[way])
    found = [{count: each for count, each in series.items() if each} for series in series_in(path)]
    assert sorted(found, key=str) == sorted([THREE, SECOND], key=str)


def test_titles_groups_and_units_of_a_sheet_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "Scaling of a code,,,\n,,,\nConfiguration,,Results,\nNodes,Note,Time,Speedup\n,,[s],\n"
        "1,,100,1\n2,,52,1.92\n4,rerun,28,3.57\n"
    )
    assert series_in(path) == [THREE]


@pytest.mark.parametrize(
    "above", ["## {n} GPU nodes", "### {n} cores", "## {n} MPI processes", "Threads: {n}"]
)
def test_counts_above_tables_are_of_their_rows(tmp_path: Path, above: str) -> None:
    path = tmp_path / "runs.md"
    rows = ((1, 100), (2, 52), (4, 28))
    below = "| code | time (s) |\n|---|---|\n| cg | {t} |\n\n"
    path.write_text("".join(f"{above}\n\n{below}".format(n=n, t=t) for n, t in rows))
    assert series_in(path) == [THREE]
