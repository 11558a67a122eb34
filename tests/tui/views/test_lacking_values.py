"""The cells of the table of runs that say why there is no value."""

from __future__ import annotations

import pytest

from tui.views.runs.runs_table import lacking


@pytest.mark.parametrize(
    ("reason", "status", "shown"),
    [
        (None, "failed", "failed"),
        ("TIMEOUT", "timeout", "TIMEOUT"),
        ("DUE TO TIME LIMIT", "timeout", "timeout"),
        ("CUDA out of memory", "failed", "OOM"),
        ("Segmentation fault", "failed", "failed"),
    ],
)
def test_a_reason_too_long_for_a_cell_is_said_in_a_word(
    reason: str | None, status: str, shown: str
) -> None:
    assert lacking(reason, status, 9) == shown
