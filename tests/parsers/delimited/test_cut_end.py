"""A delimited text that was cut off within its last row: what can be seen of it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import load
from parsers.delimited.cut_end import has_cut_number

HEAD = "benchmark,gpus,seconds\na,1,10.250\na,2,5.500\n"


def remarks(tmp_path: Path, text: str) -> list[str]:
    """Return what is said of the last line."""
    file = tmp_path / "runs.csv"
    file.write_text(text)
    last = len(text.splitlines())
    return [note.text for note in load([str(file)]).notes if note.line == last]


@pytest.mark.parametrize(
    ("end", "says"),
    [
        ("a,4", "truncated last line skipped"),
        ("a,4,", "its last cell is empty"),
        ("a,4,2.7", "fewer decimals than all above"),
        ("a,4,2", "fewer decimals than all above"),
        ('a,4,"2.7', "its quote is not closed"),
        ("a,4,2.7,1", "fewer decimals than all above"),
    ],
)
def test_a_last_row_that_is_not_whole_is_named(end: str, says: str, tmp_path: Path) -> None:
    assert any(says in said for said in remarks(tmp_path, HEAD + end))


def test_one_row_of_too_many_cells_is_read(tmp_path: Path) -> None:
    assert len(remarks(tmp_path, "gpus,seconds\n1,2.50,1")) == 1


@pytest.mark.parametrize("end", ["a,4,2.750", "a,4,2.7\n", "a,4,2.7\r\n", "a,4,fail"])
def test_a_last_row_that_looks_whole_is_not(end: str, tmp_path: Path) -> None:
    assert remarks(tmp_path, HEAD + end) == []


@pytest.mark.parametrize("head", ["n,s\n1,10.25\n", "n,s\n1,10.25\n2,5.5\n", "n,s\n1,2\n2,\n"])
def test_where_cells_differ_anyway_nothing_is_odd(head: str, tmp_path: Path) -> None:
    assert remarks(tmp_path, f"{head}4,2") == []


def test_a_number_cut_off_is_no_value(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    file.write_text(HEAD + "a,4,2.7")
    assert load([str(file)]).records["value"].to_list() == [10.25, 5.5]
    file.write_text("gpus;seconds\n1;10,250\n2;5,500\n4;2,7")
    assert load([str(file)]).records["value"].to_list() == [10.25, 5.5]


@given(st.lists(st.decimals(0, 999, places=2).map(str), min_size=3))
def test_rows_of_one_kind_are_never_doubted_and_shorter_ones_always(cells: list[str]) -> None:
    assert not has_cut_number([[cell] for cell in cells])
    *others, last = cells
    assert has_cut_number([[cell] for cell in (*others, last[:-1])])
