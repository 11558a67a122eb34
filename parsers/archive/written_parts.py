"""A chunk of files -> parts of an archive, and the commit that makes them count."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

import polars as pl

from parsers.across_inputs.assumptions import with_assumptions
from parsers.across_inputs.file_counts import outside_of
from parsers.across_inputs.finished import OTHER
from parsers.across_inputs.input_counts import InputCounts, counts_of_input
from parsers.archive.file_chunks import Chunk, Waiting
from parsers.archive.manifest import (
    ENTRIES,
    Commit,
    Part,
    commit,
    commit_name,
    digest,
    key_of,
    note_text,
)
from parsers.archive.rights import shared_file
from parsers.guard import guarded
from parsers.input_reading import FileReport, InputReading
from parsers.inputs.inputs import Input, find_inputs
from parsers.inputs.tar_and_zip import Scratch, is_archive
from parsers.notes import Note
from parsers.overruling.override import Override
from parsers.reader import Reading
from parsers.registry import read_input
from parsers.run_records.hive_keys import NOWHERE
from parsers.run_records.joined_records import concat
from parsers.run_records.records import SCHEMA_KEY, SCHEMA_VERSION, empty
from parsers.short_columns.short_records import Records, to_frame
from parsers.short_columns.short_series import counted, repeated

INPUT: Final = "runcmp:input"
"""The column of a part that says which entry of the manifest a record is of."""
PLACE: Final = "runcmp:place"
"""The column that says which of the records of its input one is, from 0."""
YEAR: Final = "year"
_LONGEST: Final = 200
"""Bytes of the name of a folder."""
STORED: Final = {
    str(dtype): dtype
    for dtype in (
        *(pl.Int8(), pl.Int16(), pl.Int32(), pl.Int64(), pl.UInt8(), pl.UInt16(), pl.UInt32()),
        *(pl.UInt64(), pl.Float32(), pl.Float64(), pl.Boolean(), pl.String(), pl.Date(), pl.Time()),
        *(pl.Datetime("ms"), pl.Datetime("us"), pl.Datetime("ns"), pl.List(pl.Float64())),
        *(pl.List(pl.UInt32()),),
    )
}
"""The types of the columns of parts, by name; all others are stored as text, enumerations among
them: another version may know more words."""


class Outcome(NamedTuple):
    """What became of a chunk: how many files, runs and records, and what could not be read.

    ``others`` are files that are no results at all, as folders have them beside results; ``met`` is
    what of the overruling was met.
    """

    sequence: int
    files: int
    runs: int
    records: int
    others: int
    errors: tuple[Note, ...]
    met: frozenset[Override]


def read_chunk(
    archive: Path, chunk: Chunk, version: str, begun: Callable[[int], None] = lambda _: None
) -> Outcome:
    """Read the files of a chunk into parts of the ``archive``, and commit them.

    ``begun`` is told the place of each file before it is read. Doing it again changes nothing.
    Raises ``OSError`` where the archive cannot be written.
    """
    passed = dict(chunk.passed)
    readings: list[tuple[Waiting, _Read, bool]] = []
    for place, each in enumerate(chunk.files):
        begun(place)
        is_passed = place in passed
        found = [_nothing(each.item, passed[place])] if is_passed else _read(each.item)
        readings += ((each, reading, is_passed) for reading in found)
    begun(len(chunk.files))
    records = _records([read.reading for _, read, _ in readings])
    parts = () if records is None else tuple(write_parts(archive, records, chunk.digest))
    name = commit_name(chunk.sequence, chunk.digest)
    rows = [_entry(chunk.sequence, version, *each) for each in readings]
    entries = pl.DataFrame(rows, schema=ENTRIES, orient="row")
    columns = () if records is None else tuple(records.columns)
    commit(archive, Commit(name, chunk.sequence, version, SCHEMA_VERSION, columns, parts), entries)
    reports = [read.reading.report for _, read, _ in readings]
    return Outcome(
        chunk.sequence,
        len(chunk.files),
        sum(report.runs for report in reports),
        sum(part.rows for part in parts),
        sum(report.error in OTHER for report in reports),
        tuple(
            Note("error", report.error, report.source)
            for report in reports
            if report.error is not None and report.error not in OTHER
        ),
        frozenset[Override]().union(*(read.reading.met for _, read, _ in readings)),
    )


def write_parts(archive: Path, records: pl.DataFrame, name: str) -> Iterator[Part]:
    """Write ``records`` below ``archive``, a part for each system and year, and yield the parts.

    They have the columns ``INPUT`` and ``PLACE``; each part gets the columns that have a value in
    it. Raises ``OSError``.
    """
    started = pl.col("started") if "started" in records.columns else pl.lit(None, pl.Datetime("us"))
    system = [] if "system" in records.columns else [pl.lit(None, pl.String).alias("system")]
    dated = records.with_columns(*system, started.dt.year().cast(pl.Int64).alias(YEAR))
    places = dated.partition_by("system", YEAR, as_dict=True, maintain_order=True)
    for (system_name, year), of_place in places.items():
        folder = Path(f"system={_spelt(system_name)}", f"year={_spelt(year)}")
        path = folder / f"part-{name}.parquet"
        yield _write_part(archive, path, of_place.drop(YEAR), system_name, year)


def _write_part(
    archive: Path, path: Path, records: pl.DataFrame, system: str | None, year: int | None
) -> Part:
    held = records.select(
        _stored(cells) for cells in records if cells.null_count() < records.height
    )
    with shared_file(archive / path, archive) as out:
        held.write_parquet(out, metadata={SCHEMA_KEY: str(SCHEMA_VERSION)})
    return Part(
        str(path),
        held.height,
        (archive / path).stat().st_size,
        system,
        year,
        {name: str(dtype) for name, dtype in held.schema.items()},
        _counts(held, "benchmark"),
        _counts(held, "metric"),
        [(cells.name, cells[0]) for cells in held if cells.dtype == pl.String and is_same(cells)],
    )


def _stored(cells: pl.Series) -> pl.Series:
    return cells if str(cells.dtype) in STORED else cells.cast(pl.String)


def _counts(records: pl.DataFrame, name: str) -> dict[str, int]:
    if name not in records.columns:
        return {}
    return dict(records[name].drop_nulls().value_counts(sort=True).iter_rows())


def is_same(cells: pl.Series) -> bool:
    """Return whether there are cells, and all have one value."""
    return not cells.is_empty() and not cells.null_count() and bool((cells == cells[0]).all())


def _spelt(value: object) -> str:
    """A value as the name of a folder has it; readers of Parquet undo that."""
    name = NOWHERE if value is None else quote(str(value), safe=" ")
    return name if len(name) <= _LONGEST and name.strip(". ") else NOWHERE


class _Read(NamedTuple):
    """What an input was read as, and what others need to know of it."""

    reading: InputReading
    facts: InputCounts


def _read(item: Input) -> list[_Read]:
    """Read an input, or what is in it where it is an archive of files."""
    if not is_archive(item.path):
        return [*map(_told, read_input(item).each)]
    with Scratch() as scratch:
        inside, notes = find_inputs([item.path], scratch=scratch)
        readings = [
            _told(part)
            for each in inside
            for part in read_input(each._replace(label=item.label)).each
        ]
    if not readings:
        return [_nothing(item, notes[0].text if notes else "nothing in this archive")]
    return readings


def _told(read: InputReading) -> _Read:
    """A reading with what was assumed in its records, as its remarks and tables do not follow.

    Of one in which nothing counts it is looked for outside of it as well: an archive outlives its
    files.
    """
    reading, source = read.reading, read.item.source
    facts = counts_of_input(reading.found, source)
    if read.report.error is None and not facts.counts:
        facts = facts._replace(outside=outside_of(source))
    found = guarded(
        "telling what was assumed",
        lambda: with_assumptions([reading.found], [source], reading.notes, reading.tables)[0],
        lambda _: reading.found,
    )
    return _Read(read._replace(reading=reading._replace(found=found)), facts)


def _nothing(item: Input, why: str) -> _Read:
    """A reading of nothing, and why."""
    source = item.source
    reading = Reading(empty(), [Note("error", why, source.name)])
    report = FileReport(source.name, source.label, (), 0, 0, why)
    read = InputReading(item, reading, report, frozenset(), None)
    return _Read(read, counts_of_input(reading.found, source))


def _records(readings: Sequence[InputReading]) -> pl.DataFrame | None:
    parts: list[Records] = [
        read.reading.found.with_columns(
            **{INPUT: repeated(read.report.source, height), PLACE: counted(height)}
        )
        for read in readings
        if (height := read.reading.found.height)
    ]
    return to_frame(concat(parts)) if parts else None


def _entry(
    sequence: int, version: str, each: Waiting, read: _Read, is_passed: bool
) -> tuple[object, ...]:
    """The row of the manifest for an input."""
    (reading, facts), seen, item = read, each.seen, each.item
    report, outside = reading.report, facts.outside
    return (
        sequence,
        key_of(item.path),
        item.path,
        report.source,
        report.label,
        seen.size,
        seen.changed,
        seen.at,
        seen.settled,
        told_of(item),
        version,
        list(report.readers),
        report.runs,
        report.records,
        report.error,
        is_passed,
        note_text(reading.reading.notes),
        facts.counts,
        None if facts.point is None else list(facts.point),
        json.dumps(facts.passes) if facts.passes else None,
        json.dumps(facts.values) if facts.values else None,
        None if outside is None else json.dumps(outside, default=str),
        json.dumps(facts.measured) if facts.measured else None,
    )


def told_of(item: Input) -> str | None:
    """Return a digest of what overrules the reading of an input, null where nothing does."""
    return digest(*item.overrides) if item.overrides else None
