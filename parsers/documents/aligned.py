"""Tables whose columns are set apart by blanks, as programs print them for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from parsers.documents.aligned_headings import (
    begins_with_count,
    has_counts,
    has_units,
    have_count,
    is_comment,
    is_on_its_side,
    is_told_in,
    may_be_headings,
    says_units,
    units_below,
    without_mark,
)
from parsers.documents.comment_headings import undressed
from parsers.documents.data_frames import with_index_named
from parsers.documents.document_table import Block, is_printed_again, measures
from parsers.documents.first_columns import with_first_called
from parsers.documents.labelled_rows import with_names_set_apart
from parsers.documents.line_cuts import (
    BY_GAPS,
    STROKES,
    Split,
    by_extents,
    extents_of,
    spans_of,
    widened,
)
from parsers.documents.loose_headings import with_loose_headings_set_apart
from parsers.documents.printed_alike import is_one_of, is_printed_alike
from parsers.documents.stacked_headings import with_headings_joined
from parsers.documents.told_corners import with_corners_told
from parsers.documents.type_rows import without_types
from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.headings.scaling_words import said_of_scaling
from parsers.tables.cells import UNAVAILABLE, UNSTATED
from parsers.tables.levels import read_levels
from parsers.tables.sample_columns import headings_are_repeats
from parsers.tables.titled_frames import is_titled_frame
from parsers.tables.units_row import is_called_units

Line = tuple[int, str]

_NAME_OF_BLOCK = Pattern(r"[^:]*:\s*\Z")
_NAMED_VALUE = Pattern(r"\s+[^:\s][^:]*:\s+\S+(?:\s+\S{1,8})?\s*\Z")
_NUMERIC = Pattern(r"[-+~≈<>±$€x]?\.?\d")
_QUOTED = Pattern(r"""\s*(?:"[^"]*"|'[^']*')\s*\Z""")
_SEVERAL = Pattern(r"(?!\d{1,3}(?: \d{3})+(?:[.,]\d+)?\Z)[-+]?[\d.,]+(?:\s+[-+]?[\d.,]+)+\Z")
"""Numbers that no heading tells apart; in threes, blanks set the digits of one apart."""
_PAIR = Pattern(r"[A-Za-z_]\w*=\S")
_GAP = Pattern(r"\s{2}")
_LOOKED_AT: Final = 20
_APART: Final = 2
"""So many lines that are no rows end a table."""
_UNDERLINE = Pattern(r"(?P<stroke>[-=~^*])(?P=stroke)+")
"""What makes a title of the line above it."""
_NEAR: Final = 6
_TEXTS: Final = 3
"""Lines before a table that are looked at, and of them those with text."""


def find_aligned(lines: Sequence[Line], above: tuple[str, ...] = ()) -> Iterator[Block]:
    """Yield the tables in numbered ``lines`` that measure anything, under the text before them.

    A table has headings, perhaps a rule, and rows with as many cells, of which some are numbers. A
    single blank line may stand between rows. Behind blank lines and comments the rows may begin
    anew, without headings, as gnuplot has it. How they scale, as said above the title of the first
    one, holds for all that say no other.
    """
    place = end = 0
    before: _Found | None = None
    said: list[str] = []
    plain = [(number, undressed(text)) for number, text in lines]
    plain = with_loose_headings_set_apart(with_corners_told(without_types(plain)))
    framed = with_first_called(with_index_named(with_names_set_apart(plain)))
    lines = with_headings_joined(framed)
    while place < len(lines):
        found = _table_at(lines, place) or (_below(lines, place, before) if place == end else None)
        if found is None:
            place += 1
            continue
        texts = [*filter(None, [found.block.paragraph]), *_texts_before(lines, end, found.start)]
        found.block.above = above
        said = said_of_scaling(texts[1:]) if before is None else said
        found.block.paragraph, *found.block.farther = [*texts, *said, ""]
        if before is not None and found.has_headings:
            found.block.again = is_printed_again(before.block, found.block)
        yield found.block
        place = end = found.end
        before = found


class _Found(NamedTuple):
    """A table, the place of its first line and that behind it, and how its lines are cut."""

    block: Block
    start: int
    end: int
    split: Split
    header: str
    has_headings: bool = True


def _below(lines: Sequence[Line], place: int, before: _Found | None) -> _Found | None:
    """The rows behind a table that go on under its headings, with blanks and comments between."""
    start = place
    while start < len(lines) and _is_title(lines[start][1]):
        start += 1
    if before is None or start in (place, len(lines)) or start - place > _LOOKED_AT:
        return None
    following = min(start + 2, len(lines))
    if start + 1 < len(lines) and _UNDERLINE.fullmatch(lines[start + 1][1].strip()):
        # `2 GPUs`, underlined, is a title.
        return None
    if any(_table_at(lines, between) for between in range(place, following)):
        # The comment has the headings of another table, or the line is the title of one.
        return None
    rows, odd, end = _rows(lines, start, before.split, before.header)
    if not rows or rows[0][0] != lines[start][0]:
        return None
    cells = before.block.header
    block = Block((), lines[start][0], cells, rows, as_written=False, odd=odd)
    return _Found(block, start, end, before.split, before.header, has_headings=False)


def _is_title(text: str) -> bool:
    """Whether a line is blank, a comment or a text in quotes, as blocks of data have above them."""
    return not text.strip() or is_comment(text) or _QUOTED.match(text) is not None


def _table_at(lines: Sequence[Line], place: int) -> _Found | None:
    """The table whose headings are at ``place``."""
    number, text = lines[place]
    if not may_be_headings(text) or place + 1 >= len(lines):
        return None
    if _NAME_OF_BLOCK.match(text) and _NAMED_VALUE.match(lines[place + 1][1]):
        # A block of values by name, such as the percentiles of one quantity.
        return None
    if is_printed_alike(text, lines[place + 1][1]):
        return None
    if _is_caption(lines, place):
        return None
    ruled = STROKES.match(lines[place + 1][1]) is not None
    first = place + 1 + ruled
    if ruled and first < len(lines) and not lines[first][1].strip():
        # What is underlined above a blank line is a title.
        return None
    header = without_mark(text)
    units: list[str | None] = []
    below = ""
    if not ruled and first < len(lines) and says_units(lines[first][1]):
        units = units_below(text, lines[first][1])
        below = "" if units else without_mark(lines[first][1]).strip()
        first += 1
    split = _fitting(header, lines[first : first + _LOOKED_AT], spans_of(lines[place + 1][1]))
    if split is None:
        return None
    cells = split.of_header(header)
    if is_comment(text) and not have_count(cells) and _counts_below(lines, place):
        # A title that has as many words, above the headings.
        return None
    if len(units) == len(cells):
        cells = [
            f"{cell} {unit}" if unit else cell for cell, unit in zip(cells, units, strict=True)
        ]
    near = lines[first : first + _LOOKED_AT]
    rows, odd, behind = _rows(near, 0, split, header)
    if rows and (is_one_of(cells, rows[0][1]) or _are_conditions(rows[0][1])):
        return None
    repeats = split.sets_words_apart and headings_are_repeats(cells)
    sideways = is_on_its_side(cells)
    levels = read_levels(cells, ()) if split.sets_words_apart else None
    across = levels is not None and levels.columns[0].condition[0][0] != "Run"
    if len(rows) < 2 and not (ruled or repeats or sideways or across or has_units(cells, split)):
        return None
    head = Block((), number, cells, rows)
    counts = (len(rows) > 1 or across) and (
        has_counts(cells, split) or (is_comment(text) and begins_with_count(cells))
    )
    told = len(rows) > 1 and is_told_in(_texts_before(lines, 0, place)[:1])
    if not rows or not (measures(head) or counts or repeats or sideways or told):
        above = lines[place - 1][1] if place else ""
        if not is_titled_frame(above, head.header, [row for _, row in rows]):
            return None
    end = first + behind
    if first + len(near) < len(lines):
        rows, odd, end = _rows(lines, first, split, header)
    block = Block((), number, cells, rows, below, as_written=False, odd=odd)
    return _Found(block, place, end, split, header)


def _counts_below(lines: Sequence[Line], place: int) -> bool:
    """Whether the last comment of those from ``place`` on has headings of which one counts."""
    last = place
    while last + 1 < len(lines) and is_comment(lines[last + 1][1]):
        last += 1
    found = _table_at(lines, last) if last > place else None
    return found is not None and have_count(found.block.header)


def _are_conditions(cells: Sequence[str]) -> bool:
    """Whether a row has headings that say how large runs were: what is above it is a title."""
    return not any(map(str.isdigit, cells)) and read_levels(cells, ()) is not None


def _is_caption(lines: Sequence[Line], place: int) -> bool:
    """Whether a line of prose, with a blank one below it, stands above a table with headings."""
    behind = place + 2
    if lines[place + 1][1].strip() or behind >= len(lines) or _GAP.search(lines[place][1].strip()):
        return False
    return _GAP.search(lines[behind][1].strip()) is not None and (
        _table_at(lines, behind) is not None
    )


def _fitting(
    header: str, lines: Sequence[Line], spans: tuple[tuple[int, int], ...]
) -> Split | None:
    """The way of cutting under which the most of the first lines have as many cells as headings.

    At wide gaps a row may have blank cells: `512 GB` before one is no two cells.
    """
    # A rule shows where columns are, unless the rows below keep to other places.
    ways = [*([Split("spans", "spans", spans)] if len(spans) > 1 else []), *BY_GAPS]
    lines = [line for line in lines if line[1].strip() and not is_comment(line[1])]
    best, most = None, 0
    for way in ways:
        width = len(way.of_header(header))
        if width < 2:
            continue
        fits = 0
        extents = extents_of(header, "wide") if (way.header, way.row) == ("wide", "wide") else []
        for _, text in lines:
            if not (_cells(text, way, width) or by_extents(text, extents, width)):
                break
            fits += 1
        if fits > most:
            best, most = way, fits
        if most == len(lines):
            break
    return best


def _cells(text: str, split: Split, width: int) -> list[str]:
    """The cells of a row; none where there are more or fewer, several in one, or no number."""
    if any(text[end:start].strip() for (_, end), (start, _) in pairwise(split.spans)):
        return []
    cells = split.of_row(text)
    good = any(map(_NUMERIC.match, cells)) or _failed(cells)
    good = good and not any(map(_SEVERAL.match, cells)) and not _are_pairs(cells)
    return cells if len(cells) == width and good else []


def _are_pairs(cells: Sequence[str]) -> bool:
    """Whether a line names what it states, ``threads=1: 4.0s speedup=1.00``, and is no row."""
    return len([cell for cell in cells if _PAIR.match(cell)]) > 1


def _failed(cells: Sequence[str]) -> bool:
    """Whether the cells of a row say that a run gave no number, and how it ended."""
    return all(map(_is_no_value, cells)) and any(read_outcome(cell) for cell in cells)


def _is_no_value(cell: str) -> bool:
    """Whether a cell stands for a number that a run did not give: ``-``, ``TIMEOUT``."""
    return cell.lower() in UNSTATED | UNAVAILABLE or read_outcome(cell) is not None


def _alike(cells: Sequence[str], first: Sequence[str]) -> bool:
    """Whether there are numbers, or what may stand for them, where the first row has numbers."""
    below = [cell for cell, other in zip(cells, first, strict=True) if _NUMERIC.match(other)]
    good = [cell for cell in below if _NUMERIC.match(cell) or _is_no_value(cell)]
    return 2 * len(good) >= len(below)


def _rows(
    lines: Sequence[Line], first: int, split: Split, header: str
) -> tuple[list[tuple[int, list[str]]], list[int], int]:
    """The rows from ``first`` on, the lines between them that are none, the place behind them.

    A row with blank cells is read by the places of its cells below those of the others.
    """
    width = len(split.of_header(header))
    extents = extents_of(header, split.header)
    rows: list[tuple[int, list[str]]] = []
    odd: list[int] = []
    place = end = first

    def row_in(text: str) -> list[str]:
        if is_comment(text):
            return []
        cells = _cells(text, split, width) or by_extents(text, extents, width)
        if not cells and rows and is_called_units(said := split.of_row(text)):
            return said if len(said) == width else []
        return cells if cells and (not rows or _alike(cells, rows[0][1])) else []

    while place < len(lines) and place - end < _APART:
        number, text = lines[place]
        place += 1
        if STROKES.match(text) or (not rows and is_comment(text)):
            end = place
        elif cells := row_in(text):
            below = lines[place][1] if place < len(lines) else ""
            again = below.split() == header.split()
            if place - 1 > end and (
                again
                or _UNDERLINE.fullmatch(below.strip())
                or any(cells[0] == row[0] for _, row in rows)
                or _is_title_of_next(cells, rows, lines[place : place + 1])
            ):
                # Behind a blank line the counts begin anew, or a title and the headings do.
                break
            rows.append((number, [cells[0].removesuffix(":"), *cells[1:]]))
            extents = widened(extents, extents_of(text, split.row))
            end = place
        elif text.strip():
            if not rows or place == len(lines) or not row_in(lines[place][1]):
                break
            odd.append(number)
            end = place
    return rows, odd, end


def _is_title_of_next(
    cells: Sequence[str], rows: Sequence[tuple[int, list[str]]], below: Sequence[Line]
) -> bool:
    """Whether a line has words where rows have numbers, and other headings below: ``Code 1.4``."""
    numbered = all(_NUMERIC.match(row[0]) for _, row in rows)
    headed = any(may_be_headings(text) for _, text in below)
    return numbered and headed and not _NUMERIC.match(cells[0])


def _texts_before(lines: Sequence[Line], first: int, place: int) -> list[str]:
    """The lines before the headings that may say what the table is about, the nearest first.

    None is farther than the table before.
    """
    before = [text for _, text in lines[max(place - _NEAR, first) : place]]
    said = [without_mark(text).strip() for text in before if not STROKES.match(text)]
    return [text for text in reversed(said) if text][:_TEXTS]
