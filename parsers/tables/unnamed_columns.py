"""Columns without headings: counts and results, as files for gnuplot have them; ``Run 1``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.headings.markup import plain
from parsers.headings.resources import NOUNS
from parsers.notes import Note
from parsers.source import Source
from parsers.tables.cells import is_text, read_numbers
from parsers.tables.conditions import MEAN
from parsers.tables.context import names_a_repeat
from parsers.tables.table import Table
from parsers.tables.unnamed_relations import related_headings, sized_headings

UNNAMED: Final = "column_"
_PARTS: Final = {"omp": "thread", "openmp": "thread", "mpi": "rank", **NOUNS}
_SCALING: Final = word_set("scaling scalability strong speedup speedups")
_NOUN: Final = r"(?:mpi|omp|openmp|thread|rank|proc(?:ess(?:e|or)?)?|core|task|worker|node|gpu)s?"
_COUNTED_ABOVE = Pattern(
    rf"(?i)\b{_NOUN}\b[\s:=(]*\d+(?![\d.])(?!\s*[a-z])"
    rf"|(?<![\d.x×])\b\d+ {_NOUN}\b(?![ -]?(?:per\b|each\b|/))"
)
"""``MPI (3)``, ``8 threads``: what is counted is the same for all rows below."""
_LEAST: Final = 3
_MOST: Final = 1_000
_WIDEST: Final = 12
_COURSE: Final = 5
_FAR: Final = 3
"""By what repeats of one run do not differ."""
_FASTER: Final = 1.5
"""By what a result falls at least from the smallest count to the largest."""
_LARGEST: Final = 20_000_000
"""No machine counts as many cores."""


def with_columns_named(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table``, its two columns named where the first counts and the second is a result.

    A comment or the file's name has to say what is counted, or that it is about scaling: numbers
    that double may be sizes as well.
    """
    unnamed = [f"{UNNAMED}{place + 1}" for place in range(len(table.headings))]
    if list(table.headings) != unnamed or len(unnamed) < 2 or table.height > _MOST:
        return table, []
    columns = [_numbers(column) for column in table.cells]
    if len(unnamed) > 2:
        return _several_named(table, columns, source)
    counts, results = ([each for each in column if each is not None] for column in columns)
    if len(counts) < _LEAST or len(counts) != len(results) or not _are_counts(counts):
        return table, []
    said = [word for text in (*table.above, source.stem) for word in words(text)]
    part = part_named(said)
    if counts[0] > counts[-1]:
        counts, results = counts[::-1], results[::-1]
    if part is None and _SCALING.isdisjoint(said):
        return table, []
    if any(map(_COUNTED_ABOVE.search, table.above)):
        return table, []
    falls = min(results) > 0 and results[0] >= _FASTER * results[-1]
    # Ten million on one of anything are no speedup, whatever the file is called.
    may_be_speedups = not falls and results[0] <= _FASTER * counts[0]
    counted = f"{part or 'rank'}s"
    result = "speedup" if {"speedup", "speedups"} & set(said) and may_be_speedups else "value"
    text = f"two columns without headings read as {counted} and {result}s"
    note = Note("assumed", text, source.name, table.line)
    return table._replace(headings=[counted, result]), [note]


def _several_named(
    table: Table, columns: Sequence[Sequence[float | None]], source: Source
) -> tuple[Table, list[Note]]:
    """``table`` with its columns named by what they are to each other.

    Sizes, counts and times have to be called a study of scaling as well, or said what they count.
    """
    if table.height < _LEAST or len(columns) > _WIDEST:
        return table, []
    complete = [[each for each in column if each is not None] for column in columns]
    if any(len(column) < table.height for column in complete):
        return table, []
    said = [word for text in (*table.above, source.stem) for word in words(text)]
    part = part_named(said)
    is_called = part is not None or not _SCALING.isdisjoint(said)
    found = related_headings(complete)
    if not is_called and "efficiency" not in found.values():
        # Halves of a length beside numbers that double are as well those of a mesh.
        found = {}
    if not found and is_called and not any(map(_COUNTED_ABOVE.search, table.above)):
        found = sized_headings(complete)
    if not found:
        return table, []
    headings = [
        (found[place] or f"{part or 'rank'}s") if place in found else heading
        for place, heading in enumerate(table.headings)
    ]
    listed = ", ".join(headings[place] for place in sorted(found))
    text = f"columns without headings read as {listed}, by what they are to each other"
    return table._replace(headings=headings), [Note("assumed", text, source.name, table.line)]


def with_repeats_named(table: Table) -> Table:
    """Return ``table``, a column without a heading called ``trial`` that says ``Run 1``, ``Run 2``.

    A mean may stand below them.
    """
    headings = list(table.headings)
    for place, heading in enumerate(headings):
        if heading.strip() or not is_text(table.cells[place]) or table.height > _MOST:
            continue
        texts = [plain(text) for text in table.cells[place].cast(pl.String).drop_nulls()]
        repeats = [text for text in texts if names_a_repeat(text)]
        if len(repeats) > 1 and all(MEAN.fullmatch(text) for text in {*texts} - {*repeats}):
            headings[place] = "trial"
    return table._replace(headings=headings)


def part_named(said: Sequence[str]) -> str | None:
    """Return what the words of a title or a name say that is counted: ``omp`` means threads."""
    return next((_PARTS[word] for word in said if word in _PARTS), None)


def is_course(table: Table) -> bool:
    """Whether the only column of ``table`` is the course of something, and no repeats of a run."""
    if len(table.cells) != 1 or table.settings or not _COURSE <= table.height <= _MOST:
        return False
    numbers = [number for number in _numbers(table.cells[0]) if number is not None]
    if len(numbers) < _COURSE or min(numbers) <= 0 or max(numbers) < _FAR * min(numbers):
        return False
    return numbers in (sorted(set(numbers)), sorted(set(numbers), reverse=True))


def _numbers(column: pl.Series) -> list[float | None]:
    values = read_numbers(column.cast(pl.String)).values if is_text(column) else column
    return values.cast(pl.Float64, strict=False).to_list()


def _are_counts(numbers: list[float]) -> bool:
    """Whether numbers are whole, of the size of a machine, and grow or fall throughout."""
    if any(not 1 <= number <= _LARGEST or number != int(number) for number in numbers):
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    return all(step > 0 for step in steps) or all(step < 0 for step in steps)
