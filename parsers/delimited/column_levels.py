"""Levels of columns over several rows, with the names of the index below them.

::

    compiler,gcc,gcc,intel,intel
    metric,time,gflops,time,gflops
    threads,,,,
    1,50.2,3.1,44.1,3.5

So pandas writes a frame whose columns have levels, named in the first field where they have a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from parsers.delimited.split_lines import Row
from parsers.headings.heading import SET_BEFORE
from parsers.headings.read_heading import read_heading

_MOST: Final = 4
"""Levels that one still reads."""


class ColumnLevels(NamedTuple):
    """The headings with all levels in one, and how many rows they stand in."""

    headings: tuple[str, ...]
    rows: int


def column_levels(content: Sequence[Row]) -> ColumnLevels | None:
    """Return the headings of a frame with levels above the names of its index; else ``None``."""
    rows = [[field.strip() for field in row.fields] for row in content[: _MOST + 2]]
    above = [*takewhile(lambda fields: not _is_index(fields), rows)]
    height = len(above)
    if not 0 < height <= _MOST or height + 1 >= len(rows) or not content[height + 1].is_data:
        return None
    index = rows[height]
    names = len([*takewhile(bool, index)])
    if not any(read_heading(name).kind in SET_BEFORE for name in index[:names]):
        # The name of a group of rows, `cg,,`, stands below headings too.
        return None
    if any(len(fields) != len(index) or not all(fields[names:]) for fields in above):
        return None
    if any(any(fields[: names - 1]) for fields in above):
        return None
    # A level that is the same for all tells nothing apart.
    said = [level for level in (fields[names:] for fields in above) if len({*level}) > 1]
    levels = said or [above[-1][names:]]
    headings = (*index[:names], *map(" ".join, zip(*levels, strict=True)))
    return ColumnLevels(headings, height + 1) if len({*headings}) == len(headings) else None


def _is_index(fields: Sequence[str]) -> bool:
    """Whether a row has names in its first fields and nothing in the others."""
    names = [*takewhile(bool, fields)]
    return 0 < len(names) < len(fields) and not any(fields[len(names) :])
