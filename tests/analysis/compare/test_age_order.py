from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.compare.age_order import from_old_to_new
from analysis.compare.comparable import comparable
from analysis.compare.sides import of_values
from tests.make import records


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["after", "before"], ["before", "after"]),
        (["new_build", "old_build"], ["old_build", "new_build"]),
        (["feature-x", "main"], ["main", "feature-x"]),
        (["tuned", "baseline"], ["baseline", "tuned"]),
        (["with MPI", "without MPI"], ["without MPI", "with MPI"]),
        (["icx", "gcc"], ["icx", "gcc"]),
        (["fused", "reference", "tiled"], ["reference", "fused", "tiled"]),
        (["v1.10", "v1.9"], ["v1.9", "v1.10"]),
        (["2024-03-08", "2024-03-01"], ["2024-03-01", "2024-03-08"]),
        ([True, False], [False, True]),
        ([2.1, 2.0], [2.0, 2.1]),
    ],
)
def test_the_older_value_comes_first(values: list[Any], expected: list[Any]) -> None:
    assert from_old_to_new(pl.Series([values[0], *values])) == expected


def test_the_order_that_is_offered_is_the_one_that_is_taken() -> None:
    frame = records(
        *({"software": name, "ref": ref, "value": 1.0} for name, ref in (("after", 3), ("old", 2)))
    )
    for column in ("software", "ref"):
        (offered,) = [each for each in comparable(frame, [column]) if each.column == column]
        (sides,) = of_values(frame, column)
        assert (sides.base[column][0], sides.new[column][0]) == offered.values
