"""The records that are asked for of an archive, as those of files that are read together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import polars as pl

from parsers.across_inputs.finished import Loaded, applied
from parsers.archive.inputs_together import Holdings, Together
from parsers.archive.lake_inputs import AT, KnownInputs, known_of
from parsers.archive.written_parts import INPUT, PLACE
from parsers.notes import Note
from parsers.run_records.conforming import conform
from parsers.run_records.joined_records import concat
from parsers.run_records.records import SCHEMA
from parsers.short_columns.short_records import Records, to_frame, to_short
from parsers.source import Source

_BITS: Final = 32
"""The place of an input among all is written before the place of a record in it."""


def asked_together(
    held: Holdings, frame: pl.DataFrame, notes: Sequence[Note], together: Together | None = None
) -> Loaded:
    """Return what the inputs are together of which there are records in ``frame``.

    What they say of each other is looked for among all inputs of the archive; where these are very
    many among those alone, which is told.
    """
    known = known_of(held, _names_in(frame), notes, together)
    # Ordered while each text is a number.
    placed = in_places(placed_by(known, frame).drop(INPUT))
    records, more = with_decisions(without_empty(of_schema(in_order(held, placed))), known)
    return Loaded(records.drop(PLACE, AT), (*known.notes, *more), known.reports)


def placed_by(known: KnownInputs, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the records with the place of their input among all, ``AT``."""
    # Records of an input mostly follow each other, and few rows are joined sooner than many.
    blocks = _blocks(frame).cast(pl.Categorical).alias(INPUT).to_frame()
    places = blocks.join(known.places, on=INPUT, how="left", maintain_order="left")[AT]
    return frame.with_columns(places.gather(frame.select(pl.col(INPUT).rle_id()).to_series()))


def _names_in(frame: pl.DataFrame) -> list[str]:
    """The inputs of records."""
    return _blocks(frame).unique().to_list()


def _blocks(frame: pl.DataFrame) -> pl.Series:
    """The input of each record that another one's is not the same before."""
    return frame[INPUT].rle().struct.field("value")


def in_places(placed: pl.DataFrame) -> pl.DataFrame:
    """Return the records as those of all inputs follow each other."""
    places = placed.select(place_of_record()).to_series()
    if places.is_sorted():
        return placed
    # To sort by one number takes half the memory that two columns take, and to gather from one
    # piece a sixth of the time that several take.
    order = places.arg_sort()
    return pl.DataFrame([cells.rechunk().gather(order) for cells in placed])


def place_of_record() -> pl.Expr:
    """Return the place of a record among all."""
    of_input = pl.col(AT).cast(pl.UInt64) * pl.lit(2**_BITS, dtype=pl.UInt64)
    return of_input + pl.col(PLACE).cast(pl.UInt64)


def taken_apart(place_of_all: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return the two places, ``AT`` and ``PLACE``, that ``place_of_record`` joins."""
    return (place_of_all // 2**_BITS).alias(AT), (place_of_all % 2**_BITS).alias(PLACE)


def in_order(held: Holdings, frame: pl.DataFrame) -> pl.DataFrame:
    """The columns in the order of the archive's."""
    known_order = dict.fromkeys((*held.columns, *frame.columns))
    return frame.select(name for name in known_order if name in frame.columns)


def with_decisions(placed: pl.DataFrame, known: KnownInputs) -> tuple[pl.DataFrame, list[Note]]:
    """Return records with what was decided of their inputs, and remarks on that.

    They keep ``AT`` and ``PLACE``. Few inputs are changed, and these one by one; all others get
    their labels at once.
    """
    sources, new, told = known.sources, known.new_labels, known.decisions
    if told is None:
        whole = relabelled_at_once(placed, sources, new)
        return to_frame(conform(whole)), []
    changed = told.changed.intersection(known.touched)
    # A filter copies all records, and mostly leaves none out.
    kept = placed if {*known.touched} <= {*told.kept} else _of(placed, told.kept)
    alike = _of(kept, {*told.kept} - changed) if changed else kept
    parts: dict[int, Records] = {
        each[AT][0]: conform(to_short(without_empty(each)))
        for each in (_of(kept, changed).partition_by(AT) if changed else ())
    }
    combined = applied(told, parts, sources, known.labels)
    others = conform(relabelled_at_once(alike, sources, new))
    names = {sources[place].name for place in known.touched} | {
        told.labels[place] for place in changed if place in told.labels
    }
    notes = [note for note in combined.notes if note.source in names]
    if not combined.parts:
        return to_frame(others), notes
    joined = to_frame(concat([others, *combined.parts]))
    order = dict.fromkeys((*others.columns, *joined.columns))
    return joined.select(list(order)).sort(AT, PLACE), notes


def _of(placed: pl.DataFrame, places: Collection[int]) -> pl.DataFrame:
    return placed.filter(pl.col(AT).is_in(sorted(places)))


def without_empty(frame: pl.DataFrame) -> pl.DataFrame:
    """One input without the columns that only others have a value in."""
    return frame.select(cells for cells in frame if cells.null_count() < frame.height)


def of_schema(frame: pl.DataFrame) -> pl.DataFrame:
    """Columns in the types of the schema; words that another version knew are null."""
    return frame.with_columns(
        pl.col(name).cast(SCHEMA[name], strict=False)
        for name, dtype in frame.schema.items()
        if name in SCHEMA and dtype != SCHEMA[name]
    )


def relabelled_at_once(
    frame: pl.DataFrame, sources: Sequence[Source], labels: Mapping[str, str]
) -> pl.DataFrame:
    """Return what ``relabelled`` makes of each input, for many of them; ``labels`` by name.

    ``frame`` has the place of each record's input among ``sources``, ``AT``.
    """
    if all(source.label == labels[source.name] for source in sources):
        return frame
    dtype, at = frame.schema["label"], frame[AT]
    # One text a record for a moment: fewer than all that a join would copy.
    own = pl.Series([source.label for source in sources], dtype=dtype).gather(at)
    is_own = frame["label"] == own
    begins = None
    if "run" in frame.columns and frame["run"].count():
        begin = pl.lit(own.cast(pl.String) + ":")
        begins = frame.select(pl.col("run").str.starts_with(begin).fill_null(False)).to_series()
    if not is_own.any() and (begins is None or not begins.any()):
        return frame
    label = pl.Series([labels[source.name] for source in sources], dtype=dtype).gather(at)
    changed = [frame["label"].zip_with(~is_own.fill_null(False), label).alias("label")]
    if begins is not None:
        ends = frame["run"].str.slice(own.cast(pl.String).str.len_chars())
        changed.append((label.cast(pl.String) + ends).zip_with(begins, frame["run"]).alias("run"))
    return frame.with_columns(changed)
