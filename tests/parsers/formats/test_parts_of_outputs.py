"""What outputs in words are of: programs, sections, days, parts of a run, and limits of jobs."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.formats.granted_lines import without_granted
from parsers.formats.parts_of_runs import without_parts
from parsers.formats.program_names import programs_apart
from parsers.grammar.dated_titles import day_titled
from parsers.headings.read_heading import read_heading
from parsers.training.log_words import is_of_part

_RANKS = ["rank 0: 11.8 s", "rank 1: 12.3 s", "rank 2: 12.1 s"]


@pytest.mark.parametrize(
    "text",
    [
        "jacobi: Elapsed time: 12.3 s\ncg: Elapsed time: 13.1 s\n",
        "jacobi | took 12.3 s\ncg | took 13.1 s\n",
        "2026-03-01 10:00:00 jacobi: elapsed=12.3\n2026-03-01 10:01:00 cg: elapsed=13.1\n",
        "== jacobi\nElapsed time: 12.3 s\nElapsed time: 12.3 s\n"
        "== cg\nElapsed time: 13.1 s\nElapsed time: 13.1 s\n",
    ],
)
def test_results_of_several_programs_are_no_repeats(tmp_path: Path, text: str) -> None:
    path = tmp_path / "job.log"
    path.write_text(text)
    found = load([str(path)]).records.select("case", "value").unique(maintain_order=True).rows()
    assert [(case.strip("= "), value) for case, value in found] == [("jacobi", 12.3), ("cg", 13.1)]


def test_phases_and_totals_are_no_programs() -> None:
    assert programs_apart(["setup: Elapsed 1 s", "solve: Elapsed 2 s"]) == {}
    assert programs_apart(["total: Elapsed 1 s", "INFO: Elapsed 2 s"]) == {}


@pytest.mark.parametrize(
    "title",
    [
        "=== 2026-03-0{} ===",
        "0{}.03.2026:",
        "## Fri Mar  {} 2026",
        "Nightly Mar {}, 2026",
        "=== 2026-03-0{} 02:00 ===",
        "Date: 2026/03/0{}",
    ],
)
def test_a_day_may_be_a_title(title: str) -> None:
    assert day_titled(title.format(1)) != day_titled(title.format(2))


def test_days_tell_blocks_apart(tmp_path: Path) -> None:
    path = tmp_path / "bench.csv"
    blocks = [f"=== 2026-03-0{n} ===\nnodes,time_s\n1,{100 + n}\n2,{50 + n}\n" for n in (1, 2)]
    path.write_text("".join(blocks))
    assert load([str(path)]).records["case"].n_unique() == 2


def test_a_time_of_day_is_no_title() -> None:
    assert day_titled("Fri Mar  1 12:00:03 CET 2026") is None
    assert day_titled("2026-03-01 12:00:03") is None


def test_a_version_with_two_points_is_not_measured(tmp_path: Path) -> None:
    path = tmp_path / "job.log"
    lines = [f"{name}:\nElapsed time: 12.3 s\n" for name in ("OpenMPI 4.1.5", "MPICH 4.2")]
    path.write_text("".join(lines))
    assert load([str(path)]).records["case"].to_list() == ["OpenMPI 4.1.5:", "MPICH 4.2:"]


def test_options_as_titles_are_no_turns(tmp_path: Path) -> None:
    path = tmp_path / "job.log"
    path.write_text(
        "".join(f"== -O{level} ==\n1 threads: 9.1 s\n2 threads: 5.2 s\n" for level in (2, 3))
    )
    assert load([str(path)]).records["case"].to_list() == ["-O2", "-O2", "-O3", "-O3"]


def test_the_slowest_part_stands_for_the_run() -> None:
    found = without_parts(["start", *_RANKS, "bye"], "job.log")
    assert found.lines == ["start", "-", "-", "Elapsed time: 12.3 s", "bye"]
    assert [note.text for note in found.notes] == ["time of the slowest of 3: rank 1"]


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ([*_RANKS, "Total time: 12.5 s"], ["-", "-", "-", "Total time: 12.5 s"]),
        (["GPU 0: 12 GB/s", "GPU 1: 13 GB/s"], ["-", "-"]),
        (
            ["Process 1 took 2.1 s", "Process 0 took 2.5 s"] * 2,
            ["-", "Elapsed time: 2.5 s"] * 2,
        ),
    ],
)
def test_parts_give_way_to_a_total_and_rates_do_not_add_up(
    lines: list[str], left: list[str]
) -> None:
    assert without_parts(lines, "job.log").lines == left


@pytest.mark.parametrize(
    "lines",
    [
        ["thread 1: 10.1 s", "thread 2: 5.2 s", "thread 4: 2.7 s"],
        ["thread 1: 10.1 s", "thread 2: 5.2 s", "thread 3: 3.4 s"],
        ["[0] 10.1 s", "[1] 10.2 s"],
        ["rank 0: 1000 cells", "rank 1: 1000 cells"],
    ],
)
def test_counts_and_repeats_are_no_parts(lines: list[str]) -> None:
    assert without_parts(lines, "job.log") == (lines, [])


@pytest.mark.parametrize(
    "line",
    [
        "Walltime requested: 01:00:00",
        "TimeLimit=3600 s",
        "Time remaining: 00:12:03",
        "#SBATCH --time=01:00:00",
        "Estimated time: 3600 s",
        "walltime=01:00:00",
    ],
)
def test_what_a_job_may_take_is_no_time_of_a_run(line: str) -> None:
    taken = ["Elapsed time: 12.3 s", "resources_used.walltime=01:00:00", "walltime=00:12:03"]
    assert without_granted([line, *taken]) == ["-", *taken]


def test_one_step_is_no_run(tmp_path: Path) -> None:
    path = tmp_path / "job.log"
    path.write_text("step 1: 1000 tokens/s\nRuntimeError: CUDA out of memory.\n")
    assert load([str(path)]).records["value"].count() == 0


def test_a_time_below_the_number_of_its_run_needs_no_name(tmp_path: Path) -> None:
    path = tmp_path / "job.log"
    path.write_text("Run 1/3\n12.3 s\nRun 2/3\n12.5 s\nRun 3/3\n12.4 s\n")
    assert load([str(path)]).records["samples"].to_list() == [[12.3, 12.5, 12.4]]


def test_rates_of_a_part_of_each_step_are_not_that_of_the_training(tmp_path: Path) -> None:
    assert is_of_part("data ")
    assert not is_of_part("data parallel training ")
    path = tmp_path / "train.log"
    said = "".join(f"step {n}: data 9000 samples/s, train 1000 samples/s\n" for n in range(1, 7))
    path.write_text(said)
    assert set(load([str(path)]).records["value"]) == {1000.0}


def test_a_total_in_a_section_of_rates_is_no_rate() -> None:
    assert read_heading("throughput/total_tokens").kind == "unknown"
