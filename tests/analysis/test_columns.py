"""The column registry is what the tables have: names, types, and reserved names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

import polars as pl
import pytest

from analysis import columns, output_columns
from analysis.audit.all_checks import audit
from analysis.column_spec import ColumnSpec, Type
from analysis.columns import COLUMNS
from analysis.compare.compare import compare
from analysis.compare.sides import of_conditions
from analysis.record_columns import RECORD
from analysis.runs import Choice, Runs, runs
from analysis.series.series import series_of
from parsers import Loaded, load
from parsers.run_records import records
from parsers.run_records.records import RESERVED, SCHEMA
from tests.paths import HOME

INTERMEDIATE = {
    *("baseline_value", "kin", "place", "reference", "share", "size_each", "problem_size"),
    *("of_family", "of_size", "of_share", "of_matrix", "of_steps", "growth"),
    *("of_time", "of_rate", "of_passes", "most_speedup", "least_speedup", "widest"),
    *("value_base", "value_new"),
}
"""Names that columns have only while others are computed from them."""


@cache
def sample() -> tuple[Loaded, Runs]:
    """The sample data and its table, read where a test asks: all workers import this."""
    loaded = load([str(HOME / "sample_data")])
    return loaded, runs(loaded.records, Choice())


def kind(dtype: pl.DataType) -> set[Type]:
    """Return the types of the registry that a column of this type may have there."""
    if dtype.is_integer():
        return {"integer"}
    if dtype.is_float():
        return {"number"}
    if dtype.is_nested():
        return {"list"}
    if dtype == pl.Boolean:
        return {"flag"}
    return {"time"} if dtype.is_temporal() else {"text", "word"}


def agree(
    table: pl.DataFrame, registry: Mapping[str, ColumnSpec], besides: Collection[str] = ()
) -> None:
    """Hold that the registry has each column of ``table``, with its type."""
    for name, dtype in table.schema.items():
        if name not in besides:
            assert registry[name].type in kind(dtype), name


def test_run_records_have_the_columns_of_the_registry() -> None:
    assert [column.name for column in RECORD] == list(SCHEMA)
    agree(records.empty(), COLUMNS)


def test_configurations_have_the_columns_of_the_registry() -> None:
    _, found = sample()
    agree(found.table, COLUMNS, found.by)
    assert {*output_columns.CONFIGURATIONS} - {*found.table.columns} == {"audit"}


def test_points_have_the_columns_of_the_registry() -> None:
    for series in series_of(sample()[1], with_laws=False):
        agree(series.points, COLUMNS)


def test_comparisons_have_the_columns_of_the_registry() -> None:
    sides = of_conditions(sample()[0].records, "system = 'mahti'", "system = 'puhti'")
    compared = compare(sides)
    agree(compared.table, COLUMNS, compared.matched)
    assert {*output_columns.DIFF} <= {*compared.table.columns}


def test_findings_have_the_columns_of_the_registry() -> None:
    loaded, _ = sample()
    findings = audit(loaded.records, loaded.notes).findings
    assert findings.columns[: len(output_columns.AUDIT)] == list(output_columns.AUDIT)
    agree(findings, output_columns.AUDIT, ("line", "lines", "runs"))


def test_every_output_is_made_of_columns_of_the_registry() -> None:
    outputs: list[tuple[str, ...]] = [output_columns.CONFIGURATIONS, output_columns.SHOW]
    outputs += [output_columns.DIFF, output_columns.SCALING, output_columns.POINTS]
    outputs += [output_columns.NIGHTLY, output_columns.CHANGES]
    for output in outputs:
        assert {*output} <= COLUMNS.keys()
        assert len({*output}) == len(output)


def test_each_name_stands_once() -> None:
    groups: list[tuple[ColumnSpec, ...]] = [RECORD, columns.CONFIGURATION, columns.POINT]
    groups += [columns.COMPARISON, columns.HISTORY]
    once = [column.name for group in groups for column in group]
    once += [f"{name}_{side}" for name in columns.SIDED for side in ("base", "new")]
    assert sorted(once) == sorted(COLUMNS)
    assert {*columns.SIDED, "value"} == {*records.COMPARED}


def test_the_names_of_computed_columns_are_reserved() -> None:
    computed = COLUMNS.keys() - SCHEMA.keys()
    assert computed | INTERMEDIATE == RESERVED
    assert not computed & INTERMEDIATE


@pytest.mark.parametrize("name", ["peak", "points", "limit", "severity", "name"])
def test_a_parameter_is_called_by_its_name(name: str) -> None:
    assert columns.title(name) == name
    assert not columns.falls_first(name)
    assert not columns.on_request(name)
    assert name not in columns.UNLISTED


def test_what_is_computed_can_be_filtered_by() -> None:
    loaded, found = sample()
    noisy = runs(loaded.records, Choice(where="spread > 0.01"))
    assert 0 < noisy.table.height < found.table.height
