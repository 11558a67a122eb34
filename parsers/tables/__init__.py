"""A table with headings -> run records: the one conversion that every tabular format shares."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.clean import clean
from parsers.guard import guarded
from parsers.meaning.claimed_scaling import settle_claimed_scaling
from parsers.meaning.dates import settle_dates
from parsers.meaning.identifiers import settle_hosts, settle_identifiers
from parsers.meaning.problem_sizes import claim_grid_sizes, settle_global_batch
from parsers.meaning.roles import interpretation_of
from parsers.meaning.run_names import read_name_counts
from parsers.meaning.simulated_times import with_simulated_times
from parsers.meaning.stated_scaling import (
    claim_stated_scaling,
    says_weak,
    settle_stated_scaling,
)
from parsers.meaning.totals import read_levels_of_nodes, settle_totals
from parsers.meaning.trend import trend_of
from parsers.meaning.unnamed_values import with_directions
from parsers.notes import Note
from parsers.overruling.as_told import read_as_told
from parsers.overruling.override import Override
from parsers.overruling.overruled_columns import claim_overruled, without_unused
from parsers.reader import HeadingRead, Reading
from parsers.records import SCALE, empty
from parsers.source import Source
from parsers.tables.agreement import (
    settle_device_names,
    settle_devices,
    settle_efficiency,
    settle_names,
    settle_nodes,
)
from parsers.tables.answers import find_answers, read_answers
from parsers.tables.apart import set_apart
from parsers.tables.assembly import assemble
from parsers.tables.bracketed import with_brackets_apart
from parsers.tables.cells import is_text
from parsers.tables.commands import settle_commands
from parsers.tables.crosstab import unfold
from parsers.tables.draft import Draft
from parsers.tables.exit_codes import read_exit_codes
from parsers.tables.factors import factor_of
from parsers.tables.fields import find_aggregates, read_other_columns, read_schema_columns
from parsers.tables.histories import counters, find_history
from parsers.tables.measured import choose_measured
from parsers.tables.quantities import Quantity, note_words, read_long, read_quantities
from parsers.tables.repeats import claim_repeats
from parsers.tables.run_columns import with_runs_apart
from parsers.tables.sample_columns import with_samples
from parsers.tables.scale_cells import read_scale_cells
from parsers.tables.size_shares import claim_size_shares, settle_size_shares
from parsers.tables.spread_rows import without_spread_rows
from parsers.tables.summaries import mark_summaries
from parsers.tables.table import Table
from parsers.tables.unit_columns import attach_units
from parsers.tables.units_row import with_units_row
from parsers.tables.unnamed_columns import is_course, with_columns_named

__all__ = ["Table", "mark_summaries", "set_apart", "to_records"]


def to_records(table: Table, source: Source) -> Reading:
    """Return the run records of ``table``: one run per row, one record per measured quantity.

    A table without a measured column gives no record and a ``skipped`` note; one that cannot be
    read costs itself alone, and leaves an ``error``. What the user says of columns
    (``source.overrides``) comes before what they seem to be.
    """
    return guarded(
        "reading a table",
        lambda: _as_told(table, source),
        lambda why: Reading(empty(), [Note("error", why, source.name, table.line)]),
    )


def _as_told(table: Table, source: Source) -> Reading:
    if not source.overrides:
        return _read(table, source)
    return read_as_told(lambda told: _read(table, source, told), table.headings, source.overrides)


def _read(table: Table, source: Source, told: Sequence[Override] = ()) -> Reading:
    """Read ``table``, whose columns are what is ``told`` of them."""
    if not table.cells:
        text = "table without columns skipped"
        return Reading(empty(), [Note("skipped", text, source.name, table.line)])
    table = with_brackets_apart(table.shortened().without_blank_rows())
    table, spreads = without_spread_rows(with_units_row(table), source)
    table, named = with_columns_named(table, source)
    table, unused = without_unused(table, told)
    table, notes = with_samples(with_runs_apart(table), source)
    table, unfolded = unfold(table, source)
    draft = Draft(table, source, told)
    find_aggregates(draft)
    claim_overruled(draft)
    claim_repeats(draft)
    read_scale_cells(draft)
    claim_stated_scaling(draft)
    answers = find_answers(draft)
    read_schema_columns(draft)
    read_exit_codes(draft)
    read_answers(draft, answers)
    read_levels_of_nodes(draft)
    read_name_counts(draft)
    claim_size_shares(draft)
    claim_grid_sizes(draft)
    quantities = _read_quantities(draft)
    if not quantities:
        headings = ", ".join(clean(heading) for heading in table.headings)
        text = f"table without a measured column skipped: {headings}"
        return Reading(empty(), [Note("skipped", text, source.name, table.line)])
    if is_course(table):
        text = "numbers that only grow or only fall are no repeats, and nothing else stands beside"
        return Reading(empty(), [Note("skipped", text, source.name, table.line)])
    settle_nodes(draft)
    settle_devices(draft)
    is_weak = says_weak(draft)
    quantities = with_directions(draft, quantities, is_weak=is_weak)
    trend = trend_of(draft, quantities)
    settle_totals(draft, trend, is_weak=is_weak)
    settle_size_shares(draft)
    settle_device_names(draft)
    settle_efficiency(draft)
    read_other_columns(draft)
    settle_identifiers(draft, trend, is_weak=is_weak)
    settle_hosts(draft)
    settle_commands(draft)
    settle_names(draft)
    settle_stated_scaling(draft)
    settle_claimed_scaling(draft, trend)
    settle_global_batch(draft, quantities)
    settle_dates(draft, trend)
    note_words(draft, quantities)
    history = find_history(draft)
    if history is None:
        records = assemble(draft, quantities)
    else:
        from parsers.tables.along_runs import records_along

        records = records_along(draft, quantities, history)
    below = {column.heading.text: column for column in draft.columns}
    measured = [
        HeadingRead(
            quantity.heading,
            "value",
            quantity.name,
            factor_of(below.get(quantity.heading), quantity.values),
        )
        for quantity in quantities
        if quantity.heading and isinstance(quantity.name, str)
    ]
    return Reading(
        records,
        [*named, *spreads, *notes, *unfolded, *draft.notes],
        [*draft.headings(), *measured],
        [interpretation_of(draft, quantities, unused)],
    )


def _read_quantities(draft: Draft) -> list[Quantity]:
    """What is measured: named in a column beside the values, or by the columns' headings."""
    named = {column.heading.name: column for column in draft.columns if not column.given}
    metric, value, unit = (named.get(name) for name in ("metric", "value", "unit"))
    if metric and value and value.numbers is not None and is_text(metric.cells):
        draft.measure([column for column in (metric, value, unit) if column])
        return [read_long(metric, value, unit)]
    attach_units(draft)
    identified = bool(
        {"benchmark", *SCALE} & draft.fields.keys()
        or (value and counters(draft))
        or len(draft.table.cells) == 1
    )
    above = f"{draft.table.benchmark or ''} {draft.table.case or ''}"
    measured = choose_measured(draft.unclaimed(), identified=identified, above=above)
    draft.measure(measured)
    return read_quantities(with_simulated_times(draft, measured))
