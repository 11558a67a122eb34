"""Notebooks are read as the documents that they show, with lines where they stand in the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parsers import load
from parsers.contents.notebook import document_of


def markdown(*lines: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": [f"{line}\n" for line in lines]}


def code(**output: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "outputs": [output], "source": ["nodes = [1, 2]"]}


STUDY = [
    markdown(
        "# Strong scaling of CloverLeaf",
        "",
        "| nodes | time (s) |",
        "|-|-|",
        "| 1 | 80 |",
        "|2|41|",
    ),
    markdown("## TeaLeaf"),
    code(
        data={
            "text/html": [
                "<table>\n",
                "<tr><th>ranks</th><th>time_s</th></tr>\n",
                "<tr><td>1</td><td>100.0</td></tr>\n",
                "</table>",
            ],
            "text/plain": ["   ranks  time_s\n", "0      1    100"],
        }
    ),
    markdown("## miniFE"),
    code(name="stdout", text=["threads  GFLOP/s\n", "      1     4.1\n", "      2     8.0\n"]),
    code(data={"image/png": "aGk=", "text/plain": ["<Figure size 640x480 with 1 Axes>"]}),
]


def book(**layout: Any) -> bytes:
    return json.dumps({"cells": STUDY, "metadata": {}, "nbformat": 4}, **layout).encode()


@pytest.mark.parametrize("layout", [{"indent": 1}, {"indent": 2, "ensure_ascii": False}, {}])
def test_a_notebook_is_a_document_of_its_text_and_what_was_put_out(
    tmp_path: Path, layout: dict[str, Any]
) -> None:
    path = tmp_path / "study.ipynb"
    path.write_bytes(book(**layout))
    records = load([str(path)]).records
    names = ["case", "nodes", "ranks", "threads", "value", "stated_scaling"]
    assert records.select(names).rows() == [
        (None, 1, None, None, 80.0, "strong"),
        (None, 2, None, None, 41.0, "strong"),
        ("TeaLeaf", None, 1, None, 100.0, "strong"),
        ("miniFE", None, None, 1, 4.1e9, "strong"),
        ("miniFE", None, None, 2, 8.0e9, "strong"),
    ]
    if layout:
        lines = path.read_text().splitlines()
        found = [lines[line - 1].strip() for line in records["line"]]
        assert found[0] == '"| 1 | 80 |\\n",'
        assert found[-1].startswith('"      2     8.0')


def test_training_that_a_notebook_shows_is_read(tmp_path: Path) -> None:
    steps = [f"step {n} loss 0.{9 - n} img/s {100 + n}\n" for n in range(1, 6)]
    path = tmp_path / "train.ipynb"
    path.write_text(json.dumps({"cells": [code(name="stdout", text=steps)]}, indent=1))
    assert "throughput" in load([str(path)]).records["metric"].to_list()


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"[]", b"{", b'{"cells": 1}', b'{"cells": [1]}', b'{"cells": [{}]}', b"[" * 100_000),
        b'{"cells": [{"cell_type": "markdown", "source": 3}]}',
        b'{"worksheets": []}',
    ],
)
def test_what_is_no_notebook_stays_as_it_is(content: bytes) -> None:
    assert document_of(content) is None


def test_any_cut_of_a_notebook_is_read_without_a_fault(tmp_path: Path) -> None:
    whole = book(indent=1)
    for size in range(0, len(whole), 199):
        path = tmp_path / f"{size}.ipynb"
        path.write_bytes(whole[:size])
        assert not any(note.is_defect for note in load([str(path)]).notes)
