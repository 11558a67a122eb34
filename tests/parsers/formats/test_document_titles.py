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


@pytest.mark.parametrize(
    "title", ["{} machines", "{} PEs", "N={} nodes", "mpirun -np {}", "{} workers", "{}-GPU run"]
)
def test_a_count_that_is_all_of_a_title(tmp_path: Path, title: str) -> None:
    path = tmp_path / "a.rst"
    rows = "======  ========\nkernel  time (s)\n======  ========\nFT      {}\n======  ========\n"
    parts = []
    for count, time in ((2, 100), (4, 52)):
        said = title.format(count)
        parts.append(f"{said}\n{'-' * len(said)}\n\n{rows.format(time)}\n")
    path.write_text(f"Kernels\n=======\n\n{''.join(parts)}")
    records = named(load([str(path)]).records)
    counts = [name for name in ("nodes", "devices", "ranks", "cores") if name in records.columns]
    assert [sorted(records[name].drop_nulls()) for name in counts if records[name].count()] == [
        [2, 4]
    ]


def test_a_text_below_the_closing_rule_is_about_the_table(tmp_path: Path) -> None:
    path = tmp_path / "a.rst"
    path.write_text(f"{SIMPLE.format(100, 52).replace('time (s)', 'time    ')}\nTimes in ms.\n")
    assert named(load([str(path)]).records)["value"].to_list() == pytest.approx([0.1, 0.052])
