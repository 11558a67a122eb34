"""Columns -> record fields: schema columns first, and what is neither schema nor measured."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from parsers.clean import clean
from parsers.grammar.outcomes import read_answers, read_outcomes
from parsers.grammar.words import snake_case, words
from parsers.notes import and_more
from parsers.records import SCALE, SCHEMA, STATUS, parameter_name
from parsers.tables.cells import is_text, possible, read_dates, read_epoch, spread, whole
from parsers.tables.columns import Column
from parsers.tables.day_month import may_be_either
from parsers.tables.digits import last_digits
from parsers.tables.draft import Draft
from parsers.tables.exit_codes import holds_codes

AGGREGATE: Final = (
    r"(?i)^(?:the )?(?:avg|average|mean|median|total|sum|overall|geo[ .-]?mean|geometric mean)"
    r"(?: of .*)?[.:]?$"
)
"""A cell that says its row is computed from others."""

_OWN: Final = (
    *("run", "label", "source", "line", "better", "role"),
    *("samples", "progress", "progress_at", "progress_lines", "value_digit", "speedup_digit"),
    "efficiency_digit",
)
_NUMBERS: Final = ("batch", "size", "stated_speedup", "stated_baseline")
_TEXTS: Final = ("benchmark", "case", "software", "system", "device", "hosts")
_LAYOUT: Final = r"(?i)^n(\d+)[ _-]?g(\d+)$"
_MOST: Final = 2**31
"""No machine has as many parts; the product of two such counts still fits into 64 bits."""


def find_aggregates(draft: Draft) -> None:
    """Mark the rows computed from others: set off as a whole, or with a cell that says so.

    Such a cell is no value of its column.
    """
    marked = draft.table.aggregate
    if marked is not None and not marked.all():
        draft.summary |= marked
    for place, column in enumerate(draft.columns):
        words = column.cells if column.numbers is None else column.numbers.words
        if words is None or not is_text(words) or column.given:
            continue
        if not possible(words).str.contains(AGGREGATE).any():
            continue
        said = spread(words, lambda cells: cells.str.contains(AGGREGATE)).fill_null(False)
        if not said.all():
            draft.summary |= said
            draft.columns[place] = column.without(said)


def read_schema_columns(draft: Draft) -> None:
    """Take each column whose heading names a field of the schema, the first one of its name."""
    for column in draft.unclaimed():
        if column.heading.kind == "schema" and column.heading.name not in _OWN:
            claim_schema_column(draft, column)


def claim_schema_column(draft: Draft, column: Column) -> None:
    """Take a column whose heading names a field of the schema, unless another one has that."""
    name, numbers = column.heading.name, column.numbers
    if name == "reason":
        _read_reasons(draft, column)
    if name in draft.fields:
        return
    if _is_layout(column):
        _read_layout(draft, column)
    elif name in SCALE and numbers is not None:
        draft.claim(column, **{name: whole_counts(draft, column, numbers.values)})
        draft.note_words(column)
    elif name in _NUMBERS and numbers is not None:
        draft.claim(column, **{name: column.in_base_units()})
        _note_digits(draft, column, name)
        draft.note_words(column)
    elif name == "started":
        _read_dates(draft, column)
    elif name == "status" and not (column.cells.dtype.is_nested() or holds_codes(column)):
        _read_outcomes(draft, column)
    elif name in _TEXTS and (text := _as_text(column.cells)) is not None:
        draft.claim(column, **{name: text})


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


def read_other_columns(draft: Draft) -> None:
    """Take the columns that nothing has claimed as parameters; a remark names those not kept."""
    left_out = []
    for column in draft.unclaimed():
        heading = column.heading
        if _names_runs(column):
            draft.claim(column, run_name=column.cells.cast(pl.String))
            continue
        is_list = column.cells.dtype.is_nested()
        repeated = heading.kind == "schema" and heading.name not in (*_OWN, "started")
        if column.given and repeated:
            continue
        if heading.kind == "stated_speedup" and "stated_speedup" not in draft.fields:
            if column.numbers is not None:
                draft.claim(column, stated_speedup=column.in_base_units())
                _note_digits(draft, column, "stated_speedup")
        elif not is_list and (heading.kind in ("parameter", "unknown", "metric") or repeated):
            claim_parameter(draft, column)
        elif column.cells.count():
            left_out.append(f"`{heading.text}`")
    if left_out:
        draft.note("info", f"ignored columns: {', '.join(left_out)}")


def _names_runs(column: Column) -> bool:
    """Whether a column ``run`` has names to compare, not an id or a number of each row.

    They come again in other rows, or there is no digit in them.
    """
    called = words(column.heading.text) in (("run",), ("run", "name"))
    if not called or column.heading.name != "run" or column.numbers is not None:
        return False
    if not is_text(column.cells) or column.given:
        return False
    comes_again = column.cells.n_unique() < column.cells.len()
    return comes_again or not column.texts.str.contains(r"\d").any()


def _note_digits(draft: Draft, column: Column, name: str) -> None:
    if name == "stated_speedup" and (digits := last_digits(column)) is not None:
        draft.fields["speedup_digit"] = digits


def whole_counts(draft: Draft, column: Column, values: pl.Series) -> pl.Series:
    """The whole numbers among ``values`` that could count anything; a remark on the others."""
    if values.dtype.is_integer() and _all_count(values):
        return values.cast(pl.Int64)
    odd = values.abs() > _MOST
    if values.dtype.is_float():
        odd |= values.floor() != values
    odd = odd.fill_null(False)
    if odd.any():
        row = int(odd.arg_max() or 0)
        others = and_more(int(odd.sum()))
        draft.note("skipped", f"`{column.heading.text}`: {values[row]} is not a count{others}", row)
        values = values.set(odd, None)
    return values.cast(pl.Int64)


def _all_count(values: pl.Series) -> bool:
    """Whether the ends are counts, and so all between: a mask would be as long as the column."""
    ends = [end for end in (values.min(), values.max()) if isinstance(end, int)]
    return all(abs(end) <= _MOST for end in ends)


def _is_layout(column: Column) -> bool:
    """Whether the cells are all like ``n2g8``: 2 nodes with 8 devices each."""
    if not is_text(column.cells) or column.numbers is not None:
        return False
    first = column.first_text
    if first is None or not re.search(_LAYOUT, first):
        return False
    found = column.texts.str.contains(_LAYOUT)
    return found.count() > 0 and bool(found.all())


def _read_layout(draft: Draft, column: Column) -> None:
    parts = column.cells.cast(pl.String).str.extract_groups(_LAYOUT)
    nodes, each = (parts.struct.field(group).cast(pl.Int64, strict=False) for group in ("1", "2"))
    # Digits of other scripts, or more of them than a count can have.
    unread = (nodes.is_null() | each.is_null()) & column.cells.is_not_null()
    if unread.any():
        row = int(unread.arg_max() or 0)
        others = and_more(int(unread.sum()))
        said = f"`{column.heading.text}`: no counts in '{clean(str(column.cells[row]))}'{others}"
        draft.note("skipped", said, row)
    draft.claim(column, nodes=nodes, devices_per_node=each)


def _read_dates(draft: Draft, column: Column) -> None:
    cells = column.cells
    if is_text(cells):
        dates = spread(cells, read_dates)
    elif cells.dtype.is_numeric():
        dates = read_epoch(cells)
    elif cells.dtype in (pl.Date, pl.Datetime):
        dates = cells.cast(pl.Datetime("us"), strict=False)
    else:
        return
    if dates.count() == cells.count():
        draft.claim(column, started=dates)
    elif is_text(cells) and may_be_either(column.texts):
        draft.set_aside([column])
        first = column.first_text
        text = f"`{column.heading.text}`: '{first}' could be day first or month first; skipped"
        draft.note("skipped", text)


def _read_outcomes(draft: Draft, column: Column) -> None:
    cells = column.cells if is_text(column.cells) else whole(column.cells).cast(pl.String)
    outcomes = spread(cells, read_answers).cast(STATUS)
    draft.claim(column, status=outcomes)
    bad = (outcomes != "ok").fill_null(False)
    if bad.any():
        words = cells.cast(pl.String).set(~bad, None)
        draft.fields["reason"] = draft.fields.get("reason", words).fill_null(words)
    if outcomes.null_count() > cells.null_count():
        unknown = outcomes.is_null() & cells.is_not_null()
        row = int(unknown.arg_max() or 0)
        others = and_more(int(unknown.sum()))
        text = f"`{column.heading.text}`: '{cells[row]}' is not a run status{others}"
        draft.note("info", text, row)


def _read_reasons(draft: Draft, column: Column) -> None:
    """Take what a program said when it failed; without a status it tells that the run did."""
    reasons = _as_text(column.cells)
    if reasons is None:
        return
    words = draft.fields.get("reason")
    draft.claim(column, reason=reasons if words is None else reasons.fill_null(words))
    if "status" not in draft.fields and is_text(column.cells):
        ends = spread(column.cells, read_outcomes).fill_null("failed")
        draft.fields["status"] = ends.set(reasons.is_null(), None).cast(STATUS)


def claim_parameter(draft: Draft, column: Column) -> None:
    """Take a column for what was set, under a name that no other field has."""
    values = _parameter(column)
    is_row_number = column.heading.name == "unnamed" and column.numbers is not None
    if not values.count() or is_row_number:
        return
    taken = {*draft.fields, *SCHEMA}
    name = column.heading.name
    if name in taken:
        name = snake_case(column.heading.text)
    draft.claim(column, **{parameter_name(name, taken): values})


def _parameter(column: Column) -> pl.Series:
    """The column as whole numbers, numbers, booleans or text."""
    cells = column.cells
    if column.numbers is not None and column.numbers.words is None:
        return whole(column.numbers.values)
    if not is_text(cells):
        return cells if cells.dtype == pl.Boolean else cells.cast(pl.String, strict=False)
    words = set(cells.drop_nulls().unique().cast(pl.String).str.to_lowercase().head(3))
    if words and words <= {"true", "false"}:
        return cells.cast(pl.String).str.to_lowercase() == "true"
    return cells
