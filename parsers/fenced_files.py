"""Blocks of code in a document that hold what a known program wrote to a file of its own.

READMEs quote ``sacct -P``, the JSON of a benchmark or a CSV between fences. What programs print is
found in any text; these are only told by the whole of a file, which such a block is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from textwrap import dedent

import polars as pl

from parsers.documents.fences import Fences
from parsers.matching import matching
from parsers.reader import Reading
from parsers.source import Source


def read_fenced(source: Source) -> list[tuple[str, Reading]]:
    """Return what known programs wrote into the blocks of code of ``source``, with their names.

    Lines are those of the document; a run that has none is on the first of its block. Raises
    ``ReadError`` where a reader does.
    """
    return [reading for first, lines in _blocks(source) for reading in _read(source, first, lines)]


def _blocks(source: Source) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each block of code between fences, with the number of its first line."""
    if b"```" not in source.head and b"~~~" not in source.head:
        return
    fences = Fences()
    kinds = [(fences.kind(line), number, line) for number, line in enumerate(source.lines, 1)]
    for kind, part in groupby(kinds, key=lambda each: each[0]):
        if kind == "code":
            block = list(part)
            yield block[0][1], [line for _, _, line in block]


def _read(source: Source, first: int, lines: Sequence[str]) -> Iterator[tuple[str, Reading]]:
    content = dedent("".join(f"{line}\n" for line in lines))
    block = replace(source, content=content.encode(errors="replace"))
    for program in matching(block).documents:
        reading = program.read(block)
        if reading is not None and reading.found.height:
            claims = [(first, first + len(lines) - 1)]
            notes = [
                note._replace(line=note.line and note.line + first - 1) for note in reading.notes
            ]
            records = _in_document(reading.records, source.label, first)
            yield program.name, reading._replace(found=records, notes=notes, claims=claims)
            return


def _in_document(records: pl.DataFrame, label: str, first: int) -> pl.DataFrame:
    """The records with the lines of the document, and runs that have none named after the first."""
    lines = (pl.col("line") + (first - 1)).fill_null(first).cast(records.schema["line"])
    own = pl.col("run").str.strip_prefix(f"{label}:")
    return records.with_columns(lines, pl.concat_str(pl.lit(f"{label}:{first}."), own).alias("run"))
