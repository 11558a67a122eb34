"""The decisions on one table, in stages: each takes what the ones before it found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import polars as pl

from parsers.meaning.aggregates import aggregate_rows
from parsers.meaning.answers import answered, find_answers
from parsers.meaning.beside_ideal import with_measured_named
from parsers.meaning.byproducts import byproducts
from parsers.meaning.claimed_quantity import with_claimed_first
from parsers.meaning.claimed_scaling import claimed_scaling
from parsers.meaning.claims_by_values import with_claims_named
from parsers.meaning.column import Column, read_columns
from parsers.meaning.commands import as_templates
from parsers.meaning.counted_by_claims import counted_by_claims
from parsers.meaning.counting_letter import counting_letter
from parsers.meaning.decisions import NOTHING, Decision, Decisions, RowRemark
from parsers.meaning.exit_codes import exit_codes
from parsers.meaning.fields import other_fields, schema_field
from parsers.meaning.flops_each import with_flops_each
from parsers.meaning.gpu_blocks import threads_of_blocks
from parsers.meaning.grown_edges import size_of_edges
from parsers.meaning.histories import counters
from parsers.meaning.host_names import kinds_of_hosts, nodes_of_hosts
from parsers.meaning.identifiers import identifiers, numbers_of_ranks
from parsers.meaning.judgements import judgements
from parsers.meaning.listed_repeats import listed_repeats
from parsers.meaning.made_again import days_apart, hosts_apart
from parsers.meaning.measured import choose_measured
from parsers.meaning.names import benchmark_names, device_names
from parsers.meaning.needed_passes import needed_passes
from parsers.meaning.node_levels import node_levels
from parsers.meaning.parallel_groups import parallel_cells, parallel_groups
from parsers.meaning.problem_sizes import counted_size, grid_size, size_of_a_step
from parsers.meaning.projected import without_projected
from parsers.meaning.proportional_sizes import size_in_proportion
from parsers.meaning.quantities import (
    Quantity,
    read_long,
    read_quantities,
    units_missing,
    words_for_numbers,
)
from parsers.meaning.run_names import name_counts
from parsers.meaning.said_elsewhere import weak_said_elsewhere
from parsers.meaning.said_of_results import said_of_results
from parsers.meaning.scale_cells import scale_cells
from parsers.meaning.scaled_batches import scaled_batches
from parsers.meaning.scattered_values import scattered_values
from parsers.meaning.simulated_times import as_simulated, said_of_simulated, simulated_times
from parsers.meaning.size_shares import size_of_whole, size_share, size_with_its_share
from parsers.meaning.stated_scaling import says_weak, scaling_column, scaling_in_words, texts_around
from parsers.meaning.stated_values import stated_efficiency
from parsers.meaning.telling_names import names_of_unlike_rows
from parsers.meaning.told_columns import told_field
from parsers.meaning.totals import devices_of_nodes, totals
from parsers.meaning.trend import Trend, trend_of
from parsers.meaning.unit_columns import in_stated_units
from parsers.meaning.unnamed_values import with_directions
from parsers.meaning.untraced_labels import untraced_labels
from parsers.overruling.override import Override
from parsers.run_records.records import SCALE
from parsers.source import Source
from parsers.tables.cells import is_text, middle_of_range
from parsers.tables.table import Table

_SEEN: Final = 1_000
_THREE_BEHIND: Final = r"^[1-9]\d{0,2},\d{3}(?:\s?[a-zµ]+)?$"


def headings_decided(table: Table, told: Sequence[Override]) -> tuple[Decisions, pl.Series]:
    """Stage 1: what the headings mean with the cells below them, and which rows are computed.

    Lists of repeats take in what was computed from them; columns that a user ``told`` of are taken.
    """
    columns = with_claims_named(with_measured_named(read_columns(table, told)))
    remarks = tuple(_rewritten(columns))
    columns, summary = aggregate_rows(columns, table.aggregate, table.height)
    columns, projected = without_projected(columns)
    known = Decisions(columns, table.height, remarks=(*remarks, *projected)).each(told_field)
    return listed_repeats(known, table.cells), summary


def _rewritten(columns: Sequence[Column]) -> Iterator[RowRemark]:
    """Yield in which columns the marks in numbers are read otherwise than in English."""
    for marks, meant in (("commas", "decimal points"), ("points", "thousands separators")):
        if names := [f"`{each.heading.text}`" for each in columns if each.rewritten == marks]:
            yield RowRemark("assumed", f"{marks} in {', '.join(names)} read as {meant}")
    if names := [f"`{each.heading.text}`" for each in columns if _has_ranges(each)]:
        yield RowRemark("assumed", f"ranges in {', '.join(names)} read as their middle")
    either = [f"`{each.heading.text}`" for each in columns if _may_be_either(each)]
    if either and not any(map(_has_points, columns)):
        text = f"commas in {', '.join(either)} read as thousands separators: nothing tells"
        yield RowRemark("assumed", text)


def _has_ranges(column: Column) -> bool:
    """Whether a cell is a range that was read as one number."""
    if column.numbers is None or column.numbers.units is None or not is_text(column.cells):
        return False
    texts = column.texts.head(_SEEN).drop_nulls()
    return any(middle_of_range(text) is not None for text in texts)


def _may_be_either(column: Column) -> bool:
    """Whether all times of a column are such as ``812,400``: of thousands, or to the thousandth."""
    if not (column.heading.is_time and is_text(column.cells)) or column.rewritten or column.given:
        return False
    texts = column.texts.drop_nulls()
    return len(texts) > 1 and bool(texts.str.contains(_THREE_BEHIND).all())


def _has_points(column: Column) -> bool:
    """Whether numbers have decimal points, so that commas beside them are of thousands."""
    return is_text(column.cells) and bool(column.texts.str.contains(r"\d\.\d").any())


def stated_by_cells(known: Decisions, table: Table, source: Source) -> Decisions:
    """Stage 2: what a column, or a cell, says by itself: counts, names, sizes, how runs ended."""
    for column in known.free:
        known = known.plus(scale_cells(column, known.columns))
    for column in known.free:
        known = known.plus(parallel_cells(column, known.columns))
    known = known.each(scaling_column)
    if not any(column.heading.name == "size" for column in known.columns):
        known = known.each(counted_size)
    known = known.plus(judgements(known.free, known.columns))
    answers = find_answers(known.free, known.columns)
    if answers:
        aside = {each.column: "read into how runs ended" for each in answers}
        known = known.plus(Decision(aside=aside))
    known = known.each(schema_field)
    known = exit_codes(known, table)
    known = known.plus(answered(answers, known.fields, known.rows))
    known = node_levels(known, f"{table.benchmark or ''} {table.case or ''}")
    known = known.plus(parallel_groups(known.free, known.fields, texts_around(table, source.name)))
    known = name_counts(known)
    known = known.plus(counted_by_claims(known.free, known.columns, known.fields))
    known = known.each(size_share)
    return known.plus(grid_size(known.free, known.fields))


class Measured(NamedTuple):
    """What is known once it is settled which columns are measured, and these quantities."""

    known: Decisions
    quantities: list[Quantity]


def measured(known: Decisions, table: Table) -> Measured:
    """Stage 3: what was measured, named in a column beside the values or by their headings."""
    named = {column.heading.name: column for column in known.columns if not column.given}
    metric, value, unit = (named.get(name) for name in ("metric", "value", "unit"))
    if metric and value and value.numbers is not None and is_text(metric.cells):
        columns = [column for column in (metric, value, unit) if column]
        return Measured(known.measuring(columns), [read_long(metric, value, unit)])
    known = known.plus(in_stated_units(known.columns))
    identified = bool(
        not {"benchmark", *SCALE}.isdisjoint(known.fields)
        or (value and (counters(known.columns) or ("run" in named and not metric)))
        or len(table.cells) == 1
    )
    above = f"{table.benchmark or ''} {table.case or ''}"
    chosen = choose_measured(known.free, identified=identified, above=above, beside=known.columns)
    simulated = simulated_times(chosen, known.fields)
    known = known.measuring(chosen).plus(said_of_simulated(simulated))
    columns = [as_simulated(each) if each in simulated else each for each in chosen]
    return Measured(known, read_quantities(columns))


class Sized(NamedTuple):
    """What is known once the machine of each row is, and how fast that made the rows."""

    known: Decisions
    quantities: list[Quantity]
    trend: Trend
    is_weak: bool


def scaled(known: Decisions, quantities: list[Quantity], table: Table, source: Source) -> Sized:
    """Stage 4: how large a machine was, in total, by counts and by how fast the rows were."""
    known = known.plus(numbers_of_ranks(known))
    known = known.plus(nodes_of_hosts(known.fields, known.rows))
    nodes, devices = (known.owners.get(name) for name in ("nodes", "devices"))
    known = known.plus(devices_of_nodes(known.fields, devices, table, stated=nodes is not None))
    around = texts_around(table, source.name)
    is_weak = says_weak(known.fields, around, source.overrides)
    quantities, remarks = with_directions(
        quantities, known.columns, known.fields, around, is_weak=is_weak
    )
    quantities, of_each = with_flops_each(quantities, known.fields)
    known = known.plus(Decision(remarks=(*remarks, *of_each)))
    quantities = with_claimed_first(quantities, known.columns)
    trend = trend_of(known.columns, quantities, known.rows)
    known = known if is_weak else known.plus(counting_letter(known, quantities))
    known = totals(known, trend, table, is_weak=is_weak)
    known = known.plus(size_of_whole(known.fields, known.owners.get("size"), trend))
    known = known.plus(device_names(known.fields))
    return Sized(known, quantities, trend, is_weak)


def told_apart(
    known: Decisions, trend: Trend, table: Table, source: Source, *, is_weak: bool
) -> Decisions:
    """Stage 5: what tells rows apart, and what does not: settings, ids, hosts, names."""
    found = _told_apart(known, trend, table, source, is_weak=is_weak)
    names = names_of_unlike_rows(found, trend)
    if names is NOTHING:
        return found
    return _told_apart(known.plus(names), trend, table, source, is_weak=is_weak)


def _told_apart(
    known: Decisions, trend: Trend, table: Table, source: Source, *, is_weak: bool
) -> Decisions:
    known = known.plus(stated_efficiency(known.free, known.fields))
    known = other_fields(known)
    known = known.plus(byproducts(known)).plus(said_of_results(known))
    known = known.plus(size_with_its_share(known.fields, known.owners))
    known = known.plus(scaled_batches(known.fields, known.owners))
    known = identifiers(known, trend, is_weak=is_weak)
    known = known.plus(threads_of_blocks(known, texts_around(table, source.name)))
    known = known.plus(needed_passes(known, trend)).plus(scattered_values(known, trend))
    known = known.plus(untraced_labels(known, trend))
    known = kinds_of_hosts(known)
    known = known.plus(as_templates(known.fields, known.owners))
    return known.plus(benchmark_names(known.fields, table, source.stem))


def compared(
    known: Decisions, quantities: Sequence[Quantity], trend: Trend, table: Table, source: Source
) -> Decisions:
    """Stage 6: what rows may be compared with: strong or weak scaling, sizes, days, hosts."""
    around = texts_around(table, source.name)
    known = known.plus(scaling_in_words(known.fields, around, known.rows))
    known = known.plus(claimed_scaling(known.fields, trend))
    known = known.plus(weak_said_elsewhere(known.fields, trend, source, known.rows))
    known = known.plus(size_of_a_step(known.fields, quantities))
    known = known.plus(size_of_edges(known.fields, quantities, trend))
    known = known.plus(size_in_proportion(known.fields, known.owners, trend))
    known = known.plus(days_apart(known.fields, trend))
    known = known.plus(hosts_apart(known.fields, trend))
    return known.plus(units_missing(quantities)).plus(words_for_numbers(quantities))
