"""Rows in the text of a document, as pipe tables: with commas, or below a rule of dashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from parsers.documents.borders import Line
from parsers.documents.fenced_rows import table_of_rows
from parsers.documents.line_cuts import WIDE_GAP
from parsers.grammar.patterns import Pattern

_Row = tuple[int, list[str]]
_RULE = Pattern(r"\s*-{2,}(?:\s+-{2,})+\s*\Z")
_NUMBER = Pattern(r"[-+]?\d")


def with_rows_piped(lines: Sequence[Line]) -> list[Line]:
    """Return numbered ``lines`` with the rows of each such paragraph as a pipe table.

    What somebody pasted of a CSV, or typed in columns below a rule, is a table to any reader,
    though no viewer draws it as one.
    """
    done: list[Line] = []
    for is_text, part in groupby(lines, key=lambda line: bool(line[1].strip())):
        paragraph = list(part)
        done += _piped(paragraph) if is_text and len(paragraph) > 2 else paragraph
    return done


def _piped(paragraph: list[Line]) -> list[Line]:
    """The paragraph with its last lines as a table, or as it is."""
    if any("|" in text for _, text in paragraph):
        return paragraph
    for place in range(len(paragraph) - 2):
        if (rows := _below_rule(paragraph[place:])) or (rows := _of_commas(paragraph[place:])):
            return [*paragraph[:place], *_drawn(rows)]
    return paragraph


def _of_commas(lines: Sequence[Line]) -> list[_Row] | None:
    """The rows of lines with commas between all cells."""
    if "," not in lines[0][1] and ";" not in lines[0][1]:
        return None
    block = table_of_rows(lines, ())
    return None if block is None else [(block.line, block.header), *block.rows]


def _below_rule(lines: Sequence[Line]) -> list[_Row] | None:
    """The rows of headings, a rule with a part for each, and cells apart by blanks."""
    if not _RULE.match(lines[1][1]):
        return None
    width = len(lines[1][1].split())
    rows = [(number, WIDE_GAP.split(text.strip())) for number, text in (lines[0], *lines[2:])]
    numbered = all(any(map(_NUMBER.match, cells)) for _, cells in rows[1:])
    return rows if numbered and all(len(cells) == width for _, cells in rows) else None


def _drawn(rows: Sequence[_Row]) -> Iterator[Line]:
    for place, (number, cells) in enumerate(rows):
        yield number, f"| {' | '.join(cell.strip() for cell in cells)} |"
        if not place:
            yield number + 1, "|---" * len(cells) + "|"
