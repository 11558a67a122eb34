"""A table as it is written -> one with a row for each run, and a column for each thing said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.meaning.interpretation import ColumnRole
from parsers.meaning.projected import without_projected_columns
from parsers.meaning.told_columns import places_told, without_unused
from parsers.notes import Note
from parsers.overruling.override import Override
from parsers.source import Source
from parsers.tables.bracketed import with_brackets_apart
from parsers.tables.counted_names import with_names_apart
from parsers.tables.counting_letters import with_pair_named
from parsers.tables.counting_sign import with_sign_counting
from parsers.tables.crosstab import unfold
from parsers.tables.feature_rows import without_feature_rows
from parsers.tables.group_rows import with_groups_named
from parsers.tables.listed_cells import with_lists
from parsers.tables.only_unit import with_only_unit
from parsers.tables.paired_cells import with_pairs_apart
from parsers.tables.powers import with_powers
from parsers.tables.ratio_rows import without_ratio_rows
from parsers.tables.remarked_counts import with_remarks_apart
from parsers.tables.remarked_values import with_other_work_apart
from parsers.tables.row_numbers import without_row_numbers
from parsers.tables.run_columns import with_runs_apart
from parsers.tables.said_counts import with_counts_alone
from parsers.tables.sample_columns import with_samples
from parsers.tables.serial_columns import with_serial_rows
from parsers.tables.serial_told import with_serial_told
from parsers.tables.spread_rows import without_spread_rows
from parsers.tables.table import Table
from parsers.tables.tidy_rows import with_quantities_across
from parsers.tables.turned_tables import with_runs_below
from parsers.tables.units_row import with_units_row
from parsers.tables.unnamed_columns import with_columns_named, with_repeats_named


class LaidOut(NamedTuple):
    """The table, what is to be told of its layout, and the columns that a user left out."""

    table: Table
    notes: tuple[Note, ...]
    unused: tuple[ColumnRole, ...]


def laid_out(table: Table, source: Source, told: Sequence[Override]) -> LaidOut:
    """Return ``table`` with a row for each run: repeats in lists, conditions in columns.

    Columns that are ``told`` to be unused are left out first, so that none is read into others.
    """
    table, projected = without_projected_columns(with_runs_below(table), told)
    table = with_pairs_apart(with_brackets_apart(table.shortened().without_blank_rows()))
    table = with_remarks_apart(with_names_apart(with_counts_alone(table)))
    table = with_groups_named(with_other_work_apart(table))
    table, spreads = without_spread_rows(with_units_row(table), source)
    table, tidy = with_quantities_across(table, source)
    table, ratios = without_ratio_rows(table, source)
    table, features = without_feature_rows(table, source)
    table, letters = with_pair_named(table, source)
    table, named = with_columns_named(with_repeats_named(with_sign_counting(table)), source)
    table, unused = without_unused(table, told)
    table, numbers = without_row_numbers(table, [each.name for each in told])
    unused += projected
    unused += [] if numbers is None else [ColumnRole(numbers, "unused", "", "numbers the rows")]
    table, serial = with_serial_rows(table, source)
    table, told_of = with_serial_told(table, source)
    table, powers = with_powers(table, source)
    table, repeats = with_samples(with_runs_apart(table), source)
    table, unfolded = unfold(table, source)
    table, listed = with_lists(table, source)
    table, units = with_only_unit(table, source, places_told(table, told))
    notes = (
        *letters,
        *named,
        *spreads,
        *tidy,
        *ratios,
        *features,
        *serial,
        *told_of,
        *powers,
        *repeats,
        *unfolded,
        *listed,
        *units,
    )
    return LaidOut(table, notes, tuple(unused))
