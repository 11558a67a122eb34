"""More threads than cores: what the second thread of a core adds is no core's worth."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.run_records.records import BESIDE

OF_A_CORE: Final = f"{BESIDE}threads of a core"
"""How many threads run on each core that is counted; null where nothing counts cores."""


def with_threads_of_a_core(table: pl.DataFrame) -> pl.DataFrame:
    """Return ``table`` with ``OF_A_CORE`` where it states both; ``table`` has a ``counted``.

    16 cores with 32 threads are no larger than 16 with 16.
    """
    if not {"cores", "threads"} <= {*table.columns}:
        return table
    ranks = pl.col("ranks").fill_null(1) if "ranks" in table.columns else pl.lit(1)
    running = ranks * pl.col("threads") / pl.col("cores")
    is_known = (pl.col("counted") == "core") & (pl.col("cores") > 0)
    return table.with_columns(pl.when(is_known).then(running).alias(OF_A_CORE))


def beyond_cores(table: pl.DataFrame) -> tuple[str, ...]:
    """Return the note on configurations that run more threads than the cores they state.

    ``table``: a row a configuration, with any of ``devices``, ``ranks``, ``threads`` and ``cores``,
    all totals but ``threads``, which are those of a rank. Where devices work, nothing is said.
    """
    if "cores" not in table.columns:
        return ()
    devices, ranks, threads = (
        pl.col(name) if name in table.columns else pl.lit(None, dtype=pl.Int64)
        for name in ("devices", "ranks", "threads")
    )
    over = (
        table.with_columns(running=ranks.fill_null(1) * threads)
        .filter(devices.is_null() & (pl.col("cores") > 0))
        .filter(pl.col("running") > pl.col("cores"))
        # As many threads as cores are those of all ranks together.
        .filter((ranks.fill_null(1) == 1) | (threads != pl.col("cores")))
    )
    if over.is_empty():
        return ()
    most = over.sort(pl.col("running") / pl.col("cores"), maintain_order=True).row(-1, named=True)
    number = "1 configuration runs" if over.height == 1 else f"{over.height} configurations run"
    return (
        f"{number} more threads than cores ({most['running']} on {most['cores']}): with SMT, "
        "threads share a core",
    )
