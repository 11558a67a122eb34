"""The reader of training logs: step and epoch lines, alone or below headings that describe them.

``log_layout`` tells headings, settings and result lines apart, ``contexts`` gathers
what the headings above a run say, ``run_lines`` finds the runs and their numbers. Here they become
records, and remarks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import polars as pl

from parsers.formats.stated_around import (
    StatedAround,
    stated_around,
    with_counts_around,
    with_results_around,
)
from parsers.headings.directions import better
from parsers.reader import Reader, ReadError, Reading
from parsers.run_records.conforming import of_rows
from parsers.short_columns.short_records import Records, to_frame
from parsers.source import Source
from parsers.training.contexts import RunContext, contexts
from parsers.training.endings import Ending, failed
from parsers.training.lines_around import lines_around
from parsers.training.log_layout import LogBlock, begun_at, lay_out
from parsers.training.log_notes import remarks
from parsers.training.recognition import failed_early, has_results
from parsers.training.run_lines import (
    RunLines,
    are_in_order,
    in_first_unit,
    of_one_account,
    of_one_process,
    runs_of,
)
from parsers.training.run_quantities import RunQuantity, quantities
from parsers.training.run_rates import meter
from parsers.training.said_between import names_of_runs
from parsers.training.unstated_scale import Measured, of_unstated_scale, without_scale

_CONFIDENCE: Final = 80
_CLAIMED: Final = ("throughput", "epoch_time", "step_time", "runtime")
"""What the speedup of a heading without a result is about: the first of these that a run has."""


def sniff(source: Source) -> int:
    """Return the confidence that ``source`` holds results of training, from its head."""
    return _CONFIDENCE if has_results(source) or failed_early(source) else 0


def read(source: Source) -> Reading:
    """Return the runs of ``source``: a record each for throughput, epoch time, accuracy, ...

    ``progress`` holds a quantity along the run and ``progress_at`` the steps or epochs. What a
    heading states as the result is a record of the same run with the role ``summary``. Raises
    ``ReadError`` when there is no result line, or the steps are in no order.
    """
    layout = lay_out(source)
    if not layout.rows and not any(block.ending for block in layout.blocks):
        raise ReadError("no step or epoch line with a rate, time, accuracy or loss")
    stated = runs_of(layout.rows)
    if not are_in_order(stated):
        raise ReadError("the steps of these lines are in no order, so they follow no run")
    runs = [of_one_process(of_one_account(in_first_unit(run))) for run in stated]
    rates = meter(runs)
    found = contexts(layout.blocks, _ranges(runs))
    lines = lines_around(source, runs)
    around = stated_around(source, lines, runs)
    measured = [
        (run, with_results_around(quantities(run, rates.is_running_mean), said))
        for run, said in zip(runs, around, strict=True)
    ]
    counts = {(run.block, run.part): said for run, said in zip(runs, around, strict=True)}
    unlike = of_unstated_scale(measured, found)
    rows: list[Mapping[str, Any]] = list(
        _rows(source, lines, layout.blocks, found, measured, unlike, counts)
    )
    records = _without_false_shares(of_rows(rows), found)
    return Reading(records, remarks(source, layout, stated, runs, rates, found, unlike))


READER: Final = Reader("training log", sniff, read, additive=True, beside=True)


def _ranges(runs: Sequence[RunLines]) -> dict[int, tuple[float, float]]:
    """Return the smallest and the largest rate right below each heading."""
    rates: dict[int, list[float]] = {}
    for run in runs:
        pairs = zip(run.places, run.metrics, strict=True)
        if found := [run.rows.value[place] for place, metric in pairs if metric == "throughput"]:
            rates.setdefault(run.block, []).extend(found)
    return {block: (min(values), max(values)) for block, values in rates.items()}


def _rows(
    source: Source,
    lines: Sequence[str],
    blocks: list[LogBlock],
    found: Sequence[RunContext],
    measured: Sequence[Measured],
    unlike: frozenset[tuple[int, int]],
    around: Mapping[tuple[int, int], StatedAround],
) -> Iterator[dict[str, Any]]:
    """Yield the records of each run, and of headings that state a result without any lines."""
    last = {run.block: run.part for run, _ in measured}
    told = {
        (run.block, run.part): _with_counts(found[run.block], around[run.block, run.part])
        for run, _ in measured
    }
    names = (
        names_of_runs(lines, [(run, told[run.block, run.part]) for run, _ in measured])
        if len(measured) > 1
        else {}
    )
    for run, own in measured:
        context = told[run.block, run.part]
        if name := names.get((run.block, run.part)):
            context = context._replace(case=name)
        if (run.block, run.part) in unlike:
            context = without_scale(context)
        if run.part > 0 or context.line is None:
            # A heading states the result of the first run below it, and the file's top of none.
            context = context._replace(
                line=own[0].line,
                headline=None,
                speedup=None,
                speedup_digit=None,
                baseline=None,
            )
        ending = blocks[run.block].ending
        is_over = run.part == last[run.block] and not any(each.final for each in own)
        if batch := _global_batch(run, own):
            context = context._replace(facts={"global_batch": batch} | context.facts)
        yield from _run(source, context, own, ending if is_over else None)
    rates = (each for _, own in measured for each in own if each.metric == "throughput")
    rate_units = {each.unit for each in rates}
    unit = rate_units.pop() if len(rate_units) == 1 else None
    for block in sorted({*range(len(found))} - {run.block for run, _ in measured}):
        ending, begun = blocks[block].ending, begun_at(blocks, block)
        if ending is not None and begun is not None:
            context = found[block]._replace(line=found[block].line or begun)
            yield _common(source, context) | failed(ending) | _of_nothing(unit)
        else:
            yield from _stated(source, found[block], unit, found[block].claims())


def _with_counts(context: RunContext, said: StatedAround) -> RunContext:
    return context._replace(facts=with_counts_around(context.facts, said))


def _run(
    source: Source, context: RunContext, run: Sequence[RunQuantity], ending: Ending | None
) -> Iterator[dict[str, Any]]:
    """Yield the records of one run; what its heading claims goes with the throughput."""
    claims = context.claims()
    unit = None
    metrics = {each.metric for each in run}
    about = next((name for name in _CLAIMED if name in metrics), None)
    if context.headline is not None:
        about = "throughput"
    for each in run:
        record = _common(source, context) | {
            "metric": each.metric,
            "unit": each.unit,
            "value": each.value,
            "progress": each.progress,
            "progress_at": each.progress_at,
            "progress_lines": each.progress_lines,
            "better": better(each.metric, each.unit),
        }
        if each.metric == "step_time" and (batch := context.facts.get("global_batch")):
            # What a step works through is the size of its problem.
            record = {"size": batch} | record
        record |= failed(ending) if ending else {}
        if each.metric == about:
            record, claims = record | claims, {}
        if each.metric == "throughput":
            unit = each.unit
        yield record
    if ending is not None and about is None:
        # It stated its shares of a total, and did not come to that.
        yield _common(source, context) | failed(ending) | _of_nothing(unit)
    yield from _stated(source, context, unit, claims)


def _global_batch(run: RunLines, own: Sequence[RunQuantity]) -> int | None:
    """Return the batch that the first or the last line of a run states beside its quantities."""
    lines = [each.progress_lines for each in own if each.progress_lines]
    stated = {run.rows.batch.get(place[end]) for place in lines for end in (0, -1)}
    stated.discard(None)
    return stated.pop() if len(stated) == 1 else None


def _of_nothing(unit: str | None) -> dict[str, Any]:
    """Return what a run would have measured that did not come to it."""
    return {"metric": "throughput", "unit": unit, "better": better("throughput", unit)}


def _stated(
    source: Source, context: RunContext, unit: str | None, claims: dict[str, float | None]
) -> Iterator[dict[str, Any]]:
    """Yield the record of the result that a heading states, if any."""
    if context.headline is None:
        return
    unit = context.headline.unit.base if context.headline.unit else unit
    yield (
        _common(source, context)
        | claims
        | {
            "metric": "throughput",
            "unit": unit,
            "better": better("throughput", unit),
            "value": context.headline.value,
            "value_digit": context.headline.digit,
            "role": "summary",
        }
    )


def _common(source: Source, context: RunContext) -> dict[str, Any]:
    """Return what all records of a run share."""
    return context.facts | {
        "run": f"{source.label}:{context.line}",
        "label": source.label,
        "source": source.name,
        "line": context.line,
        "benchmark": context.benchmark or source.stem,
        "case": context.case,
    }


def _without_false_shares(records: Records, found: Sequence[RunContext]) -> Records:
    """Return ``records`` without the devices per node of runs on unequal nodes.

    Four devices on two hosts would pass for two a host, where they are three and one.
    """
    unequal = [
        context.line for context in found if context.facts.get("devices_per_node", 0) is None
    ]
    if not unequal:
        return records
    share = pl.when(pl.col("line").is_in(unequal)).then(None).otherwise("devices_per_node")
    return to_frame(records).with_columns(share.alias("devices_per_node"))
