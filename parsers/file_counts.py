"""Counts in the names of files and folders, where nothing inside counts: ``run_4nodes.csv``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import polars as pl

from parsers.grammar.name_counts import NameCounts, read_name, read_names
from parsers.notes import Note
from parsers.records import SCALE, conform
from parsers.short_records import Records
from parsers.short_series import repeated
from parsers.source import Source


def with_counts_of_files(
    frames: Sequence[Records], sources: Sequence[Source]
) -> tuple[list[Records], list[Note]]:
    """Return the records of each input with the counts that its path names, and remarks.

    The file's name counts first, then its folders from the inside out. Single letters (``n8``)
    count where the inputs differ in them alone.
    """
    counted = list(frames)
    notes: list[Note] = []
    uncounted = [place for place, frame in enumerate(frames) if _counts_nothing(frame)]
    if not uncounted:
        return counted, notes
    paths = {place: _pieces(sources[place]) for place in uncounted}
    families = read_names(["/".join(pieces) for pieces in paths.values()])
    for place in uncounted:
        found = families.get("/".join(paths[place])) or _innermost(paths[place])
        if found is None:
            continue
        counted[place] = conform(
            frames[place].with_columns(
                **{
                    field: repeated(number, frames[place].height, pl.Int64())
                    for field, number in found.counts.items()
                }
            )
        )
        said = ", ".join(_counted(number, field) for field, number in found.counts.items())
        notes.append(Note("assumed", f"{said}: its name says so", sources[place].name))
    return counted, notes


def _counts_nothing(frame: Records) -> bool:
    if not frame.height or any(frame[name].count() for name in SCALE if name != "nodes"):
        return False
    # Nodes that were counted in one list of hosts say nothing of how many cores of them ran.
    listed = frame["nodes"].n_unique() == 1 and frame["hosts"].count() > 0
    return frame["nodes"].null_count() == frame.height or listed


def _pieces(source: Source) -> list[str]:
    """The last folders and the name of a file, without its ending; of a label, that."""
    path = PurePath(source.name)
    return [*path.parent.parts[-2:], source.stem]


def _innermost(pieces: Sequence[str]) -> NameCounts | None:
    return next(filter(None, (read_name(piece) for piece in reversed(pieces))), None)


def _counted(number: int, field: str) -> str:
    """``1 node``, ``4 nodes``, ``2 devices per node``."""
    words = field.replace("_", " ")
    return f"{number} {words.removesuffix('s') if number == 1 else words}"
