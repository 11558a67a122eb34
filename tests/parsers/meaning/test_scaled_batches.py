"""Batches that follow the count, and those that are set."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.runs import Choice, runs
from parsers import load


def efficiencies(folder: Path, text: str) -> list[float | None]:
    path = folder / "runs.csv"
    path.write_text(text)
    table: pl.DataFrame = runs(load([str(path)]).records, Choice()).table
    return [None if each is None else round(each, 3) for each in table["efficiency"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gpus,batch size,ms/step\n1,64,210\n2,128,216\n4,256,224\n", [1.0, 0.972, 0.938]),
        ("gpus,bs,img/s\n1,64,100\n2,128,190\n4,256,360\n", [1.0, 0.95, 0.9]),
        ("gpus,micro batch,ms/step\n1,256,800\n2,128,421\n4,64,222\n", [1.0, 0.95, 0.901]),
        ("gpus,batch per gpu,s/iter\n1,12,2.691\n2,6,1.413\n", [1.0, 0.952]),
        (
            "gpus,global batch,batch per gpu,ms/step\n1,256,256,800\n2,256,128,421\n4,256,64,222\n",
            [1.0, 0.95, 0.901],
        ),
    ],
)
def test_a_batch_that_follows_the_count_tells_no_rows_apart(
    tmp_path: Path, text: str, expected: list[float]
) -> None:
    assert efficiencies(tmp_path, text) == expected


def test_two_studies_in_one_table_stay_apart_by_their_share(tmp_path: Path) -> None:
    rows = [(n, k * n, k * n * 3 - n * n) for k in (32, 64) for n in (1, 2, 4)]
    text = "gpus,batch,img/s\n" + "".join(f"{n},{b},{r}\n" for n, b, r in rows)
    path = tmp_path / "runs.csv"
    path.write_text(text)
    table = runs(load([str(path)]).records, Choice()).table
    assert table.filter("is_baseline")["batch"].to_list() == [32, 64]


@pytest.mark.parametrize(
    "text",
    [
        # Each of a sweep has its own best batch.
        "gpus,batch,img/s\n1,64,100\n2,64,190\n4,128,360\n",
        "gpus,batch per gpu,img/s\n1,64,100\n2,128,190\n4,256,360\n",
    ],
)
def test_a_batch_that_is_set_tells_rows_apart(tmp_path: Path, text: str) -> None:
    assert efficiencies(tmp_path, text).count(1.0) > 1
