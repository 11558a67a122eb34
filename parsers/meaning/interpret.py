"""One table, as it is written -> its interpretation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.clean import clean
from parsers.guard import guarded
from parsers.meaning.as_told import as_told
from parsers.meaning.catalogued import catalogue
from parsers.meaning.granted import granted_times
from parsers.meaning.histories import find_history
from parsers.meaning.interpretation import Interpretation
from parsers.meaning.laid_out import laid_out
from parsers.meaning.projected import said_projected
from parsers.meaning.roles import headings_read, roles, totals_made
from parsers.meaning.row_values import RowValues
from parsers.meaning.stages import (
    compared,
    headings_decided,
    measured,
    scaled,
    stated_by_cells,
    told_apart,
)
from parsers.notes import Note, and_more
from parsers.overruling.override import Override
from parsers.source import Source
from parsers.tables.table import MOST_COLUMNS, Table
from parsers.tables.unnamed_columns import is_course

_MOST_LISTED: Final = 12
"""Headings that a remark names."""


def interpretation_of(table: Table, source: Source) -> Interpretation:
    """Return what is made of ``table``, by itself.

    A table without a measured column is skipped, with a note; one that cannot be interpreted costs
    itself alone, and leaves an ``error``. What the user says of columns (``source.overrides``)
    comes before what they seem to be.
    """
    return guarded(
        "reading a table",
        lambda: _as_told(table, source),
        lambda why: _skipped(table, source, Note("error", why, source.name, table.line)),
    )


def _as_told(table: Table, source: Source) -> Interpretation:
    if not source.overrides:
        return _interpreted(table, source)
    return as_told(lambda told: _interpreted(table, source, told), table.headings, source.overrides)


def _listed(headings: Sequence[str]) -> str:
    """The first headings, as many as a message has room for."""
    named = [clean(heading) for heading in headings if heading.strip()]
    if not named:
        return "its columns have no headings"
    return ", ".join(named[:_MOST_LISTED]) + and_more(len(named) - _MOST_LISTED + 1)


def _interpreted(table: Table, source: Source, told: Sequence[Override] = ()) -> Interpretation:
    """Interpret ``table``, whose columns are what is ``told`` of them."""
    if (count := len(table.headings)) > MOST_COLUMNS:
        text = f"table of {count:,} columns skipped, at most {MOST_COLUMNS:,} are read"
        return _for_nothing(table, source, f"{text}: keep the counts and what was measured")
    if not table.cells:
        return _for_nothing(table, source, "table without columns skipped")
    if (said := said_projected(table.above)) is not None:
        return _for_nothing(
            table, source, f"table skipped: '{said}' says that nothing was measured"
        )
    laid = laid_out(table, source, told)
    table = laid.table
    known, summary = headings_decided(table, told)
    if not told and (granted := granted_times(known.columns)) is not None:
        text = f"table skipped: `{granted.heading.text}` limits jobs, and its rows are no runs"
        return _for_nothing(table, source, text)
    known = stated_by_cells(known, table, source)
    known, quantities = measured(known, table)
    if not told and (listed := catalogue(known, table)) is not None:
        text = f"table skipped: it lists {listed}, and its rows are no runs"
        return _for_nothing(table, source, text)
    if not quantities:
        text = f"table without a measured column skipped: {_listed(table.headings)}"
        return _for_nothing(table, source, text)
    if is_course(table):
        text = "numbers that only grow or only fall are no repeats, and nothing else stands beside"
        return _for_nothing(table, source, text)
    known, quantities, trend, is_weak = scaled(known, quantities, table, source)
    known = told_apart(known, trend, table, source, is_weak=is_weak)
    known = compared(known, quantities, trend, table, source)
    history = None if summary.any() else find_history(known)
    along = None
    if history is not None:
        from parsers.meaning.along_runs import along_runs

        along, ended = along_runs(known.fields, quantities, history, table)
        known = known.plus(ended)
    remarks = (
        Note(
            remark.kind,
            remark.text,
            source.name,
            table.line if remark.row is None else table.line_of(remark.row),
            remark.about,
        )
        for remark in known.remarks
    )
    return Interpretation(
        source.name,
        table.line,
        (*roles(known, quantities), *laid.unused),
        totals_made(known),
        "runs" if along is None else "steps",
        headings=headings_read(known, quantities),
        notes=(*laid.notes, *remarks),
        rows=RowValues(table, known.fields, known.constants, summary, quantities, along),
    )


def _for_nothing(table: Table, source: Source, why: str) -> Interpretation:
    return _skipped(table, source, Note("skipped", why, source.name, table.line))


def _skipped(table: Table, source: Source, note: Note) -> Interpretation:
    return Interpretation(source.name, table.line, use="skipped", notes=(note,))
