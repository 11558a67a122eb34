"""What all rows have in common stands above a table once, and takes no column."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.runs import Choice, runs
from tests.make import records
from tui.formatting.glyphs import BRAILLE
from tui.views.runs.common_facts import baseline_of_all
from tui.views.runs.runs_table import runs_columns

TIMES = {"metric": "runtime", "unit": "s", "better": "lower"}
SCALED = ["speedup", "efficiency", "efficiency"]


@pytest.mark.parametrize(
    ("rows", "columns", "above"),
    [
        ([{"nodes": n, "value": 90 / n} for n in (4, 8)], SCALED, ["baseline 4 nodes"]),
        ([{"nodes": n, "value": 90 / n} for n in (1, 2)], SCALED, []),
        (
            [{"code": c, "nodes": n * c, "value": 9 / n} for n in (1, 2) for c in (1, 4)],
            [*SCALED, "baseline_devices"],
            [],
        ),
        ([{"code": c, "nodes": 4, "value": c} for c in (1, 2)], [], []),
    ],
    ids=["one baseline", "of one", "two baselines", "baselines alone"],
)
def test_baselines(rows: list[dict[str, Any]], columns: list[str], above: list[str]) -> None:
    found = runs(records(*rows, **TIMES), Choice())
    names = [column.name for column in runs_columns(found, BRAILLE)]

    assert [name for name in names if name in ("baseline_devices", *SCALED)] == columns
    assert baseline_of_all(found.table) == above
