"""Sizes that are stated as the share of each part of a machine."""

from pathlib import Path

from parsers import load
from parsers.run_records.records import named


def sizes(tmp_path: Path, shares: dict[int, str]) -> list[float]:
    path = tmp_path / "runs.csv"
    rows = (f"{cores},{share},{100 / cores}\n" for cores, share in shares.items())
    path.write_text("cores,dofs per core,time (s)\n" + "".join(rows))
    return list(named(load([str(path)]).records)["size"])


def test_whole_shares_of_one_problem_are_of_one_size(tmp_path: Path) -> None:
    assert len(set(sizes(tmp_path, {24: "349525", 48: "174763", 96: "87381"}))) == 1


def test_shares_that_more_than_rounding_sets_apart_are_of_several(tmp_path: Path) -> None:
    assert len(set(sizes(tmp_path, {24: "349525", 48: "174800"}))) == 2
    assert len(set(sizes(tmp_path, {2: "1000.5", 4: "500.75"}))) == 2


def test_a_share_of_what_nothing_counts_is_one_of_what_is_counted(tmp_path: Path) -> None:
    for heading in ("cells per rank", "size_per_proc", "local size"):
        path = tmp_path / "runs.csv"
        path.write_text(f"gpus,{heading},time (s)\n1,4096,100\n2,4096,104\n4,4096,110\n")
        assert list(named(load([str(path)]).records)["size"]) == [4096, 8192, 16384]
