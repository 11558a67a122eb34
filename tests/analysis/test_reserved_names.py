"""Parameters that are called like something that runcmp computes or names itself."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import analysis
from analysis.compare.compare import compare
from analysis.compare.sides import of_conditions
from analysis.configurations import SEEDS
from analysis.runs import Choice, runs
from analysis.scaling.counted import FOLLOWS_SCALE
from parsers import load
from parsers.run_records.records import RESERVED, SCHEMA, parameter_name, parameters
from tests.make import records

PARTS = 16
"""Of the names, each tried together: each parameter's values are those of all others."""


def names_in(folder: Path) -> set[str]:
    """Every word in the code that could be the name of a column; the audit names findings."""
    files = [file for file in folder.rglob("*.py") if file.parent.name != "audit"]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text()))]
    texts = {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
    keywords = {node.arg for node in nodes if isinstance(node, ast.keyword) and node.arg}
    return {text for text in texts | keywords if text.isidentifier()}


MEANT = {*SCHEMA, *FOLLOWS_SCALE, *SEEDS}
"""Names that the analysis knows the meaning of: some follow the scale, seeds number repeats."""


@cache
def names() -> list[str]:
    """The names of which none may mean anything where a parameter has it."""
    return sorted((names_in(Path(analysis.__path__[0])) | RESERVED) - MEANT)


def plain(number: int) -> list[str]:
    """Names that mean nothing."""
    return [f"zz{each}" for each in range(number)]


def measured(names: list[str]) -> pl.DataFrame:
    """A scaling table of two counts with a size and parameters of those names."""
    values = [("x", 1, 9.0), ("x", 2, 5.0), ("y", 1, 8.0), ("y", 2, 4.0)]
    return records(
        *(
            {**dict.fromkeys(names, mode), "devices": p, "threads": 2, "size": 64.0 * p, "value": v}
            for mode, p, v in values
        )
    )


def renamed(frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    given = [parameter_name(name, ()) for name in names]
    return frame.rename(dict(zip(given, plain(len(names)), strict=True)), strict=False)


def numbers(names: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The table of runs, and that of a comparison."""
    named = measured(names)
    sides = of_conditions(named, "devices = 1", "devices = 2")
    return runs(named, Choice()).table, compare(sides).table


@pytest.mark.parametrize("part", range(PARTS))
def test_no_name_of_a_parameter_changes_a_number(part: int) -> None:
    tried = names()[part::PARTS]
    assert tried
    for found, expected in zip(numbers(tried), numbers(plain(len(tried))), strict=True):
        assert_frame_equal(renamed(found, tried), expected)


def test_everything_computed_has_a_reserved_name() -> None:
    table, compared = numbers(plain(1))
    assert {*table.columns, *compared.columns} - {*SCHEMA, *plain(1)} <= RESERVED


@pytest.mark.parametrize(
    "name", ["count", "row", "place", "record", "scaling", "speedup_rank", "base"]
)
def test_a_column_of_a_file_keeps_its_values(name: str, tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    file.write_text(f"benchmark,gpus,{name},runtime\na,1,xx,9.5\na,2,yy,5.5\na,4,xx,3.5\n")
    found = load([str(file)]).records
    expected = f"{name}_given" if name in RESERVED else name
    assert parameters(found) == [expected]
    assert found[expected].to_list() == ["xx", "yy", "xx"]
    assert found["line"].to_list() == [2, 3, 4]


def test_a_reserved_name_that_is_given_twice_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    file.write_text("gpus,delta,delta_given,runtime\n1,xx,uu,9.5\n2,yy,vv,5.5\n")
    found = load([str(file)]).records
    texts = {tuple(found[name]) for name in parameters(found)}
    assert texts == {("xx", "yy"), ("uu", "vv")}
