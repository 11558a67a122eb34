"""A table as it stands in a document -> a table with headings, under what is written above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import polars as pl

from parsers.clean import clean
from parsers.documents.cell_text import is_rule, plain
from parsers.documents.document_titles import with_titles_marked
from parsers.documents.text_below import text_below
from parsers.grammar.beside_counts import heading_of_unit
from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.grammar.units import parse_quantity
from parsers.grammar.words import word_set
from parsers.headings.heading import COUNTED, MEASURED, SET_BEFORE
from parsers.headings.read_heading import read_heading, read_headings
from parsers.notes import Note, and_more
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.captions import units_said_below
from parsers.tables.captions_below import caption_below
from parsers.tables.cells import read_numbers, without_empty_cells
from parsers.tables.context import is_bracketed, read_context, without_time
from parsers.tables.counts_in_a_row import counts_in_a_row
from parsers.tables.merged_cells import fill_down
from parsers.tables.table import Table

_BREAK = Pattern(r"(?i)<br ?/?>")
_BOLD = Pattern(r"^(?:\*\*.+\*\*|__.+__|<(b|strong)>.+</\1>)$")
_DIGITS_ALONE = Pattern(r"\d{1,15}(?:\.\d{1,15})?")
"""What most cells of numbers are: these need not be looked at more closely."""
_DECIMAL_COMMA = Pattern(r"\s*[-+]?\d+,\d+\s*")
"""A number, though where it is from only the whole table may tell."""
_PROCESSES: Final = word_set("pid ppid uid tty stat %mem %cpu virt res shr mounted filesystem fd")
"""Headings of listings that systems print: of processes, files and disks."""
_OWNER: Final = "user"
"""Of a process or a job where names stand below it; of ``time`` where times do."""


@dataclass
class Block:
    """A table as it stands: the headings and the text above it, the cells of each row.

    ``as_written``: in the markup of the document, by a person; else it is what a program printed.
    ``is_example``: shown as an example of how tables are written; ``odd`` are lines between its
    rows that are none. ``farther`` are the texts above the ``paragraph``, the nearest first;
    ``again``: the headings of the table before, printed once more with nothing else in between.
    """

    above: tuple[str, ...]
    line: int
    header: list[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    paragraph: str = ""
    as_written: bool = True
    is_example: bool = False
    odd: Sequence[int] = ()
    farther: Sequence[str] = ()
    again: bool = False


def measures(block: Block) -> bool:
    """Return whether a column of numbers is of something measured, by its heading or its units."""
    names = [cell.lower() for cell in block.header]
    if not _PROCESSES.isdisjoint(names):
        return False
    if _OWNER in names and not _is_numeric(block, names.index(_OWNER)):
        return False
    headings = read_headings(block.header)
    return any(
        heading.kind in MEASURED and _is_numeric(block, place)
        for place, heading in enumerate(headings)
    ) or any(
        heading.kind == "unknown" and _has_amounts(block, place)
        for place, heading in enumerate(headings)
    )


def _has_amounts(block: Block, place: int) -> bool:
    """Whether all cells of a column have the unit of a time or a rate: ``41.22 s``."""
    found = [parse_quantity(row[place]) for _, row in block.rows if place < len(row)]
    return len(found) > 1 and all(each and each[1] and heading_of_unit(each[1]) for each in found)


def _is_numeric(block: Block, place: int) -> bool:
    """Whether at least half of a column's cells are numbers."""
    texts = [plain(row[place]) for _, row in block.rows if place < len(row)]
    if 2 * sum(map(bool, map(_DIGITS_ALONE.fullmatch, texts))) >= len(texts):
        return True
    cells = series_of(["0" if _DECIMAL_COMMA.fullmatch(text) else text for text in texts])
    return 2 * read_numbers(without_empty_cells(cells)).values.count() >= len(cells)


def is_printed_again(before: Block, block: Block) -> bool:
    """Whether a table has the headings of the one before it, and above it what that one has."""
    texts, others = (
        [
            without_time(text)
            for text in (each.paragraph, *each.farther)
            if text and not is_bracketed(text)
        ]
        for each in (block, before)
    )
    # Two blank lines part the data sets of gnuplot.
    between = block.line - max((line for line, _ in before.rows), default=block.line)
    apart = not block.as_written and not texts and between > 2
    return before.header == block.header and others[: len(texts)] == texts and not apart


_FRAME: Final = " =-*#~[]:"
"""What titles of plain text are set in: ``=== 4 GPUs ===``."""


def to_table(block: Block, source: Source) -> Table:
    """Return the table of ``block``, with remarks on what was assumed or left out of it."""
    rows = [
        (line, cells)
        for line, cells in block.rows
        if any(cells) and cells != block.header and not is_rule("|".join(cells))
    ]
    headings = [plain(heading) for heading in block.header]
    title = ""
    if _is_title(headings, rows):
        title, headings, rows = headings[0], [plain(cell) for cell in rows[0][1]], rows[1:]
    if both := _two_levels(headings, [[plain(cell) for cell in cells] for _, cells in rows]):
        headings, rows = both, rows[1:]
    width = len(headings)
    context = read_context([clean(heading) for heading in block.above])
    columns = [
        [plain(cells[place]) if place < len(cells) else "" for _, cells in rows]
        for place in range(width)
    ]
    notes = _ragged(rows, width, source)
    if block.odd:
        text = f"line between table rows not understood{and_more(len(block.odd))}"
        notes.append(Note("skipped", text, source.name, block.odd[0]))
    begins_blank = bool(columns and columns[0] and not columns[0][0])
    if filled := fill_down(headings, columns):
        names = ", ".join(f"`{headings[place]}`" for place in filled)
        where = "only one" if begins_blank and filled == [0] else "cell above"
        text = f"blank cells of {names} filled from the {where}"
        notes.append(Note("assumed", text, source.name, block.line))
    series = []
    for place, texts in enumerate(columns):
        repeats = _repeats([cells[place] if place < len(cells) else "" for _, cells in rows])
        series.append(series_of(texts) if repeats is None else repeats)
    below = clean(
        text_below(with_titles_marked(source), max((line for line, _ in block.rows), default=0))
    )
    said = (title, block.paragraph, *block.farther, *reversed(block.above))
    said = (*said, units_said_below(below) or caption_below(below, said))
    return Table(
        series,
        headings,
        series_of([line for line, _ in rows], pl.UInt32()),
        block.line,
        context.benchmark,
        context.case,
        {**context.settings, **_counts_above(block.paragraph)},
        series_of([_is_bold(cells) for _, cells in rows], pl.Boolean()),
        as_written=block.as_written,
        above=[text for text in map(_plainly, said) if text],
        below=below,
        again=block.again,
        notes=notes,
    )


def _is_title(headings: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether the first heading is the title of the table, with the headings in the row below.

    They are names all, with numbers below them, and one of them is of what is set beforehand.
    """
    if len(rows) < 3 or len(headings) < 3 or not headings[0] or any(headings[1:]):
        return False
    names, *others = ([plain(cell) for cell in cells] for _, cells in rows)
    said = [name for name in names if name]
    if len(said) < 2 or not names[0] or any(parse_quantity(name) for name in said):
        return False
    return read_heading(names[0]).kind in SET_BEFORE and all(
        parse_quantity(cell)
        for cells in others
        for name, cell in zip(names, cells, strict=False)
        if name
    )


def _counts_above(paragraph: str) -> dict[str, str]:
    """How large the runs of a table were, where that is all that the line above it says."""
    said = read_context([_plainly(paragraph).strip(_FRAME)] if paragraph else [])
    if said.benchmark is not None:
        return {}
    return {
        name: cell for name, cell in said.settings.items() if read_heading(name).name in COUNTED
    }


def _plainly(text: str) -> str:
    return clean(plain(text))


def _repeats(cells: Sequence[str]) -> pl.Series | None:
    """The numbers of cells with several, each on a line of its own; else nothing."""
    if not any(_BREAK.search(cell) for cell in cells):
        return None
    lists: list[list[float] | None] = []
    for cell in cells:
        texts = [plain(text) for text in _BREAK.split(cell)] if cell else []
        numbers = [parse_quantity(text) for text in texts if text]
        plain_numbers = [number[0] for number in numbers if number and number[1] is None]
        if len(plain_numbers) < len(numbers):
            return None
        lists.append(plain_numbers or None)
    return pl.Series(lists, dtype=pl.List(pl.Float64)) if any(lists) else None


def _two_levels(headings: list[str], rows: Sequence[list[str]]) -> list[str] | None:
    """Join headings with blanks behind them and the headings below, which the first row has.

    Markdown has no merged cells: ``| | fp32 | |`` stands above ``| GPUs | img/s | speedup |``,
    ``| | Nodes | |`` above ``| code | 1 | 2 |``, or the outer heading is repeated, ``| | A100 |
    A100 |`` above ``| GPUs | fp32 | fp16 |``.
    """
    first = rows[0] if rows else []
    if len(first) != len(headings) or not any(headings):
        return None
    again = ["", *(text if text == before else "" for before, text in pairwise(headings))]
    if "" not in headings[1:] and not any(again):
        return None
    if counted := counts_in_a_row(headings, first):
        return list(counted)
    pairs = list(zip(headings, first, strict=True))
    if not all(map(any, pairs)) or any(cell[:1].isdigit() or read_outcome(cell) for cell in first):
        return None
    said = (*first, *headings)
    measured = any(read_heading(text).kind in ("metric", "stated_speedup") for text in said)
    held = [place for place, text in enumerate(headings) if place and (not text or again[place])]
    if not (measured and "" in headings[1:]) and not _are_names_of_numbers(rows, held):
        return None
    outer = ""
    joined = []
    for heading, inner in pairs:
        outer = heading or outer
        joined.append(f"{outer} {inner}".strip())
    return joined


def _are_names_of_numbers(rows: Sequence[list[str]], places: Sequence[int]) -> bool:
    """Whether a first row of names stands above nothing but numbers, at the ``places`` given."""
    names, *others = ([row[place] for place in places if place < len(row)] for row in rows)
    return len(others) > 1 and all(
        all(names) and all(not text or parse_quantity(text) for text in cells) for cells in others
    )


def _is_bold(cells: list[str]) -> bool:
    stated = [cell for cell in cells if cell]
    return len(stated) > 1 and all(_BOLD.match(cell) for cell in stated)


def _ragged(rows: list[tuple[int, list[str]]], width: int, source: Source) -> list[Note]:
    """One remark on the rows that have fewer cells than headings, or more that say something."""
    odd = [line for line, cells in rows if len(cells) < width or any(cells[width:])]
    if not odd:
        return []
    others = and_more(len(odd))
    text = f"row without exactly {width} cells{others}; extra cells ignored, missing cells empty"
    return [Note("skipped", text, source.name, odd[0])]
