"""Titles of reStructuredText, Org, AsciiDoc and plain text hold for all that is below them."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.run_records.records import named

TIMES = {"strong": [100.0, 52.0], "weak": [100.0, 104.0]}
SIMPLE = (
    "=====  ========\nnodes  time (s)\n=====  ========\n1      {}\n2      {}\n=====  ========\n"
)
PIPED = "| nodes | time (s) |\n|-------+----------|\n| 1 | {} |\n| 2 | {} |\n"
BARRED = "|===\n| nodes | time (s)\n\n| 1 | {}\n| 2 | {}\n|===\n"
SPACED = "nodes   time (s)\n1       {}\n2       {}\n"


@pytest.mark.parametrize(
    ("name", "outer", "inner", "table"),
    [
        ("a.rst", "{0}\n{1}\n\n", "{0}\n{2}\n\n", SIMPLE),
        ("a.org", "* {0}\n", "** {0}\n", PIPED),
        ("a.adoc", "== {0}\n\n", "=== {0}\n\n", BARRED),
        ("a.txt", "{0}\n{1}\n\n", "{0}\n{2}\n\n", SPACED),
    ],
)
def test_a_title_holds_for_the_second_table_below_it(
    tmp_path: Path, name: str, outer: str, inner: str, table: str
) -> None:
    text = ""
    for kind, values in TIMES.items():
        title = f"{kind.title()} scaling"
        text += outer.format(title, "=" * len(title), "")
        for code in ("LAMMPS", "GROMACS"):
            text += inner.format(code, "", "-" * len(code)) + table.format(*values) + "\n"
    path = tmp_path / name
    path.write_text(text)
    records = named(load([str(path)]).records)
    assert list(records.select("stated_scaling", "case", "value").rows()) == [
        (kind, code, value)
        for kind, values in TIMES.items()
        for code in ("LAMMPS", "GROMACS")
        for value in values
    ]


def test_titles_that_number_repeats_name_no_case(tmp_path: Path) -> None:
    path = tmp_path / "a.rst"
    runs = "".join(f"Run {n}\n-----\n\n{SIMPLE.format(100 + n, 50 + n)}\n" for n in (1, 2))
    path.write_text(f"Notes\n=====\n\n{runs}")
    records = named(load([str(path)]).records)
    assert records.select("benchmark", "case").unique().rows() == [("Notes", None)]


def test_a_rule_below_headings_makes_no_title(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    tables = (
        "nodes seconds\n-------------\n1 100\n2 52\n\nranks seconds\n=============\n4 80\n8 42\n"
    )
    path.write_text(tables)
    records = named(load([str(path)]).records)
    assert list(records.select("nodes", "ranks", "value").rows()) == [
        (1, None, 100.0),
        (2, None, 52.0),
        (None, 4, 80.0),
        (None, 8, 42.0),
    ]
