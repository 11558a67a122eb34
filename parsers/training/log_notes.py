"""What reading a training log took for granted, and what is odd in the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import Final, NamedTuple

import polars as pl

from parsers.notes import About, Kind, Note
from parsers.progress import (
    PER_PROCESS,
    Meter,
    in_first_unit,
    irregularities,
)
from parsers.source import Source
from parsers.training.contexts import RunContext
from parsers.training.log_layout import Layout, LogBlock

_MOST: Final = 20
"""Notes of one sort; a log of a million odd lines has one thing to say, not a million."""
_LONGEST_QUOTE: Final = 80


def remarks(
    source: Source,
    layout: Layout,
    entries: pl.DataFrame,
    read: pl.DataFrame,
    rates: Meter,
    found: Sequence[RunContext],
) -> list[Note]:
    """Return the notes on one document. ``entries``: split into runs; ``found``: by block.

    ``read`` are those of the entries that are in the unit of their run.
    """
    with_lines = frozenset(entries["block"])
    sorts = (
        _assumptions(rates, [found[block] for block in sorted(with_lines)]),
        _ranks(layout),
        _restarts(entries),
        _shares(read),
        _endings(layout.blocks, entries),
        _misplaced(found),
        _steps(entries),
        _other_units(entries, read),
        _without_lines(layout.blocks, found, with_lines),
        _unread(layout),
        _cut_off(layout),
    )
    return [note for sort in sorts for note in _few(source, sort)]


class LogRemark(NamedTuple):
    """A note without the name of its source."""

    kind: Kind
    text: str
    line: int | None = None
    about: About | None = None
    lines: tuple[int, ...] = ()


def _few(source: Source, remarks_of_a_sort: Iterator[LogRemark]) -> Iterator[Note]:
    for kind, text, line, about, lines in islice(remarks_of_a_sort, _MOST):
        yield Note(kind, text, source.name, line, about, lines)
    more = sum(1 for _ in remarks_of_a_sort)
    if more:
        yield Note("info", f"{more} more like this", source.name)


def _assumptions(rates: Meter, contexts: Sequence[RunContext]) -> Iterator[LogRemark]:
    if rates.is_running_mean:
        text = "rates look like running averages; using the last"
        yield LogRemark("assumed", text)
    elif rates.rates:
        first = ", first step skipped as warm-up" if rates.skips_first else ""
        yield LogRemark("assumed", f"using median rate{first}")
    single = sum(context.one_device for context in contexts)
    if single:
        text = f"device without a count read as 1 device ({_plural(single, 'run')})"
        yield LogRemark("assumed", text)


def _ranks(layout: Layout) -> Iterator[LogRemark]:
    ranks = layout.entries["rank"].drop_nulls().n_unique()
    if ranks > 1:
        text = f"{ranks} processes print their own lines; reading those of one"
        yield LogRemark("assumed", text)


def _restarts(entries: pl.DataFrame) -> Iterator[LogRemark]:
    if not entries["part"].sum():
        return
    again = entries.filter(pl.col("part") > 0).group_by("block", "part").agg(pl.col("line").min())
    for line in again["line"].sort():
        text = "step count restarts; read as another run of the same configuration"
        yield LogRemark("assumed", text, line)


def _shares(read: pl.DataFrame) -> Iterator[LogRemark]:
    if PER_PROCESS in read["metric"]:
        text = "rates far below the total read as per process"
        yield LogRemark("assumed", text)


def _endings(blocks: Sequence[LogBlock], entries: pl.DataFrame) -> Iterator[LogRemark]:
    if not any(block.ending for block in blocks):
        return
    whole = frozenset(entries.filter("final")["block"])
    for order, block in enumerate(blocks):
        if block.ending is not None and order in whole:
            text = f"{block.ending.reason}: after the results, which are kept"
            yield LogRemark("info", text, block.ending.line)


def _misplaced(found: Sequence[RunContext]) -> Iterator[LogRemark]:
    for context in found:
        if context.astray:
            text = (
                "run heading at the level of its model's heading; read as a run of "
                f"{context.benchmark}"
            )
            yield LogRemark("info", text, context.line, "heading level")


def _steps(entries: pl.DataFrame) -> Iterator[LogRemark]:
    for odd in irregularities(entries):
        before = f"line {odd.line_before}"
        if odd.missing <= 0:
            how = f"repeats {before}" if odd.missing == 0 else f"out of order after {before}"
            about: About = "step out of order" if odd.missing else "repeated step"
            text = f"step {odd.step:g} {how}; keeping both"
            lines: tuple[int, ...] = (odd.line_before,)
        else:
            first, last = odd.step - odd.missing * odd.usual, odd.step - odd.usual
            steps = f"step {last:g}" if odd.missing == 1 else f"steps {first:g} to {last:g}"
            about, text, lines = "missing step", f"{steps} missing after {before}", ()
        yield LogRemark("info", text, odd.line, about, lines)


def _other_units(entries: pl.DataFrame, read: pl.DataFrame) -> Iterator[LogRemark]:
    if read.height == entries.height:
        return
    other = entries.filter(~in_first_unit()).select("line", "metric", "unit")
    for line, metric, unit in other.iter_rows():
        text = f"{metric} in {unit or 'no unit'}, unlike earlier in the run; skipped"
        yield LogRemark("skipped", text, line)


def _without_lines(
    blocks: Sequence[LogBlock], found: Sequence[RunContext], with_lines: frozenset[int]
) -> Iterator[LogRemark]:
    headings = [order for order, block in enumerate(blocks) if block.level and not block.settings]
    for order, after in zip_longest(headings, headings[1:]):
        block = blocks[order]
        has_parts = after is not None and blocks[after].level > block.level
        if order in with_lines or has_parts:
            continue
        if found[order].headline is not None:
            text = "a heading states a result without log lines of the run"
            yield LogRemark("info", text, block.line, "result without lines")
        elif block.blank and order != headings[0]:
            # The first heading is often the title, with sections of its own level below it.
            text = f"empty section: {_quoted(block.text)}"
            yield LogRemark("info", text, block.line, "empty section")


def _unread(layout: Layout) -> Iterator[LogRemark]:
    for line, text in layout.unread:
        yield LogRemark("skipped", f"not understood: {_quoted(text)}", line)


def _cut_off(layout: Layout) -> Iterator[LogRemark]:
    last = layout.cut_off
    if last is not None and last == layout.entries["line"].max():
        yield LogRemark("info", "last line is incomplete; its last number may be truncated", last)


def _quoted(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
