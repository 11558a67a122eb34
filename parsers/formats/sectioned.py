"""Sections of names and values, as INI files have them, and elements of XML: one run each."""

from __future__ import annotations

import configparser
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from xml.etree import ElementTree

from parsers.clean import clean
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading, read_headings
from parsers.read_tables import read_tables
from parsers.reader import Reader, ReadError, Reading
from parsers.run_records.records import SCALE
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.all_cells import Cells
from parsers.tables.table import Table

_SUFFIXES: Final = (".ini", ".cfg", ".conf")
_ENTITIES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
"""What may make a small text a huge one; results need none of it."""


def _sniff(source: Source) -> int:
    head = source.head.lstrip()
    if source.suffix == ".xml" or head.startswith(b"<?xml"):
        return 70
    return 70 if source.suffix in _SUFFIXES and re.search(rb"^\[[^\]\n]+\]", head, re.M) else 0


def _read(source: Source) -> Reading:
    """Return a run for each section or element that counts and measures.

    Raises ``ReadError`` where the text has another form.
    """
    if source.suffix in _SUFFIXES:
        sections = _sections(source.text)
        rows = [members for members in sections.values() if members]
        counts = any(read_heading(name).name in SCALE for row in rows for name in row)
        heading = "run id" if counts else "name"
        rows = [{heading: name, **members} for name, members in sections.items() if members]
        return read_tables(Cells(source, _tables([rows])))
    return read_tables(Cells(source, _tables(_elements(source))))


READER = Reader("sections", _sniff, _read)


def _sections(text: str) -> dict[str, dict[str, str]]:
    parser = configparser.ConfigParser(interpolation=None, strict=False, default_section="")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise ReadError(f"not sections of names and values: {error}".splitlines()[0]) from None
    return {name: dict(parser[name]) for name in parser.sections()}


def _elements(source: Source) -> list[list[dict[str, str]]]:
    """The elements of each name that comes several times below one, with what is around them."""
    content = source.text.encode()
    if _ENTITIES.search(content):
        raise ReadError("XML that declares entities is not read; write it without")
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise ReadError(f"not valid XML: {error}") from None
    found: dict[str, list[dict[str, str]]] = {}
    pending: list[tuple[Any, dict[str, str]]] = [(root, dict(root.attrib))]
    while pending:
        element, around = pending.pop(0)
        times = Counter(child.tag for child in element)
        for child in element:
            if times[child.tag] > 1 or len(child):
                inside = {**around, **_members(child)}
                found.setdefault(child.tag, []).append(inside)
                pending.append((child, {**around, **child.attrib}))
    return list(found.values())


def _members(element: Any) -> dict[str, str]:
    """The attributes of an element, and the texts of those in it; a unit stands in the heading."""
    unit = element.attrib.get("unit")
    members = {name: text for name, text in element.attrib.items() if name != "unit"}
    for child in element:
        text = (child.text or "").strip()
        if text and not len(child):
            own = child.attrib.get("unit")
            members[f"{child.tag} ({own})" if own else child.tag] = text
    if not unit:
        return members
    return {
        f"{name} ({unit})" if read_heading(name).kind in MEASURED else name: text
        for name, text in members.items()
    }


def _tables(groups: Sequence[Sequence[dict[str, str]]]) -> list[Table]:
    """The groups whose members count and measure, as tables without lines."""
    tables: list[Table] = []
    for rows in groups:
        names = list(dict.fromkeys(name for row in rows for name in row))
        read = read_headings(list(map(clean, names)))
        if not any(heading.kind in MEASURED for heading in read):
            continue
        columns = [series_of([row.get(name) for row in rows]) for name in names]
        tables.append(Table(columns, list(map(clean, names)), first=1))
    return tables
