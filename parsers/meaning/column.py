"""The columns of a table as read: what each heading means, and the numbers in its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import takewhile
from typing import Final, Literal

import polars as pl

from parsers.clean import clean_series
from parsers.grammar.accelerators import name_models
from parsers.grammar.outcomes import MARKS, read_outcome
from parsers.grammar.patterns import Pattern
from parsers.grammar.units import dimensions
from parsers.grammar.words import snake_case, word_set, words
from parsers.headings.heading import MEASURED, beside_schema
from parsers.headings.read_heading import Heading, read_heading, read_headings_apart, settle
from parsers.headings.vocabulary import counts_problem
from parsers.meaning.named_counts import without_own_name
from parsers.meaning.units_of_cells import with_percent_of_cells, with_unit_of_cells
from parsers.overruling.override import Override
from parsers.overruling.overruled_headings import names_of, overruled, place_named
from parsers.run_records.records import SCALE
from parsers.short_columns.short_series import repeated
from parsers.tables.abbreviated_sizes import abbreviates_bytes, in_full, with_blocks_as_sizes
from parsers.tables.base_units import in_base
from parsers.tables.cells import (
    Numbers,
    are_moments,
    is_text,
    read_dates,
    read_numbers,
    without_empty_cells,
)
from parsers.tables.decimal_commas import pointed_columns
from parsers.tables.grids import points_of_grids
from parsers.tables.recurring_texts import distinct, map_distinct
from parsers.tables.table import Table
from parsers.tables.thousands import with_thousands_in_full
from parsers.tables.usual_cells import counts_in_digits, without_relative_spread

_SAMPLE_ROWS = 1_000
_PAIR = r"^[~≈]?\s?\d[\d.,]*\s?(?:%|[A-Za-zµ]{1,3})?\s*[/|]\s*\d"
_DIGEST: Final = "^[0-9A-Fa-f]{6,}$"
_MARKED_NUMBER = Pattern(rf"[{MARKS}]\s*\d")
"""A run that went well, and what was measured of it."""
_HOURS_AND_MINUTES: Final = Pattern("h+:m+", re.IGNORECASE)
_SAMPLES: Final = Pattern(r"(?:.*\.)?samples(?:_(?P<unit>[a-z]+))?\Z")
_ALONG_A_RUN = word_set("loss losses accuracy accuracies history curve trace trajectory")
"""Words over lists that are no repeats: what a run gave step by step."""


@dataclass(frozen=True, eq=False)
class Column:
    """A column as read: what its heading means, its cells, and its numbers where it has any.

    Text ``cells`` are cleaned, and null where nothing is stated. ``given`` marks what stands
    outside the table, in a heading above it, for all its rows; ``as_written`` what a person wrote,
    whose digits say how precisely it is meant; ``rewritten`` the marks in the numbers, if any, that
    were read otherwise than in English: ``commas`` as decimal points, ``points`` as of thousands.
    """

    heading: Heading
    cells: pl.Series
    numbers: Numbers | None = None
    given: bool = False
    as_written: bool = False
    rewritten: Literal["commas", "points"] | None = None

    @property
    def own_words(self) -> tuple[str, ...]:
        """The words of the heading, less the objects of JSON that a member is in."""
        return words(self.heading.text.rpartition(".")[2])

    @property
    def first_text(self) -> str | None:
        """The first text that text cells state, by which most of what they may be is ruled out."""
        at = self.cells.is_not_null().arg_max()
        return None if at is None else self.cells[at]

    @cached_property
    def texts(self) -> pl.Series:
        """The texts of text cells as strings: each once where that is cheap to know."""
        return distinct(self.cells)

    def in_base_units(self) -> pl.Series:
        """Return the numbers (``Float64``) in base units. Needs ``numbers``."""
        assert self.numbers is not None
        values = self.numbers.values.cast(pl.Float64)
        if self.heading.factor == 1:
            return values
        scaled = in_base(values, self.heading.factor)
        own = self.numbers.units
        return scaled if own is None else values.zip_with(own.is_not_null(), scaled)

    def without(self, rows: pl.Series) -> Column:
        """Return the text column with nothing stated in the ``rows`` (a mask)."""
        cells = self.cells.cast(pl.String).set(rows, None)
        numbers = self.numbers and self.numbers.without(rows)
        return replace(self, cells=cells, numbers=numbers)


def read_columns(table: Table, told: Sequence[Override] = ()) -> tuple[Column, ...]:
    """Return the columns of ``table``, then those of its ``settings`` that it lacks.

    ``told`` is what a user says of some of them.
    """
    apart = read_headings_apart(table.headings)
    read = settle(overruled(apart, told))
    stripped = [_stripped(cells) for cells in table.cells]
    if stripped and table.as_written:
        stripped[0] = _with_none_named(stripped[0], table.cells[0])
    read = with_blocks_as_sizes(read, stripped)
    pointed = pointed_columns(read, stripped, table)
    columns = [
        replace(_read_column(heading, cells), rewritten=_rewritten(before, cells))
        for heading, cells, before in zip(read, pointed, stripped, strict=True)
    ]
    known = names_of(apart) if told else []
    of_others = [each for each in told if place_named(each.name, known, told) is None]
    names = {column.heading.name for column in columns}
    for text, cell in table.settings.items():
        [heading] = overruled([read_heading(text)], of_others)
        column = _read_column(heading, _stripped(repeated(cell, table.height)))
        if column.heading.name not in names:
            columns.append(replace(column, given=True))
    if table.as_written:
        columns = [replace(column, as_written=True) for column in columns]
    return tuple(columns)


def _rewritten(before: pl.Series, after: pl.Series) -> Literal["commas", "points"] | None:
    if before is after:
        return None
    return "commas" if distinct(before).str.contains(",", literal=True).any() else "points"


def _stripped(cells: pl.Series) -> pl.Series:
    """Text cells cleaned, null where nothing is stated; others as they are."""
    if not is_text(cells):
        return cells
    return map_distinct(cells, lambda texts: without_empty_cells(clean_series(texts)))


def _with_none_named(stripped: pl.Series, cells: pl.Series) -> pl.Series:
    """The first column with ``None`` and ``null`` as names among others: a codec that does nothing.

    There they stand for no value only where some other cell has none, or all are numbers.
    """
    if not is_text(cells) or not 0 < stripped.null_count() < len(stripped) <= _SAMPLE_ROWS:
        return stripped
    cleaned = clean_series(cells.cast(pl.String)).str.strip_chars()
    unnamed = cleaned.filter(stripped.is_null())
    if unnamed.null_count() or not unnamed.str.to_lowercase().is_in(["none", "null"]).all():
        return stripped
    if read_numbers(stripped.drop_nulls().cast(pl.String)).values.count():
        return stripped
    return cleaned


def _read_column(heading: Heading, text: pl.Series) -> Column:
    if heading.otherwise is not None and heading.name == "device" and name_models(text):
        return Column(heading.suiting(numeric=False), _as_names(text))
    if is_text(text):
        if _tells_outcomes(heading, text):
            return Column(heading._replace(kind="schema", name="status"), text)
        read = partial(
            read_numbers,
            hours_first=_begins_with_hours(heading),
            abbreviated=_counts_by_thousands(heading),
        )
        if heading.is_time and heading.name not in SCALE:
            text = map_distinct(text, without_relative_spread)
        if heading.name in SCALE:
            text = with_thousands_in_full(without_own_name(heading, counts_in_digits(text)))
        whole = map_distinct(text, in_full) if abbreviates_bytes(heading) else text
        sample = read(whole.head(_SAMPLE_ROWS).cast(pl.String))
        if heading.name == "size" and (points := points_of_grids(distinct(text))):
            text = text.cast(pl.String)
            sizes = text.replace_strict(points, default=None, return_dtype=pl.Float64)
            return Column(heading.suiting(numeric=True), text, Numbers(sizes))
        if not _are_numbers(heading, sample):
            return Column(_dated(_of_several(heading, text), text), text)
        numbers = sample if len(text) <= _SAMPLE_ROWS else read(whole.cast(pl.String))
        suited = with_unit_of_cells(_suited(heading, numbers.values), numbers)
        return Column(suited, text, numbers)
    return _read_typed(heading, text)


def _as_names(cells: pl.Series) -> pl.Series:
    return (cells if is_text(cells) else cells.cast(pl.Int64)).cast(pl.String)


def _read_typed(heading: Heading, cells: pl.Series) -> Column:
    """Read cells that the format has typed already."""
    if isinstance(cells.dtype, pl.Array):
        cells = cells.arr.to_list()
    if isinstance(cells.dtype, pl.List) and cells.dtype.inner.is_numeric():
        return _read_lists(heading.suiting(numeric=True), cells)
    if cells.dtype == pl.Boolean and heading.name == "status":
        cells = cells.cast(pl.String)
    if cells.dtype == pl.Duration:
        cells = cells.dt.total_microseconds() / 1e6
        if heading.name in SCALE:
            heading = heading._replace(kind="unknown", name=beside_schema(heading.name))
        heading = heading._replace(unit="s", factor=1.0, otherwise=None)
    if cells.dtype.is_float():
        cells = _finite(cells)
    if cells.dtype.is_numeric():
        return Column(_suited(heading, cells), cells, Numbers(cells))
    return Column(heading.suiting(numeric=False), cells)


def _finite(numbers: pl.Series) -> pl.Series:
    """The numbers, null where they are none: a median of repeats with NaN is NaN too."""
    return numbers if numbers.is_finite().all() else numbers.set(~numbers.is_finite(), None)


def _read_lists(heading: Heading, cells: pl.Series) -> Column:
    """Read lists as repeats of what was measured; of what was set they are one text each."""
    if not _ALONG_A_RUN.isdisjoint(words(heading.text)):
        return Column(heading._replace(kind="remark"), cells)
    heading = _of_samples(heading)
    if heading.kind == "schema" and heading.name == "value":
        # A single one may be the value of a setting; what was repeated was measured.
        heading = heading._replace(kind="metric")
    if heading.kind in (*MEASURED, "unknown") and words(heading.text)[-1:] != ("list",):
        middles = Numbers(_finite(cells.list.median()))
        return Column(heading, cells.cast(pl.List(pl.Float64)), middles)
    numbers = cells.cast(pl.List(pl.String)).list.join(",")
    own = heading._replace(kind="parameter", name=beside_schema(snake_case(heading.text)))
    return Column(own, "[" + numbers + "]")


def _of_samples(heading: Heading) -> Heading:
    """What a list of ``samples`` means: its repeats, and of ``samples_s`` seconds, no rate."""
    found = _SAMPLES.match(heading.text)
    if found is None or (found["unit"] and dimensions(found["unit"]) != ("time",)):
        return heading
    called = f"time ({found['unit']})" if found["unit"] else "value"
    return read_heading(called)._replace(text=heading.text)


def _begins_with_hours(heading: Heading) -> bool:
    """Whether ``1:30`` means an hour and a half: under ``Runtime (hh:mm)`` or ``Hours``."""
    pattern = _HOURS_AND_MINUTES.fullmatch(heading.qualifier or "")
    return pattern is not None or (heading.unit == "s" and heading.factor == 3600)


def _counts_by_thousands(heading: Heading) -> bool:
    """Whether ``27.4K`` means 27,400: of tokens, images or FLOPS; bytes have other sizes."""
    if heading.name == "size" and heading.unit is None and counts_problem(words(heading.text)):
        return True
    counted = None if heading.unit is None else dimensions(heading.unit)
    return heading.kind == "metric" and (counted is None or counted[0] in ("count", "flop"))


def _suited(heading: Heading, values: pl.Series) -> Heading:
    """What the heading of numbers means: of fractions no count, of points in time no duration."""
    if heading.kind == "stated_efficiency":
        return with_percent_of_cells(heading, values)
    if heading.role:
        return heading
    heading = heading.suiting(numeric=True)
    sample = values.drop_nulls().head(_SAMPLE_ROWS)
    plain = Heading(heading.text, "unknown", snake_case(heading.text))
    if heading.kind == "schema" and heading.name in SCALE and values.dtype.is_float():
        fractions = 2 * (sample != sample.floor()).sum() > len(sample)
        return plain if fractions else heading
    named_after_time = {"time", "timestamp", "unix", "date", "epoch"} & set(words(heading.text))
    may_be_one = heading.kind in ("metric", "unknown", "parameter")
    if may_be_one and named_after_time and are_moments(sample):
        return plain._replace(kind="remark")
    return heading


def _of_several(heading: Heading, text: pl.Series) -> Heading:
    """What the heading of texts means: one of measured pairs, ``78.8 % / 100 %``, sets nothing."""
    suited = heading.suiting(numeric=False)
    measured = suited.kind in ("metric", "statistic") and not heading.role
    if measured and text.drop_nulls().cast(pl.String).str.contains(_PAIR).all():
        return suited._replace(kind="remark")
    if suited.kind == "remark" and words(heading.text) == ("hash",):
        # Names of hash functions, and no digests, stand in such a column of a comparison.
        sample = text.drop_nulls().head(_SAMPLE_ROWS).cast(pl.String)
        if not sample.str.contains(_DIGEST).any():
            return suited._replace(kind="unknown")
    return suited


def _dated(heading: Heading, text: pl.Series) -> Heading:
    """When the run started, where all cells are dates and the heading means nothing else."""
    if heading.role or heading.kind not in ("metric", "unknown", "parameter"):
        return heading
    sample = text.drop_nulls().head(_SAMPLE_ROWS).cast(pl.String)
    if sample.is_empty() or read_dates(sample).null_count():
        return heading
    return heading._replace(kind="schema", name="started")


def _tells_outcomes(heading: Heading, text: pl.Series) -> bool:
    """Whether a column that could be measured says how runs ended (``result``: ``pass``)."""
    if heading.role or heading.kind != "metric":
        return False
    found = text.drop_nulls().head(_SAMPLE_ROWS).unique().cast(pl.String)
    # Up to the first that is none, which of numbers is the first of all.
    asked = (None if _MARKED_NUMBER.match(word) else read_outcome(word) for word in found)
    outcomes = [*takewhile(bool, asked)]
    return len(outcomes) == len(found) and "ok" in outcomes


def _are_numbers(heading: Heading, cells: Numbers) -> bool:
    """Whether most cells are numbers, or any where the heading names something measured."""
    measured = heading.kind in MEASURED
    found = cells.values.count()
    left = [] if cells.words is None else cells.words.drop_nulls().to_list()
    if not found and not left:
        return measured
    counts = Counter(left)
    others = sum(count for word, count in counts.items() if read_outcome(word) is None)
    return found + len(left) > others if measured else found > others
