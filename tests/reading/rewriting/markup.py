"""A sheet as wikis, documents and terminals draw tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tests.reading.rewriting.rewritten_sheet import Sheet

STEM: Final = "results"
_Form = Callable[[Sheet], dict[str, str | bytes]]


def mediawiki(sheet: Sheet) -> dict[str, str | bytes]:
    """Return the sheet as a page of MediaWiki."""
    rows = [f"|-\n| {' || '.join(row)}" for row in sheet.rows]
    head = "! " + " !! ".join(sheet.headings)
    return _file("wiki", ['{| class="wikitable"', head, *rows, "|}"])


def jira(sheet: Sheet) -> dict[str, str | bytes]:
    """Return the sheet as Jira and Confluence write it."""
    head = "||" + "||".join(sheet.headings) + "||"
    return _file(
        "txt", [head, *("|" + "|".join(c or " " for c in row) + "|" for row in sheet.rows)]
    )


def org(sheet: Sheet) -> dict[str, str | bytes]:
    """Return the sheet as a table of Org."""
    head, *rows = _padded(sheet)
    rule = "|" + "+".join("-" * (len(cell) + 2) for cell in head) + "|"
    lines = ["| " + " | ".join(row) + " |" for row in (head, *rows)]
    return _file("org", [lines[0], rule, *lines[1:]])


def asciidoc(sheet: Sheet) -> dict[str, str | bytes]:
    """Return the sheet as a table of AsciiDoc."""
    lines = [" ".join(f"|{cell}" for cell in row) for row in (sheet.headings, *sheet.rows)]
    return _file("adoc", ['[options="header"]', "|===", lines[0], "", *lines[1:], "|==="])


def psql(sheet: Sheet) -> dict[str, str | bytes]:
    """Return the sheet as psql prints it."""
    head, *rows = _padded(sheet)
    rule = "-" + "-+-".join("-" * len(cell) for cell in head) + "-"
    lines = [" " + " | ".join(row) for row in (head, *rows)]
    return _file("txt", [lines[0], rule, *lines[1:], f"({len(rows)} rows)"])


def polars(sheet: Sheet) -> dict[str, str | bytes]:
    """Return the sheet as Polars prints it: types under the headings."""
    types = [_type(sheet, at) for at in range(len(sheet.headings))]
    dashes = ["---"] * len(types)
    rows = [[cell or "null" for cell in row] for row in sheet.rows]
    head, *body = _padded_rows([sheet.headings, dashes, types, *rows])
    widths = [len(cell) + 2 for cell in head]
    lines = ["│ " + " ┆ ".join(row) + " │" for row in (head, *body)]
    rules = [a + b.join(c * width for width in widths) + d for a, b, c, d in _POLARS]
    shape = f"shape: ({len(sheet.rows)}, {len(sheet.headings)})"
    return _file("txt", [shape, rules[0], *lines[:3], rules[1], *lines[3:], rules[2]])


_POLARS: Final = (("┌", "┬", "─", "┐"), ("╞", "╪", "═", "╡"), ("└", "┴", "─", "┘"))
_RICH: Final = (("┏", "┳", "━", "┓"), ("┡", "╇", "━", "┩"), ("└", "┴", "─", "┘"))


def rich(sheet: Sheet) -> dict[str, str | bytes]:
    """Return the sheet as Rich prints it."""
    head, *rows = _padded(sheet)
    widths = [len(cell) + 2 for cell in head]
    rules = [a + b.join(c * width for width in widths) + d for a, b, c, d in _RICH]
    lines = ["│ " + " │ ".join(row) + " │" for row in rows]
    return _file("txt", [rules[0], "┃ " + " ┃ ".join(head) + " ┃", rules[1], *lines, rules[2]])


def pandas(sheet: Sheet) -> dict[str, str | bytes]:
    """Return the sheet as pandas prints it: rows numbered from 0, cells to the right."""
    rows = [("", *sheet.headings)]
    rows += [(str(at), *(cell or "NaN" for cell in row)) for at, row in enumerate(sheet.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return _file("txt", list(lines))


def ruled_text(sheet: Sheet) -> dict[str, str | bytes]:
    """Return the sheet with its columns in line and a rule below the headings."""
    head, *rows = _padded(sheet)
    lines = ["  ".join(row) for row in (head, *rows)]
    return _file("txt", [lines[0], "  ".join("-" * len(cell) for cell in head), *lines[1:]])


def simple_table(sheet: Sheet) -> dict[str, str | bytes]:
    """Return the sheet as a simple table of reStructuredText."""
    head, *rows = _padded(sheet)
    lines = ["  ".join(row) for row in (head, *rows)]
    rule = "  ".join("=" * len(cell) for cell in head)
    return _file("rst", [rule, lines[0], rule, *lines[1:], rule])


def fenced(sheet: Sheet) -> dict[str, str | bytes]:
    """Return the sheet as text in a code fence of a document."""
    lines = ["  ".join(row).rstrip() for row in _padded(sheet)]
    return _file("md", ["# Results", "", "```", *lines, "```"])


MARKUP: Final[dict[str, _Form]] = {
    "MediaWiki": mediawiki,
    "Jira": jira,
    "Org": org,
    "AsciiDoc": asciidoc,
    "psql": psql,
    "Polars": polars,
    "Rich": rich,
    "pandas": pandas,
    "text with a rule": ruled_text,
    "simple table of reStructuredText": simple_table,
    "text in a fence": fenced,
}


def _padded(sheet: Sheet) -> list[list[str]]:
    """Return all rows with cells as wide as their column; nothing is a dash."""
    return _padded_rows([sheet.headings, *([c or "-" for c in row] for row in sheet.rows)])


def _padded_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [[c.ljust(width) for c, width in zip(row, widths, strict=True)] for row in rows]


def _type(sheet: Sheet, at: int) -> str:
    if not sheet.is_number(at):
        return "str"
    return "f64" if any("." in cell for cell in sheet.column(at)) else "i64"


def _file(suffix: str, lines: list[str]) -> dict[str, str | bytes]:
    return {f"{STEM}.{suffix}": "\n".join(lines) + "\n"}
