"""Efficiencies of small studies, however somebody writes how the work and the machine grow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from analysis.runs import Choice, Runs, runs
from parsers import load

WEAK = [100.0, 95.0, 90.0]
STRONG = [100.0, 90.0, 80.0]
UNKNOWN = [None, None, None]
_TIMES = {"weak": ("9", "9.474", "10"), "strong": ("72", "40", "22.5")}


def study(folder: Path, columns: Mapping[str, str], times: str, above: str = "") -> Runs:
    """Read a table of three runs, whose times are those of weak or of strong scaling."""
    cells = {name: column.split("|") for name, column in columns.items()}
    rows = zip(*cells.values(), _TIMES[times], strict=True)
    lines = [f"# {above}"] if above else []
    lines += ["\t".join((*cells, "time (s)")), *map("\t".join, rows)]
    return read(folder, "\n".join(lines) + "\n")


def read(folder: Path, text: str, name: str = "runs.tsv") -> Runs:
    (folder / name).write_text(text)
    return runs(load([str(folder / name)]).records, Choice())


def efficiencies(result: Runs) -> list[float | None]:
    return [each and round(100 * each, 1) for each in result.table["efficiency"]]


@pytest.mark.parametrize(
    "column",
    [
        "grid: 64X64X64|128X64X64|128X128X64",
        "grid: 64_64_64|128_64_64|128_128_64",
        "mesh: 64-64-64|128-64-64|128-128-64",
        "grid: [64; 64; 64]|[128; 64; 64]|[128; 128; 64]",
        "grid: 64 64 64|128 64 64|128 128 64",
        "size: N|2N|4N",
        "vertices: 10000|20000|40000",
        "lattice sites: 10000|20000|40000",
        "local grid: 64^3|64^3|64^3",
        "particles per GPU: 1M|1M|1M",
        "block per GPU: 64x64x32|64x64x32|64x64x32",
        "weak: yes|yes|yes",
        "weak_scaling: True|True|True",
    ],
)
def test_a_column_says_that_the_work_grows(tmp_path: Path, column: str) -> None:
    name, cells = column.split(": ")
    assert efficiencies(study(tmp_path, {"GPUs": "1|2|4", name: cells}, "weak")) == WEAK


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("Each GPU holds 128^3 points.", "runs.tsv"),
        ("Local problem size: 256x256x256", "runs.tsv"),
        ("Gustafson scaling", "runs.tsv"),
        ("Isogranular scaling", "runs.tsv"),
        ("Scaled-size speedup", "runs.tsv"),
        ("We double the problem size when doubling the number of GPUs.", "runs.tsv"),
        ("", "weakscaling.tsv"),
        ("", "WeakScaling.tsv"),
        ("", "scaled_size.tsv"),
    ],
)
def test_words_around_it_say_that_the_work_grows(tmp_path: Path, above: str, name: str) -> None:
    text = f"# {above}\nGPUs\ttime (s)\n1\t9\n2\t9.474\n4\t10\n"
    assert efficiencies(read(tmp_path, text, name)) == WEAK


@pytest.mark.parametrize("above", ["Fixed total problem size", "Fixed-size scaling"])
def test_words_around_it_say_that_the_work_is_shared(tmp_path: Path, above: str) -> None:
    result = study(tmp_path, {"GPUs": "1|2|4"}, "weak", above)
    assert efficiencies(result) == [100.0, 47.5, 22.5]
    laws = study(tmp_path, {"GPUs": "1|2|4"}, "weak", "Amdahl and Gustafson")
    assert efficiencies(laws) == UNKNOWN


@pytest.mark.parametrize("kinds", [("fixed", "scaled"), ("ss", "ws"), ("S", "W")])
def test_both_kinds_in_a_column_are_a_pair(tmp_path: Path, kinds: tuple[str, str]) -> None:
    rows = [
        f"{kind},{count},{time}"
        for kind, times in zip(kinds, (_TIMES["strong"], _TIMES["weak"]), strict=True)
        for count, time in zip((1, 2, 4), times, strict=True)
    ]
    text = "study,nodes,time (s)\n" + "\n".join(rows) + "\n"
    assert efficiencies(read(tmp_path, text, "runs.csv")) == [*STRONG, *WEAK]


@pytest.mark.parametrize(
    "columns",
    [
        {"sockets": "1|1|2", "cores per socket": "8|16|16"},
        {"GPUs": "1|1|2", "tiles per GPU": "1|2|2"},
        {"GPUs": "1|1|2", "GCDs": "1|2|4"},
        {"hardware threads": "1|2|4"},
        {"NUMA domains": "1|2|4"},
        {"TPU cores": "1|2|4"},
        {"slice": "v4-8|v4-16|v4-32", "chips": "4|8|16"},
        # Of a matrix, and of the machine.
        {"GPUs": "1|2|4", "tiles": "64|64|64", "tile size": "256|256|256"},
        {"threads": "1|2|4", "hardware threads": "16|16|16"},
    ],
)
def test_the_parts_that_ran_are_counted(tmp_path: Path, columns: dict[str, str]) -> None:
    assert efficiencies(study(tmp_path, columns, "strong")) == STRONG


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nodes,efficiency\n1,100\n2,90\n4,80\n", STRONG),
        ("nodes,efficiency (%)\n1,1\n2,0.9\n4,0.8\n", STRONG),
        # Whatever it is relative to, any row may be the baseline.
        ("nodes,speedup vs 2 nodes\n1,0.5556\n2,1\n4,1.7778\n", STRONG),
        ("nodes,speedup wrt 4 nodes\n4,1\n8,1.8\n16,3.2\n", STRONG),
        ("nodes,linear,speedup\n1,1,1\n2,2,1.8\n4,4,3.2\n", STRONG),
        ("nodes,max speedup,speedup\n1,1,1\n2,2,1.8\n4,4,3.2\n", STRONG),
        ("nodes,time (ideal),time\n1,72,72\n2,36,40\n4,18,22.5\n", STRONG),
        ("GPUs,global batch,steps/s\n1,32,1\n2,64,0.95\n4,128,0.9\n", WEAK),
        ("GPUs,tokens per step,time per step (ms)\n1,2048,9\n2,4096,9.474\n4,8192,10\n", WEAK),
        # A remark with as many commas as the headings is no row of them.
        ("# 8 ranks per node, 4 threads each\nnodes,images/s\n1,10\n2,18\n4,32\n", STRONG),
        ("GPUs,per-GPU throughput\n1,10\n2,9\n4,8\n", STRONG),
        ("np,Mop/s total\n1,10\n2,18\n4,32\n", STRONG),
        ("GPUs,MLUPS\n1,500\n2,500\n4,500\n", UNKNOWN),
    ],
)
def test_what_is_stated_is_relative_to_the_smallest(
    tmp_path: Path, text: str, expected: list[float | None]
) -> None:
    assert efficiencies(read(tmp_path, text, "runs.csv")) == expected


def test_settings_that_part_all_rows_together_are_named(tmp_path: Path) -> None:
    text = "GPUs,depth,TP,PP,time (s)\n1,1,1,1,72\n2,2,1,1,40\n4,2,2,1,22.5\n8,2,2,2,13\n"
    assert "no series" in [doubt.kind for doubt in read(tmp_path, text, "runs.csv").doubts]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("8,4,1,2,3000\n16,4,2,2,2850\n32,4,2,4,2700\n", [100, 95, 90]),
        # Of several splits of one count none is the series'.
        ("8,4,1,2,3000\n16,4,2,2,2850\n16,8,1,2,2700\n", [100, 100, 100]),
        # Their product is not what is counted.
        ("8,4,1,1,3000\n16,4,2,1,2850\n32,8,2,1,2700\n", [100, 100, 100]),
    ],
)
def test_groups_that_fill_the_gpus_part_no_series(
    tmp_path: Path, rows: str, expected: list[float]
) -> None:
    table = read(tmp_path, f"GPUs,TP,PP,DP,tok/s/GPU\n{rows}", "runs.csv")
    assert efficiencies(table) == expected
