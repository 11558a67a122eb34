"""Which reader takes an input, and what it makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import PurePath
from typing import Final

from parsers.applied.overruled_records import with_overruled_records
from parsers.contents.gathered_files import gathered_files
from parsers.contents.matching import is_known_binary, matching
from parsers.contents.offered import offered
from parsers.contents.parquet_file import MARK
from parsers.contents.plain_bytes import is_tar, unwrapped
from parsers.contents.signatures import GENERIC
from parsers.documents.fenced_files import are_several, read_appended, read_fenced
from parsers.guard import ENDING, UNREADABLE, guarded, reason
from parsers.input_reading import FileReport, InputReading, count_runs, together
from parsers.inputs.dated_inputs import with_date_of_name
from parsers.inputs.inputs import Input
from parsers.inputs.own_reports import OWN_REPORT, is_own_report
from parsers.inputs.seen import look
from parsers.memory import TooLarge, check_size
from parsers.notes import Note
from parsers.reader import Reader, ReadError, Reading, headings_of, tables_of
from parsers.run_records.joined_records import concat
from parsers.run_records.records import empty
from parsers.short_columns.short_records import to_short
from parsers.source import SQLITE_MARK, Source

BINARY_MARKS: Final = (MARK, SQLITE_MARK)
EMPTY: Final = "empty file"
BINARY: Final = "binary file; runcmp reads text, JSON, Parquet and SQLite"
STRANGE: Final = "not recognised: no results table, training log or run records"

_ZIP: Final = b"PK\x03\x04"
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

SURE: Final = 90
"""The confidence of a reader that need not be weighed against others."""


def read_input(item: Input) -> InputReading:
    """Read one input, and say what came of it. Nothing is raised for what it holds."""
    source = item.source
    seen = look(source.place) if source.content is None else None
    reading, report, parts = guarded(
        "reading the file",
        lambda: _read(item, source),
        lambda why: (*_nothing_of(item, why), ()),
    )
    if reading.found.height and not parts:
        reading = reading._replace(found=with_date_of_name(to_short(reading.found), source))
    met = frozenset(source.overrides.met).union(*(part.met for part in parts))
    return InputReading(item, reading, report, met, seen, parts)


def _read(item: Input, given: Source) -> tuple[Reading, FileReport, tuple[InputReading, ...]]:
    source = unwrapped(given)
    if refusal := _refusal(source.head):
        return (*_nothing_of(item, refusal), ())
    # Each has fewer lines, so that this comes to an end where a file gathers some again.
    parts = tuple(
        read_input(
            item._replace(
                label=PurePath(file.name).name,
                name=f"{given.name}/{file.name}",
                content=file.content,
            )
        )
        for file in gathered_files(source)
    )
    if any(part.report.error is None for part in parts):
        return (*together(given, parts), parts)
    return (*_read_whole(item, given, source), ())


def _read_whole(item: Input, given: Source, source: Source) -> tuple[Reading, FileReport]:
    readings = _readings(source)
    # A reader that found nothing has nothing to say where another one found something.
    if found := [(program, reading) for program, reading in readings if reading.found.height]:
        name, label = given.name, given.label
        records = concat([reading.found for _, reading in found])
        # Except for a fault of ours, which is told with what the others found.
        notes = [
            note
            for _, reading in readings
            for note in reading.notes
            if reading.found.height or note.is_defect
        ]
        names = tuple(program for program, _ in found)
        report = FileReport(name, label, names, count_runs(records), records.height)
        read = [reading for _, reading in found]
        whole = Reading(records, notes, headings_of(read), tables_of(read))
        return with_overruled_records(whole, given), report
    remarks = [note for _, reading in readings for note in reading.notes]
    if not remarks:
        from parsers.formats.failed_output import read_failed_output

        if (failed := read_failed_output(source)) is not None:
            reading, report = _nothing_of(item, failed.why, failed.line)
            return reading._replace(found=failed.run), report
    line = remarks[0].line if len(remarks) == 1 else None
    return _nothing_of(item, _nothing_found(remarks), line)


def _nothing_of(item: Input, why: str, line: int | None = None) -> tuple[Reading, FileReport]:
    """No records of an input, and why."""
    source = item.source
    name, label = source.name, source.label
    note = Note("error" if item.named else "skipped", why, name, line)
    return Reading(empty(), [note]), FileReport(name, label, (), 0, 0, why)


def _readings(source: Source) -> list[tuple[str, Reading]]:
    """The readings of the programs that are known, and of what they left over; or else guesses."""
    known = _known(source)
    found = [(name, reading) for name, reading in known if reading.found.height]
    claims = [claim for _, reading in known for claim in reading.claims]
    if not found:
        # What is claimed without a word, the report of a machine, hides no results beside it.
        if known and (not claims or any(reading.notes for _, reading in known)):
            return known
        rest = source.without(claims)
        return _guesses(rest, _ranked(rest))
    if not claims:
        return known
    rest = source.without(claims)
    if not rest.text.strip():
        return known
    beside = [reader for reader in readers() if reader.beside]
    guesses = _guesses(rest, ([reader] for reader in beside if _score(reader, rest) > 0))
    return known + [(name, reading) for name, reading in guesses if reading.found.height]


def _guesses(source: Source, ranked: Iterable[list[Reader]]) -> list[tuple[str, Reading]]:
    """The readings of the first readers, surest first, that find a run, or else of all."""
    readings: list[tuple[str, Reading]] = []
    for group in ranked:
        tried = [(reader.name, _attempt(reader, source)) for reader in group]
        if any(reading.found.height for _, reading in tried):
            return tried
        readings += tried
    return readings


def _known(source: Source) -> list[tuple[str, Reading]]:
    """What the programs read whose marks stand in ``source``."""
    found = matching(source)
    readings: list[tuple[str, Reading]] = []
    try:
        if found.documents and are_several(source) and (each := read_fenced(source)):
            return each
        for program in found.documents:
            reading = program.read(source)
            if reading is not None:
                readings.append((program.name, reading))
                if not reading.claims:
                    break
                source = source.without(reading.claims)
        has_values = any(reading.found["value"].count() for _, reading in readings)
        if found.documents and not has_values and (each := read_appended(source)):
            return each
        if any(not reading.claims for _, reading in readings):
            return readings
        # The object of JSON below a banner is that of the program whose banner it is.
        fenced = read_fenced(source)
        readings += fenced
        source = source.without(claim for _, each in fenced for claim in each.claims)
        if found.texts:
            from parsers.programs.known_text import read_known_text

            known = read_known_text(source, found.texts, found.marks)
            done = {name.partition(" ")[0] for name, _ in fenced}
            readings += [
                (name, reading)
                for name, reading in known
                if name.partition(" ")[0] not in done or reading.found["value"].count()
            ]
        return readings
    except (*UNREADABLE, *ENDING):
        raise
    except BaseException as error:
        name = " or ".join(program.name for program in (*found.documents, *found.texts))
        why = str(error) if isinstance(error, ReadError) else reason(error, f"the {name} reader")
        return [(name, Reading(empty(), [Note("error", why, source.name)]))]


def _ranked(source: Source) -> Iterator[list[Reader]]:
    """Groups of readers that recognise ``source``; the additive ones are one group.

    A sure one comes at once, before the others are even asked: to look for training steps in the
    head of a large CSV takes as long as to parse a quarter of a million of its rows. One that is
    never as sure as another that was asked comes behind that, and is asked only then.
    """
    scores: dict[Reader, int] = {}
    later: list[Reader] = []
    for reader in readers():
        if not reader.additive and reader.most < max(scores.values(), default=0):
            later.append(reader)
            continue
        score = _score(reader, source)
        if score >= SURE:
            yield [reader]
        elif score > 0:
            scores[reader] = score
    first = _groups(scores)[:1] if later else []
    yield from first
    scores |= {reader: score for reader in later if (score := _score(reader, source)) > 0}
    yield from (group for group in _groups(scores) if group not in first)


def _groups(scores: Mapping[Reader, int]) -> list[list[Reader]]:
    """The readers that are tried together, surest first, and then in the order of all."""
    able = [reader for reader in readers() if reader in scores]
    groups = [[reader] for reader in able if not reader.additive]
    if together := [reader for reader in able if reader.additive]:
        groups.append(together)
    return sorted(groups, key=lambda group: -max(scores[reader] for reader in group))


def readers() -> Iterator[Reader]:
    """Yield the readers that judge a whole file, imported only now: most need the first few."""
    yield from map(_generic, GENERIC)
    for _, reader in offered():
        if isinstance(reader, Reader):
            yield reader


@cache
def _generic(name: str) -> Reader:
    reader: Reader = import_module(f"parsers.formats.{name}").READER
    return reader


def _score(reader: Reader, source: Source) -> int:
    try:
        return reader.sniff(source)
    except (*UNREADABLE, *ENDING):
        raise
    except BaseException:
        # It may read what it cannot judge; if not, its failure is reported.
        return 1


def _attempt(reader: Reader, source: Source) -> Reading:
    """``reader``'s reading of ``source``; a failure becomes a note."""
    try:
        check_size(source.size, reader.memory)
        return reader.read(source)
    except ReadError as error:
        text = str(error)
    except TooLarge as error:
        text = f"cannot be read: {error}"
    except (*UNREADABLE, *ENDING):
        raise
    except BaseException as error:
        text = reason(error, f"the {reader.name} reader")
    return Reading(empty(), [Note("error", text, source.name)])


def _refusal(head: bytes) -> str | None:
    """Why bytes that begin so are not worth a reader."""
    if not head.strip():
        return EMPTY
    if is_own_report(head):
        return OWN_REPORT
    if head.startswith(_OLD_WORKBOOK) or (head.startswith(_ZIP) and b"xl/" in head):
        return "Excel workbook, not text; save its sheet as CSV"
    if head.startswith(_ZIP) or is_tar(head):
        kind = "tar" if is_tar(head) else "zip"
        return (
            f"{kind} archive; within another one unpack it, else save it under a name that ends "
            f"in .{kind}"
        )
    if b"\0" in head and not head.startswith(BINARY_MARKS) and not is_known_binary(head):
        return BINARY
    return None


def _nothing_found(notes: list[Note]) -> str:
    if not notes:
        return STRANGE
    # What was assumed of a table is not why it was left out.
    notes = [note for note in notes if note.kind != "assumed"] or notes
    others = f" (and {len(notes) - 1} more like it)" if len(notes) > 1 else ""
    return f"no runs found: {notes[0].text}{others}"
