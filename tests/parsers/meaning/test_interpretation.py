"""Step two: a table and what is around it -> what it means, and nothing else is touched."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import polars as pl
import pytest

from parsers.meaning.interpret import interpretation_of
from parsers.meaning.interpretation import Interpretation
from parsers.overruling.override import Overrides
from parsers.overruling.statements import read_statements
from parsers.source import Source
from parsers.tables.table import Table


def source(told: str = "") -> Source:
    path = Path("runs.csv")
    return Source("runs.csv", "runs.csv", path, None, Overrides(tuple(read_statements(told))))


def table(**columns: list[str]) -> Table:
    lines = pl.Series(range(2, 2 + len(next(iter(columns.values())))), dtype=pl.UInt32)
    return Table([pl.Series(cells) for cells in columns.values()], list(columns), lines, 1)


def uses(found: Interpretation) -> dict[str, tuple[str, str]]:
    return {column.heading: (column.use, column.name) for column in found.columns}


STUDY = table(
    code=["cg", "cg", "cg"],
    nodes=["1", "2", "4"],
    tasks_per_node=["8", "8", "8"],
    time_s=["100", "52", "28"],
    job_id=["4411", "4412", "4417"],
)


def test_a_table_means_the_same_each_time_and_stays_as_it_is() -> None:
    before = [cells.to_list() for cells in STUDY.cells]
    first, second = interpretation_of(STUDY, source()), interpretation_of(STUDY, source())
    assert first == second
    assert [cells.to_list() for cells in STUDY.cells] == before


def test_roles_totals_and_values_are_one_value() -> None:
    found = interpretation_of(STUDY, source())
    assert uses(found) == {
        "code": ("apart", "benchmark"),
        "nodes": ("scale", "nodes"),
        "tasks_per_node": ("scale", "ranks_per_node"),
        "time_s": ("measured", "runtime in s"),
        "job_id": ("unused", ""),
    }
    assert (found.use, found.totals) == ("runs", ("ranks = nodes × ranks_per_node",))
    assert found.rows is not None
    assert found.rows.fields["ranks"].to_list() == [8, 16, 32]
    with pytest.raises(FrozenInstanceError):
        found.use = "skipped"  # type: ignore[misc]


def test_what_a_user_says_is_evidence_like_any_other() -> None:
    found = interpretation_of(STUDY, source("column job_id = parameter; column code = unused"))
    assert uses(found)["job_id"] == ("apart", "job_id")
    assert uses(found)["code"] == ("unused", "")
    assert {each.name for each in found.met} == {"job_id", "code"}


def test_a_column_that_a_user_calls_an_id_counts_nothing() -> None:
    layouts = ["1 nodes x 8 GPUs", "2 nodes x 8 GPUs", "4 nodes x 8 GPUs"]
    study = table(Config=layouts, time_s=["8", "4", "2"])
    assert uses(interpretation_of(study, source()))["Config"][0] == "scale"
    found = interpretation_of(study, source("column Config = id"))
    assert uses(found)["Config"] == ("apart", "config_id")
    assert found.rows is not None
    assert found.rows.fields["config_id"].to_list() == layouts
    assert "nodes" not in found.rows.fields


def test_a_table_that_means_nothing_is_skipped_with_the_reason() -> None:
    found = interpretation_of(table(name=["a", "b"], colour=["red", "blue"]), source())
    assert (found.use, found.rows, found.columns) == ("skipped", None, ())
    (note,) = found.notes
    assert note.text == "table without a measured column skipped: name, colour"


@pytest.mark.parametrize(
    ("headings", "listed"),
    [
        ([f"name {letter}" for letter in "abcdefghijklmno"], "name k, name l (and 3 more)"),
        (["", "", ""], "skipped: its columns have no headings"),
    ],
)
def test_a_table_of_many_names_is_told_in_a_line(headings: list[str], listed: str) -> None:
    cells = [pl.Series(["xx", "yy"]) for _ in headings]
    (note,) = interpretation_of(Table(cells, headings), source()).notes
    assert note.text.endswith(listed)


def test_rows_that_are_steps_are_no_runs() -> None:
    steps = [str(step) for step in range(10, 60, 10)]
    found = interpretation_of(table(step=steps, loss=["5", "4", "3.5", "3.2", "3.1"]), source())
    assert found.use == "steps"


@pytest.mark.parametrize(
    ("made", "heading", "reason"),
    [
        (STUDY, "job_id", "numbers the runs, which are named by their place in the file"),
        (
            table(job=["4411", "4412", "4417"], nodes=["1", "2", "4"], time_s=["8", "4", "2"]),
            "job",
            "differs from run to run, as the number of a job does",
        ),
        (
            table(layout=["2 ranks", "4 ranks", "8 ranks"], time_s=["8", "4", "2"]),
            "layout",
            "",
        ),
        (
            table(run=["np2", "np4", "np8"], time_s=["8", "4", "2"]),
            "run",
            "read into counts, and says nothing else",
        ),
        (
            table(gpus=["1", "2"], seconds=["8", "4"], failed=["no", "yes"]),
            "failed",
            "read into how runs ended",
        ),
    ],
)
def test_whoever_decides_says_why_a_column_is_not_used(
    made: Table, heading: str, reason: str
) -> None:
    found = interpretation_of(made, source())
    (role,) = (column for column in found.columns if column.heading == heading)
    assert role.reason == reason
