"""Columns that say what was run: where these differ, there is nothing to compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.run_records.records import SCALE

WORKLOAD: Final = frozenset({"benchmark", "case", "batch", "size", *SCALE})
"""What was run, as every reader says it."""
_PROBLEM: Final = frozenset(
    {
        *("nx", "ny", "nz", "m", "n", "k", "seq", "seqlen", "sequence", "context", "prompt"),
        *("hidden", "vocab", "vocabulary", "layers", "heads", "params", "resolution"),
        *("dataset", "mesh", "grid", "problem", "domain", "matrix", "image", "input", "query"),
        *("op", "operation", "order", "dofs", "degree", "dim", "dims", "queries", "samples"),
        *("records", "rows"),
    }
)
_DURATION: Final = frozenset({"step", "steps", "timestep", "timesteps", "epoch", "epochs"})
"""How long a run went on. A rate is the same over 100 steps and over 200; a time is not."""
_BESIDE: Final = frozenset(
    {
        *("number", "num", "no", "count", "of", "size", "sizes", "len", "length", "file"),
        *("name", "total", "global", "max", "maximum", "x", "y", "z", "time", "set", "data"),
        *("shape", "polynomial", "text", "given"),
    }
)
"""What stands beside such words. Any other word makes it something else: ``grid`` is a problem,
``process_grid`` is not."""
_WHOLE: Final = frozenset({("global", "batch"), ("global", "batch", "size"), ("data", "set")})


def tells_work(name: str, base: pl.DataFrame, new: pl.DataFrame) -> bool:
    """Return whether the parameter ``name``, which both sides state, says what was run."""
    if name in WORKLOAD:
        return True
    if not (base[name].count() and new[name].count()):
        return False
    said = tuple(name.split("_"))
    return (
        said in _WHOLE
        or _are_of(said, _PROBLEM)
        or (_are_of(said, _DURATION) and _has_only_times((base, new)))
    )


def _are_of(said: tuple[str, ...], known: frozenset[str]) -> bool:
    return not known.isdisjoint(said) and known | _BESIDE >= set(said)


def _has_only_times(sides: Sequence[pl.DataFrame]) -> bool:
    return all((side["unit"] == "s").fill_null(False).all() for side in sides)
