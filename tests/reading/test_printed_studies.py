"""Studies as programs print them: text -> count -> efficiency in percent, series by series."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from tests.reading.small_studies import SECOND, THREE, Series, series_in

TIMES = ((1, "100.0", "60.0"), (2, "52.0", "36.0"), (4, "28.0", "20.0"))


def of_two(line: str, between: str = "") -> str:
    """``line`` for the counts of two codes, the second behind ``between``."""
    first = [line.format(code="alpha", n=n, time=time) for n, time, _ in TIMES]
    second = [line.format(code="beta", n=n, time=time) for n, _, time in TIMES]
    return "".join((between.format(code="alpha"), *first, between.format(code="beta"), *second))


def of_one(line: str) -> str:
    return "".join(line.format(n=n, time=time) for n, time, _ in TIMES)


PRINTED: dict[str, tuple[str, list[Series]]] = {
    "an emoji before, and a result behind that is about equal": (
        of_one("🎯 Threads: {n}, Time: {time}ms, π ≈ 3.14159\n"),
        [THREE],
    ),
    "a bullet": (of_one("* np = {n}, time = {time} s\n"), [THREE]),
    "a count in brackets": (of_one("[np {n}] Wall clock time: {time} s\n"), [THREE]),
    "a count in a frame": (of_one("=== np={n} ===\n\nreal\t0m{time}s\nuser\t0m1s\n"), [THREE]),
    "what took so long": (of_one("Using {n} threads\nThe solver took {time} seconds\n"), [THREE]),
    "repeats in a loop": (
        of_one("threads = {n}\nTime: 999 s\nTime: {time} s\nTime: 1 s\n"),
        [THREE],
    ),
    "words beside numbers": (of_two("code={code} np={n} time={time}s\n"), [THREE, SECOND]),
    "a word of which `on` is a part": (
        of_one("precision=fp64 nodes={n} elapsed={time} s\n"),
        [THREE],
    ),
    "a logger's prefix": (
        of_one("2025-03-02 12:00:01 INFO np={n} time={time}s\n"),
        [THREE],
    ),
    "an outcome behind": (of_one("[INFO] threads={n}; time={time} s; ok\n"), [THREE]),
    "neither colon nor equals": (of_one("gpus {n} time {time} s\n"), [THREE]),
    "workers": (of_one("nworkers={n} wall={time}s\n"), [THREE]),
    "a count with a colon": (of_one("{n} cores: {time} s\n"), [THREE]),
    "a sentence, twice": (
        of_one("Elapsed time with {n} ranks: {time} s\n" * 2),
        [THREE],
    ),
    "counts as titles": (of_one("=== {n} cores ===\nTotal time: {time} s\n\n"), [THREE]),
    "paragraphs that begin with a word": (
        of_two("Code : {code}\nThreads : {n}\nTime (s) : {time}\n\n"),
        [THREE, SECOND],
    ),
    "paragraphs parted by tabs": (
        of_two("case:\t{code}\nGPU:\t{n}\nWall-clock time [s]:\t{time}\n\n"),
        [THREE, SECOND],
    ),
    "a word before each loop": (
        of_two("np={n} time={time}s\n", between="Library: {code}\n"),
        [THREE, SECOND],
    ),
    "titles before each loop": (
        of_two("np={n} time={time}s\n", between="\n--- {code} ---\n"),
        [THREE, SECOND],
    ),
    "titles that number the loops": (
        "Pass 1\n" + of_one("np={n} time={time}s\n") + "Pass 2\n" + of_one("np={n} time={time}s\n"),
        [THREE],
    ),
    "a title of a name and a number": (
        "Code 2.1\nthreads   time (s)\n"
        + of_one("{n}   {time}\n")
        + "\nCode 1.4\nthreads  time (s)\n1  60.0\n2  36.0\n4  20.0\n",
        [THREE, SECOND],
    ),
    "a unit behind a comma": ("N_THREADS   Run time, ms\n" + of_one("{n}   {time}\n"), [THREE]),
    "a title in brackets": (
        "[alpha]\nranks  run  t_s\n" + of_one("{n}  1  {time}\n"),
        [THREE],
    ),
    "one of two tables has a column more": (
        "Running beta\nranks  steps  time (s)\n1  100  60.0\n2  100  36.0\n4  100  20.0\n\n"
        "Running alpha\nranks  time (s)\n" + of_one("{n}  {time}\n"),
        [THREE, SECOND],
    ),
}


@pytest.mark.parametrize("way", PRINTED)
def test_efficiencies_are_those_that_an_expert_computes(tmp_path: Path, way: str) -> None:
    text, expected = PRINTED[way]
    path = tmp_path / "out.log"
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)


def test_phases_are_no_repeats_of_each_other(tmp_path: Path) -> None:
    path = tmp_path / "out.log"
    path.write_text(of_one("Setup on {n} ranks took 3.0 s\nSolve on {n} ranks took {time} s\n"))
    table = runs(load([str(path)]).records, Choice()).table
    assert sorted(table.select("case", "ranks").rows()) == [
        (phase, ranks) for phase in ("Setup", "Solve") for ranks in sorted(set(table["ranks"]))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "initialising\nTotal time: {time} s\nTotal time: {time} s\ndone\n",
        "Solver v1.4\nTime (s): {time}\n",
    ],
)
def test_a_file_for_each_count_may_have_repeats(tmp_path: Path, line: str) -> None:
    for n, time, _ in TIMES:
        folder = tmp_path / f"thr{n}"
        folder.mkdir()
        (folder / "run.log").write_text(line.format(time=time))
    assert series_in(tmp_path) == [THREE]


def test_results_that_differ_are_no_repeats(tmp_path: Path) -> None:
    (tmp_path / "np4.log").write_text("Total time: 10 s\nTotal time: 20 s\n")
    (tmp_path / "np8.log").write_text("Total time: 5 s\nTotal time: 10 s\n")
    assert load([str(tmp_path)]).records.is_empty()
