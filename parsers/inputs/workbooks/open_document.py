"""The sheets of an OpenDocument workbook (``.ods``), as OASIS OpenDocument 1.3 writes them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, iterparse

from parsers.inputs.workbooks.sheet_cells import MOST_COLUMNS, MOST_ROWS, SheetCells, WorkbookSheet
from parsers.memory import LINES, check_size

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_UNIT: Final = re.compile(r"\d\s*([^\W\d][^\d]*)$")


def sheets(archive: zipfile.ZipFile) -> Iterator[WorkbookSheet]:
    """Yield the sheets of a workbook.

    Raises ``KeyError``, ``ValueError`` or ``ParseError`` where it is damaged and ``OSError`` where
    it is too large.
    """
    part = "content.xml"
    check_size(archive.getinfo(part).file_size, LINES)
    cells = SheetCells()
    row = 0
    with archive.open(part) as file:
        for _, element in iterparse(file):
            if element.tag == f"{_TABLE}table-row":
                times = _repeated(element, "rows", MOST_ROWS - row)
                for number in range(row, row + times if _holds_any(element) else row):
                    _put_row(cells, number, element)
                row += times
                element.clear()
            elif element.tag == f"{_TABLE}table":
                yield WorkbookSheet(element.get(f"{_TABLE}name", ""), cells.rows)
                cells, row = SheetCells(), 0
                element.clear()


def _repeated(element: Element, what: str, most: int) -> int:
    return min(int(element.get(f"{_TABLE}number-{what}-repeated", 1)), most)


def _holds_any(row: Element) -> bool:
    """Whether any cell of a row has a text; the rows behind the last one are written as one."""
    return any(len(cell) for cell in row)


def _put_row(cells: SheetCells, number: int, row: Element) -> None:
    column = 0
    for cell in row:
        times = _repeated(cell, "columns", MOST_COLUMNS - column)
        if text := _cell(cell):
            down = int(cell.get(f"{_TABLE}number-rows-spanned", 1))
            for place in range(column, column + times):
                cells.put(number, place, text)
                cells.fill_down(place, number, number + down - 1)
        column += times


def _cell(cell: Element) -> str:
    """What a cell holds, as its kind says; of a duration and all else, what it shows."""
    shown = " ".join("".join(each.itertext()) for each in cell.iter(f"{_TEXT}p"))
    value = cell.get(f"{_OFFICE}value", "")
    match cell.get(f"{_OFFICE}value-type"):
        case "percentage":
            return f"{float(value) * 100:.15g}%"
        case "float" | "currency":
            unit = _UNIT.search(shown)
            return f"{float(value):.15g}" + (f" {unit[1]}" if unit else "")
        case "date":
            return cell.get(f"{_OFFICE}date-value", shown).replace("T", " ")
        case _:
            return shown
