"""What a run yields besides what is measured: it tells no rows apart, as nobody has set it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.meaning.column import Column
from parsers.meaning.decisions import MEASURED, NOTHING, Decision, Decisions
from parsers.meaning.judgements import TARGETS
from parsers.run_records.records import SCALE
from parsers.short_columns.whole_numbers import vary
from parsers.tables.cells import is_text

_MOST: Final = 5_000
_NUMBER: Final = r"\d+(?:\.\d+)?"
_RANGE = Pattern(
    rf"[~≈]?\s*(?P<low>{_NUMBER})\s?[a-zµμ]*\s*(?:-|–|—|\.{{2,3}}|…|\bto\b)\s*"
    rf"(?P<high>{_NUMBER})\s?[a-zµμ]*"
)
_WIDE: Final = 3.0
_ITERATIONS: Final = word_set("iterations iters iter its niter")
_ROUND: Final = 5
_FEW: Final = 10
"""So few iterations may be set, whatever their number."""
_ALIKE: Final = 2.0
"""A solver that takes more than so many times as many iterations had other work to do."""
_TRAFFIC: Final = word_set("bytes nbytes")
_OF_TRAFFIC: Final = _TRAFFIC | word_set(
    "n num total all data volume sent received moved transferred traffic comm communication"
)
_PROPORTIONAL: Final = 1.02
_USE: Final = word_set("usage utilization utilisation util occupancy")
_BUSY: Final = word_set("cpu gpu")
_QUEUES: Final = word_set("partition queue qos")
_SIZES: Final = word_set(
    "tiny small medium large big huge full wide single multi parallel serial short long day week"
    " debug dev devel development test testing express interactive default normal standard regular"
    " general main batch compute work workq prod production scaling scale capability capacity"
)
"""Names of queues by how large or long the jobs in them may be."""
_BOUND: Final = r"^\s*(?:[<>≥≤~≈]=?\s*)?\d[\d.,]*\s*[%x×]?\s*$"
_OF_ONE_RUN: Final = (
    *("run_name", "started", "hosts", "status", "reason"),
    *("stated_speedup", "stated_efficiency", "speedup_digit", "efficiency_digit"),
)
"""Fields that differ between repeats."""
_LIMITS: Final = word_set("limit timelimit requested alloc allocated reserved")
_TIMES: Final = word_set("time walltime wall timelimit")
_AVERAGES: Final = word_set("avg average mean median")
_ALLOCATIONS: Final = (("allocs",), ("allocations",))
_SAMPLES: Final = (("samples",), ("n", "samples"))


def byproducts(known: Decisions) -> Decision:
    """Drop what nobody set: ranges of results, a solver's iterations, bytes moved, and the like."""
    if not 1 < known.rows <= _MOST:
        return NOTHING
    dropped = dict(_found(known))
    return Decision(dropped=dropped) if dropped else NOTHING


def _found(known: Decisions) -> Iterator[tuple[str, str]]:
    measured = [column for name, column in known.taken if name == MEASURED]
    targets = [name for name, column in known.taken if name in known.fields and _is_target(column)]
    if _tell_rows_apart(targets, known):
        # Thresholds that were tried out, one after the other.
        targets = []
    for name, column in known.taken:
        values = known.fields.get(name)
        if values is None or name in SCALE or column.heading.role or column.given:
            continue
        if _are_ranges(column, measured):
            yield name, "the range of what is measured"
        elif _are_of_a_solver(name, values, known):
            yield name, "how many the solver took"
        elif _is_use(column):
            yield name, "how far the runs used the machine"
        elif name in targets:
            yield name, "what the results are held against"
        elif _is_of_the_harness(column, measured):
            yield name, "what the harness counted"
        elif _is_average(column, values) and not _tell_rows_apart([name], known):
            yield name, "an average over what ran"
        elif _is_time_limit(column) and not _tell_rows_apart([name], known):
            yield name, "how long the runs might have taken"
        elif _is_queue_of_sizes(column) and not _tell_rows_apart([name], known):
            yield name, "where jobs of a size or length were queued"
        elif name == "size" and _is_traffic(column, values, known):
            yield name, "what the runs moved: one amount on each count, in no proportion to it"


def _are_ranges(column: Column, measured: Sequence[Column]) -> bool:
    """Whether every text is a range such as ``185-210``, with a value of the row inside."""
    if not is_text(column.cells) or column.numbers is not None:
        return False
    ranges = [_RANGE.fullmatch(text or "") for text in column.texts]
    if not ranges or not all(ranges):
        return False
    bounds = [(float(each["low"]), float(each["high"])) for each in ranges if each]
    # Ranges that come again, or that are wide, are of what was set: ports 1-100.
    if len({*bounds}) < len(bounds) or any(high > _WIDE * low for low, high in bounds):
        return False
    return any(
        all(
            value is not None and low <= value <= high
            for value, (low, high) in zip(other.numbers.values, bounds, strict=True)
        )
        for other in measured
        if other.numbers is not None
    )


def _is_use(column: Column) -> bool:
    """Whether a column says how busy processors were; how much memory may be used is set."""
    said = {*words(column.heading.text)}
    is_share = column.heading.unit == "%" and not said.isdisjoint(_BUSY)
    is_use = is_share or not said.isdisjoint(_USE)
    return is_use and "memory" not in said and column.numbers is not None


def _is_queue_of_sizes(column: Column) -> bool:
    """Whether a column has the queues that jobs of a size or a length go to: ``small``, ``debug``.

    Those called after what is in them (``v100``, ``highmem``) are machines of several kinds.
    """
    if _QUEUES.isdisjoint(words(column.heading.text)) or not is_text(column.cells):
        return False
    texts = column.texts.drop_nulls().unique().to_list()
    return bool(texts) and all(_SIZES.issuperset(words(text)) for text in texts)


def _is_time_limit(column: Column) -> bool:
    """Whether a column has the times that a scheduler was asked for: ``walltime limit``."""
    said = {*words(column.heading.text)}
    return not said.isdisjoint(_LIMITS) and not said.isdisjoint(_TIMES)


def _is_average(column: Column, values: pl.Series) -> bool:
    """Whether a column has averages with fractions, as nobody sets them."""
    if _AVERAGES.isdisjoint(words(column.heading.text)):
        return False
    return values.dtype.is_float() and bool((values != values.floor()).any())


def _is_target(column: Column) -> bool:
    """Whether a column has bounds that results should reach: ``>90%`` under ``Target``."""
    if TARGETS.isdisjoint(words(column.heading.text)) or not is_text(column.cells):
        return False
    texts = column.texts.drop_nulls()
    return len(texts) > 0 and bool(texts.str.contains(_BOUND).all())


def _tell_rows_apart(names: Sequence[str], known: Decisions) -> bool:
    """Whether rows that are alike in all else that was set differ in the fields of ``names``."""
    if not names:
        return False
    set_alike: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    others = [name for name in known.fields if name not in names and name not in _OF_ONE_RUN]
    for row in range(known.rows):
        key = tuple(str(known.fields[name][row]) for name in others)
        set_alike[key].add(tuple(str(known.fields[name][row]) for name in names))
    return any(len(found) > 1 for found in set_alike.values())


def _is_of_the_harness(column: Column, measured: Sequence[Column]) -> bool:
    """Whether a column counts samples or allocations beside the statistics of what it measured."""
    if not any(each.heading.statistic or each.heading.kind == "statistic" for each in measured):
        return False
    return words(column.heading.text) in (*_ALLOCATIONS, *_SAMPLES)


def _are_of_a_solver(name: str, values: pl.Series, known: Decisions) -> bool:
    """Whether numbers of iterations are such as nobody sets, and much alike in like runs."""
    if _ITERATIONS.isdisjoint(name.split("_")) or not values.dtype.is_numeric():
        return False
    groups: dict[tuple[str, ...], list[float]] = defaultdict(list)
    texts = [text for text in known.fields.values() if is_text(text)]
    rows = zip(*(text.cast(pl.String).to_list() for text in texts), strict=True)
    for group, value in zip(rows if texts else [()] * len(values), values, strict=True):
        if value:
            groups[tuple(map(str, group))].append(float(value))
    taken = [value for group in groups.values() if len(set(group)) > 1 for value in group]
    alike = all(max(group) <= _ALIKE * min(group) for group in groups.values())
    return alike and any(value > _FEW and value % _ROUND != 0 for value in taken)


def _is_traffic(column: Column, values: pl.Series, known: Decisions) -> bool:
    """Whether bytes are no size: one amount on each count, which grows in no proportion to it."""
    said = {*words(column.heading.text)}
    counted = (known.fields[name] for name in SCALE if name in known.fields)
    counts = next(filter(vary, counted), None)
    if counts is None or said.isdisjoint(_TRAFFIC) or not said <= _OF_TRAFFIC:
        return False
    others = [name for name in known.fields if name not in (*SCALE, "size", *_OF_ONE_RUN)]
    keys = zip(*(known.fields[name].cast(pl.String) for name in others), strict=True)
    shares: dict[tuple[str, ...], dict[int, set[float]]] = defaultdict(lambda: defaultdict(set))
    for key, count, value in zip(
        keys if others else [()] * len(values), counts, values, strict=True
    ):
        if count and value is not None:
            shares[tuple(map(str, key))][count].add(float(value))
    series = [group for group in shares.values() if len(group) > 1]
    if not series or any(len(amounts) > 1 for group in series for amounts in group.values()):
        return False
    return not any(map(_is_proportional, series))


def _is_proportional(amounts: dict[int, set[float]]) -> bool:
    """Whether the amounts grow with the counts, as a problem does, or do not change."""
    per_count = [amount / count for count, each in amounts.items() for amount in each]
    whole = [amount for each in amounts.values() for amount in each]
    return any(max(each) <= _PROPORTIONAL * min(each) for each in (per_count, whole))
