"""Columns whose headings name a field of the records, and what becomes of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from parsers.clean import clean
from parsers.grammar.outcomes import read_answers, read_outcomes
from parsers.grammar.patterns import Pattern
from parsers.grammar.serial_program import SERIAL_PROGRAM
from parsers.grammar.words import word_set
from parsers.meaning.column import Column
from parsers.meaning.decisions import (
    NOTHING,
    Decision,
    Decisions,
    Fields,
    RowRemark,
    into,
    no_numbers,
    told,
)
from parsers.meaning.exit_codes import holds_codes
from parsers.meaning.parameter_columns import holds_marks, parameter_field
from parsers.meaning.size_units import said_of_sizes, units_of_sizes
from parsers.meaning.stated_values import speedup_of
from parsers.meaning.telling_names import names_runs
from parsers.notes import and_more
from parsers.run_records.records import SCALE, SCHEMA, STATUS
from parsers.tables.cells import Numbers, is_text, read_dates, read_epoch, whole
from parsers.tables.day_month import may_be_either
from parsers.tables.recurring_texts import spread

_OWN: Final = (
    *("run", "label", "source", "line", "better", "role"),
    *("samples", "progress", "progress_at", "progress_lines", "value_digit", "speedup_digit"),
    "efficiency_digit",
)
_NUMBERS: Final = ("batch", "stated_speedup", "stated_baseline")
_TEXTS: Final = ("benchmark", "case", "software", "system", "device", "hosts")
_LAYOUT: Final = r"(?i)^n(\d+)[ _-]?g(\d+)$"
_SERIAL: Final = rf"(?i)^\s*(?:{SERIAL_PROGRAM}|single)\s*$"
_IS_LAYOUT: Final = Pattern(_LAYOUT)
_DIGITS: Final = Pattern(r"\d+")
_FILES: Final = word_set("file filename path output outfile url link")
_MOST: Final = 2**31
"""No machine has as many parts; the product of two such counts still fits into 64 bits."""


def schema_field(column: Column, fields: Fields) -> Decision:
    """Take a column whose heading names a field of the schema, the first one of its name."""
    if column.heading.kind != "schema" or column.heading.name in _OWN:
        return NOTHING
    return named_field(column, fields)


def named_field(column: Column, fields: Fields) -> Decision:
    """Take a column for the field of the schema that it names, unless another one is that."""
    name, numbers = column.heading.name, column.numbers
    if name == "reason":
        return _reasons(column, fields)
    if name in fields:
        return NOTHING
    if _is_layout(column):
        return _layout(column)
    if name in SCALE and numbers is not None:
        read, said = with_serial(column, numbers)
        counts, odd = whole_counts(column, read.values)
        return into(
            column, *said, *odd, *no_numbers(replace(column, numbers=read)), **{name: counts}
        )
    if name == "stated_speedup" and numbers is not None:
        return speedup_of(column, *no_numbers(column))
    if name == "size" and numbers is not None:
        remarks = (*said_of_sizes(column), *no_numbers(column))
        units = units_of_sizes(column)
        return into(column, *remarks, size=column.in_base_units(), size_unit=units)
    if name in _NUMBERS and numbers is not None:
        return into(column, *no_numbers(column), **{name: column.in_base_units()})
    if name == "started":
        return _dates(column)
    if name == "status" and not (column.cells.dtype.is_nested() or holds_codes(column)):
        return _outcomes(column, fields)
    if name in _TEXTS and (text := _as_text(column.cells)) is not None:
        return into(column, **{name: text})
    return NOTHING


def with_serial(column: Column, numbers: Numbers) -> tuple[Numbers, tuple[RowRemark, ...]]:
    """Return the ``numbers`` of a count with 1 for ``serial``, and a remark that says so.

    Beside a row that counts 1 the serial program is another one, and stays without a count.
    """
    words = numbers.words
    if words is None or (numbers.values == 1).any():
        return numbers, ()
    serial = words.str.contains(_SERIAL).fill_null(False)
    if not serial.any():
        return numbers, ()
    row = int(serial.arg_max() or 0)
    text = f"`{column.heading.text}`: '{words[row]}' read as 1"
    read = numbers.without(serial)._replace(values=numbers.values.set(serial, 1.0))
    return read, (RowRemark("assumed", text, row),)


def _as_text(cells: pl.Series) -> pl.Series | None:
    """The cells as text, lists joined by commas; ``None`` where they are made of anything else."""
    if is_text(cells):
        return cells
    if not isinstance(cells.dtype, pl.List):
        return None if cells.dtype.is_nested() else cells.cast(pl.String)
    if cells.dtype.inner.is_nested():
        return None
    joined = cells.cast(pl.List(pl.String)).list.join(",")
    return joined.set(joined == "", None)


def other_fields(known: Decisions) -> Decisions:
    """Take the columns that are left as parameters, and say of the rest why it is not used."""
    ignored = []
    for column in known.free:
        found = _other_field(column, known.fields)
        if found is None and column.cells.count():
            ignored.append(f"`{column.heading.text}`")
        if found is None or found is NOTHING:
            found = Decision(aside={column: _why_unused(column)})
        known = known.plus(found)
    if ignored:
        known = known.plus(told("info", f"ignored columns: {', '.join(ignored)}"))
    return known


def _other_field(column: Column, fields: Fields) -> Decision | None:
    """What a column is good for, if anything; ``None`` where it is worth telling that it is not."""
    heading = column.heading
    if names_runs(column):
        return into(column, run_name=column.cells.cast(pl.String))
    known_already = heading.kind == "schema" and heading.name not in (*_OWN, "started")
    if column.given and known_already:
        return NOTHING
    if heading.kind == "stated_speedup" and "stated_speedup" not in fields:
        return NOTHING if column.numbers is None else speedup_of(column)
    if column.cells.dtype.is_nested():
        return None
    if known_already or heading.kind in ("parameter", "unknown", "metric"):
        return parameter_field(column, fields)
    if heading.kind == "remark" and _names_what_ran(column, fields):
        return parameter_field(column, fields)
    return None


def _names_what_ran(column: Column, fields: Fields) -> bool:
    """Whether the files, paths or outputs named are what runs had, not what each one wrote.

    Each stands beside several counts, as ``a.mtx`` does where it was solved on 1, 2 and 4 threads.
    Beside a single count they are told apart by more than a number, as those of logs are not. Where
    nothing is counted, some are.
    """
    if _FILES.isdisjoint(column.own_words) or not is_text(column.cells) or column.given:
        return False
    counts = next((fields[name] for name in SCALE if name in fields), None)
    if column.cells.null_count():
        return False
    if counts is None:
        return len({_DIGITS.sub("", str(text)) for text in column.texts}) > 1
    beside: dict[str, set[int | None]] = {}
    for text, count in zip(column.texts, counts, strict=True):
        beside.setdefault(str(text), set()).add(count)
    if len(beside) == 1:
        return False
    if len({count for found in beside.values() for count in found}) > 1:
        return all(len(found) > 1 for found in beside.values())
    return len({_DIGITS.sub("", text) for text in beside}) == len(beside)


def _why_unused(column: Column) -> str:
    heading = column.heading
    if column.cells.null_count() == len(column.cells):
        return "empty"
    if heading.kind == "remark":
        return "a remark on one run"
    if heading.name == "unnamed":
        return "marks without a heading" if holds_marks(column) else "numbers the rows"
    if heading.kind == "statistic":
        return "a statistic of nothing that is measured here"
    if heading.name == "run":
        return "numbers the runs, which are named by their place in the file"
    if heading.kind == "schema" and heading.name in SCHEMA:
        return f"{heading.name} is known from another column"
    return "not understood"


def whole_counts(column: Column, values: pl.Series) -> tuple[pl.Series, tuple[RowRemark, ...]]:
    """Return the whole numbers among ``values`` that could count, and a remark on the others."""
    if values.dtype.is_integer() and _all_count(values):
        return values.cast(pl.Int64), ()
    odd = values.abs() > _MOST
    if values.dtype.is_float():
        odd |= values.floor() != values
    odd = odd.fill_null(False)
    if not odd.any():
        return values.cast(pl.Int64), ()
    row = int(odd.arg_max() or 0)
    text = f"`{column.heading.text}`: {values[row]} is not a count{and_more(int(odd.sum()))}"
    return values.set(odd, None).cast(pl.Int64), (RowRemark("skipped", text, row),)


def _all_count(values: pl.Series) -> bool:
    """Whether the ends are counts, and so all between: a mask would be as long as the column."""
    ends = [end for end in (values.min(), values.max()) if isinstance(end, int)]
    return all(abs(end) <= _MOST for end in ends)


def _is_layout(column: Column) -> bool:
    """Whether the cells are all like ``n2g8``: 2 nodes with 8 devices each."""
    if not is_text(column.cells) or column.numbers is not None:
        return False
    first = column.first_text
    if first is None or not _IS_LAYOUT.search(first):
        return False
    found = column.texts.str.contains(_LAYOUT)
    return found.count() > 0 and bool(found.all())


def _layout(column: Column) -> Decision:
    parts = column.cells.cast(pl.String).str.extract_groups(_LAYOUT)
    nodes, each = (parts.struct.field(group).cast(pl.Int64, strict=False) for group in ("1", "2"))
    # Digits of other scripts, or more of them than a count can have.
    unread = (nodes.is_null() | each.is_null()) & column.cells.is_not_null()
    remarks: tuple[RowRemark, ...] = ()
    if unread.any():
        row = int(unread.arg_max() or 0)
        others = and_more(int(unread.sum()))
        said = f"`{column.heading.text}`: no counts in '{clean(str(column.cells[row]))}'{others}"
        remarks = (RowRemark("skipped", said, row),)
    return into(column, *remarks, nodes=nodes, devices_per_node=each)


def _dates(column: Column) -> Decision:
    cells = column.cells
    if is_text(cells):
        dates = spread(cells, read_dates)
    elif cells.dtype.is_numeric():
        dates = read_epoch(cells)
    elif cells.dtype in (pl.Date, pl.Datetime):
        dates = cells.cast(pl.Datetime("us"), strict=False)
    else:
        return NOTHING
    if dates.count() == cells.count():
        return into(column, started=dates)
    if not is_text(cells) or not may_be_either(column.texts):
        return NOTHING
    which = f"'{column.first_text}' could be day first or month first"
    text = f"`{column.heading.text}`: {which}; skipped"
    return Decision(aside={column: which}, remarks=(RowRemark("skipped", text),))


def _outcomes(column: Column, fields: Fields) -> Decision:
    cells = column.cells if is_text(column.cells) else whole(column.cells).cast(pl.String)
    outcomes = spread(cells, lambda texts: read_answers(texts).cast(STATUS))
    if not outcomes.count() and column.numbers is None and cells.drop_nulls().n_unique() > 1:
        # States of something else, as ``before`` and ``after`` are, tell runs apart.
        return NOTHING
    ended = {"status": outcomes}
    bad = (outcomes != "ok").fill_null(False)
    if bad.any():
        words = cells.cast(pl.String).set(~bad, None)
        ended["reason"] = fields.get("reason", words).fill_null(words)
    remarks: tuple[RowRemark, ...] = ()
    if outcomes.null_count() > cells.null_count():
        unknown = outcomes.is_null() & cells.is_not_null()
        row = int(unknown.arg_max() or 0)
        others = and_more(int(unknown.sum()))
        text = f"`{column.heading.text}`: '{cells[row]}' is not a run status{others}"
        remarks = (RowRemark("info", text, row),)
    return Decision(ended, (("status", column),), remarks=remarks)


def _reasons(column: Column, fields: Fields) -> Decision:
    """Take what a program said when it failed; without a status it tells that the run did."""
    reasons = _as_text(column.cells)
    if reasons is None:
        return NOTHING
    words = fields.get("reason")
    ended = {"reason": reasons if words is None else reasons.fill_null(words)}
    if "status" not in fields and is_text(column.cells):
        ends = spread(column.cells, read_outcomes).fill_null("failed")
        ended["status"] = ends.set(reasons.is_null(), None).cast(STATUS)
    return Decision(ended, (("reason", column),))
