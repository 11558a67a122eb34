"""Which columns of findings are in sight on narrow screens."""

from __future__ import annotations

import polars as pl
import pytest

from tui.formatting.glyphs import BRAILLE
from tui.views.audit.audit_table import audit_columns
from tui.views.column_fit import arrange

FINDINGS = pl.DataFrame(
    {
        "severity": ["error", "suspect"],
        "source": ["results/distributed_benchmark.md", "results/other.md"],
        "lines": [[129, 141, 150], [7]],
        "kind": ["best step reported as result", "duplicate block under several headings"],
        "what": ["stated 81.84 samples/s is the best value", "3 runs with the same 21 values"],
        "stated": ["81.84", None],
        "recomputed": ["81.07", None],
    }
)


@pytest.mark.parametrize("width", [52, 72, 112])
def test_place_and_kind_are_in_sight(width: int) -> None:
    arranged = arrange(audit_columns(FINDINGS, BRAILLE), width, 1)
    shown = [column.name for column in arranged.columns[: arranged.fitting]]
    assert shown[:3] == ["severity", "source", "kind"]
