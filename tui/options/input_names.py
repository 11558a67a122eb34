"""Names that stand in the inputs of a command line: columns, metrics, values.

A shell asks for them at every tab, so only inputs of some megabytes are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from analysis.columns import COLUMNS
from analysis.output_columns import CONFIGURATIONS
from analysis.record_columns import RECORD
from tui.options.candidates import Inputs

if TYPE_CHECKING:
    import polars as pl

_STDIN: Final = "-"
"""What is not read to complete a line: it is the terminal. Said here, as ``parsers`` is heavy."""
LARGEST: Final = 8_000_000
"""Bytes of all files together that are read for a completion."""
_MOST_FILES: Final = 200
_MOST_VALUES: Final = 200


def input_names() -> Inputs:
    """Return where names come from: the inputs, or without these what any table may have."""
    return Inputs(_columns, _metrics, _values)


def _columns(paths: Sequence[str]) -> list[str]:
    records = _records(tuple(paths))
    if records is None:
        names = [column.name for column in RECORD]
    else:
        from analysis.select import telling

        names = telling(records)
    listed = (name for name in (*names, *CONFIGURATIONS) if _is_offered(name))
    return list(dict.fromkeys(listed))


def _is_offered(name: str) -> bool:
    return name not in COLUMNS or COLUMNS[name].shown != "inner"


def _metrics(paths: Sequence[str]) -> list[str]:
    return _texts(paths, "metric")


def _values(paths: Sequence[str], column: str) -> list[str]:
    return _texts(paths, column)


def _texts(paths: Sequence[str], column: str) -> list[str]:
    records = _records(tuple(paths))
    if records is None or column not in records.columns:
        return []
    from tui.formatting.numbers import plain

    known = records[column].drop_nulls().unique(maintain_order=True).head(_MOST_VALUES)
    return [plain(value) for value in known]


@cache
def _records(paths: tuple[str, ...]) -> pl.DataFrame | None:
    """Return the records of small inputs, None where there is nothing, or too much, to read."""
    # What a shell has not expanded yet, as the line is not finished.
    home = f"{Path.home()}/"
    inputs = [home + path[2:] if path.startswith("~/") else path for path in paths] or ["."]
    if _STDIN in inputs or not _is_small(map(_file, inputs)):
        return None
    from parsers import load

    records = load(inputs).records
    return None if records.is_empty() else records


def _file(path: str) -> Path:
    label, equals, rest = path.partition("=")
    return Path(rest if equals and label and not Path(path).exists() else path)


def _is_small(paths: Iterable[Path]) -> bool:
    size = 0
    for number, file in enumerate(each for path in paths for each in _files(path)):
        with suppress(OSError):
            size += file.stat().st_size
        if size > LARGEST or number >= _MOST_FILES:
            return False
    return True


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in path.rglob("*") if file.is_file())
    else:
        yield path
