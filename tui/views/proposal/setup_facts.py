"""What was run, on what, and what of it the sources do not state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from analysis.columns import title
from analysis.scaling.counted import FOLLOWS_SCALE
from analysis.series.series import ScalingSeries
from analysis.size_form import size_form
from parsers.run_records.records import RUN
from parsers.source import STDIN
from tui.views.document import TextTable
from tui.views.load_report import and_others
from tui.views.table_columns import NO_SIZES, written_value

_ASKED: Final = {
    "benchmark": "benchmark",
    "software": "software and version",
    "system": "system",
    "device": "device model",
    "size": "problem size",
    "nodes": "nodes",
    "started": "date of the runs",
}
"""What every call asks for, in the order in which a report has it."""
_MOST_VALUES: Final = 6
_KINDS: Final = {"strong": "one problem size", "weak": "a problem size that grows with the count"}


def setup_table(records: pl.DataFrame, by: Sequence[str]) -> TextTable:
    """Return a row for each thing that is asked for, and for each other column of ``by``.

    ``records``: the runs behind the numbers. What none of them states is said to be missing.
    """
    others = [name for name in by if name not in {*_ASKED, *FOLLOWS_SCALE, "label"}]
    rows = [[label, stated_values(records, name) or "not stated"] for name, label in _ASKED.items()]
    rows += [[title(name), said] for name in others if (said := stated_values(records, name))]
    rows.append(["read from", _sources(records)])
    return TextTable(("", "as stated"), ("left", "left"), rows)


def missing(records: pl.DataFrame, series: Sequence[ScalingSeries]) -> Iterator[str]:
    """Yield what a reader of a proposal will ask for, and these runs do not say."""
    silent = [label for name, label in _ASKED.items() if _column(records, name).is_empty()]
    if silent:
        yield f"not stated in {_sources(records)}: {', '.join(silent)}"
    for name, label in _ASKED.items():
        without = records.filter(pl.col(name).is_null()) if label not in silent else records.clear()
        if without.height:
            some, every = (each.select(RUN).n_unique() for each in (without, records))
            yield f"{label} not stated for {some} of {every} runs"
    yield from _kinds(series)
    once = [each for each in series if (each.points["n"].drop_nulls() <= 1).all()]
    if once:
        of = "" if len(once) == len(series) else f" in {len(once)} of {len(series)} series"
        yield f"repeats: each count was run once{of}, so no spread is known"


def _kinds(series: Sequence[ScalingSeries]) -> Iterator[str]:
    """Yield which kinds of scaling no series shows, where the sources say which one it is."""
    kinds = {each.scaling for each in series if not each.assumed}
    if not kinds & _KINDS.keys():
        yield (
            "neither strong nor weak scaling: no series is stated to have one problem size, or one "
            "that grows with the count (--scaling, or series = weak in runcmp.toml, states it)"
        )
        return
    for kind, means in _KINDS.items():
        if kind not in kinds:
            yield f"{kind} scaling: no series is stated to have {means}"


def stated_values(records: pl.DataFrame, name: str) -> str:
    """Return the different values of a column, the first few of many, "" where there is none."""
    known = _column(records, name)
    if known.dtype.is_temporal() and len(known):
        days = known.dt.date()
        first, last = str(days.min()), str(days.max())
        return first if first == last else f"{first} to {last}"
    values = known.unique(maintain_order=True)
    if known.dtype.is_numeric():
        values = values.sort()
    sizes = size_form(records) if name == "size" else NO_SIZES
    shown = ", ".join(written_value(name, value, sizes) for value in values[:_MOST_VALUES])
    more = len(values) - _MOST_VALUES
    said = f"{shown} and {more} more" if more > 0 else shown
    return f"{said} {sizes.other}" if said and sizes.other else said


def _column(records: pl.DataFrame, name: str) -> pl.Series:
    return records[name].drop_nulls() if name in records.columns else pl.Series(name, [], pl.String)


def _sources(records: pl.DataFrame) -> str:
    names = records["source"].unique(maintain_order=True).to_list()
    return and_others(["standard input" if name == STDIN else name for name in names])
