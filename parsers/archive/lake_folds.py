"""Very many records of an archive, whose repeats are folded as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

import polars as pl

from parsers.across_inputs.finished import Loaded
from parsers.archive.inputs_together import Holdings, Together
from parsers.archive.lake_inputs import AT, KnownInputs, known_of
from parsers.archive.placed_records import (
    in_order,
    in_places,
    of_schema,
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

Fold = tuple[Callable[[pl.DataFrame], pl.DataFrame], Callable[[list[pl.DataFrame]], pl.DataFrame]]
"""What folds the repeats of some records, and what joins these."""


def folded_together(
    held: Holdings,
    names: Sequence[str],
    portions: Iterable[Iterable[pl.DataFrame]],
    notes: Sequence[Note],
    together: Together | None,
    fold: Fold = (folded, joined),
) -> Loaded:
    """Return what ``asked_together`` does, with repeats folded.

    ``names`` are the inputs of which there are records. These come in ``portions`` that have no
    repeats in common, a batch at a time. What is told of single inputs, and records that are more
    than a value, stay as they are.
    """
    known = known_of(held, names, notes, together)
    of_each, of_all = fold
    folds: list[bytes] = []
    apart: list[pl.DataFrame] = []
    for portion in portions:
        parts: list[pl.DataFrame] = []
        for batch in portion:
            repeats, others = _parted(placed_by(known, in_order(held, batch)), known)
            del batch
            parts.append(of_schema(of_each(_of_kind(repeats, known))))
            del repeats
            apart.append(others)
        if any(part.height for part in parts):
            # Kept as bytes: what is small and stays between what is large and goes leaves gaps
            # behind, which took twice as much as itself.
            folds.append(of_all(parts).serialize())
    others = pl.concat(apart).sort(AT, PLACE).drop(INPUT)
    stated = without_empty(others) if others.height else others
    records, more = with_decisions(stated, known)
    if folds:
        records = _together(_conformed(pl.concat(_unpacked(folds), rechunk=False)), records)
    return Loaded(in_places(records).drop(AT, PLACE), (*known.notes, *more), known.reports)


def _unpacked(parts: list[bytes]) -> list[pl.DataFrame]:
    return [pl.DataFrame.deserialize(BytesIO(parts.pop(0))) for _ in range(len(parts))]


def _parted(placed: pl.DataFrame, known: KnownInputs) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Records that are folded, whose texts are numbers until they are few, and all others."""
    is_repeat = foldable(placed) & _is_unchanged(placed, known)
    others = of_schema(placed.filter(~is_repeat))
    return placed if others.is_empty() else placed.filter(is_repeat), others


def _together(repeats: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    if not records.height:
        return repeats
    placed = records.with_columns(pl.concat_list(place_of_record()).alias(PLACES))
    return pl.concat([repeats, placed], how="diagonal_relaxed")


def _is_unchanged(placed: pl.DataFrame, known: KnownInputs) -> pl.Series:
    """Whether nothing is told of a record's input but its label."""
    told = known.decisions
    unchanged = None if told is None else set(told.kept) - told.changed
    if unchanged is None or len(unchanged) == len(known.sources):
        return pl.repeat(True, placed.height, dtype=pl.Boolean, eager=True)
    return placed[AT].is_in(list(unchanged))


def _of_kind(placed: pl.DataFrame, known: KnownInputs) -> pl.DataFrame:
    """Records under their new labels, with their place among all."""
    named = placed
    if _may_be_renamed(placed, known):
        named = relabelled_at_once(placed, known.sources, known.new_labels)
    return named.with_columns(place_of_record().alias(PLACES)).drop(AT, PLACE, INPUT)


def _may_be_renamed(placed: pl.DataFrame, known: KnownInputs) -> bool:
    """Whether a record has the label of an input that got another: few labels tell it sooner."""
    if "run" in placed.columns and placed["run"].count():
        return True
    return not known.renamed.isdisjoint(placed["label"].unique().cast(pl.String))


def _conformed(repeats: pl.DataFrame) -> pl.DataFrame:
    """Folded records as those that are not, each at the place of its first."""
    beside = [name for name in repeats.columns if name.startswith(BESIDE)]
    first = pl.col(PLACES).list.min()
    placed = repeats.drop(beside).hstack(repeats.select(*taken_apart(first)))
    return conform(without_empty(placed)).hstack(repeats.select(beside))
