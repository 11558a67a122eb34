"""Tables drawn with borders, of ``+---+`` or of lines, as pipe tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, takewhile
from typing import Final

from parsers.documents.cell_text import cells_of
from parsers.grammar.patterns import Pattern
from parsers.grammar.type_names import are_types

Line = tuple[int, str]

_DRAWN: Final = str.maketrans(
    {
        **dict.fromkeys("│┃║┆┇┊┋╎╏", "|"),
        **dict.fromkeys("─━═┄┅┈┉╌╍", "-"),
        **dict.fromkeys("┌┬┐├┼┤└┴┘╭╮╰╯┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜┡╇┩┢┪┝┿┥┠╂┨", "+"),
    }
)
_BORDER = Pattern(r"\+(?:[-=:]+\+)+\Z")


def without_borders(lines: Sequence[Line]) -> list[Line]:
    """Return numbered ``lines`` with each bordered table as a pipe table.

    The border below the headings becomes the line that Markdown has there. The lines between two
    borders are one row where all but the first go on with it.
    """
    drawn = [(number, _in_ascii(text)) for number, text in lines]
    if not any(_is_border(text) for _, text in drawn):
        return drawn
    done: list[Line] = []
    for is_table, group in groupby(drawn, key=lambda line: _is_border(line[1]) or _is_row(line[1])):
        part = list(group)
        # Some draw the border below the headings alone.
        done += (
            _as_pipes(part) if is_table and any(_is_border(text) for _, text in part[:2]) else part
        )
    return done


def _in_ascii(text: str) -> str:
    return text if text.isascii() else text.translate(_DRAWN) if _has_lines(text) else text


def _has_lines(text: str) -> bool:
    return any("\u2500" <= letter <= "\u257f" for letter in text)


def _is_border(text: str) -> bool:
    return _BORDER.match(text.strip()) is not None


def _is_row(text: str) -> bool:
    text = text.strip()
    return len(text) > 1 and text[0] == text[-1] == "|"


def _as_pipes(lines: Sequence[Line]) -> list[Line]:
    between: list[list[Line]] = [[]]
    for number, text in lines:
        if _is_border(text):
            between.append([])
        else:
            between[-1].append((number, text.strip()))
    groups = [group for group in between if group]
    if len(groups) < 2:
        return list(lines)
    headings, *others = groups
    # Polars prints the types of columns below their names and a rule.
    headings = list(takewhile(lambda line: not _is_rule(line[1]), headings)) or headings
    # DuckDB prints them below without one.
    headings = headings[:1] + [line for line in headings[1:] if not _are_types(line[1])]
    go_on = len(others) > 1 and all(_goes_on(line) for group in others for line in group[1:])
    rows = [[_joined(group)] if go_on else group for group in others]
    heading = _joined(headings)
    width = len(cells_of(heading[1]))
    return [
        heading,
        (heading[0] + 1, "|" + "---|" * width),
        *(row for group in rows for row in group),
        (lines[-1][0], ""),
    ]


def _are_types(text: str) -> bool:
    return are_types([cell for cell in cells_of(text) if cell.strip()])


def _is_rule(text: str) -> bool:
    """Whether a line has strokes and nothing else below the name of each column."""
    return all(cell and not cell.strip("-") for cell in cells_of(text))


def _goes_on(line: Line) -> bool:
    """Whether a line is the rest of the row above it: half of its cells or more are blank."""
    cells = cells_of(line[1])
    return 2 * cells.count("") >= len(cells)


def _joined(lines: Sequence[Line]) -> Line:
    if len(lines) == 1:
        return lines[0]
    cells = zip(*(cells_of(text) for _, text in lines), strict=False)
    return lines[0][0], "| " + " | ".join(" ".join(cell).strip() for cell in cells) + " |"
