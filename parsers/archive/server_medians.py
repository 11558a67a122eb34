"""More records than a server sends, summed up there: medians, their intervals, and how many runs.

The values of a kind are put in order by the server that has them, which says what is in the middle;
where servers share the records out by system, each does that for its own. So the numbers are those
that all records would give: a median is taken from the same two values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import polars as pl

from parsers.across_inputs.finished import Loaded
from parsers.archive.asked import Ranks
from parsers.archive.inputs_together import Holdings
from parsers.archive.lake_inputs import AT, KnownInputs, known_of
from parsers.archive.placed_records import in_places, placed_by, relabelled_at_once
from parsers.archive.server_sql import one_of
from parsers.archive.written_parts import INPUT, PLACE
from parsers.clean import clean
from parsers.notes import Note
from parsers.run_records.conforming import conform
from parsers.run_records.records import FAILED, IDENTITY, SCHEMA
from parsers.run_records.summed import DAYS, FAILURES, HIGH, LEAST, LOW, MEAN, MOST, VALUES

_MOST_KINDS: Final = 100_000
"""Kinds of records that are fetched."""
_MOST_RANKS: Final = 1_000
"""Numbers of repeats for each of which a server is told where the ends of the interval are."""
_KINDS: Final = (*IDENTITY, "size_unit", "metric", "unit", "better", "primary", "parameters")
_PLAIN: Final = (
    *("samples", "progress", "stated_speedup", "stated_efficiency", "stated_baseline"),
    *("stated_reference", "stated_low", "stated_high"),
)
_NOT_LOOKED_AT: Final = (
    "medians and intervals are the server's; whether repeats differ in hosts or stand in different "
    "tables was not looked at"
)
_ORDERED: Final = "(array_agg(value ORDER BY value) FILTER (WHERE value IS NOT NULL))"
"""The values of a kind as an array, from the least on."""

Ask = Callable[[str], pl.DataFrame]


class NotSummedError(Exception):
    """Why a server cannot sum up what it is asked for."""


class Kinds(NamedTuple):
    """Which records are summed up, and what tells their kinds apart.

    ``where``: the conditions, with the word before them. ``labels``: those that inputs share and
    that are to be told apart, so that each of their inputs is a kind of its own.
    """

    where: str
    labels: tuple[str, ...]

    @property
    def counted(self) -> str:
        """The SQL for how many kinds have so many values."""
        return (
            f"SELECT n, count(*) AS kinds FROM (SELECT count(value) AS n "
            f"FROM runcmp.records{self.where} GROUP BY {self._keys}) AS each GROUP BY n"
        )

    def summed(self, ends: Mapping[int, tuple[int, int]]) -> str:
        """Return the SQL for one row of each kind.

        ``ends``: by the number of values, the ranks of the ends of the interval of the median.
        """
        failed = ", ".join(f"'{word}'" for word in FAILED)
        odd = " OR ".join(["role = 'summary'", *(f"{name} IS NOT NULL" for name in _PLAIN)])
        low, high = (
            _at(" ".join(f"WHEN {n} THEN {ranks[end]}" for n, ranks in ends.items()))
            for end in (0, 1)
        )
        named = ", ".join(f'"{name}"' for name in _KINDS)
        return (
            f"SELECT {named}, count(value) AS n, "
            f"count(*) FILTER (WHERE status IN ({failed})) AS failed, "
            f"count(DISTINCT CAST(started AS date)) AS days, avg(value) AS mean, "
            f"min(value) AS least, max(value) AS most, {low} AS low, {high} AS high, "
            f"{_ORDERED}[(count(value) + 1) / 2] AS below, "
            f"{_ORDERED}[count(value) / 2 + 1] AS above, "
            "min(status) AS status, min(reason) AS reason, min(started) AS started, "
            "min(line) AS line, min(runcmp_input) AS runcmp_input, "
            f"count(DISTINCT runcmp_input) AS inputs, bool_or({odd}) AS odd "
            f"FROM runcmp.records{self.where} GROUP BY {self._keys} LIMIT {_MOST_KINDS + 1}"
        )

    @property
    def _keys(self) -> str:
        apart = f"CASE WHEN {one_of('label', self.labels)} THEN runcmp_input END"
        return ", ".join((*(f'"{name}"' for name in _KINDS), *((apart,) if self.labels else ())))


def _at(cases: str) -> str:
    """The SQL for the value at a rank that ``cases`` give by the number of values."""
    return f"{_ORDERED}[CASE count(value) {cases} END]" if cases else "CAST(NULL AS float8)"


def summed_by_server(
    ask: Ask, held: Holdings, where: str, ranks: Ranks, parameters: Callable[..., pl.DataFrame]
) -> Loaded:
    """Return the records that ``where`` says, those of each kind summed up.

    ``ranks`` are where the interval of the median of so many values ends; ``parameters`` makes
    columns of what is stored in one. Raises ``NotSummedError``.
    """
    names = ask(f"SELECT DISTINCT runcmp_input FROM runcmp.records{where} LIMIT {_MOST_KINDS + 1}")
    if names.height > _MOST_KINDS:
        raise NotSummedError(f"they are of more than {_MOST_KINDS:,} files")
    known = known_of(held, names["runcmp_input"].to_list(), [])
    kinds = Kinds(where, _renamed(known))
    counts = ask(kinds.counted)
    if (number := int(counts["kinds"].sum())) > _MOST_KINDS:
        raise NotSummedError(f"they are of {number:,} kinds")
    ends = {n: found for n in counts["n"].to_list() if (found := ranks(n)) is not None}
    if len(ends) > _MOST_RANKS:
        raise NotSummedError(f"their kinds have {len(ends):,} different numbers of repeats")
    frame = ask(kinds.summed(ends))
    _check(frame, ends, counts)
    placed = placed_by(known, parameters(_of_kinds(frame)))
    sums = in_places(relabelled_at_once(placed, known.sources, known.new_labels))
    ordered = sums.drop(INPUT, PLACE, AT)
    beside = [VALUES, FAILURES, DAYS, MEAN, LEAST, MOST, LOW, HIGH]
    records = conform(ordered.drop(beside)).hstack(ordered.select(beside))
    total = int((counts["n"] * counts["kinds"]).sum())
    note = Note("info", f"{total:,} values: {_NOT_LOOKED_AT}", clean(held.name))
    return Loaded(records, (note, *known.notes), known.reports)


def _renamed(known: KnownInputs) -> tuple[str, ...]:
    """The labels of inputs that get another, to be told apart. Raises ``NotSummedError``."""
    told = known.decisions
    if told is not None and (
        told.changed.intersection(known.touched) or not {*known.touched} <= {*told.kept}
    ):
        raise NotSummedError("their files say something of each other")
    pairs = zip(known.sources, known.labels, strict=True)
    renamed = {source.label for source, label in pairs if source.label != label}
    if len(renamed) > _MOST_RANKS or any("\\" in label or "\0" in label for label in renamed):
        raise NotSummedError("many of their files are called alike")
    return tuple(sorted(renamed))


def _check(frame: pl.DataFrame, ends: Mapping[int, object], counts: pl.DataFrame) -> None:
    """Raise ``NotSummedError`` where a kind is more than values of one metric."""
    if frame["metric"].n_unique() > 1:
        raise NotSummedError("they are of several metrics, and --metric NAME chooses one")
    if frame["odd"].any():
        raise NotSummedError("some have samples, curves or stated values")
    lacks = pl.col("low").is_null() & pl.col("n").is_in(list(ends))
    if frame.select(lacks.any()).item() or not {*frame["n"]} <= {*counts["n"]}:
        raise NotSummedError("more of them came while they were asked for")


def _of_kinds(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows of the server as records, each at the line that is the first of its input."""
    own = {name: SCHEMA[name] for name in frame.columns if name in SCHEMA}
    is_of_one = pl.col("inputs") == 1
    sums = frame.select(
        *(pl.col(name) for name in own),
        "parameters",
        "runcmp_input",
        pl.col("line").fill_null(0).cast(pl.UInt32).alias("runcmp_place"),
        # Halved before they are added, as where all values are known.
        (pl.col("below") / 2 + pl.col("above") / 2).alias("value"),
        pl.col("n").cast(pl.UInt32).alias(VALUES),
        pl.col("failed").cast(pl.UInt32).alias(FAILURES),
        pl.col("days").cast(pl.UInt32).alias(DAYS),
        pl.col("mean").alias(MEAN),
        *(pl.col(name).alias(to) for name, to in (("least", LEAST), ("most", MOST))),
        *(pl.col(name).alias(to) for name, to in (("low", LOW), ("high", HIGH))),
        is_of_one.alias("runcmp:of_one"),
    )
    return sums.with_columns(
        source=pl.col("runcmp_input"),
        line=pl.when("runcmp:of_one").then("line"),
        role=pl.lit("measured"),
        status=pl.when(pl.col(VALUES) > 0).then(pl.lit("ok")).otherwise("status"),
    ).drop("runcmp:of_one")
