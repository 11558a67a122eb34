"""Folders as the sides of a comparison."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.compare.comparable import comparable, told_apart_by
from analysis.compare.compare import compare
from analysis.compare.folders import with_folder
from analysis.compare.sides import of_values
from analysis.usage import UnknownName
from tests.make import records
from tui.views.compare.compare_table import changed_lines


def read(*sources: str) -> pl.DataFrame:
    """Return a run of each file, which names label and benchmark."""
    return records(
        *(
            {"source": each, "label": each, "benchmark": each.split("/")[-1].split(".")[0]}
            for each in sources
        ),
        value=2.0,
    )


OLD_AND_NEW = read("a/old/run_1.out", "a/old/run_2.out", "a/new/run_1.out", "a/new/x/run_2.out")


def test_a_folder_of_two_folders_is_two_sides() -> None:
    offered = told_apart_by(comparable(OLD_AND_NEW, ["label", "benchmark"]))
    assert offered == "--on folder (old | new)"
    (sides,) = of_values(OLD_AND_NEW, "folder")
    comparison = compare(sides)
    assert list(changed_lines(comparison)) == [
        "folder: old → new",
        "pooled over 2 files on both sides",
    ]
    assert comparison.table.select("n_base", "n_new").rows() == [(2, 2)]


@pytest.mark.parametrize(
    "sources",
    [("a.out", "b.out"), ("a/1.out", "a/2.out"), ("a/1.out", "b/1.out"), ("/a/1", "/a/2", "b/1")],
)
def test_one_folder_or_a_file_in_each_is_none(sources: tuple[str, ...]) -> None:
    found = read(*sources)
    assert "folder" not in with_folder(found).columns
    with pytest.raises(UnknownName):
        of_values(found, "folder")


def test_a_parameter_of_that_name_is_what_it_was() -> None:
    found = OLD_AND_NEW.with_columns(folder=pl.lit("x"))
    assert with_folder(found)["folder"].unique().to_list() == ["x"]
