"""What other inputs need to know of an input, in a few numbers: its counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import polars as pl

from parsers.grammar.middle import median
from parsers.grammar.repeat_numbers import NUMBER, calls_repeats
from parsers.meaning.needed_passes import counts_passes
from parsers.run_records.records import SCALE
from parsers.short_columns.short_records import Records, to_frame
from parsers.short_columns.whole_numbers import vary
from parsers.source import Source
from parsers.together.summaries import NOT_IDENTITY

_MOST_ROWS: Final = 1_000
"""No file of a single job has more records; longer ones are not looked into."""
Point = tuple[int | None, ...]
_MOST_TOLD: Final = 100
"""Records of a file; what people sum up of others has fewer."""
BATCH_COLUMN: Final = "batch"
_TOLD: Final = ("role", "benchmark", "case", "metric", "unit", "value")
_OF_FILE: Final = ("run", "label", "source", "line")


class Outside(NamedTuple):
    """What stands outside of the results of an input: the counts of its job's directives.

    ``settings`` are those beside it, of a run that they count.
    """

    directed: dict[str, int]
    settings: Mapping[str, Any]


class ValueAt(NamedTuple):
    """The value of a record of an input, by its ``row``: of what, in which ``table``, on how many.

    ``counts`` are fields of the scale with their numbers.
    """

    row: int
    table: str
    metric: str
    unit: str | None
    counts: tuple[tuple[str, int], ...]
    value: float


class InputCounts(NamedTuple):
    """Whether anything in an input ``counts`` (nodes, ranks, ...), and the one ``point`` it is of.

    ``point`` has the counts of ``SCALE`` that all its records share; ``None`` where they differ, or
    the input has a label of its own. ``passes`` are the iterations that the records of one point
    have, and their batches, by the name of the parameter; null where one is no whole number.
    ``values`` is the median
    of each configuration, by a digest of it, where the input is called after a repeat. ``outside``
    is null where it is still to be looked for: an archive outlives its files. ``measured`` are the
    values of its records, which others may tell again.
    """

    counts: bool
    point: Point | None
    passes: Mapping[str, Sequence[int | None]] = MappingProxyType({})
    values: Mapping[str, float] = MappingProxyType({})
    outside: Outside | None = None
    measured: Sequence[ValueAt] = ()


def counts_of_input(records: Records, source: Source) -> InputCounts:
    """Return what others need to know of an input, by its ``records`` as they were read."""
    point = _single_point(records, source)
    passes = {} if point is None else _passes(records)
    counts, measured = not _counts_nothing(records), _measured(records, source)
    return InputCounts(counts, point, passes, _values(records, source), measured=measured)


def _counts_nothing(records: Records) -> bool:
    if not records.height or any(records[name].count() for name in SCALE if name != "nodes"):
        return False
    nodes = records["nodes"]
    if nodes.null_count():
        return nodes.null_count() == records.height
    # Nodes that were counted in one list of hosts say nothing of how many cores of them ran.
    return not vary(nodes) and records["hosts"].count() > 0


def _single_point(records: Records, source: Source) -> Point | None:
    if not source.is_named_after_file or not 0 < records.height <= _MOST_ROWS:
        return None
    columns = (records[name] for name in ("label", *SCALE))
    (label, *counts), *others = {*zip(*columns, strict=True)}
    return None if others or label != source.label else tuple(counts)


def _passes(records: Records) -> dict[str, list[int | None]]:
    """The iterations of each record and its batch, each number once."""
    found = {
        name: list(dict.fromkeys(each if isinstance(each, int) else None for each in records[name]))
        for name in records.columns
        if counts_passes(name)
    }
    batches = records[BATCH_COLUMN]
    if batches.count():
        whole = (int(each) if each and each.is_integer() else None for each in batches)
        found[BATCH_COLUMN] = list(dict.fromkeys(whole))
    return found


def _measured(records: Records, source: Source) -> list[ValueAt]:
    """The values of records, but of many; none where the label is the user's own."""
    if not source.is_named_after_file or not 0 < records.height <= _MOST_TOLD:
        return []
    fields = [name for name in SCALE if records[name].count()]
    rows = zip(*(records[name] for name in (*_TOLD, *fields)), strict=True)
    return [
        ValueAt(
            row,
            f"{benchmark}/{case}",
            metric,
            unit,
            tuple(pair for pair in zip(fields, counts, strict=True) if pair[1] is not None),
            value,
        )
        for row, (role, benchmark, case, metric, unit, value, *counts) in enumerate(rows)
        if role == "measured" and value is not None and metric is not None
    ]


def _values(records: Records, source: Source) -> dict[str, float]:
    """Configuration -> the median of its values; nothing where the label is the user's own."""
    is_repeat = any(calls_repeats(piece) for piece in NUMBER.split(source.name)[:-1:2])
    if not source.is_named_after_file or not is_repeat or not 0 < records.height <= _MOST_ROWS:
        return {}
    whole = to_frame(records).filter(pl.col("value").is_not_null())
    keys = [
        name
        for name, dtype in whole.schema.items()
        if name not in {*NOT_IDENTITY, *_OF_FILE} and not dtype.is_nested()
    ]
    values: dict[str, list[float]] = {}
    for *key, value in whole.select(*keys, "value").iter_rows():
        values.setdefault(_digest(keys, key, source.stem), []).append(value)
    return {key: median(each) for key, each in values.items()}


def _digest(names: Sequence[str], cells: Sequence[object], stem: str) -> str:
    """What is one for equal configurations, but for what is called after its file."""
    # It loads OpenSSL, and files without repeats need none.
    from hashlib import blake2b

    said = [
        (name, int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
        for name, cell in zip(names, cells, strict=True)
        if cell is not None and cell != stem
    ]
    return blake2b(repr(said).encode(errors="replace"), digest_size=8).hexdigest()
