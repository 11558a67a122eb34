"""What came of one input: its reading, and a report on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.inputs.inputs import Input
from parsers.inputs.seen import Seen
from parsers.overruling.override import Override
from parsers.reader import Reading, headings_of, tables_of
from parsers.run_records.joined_records import concat
from parsers.run_records.records import RUN
from parsers.short_columns.short_records import Records, ShortRecords
from parsers.source import Source


class FileReport(NamedTuple):
    """What became of one input: the readers that found something, and how much.

    ``error`` says why nothing could be read, and is ``None`` otherwise.
    """

    source: str
    label: str
    readers: tuple[str, ...]
    runs: int
    records: int
    error: str | None = None


class InputReading(NamedTuple):
    """One input, read on its own: nothing in it depends on what else is read.

    ``met`` is what of the overruling was met, ``seen`` what the file looked like before; ``None``
    where there was none. ``parts`` are the readings of the files whose lines it gathers.
    """

    item: Input
    reading: Reading
    report: FileReport
    met: frozenset[Override]
    seen: Seen | None
    parts: tuple[InputReading, ...] = ()

    @property
    def each(self) -> tuple[InputReading, ...]:
        """The readings of what is one file each."""
        return self.parts or (self,)


def together(given: Source, parts: Sequence[InputReading]) -> tuple[Reading, FileReport]:
    """Return what the files of which ``given`` has lines hold."""
    read = [part.reading for part in parts if part.report.error is None]
    records = concat([reading.found for reading in read if reading.found.height])
    notes = [note for reading in read for note in reading.notes]
    names = tuple(dict.fromkeys(name for part in parts for name in part.report.readers))
    runs = sum(part.report.runs for part in parts)
    report = FileReport(given.name, given.label, names, runs, records.height)
    return Reading(records, notes, headings_of(read), tables_of(read)), report


def count_runs(records: Records) -> int:
    """Return the number of distinct runs; by line where these stand for them, which is cheap."""
    lines, runs = records["line"], records["run"]
    if isinstance(records, ShortRecords):
        rows = zip(runs, records["label"], lines, strict=True)
        return len({run or (label, line) for run, label, line in rows})
    if runs.count() or not lines.is_sorted():
        # By hash, which is many times faster: of a million, two have one once in 40 million files.
        return records.select(RUN).to_series().hash().n_unique()
    return 1 + int((lines.head(-1) != lines.tail(-1)).sum())
