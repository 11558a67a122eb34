"""What all rows have in common stands above a table once, and takes no column."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.runs import Choice, runs
from tests.make import records
from tui.app.widgets.table_facts import side_by_side
from tui.formatting.glyphs import ASCII, BRAILLE
from tui.views.runs.common_facts import baseline_of_all, shared_facts
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


def test_facts_stand_in_as_many_lines_as_there_are_and_are_cut_in_the_last() -> None:
    facts = ["runtime", "strong scaling", "baseline 128 devices"]
    assert side_by_side(facts, 50, 1, BRAILLE) == [" · ".join(facts)]
    assert side_by_side(facts, 30, 2, BRAILLE) == ["runtime · strong scaling", facts[2]]
    assert side_by_side(facts, 30, 1, ASCII) == ["runtime, strong scaling, base~"]
    assert side_by_side([], 30, 2, BRAILLE) == []


def test_a_stated_kind_of_scaling_reads_as_people_write_it() -> None:
    rows = [{"nodes": n, "value": 90 / n, "stated_scaling": "weak"} for n in (1, 2)]
    found = runs(records(*rows, **TIMES), Choice())
    assert "weak scaling" in shared_facts(found)
