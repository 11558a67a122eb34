"""The table of docs/formats.md: each known program, its examples, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from parsers import load
from parsers.inputs.tar_and_zip import is_archive
from parsers.run_records.records import RUN, parameters
from tests.parsers.programs.examples import Example, examples, loaded

_ABOUT = (
    *("benchmark", "case", "software", "system", "device", "nodes", "devices"),
    *("devices_per_node", "ranks", "threads", "cores", "batch", "size", "started", "hosts"),
)


def format_rows() -> Iterator[str]:
    """Yield the lines of the table, the rows by name of the program."""
    yield "| format | example | runs | metrics, **the primary one** first | facts | assumed |"
    yield "|---|---|--:|---|---|---|"
    for each in sorted(examples(), key=lambda each: (each.program.name.lower(), each.path.name)):
        cells = [each.program.name, _link(each), *_read(each)]
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _link(example: Example) -> str:
    return f"[{example.path.name}](../tests/data/programs/{example.path.name})"


def _read(example: Example) -> list[str]:
    path = example.path
    found = load([str(path)]) if is_archive(path.name) else loaded(path.read_bytes())
    records = found.records
    stated = [note.text for note in found.notes if note.kind == "assumed"]
    return [
        str(records.select(RUN).to_series().n_unique()),
        "; ".join(_metrics(records)),
        ", ".join(f"`{name}`" for name in _facts(records)),
        "; ".join([*example.program.assumes, *stated]),
    ]


def _metrics(records: pl.DataFrame) -> Iterator[str]:
    has_value = records.filter(pl.col("value").is_not_null())
    rows = has_value.select("metric", "unit", "better", pl.col("primary").fill_null(False))
    known = rows.unique(maintain_order=True).rows()
    for metric, unit, better, primary in sorted(known, key=lambda row: not row[3]):
        how = ", ".join(filter(None, (unit, better)))
        name = f"**{metric}**" if primary else metric
        yield f"{name} ({how})" if how else name


def _facts(records: pl.DataFrame) -> list[str]:
    filled = [name for name in records.columns if records[name].count()]
    return [name for name in (*_ABOUT, *parameters(records)) if name in filled]
