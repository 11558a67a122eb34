"""The reading of files as a ``runcmp.toml``, commented, for a user to mend."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Final

import polars as pl

from analysis.runs import Runs
from parsers import Loaded
from parsers.grammar.units import parse_unit
from parsers.meaning.as_told import word_for
from parsers.meaning.interpretation import ColumnRole, Interpretation
from parsers.overruling.checked_values import LISTED
from parsers.overruling.name_pattern import EXAMPLE
from tui.formatting.shortening import in_lines

_WIDTH: Final = 88
_HEAD: Final = """\
# How runcmp reads the files in this folder and below, as `runcmp explain --write` found
# it. Change what is wrong; leave out what runcmp shall decide. `--read` on the command
# line comes before what stands here.
"""
_Said = dict[str, dict[str, None]]
"""Heading -> what is said of it in the tables that have it, each once."""


def config_text(loaded: Loaded, runs: Runs, folder: str) -> str:
    """Return what ``runcmp.toml`` in ``folder`` has to say for the files to be read as they are.

    ``runs`` is the table that ``show`` prints. What decides nothing yet is a comment.
    """
    lines = (
        *_settings(loaded, runs),
        *_columns(loaded.tables, folder),
        *_directions(loaded.records),
    )
    return "\n".join([_HEAD, *lines, ""])


def _settings(loaded: Loaded, runs: Runs) -> Iterator[str]:
    records, wanted = loaded.records, loaded.wanted
    metrics = records["metric"].drop_nulls().unique(maintain_order=True).to_list()
    shown = runs.everything["metric"].unique().to_list()
    if wanted.metric or (len(metrics) > 1 and len(shown) == 1 and shown[0] is not None):
        others = ", ".join(name for name in metrics if name not in shown)
        yield _line("metric", str(shown[0]), f"shown first; others: {others}")
    else:
        yield _line("metric", str(next(iter(metrics), "runtime")), "shown first", active=False)
    baseline = wanted.baseline
    why = "of speedup: a device count, smallest or stated"
    if isinstance(baseline, int):
        yield f"baseline = {baseline}  # {why}"
    else:
        yield _line("baseline", baseline or "smallest", why, active=baseline is not None)
    yield _series(records, runs)
    for pattern in wanted.names:
        yield _line("names", pattern, "what varies in the names of files")
    if not wanted.names:
        yield _line("names", EXAMPLE, "what varies in the names of files", active=False)


def _series(records: pl.DataFrame, runs: Runs) -> str:
    stated = records["stated_scaling"].unique().to_list()
    if len(stated) == 1 and stated[0] is not None:
        return _line("series", stated[0], "strong or weak")
    seen = runs.everything["scaling"].drop_nulls().unique().to_list()
    why = "strong or weak"
    if runs.everything["kind_assumed"].fill_null(False).any():
        why += "; assumed, as nothing says so"
    return _line("series", str(seen[0]) if len(seen) == 1 else "strong", why, active=False)


def _columns(tables: Iterable[Interpretation], folder: str) -> Iterator[str]:
    """Yield roles and units: for all files where they agree, else for each."""
    of_file: dict[str, list[ColumnRole]] = {}
    for table in tables:
        of_file.setdefault(_name_in(folder, table.source), []).extend(table.columns)
    everything = [column for columns in of_file.values() for column in columns]
    roles, units = _roles(everything), _units(everything)
    if everything:
        yield ""
        yield from in_lines(f"# A column is {LISTED}.", _WIDTH, "# ")
        yield "[columns]"
        yield from _agreed(roles, _remarks(everything))
    if units:
        yield "\n[units]"
        yield from _agreed(units, {})
    for file, columns in of_file.items() if len(of_file) > 1 else ():
        own = {name: said for name, said in _roles(columns).items() if len(roles[name]) > 1}
        if own:
            yield f"\n[files.{_quoted(file)}.columns]"
            yield from _agreed(own, _remarks(columns))
        written = {name: said for name, said in _units(columns).items() if len(units[name]) > 1}
        if written:
            yield f"\n[files.{_quoted(file)}.units]"
            yield from _agreed(written, {})


def _agreed(said: _Said, remarks: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each heading; a comment where tables differ in what it is."""
    for heading, values in said.items():
        first, *others = values
        if others:
            why = f"or {', '.join(others)}: its tables differ"
            yield _line(heading, first, why, active=False)
        else:
            yield _line(heading, first, remarks.get(heading, ""), active=bool(first))


def _roles(columns: Iterable[ColumnRole]) -> _Said:
    said: _Said = {}
    for column in columns:
        said.setdefault(column.heading, {})[word_for(column) or ""] = None
    return said


def _units(columns: Iterable[ColumnRole]) -> _Said:
    said: _Said = {}
    for column in columns:
        if column.unit and column.use != "unused" and parse_unit(column.unit):
            said.setdefault(column.heading, {})[column.unit] = None
    return said


def _remarks(columns: Iterable[ColumnRole]) -> dict[str, str]:
    """Heading -> what became of the column, where its role does not say that."""
    return {
        column.heading: "; ".join(filter(None, (column.name, column.reason)))
        for column in columns
        if column.name != word_for(column)
    }


def _directions(records: pl.DataFrame) -> Iterator[str]:
    yield "\n# Which way a metric is better: higher or lower."
    yield "[directions]"
    kinds = records.filter(pl.col("metric").is_not_null()).group_by("metric", maintain_order=True)
    for metric, ways in kinds.agg(pl.col("better").unique()).iter_rows():
        if len(ways) == 1 and ways[0] is not None:
            yield _line(metric, ways[0], "")
        else:
            yield _line(metric, "higher", "nothing says which way", active=False)


def _line(key: str, value: str, remark: str, *, active: bool = True) -> str:
    """Return ``key = "value"  # remark``, as a comment where it is not ``active``."""
    plain = key.isascii() and key.replace("_", "").isalnum()
    text = f"{key if plain else _quoted(key)} = {_quoted(value)}"
    return f"{'' if active else '# '}{text}{f'  # {remark}' if remark else ''}"


def _quoted(text: str) -> str:
    """Return a basic string of TOML, which takes what JSON does."""
    return json.dumps(text, ensure_ascii=False)


def _name_in(folder: str, source: str) -> str:
    """Return the name of a file as the folder above it knows it."""
    path = PurePath(source)
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else source
