"""What reading a training log took for granted, and what is odd in the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import Final, NamedTuple

from parsers.notes import About, Kind, Note
from parsers.source import Source
from parsers.training.contexts import RunContext
from parsers.training.log_layout import Layout, LogBlock
from parsers.training.odd_steps import irregularities
from parsers.training.progress import PER_PROCESS, Meter
from parsers.training.run_lines import RunLines

_MOST: Final = 20
"""Notes of one sort; a log of a million odd lines has one thing to say, not a million."""
_LONGEST_QUOTE: Final = 80


def remarks(
    source: Source,
    layout: Layout,
    stated: Sequence[RunLines],
    read: Sequence[RunLines],
    rates: Meter,
    found: Sequence[RunContext],
    unlike: frozenset[tuple[int, int]],
) -> list[Note]:
    """Return the notes on one document, of which these are the runs; ``found``: by block.

    ``unlike`` are the blocks and parts of runs of which nothing says how large they were.
    ``read`` are the runs with those of their quantities alone that are in the unit of the run.
    """
    with_lines = frozenset(run.block for run in stated)
    sorts = (
        _assumptions(rates, [found[block] for block in sorted(with_lines)]),
        _ranks(layout),
        _restarts(stated, unlike),
        _shares(read),
        _endings(layout.blocks, stated),
        _misplaced(found),
        _steps(stated),
        _other_units(stated, read),
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
    ranks = len({*layout.rows.rank} - {None})
    if ranks > 1:
        text = f"{ranks} processes print their own lines; reading those of one"
        yield LogRemark("assumed", text)


def _restarts(
    stated: Sequence[RunLines], unlike: frozenset[tuple[int, int]]
) -> Iterator[LogRemark]:
    for run in stated:
        if run.part:
            text = "step count restarts; read as another run of the same configuration"
            if (run.block, run.part) in unlike:
                text = "step count restarts with other results, and nothing says on how many"
            yield LogRemark("assumed", text, run.rows.line[run.places[0]])


def _shares(read: Sequence[RunLines]) -> Iterator[LogRemark]:
    if any(PER_PROCESS in run.metrics for run in read):
        text = "rates far below the total read as per process"
        yield LogRemark("assumed", text)


def _endings(blocks: Sequence[LogBlock], stated: Sequence[RunLines]) -> Iterator[LogRemark]:
    if not any(block.ending for block in blocks):
        return
    whole = {run.block for run in stated if any(run.rows.final[place] for place in run.places)}
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


def _steps(stated: Sequence[RunLines]) -> Iterator[LogRemark]:
    for odd in irregularities(stated):
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


def _other_units(stated: Sequence[RunLines], read: Sequence[RunLines]) -> Iterator[LogRemark]:
    for whole, kept in zip(stated, read, strict=True):
        rows, own = whole.rows, {*kept.places}
        for place in whole.places if len(own) < len(whole.places) else ():
            if place not in own:
                unit = rows.unit[place] or "no unit"
                text = f"{rows.metric[place]} in {unit}, unlike earlier in the run; skipped"
                yield LogRemark("skipped", text, rows.line[place])


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
    if last is not None and last in layout.rows.line[-1:]:
        yield LogRemark("info", "last line is incomplete; its last number may be truncated", last)


def _quoted(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
