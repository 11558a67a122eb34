"""What an expert reads: the efficiency at each count, by hand's arithmetic.

This is written apart from runcmp's own arithmetic, so that one can check the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from tests.reading.truth import Point, Series, Study


@dataclass(frozen=True, slots=True)
class Expected:
    """One count of one series, as it is to be shown.

    ``words`` tell its series from the others; ``samples`` are its values as written.
    ``value`` is their median, ``efficiency`` empty where none can be told. ``start`` is the
    total and the samples of the baseline; ``factors`` are by what a value may be multiplied to be
    in a base unit.
    """

    series: int
    words: tuple[str, ...]
    total: int
    samples: tuple[float, ...]
    value: float | None
    efficiency: float | None
    is_baseline: bool
    start: tuple[int, tuple[float, ...]]
    law: str
    kind: str
    factors: tuple[float, ...]


def efficiency(kind: str, law: str, start: float, value: float, ratio: float) -> float:
    """Return the parallel efficiency at ``ratio`` times the devices of the start."""
    if kind == "rate per device":
        return value / start
    if kind == "rate":
        return value / start / ratio
    return start / value if law == "weak" else start / value / ratio


def expect(study: Study, is_named: bool = True) -> tuple[Expected, ...]:
    """Return what is to be shown of each count of each series, which the document may name."""
    words = _telling(study) if is_named else [()] * len(study.series)
    found: list[Expected] = []
    for index, series in enumerate(study.series):
        start = _baseline(series)
        for point in series.points:
            found.append(_expected(study, index, words[index], start, point))
    return tuple(found)


def _expected(
    study: Study, index: int, words: tuple[str, ...], start: Point | None, point: Point
) -> Expected:
    law, kind = study.series[index].law, study.quantity.kind
    value = median(point.samples) if point.samples else None
    share = None
    if start is not None and value is not None and point.total and study.lacks is None:
        share = efficiency(kind, law, median(start.samples), value, point.total / start.total)
    begin = (start.total, start.samples) if start is not None else (0, ())
    is_first = point is start
    return Expected(
        series=index,
        words=words,
        total=point.total,
        samples=point.samples,
        value=value,
        efficiency=share,
        is_baseline=is_first,
        start=begin,
        law=law,
        kind=kind,
        factors=study.quantity.factors,
    )


def _baseline(series: Series) -> Point | None:
    """Return the smallest count that ran; 0 devices are no count."""
    ran = [point for point in series.points if point.samples and point.total]
    return min(ran, key=lambda point: point.total, default=None)


def _telling(study: Study) -> list[tuple[str, ...]]:
    """Return for each series the values of the factors by which the series differ."""
    values = [dict(series.factors) for series in study.series]
    differing = [name for name in values[0] if len({each[name] for each in values}) > 1]
    laws = {series.law for series in study.series}
    return [
        (*(each[name] for name in differing), *([series.law] if len(laws) > 1 else []))
        for each, series in zip(values, study.series, strict=True)
    ]
