"""Draws a true study under a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import floor, log2, log10, prod
from random import Random
from typing import Final

from tests.reading.plan import Plan
from tests.reading.truth import Point, Scale, Series, Study
from tests.reading.vocabulary import FACTORS, FAILURES, QUANTITIES, Quantity

SCALES: Final[dict[str, Scale]] = {
    each.name: each
    for each in (
        *(
            Scale(name, (name,))
            for name in ("nodes", "gpus", "ranks", "threads", "cores", "workers")
        ),
        Scale("nodes_gpus", ("nodes", "gpus_per_node")),
        Scale("nodes_ranks", ("nodes", "ranks_per_node")),
        Scale("nodes_threads", ("nodes", "threads")),
        Scale("nodes_mpi", ("nodes", "ranks")),
        Scale("nodes_mpi_omp", ("nodes", "ranks", "threads")),
        Scale("nodes_ranks_threads", ("nodes", "ranks_per_node", "threads_per_rank")),
        Scale("ranks_threads", ("ranks", "threads_per_rank")),
        Scale("nodes_then_gpus", ("nodes", "gpus"), "last"),
        Scale("nodes_then_cores", ("nodes", "cores"), "last"),
        Scale("nodes_then_threads", ("nodes", "threads"), "last"),
        Scale("gpus_ranks_threads", ("gpus", "ranks", "threads_per_rank"), "first"),
        Scale("grid", ("p", "q")),
    )
}

ODD_COUNTS: Final = (
    *((3, 6, 12, 24), (6, 12, 24, 48), (24, 48, 96, 192), (48, 96, 192), (1, 2, 3, 4)),
    *((1, 2, 4, 6, 8, 12), (1, 4, 16, 64), (16, 64, 256, 1024), (36, 72, 144, 288), (1, 8)),
    *((2, 4, 6, 8), (1, 3, 9, 27), (1, 2, 4, 8, 12, 24)),
)
THOUSANDS: Final = ((256, 512, 1024, 2048), (512, 1024, 2048, 4096), (128, 512, 2048, 8192))
INNER: Final[dict[str, tuple[int, ...]]] = {
    "gpus_per_node": (2, 4, 8),
    "ranks_per_node": (8, 16, 32, 64, 128),
    "threads_per_rank": (2, 4, 7, 8, 16),
    "threads": (8, 24, 48, 64),
    "ranks": (16, 32, 48, 64),
    "gpus": (2, 4, 8),
    "cores": (32, 48, 64, 128),
}
"""The numbers that an inner level of a layout has, throughout."""
HOSTS: Final = ("v100n01", "a100n07", "h100n02")
SIDES: Final = (64, 96, 100, 128, 200)


def draw_study(plan: Plan, rng: Random) -> Study:
    """Draw the study that a plan asks for."""
    scale, quantity = SCALES[plan.scale], QUANTITIES[plan.quantity]
    layouts = _layouts(plan, scale, rng)
    groups = _factors(plan, rng)
    laws = ("strong", "weak") if plan.law == "both" else (plan.law,) * len(groups)
    bare = [
        Series(factors, law, _points(scale, law, _started(plan, layouts, at), rng))
        for at, (factors, law) in enumerate(zip(groups, laws, strict=True))
    ]
    study = _measured(plan, scale, quantity, bare, rng)
    return _with_zero(study, rng) if plan.special == "zero" else study


def _measured(
    plan: Plan, scale: Scale, quantity: Quantity, bare: Sequence[Series], rng: Random
) -> Study:
    """Return the study with values, rounded as they will be written."""
    repeats = 1 if plan.repeats in ("none", "mean", "plus minus", "median") else rng.randint(2, 5)
    exact = [_values(quantity, series, repeats, rng) for series in bare]
    low = min(min(values) for each in exact for values in each)
    decimals = 0 if quantity.name == "clock" else min(4, max(0, 3 - floor(log10(low))))
    series = tuple(
        replace(each, points=_failing(plan, _rounded(each.points, values, decimals), rng))
        for each, values in zip(bare, exact, strict=True)
    )
    is_time = quantity.kind == "time"
    lacks = {"flat": "strong or weak", "neither": "the size"}.get(plan.law) if is_time else None
    return Study(scale, quantity, series, decimals, lacks)


def _rounded(
    points: Sequence[Point], values: Sequence[Sequence[float]], decimals: int
) -> tuple[Point, ...]:
    return tuple(
        replace(point, samples=tuple(float(f"{value:.{decimals}f}") for value in each))
        for point, each in zip(points, values, strict=True)
    )


def _layouts(plan: Plan, scale: Scale, rng: Random) -> list[tuple[int, ...]]:
    """Draw the layouts, from the smallest count to the largest."""
    if scale.name == "grid":
        grids = [(1, 1), (1, 2), (2, 2), (2, 4), (4, 4), (4, 8), (8, 8)]
        start = rng.choice((0, 0, 2))
        return list(grids[start : start + rng.randint(3, 5)])
    counts = _counts(plan, scale, rng)
    if len(scale.levels) == 1:
        return [(count,) for count in counts]
    if scale.name == "gpus_ranks_threads":
        threads = rng.choice(INNER["threads_per_rank"])
        return [(count, count, threads) for count in counts]
    inner = [rng.choice(INNER[level]) for level in scale.levels[1:]]
    if len(inner) > 1:
        inner = [rng.choice((4, 8, 16)) for _ in inner]
    if scale.total == "last":
        return [(count, count * inner[0]) for count in counts]
    filling: list[tuple[int, ...]] = (
        [(1, n) for n in (1, 2, 4, 8) if n < inner[0]] if counts[0] == 1 else []
    )
    if scale.name in ("nodes_gpus", "ranks_threads") and filling and rng.random() < 0.5:
        filling += [(count, inner[0]) for count in counts]
        return filling[:6]
    return [(count, *inner) for count in counts]


def _counts(plan: Plan, scale: Scale, rng: Random) -> tuple[int, ...]:
    """Draw the counts of the first level."""
    if plan.thousands:
        return rng.choice(THOUSANDS)
    if plan.special == "host kinds":
        return rng.choice(((1, 2, 4, 8), (1, 2, 4), (2, 4, 8)))
    if rng.random() < 0.3 and len(scale.levels) == 1:
        return rng.choice(ODD_COUNTS)
    far = scale.levels[0] in ("cores", "ranks", "gpus", "nodes") and len(scale.levels) == 1
    start = rng.choice((1, 1, 1, 1, 2, 4, 8, *((16, 32, 64) if far else ())))
    return tuple(start * 2**step for step in range(rng.randint(2, 6)))


def _started(plan: Plan, layouts: list[tuple[int, ...]], at: int) -> list[tuple[int, ...]]:
    """Return the layouts of the series number ``at``, which may start later than others."""
    later = at % 3 if plan.starts == "differ" else 0
    return layouts[min(later, max(0, len(layouts) - 2)) :]


def _factors(plan: Plan, rng: Random) -> list[tuple[tuple[str, str], ...]]:
    """Draw what each series is of: one set of values per series."""
    if plan.factors == ("host",):
        return [(("host", host),) for host in rng.sample(HOSTS, 2)]
    names = rng.sample(sorted(FACTORS), 2)
    first, second = (FACTORS[name][1] for name in names)
    if plan.law == "both":
        constant = ((names[0], rng.choice(first)),) if rng.random() < 0.3 else ()
        return [constant, constant]
    if plan.naming == "single":
        return [((names[0], rng.choice(first)),) if rng.random() < 0.4 else ()]
    if plan.naming == "column" and rng.random() < 0.25:
        both = product(rng.sample(first, 2), rng.sample(second, 2))
        return [((names[0], one), (names[1], two)) for one, two in both]
    if plan.factors == ("two",):
        pairs = product(rng.sample(first, 2), rng.sample(second, 2))
        return [((names[0], one), (names[1], two)) for one, two in pairs]
    values = rng.sample(first, rng.randint(2, min(4, len(first))))
    return [((names[0], value),) for value in values]


def _points(
    scale: Scale, law: str, layouts: Sequence[tuple[int, ...]], rng: Random
) -> tuple[Point, ...]:
    """Return the points with their sizes, not yet measured."""
    side = rng.choice(SIDES)
    totals = [total_of(scale, layout) for layout in layouts]
    return tuple(
        Point(layout, total, _size(law, side, total, total / totals[0]), ())
        for layout, total in zip(layouts, totals, strict=True)
    )


def total_of(scale: Scale, layout: tuple[int, ...]) -> int:
    """Return how many devices, ranks, ... a layout has in all."""
    if scale.total == "product":
        return prod(layout)
    return layout[-1] if scale.total == "last" else layout[0]


def _size(law: str, side: int, total: int, growth: float) -> tuple[int, int, int]:
    """Return the grid at ``total`` devices, ``growth`` times the smallest count."""
    sides = [side, side, side]
    if law == "neither":
        return (round(side * (growth + 1) / 2), side, side)
    if law == "strong":
        return (side * 4, side * 4, side * 2)
    for step, factor in enumerate(_primes(total)):
        sides[step % 3] *= factor
    return (sides[0], sides[1], sides[2])


def _primes(number: int) -> list[int]:
    found, factor = [], 2
    while number > 1:
        while number % factor == 0:
            found.append(factor)
            number //= factor
        factor += 1
    return found


def _values(
    quantity: Quantity, series: Series, repeats: int, rng: Random
) -> list[tuple[float, ...]]:
    """Draw the values of each point from the law of the series, with noise."""
    start = quantity.low * (quantity.high / quantity.low) ** rng.random()
    loss = rng.uniform(0.004, 0.02) if series.law == "flat" else rng.uniform(0.004, 0.05)
    first = series.points[0].total
    found = []
    for point in series.points:
        share = _efficiency(series.law, loss, point.total / first)
        ideal = _ideal(quantity.kind, series, point, share)
        near = ideal * rng.gauss(1, 0.004)
        found.append(tuple(start * near * rng.gauss(1, 0.008) for _ in range(repeats)))
    return found


def _efficiency(law: str, loss: float, ratio: float) -> float:
    if law == "strong":
        return 1 / (1 + loss * (ratio - 1))
    return 1 / (1 + loss * log2(ratio))


def _ideal(kind: str, series: Series, point: Point, share: float) -> float:
    """Return the value of a point relative to that of the first."""
    ratio = point.total / series.points[0].total
    if kind == "rate per device":
        return share
    if kind == "rate":
        return share * ratio
    if series.law == "neither":
        return prod(point.size) / prod(series.points[0].size) / ratio / share
    return 1 / share if series.law in ("weak", "flat") else 1 / share / ratio


def _failing(plan: Plan, points: Sequence[Point], rng: Random) -> tuple[Point, ...]:
    """Return the points, some of which failed; two at least ran."""
    points = list(points)
    if not plan.failures or plan.repeats not in ("none", "rows", "trial"):
        return tuple(points)
    for at, point in enumerate(points):
        ran = sum(bool(each.samples) for each in points)
        if ran <= 2 or rng.random() > plan.failures:
            continue
        lost = 1 if len(point.samples) > 2 and rng.random() < 0.4 else len(point.samples)
        points[at] = replace(
            point, samples=point.samples[lost:], failed=lost, failure=rng.choice(FAILURES)
        )
    return tuple(points)


def _with_zero(study: Study, rng: Random) -> Study:
    """Return the study with a run on no device, which is slower than all others."""
    series = study.series[0]
    slow = 9.0 if study.quantity.kind == "time" else 1 / 9
    value = round(series.points[0].samples[0] * slow * rng.uniform(0.9, 1.1), study.decimals)
    zero = replace(series.points[0], layout=(0,), total=0, samples=(value,))
    return replace(study, series=(replace(series, points=(zero, *series.points)),))
