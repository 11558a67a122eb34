"""What an answer of an archive takes of the memory, and a sentence where that is too much.

An archive holds more than the machine that asks it has room for, and that is mostly a login node,
which others use as well.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Final

from parsers.archive.asked import Asked
from parsers.archive.facets import facets_of
from parsers.clean import clean
from parsers.memory import TooLarge, most_to_read, shown_size

MOST: Final = 1_500_000_000
"""Bytes that an answer takes unless the user allows more."""
FOLDED: Final = 128
"""Bytes that a record takes which is folded into another, while all are folded."""
OF_VALUES: Final = 48
"""Bytes that it takes where its value alone is kept."""
_CELL: Final = 40
"""Bytes that a cell of another takes, together with what commands make of it: a third of that when
it is shown, all in an audit."""
_STEP: Final = 1_000_000_000


def bytes_of_record(columns: int) -> int:
    """Return how many bytes a record takes that has so many columns."""
    return columns * _CELL


def check_answer(
    archive: Path, asked: Asked, at_most: int, each: int, count: Callable[[], int]
) -> None:
    """Raise ``TooLarge`` where the records that are asked for do not fit.

    ``at_most`` are as many as there can be, ``count`` counts them, ``each`` is how many bytes one
    takes. The message says how to ask for fewer.
    """
    most = most_to_read(1, MOST)
    if at_most * each <= most:
        return
    rows = count()
    if rows * each > most:
        needed = -(-rows * each // _STEP) * _STEP
        raise TooLarge(
            f"{rows:,} records take some {shown_size(rows * each)} of memory, and an answer may "
            f"take {shown_size(most)}: {_narrower(archive, asked, most // each)}, or allow more "
            f"with --max-memory {shown_size(needed).replace(' ', '')}"
        )


def _narrower(archive: Path, asked: Asked, most: int) -> str:
    """How to ask for ``most`` records at most: by the value that leaves most of them."""
    options: dict[str, int] = {}
    for column, value, count in facets_of(archive, asked).narrowing():
        if column == "metric" and asked.of_files:
            continue
        if count <= most and count > max(options.values(), default=0):
            said = str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
            named = f"--metric {value}" if column == "metric" else f'--where "{column} = {said}"'
            options = {named: count}
    for option, count in options.items():
        those = f"(at most {count:,} records)"
        if asked.is_narrowed:
            # A file has the records beside those that meet it as well.
            return f"narrow it, as in {option}" + ("" if asked.of_files else f" {those}")
        exported = f"runcmp export {shlex.quote(clean(str(archive)))} {option} -o part.parquet"
        return f"export a part {those} and ask that, as in {exported}"
    return "narrow it with --where" + ("" if asked.of_files else " and --metric")
