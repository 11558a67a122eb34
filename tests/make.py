"""Run records for tests, in one line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from parsers.run_records.conforming import from_rows

DEFAULTS: dict[str, Any] = {
    "label": "bench",
    "source": "bench.csv",
    "benchmark": "LAMMPS",
    "metric": "throughput",
    "unit": "steps/s",
    "better": "higher",
}


def records(*rows: dict[str, Any], **common: Any) -> pl.DataFrame:
    """Return conformed records: ``DEFAULTS``, then ``common``, then each row's own values."""
    return from_rows(
        [
            {**DEFAULTS, "run": f"bench:{line}", "line": line, **common, **row}
            for line, row in enumerate(rows, 1)
        ]
    )


def scaling_runs(values: Mapping[int, float | None], **common: Any) -> pl.DataFrame:
    """Return one run for each ``devices: value``."""
    return records(*({"devices": p, "value": v} for p, v in values.items()), **common)
