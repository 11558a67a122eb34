"""Runs as a reader found them -> run records: what every record has is put in here, in one place.

A reader that knows its format hands over ``FoundRun`` values. Names, units, directions, the file,
the line and the id of the run are no concern of its own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from parsers.clean import clean
from parsers.grammar.middle import median
from parsers.grammar.units import parse_unit
from parsers.headings.directions import Better, better
from parsers.notes import Note
from parsers.reader import Reading
from parsers.run_records.conforming import of_rows
from parsers.run_records.records import FAILED, SCHEMA, parameter_name
from parsers.source import Source

UNFINISHED: Final = "unknown"
"""The status of a run whose output ends before its result."""


class Measurement(NamedTuple):
    """One quantity of a run: a ``value`` in ``unit`` as written (``GB/s``, ``us``).

    ``better`` is asked of the name and the unit where it is not given. ``value`` is ``None`` where
    the run has none. ``digit`` is the weight of the last digit written, in ``unit``; ``samples``
    are repeats in ``unit``, ``progress`` are its values along a run, at the steps or epochs
    ``progress_at``. A ``summary`` is computed by the program from values that stand
    beside it. ``bounds``: the value expected, the smallest and the largest that the source allows.
    """

    metric: str
    value: float | None
    unit: str | None = None
    better: Better | None = None
    samples: Sequence[float] | None = None
    digit: float | None = None
    summary: bool = False
    progress: Sequence[float] | None = None
    progress_at: Sequence[float] | None = None
    bounds: tuple[float | None, float | None, float | None] | None = None


class FoundRun(NamedTuple):
    """One run: where it stands, its ``facts`` by column or parameter, and what was measured.

    ``line`` is 1-based and names the run, with a number where several stand on it; where it is
    ``None``, the run is numbered. ``primary`` names the metric that the program is run for. A run
    that measured nothing says why in ``status`` and ``reason``.
    """

    line: int | None
    facts: Mapping[str, object]
    measured: Sequence[Measurement] = ()
    primary: str | None = None
    status: str | None = None
    reason: str | None = None


def as_reading(
    source: Source,
    runs: Iterable[FoundRun],
    notes: Sequence[Note] = (),
    claims: Sequence[tuple[int, int]] = (),
) -> Reading:
    """Return the records of ``runs``, with remarks and the ranges of lines that they stand on.

    ``benchmark`` is the name of the file where the facts have none.
    """
    rows: list[dict[str, Any]] = []
    states_means = False
    runs = list(runs)
    on_line = Counter(run.line for run in runs)
    part = Counter[int | None]()
    for number, run in enumerate(runs, start=1):
        part[run.line] += 1
        name = str(number) if run.line is None else f"{run.line}:{part[run.line]}"
        rows += _rows(source, name if run.line is None or on_line[run.line] > 1 else None, run)
        states_means = states_means or any(map(_is_mean, run.measured))
    if states_means:
        notes = [*notes, Note("info", _MEANS, source.name)]
    return Reading(of_rows(rows), notes, claims=claims)


_MEANS: Final = "the tool itself states the mean of its repeats; --center mean shows it"


def _is_mean(measured: Measurement) -> bool:
    """Whether a value is another one than the median of its repeats, which tables show."""
    if measured.value is None or not measured.samples:
        return False
    shown = median(measured.samples)
    return not math.isclose(measured.value, shown, rel_tol=_ALIKE)


_ALIKE: Final = 1e-4
"""Numbers this close look the same in a table."""


def _rows(source: Source, name: str | None, run: FoundRun) -> list[dict[str, Any]]:
    """The records of a run, which ``name`` names where its line does not."""
    common: dict[str, Any] = {
        "label": source.label,
        "source": source.name,
        "line": run.line,
        "benchmark": source.stem,
        "status": run.status,
        "reason": None if run.reason is None else clean(run.reason),
    }
    if name is not None:
        common["run"] = f"{source.label}:{name}"
    for name, fact in run.facts.items():
        if fact is not None and name not in _PLACED:
            key = name if name in SCHEMA else parameter_name(clean(name), ())
            if key == "started" and isinstance(fact, str):
                fact = _moment(fact)
            common[key] = clean(fact) if isinstance(fact, str) else fact
    if not run.measured:
        nothing = {"metric": run.primary, "status": run.status or UNFINISHED}
        return [common | nothing | {"primary": True if run.primary else None}]
    return [common | _quantity(run, each) for each in run.measured]


def _moment(text: str) -> datetime | None:
    """The time that ``text`` spells in ISO 8601, in UTC where it says how far it is off."""
    try:
        time = datetime.fromisoformat(text)
        return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
    except (ValueError, OverflowError):
        return None


_BOUNDS: Final = ("stated_reference", "stated_low", "stated_high")
_PLACED: Final = frozenset({"run", "label", "source", "line"})


def _quantity(run: FoundRun, measured: Measurement) -> dict[str, Any]:
    unit = parse_unit(measured.unit) if measured.unit else None
    factor = 1.0 if unit is None else unit.factor
    base = measured.unit if unit is None else unit.base
    row: dict[str, Any] = {
        "metric": measured.metric,
        "unit": base,
        "better": measured.better or better(measured.metric, base),
        "value": measured.value,
        "role": "summary" if measured.summary else "measured",
        "primary": True if measured.metric == run.primary else None,
    }
    if measured.value is not None and not math.isfinite(measured.value):
        row["value"] = None
        if run.status not in FAILED:
            row |= {"status": "failed", "reason": run.reason or f"{measured.value} measured"}
    elif measured.value is not None:
        row["value"] = measured.value * factor
    if measured.samples:
        row["samples"] = [value * factor for value in measured.samples if math.isfinite(value)]
    if measured.progress:
        row["progress"] = [value * factor for value in measured.progress]
        row["progress_at"] = measured.progress_at
    if measured.bounds is not None:
        for name, bound in zip(_BOUNDS, measured.bounds, strict=True):
            row[name] = None if bound is None else bound * factor
    if measured.digit is not None:
        row["value_digit"] = measured.digit * factor
    return row


_DECIMALS: Final = re.compile(r"[-+]?\d+(?:\.(\d*))?(?:[eE]([-+]?\d{1,9}))?\Z")


def weight_of_last_digit(number: str) -> float | None:
    """Return the weight of the last digit of a number as written: 0.01 of ``12.50``."""
    match = _DECIMALS.match(number)
    if match is None:
        return None
    power = int(match[2] or 0) - len(match[1] or "")
    return 10.0**power if abs(power) < 300 else None
