"""Rows of delimited text that are headings, over one row or two, and titles above them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsers.delimited.split_lines import Row
from parsers.grammar.dated_titles import day_titled
from parsers.grammar.units import dimensions
from parsers.headings.heading import MEASURED, SET_BEFORE
from parsers.headings.read_heading import read_heading, read_headings
from parsers.short_columns.short_texts import as_float
from parsers.tables.counts_in_a_row import counts_in_a_row
from parsers.tables.levels import read_levels


def is_heading(row: Row) -> bool:
    """Whether ``row`` names something measured and what it was measured on."""
    fields = [field.strip() for field in row.fields if field.strip()]
    if len(fields) < 2 or row.is_comment or row.is_data:
        return False
    kinds = {heading.kind for heading in read_headings(fields)}
    return not kinds.isdisjoint(MEASURED) and not kinds.isdisjoint(SET_BEFORE)


def two_levels(content: Sequence[Row]) -> tuple[str, ...]:
    """Return headings over two rows as one: ``,A100,,H100,`` over ``GPUs,time,energy,time,energy``.

    The outer ones hold until the next, as merged cells do. They are said where the inner ones come
    again, or where they are what is measured: ``,Time (s),`` over ``code,1 node,2 nodes``. Or a
    single one says what the numbers below it count: ``,Cores,,`` over ``code,1,2,4``. Empty where
    the rows are no such headings.
    """
    if len(content) < 3 or content[0].is_data:
        return ()
    outer, inner = ([field.strip() for field in row.fields] for row in content[:2])
    if counted := counts_in_a_row(outer, inner):
        return counted
    if len(outer) != len(inner) or all(outer) or not _has_data(content[2:4]):
        return ()
    # The first column may be an index without a name.
    if not all(map(any, zip(outer[1:], inner[1:], strict=True))):
        return ()
    if any(as_float(field) is not None for field in inner):
        return ()
    # `#GPUs` is no comment in a row of as many fields as the others.
    inner[0] = inner[0].lstrip("# ")
    held = outer[:1]
    for field in outer[1:]:
        held.append(field or held[-1])
    again = {above for above, below in zip(held, inner, strict=True) if inner.count(below) > 1}
    joined = tuple(
        f"{above} {below}".strip()
        if above in again
        else f"{below} {above}"
        if above != below and _is_measured(above)
        else below or above
        for above, below in zip(held, inner, strict=True)
    )
    row = content[1]._replace(fields=[*joined])
    counts = is_heading(row) or read_levels(joined, ()) is not None or _measure_again(outer, inner)
    return joined if len({*joined}) == len(joined) and counts else ()


def _is_measured(text: str) -> bool:
    heading = read_heading(text)
    return heading.kind == "metric" and (heading.unit is not None or heading.better is not None)


def _has_data(rows: Sequence[Row]) -> bool:
    """Whether the first row has numbers, or the next one below units alone: ``,,[s],``."""
    if len(rows) > 1 and not rows[0].is_data:
        units = [field.strip().strip("()[]") for field in rows[0].fields]
        return rows[1].is_data and all(not unit or dimensions(unit) for unit in units)
    return bool(rows) and rows[0].is_data


def _measure_again(outer: Sequence[str], inner: Sequence[str]) -> bool:
    """Whether what the first outer heading holds is measured under the next one as well."""
    starts = [place for place, name in enumerate(outer) if place and name]
    groups = [inner[start:end] for start, end in pairwise([*starts, len(inner)])]
    if len(groups) < 2 or len(groups[0]) < 2 or len(groups[0]) != len(groups[1]):
        return False
    again = [name for name, other in zip(groups[0], groups[1], strict=True) if name == other]
    return any(heading.kind in MEASURED for heading in read_headings(again))


def is_headed(rows: Sequence[Row], title: Row, below: Row) -> bool:
    """Whether headings stand below a title: in the next row, or in a comment before its numbers."""
    if is_heading(below) or _counts_across(below):
        return True
    between = [row for row in rows if row.is_comment and title.line < row.line < below.line]
    return below.is_data and bool(between) and len(between[-1].fields) == len(below.fields) > 1


def _counts_across(row: Row) -> bool:
    """Whether all fields behind a name are counts: ``code,1 node,2 nodes``, ``code,gpus_1``."""
    if row.is_comment or row.fields[0][:1].isdigit() or any(map(str.isdecimal, row.fields)):
        return False
    levels = read_levels(row.fields, ())
    return levels is not None and len(levels.columns) == len(row.fields) - 1


def is_title(row: Row) -> bool:
    """Whether a row has nothing but a text in its first field, as a line above headings has."""
    text, *others = row.fields
    if any(map(str.strip, others)):
        return False
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        # A section, whatever it is called: `[2048^3]`.
        return True
    if not others and day_titled(text):
        return True
    return any(map(str.isalpha, text)) and not text[:1].isdigit()


def is_setting(row: Row) -> bool:
    """Whether a row has a name and what it is, and nothing in the columns behind: ``System,A,,``.

    Sheets begin with such rows, above their headings.
    """
    name, *others = (field.strip() for field in row.fields)
    return len(others) > 1 and name[:1].isalpha() and bool(others[0]) and not any(others[1:])
