"""Tables written in HTML inside a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Final

from parsers.documents.document_table import Block
from parsers.documents.spanned_cells import SpannedRow, spanned, spanned_headings, spread
from parsers.grammar.patterns import Pattern

_HEADING = Pattern(r"h[1-6]|p")
"""In the line of a table, as generators write: elsewhere they are those of the document."""
_PARAGRAPH: Final = "p"


def find_html_tables(lines: Sequence[tuple[int, str]], above: tuple[str, ...]) -> Iterator[Block]:
    """Yield the tables in numbered ``lines`` that have headings.

    A cell over several rows or columns stands in each of them.
    """
    parser = _Parser()
    parser.feed("\n".join(text for _, text in lines))
    parser.close()
    first = lines[0][0]
    for table in parser.tables:
        rows = [(first + row.line - 1, row.cells) for row in spread(table.rows)]
        width = max((len(cells) for _, cells in rows), default=0)
        if len(rows) < 2 or width < 2:
            continue
        headings, header = spanned_headings(table.rows, [cells for _, cells in rows])
        yield Block(above, rows[headings - 1][0], header, rows[headings:], _caption(table))


class _Table:
    def __init__(self) -> None:
        self.rows: list[SpannedRow] = []
        self.caption = ""


class _Parser(HTMLParser):
    """Collects the rows of each table; other markup stays in the cells, as in Markdown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tables: list[_Table] = []
        self._heading = ""
        self._in_cell = self._in_caption = self._in_head = self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._in_cell = False
            self.tables.append(_Table())
            self.tables[-1].caption, self._heading = self._heading, ""
        elif _HEADING.fullmatch(tag):
            self._in_heading = True
            self._heading = f"{self._heading}: " if tag == _PARAGRAPH and self._heading else ""
        elif not self.tables:
            return
        elif tag == "tr":
            self._in_cell = False
            self.tables[-1].rows.append(SpannedRow(self.getpos()[0]))
        elif tag in ("td", "th") and self.tables[-1].rows:
            row = self.tables[-1].rows[-1]
            row.cells.append("")
            row.is_heading = row.is_heading and (tag == "th" or self._in_head)
            said = dict(attrs)
            row.spans.append((spanned(said.get("rowspan")), spanned(said.get("colspan"))))
            self._in_cell = True
        elif tag in ("thead", "tbody"):
            self._in_head = tag == "thead"
        elif tag == "caption":
            self._in_caption = True
            self.tables[-1].caption = ""
        elif tag == "br":
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._in_cell = False
        elif tag == "thead":
            self._in_head = False
        elif tag == "caption":
            self._in_caption = False
        elif _HEADING.fullmatch(tag):
            self._in_heading = False

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._add(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add(f"&#{name};")

    def _add(self, text: str) -> None:
        if self._in_heading:
            self._heading += text
        elif self._in_caption:
            self.tables[-1].caption += text
        elif self._in_cell and self.tables[-1].rows:
            cells = self.tables[-1].rows[-1].cells
            cells[-1] = f"{cells[-1]}{text}"


def _caption(table: _Table) -> str:
    return " ".join(table.caption.split())
