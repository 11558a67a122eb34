"""The columns that say how large the problem is."""

from __future__ import annotations

from math import prod
from random import Random

from tests.reading.cells import Value
from tests.reading.column import Column
from tests.reading.truth import Study
from tests.reading.vocabulary import SIZE_HEADINGS


def size_columns(study: Study, told: str, rng: Random) -> list[Column]:
    """Return the columns that say how large the problem is."""
    if told == "nxyz":
        return [
            Column(f"n{axis}", lambda run, at=at: run.point.size[at])  # type: ignore[misc]
            for at, axis in enumerate("xyz")
        ]
    if told == "grid":
        mark = rng.choice(("x", "x", " x ", "×"))
        heading = rng.choice(("grid", "Grid", "resolution", "problem size", "mesh"))
        return [Column(heading, lambda run: mark.join(map(str, run.point.size)))]
    if told == "size":
        if rng.random() < 0.3:
            return [Column("Mcells", lambda run: Value(prod(run.point.size) / 1e6, 3))]
        return [Column(rng.choice(SIZE_HEADINGS), lambda run: prod(run.point.size))]
    if told == "per device":
        noun = {"gpus": "GPU", "ranks": "rank", "cores": "core", "nodes": "node"}
        heading = rng.choice(("cells per {}", "cells/{}", "cells_per_{}", "dofs per {}"))
        heading = heading.format(noun[study.scale.name])
        return [Column(heading, lambda run: round(prod(run.point.size) / run.point.total))]
    return _batch_columns(study, rng) if told == "global batch" else []


def _batch_columns(study: Study, rng: Random) -> list[Column]:
    heading = rng.choice(("global_batch", "Global batch size", "GBS", "global batch"))
    each = rng.choice((8, 16, 32))
    most = max(point.total for series in study.series for point in series.points)
    if study.series[0].law == "strong":
        return [Column(heading, lambda _: each * most)]
    return [Column(heading, lambda run: each * run.point.total)]
