"""Output of a loop over counts: ``NP=4 time=12.3`` a line, or a count and a time on lines apart.

The time may be that of the shell (``real 0m12.3s``), which needs no count to be a result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Final

import polars as pl

from parsers.documents.lines_of_text import DOCUMENTS, headings_over, is_heading, lines_of
from parsers.formats.parts_of_runs import without_parts
from parsers.formats.rows_of_lines import rows_begun_again, rows_of_paragraphs, tells_groups
from parsers.formats.serial_lines import serial_notes, with_serial_as_one
from parsers.formats.silent_runs import (
    announced_once,
    silent,
    with_errors_said,
    without_cut_off,
)
from parsers.formats.told_lines import (
    ENDED,
    MOST,
    NAMING,
    TITLE,
    ToldLine,
    stands_for_none,
    told_lines,
)
from parsers.grammar.clauses import read_clauses
from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading, read_headings
from parsers.headings.scaling_words import said_of_scaling
from parsers.programs.shell_statements import REAL_TIME, SHELL_TIME
from parsers.read_tables import read_table
from parsers.reader import Reader, Reading
from parsers.run_records.records import empty
from parsers.source import Source
from parsers.tables.named_lines import CASE
from parsers.tables.table import Table

_SUFFIXES: Final = ("", ".log", ".out", ".txt", ".err", ".stdout", ".dat", ".csv")
_SURE: Final = 50
"""More than of a table, since three lines of two words look like one."""
_SWEPT: Final = ("batch", "seq_len", "concurrency")
"""What is set to larger and larger numbers where nothing is counted."""
_LEAST: Final = 3
_NUMBERED = Pattern(r"\d")
_OF_SCRIPT = Pattern(r"#(?:!|SBATCH|PBS|BSUB)")
"""A line of the script of a job, above what it printed."""
_LETTER: Final = {"n", "N"}
"""A size or a count, as the results will show."""
_FEWEST_ALIKE: Final = 3
"""So many lines of the same names are no coincidence."""


def _sniff(source: Source) -> int:
    if source.goes_on or source.suffix not in (*_SUFFIXES, *DOCUMENTS):
        return 0
    said = source.head.decode("utf-8-sig", errors="replace").splitlines()
    # Where no line has a letter and a number, none names what it counts or measures.
    if not any(NAMING.search(line) and _NUMBERED.search(line) for line in said):
        return 0
    lines = without_parts(lines_of(source, said), source.name).lines
    rows = _rows(lines)
    if not rows:
        return 0
    headed = source.suffix in DOCUMENTS
    written = [
        line
        for line in lines
        if line.strip() and not (headed and is_heading(line)) and not _OF_SCRIPT.match(line)
    ]
    timed = sum(bool(SHELL_TIME.fullmatch(line)) for line in written)
    # A comma between two results of a line parts no columns.
    told = len(rows) == len(written) and all(map(read_clauses, written))
    # Each run is a count and a result on lines of their own, and nothing else is written.
    told = told or (2 * len(rows) == len(written) and all(len(row.cells) == 2 for row in rows))
    return _SURE if told or 2 * timed >= len(written) else 3


def _read(source: Source) -> Reading:
    said, told = without_parts(lines_of(source, source.lines[:MOST]), source.name)
    rows = _rows(said)
    if not rows:
        return Reading(empty(), list(told))
    headings = list(dict.fromkeys(name for row in rows for name in row.cells))
    cells = [pl.Series([row.cells.get(name) for row in rows]) for name in headings]
    lines = pl.Series([row.line for row in rows], dtype=pl.UInt32)
    above = headings_over(source, rows[0].line, rows[-1].line) or said_of_scaling(said)
    reading = read_table(Table(cells, headings, lines, rows[0].line, above=above), source)
    serial = serial_notes(rows, said, source.name)
    return reading._replace(notes=[*told, *serial, *reading.notes])


READER = Reader("repeated results", _sniff, _read, most=_SURE)


def _rows(lines: Sequence[str]) -> list[ToldLine]:
    """The rows of a text: each states a count and a result, and all state the same.

    A row is a paragraph, if each has both, or begins where what the one before began with comes
    again. What was said before stays so until it is said anew.
    """
    told = with_serial_as_one(told_lines(lines))
    told = _without_grants([each for each in told if not _names_a_person(each)])
    names = list(dict.fromkeys(name for each in told for name in each.cells))
    # The title `Pass 1` names a loop, and no run that passed.
    words = {
        name
        for each in told
        for name in each.words
        if name == TITLE or not stands_for_none(each.cells[name])
    }
    meant = {
        name: heading.suiting(numeric=name not in words)
        for name, heading in zip(names, read_headings(names), strict=True)
    }
    counts = {name for name, heading in meant.items() if heading.name in COUNTED}
    if not counts:
        swept = (name for name, heading in meant.items() if heading.name in _SWEPT)
        counts = {name for name in swept if _grows(told, name)}
    counts = counts or _LETTER & meant.keys()
    results = {
        name for name, heading in meant.items() if heading.kind == "metric" and heading.better
    } or {name for name, heading in meant.items() if heading.kind == "stated_speedup"}
    plain = {name for name in results if not (meant[name].unit or meant[name].is_time)}
    # What is stated once, as in an environment, begins no runs where another count comes again.
    begins = {name for name in counts if sum(name in each.cells for each in told) > 1} or counts
    count = next((name for name in names if name in begins), REAL_TIME)
    if not counts and REAL_TIME not in names:
        return _alike(told, results, plain)
    titled = count == REAL_TIME
    told = _without_common_titles(told, count)
    rows = rows_of_paragraphs(told, counts, results)
    if not rows and not titled and _end_with_counts(told, count, results):
        return []
    rows = rows or rows_begun_again(told, count, results, plain)
    rows = announced_once(rows, count, results) if not titled else rows
    rows = with_errors_said(without_cut_off(rows, results, meant), results)
    # The last run may have been stopped before it had a result.
    complete = rows[:-1] if len(rows) > 2 and rows[-1].cells.keys() < rows[0].cells.keys() else rows
    ended = [
        row
        for row in complete
        if _outcomes(row) and (ENDED in row.words or results.isdisjoint(row.cells))
    ]
    unsaid = silent(complete, results)
    well = [row for row in complete if row not in ended and row not in unsaid] or ended
    of_all = Counter(name for row in well for name in row.cells)
    common = [name for name, times in of_all.items() if times == len(well)]
    # What the shell says is a time, once as well.
    if len(rows) < (1 if REAL_TIME in names else 2) or results.isdisjoint(common):
        return []
    kept = [
        name for name in common if name not in words or tells_groups(complete, name, titled=titled)
    ]
    settings = [tuple(row.cells.get(name) for name in kept if name not in results) for row in rows]
    if len({*settings}) == 1 < len(rows):
        # Words that are others in each row, as in `Phase: solve`: these are no repeats.
        named = [name for name in common if name in words and name not in (TITLE, *kept)]
        kept += [name for name in named if any(map(str.isalpha, well[0].cells[name]))]
    kept += [name for name in dict.fromkeys(chain(*map(_outcomes, ended))) if name not in kept]
    if CASE in kept:
        kept = [name for name in kept if name != TITLE]
    return [
        row._replace(cells={name or CASE: row.cells[name] for name in kept if name in row.cells})
        for row in rows
    ]


def _without_grants(told: list[ToldLine]) -> list[ToldLine]:
    """``told`` without counts that are stated once, where another name states them of each run.

    ``SLURM_NTASKS=128`` is what a job had in all, above a loop over ``np``.
    """
    times = Counter(name for each in told for name in each.cells)
    meant = {name: read_heading(name).name for name in times}
    counted = {meant[name] for name, often in times.items() if often > 1} & {*COUNTED}
    granted = {name for name, often in times.items() if often == 1 and meant[name] in counted}
    return [_without(each, granted) for each in told if not each.cells.keys() <= granted]


def _without(told: ToldLine, names: set[str]) -> ToldLine:
    """A line without what it states under ``names``."""
    if names.isdisjoint(told.cells):
        return told
    cells = {name: cell for name, cell in told.cells.items() if name not in names}
    return told._replace(cells=cells, words=told.words - names)


def _end_with_counts(told: Sequence[ToldLine], count: str, results: set[str]) -> bool:
    """Whether results stand above their counts, and not all do: nobody knows whose they are."""
    stated = Counter(name for each in told for name in each.cells)
    first = next(
        (each for each in told if count in each.cells or results & each.cells.keys()), None
    )
    if first is None or count in first.cells:
        return False
    return all(1 < stated[name] < stated[count] for name in results & first.cells.keys())


def _names_a_person(told: ToldLine) -> bool:
    """Whether a line says who ran all of it and nothing else; a column of rows is of these."""
    return told.words >= told.cells.keys() and {name.lower() for name in told.cells} == {"user"}


def _without_common_titles(told: list[ToldLine], count: str) -> list[ToldLine]:
    """``told`` without titles that come as often as what is counted or timed, beside others.

    These are what a program prints of any run.
    """
    times = sum(count in each.cells for each in told)
    titles = Counter(each.cells[TITLE] for each in told if TITLE in each.words)
    common = {title for title, often in titles.items() if often >= times > 1}
    if len(common) == len(titles):
        return told
    return [each for each in told if each.cells.get(TITLE) not in common]


def _grows(told: Sequence[ToldLine], name: str) -> bool:
    """Whether what is set to whole numbers is larger each time that it is stated, thrice at least.

    Of so many others of the same number it is a setting of all.
    """
    cells = [each.cells[name] for each in told if name in each.cells]
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    if len(numbers) < max(_LEAST, len(cells)):
        return False
    return all(before < after for before, after in pairwise(numbers))


def _alike(told: Sequence[ToldLine], results: set[str], plain: set[str]) -> list[ToldLine]:
    """The lines that all state the same things, a result and what is another in each.

    ``Size (MB): 8, time (s): 0.0005, Bandwidth (GB/s): 46.8``; most of what is stated is in these.
    Beside a time of the whole, lines with ``plain`` numbers, as of residuals, are progress.
    """
    stated = [each for each in told if TITLE not in each.cells]
    said = Counter(frozenset(each.cells) for each in stated)
    names, often = max(said.items(), key=lambda each: each[1], default=(frozenset(), 0))
    rows = [each for each in stated if each.cells.keys() == names]
    settings = [tuple(each.cells[name] for name in sorted(names - results)) for each in rows]
    is_progress = names & results <= plain and any(
        results & each.cells.keys() - plain for each in stated
    )
    is_table = often >= _FEWEST_ALIKE and 2 * often > len(stated) and names & results
    return rows if is_table and not is_progress and len({*settings}) == often else []


def _outcomes(row: ToldLine) -> list[str]:
    """The names of words in a row that say that its run did not end well: ``status=failed``."""
    return [
        name for name in row.words if name and read_outcome(row.cells[name]) not in (None, "ok")
    ]
