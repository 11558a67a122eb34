"""Labels that tell inputs apart, put into what was read under labels that do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from parsers import load
from parsers.across_inputs.labels import distinct_labels, relabelled
from parsers.run_records.records import named
from parsers.short_columns.short_records import to_frame, to_short
from parsers.source import Source
from tests.make import records


def sources(*names: str) -> list[Source]:
    return [Source(name, Path(name).name, Path(name)) for name in names]


def test_folders_of_an_archive_tell_its_files_apart_wherever_it_is_unpacked() -> None:
    found = [
        Source(f"r.tar/{folder}/a.csv", "a.csv", Path(f"/tmp/x{place}/{folder}/a.csv"))
        for place, folder in enumerate(("may", "june"))
    ]
    assert distinct_labels(found) == ["may/a.csv", "june/a.csv"]


def test_a_name_at_the_top_stays_as_it_is() -> None:
    assert distinct_labels(sources("a.csv", "x/a.csv")) == ["a.csv", "x/a.csv"]


@pytest.mark.parametrize("repeats", [1, 400])
def test_few_and_many_records_are_relabelled_alike(repeats: int) -> None:
    rows: list[dict[str, Any]] = [
        {"label": "a.csv", "run": "a.csv:7"},
        {"label": "a.csv", "run": None},
        {"label": "other", "run": "other:1"},
        {"label": "a.csv", "run": "job 7"},
    ] * repeats
    found = relabelled(to_short(records(*rows)), "a.csv", "may/a.csv")
    told = to_frame(found).select(pl.col("label").cast(pl.String), pl.col("run").cast(pl.String))
    assert told.unique(maintain_order=True).rows() == [
        ("may/a.csv", "may/a.csv:7"),
        ("may/a.csv", None),
        ("other", "other:1"),
        ("may/a.csv", "job 7"),
    ]


def test_long_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("may", "june"):
        (tmp_path / folder).mkdir()
        rows = "\n".join(f"{number % 7 + 1},{number}" for number in range(1500))
        (tmp_path / folder / "runs.csv").write_text(f"GPUs,Img/sec\n{rows}\n")
    found = named(load([str(tmp_path)]).records)
    labels = found["label"].cast(pl.String).unique().sort().to_list()
    assert labels == ["june/runs.csv", "may/runs.csv"]
    assert found["run"].n_unique() == 3000
    assert found["run"].cast(pl.String).str.starts_with("june/runs.csv:").sum() == 1500


def test_files_that_differ_in_numbers_stay_beside_each_other() -> None:
    names = ["A/n2/out.log", "A/n4/out.log", "A/n8/out.log", "B/n4/out.log", "B/n8/out.log"]
    found = distinct_labels([Source(name, "out.log", Path(name)) for name in names])
    assert found == names
