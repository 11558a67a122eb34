"""Tables written in HTML inside a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import takewhile, zip_longest
from typing import Final

from parsers.documents.document_table import Block
from parsers.grammar.patterns import Pattern

_MOST_SPANNED: Final = 100
_HEADING = Pattern(r"h[1-6]")
"""In the line of a table, as generators write: elsewhere headings are those of the document."""


def find_html_tables(lines: Sequence[tuple[int, str]], above: tuple[str, ...]) -> Iterator[Block]:
    """Yield the tables in numbered ``lines`` that have headings.

    A cell over several rows or columns stands in each of them.
    """
    parser = _Parser()
    parser.feed("\n".join(text for _, text in lines))
    parser.close()
    first = lines[0][0]
    for table in parser.tables:
        rows = [(first + row.line - 1, row.cells) for row in _spread(table)]
        width = max((len(cells) for _, cells in rows), default=0)
        if len(rows) < 2 or width < 2:
            continue
        leading = sum(1 for _ in takewhile(lambda row: row.is_heading, table.rows))
        # Some write every cell as a heading: then only the first row is one.
        headings = leading if 0 < leading < len(rows) else 1
        levels = zip_longest(*(cells for _, cells in rows[:headings]), fillvalue="")
        header = [" ".join(dict.fromkeys(filter(None, texts))) for texts in levels]
        yield Block(above, rows[headings - 1][0], header, rows[headings:], _caption(table))


class _Row:
    def __init__(self, line: int) -> None:
        self.line = line
        self.cells: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.is_heading = True


class _Table:
    def __init__(self) -> None:
        self.rows: list[_Row] = []
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
            self._in_heading, self._heading = True, ""
        elif not self.tables:
            return
        elif tag == "tr":
            self._in_cell = False
            self.tables[-1].rows.append(_Row(self.getpos()[0]))
        elif tag in ("td", "th") and self.tables[-1].rows:
            row = self.tables[-1].rows[-1]
            row.cells.append("")
            row.is_heading = row.is_heading and (tag == "th" or self._in_head)
            said = dict(attrs)
            row.spans.append((_number(said.get("rowspan")), _number(said.get("colspan"))))
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


def _number(text: str | None) -> int:
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 4
    return min(max(int(text or 1), 1), _MOST_SPANNED) if is_number else 1


def _spread(table: _Table) -> list[_Row]:
    """The rows with each cell in all the places that it spans."""
    pending: dict[int, tuple[int, str]] = {}
    done: list[_Row] = []
    for row in table.rows:
        spread = _Row(row.line)
        left = list(zip(row.cells, row.spans, strict=True))
        while left or len(spread.cells) in pending:
            place = len(spread.cells)
            if place in pending:
                more, cell = pending.pop(place)
                spread.cells.append(cell)
                if more > 1:
                    pending[place] = more - 1, cell
                continue
            cell, (down, across) = left.pop(0)
            text = " ".join(cell.split())
            for offset in range(across):
                spread.cells.append(text)
                if down > 1:
                    pending[place + offset] = down - 1, text
        if spread.cells:
            done.append(spread)
    return done


def _caption(table: _Table) -> str:
    return " ".join(table.caption.split())
