"""An archive on a file system, asked lazily: only what a question is about is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import polars as pl

from parsers.across_inputs.finished import Loaded
from parsers.archive.answer_size import FOLDED, OF_VALUES, bytes_of_record, check_answer
from parsers.archive.asked import Asked, Condition, condition_of
from parsers.archive.chosen_records import (
    chosen_of,
    interned_at_once,
    interned_texts,
    with_words,
)
from parsers.archive.damaged_parts import damaged_part, other_versions, whole_parts
from parsers.archive.inputs_together import Together
from parsers.archive.lake_folds import folded_together
from parsers.archive.lake_inputs import unread, with_answered, with_columns_of_others, with_joined
from parsers.archive.manifest import Manifest, read_manifest
from parsers.archive.one_query import collected
from parsers.archive.part_choice import may_be_asked, why_nothing
from parsers.archive.part_scan import PartOf, by_system, portions, same_texts, scan, types_of
from parsers.archive.placed_records import asked_together
from parsers.archive.written_parts import INPUT, YEAR
from parsers.clean import clean
from parsers.memory import TooLarge
from parsers.notes import Note
from parsers.run_records.folded_values import values_folded, values_joined
from parsers.run_records.records import empty

FOLDED_FROM: Final = 1_000_000
"""Records from which on repeats are folded as they are read, where the question allows that."""
VALUES_FROM: Final = 3_000_000
"""Records from which on a table takes the values of repeats and not where each of them stands: four
times as many fit."""
_NOT_LOOKED_AT: Final = (
    "whether uneven repeats stand in different tables, or are of different times, was not looked at"
)
BATCH: Final = 500_000
"""Records that are folded at a time."""
PORTION: Final = 2_000_000
"""Records of systems that are folded together, at least: each is a piece of what comes of all."""
_BROKEN: Final = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)


class _UnreadableError(Exception):
    """A part of those that are asked together cannot be read."""


def load_lake(archive: Path, asked: Asked) -> Loaded:
    """Return the records of an archive that ``asked`` chooses; its other conditions stay to be put.

    What inputs say of each other is looked for among those that have such records. Parts that are
    damaged, or of another version, are named, and the rest is loaded.
    """
    manifest = read_manifest(archive)
    everything = [PartOf(each.sequence, part) for each in manifest.commits for part in each.parts]
    types = types_of(everything)
    keys = [] if YEAR in types else [YEAR]
    asked_for = asked.choosing(keys)
    choosing, together = with_joined(manifest, asked_for)
    notes = [*manifest.notes, *other_versions(manifest)]
    whole, damaged = whole_parts(archive, everything)
    held = may_be_asked([each.part for each in whole], choosing, asked.metric)
    parts = [each for each, counts in zip(whole, held, strict=True) if counts]
    at_most = sum(sum(counts.values()) for counts in held)
    wanted = choosing
    if asked.of_files and choosing:
        wanted, parts = [_of_inputs(_inputs_meeting(manifest, parts, choosing))], whole
        at_most = sum(each.part.rows for each in whole)
    try:
        if at_most > FOLDED_FROM and asked.repeats != "runs" and _folds(parts, asked, keys):
            with suppress(_UnreadableError):
                loaded = _folded(manifest, parts, choosing, asked, [*notes, *damaged], together)
                if loaded is not None:
                    loaded = with_columns_of_others(loaded, asked.conditions, types)
                    return with_answered(loaded, asked_for)
        frame, broken = _collected(manifest, parts, wanted, asked, at_most)
    except TooLarge as error:
        return _nothing(notes, str(error), archive)
    notes += [*damaged, *broken]
    if frame.is_empty():
        return _nothing(
            notes, why_nothing([each.part for each in everything], choosing, asked.metric), archive
        )
    loaded = asked_together(manifest, frame, notes, together)
    if not asked.is_narrowed:
        # Who asks for all wants to know of the others, too.
        loaded = loaded._replace(files=(*loaded.files, *unread(manifest)))
    loaded = with_columns_of_others(loaded, asked.conditions, types)
    return with_answered(loaded, asked_for)


def _inputs_meeting(
    manifest: Manifest, parts: Sequence[PartOf], choosing: Sequence[Condition]
) -> list[str]:
    """The inputs of which a record that can be read is chosen."""

    def inputs(some: Sequence[PartOf]) -> list[str]:
        frame = scan(manifest.archive, some, manifest.superseded)
        chosen = chosen_of(frame, types_of(some), choosing, None)
        names = collected(chosen.select(pl.col(INPUT).unique()))
        return names[INPUT].to_list()

    try:
        return inputs(parts)
    except _BROKEN:
        found: set[str] = set()
        for each in parts:
            # Which of them are damaged is told where their records are collected.
            with suppress(*_BROKEN):
                found.update(inputs([each]))
        return sorted(found)


def _of_inputs(names: Sequence[str]) -> Condition:
    return condition_of("of these files", pl.col(INPUT).is_in(names))


def _folds(parts: Sequence[PartOf], asked: Asked, keys: Collection[str]) -> bool:
    """Whether repeats may be folded: nothing needs each of them.

    Which of several metrics a run is about takes the run, and so do the claims of a source.
    """
    metrics = {name for each in parts for name in each.part.metrics}
    is_of_one = asked.metric is not None or len(metrics) == 1
    has_claims = any(name.startswith("stated_") for name in types_of(parts))
    return is_of_one and not has_claims and not asked.asks_of_repeats(keys)


def _folded(
    manifest: Manifest,
    parts: Sequence[PartOf],
    choosing: Sequence[Condition],
    asked: Asked,
    notes: Sequence[Note],
    together: Together | None,
) -> Loaded | None:
    """What is asked for, its repeats folded, null where they are few or cannot be folded.

    Raises ``_UnreadableError``, and ``TooLarge`` where that does not fit.
    """
    types = types_of(parts)
    chosen = _chosen(manifest, parts, choosing, asked.metric, types)
    with _telling_unreadable():
        rows = collected(chosen.select(pl.len())).item()
        has_stated = _states_something(manifest, parts, choosing, asked)
    if rows <= FOLDED_FROM or has_stated:
        return None
    of_values = asked.repeats == "sums" and rows > VALUES_FROM
    size = OF_VALUES if of_values else FOLDED
    check_answer(manifest.archive, asked, rows, size, lambda: rows)
    with _telling_unreadable():
        names = _inputs(manifest, parts, chosen, rows)
    of_systems = (
        _batches(manifest, some, choosing, asked, types) for some in by_system(parts, PORTION)
    )
    if not of_values:
        return folded_together(manifest, names, of_systems, notes, together)
    text = f"{rows:,} values: {_NOT_LOOKED_AT}"
    notes = [*notes, Note("info", text, clean(str(manifest.archive)))]
    fold = (values_folded, values_joined)
    return folded_together(manifest, names, of_systems, notes, together, fold)


def _states_something(
    manifest: Manifest, parts: Sequence[PartOf], choosing: Sequence[Condition], asked: Asked
) -> bool:
    """Whether there are records that state a result: that is held against each of the others."""
    varied = [each for each in parts if dict(each.part.same).get("role") in (None, "summary")]
    types = types_of(varied)
    if "role" not in types:
        return False
    chosen = _chosen(manifest, varied, choosing, asked.metric, types)
    return bool(collected(chosen.select((pl.col("role") == "summary").any())).item())


def _inputs(
    manifest: Manifest, parts: Sequence[PartOf], chosen: pl.LazyFrame, rows: int
) -> list[str]:
    """The inputs of the records that are asked for, of which there are ``rows``."""
    known = manifest.inputs(("source", "records"), None)
    if known["records"].sum() == rows == sum(each.part.rows for each in parts):
        return known.filter(pl.col("records") > 0)["source"].to_list()
    return collected(chosen.select(pl.col(INPUT).unique()))[INPUT].to_list()


def _batches(
    manifest: Manifest,
    parts: Sequence[PartOf],
    choosing: Sequence[Condition],
    asked: Asked,
    types: Mapping[str, pl.DataType],
) -> Iterator[pl.DataFrame]:
    """The records that are asked for, some at a time.

    Each time parts are read anew: batches of one query are all read before the first is done with.
    """
    with _telling_unreadable():
        for some, start in portions(parts, BATCH):
            chosen = _chosen(manifest, some, choosing, asked.metric, types, start)
            # What is known takes a third of the time to read.
            same = same_texts(some)
            yield interned_at_once(collected(chosen.drop(same)), same)


@contextmanager
def _telling_unreadable() -> Iterator[None]:
    try:
        yield
    except TooLarge:
        raise
    except _BROKEN as error:
        raise _UnreadableError from error


def _nothing(notes: Sequence[Note], why: str, archive: Path) -> Loaded:
    return Loaded(empty(), (*notes, Note("error", why, clean(str(archive)))), ())


def _collected(
    manifest: Manifest,
    parts: Sequence[PartOf],
    choosing: Sequence[Condition],
    asked: Asked,
    at_most: int,
) -> tuple[pl.DataFrame, list[Note]]:
    """The records that are asked for, and remarks on parts that cannot be read.

    ``at_most``: how many there can be. Raises ``TooLarge`` where they do not fit.
    """
    superseded = manifest.superseded
    # It takes a third of the memory, and as long as to read the records.
    is_large = at_most > BATCH

    def of(some: Sequence[PartOf]) -> pl.LazyFrame:
        frame = scan(manifest.archive, some, superseded)
        types = types_of(some)
        chosen = with_words(chosen_of(frame, types, choosing, asked.metric), types)
        return interned_texts(chosen, types) if is_large else chosen

    def count() -> int:
        return int(collected(of(parts).select(pl.len())).item())

    try:
        size = bytes_of_record(len(types_of(parts)))
        check_answer(manifest.archive, asked, at_most, size, count)
        return collected(of(parts)), []
    except TooLarge:
        raise
    except _BROKEN:
        found, notes = [], []
        for each in parts:
            try:
                found.append(collected(of([each])))
            except _BROKEN as error:
                why = str(error).partition("\n")[0][:100]
                # As large as it was written it looks whole to an ingest.
                notes.append(damaged_part(manifest.archive, each, clean(why), "remove it and "))
        joined = pl.concat(found, how="diagonal_relaxed") if found else pl.DataFrame()
        return joined, notes


def _chosen(
    manifest: Manifest,
    parts: Sequence[PartOf],
    choosing: Sequence[Condition],
    metric: str | None,
    types: Mapping[str, pl.DataType],
    start: int | None = None,
) -> pl.LazyFrame:
    """The records that are asked for; of ``BATCH`` from that at ``start`` on, where it is said."""
    everything = scan(manifest.archive, parts, manifest.superseded, types)
    some = everything if start is None else everything.slice(start, BATCH)
    return chosen_of(some, types, choosing, metric)
