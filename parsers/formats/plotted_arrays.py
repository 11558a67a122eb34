"""Arrays in scripts that plot them, counts beside what was measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import polars as pl

from parsers.clean import clean
from parsers.formats.gnuplot_blocks import gnuplot_blocks
from parsers.formats.pgf_plots import pgf_plots
from parsers.formats.plot_calls import plot_calls
from parsers.grammar.patterns import Pattern
from parsers.grammar.units import dimensions
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.headings.scaling_words import said_of_scaling
from parsers.read_tables import read_tables
from parsers.reader import Reader, Reading
from parsers.run_records.records import SCALE
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.all_cells import Cells
from parsers.tables.captions import measured_above
from parsers.tables.numbered_headings import count_named_above
from parsers.tables.table import Table

_SCRIPTS: Final = (".py", ".m", ".jl", ".r", ".gp", ".gnuplot", ".plt", ".ipy")
_DOCUMENTS: Final = (".tex", ".tikz", ".pgf", ".ltx")
_NUMBER: Final = r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?"
_ARRAY = Pattern(
    r"(?m)(?:^|(?<=[{(,]))[ \t{]*[\"']?(?P<name>[A-Za-z_]\w*)[\"']?[ \t]*(?:<-|=|:)[ \t]*"
    r"(?:[\w.]*\([ \t]*|c(?=\())?[\[(]+\s*"
    rf"(?P<numbers>{_NUMBER}(?:[\s,;]+(?:\.\.\.\s*)?{_NUMBER})+)[\s,]*[\])]+"
    r"(?:,\s*\w+\s*=\s*[\w.]+\))?[ \t]*;?[ \t]*(?:(?:#|%)[ \t]*(?P<said>[^\n]*))?"
)
_DICTIONARY = Pattern(
    r"(?m)(?:^[ \t]*#[ \t]*(?P<above>[^\n]*)\n)?^[ \t]*(?P<name>[A-Za-z_]\w*)[ \t]*=[ \t]*\{\s*"
    rf"(?P<points>\d+\s*:\s*{_NUMBER}(?:\s*,\s*\d+\s*:\s*{_NUMBER})+)[\s,]*\}}"
)
_OF_SEVERAL = Pattern(r"(?m)^[ \t]*([A-Za-z_]\w*)[ \t]*=[ \t]*(?:\{|dict\(|list\()[ \t]*$")
"""A dictionary of arrays, of which each is named after what ran: ``time_s = {``."""
_POINT = Pattern(rf"(\d+)\s*:\s*({_NUMBER})")
_Y_LABEL = Pattern(r"ylab(?:el)?\w*\s*[(=]\s*[\"'](?P<label>[^\"'\n]{1,80})[\"']")
_OF_RATE = Pattern(r"(?i)perf(?:ormance)?(?:_(?P<name>\w+))?")
_TITLE = Pattern(r"title\w*\s*[(=]\s*[\"'](?P<label>[^\"'\n]{1,80})[\"']")
_OF_TIME = Pattern(r"\A[tT](?=_|\Z)")
"""What arrays of times begin with: ``t``, ``T_mpi``."""


class _Array(NamedTuple):
    name: str
    numbers: list[str]
    line: int
    said: str


def _sniff(source: Source) -> int:
    if source.goes_on:
        return 0
    if source.suffix in _DOCUMENTS:
        return 40 if b"\\addplot" in source.head else 0
    if source.suffix not in _SCRIPTS:
        return 0
    # Rows of a block look like a table of text too, below a heading of `$data << EOD`.
    return 90 if any(gnuplot_blocks(source.text)) else 40 if any(_of_script(source)) else 0


def _read(source: Source) -> Reading:
    tables = pgf_plots if source.suffix in _DOCUMENTS else _of_script
    return read_tables(Cells(source, list(tables(source)), is_document=True))


READER = Reader("plotted arrays", _sniff, _read)


def _of_script(source: Source) -> Iterator[Table]:
    """Yield a table for each array that counts, with those as long as it that measure.

    And for each block of data that gnuplot is given.
    """
    yield from gnuplot_blocks(source.text)
    yield from plot_calls(source.text)
    text = source.text
    arrays = [
        _Array(
            match["name"],
            re.findall(_NUMBER, match["numbers"]),
            text.count("\n", 0, match.start()) + 1,
            (match["said"] or "").strip(),
        )
        for match in _ARRAY.finditer(text)
    ]
    labels = [clean(match["label"]) for match in _Y_LABEL.finditer(text)]
    several = [_OF_TIME.sub("time", name, count=1) for name in _OF_SEVERAL.findall(text)]
    labels += [name for name in several if read_heading(name).kind in MEASURED]
    labels += said_of_scaling(clean(match["label"]) for match in _TITLE.finditer(text))
    yield from _of_counts_inside(text, labels)
    starts = [at for at, array in enumerate(arrays) if _counts(array)]
    for start, end in pairwise([*starts, len(arrays)]):
        counts = arrays[start]
        others = [
            each for each in arrays[start + 1 : end] if len(each.numbers) == len(counts.numbers)
        ]
        named = ((_heading_by_label(each, labels), each) for each in others)
        columns = [(counts.name, counts), *named]
        measured = [*(heading for heading, _ in columns), *labels]
        if len(columns) < 2 or not any(read_heading(each).kind in MEASURED for each in measured):
            continue
        yield Table(
            [series_of(array.numbers) for _, array in columns],
            [heading for heading, _ in columns],
            series_of([counts.line] * len(counts.numbers), pl.UInt32()),
            counts.line,
            above=labels,
            parts=series_of(list(range(1, len(counts.numbers) + 1)), pl.UInt32()),
        )


def _of_counts_inside(text: str, labels: list[str]) -> Iterator[Table]:
    """Yield a table for each dictionary of numbers by counts: ``times = {1: 410.0, 2: 208.5}``.

    What counts, the comment above it or its own name says.
    """
    for match in _DICTIONARY.finditer(text):
        points = _POINT.findall(match["points"])
        said = clean(match["above"] or "").strip()
        counted = count_named_above([said, match["name"].replace("_", " ")])
        own = _OF_TIME.sub("time", match["name"], count=1)
        measured = [measured_above([said]), own, measured_above([own.replace("_", " ")]), *labels]
        heading = next(
            (each for each in measured if each and read_heading(each).kind in MEASURED), None
        )
        if counted is None or heading is None:
            continue
        line = text.count("\n", 0, match.start("name")) + 1
        yield Table(
            [series_of([point[at] for point in points]) for at in (0, 1)],
            [counted, heading],
            series_of([line] * len(points), pl.UInt32()),
            line,
            above=[*filter(None, [said]), *labels],
            parts=series_of(list(range(1, len(points) + 1)), pl.UInt32()),
        )


def _counts(array: _Array) -> bool:
    """Whether an array is of counts; one called ``mpi`` may be of the times of MPI."""
    return read_heading(array.name).name in SCALE and all(map(str.isdecimal, array.numbers))


def _heading(array: _Array) -> str:
    """The name of an array, with the unit that a comment behind it is."""
    name = _OF_TIME.sub("time", array.name, count=1)
    is_unit = bool(array.said) and dimensions(array.said) is not None
    return f"{name} ({array.said})" if is_unit else name


def _heading_by_label(array: _Array, labels: Sequence[str]) -> str:
    """The name of an array of ``perf_gcc``, with the rate that the axis is labelled with."""
    found = _OF_RATE.fullmatch(array.name)
    measured = measured_above(labels) if found else None
    meaning = read_heading(measured or "")
    if found is None or measured is None or meaning.better != "higher" or not meaning.unit:
        return _heading(array)
    return f"{found['name']} {measured}" if found["name"] else measured
