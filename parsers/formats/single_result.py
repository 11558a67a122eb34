"""A short text that states one result in any way, in a file or folder named by its count.

``TIME 1353`` in ``16_processes/output.log``, ``52.1 s`` in ``np2.txt``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Final, NamedTuple

import polars as pl

from parsers.clean import clean
from parsers.formats.dissected_line import LONGEST, dissected
from parsers.formats.result_lines import OF_A_STEP, counts_said
from parsers.formats.told_lines import ENDED
from parsers.grammar.beside_counts import heading_of_unit
from parsers.grammar.name_counts import read_name
from parsers.grammar.patterns import Pattern
from parsers.headings.read_heading import read_heading
from parsers.headings.scaling_words import said_of_scaling
from parsers.read_tables import read_table
from parsers.reader import Reader, Reading
from parsers.run_records.records import empty
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.table import Table
from parsers.training.endings import in_a_cell
from parsers.training.recognition import how_results_failed

_SUFFIXES: Final = ("", ".log", ".out", ".txt", ".err", ".stdout", ".dat", ".time", ".res")
_CONFIDENCE: Final = 1
"""Less than of any reader that knows what it looks for."""
_LINES: Final = 40
_BYTES: Final = 4_096
_MOST_WORDS: Final = 3
_NUMBER: Final = r"\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?"
_UNIT: Final = r"[A-Za-zµ%][\w/%^*-]*"
_NAMED = Pattern(
    r"\W*(?P<label>[A-Za-z][\w ()\[\]/.%-]{0,30}?)\W*?(?:[:=;,\t]|-+>|→|\.{2,}|\s)\W*?"
    rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?\W*"
)
"""``TIME 1353``, ``time -> 1353``, ``elapsed: 12.1 s``."""
_ALONE = Pattern(rf"\W*(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?\W*")
_TIMES: Final = ("t", "T", "took")
"""What names a time where nothing else is said."""


class _Result(NamedTuple):
    line: int
    heading: str
    number: str


def _sniff(source: Source) -> int:
    if source.goes_on or source.suffix not in _SUFFIXES or not _is_named_by_number(source):
        return 0
    lines = source.head.decode("utf-8-sig", errors="replace").splitlines()
    return _CONFIDENCE if _result(lines) else 0


def _read(source: Source) -> Reading:
    lines = source.lines
    found = _result(lines)
    if found is None:
        return Reading(empty())
    cells = {found.heading: found.number, **{k: str(n) for k, n in counts_said(lines).items()}}
    is_time = read_heading(found.heading).is_time
    if (ended := how_results_failed(source, found.line, only_times=is_time)) is not None:
        cells[ENDED] = in_a_cell(ended)
    table = Table(
        [series_of([cell]) for cell in cells.values()],
        [*cells],
        series_of([found.line], pl.UInt32()),
        found.line,
        as_written=True,
        above=said_of_scaling(lines),
    )
    return read_table(table, source)


READER: Final = Reader("a single result", _sniff, _read, most=_CONFIDENCE)


def _is_named_by_number(source: Source) -> bool:
    """Whether the name of the file or its folder has a number, as others beside it may have."""
    path = PurePath(source.name)
    folder = path.parent.name
    if read_name(folder, letters=True) is not None or folder.isdecimal():
        return True
    return any(map(str.isdecimal, path.stem))


def _result(lines: Sequence[str]) -> _Result | None:
    """The only result of a text; ``None`` where it states several, or is long."""
    if len(lines) > _LINES or sum(map(len, lines)) > _BYTES:
        return None
    found = list(_results(lines))
    return found[0] if len(found) == 1 else None


def _results(lines: Sequence[str]) -> Iterator[_Result]:
    above = ""
    for number, line in enumerate(lines, 1):
        if OF_A_STEP.search(line):
            continue
        yield from (_Result(number, *each) for each in results_of(line, above))
        above = line if line.strip() else above


def results_of(line: str, above: str = "") -> list[tuple[str, str]]:
    """Return the headings and numbers of what a line measures, in any way to say so.

    Several of one name come twice, whatever the first of them is. ``above``: the line before it.
    """
    if len(line) <= LONGEST and (named := _named(line) or _alone(line, above)):
        return [named]
    said = dissected(line)
    return [*said.results.items()] * (1 + said.twice)


def _named(line: str) -> tuple[str, str] | None:
    """A number behind the name of a time or a rate, with its unit if there is one."""
    found = _NAMED.fullmatch(line)
    if found is None:
        return None
    label, unit = clean(found["label"]).strip(), found["unit"]
    if len(label.split()) > _MOST_WORDS:
        return None
    label = "time" if label in _TIMES else label
    heading = read_heading(label)
    if heading.kind != "metric" or not heading.better:
        return None
    if unit and (heading.unit or heading_of_unit(unit) is None):
        return None
    return (f"{label} ({unit})" if unit else label), found["number"]


def _alone(line: str, above: str) -> tuple[str, str] | None:
    """A number that is all of a line, whose unit or the line above says what it is."""
    found = _ALONE.fullmatch(line)
    if found is None:
        return None
    if found["unit"]:
        unit = heading_of_unit(found["unit"])
        return (unit, found["number"]) if unit else None
    label = clean(above).strip(" #%!*:=-")
    heading = read_heading(label)
    is_result = heading.kind == "metric" and heading.better and not any(map(str.isdigit, label))
    return (label, found["number"]) if is_result else None
