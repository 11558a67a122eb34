"""Tables of middle values beside the runs that they sum up."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit import kinds
from parsers import load
from tests.analysis.audit.audit_documents import audited, lines, table

HEAD = "GPUs throughput"
RUNS = ("1 2961.6", "1 2969.5", "1 2990.0", "4 11651.9", "4 11797.7", "4 11613.3")


def document(title: str, *rows: str) -> str:
    return f"{table(HEAD, *rows, title=title)}\n{table(HEAD, *RUNS, title='all values')}"


def roles(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "paper.md"
    path.write_text(text)
    return load([str(path)]).records["role"].head(2).to_list()


@pytest.mark.parametrize(
    "title", ["middle values", "Median values", "average", "Typical throughput", "mean of 3 runs"]
)
def test_a_table_that_is_called_so_is_a_summary(tmp_path: Path, title: str) -> None:
    text = document(title, "1 2969.5", "4 11797.7")
    assert roles(tmp_path, text) == ["summary"] * 2


@pytest.mark.parametrize(
    ("title", "rows"),
    [("Median filter", ("1 2969.5", "4 11700.0")), ("Median values", ("1 2969.5", "4 9000.0"))],
    ids=["a benchmark", "values that no run is near"],
)
def test_other_tables_are_measured(tmp_path: Path, title: str, rows: tuple[str, ...]) -> None:
    assert roles(tmp_path, document(title, *rows)) == ["measured"] * 2


def test_a_wrong_middle_value_is_told(tmp_path: Path) -> None:
    text = document("middle values", "1 2969.5", "4 11797.7")
    found = audited(tmp_path, text)
    assert lines(found, kinds.BEST_RUN) == [[6]]
    wrong = audited(tmp_path, document("middle values", "1 2969.5", "4 11700.0"))
    assert lines(wrong, kinds.OTHER_SUMMARY) == [[6]]
