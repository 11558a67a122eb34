"""The sheets of an Office Open XML workbook (``.xlsx``), as ECMA-376 writes them.

By hand, with the standard library; ``docs/dependencies.md`` says why.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element, iterparse

from parsers.inputs.workbooks.number_formats import (
    PLAIN,
    NumberFormat,
    built_in,
    format_of,
    written,
)
from parsers.inputs.workbooks.sheet_cells import SheetCells, WorkbookSheet
from parsers.memory import LINES, check_size

_PLACE: Final = re.compile(r"([A-Z]{1,3})\d{1,7}")
_AREA: Final = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_NOT_STORED: Final = "#N/A"
"""A formula whose value the program that wrote it has not worked out."""


def sheets(archive: zipfile.ZipFile) -> Iterator[WorkbookSheet]:
    """Yield the visible sheets of a workbook.

    Raises ``KeyError``, ``ValueError``, ``IndexError`` or ``ParseError`` where it is damaged.
    """
    workbook = "xl/workbook.xml"
    parts = {
        each.get("Id"): posixpath.join("/xl", each.get("Target", ""))[1:]
        for each in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    since_1904 = any(
        each.get("date1904") in ("1", "true") for each in _elements(archive, workbook, "workbookPr")
    )
    texts = _shared_texts(archive)
    formats = _formats(archive)
    for sheet in _elements(archive, workbook, "sheet"):
        part = parts.get(_relation(sheet), "")
        if sheet.get("state", "visible") == "visible" and "worksheets/" in part:
            rows = _rows(archive, part, texts, formats, since_1904=since_1904)
            yield WorkbookSheet(sheet.get("name", ""), rows)


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[Element]:
    """The elements of one name in a part of a workbook, which is forgotten as it is read."""
    check_size(archive.getinfo(part).file_size, LINES)
    with archive.open(part) as file:
        for _, element in iterparse(file):
            if _local(element) == name:
                yield element
                element.clear()


def _local(element: Element) -> str:
    """The name of an element without its namespace, of which two are in use."""
    return element.tag.rpartition("}")[2]


def _relation(sheet: Element) -> str | None:
    return next((value for key, value in sheet.items() if key.endswith("}id")), None)


def _shared_texts(archive: zipfile.ZipFile) -> list[str]:
    part = "xl/sharedStrings.xml"
    if part not in archive.namelist():
        return []
    return [_text(each) for each in _elements(archive, part, "si")]


def _text(element: Element) -> str:
    """The text of a cell, which its runs make up, without how it is spoken."""
    if _local(element) == "t":
        return element.text or ""
    return "".join(_text(each) for each in element if _local(each) in ("t", "r"))


def _formats(archive: zipfile.ZipFile) -> list[NumberFormat]:
    """The formats by their place among the styles of cells."""
    part = "xl/styles.xml"
    if part not in archive.namelist():
        return []
    own = {
        int(each.get("numFmtId", 0)): format_of(each.get("formatCode", ""))
        for each in _elements(archive, part, "numFmt")
    }
    numbers = [
        int(each.get("numFmtId", 0))
        for cells in _elements(archive, part, "cellXfs")
        for each in cells
    ]
    return [own[number] if number in own else built_in(number) for number in numbers]


def _rows(
    archive: zipfile.ZipFile,
    part: str,
    texts: Sequence[str],
    formats: Sequence[NumberFormat],
    *,
    since_1904: bool,
) -> list[list[str]]:
    """The rows of a sheet; what is merged is said in each row that it reaches over."""
    cells = SheetCells()
    row = -1
    for element in _elements(archive, part, "row"):
        row = int(element.get("r", row + 2)) - 1
        column = -1
        for cell in element:
            place = _PLACE.fullmatch(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            form = formats[int(cell.get("s", 0))] if formats else PLAIN
            if text := _cell(cell, texts, form, since_1904=since_1904):
                cells.put(row, column, text)
    for element in _elements(archive, part, "mergeCell"):
        if area := _AREA.fullmatch(element.get("ref", "")):
            cells.fill_down(_column(area[1]), int(area[2]) - 1, int(area[4]) - 1)
    return cells.rows


def _column(letters: str) -> int:
    """The place of a column from 0: 0 of ``A``, 26 of ``AA``."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _cell(cell: Element, texts: Sequence[str], form: NumberFormat, *, since_1904: bool) -> str:
    """What a cell holds, as its kind says."""
    parts: Mapping[str, Element] = {_local(each): each for each in cell}
    if "is" in parts:
        return _text(parts["is"])
    value = parts["v"].text or "" if "v" in parts else ""
    match cell.get("t", "n"):
        case _ if not value:
            return _NOT_STORED if "f" in parts else ""
        case "s":
            return texts[int(value)]
        case "b":
            return "TRUE" if value == "1" else "FALSE"
        case "n":
            return written(float(value), form, since_1904=since_1904)
        case _:
            return value
