"""Very many records of an archive, whose repeats are folded as they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from parsers.across_inputs.finished import Loaded
from parsers.archive.inputs_together import Holdings, Together
from parsers.archive.lake_inputs import KnownInputs, known_of
from parsers.archive.placed_records import (
    AT,
    in_order,
    in_places,
    place_of_record,
    placed_by,
    relabelled_at_once,
    taken_apart,
    with_decisions,
    without_empty,
)
from parsers.archive.written_parts import INPUT, PLACE
from parsers.notes import Note
from parsers.run_records.conforming import conform
from parsers.run_records.folded import PLACES, foldable, folded, joined
from parsers.run_records.records import BESIDE


def folded_together(
    held: Holdings,
    names: Sequence[str],
    batches: Iterable[pl.DataFrame],
    notes: Sequence[Note],
    together: Together | None,
) -> Loaded:
    """Return what ``asked_together`` does, with repeats folded.

    ``names`` are the inputs of which there are records in any of the ``batches``. What is told of
    single inputs, and records that are more than a value, stay as they are.
    """
    known = known_of(held, names, notes, together)
    parts, apart = [], []
    for batch in batches:
        placed = placed_by(known, in_order(held, batch))
        is_repeat = foldable(placed) & _is_unchanged(placed, known)
        apart.append(placed.filter(~is_repeat))
        parts.append(folded(_of_kind(placed.filter(is_repeat), known)))
    others = pl.concat(apart).sort(AT, PLACE).drop(INPUT)
    stated = without_empty(others) if others.height else others
    records, more = with_decisions(stated, known)
    if any(part.height for part in parts):
        records = _together(_conformed(joined(parts)), records)
    return Loaded(in_places(records).drop(AT, PLACE), (*known.notes, *more), known.reports)


def _together(repeats: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    if not records.height:
        return repeats
    placed = records.with_columns(pl.concat_list(place_of_record()).alias(PLACES))
    return pl.concat([repeats, placed], how="diagonal_relaxed")


def _is_unchanged(placed: pl.DataFrame, known: KnownInputs) -> pl.Series:
    """Whether nothing is told of a record's input but its label."""
    if known.decisions is None:
        return pl.repeat(True, placed.height, dtype=pl.Boolean, eager=True)
    unchanged = set(known.decisions.kept) - known.decisions.changed
    return placed[AT].is_in(list(unchanged))


def _of_kind(placed: pl.DataFrame, known: KnownInputs) -> pl.DataFrame:
    """Records under their new labels, with their place among all."""
    named = relabelled_at_once(placed, known.sources, known.new_labels)
    return named.with_columns(place_of_record().alias(PLACES)).drop(AT, PLACE, INPUT)


def _conformed(repeats: pl.DataFrame) -> pl.DataFrame:
    """Folded records as those that are not, each at the place of its first."""
    beside = [name for name in repeats.columns if name.startswith(BESIDE)]
    first = pl.col(PLACES).list.min()
    placed = repeats.drop(beside).hstack(repeats.select(*taken_apart(first)))
    return conform(without_empty(placed)).hstack(repeats.select(beside))
