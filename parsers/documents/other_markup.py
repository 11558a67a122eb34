"""Tables of wikis, AsciiDoc, and directives of reStructuredText as pipe tables.

Each row stays on the line where it begins, so that records name the line that people see.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.documents.borders import Line
from parsers.documents.spanned_cells import SpannedRow, spanned, spanned_headings, spread
from parsers.grammar.csv_line import csv_cells
from parsers.grammar.patterns import Pattern

BEGINNINGS: Final = (
    rb"^(?:\{\||[ \t]*\.\. (?:list|csv)-table::|\|\|[^|\n]+\|\||\^ [^^\n]+ \^|\|===[ \t]*$)"
)
"""What begins one of these tables, in bytes."""
_MARKS: Final = ("{|", "|=", "||", "..", "^")
_WIKI = Pattern(r"\{\|.*\Z")
_LIST = Pattern(r"(?P<indent>\s*)\.\. list-table::\s*(?P<caption>.*)\Z")
_CSV = Pattern(r"\s*\.\. csv-table::\s*(?P<caption>.*)\Z")
_HEADINGS = Pattern(r"\s*:header:\s*(?P<cells>.+)\Z")
_ROW = Pattern(r"\s*\* - (?P<cell>.*)\Z")
_CELL = Pattern(r"\s*- (?P<cell>.*)\Z")
_OPTION = Pattern(r"\s*:[\w-]+:.*\Z")
_JIRA = Pattern(r"\|\|(?P<cells>.+)\|\|\s*\Z")
_ASCIIDOC = Pattern(r"\|={3,}\s*\Z")
_ABOVE = Pattern(r"(?:\[.*\]|\.(?![\s.]).*)\Z")
_BAR = Pattern(r"(?<!\\)(?:(?:^|(?<=\s))[\d.+<^>]*[aehlmsv]?)?(?<!\\)\|")
"""What begins a cell of AsciiDoc: a bar, perhaps with its span, place and style before it."""
_DOKU = Pattern(r"\^(?P<cells>.+)\^\s*\Z")
_ATTRIBUTES = Pattern(r"(?:\s*\w+\s*=\s*(?:\"[^\"]*\"|\d+(?=[\s|])))+\s*\|(?!\|)")
"""What MediaWiki has before the text of a cell: ``style="..." |``."""
_SPAN = Pattern(r"(row|col)span\s*=\s*\"?(\d+)")


def with_other_markup(lines: Sequence[Line]) -> list[Line]:
    """Return numbered ``lines`` with such tables as pipe tables."""
    if not any(text.lstrip().startswith(_MARKS) for _, text in lines):
        return list(lines)
    done: list[Line] = []
    at = 0
    while at < len(lines):
        number, text = lines[at]
        if _WIKI.match(text):
            captions, rows, at = _of_wiki(lines, at)
            done += [line for caption in captions for line in (caption, (caption[0], ""))]
        elif _ASCIIDOC.match(text):
            rows, at = _of_asciidoc(lines, at)
            done = _without_attributes(done)
        elif caption := _LIST.match(text):
            rows, at = _of_list(lines, at)
            done += [(number, caption["caption"]), (number, "")]
        elif caption := _CSV.match(text):
            rows, at = _of_csv(lines, at)
            done += [(number, caption["caption"]), (number, "")]
        elif headings := _JIRA.match(text) or _DOKU.match(text):
            separator = text[:2] if text.startswith("||") else "^"
            rows, at = [(number, headings["cells"].split(separator))], at + 1
            done += _table(rows)
            continue
        else:
            done.append(lines[at])
            at += 1
            continue
        done += [*_table(rows), (number, "")]
    return done


def _table(rows: Sequence[tuple[int, list[str]]]) -> list[Line]:
    """The lines of a pipe table; the rule has the number of the headings."""
    written = [(number, f"| {' | '.join(map(str.strip, cells))} |") for number, cells in rows]
    if rows:
        written.insert(1, (rows[0][0], "|---" * len(rows[0][1]) + "|"))
    return written


def _of_wiki(lines: Sequence[Line], at: int) -> tuple[list[Line], list[tuple[int, list[str]]], int]:
    """The caption and the rows up to ``|}``, the first of headings, and the place behind it."""
    captions: list[Line] = []
    written: list[SpannedRow] = []
    is_new = True
    place = at + 1
    while place < len(lines) and not lines[place][1].strip().startswith("|}"):
        number, text = lines[place][0], lines[place][1].strip()
        place += 1
        if text.startswith("|-"):
            is_new = True
        elif text.startswith("|+"):
            captions.append((number, text[2:].strip()))
        elif text.startswith(("|", "!")):
            if is_new:
                written.append(SpannedRow(number))
            _add_cells(written[-1], text)
            is_new = False
    rows = [(row.line, row.cells) for row in spread(written)]
    if rows:
        height, headings = spanned_headings(written, [cells for _, cells in rows])
        rows = [(rows[height - 1][0], headings), *rows[height:]]
    return captions, rows, place + 1


def _add_cells(row: SpannedRow, text: str) -> None:
    """Put the cells of a line of MediaWiki into its row."""
    is_heading = text.startswith("!")
    row.is_heading = row.is_heading and is_heading
    for cell in text[1:].split("!!" if is_heading and "!!" in text else "||"):
        said = _ATTRIBUTES.match(cell)
        spans = {each[1]: each[2] for each in _SPAN.finditer(said[0])} if said else {}
        row.cells.append(cell[said.end() :] if said else cell)
        row.spans.append((spanned(spans.get("row")), spanned(spans.get("col"))))


def _without_attributes(lines: list[Line]) -> list[Line]:
    """Return the lines above a table of AsciiDoc without its attributes and the mark of a title."""
    place = len(lines)
    while place and _ABOVE.match(lines[place - 1][1]):
        place -= 1
    kept = ((number, text.removeprefix(".")) for number, text in lines[place:] if text[0] == ".")
    return [*lines[:place], *kept, (lines[-1][0], "")] if place < len(lines) else lines


def _of_asciidoc(lines: Sequence[Line], at: int) -> tuple[list[tuple[int, list[str]]], int]:
    """The rows up to the closing rule, the first of headings, and the place behind it.

    The headings stand on the first line, or one a line before a blank one. Each further line has a
    row, or a cell of one: a row ends where it has as many cells as there are headings.
    """
    rows: list[tuple[int, list[str]]] = []
    place = at + 1
    in_headings = True
    while place < len(lines) and not _ASCIIDOC.match(lines[place][1]):
        number, text = lines[place]
        cells = _BAR.split(text.strip())[1:]
        goes_on = bool(rows) and (
            len(rows[-1][1]) < len(rows[0][1]) if len(rows) > 1 else in_headings and len(cells) == 1
        )
        if goes_on:
            rows[-1][1].extend(cells)
        elif cells:
            rows.append((number, cells))
        in_headings = in_headings and bool(cells or not rows)
        place += 1
    return rows, place + 1


def _of_list(lines: Sequence[Line], at: int) -> tuple[list[tuple[int, list[str]]], int]:
    """The rows of a list of lists, and the place behind them."""
    rows: list[tuple[int, list[str]]] = []
    place = at + 1
    while place < len(lines):
        number, text = lines[place]
        if begun := _ROW.match(text):
            rows.append((number, [begun["cell"]]))
        elif rows and (cell := _CELL.match(text)):
            rows[-1][1].append(cell["cell"])
        elif text.strip() and not (_OPTION.match(text) and not rows):
            break
        place += 1
    return rows, place


def _of_csv(lines: Sequence[Line], at: int) -> tuple[list[tuple[int, list[str]]], int]:
    """The rows of comma-separated values below their headings, and the place behind them."""
    rows: list[tuple[int, list[str]]] = []
    place = at + 1
    while place < len(lines) and (not lines[place][1].strip() or lines[place][1][0].isspace()):
        number, text = lines[place]
        headings = _HEADINGS.match(text)
        said = headings["cells"] if headings else text.strip()
        if headings or (said and not _OPTION.match(text)):
            rows.append((number, csv_cells(said, spaced=True)))
        place += 1
    return rows, place
