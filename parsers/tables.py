"""A table with headings -> run records: the one conversion that every tabular format shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from pathlib import PurePath
from typing import Final

import polars as pl

from parsers.cells import is_text, read_dates, read_epoch, spread
from parsers.clean import clean
from parsers.hostlists import check_hosts
from parsers.layout import read_layout
from parsers.measured import choose_measured
from parsers.notes import Kind, Note
from parsers.outcomes import read_outcome
from parsers.quantities import Quantity, read_long, read_quantities
from parsers.reader import Reading
from parsers.records import BETTER, ROLE, SCALE, SCHEMA, STATUS, conform, empty
from parsers.source import Source
from parsers.table_columns import Column, read_columns
from parsers.words import snake_case

AGGREGATE: Final = (
    r"(?i)^(?:the )?(?:avg|average|mean|median|total|sum|overall|geo[ .-]?mean|geometric mean)"
    r"(?: of .*)?[.:]?$"
)
"""A cell that says its row is computed from others."""

_OWN = ("run", "label", "source", "line", "better", "samples", "progress", "progress_at", "role")
_TEXT = ("benchmark", "case", "software", "system", "device", "reason", "hosts")
_HEADLINES = ("throughput", "runtime", "bandwidth", "latency")
_DISTINCT_HOST_LISTS = 20_000
_EXACT = 2**53


@dataclass(frozen=True)
class Table:
    """A table of any format.

    ``cells`` has one column per heading, text as written or typed by the format; ``lines`` the
    1-based line of each row (``None`` where the format has no lines) and ``line`` that of the
    headings. ``benchmark``, ``case`` and ``settings`` (heading -> cell) are what surrounds the
    table and holds for all its rows; ``aggregate`` marks rows that the source sets off.
    """

    cells: pl.DataFrame
    headings: Sequence[str]
    lines: pl.Series | None = None
    line: int | None = None
    benchmark: str | None = None
    case: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    aggregate: pl.Series | None = None


def to_records(table: Table, source: Source) -> Reading:
    """Return the run records of ``table``: one run per row, one record per measured quantity.

    A table without a measured column gives no record and a ``skipped`` note.
    """
    return _Conversion(_without_blank_rows(table), source).reading()


def _without_blank_rows(table: Table) -> Table:
    """Leave out rows without any cell, such as blank lines of a file."""
    missing = table.cells.null_count()
    if table.cells.width == 0 or min(missing.row(0)) == 0:
        return table
    stated = table.cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    return replace(
        table,
        cells=table.cells.filter(stated),
        lines=None if table.lines is None else table.lines.filter(stated),
        aggregate=None if table.aggregate is None else table.aggregate.filter(stated),
    )


class _Conversion:
    """The records of one table in the making: the fields that all quantities of a row share."""

    def __init__(self, table: Table, source: Source) -> None:
        self.table = table
        self.source = source
        self.rows = table.cells.height
        self.columns = read_columns(table.headings, table.cells, table.settings)
        self.fields: dict[str, pl.Series] = {}
        self.constants: dict[str, str] = {}
        self.owners: list[tuple[str, Column]] = []
        self.notes: list[Note] = []

    def reading(self) -> Reading:
        summary = self._aggregates()
        for column in self.columns:
            if column.heading.kind == "schema":
                self._read_schema_column(column)
        quantities = self._quantities()
        if not quantities:
            headings = ", ".join(clean(heading) for heading in self.table.headings)
            text = f"table without a measured column, left out: {headings}"
            return Reading(empty(), [Note("skipped", text, self.source.name, self.table.line)])
        self._read_other_columns()
        self._settle_devices()
        self._settle_nodes()
        self._settle_names()
        return Reading(self._records(quantities, summary), self.notes)

    def _note(self, kind: Kind, text: str, row: int | None = None) -> None:
        line = self.table.line if row is None else self._line(row)
        self.notes.append(Note(kind, text, self.source.name, line))

    def _line(self, row: int) -> int | None:
        return None if self.table.lines is None else int(self.table.lines[row])

    def _claim(self, name: str, column: Column, values: pl.Series) -> None:
        self.fields[name] = values
        self.owners.append((name, column))

    def _owner(self, name: str) -> Column | None:
        return next((column for owned, column in self.owners if owned == name), None)

    def _unclaimed(self) -> list[Column]:
        claimed = [column for _, column in self.owners]
        return [column for column in self.columns if column not in claimed]

    # Columns

    def _aggregates(self) -> pl.Series:
        """Which rows are computed from others; the word that says so is no value of its column."""
        marked = self.table.aggregate
        if marked is None or marked.all():
            marked = pl.repeat(False, self.rows, dtype=pl.Boolean, eager=True)
        for place, column in enumerate(self.columns):
            if column.numbers is not None or not is_text(column.cells) or column.given:
                continue
            said = spread(column.cells, lambda cells: cells.str.contains(AGGREGATE))
            if said.any() and not said.all():
                said = said.fill_null(False)
                marked = marked | said
                cells = column.cells.cast(pl.String).set(said, None)
                self.columns[place] = replace(column, cells=cells)
        return marked

    def _read_schema_column(self, column: Column) -> None:
        """Take the column into the schema field of its name, unless another column has it."""
        name, numbers = column.heading.name, column.numbers
        if name in self.fields or name in _OWN:
            return
        if name in SCALE:
            self._read_counts(name, column)
        elif name in ("batch", "size", "stated_speedup", "stated_baseline") and numbers is not None:
            self._claim(name, column, column.in_base_units())
            self._note_words(column)
        elif name == "started":
            self._read_dates(column)
        elif name == "status" and is_text(column.cells):
            self._read_outcomes(column)
        elif name in _TEXT and not self._read_layout_words(column):
            text = column.cells if is_text(column.cells) else column.cells.cast(pl.String)
            self._claim(name, column, text)

    def _read_counts(self, name: str, column: Column) -> None:
        if column.numbers is None:
            self._read_layout_words(column)
            return
        values = column.numbers.values
        whole = values if values.dtype.is_integer() else values.set(values != values.floor(), None)
        self._claim(name, column, whole.cast(pl.Int64))
        self._note_words(column)

    def _read_layout_words(self, column: Column) -> bool:
        """Read ``n2g8``, 2 nodes with 8 devices each, and return whether the column is that."""
        if not is_text(column.cells):
            return False
        parts = column.cells.cast(pl.String).str.extract_groups(r"(?i)^n(\d+)[ _-]?g(\d+)$")
        nodes, each = (parts.struct.field(group).cast(pl.Int64) for group in ("1", "2"))
        if not nodes.count() == column.cells.count() > 0:
            return False
        self._claim("nodes", column, nodes)
        self._claim("devices_per_node", column, each)
        return True

    def _read_dates(self, column: Column) -> None:
        cells = column.cells
        if is_text(cells):
            dates = spread(cells, read_dates)
        elif cells.dtype.is_numeric():
            dates = read_epoch(cells)
        else:
            dates = cells.cast(pl.Datetime("us"), strict=False)
        if dates.count() == cells.count():
            self._claim("started", column, dates)

    def _read_outcomes(self, column: Column) -> None:
        outcomes = spread(column.cells, _outcomes)
        self._claim("status", column, outcomes.cast(STATUS))
        bad = (outcomes != "ok").fill_null(False)
        if bad.any() and "reason" not in self.fields:
            self.fields["reason"] = column.cells.cast(pl.String).set(~bad, None)

    def _quantities(self) -> list[Quantity]:
        """What is measured: named in a column beside the values, or by the columns' headings."""
        named = {column.heading.name: column for column in self.columns if not column.given}
        metric, value, unit = (named.get(name) for name in ("metric", "value", "unit"))
        if metric and value and value.numbers is not None and is_text(metric.cells):
            used = {"metric": metric, "value": value, "unit": unit}
            self.owners += [(name, column) for name, column in used.items() if column]
            return [read_long(metric, value, unit)]
        identified = bool({"benchmark", *SCALE} & self.fields.keys())
        above = f"{self.table.benchmark or ''} {self.table.case or ''}"
        measured = choose_measured(self._unclaimed(), identified=identified, above=above)
        self.owners += [("value", column) for column in measured]
        return read_quantities(measured)

    def _read_other_columns(self) -> None:
        left_out = []
        for column in self._unclaimed():
            kind, cells = column.heading.kind, column.cells
            if column.given and kind == "schema":
                continue
            if not column.heading.text and column.numbers is not None:
                continue
            if kind == "stated_speedup" and column.numbers and "stated_speedup" not in self.fields:
                self._claim("stated_speedup", column, column.in_base_units())
            elif kind in ("parameter", "unknown", "metric") or (
                kind == "schema" and column.heading.name not in _OWN
            ):
                self._read_parameter(column)
            elif cells.count():
                left_out.append(f"`{column.heading.text}`")
        if left_out:
            self._note("info", f"columns not kept: {', '.join(left_out)}")

    def _read_parameter(self, column: Column) -> None:
        values = _parameter(column)
        if values.count():
            taken = {*self.fields, *SCHEMA}
            for name in (column.heading.name, snake_case(column.heading.text)):
                if name not in taken:
                    break
            while name in taken:
                name += "_"
            self._claim(name, column, values)

    def _note_words(self, column: Column) -> None:
        words = column.numbers.words if column.numbers else None
        if words is not None:
            row = int(words.is_not_null().arg_max() or 0)
            others = f" (and {words.count() - 1} more)" if words.count() > 1 else ""
            text = f"`{column.heading.text}`: no number in '{words[row]}'{others}"
            self._note("skipped", text, row)

    # What the rows say together

    def _settle_devices(self) -> None:
        """Decide whether devices are counted per node or in total, and say so."""
        owner = self._owner("devices")
        if owner is None or owner.heading.scope != "unstated" or "nodes" not in self.fields:
            return
        found = read_layout(self.fields["nodes"], self.fields["devices"])
        if found is None:
            return
        if found.scope == "per_node" and "devices_per_node" not in self.fields:
            self.fields["devices_per_node"] = self.fields.pop("devices")
        there = f"{found.nodes} nodes and {found.devices} {_plural('GPU', found.devices)}"
        meaning = "GPUs per node" if found.scope == "per_node" else "GPUs in total"
        if found.row is None:
            why = f"no row tells ({there} may be either)"
        else:
            line = self._line(found.row)
            why = f"row {found.row + 1 if line is None else line} has {there}"
        self._note("assumed", f"`{owner.heading.text}` read as {meaning}: {why}", found.row)

    def _settle_nodes(self) -> None:
        """Count the hosts, and compare with the nodes stated or stand in for them."""
        if "hosts" not in self.fields:
            return
        hosts = self.fields["hosts"].cast(pl.String)
        nodes = self.fields.get(
            "nodes", pl.Series([None], dtype=pl.Int64).new_from_index(0, self.rows)
        )
        distinct = (
            pl.DataFrame({"hosts": hosts, "nodes": nodes})
            .with_row_index("row")
            .filter(pl.col("hosts").is_not_null())
            .unique(["hosts", "nodes"], keep="first", maintain_order=True)
            .head(_DISTINCT_HOST_LISTS)
        )
        counts: dict[str, int | None] = {}
        for row, folded, stated in distinct.iter_rows():
            checked = check_hosts(folded)
            counts[folded] = checked.count
            if checked.problem is not None:
                self._note("skipped", f"host list '{folded}': {checked.problem}", row)
            elif stated is not None and checked.count not in (None, stated):
                names = f"{checked.count} {_plural('host', checked.count or 0)}"
                said = f"{stated} {_plural('node', stated)}"
                self._note("info", f"host list '{folded}' names {names}, the row says {said}", row)
        if "nodes" not in self.fields and any(counts.values()):
            counted = hosts.replace_strict(counts, default=None, return_dtype=pl.Int64)
            self.fields["nodes"] = counted

    def _settle_names(self) -> None:
        """Give every row a benchmark: its own, else the heading's, else the file's name."""
        names = [name for name in (self.table.benchmark, self.table.case) if name]
        stem = PurePath(self.source.name).stem or self.source.label
        fallback = self.table.benchmark or (stem if stem != "-" else self.source.label)
        if "benchmark" in self.fields:
            filled = self.fields["benchmark"]
            if filled.null_count():
                self.fields["benchmark"] = filled.cast(pl.String).fill_null(fallback)
        else:
            self.constants["benchmark"] = fallback
            names = names[1:] if self.table.benchmark else names
        if names and "case" not in self.fields:
            self.constants["case"] = " / ".join(names)

    # Records

    def _records(self, quantities: list[Quantity], summary: pl.Series) -> pl.DataFrame:
        """One record per row and quantity, in row order; a row without any keeps its headline."""
        self._note_unknown_words(quantities)
        shared = self._shared(summary)
        headline = _headline(quantities)
        if len(quantities) == 1:
            return conform(_with_quantity(shared, headline).drop("row"))
        nothing = ~_any_of([_present(quantity) for quantity in quantities])
        frames = []
        for quantity in quantities:
            present = _present(quantity)
            frame = _with_quantity(shared, quantity)
            if quantity is headline:
                present = present | nothing
            elif "stated_speedup" in frame.columns:
                frame = frame.with_columns(pl.lit(None, pl.Float64).alias("stated_speedup"))
            frames.append(frame.filter(present))
        records = pl.concat(frames, how="diagonal_relaxed").sort("row", maintain_order=True)
        return conform(records.drop("row"))

    def _shared(self, summary: pl.Series) -> pl.DataFrame:
        """The fields of every record of a row, and ``row``, its place among the rows."""
        lines = self.table.lines
        places = pl.int_range(1, self.rows + 1, dtype=pl.UInt32, eager=True)
        columns = [
            places.alias("row"),
            *([] if lines is None else [lines.cast(pl.UInt32).alias("line")]),
            *(values.alias(name) for name, values in self.fields.items()),
        ]
        label = pl.lit(self.source.label)
        constants = {**self.constants, "label": self.source.label, "source": self.source.name}
        shared = pl.DataFrame(columns).with_columns(
            pl.format("{}:{}", label, pl.col("row" if lines is None else "line")).alias("run"),
            *(pl.lit(text).alias(name) for name, text in constants.items()),
        )
        if summary.any():
            role = pl.when(summary).then(pl.lit("summary")).otherwise(pl.lit("measured"))
            shared = shared.with_columns(role.cast(ROLE).alias("role"))
        return shared

    def _note_unknown_words(self, quantities: list[Quantity]) -> None:
        for quantity in quantities:
            if quantity.words is not None:
                unknown = quantity.words.is_not_null() & spread(quantity.words, _outcomes).is_null()
                if unknown.any():
                    row = int(unknown.arg_max() or 0)
                    word = quantity.words[row]
                    self._note("skipped", f"'{word}' stands where a number belongs", row)


def _with_quantity(shared: pl.DataFrame, quantity: Quantity) -> pl.DataFrame:
    given: dict[str, tuple[str | pl.Series | None, pl.DataType]] = {
        "metric": (quantity.name, pl.String()),
        "unit": (quantity.unit, pl.String()),
        "better": (quantity.better, BETTER),
    }
    frame = shared.with_columns(
        quantity.values.alias("value"),
        *(
            (value if isinstance(value, pl.Series) else pl.lit(value)).cast(dtype).alias(name)
            for name, (value, dtype) in given.items()
        ),
    )
    if quantity.samples is not None:
        frame = frame.with_columns(quantity.samples.alias("samples"))
    if quantity.words is None:
        return frame
    outcomes = spread(quantity.words, _outcomes).cast(STATUS)
    return frame.with_columns(
        _over(frame, "status", outcomes), _over(frame, "reason", quantity.words)
    )


def _over(frame: pl.DataFrame, name: str, values: pl.Series) -> pl.Series:
    """``values``, and the frame's own where there is none."""
    filled = values.fill_null(frame[name].cast(values.dtype)) if name in frame.columns else values
    return filled.alias(name)


def _present(quantity: Quantity) -> pl.Series:
    present = quantity.values.is_not_null()
    return present if quantity.words is None else present | quantity.words.is_not_null()


def _any_of(masks: list[pl.Series]) -> pl.Series:
    return reduce(or_, masks)


def _headline(quantities: list[Quantity]) -> Quantity:
    """The quantity that a stated speed-up goes with."""
    known = [quantity for quantity in quantities if quantity.name in _HEADLINES]
    return (known or quantities)[0]


def _outcomes(words: pl.Series) -> pl.Series:
    distinct = words.drop_nulls().unique()
    outcomes = pl.Series([read_outcome(word) for word in distinct], dtype=pl.String)
    return words.replace_strict(distinct, outcomes, default=None, return_dtype=pl.String)


def _parameter(column: Column) -> pl.Series:
    """The column as a parameter: whole numbers, numbers, booleans or text."""
    cells = column.cells
    if column.numbers is not None and column.numbers.words is None:
        values = column.numbers.values
        whole = bool(((values == values.floor()) & (values.abs() < _EXACT)).all())
        return values.cast(pl.Int64) if values.dtype.is_float() and whole else values
    if not is_text(cells):
        return cells if cells.dtype == pl.Boolean else cells.cast(pl.String)
    words = set(cells.drop_nulls().unique().cast(pl.String).str.to_lowercase().head(3))
    if words and words <= {"true", "false"}:
        return cells.cast(pl.String).str.to_lowercase() == "true"
    return cells.cast(pl.String)


def _plural(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun}s"
