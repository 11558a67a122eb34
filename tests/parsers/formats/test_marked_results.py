"""Lines that a program sets apart as its results, by a mark, a box or pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load

NOISE = "Loading modules... done\n{}\nwriting output to out.h5\n"


def read(folder: Path, text: str) -> list[dict[str, object]]:
    path = folder / "job.log"
    path.write_text(text)
    return load([str(path)]).records.to_dicts()


@pytest.mark.parametrize(
    "line",
    [
        "nodes=4 ranks=128 time=12.3",
        "RESULT nodes=4 time=12.3",
        "RESULT|nodes=4|time=12.3",
        "result: nodes=4, time=12.3s",
        ">>> nodes=4; time=12.3",
        'RESULT {"nodes": 4, "time_s": 12.3}',
        "{'nodes': 4, 'time': 12.3}",
    ],
)
def test_counts_and_results(tmp_path: Path, line: str) -> None:
    (run,) = read(tmp_path, NOISE.format(line))
    assert (run["metric"], run["value"], run["nodes"]) == ("runtime", 12.3, 4)


@pytest.mark.parametrize(
    "line",
    [
        "PERF: time 12.3 s",
        "@@ time=12.3 @@",
        "[RESULT] time=12.3s",
        "*************\n* Total time: 12.3 s   *\n*************",
        "│ Total time: 12.3 s │",
        "Overall time = 12.3 s (100.0%)",
    ],
)
def test_results_alone(tmp_path: Path, line: str) -> None:
    (run,) = read(tmp_path, NOISE.format(line))
    assert run["value"] == 12.3


@pytest.mark.parametrize(
    "line",
    ["stats: alloc=12 free=10", "[PERF] cache hits=12 misses=3", "config: nodes=4 lr=0.1 time=300"],
)
def test_other_pairs_are_no_results(tmp_path: Path, line: str) -> None:
    (run,) = read(tmp_path, f"{line}\nTotal time: 31.0 s\n")
    assert (run["metric"], run["value"]) == ("runtime", 31.0)
