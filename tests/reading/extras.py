"""Columns beside the counts and the result: hosts, job ids, dates, memory, remarks and the like."""

from __future__ import annotations

from collections.abc import Callable
from math import log2
from random import Random
from typing import Final, NamedTuple

from tests.reading.cells import Cell, Value
from tests.reading.truth import Point, Study


class Row(NamedTuple):
    """What a row is about: its point, the number of the row and of nodes."""

    point: Point
    number: int
    nodes: int


Column = tuple[str, Callable[[Row], Cell]]


def nodes_of(study: Study, point: Point) -> int:
    """Return how many hosts a point is likely to have run on."""
    level = study.scale.levels[0]
    if level == "nodes":
        return point.layout[0]
    return 1 if level in ("threads", "workers") else max(1, point.total // 4)


def _hosts(rng: Random) -> Column:
    first = rng.randint(1, 90)

    def cell(row: Row) -> str:
        one = f"{first:04d}"
        return f"nid{one}" if row.nodes == 1 else f"nid[{one}-{first + row.nodes - 1:04d}]"

    return rng.choice(("host", "nodelist", "NodeList", "hosts")), cell


def _jobs(rng: Random) -> Column:
    first = rng.randint(100000, 900000)
    heading = rng.choice(("job", "JobID", "job_id", "slurm job"))
    return heading, lambda row: first + 7 * row.number


def _dates(rng: Random) -> Column:
    if rng.random() < 0.5:
        return "Date", lambda _: "2024-05-03"
    heading = rng.choice(("date", "timestamp", "Start"))
    return heading, lambda row: f"2024-05-03T{10 + row.number // 60:02d}:{row.number % 60:02d}:00"


def _memory(rng: Random) -> Column:
    start = rng.uniform(4, 60)
    heading = rng.choice(("Memory (GB)", "mem_gb", "peak memory [GB]", "max_rss_gb"))
    return heading, lambda row: Value(start * rng.gauss(1, 0.02) + row.nodes * 0.01, 2)


def _power(rng: Random) -> Column:
    start = rng.uniform(200, 600)
    heading = rng.choice(("Power (W)", "power_w", "avg power [W]"))
    return heading, lambda row: Value(start * max(1, row.point.total) * rng.gauss(1, 0.02), 1)


def _energy(rng: Random) -> Column:
    start = rng.uniform(20, 60)
    heading = rng.choice(("Energy (kJ)", "energy_kj"))
    return heading, lambda row: Value(start * (1 + 0.01 * row.nodes) * rng.gauss(1, 0.01), 2)


def _remarks(rng: Random) -> Column:
    words = ("", "", "ok", "warm cache", "rerun", "see log")
    return rng.choice(("comment", "Remarks", "notes")), lambda _: rng.choice(words)


def _flags(rng: Random) -> Column:
    flags = rng.choice(("-O3 -march=native", "-O2", "-O3"))
    return rng.choice(("flags", "compiler flags", "CFLAGS")), lambda _: flags


def _commit(rng: Random) -> Column:
    commit = f"{rng.getrandbits(40):010x}"
    return rng.choice(("commit", "git hash", "revision")), lambda _: commit


def _iterations(rng: Random) -> Column:
    start = rng.randint(80, 300)
    heading = rng.choice(("iterations", "CG iterations", "its", "n_iter"))
    return heading, lambda row: start + round(3 * log2(max(1, row.point.total)))


def _needed(rng: Random) -> Column:
    """Iterations that a solver needed, which differ a little from run to run."""
    start = rng.randint(80, 300)
    heading = rng.choice(("iters", "CG iterations", "niter", "solver iterations"))
    return heading, lambda _: start + rng.randint(-3, 3)


def _residual(rng: Random) -> Column:
    heading = rng.choice(("residual", "final residual", "rel. residual"))
    return heading, lambda _: f"{rng.uniform(1, 9.9):.2f}e-9"


EXTRAS: Final[dict[str, Callable[[Random], Column]]] = {
    "hosts": _hosts,
    "jobs": _jobs,
    "dates": _dates,
    "memory": _memory,
    "power": _power,
    "energy": _energy,
    "remarks": _remarks,
    "flags": _flags,
    "commit": _commit,
    "iterations": _iterations,
    "needed": _needed,
    "residual": _residual,
}


def draw_extras(names: list[str], rng: Random) -> list[Column]:
    """Draw the headings and the contents of these columns."""
    return [EXTRAS[name](rng) for name in names]
