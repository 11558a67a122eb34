"""Codes, inputs or variants whose names stand across a table, over one quantity."""

from __future__ import annotations

from parsers.source import Source
from parsers.tables.captions import measured_above
from parsers.tables.codes_across import codes_across
from parsers.tables.compared_names import told_by_name
from parsers.tables.conditions import Level, Levels
from parsers.tables.models_across import models_across
from parsers.tables.table import Table
from parsers.tables.titled_frames import columns_of_frame, is_titled, measure_of
from parsers.tables.variants_across import variants_across


def names_across(table: Table, source: Source) -> Levels | None:
    """Return the columns that are named after what was run, None where there are none."""
    return (
        models_across(table, source)
        or codes_across(table)
        or models_across(table, source, of_benchmarks=True)
        or variants_across(table)
        or _kernels_across(table)
    )


def _kernels_across(table: Table) -> Levels | None:
    """Read a frame under a title, ``softmax-performance:``, whose columns are called after code."""
    frame = columns_of_frame(table.headings, table.cells)
    title = next(filter(is_titled, table.above[:1]), None)
    if frame is None or title is None:
        return None
    measure = measured_above(table.above) or measure_of(title)
    return told_by_name(
        [Level(place, (("Name", table.headings[place]),), measure) for place in frame[1]]
    )
