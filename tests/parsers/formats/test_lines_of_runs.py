"""Lines that each are a run, whatever stands between a name, a count and a result."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from parsers.formats.lines_of_runs import READER
from parsers.source import Source
from runcmp import load

pytestmark = pytest.mark.filterwarnings("ignore::runcmp.ResultsWarning")

NAMES = (
    "{c}: ",
    "[{c}] ",
    "{c} | ",
    "code={c} ",
    "Running {c} on ",
    "{c}/",
    "2026-03-01 10:00:00 {c} ",
)
COUNTS = ("[{n} cores]", "ranks={n}", "{n} MPI ranks", "{n}x GPU", "OMP_NUM_THREADS={n}")
RESULTS = (" elapsed {t} s", ": Time(s): {t}", " -> wall time {t} seconds", "... took {t} s")
TIMES = {"CG": (100, 52, 28), "ViT-B/16": (300, 160, 90)}
EXPECTED = [1.0, 1.0, 0.962, 0.938, 0.893, 0.833]


def written(folder: Path, text: str, name: str = "out.log") -> str:
    path = folder / name
    path.write_text(text)
    return str(path)


def efficiencies(path: str) -> list[float]:
    found = load(path).configurations()["efficiency"]
    return sorted((round(each, 3) for each in found if each is not None), reverse=True)


def lines(name: str, count: str, result: str) -> str:
    return "".join(
        (name + count + result).format(c=code, n=n, t=time) + "\n"
        for code, times in TIMES.items()
        for n, time in zip((1, 2, 4), times, strict=True)
    )


@pytest.mark.parametrize(("name", "count"), list(product(NAMES, COUNTS)))
def test_names_counts_and_results_are_found(tmp_path: Path, name: str, count: str) -> None:
    result = RESULTS[(len(name) + len(count)) % len(RESULTS)]
    assert efficiencies(written(tmp_path, lines(name, count, result))) == EXPECTED


@pytest.mark.parametrize("result", RESULTS)
def test_in_every_order(tmp_path: Path, result: str) -> None:
    text = "".join(
        f"{result.format(t=t)} with {n} ranks (CG)\n" for n, t in ((1, 100), (2, 52), (4, 28))
    )
    assert efficiencies(written(tmp_path, text)) == [1.0, 0.962, 0.893]


def test_repeats_and_failures_are_known(tmp_path: Path) -> None:
    text = "".join(
        f"GMRES, run {repeat}: {n} ranks: {time + repeat / 10:g} s\n"
        for n, time in ((1, 100), (2, 52), (4, 28))
        for repeat in (1, 2, 3)
    )
    table = load(written(tmp_path, f"{text}GMRES, run 1: 8 ranks: FAILED\n")).configurations()
    assert table["n"].to_list() == [3, 3, 3, 0]
    assert table["value"].to_list()[:3] == [100.2, 52.2, 28.2]


@pytest.mark.parametrize(
    "text",
    [
        "2 ranks took 52 s\nDone with CG\n4 ranks took 28 s\n8 ranks took 17 s\n",
        "2 ranks: 52 s 30 s\n4 ranks: 28 s 19 s\n8 ranks: 17 s 12 s\n",
    ],
)
def test_what_may_mean_more_is_left_to_others(text: str) -> None:
    assert READER.sniff(Source("out.log", "out.log", Path("out.log"), text.encode())) == 0


def test_beside_a_table_they_are_not_all_that_there_is(tmp_path: Path) -> None:
    table = "gpus  time (s)\n1        200.0\n2        104.0\n4         56.0\n"
    listed = "".join(f"- {n} GPUs: {t} s\n" for n, t in ((1, 100), (2, 52), (4, 28)))
    text = f"VGG16\n=====\n\n{table}\nViT\n===\n\n{listed}"
    assert set(load(written(tmp_path, text, "report.txt")).configurations()["value"]) == {
        *(200.0, 104.0, 56.0, 100.0, 52.0, 28.0)
    }
