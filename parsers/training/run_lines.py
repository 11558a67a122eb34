"""From the lines of a log to runs: which lines make one, and which of them tell of it.

What ``progress`` does to the rows of a table is done here to one run after the other: a log mostly
has few lines, of which Polars would take a tenth of a millisecond for each question.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, MutableSequence, Sequence
from itertools import islice, pairwise
from math import isnan, nan
from operator import le
from typing import NamedTuple

from parsers.training.progress import PER_PROCESS, SHARED, STEP_RATES
from parsers.training.rows import LogRows

_SPEEDS = frozenset({"throughput", "step_time"})


class RunLines(NamedTuple):
    """The lines of one run: the ``block`` it is under, and the count of restarts below that.

    ``places`` are those of its quantities in ``rows``, ``at`` where each stands in the run, and
    ``metrics`` what each is.
    """

    rows: LogRows
    block: int
    part: int
    places: MutableSequence[int]
    at: MutableSequence[float]
    metrics: list[str]

    def only(self, kept: Iterable[int]) -> RunLines:
        """Return the run with some of its quantities, given by their order in it."""
        order = list(kept)
        if len(order) == len(self.places):
            return self
        return self._replace(
            places=[self.places[each] for each in order],
            at=[self.at[each] for each in order],
            metrics=[self.metrics[each] for each in order],
        )


def runs_of(rows: LogRows) -> list[RunLines]:
    """Return the runs of a log, each as one rank printed it, in order."""
    return [run for block, places in _blocks(rows) for run in _split(rows, block, places)]


def are_in_order(runs: Sequence[RunLines]) -> bool:
    """Whether the steps of the runs below each heading rise at least as often as they fall.

    Iterations that are listed by their speed tell of no run how it went.
    """
    restarted = {run.block for run in runs if run.part}
    for block in restarted:
        steps = [run.rows.step[place] for run in runs if run.block == block for place in run.places]
        rises = sum(before < after for before, after in pairwise(steps))
        if rises < sum(before > after for before, after in pairwise(steps)):
            return False
    return True


def in_first_unit(run: RunLines) -> RunLines:
    """Return ``run`` with the quantities in the unit that it first states each in.

    Steps a second are its rate only where nothing of it is counted in samples.
    """
    units = run.rows.unit
    own = set(zip(run.metrics, map(units.__getitem__, run.places), strict=True))
    if len(own) == len({metric for metric, _ in own}):
        return run
    stated: dict[str, str | None] = {}
    for place, metric in zip(run.places, run.metrics, strict=True):
        unit = units[place]
        uncounted = metric == "throughput" and stated.get(metric) in (None, *STEP_RATES)
        if metric not in stated or (uncounted and unit not in (None, *STEP_RATES)):
            stated[metric] = unit
    pairs = zip(run.places, run.metrics, strict=True)
    return run.only(
        order for order, (place, metric) in enumerate(pairs) if units[place] == stated[metric]
    )


def of_one_account(run: RunLines) -> RunLines:
    """Return ``run`` with each speed as one kind of line states it.

    A library below a program may log the rate of the same steps in lines of its own, measured
    otherwise: the lines that say most are the program's. Kinds are told by what a line states.
    """
    if _are_alike(run):
        return run
    lines = run.rows.line
    said: dict[int, set[str]] = {}
    for place, metric in zip(run.places, run.metrics, strict=True):
        said.setdefault(lines[place], set()).add(metric)
    if len(set(map(frozenset, said.values()))) < 2:
        return run
    lesser: set[tuple[str, frozenset[str]]] = set()
    for speed in _SPEEDS & set(run.metrics):
        where: dict[frozenset[str], set[float]] = {}
        for place, metric, at in zip(run.places, run.metrics, run.at, strict=True):
            if metric == speed:
                where.setdefault(frozenset(said[lines[place]]), set()).add(at)
        fullest = max(where, key=len)
        lesser |= {
            (speed, kind)
            for kind, steps in where.items()
            if len(kind) < len(fullest) and (steps <= where[fullest] or where[fullest] <= steps)
        }
    pairs = zip(run.places, run.metrics, strict=True)
    return run.only(
        order
        for order, (place, metric) in enumerate(pairs)
        if (metric, frozenset(said[lines[place]])) not in lesser
    )


def _are_alike(run: RunLines) -> bool:
    """Tell at once that all lines of ``run`` state the same, as those of most runs do."""
    lines = list(map(run.rows.line.__getitem__, run.places))
    each = lines.count(lines[0]) if lines else 1
    whole = len(lines) % each == 0 and lines[::each] == lines[each - 1 :: each]
    return whole and run.metrics[each:] == run.metrics[:-each]


def of_one_process(run: RunLines) -> RunLines:
    """Return ``run`` with its rates renamed where they are those of one process.

    They are where the run states several times as much for all of its processes together.
    """
    rows = run.rows
    if not any(map(rows.final.__getitem__, run.places)):
        return run
    rates = [p for p, m in zip(run.places, run.metrics, strict=True) if m == "throughput"]
    whole = [rows.value[place] for place in rates if rows.final[place]]
    usual = [rows.value[place] for place in rates if not rows.final[place]]
    if not whole or not usual or not whole[-1] > SHARED * median(usual):
        return run
    pairs = zip(run.places, run.metrics, strict=True)
    renamed = (
        PER_PROCESS if metric == "throughput" and not rows.final[place] else metric
        for place, metric in pairs
    )
    return run._replace(metrics=list(renamed))


def median(values: Sequence[float]) -> float:
    """Return the median. What ``statistics`` imports would be imported by two threads at once."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _blocks(rows: LogRows) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield each block with the places of what one rank printed: the one with most of them."""
    ranks = len(set(rows.rank)) > 1
    for block, places in rows.blocks():
        if not ranks:
            yield block, places
            continue
        most = max(Counter(rows.rank[place] for place in places).items(), key=lambda each: each[1])
        yield block, [place for place in places if rows.rank[place] == most[0]]


def _split(rows: LogRows, block: int, places: Sequence[int]) -> Iterator[RunLines]:
    """Yield the runs of one block.

    A run begins anew where its counter falls back to where the block's began, unless the epoch
    goes on: then steps are counted per epoch, and ``at`` carries on from the epoch before.
    """
    step, epoch = rows.step, rows.epoch
    if (run := _never_falling(rows, block, places)) is not None:
        yield run
        return
    counts_steps = any(not isnan(step[place]) for place in places)
    counter = step if counts_steps else epoch
    following: Sequence[float] = ()
    began = before = last_epoch = nan
    part, carried = 0, 0.0
    seen: Counter[str] = Counter()
    run = RunLines(rows, block, part, array("L"), array("d"), [])
    for order, place in enumerate(places):
        here, own_epoch = counter[place], epoch[place]
        began = here if isnan(began) else began
        if here < before and here <= began:
            following = following or _next_epochs(rows, places)
            next_epoch = following[order]
            is_next = next_epoch > last_epoch or (isnan(next_epoch) and not isnan(last_epoch))
            if counts_steps and is_next:
                carried += before
            else:
                yield run
                part, carried = part + 1, 0.0
                run = RunLines(rows, block, part, array("L"), array("d"), [])
                seen.clear()
        metric = rows.metric[place]
        seen[metric] += 1
        at = step[place] + carried
        if isnan(at):
            at = seen[metric] if isnan(own_epoch) else own_epoch
        run.places.append(place)
        run.at.append(at)
        run.metrics.append(metric)
        before = before if isnan(here) else here
        last_epoch = last_epoch if isnan(own_epoch) else own_epoch
    yield run


def _never_falling(rows: LogRows, block: int, places: Sequence[int]) -> RunLines | None:
    """Return the one run of a block in which no step is smaller than the one before, or is unknown.

    Most blocks are, and a log has millions of lines.
    """
    steps = array("d", map(rows.step.__getitem__, places))
    if isnan(steps[0]) or not all(map(le, steps, islice(steps, 1, None))):
        return None
    metrics = list(map(rows.metric.__getitem__, places))
    return RunLines(rows, block, 0, array("L", places), steps, metrics)


def _next_epochs(rows: LogRows, places: Sequence[int]) -> Sequence[float]:
    """Return for each place the epoch that is named there, or next after it."""
    found = array("d", [nan]) * len(places)
    epoch = nan
    for order in range(len(places) - 1, -1, -1):
        own = rows.epoch[places[order]]
        epoch = epoch if isnan(own) else own
        found[order] = epoch
    return found
