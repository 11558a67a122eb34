"""Which parts of an archive may have what is asked for, by what the manifest says of them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from parsers.archive.asked import Condition, all_met
from parsers.archive.manifest import Part
from parsers.archive.written_parts import YEAR


def may_have(
    part: Part,
    benchmarks: Sequence[str | None],
    choosing: Sequence[Condition],
    metric: str | None,
) -> bool:
    """Return whether a part may have records of ``benchmarks`` that are asked for."""
    if metric is not None and metric not in part.metrics:
        return False
    known = {"system": pl.String(), YEAR: pl.Int64(), "benchmark": pl.String()}
    told = [each for each in choosing if each.names <= known.keys()]
    if not told:
        return True
    of_part = pl.DataFrame(
        {
            "benchmark": list(benchmarks),
            "system": [part.system] * len(benchmarks),
            YEAR: [part.year] * len(benchmarks),
        },
        schema=known,
    )
    return bool(of_part.select(all_met(told).any()).item())
