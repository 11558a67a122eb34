"""TOML: tables that have one run each, or arrays of them, as JSON has objects."""

from __future__ import annotations

from typing import Final

from parsers.formats.objects import tables_of
from parsers.objects.toml_text import parse_toml
from parsers.read_tables import read_tables
from parsers.reader import Reader, ReadError, Reading
from parsers.source import Source
from parsers.tables.all_cells import Cells

_CONFIDENCE: Final = 90


def _sniff(source: Source) -> int:
    return _CONFIDENCE if source.suffix == ".toml" else 0


def _read(source: Source) -> Reading:
    """Return a run for each table. Raises ``ReadError`` where the text is no TOML."""
    from tomllib import TOMLDecodeError

    try:
        whole = parse_toml(source.text)
    except TOMLDecodeError as error:
        raise ReadError(f"not valid TOML: {error}") from None
    return read_tables(Cells(source, tables_of(whole)))


READER: Final = Reader("TOML", _sniff, _read)
