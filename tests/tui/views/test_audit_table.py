"""Which columns of findings are in sight on narrow screens."""

from __future__ import annotations

import polars as pl
import pytest

from tui.formatting.glyphs import BRAILLE
from tui.views.audit.audit_table import audit_columns
from tui.views.audit.recomputed_text import recomputed_text
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


@pytest.mark.parametrize(
    ("stated", "recomputed", "text"),
    [
        ("52612", "55209.77778", "55209.8"),
        ("1.82", "1.88913649", "1.889"),
        ("11746.5", "11707.42857", "11707.43"),
        ("81.84", "81.07", "81.07"),
        ("2", "2.000104", "2.0001"),
        ("1e+15", "1.00000001e+15", "1.00000001e+15"),
        (None, "2.105066844", "2.105"),
        ("16", "8 files", "8 files"),
        ("16", None, ""),
    ],
)
def test_what_was_recomputed_has_a_digit_more_than_what_is_stated(
    stated: str | None, recomputed: str | None, text: str
) -> None:
    assert recomputed_text({"stated": stated, "recomputed": recomputed}) == text
