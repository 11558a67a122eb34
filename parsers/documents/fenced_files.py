"""Blocks of code in a document that hold what a known program wrote to a file of its own.

READMEs quote ``sacct -P``, the JSON of a benchmark or a CSV between fences. What programs print is
found in any text; these are only told by the whole of a file, which such a block is. So is an
object of JSON in the output of a job, between lines that are its braces alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from textwrap import dedent
from typing import Final

import polars as pl

from parsers.contents.matching import matching
from parsers.documents.fences import Fences
from parsers.reader import Reading
from parsers.source import Source

_BELOW_TEXT: Final = re.compile(
    rb"\A(?!\s*(?:\{|\[\s*[\[{\"\d]))[^\n]*\n(?:[^\n]*\n)*?[\[{][ \t\r]*\n"
)
_IN_A_ROW: Final = re.compile(rb"\n[}\]][ \t\r]*\n\s*[\[{][ \t\r]*\n")
_APPENDED: Final = re.compile(rb"[}\]][ \t\r]*\n[\[{]")
"""Where one document ends with its line, and another begins in the next."""
_CLOSING: Final = {"{": "}", "[": "]"}


def read_fenced(source: Source) -> list[tuple[str, Reading]]:
    """Return what known programs wrote into the blocks of ``source``, with their names.

    Lines are those of the document; a run that has none is on the first of its block. Raises
    ``ReadError`` where a reader does.
    """
    return [reading for first, lines in _blocks(source) for reading in _read(source, first, lines)]


def read_appended(source: Source) -> list[tuple[str, Reading]]:
    """Return what known programs wrote into lines of ``source``, each of them a whole document.

    So ``cat *.json`` leaves them where programs write no line ends within their files.
    """
    if not _APPENDED.search(source.head):
        return []
    lines = enumerate(source.lines, start=1)
    return [reading for number, line in lines for reading in _read(source, number, [line])]


def _blocks(source: Source) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each block between fences, or else braces, with the number of its first line."""
    if b"```" not in source.head and b"~~~" not in source.head:
        yield from _objects(source)
        return
    fences = Fences()
    kinds = [(fences.kind(line), number, line) for number, line in enumerate(source.lines, 1)]
    for kind, part in groupby(kinds, key=lambda each: each[0]):
        if kind == "code":
            block = list(part)
            yield block[0][1], [line for _, _, line in block]


def _objects(source: Source) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each document of JSON that stands below other text, or below another one."""
    if not (are_several(source) or _stands_below_text(source.head)):
        return
    first, closing = 0, ""
    for number, line in enumerate(source.lines, 1):
        mark = line.rstrip()
        if not first and mark in _CLOSING:
            first, closing = number, _CLOSING[mark]
        elif first and mark == closing:
            yield first, source.lines[first - 1 : number]
            first = 0


def are_several(source: Source) -> bool:
    """Return whether documents of JSON stand one below the other, as ``>> results.json`` does."""
    return _IN_A_ROW.search(source.head) is not None


def _stands_below_text(head: bytes) -> bool:
    has_mark = b"\n{" in head or b"\n[" in head
    return has_mark and _BELOW_TEXT.search(head) is not None


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
