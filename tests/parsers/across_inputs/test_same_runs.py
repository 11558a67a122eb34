"""Files that tell of a run again: those of its ranks, and copies of its output."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.across_inputs.same_runs import without_same_runs
from parsers.source import Source


def kept(*names: str) -> list[str]:
    places, _ = without_same_runs([Source(name, name, Path(name)) for name in names])
    return [names[place] for place in places]


@pytest.mark.parametrize(
    "name", ["n4/rank{}.log", "logs/proc_{}.out", "1/rank.{}/stdout", "mpi-rank-{}.txt"]
)
def test_the_file_of_rank_0_tells_of_its_run(name: str) -> None:
    assert kept(*map(name.format, range(8))) == [name.format(0)]


def test_folders_that_count_their_files_say_that_these_are_of_ranks() -> None:
    names = [f"n{ranks}/out.{rank}.log" for ranks in (1, 2, 4) for rank in range(ranks)]
    assert kept(*names) == ["n1/out.0.log", "n2/out.0.log", "n4/out.0.log"]


@pytest.mark.parametrize(
    "names",
    [
        ["rank1.log", "rank2.log", "rank4.log"],
        ["lora_rank0.csv", "lora_rank8.csv", "lora_rank16.csv"],
        ["out.0.log", "out.1.log"],
        ["n2/out.0.log", "n2/out.1.log", "n4/out.0.log", "n4/out.1.log"],
        ["gpu0.log", "gpu1.log"],
    ],
)
def test_other_numbers_are_of_no_ranks(names: list[str]) -> None:
    assert kept(*names) == names


@pytest.mark.parametrize(
    "copy",
    ["md.log~", "#md.log.1#", "md.log.bak", "Copy of md.log", "md - Copy.log", "md copy.log"],
)
def test_a_copy_is_read_where_the_file_itself_is_not(copy: str) -> None:
    assert kept(f"a/{copy}", "a/md.log") == ["a/md.log"]
    assert kept(f"a/{copy}", "b/md.log") == [f"a/{copy}", "b/md.log"]


def test_labels_that_the_user_gave_keep_files_apart() -> None:
    sources = [Source(f"rank{rank}.log", "ab"[rank], Path(f"rank{rank}.log")) for rank in (0, 1)]
    assert without_same_runs(sources) == ([0, 1], [])
