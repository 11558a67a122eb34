"""One query of an archive at a time.

For each that runs, Polars starts threads that wait for files, besides those that compute; the app
asks in the background, where two things are done at once. So one waits for the other.
"""

from __future__ import annotations

from threading import RLock
from typing import Final

import polars as pl

TURN: Final = RLock()


def collected(query: pl.LazyFrame) -> pl.DataFrame:
    """Return what comes of ``query``, once no other is asked. Raises as Polars does."""
    with TURN:
        return query.collect(engine="streaming")
