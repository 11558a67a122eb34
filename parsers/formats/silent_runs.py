"""Runs of a loop that were announced and printed no result: they failed, or nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from parsers.formats.told_lines import ENDED, ToldLine, errors_named
from parsers.headings.heading import Heading
from parsers.programs.shell_statements import TIMES_OF_SHELL
from parsers.run_records.headline import preference

_OF_SHELL: Final = frozenset(TIMES_OF_SHELL.values())


def announced_once(rows: Sequence[ToldLine], count: str, results: set[str]) -> list[ToldLine]:
    """Return ``rows`` without those whose count is said again before anything is measured.

    A script announces ``mpirun -np 4 ./cg``, and the program says ``Running on 4 ranks``.
    """
    kept: list[ToldLine] = []
    for row in rows:
        above = kept[-1] if kept else None
        if (
            above
            and results.isdisjoint(above.cells)
            and above.cells.get(count) == row.cells.get(count)
        ):
            kept[-1] = row._replace(
                cells={**above.cells, **row.cells}, words=above.words | row.words
            )
        else:
            kept.append(row)
    return kept


def without_cut_off(
    rows: Sequence[ToldLine], results: set[str], meant: Mapping[str, Heading]
) -> list[ToldLine]:
    """Return ``rows`` without the results of those that lack the one that the others are about.

    A run that printed how long it took to set up, and then nothing, has no result.
    """
    stated = Counter(frozenset(results & row.cells.keys()) for row in rows)
    usual = max(stated, key=stated.__getitem__, default=frozenset[str]())
    if not usual or 2 * stated[usual] <= len(rows):
        return list(rows)
    first = min(usual, key=lambda name: _place(meant[name]))
    return [
        row
        if first in row.cells or not usual > results & row.cells.keys()
        else row._replace(cells={name: row.cells[name] for name in row.cells.keys() - usual})
        for row in rows
    ]


def _place(heading: Heading) -> tuple[int, int]:
    return preference(heading.name, heading.unit, heading.better)


def with_errors_said(rows: Sequence[ToldLine], results: set[str]) -> list[ToldLine]:
    """Return ``rows`` with the failure of those that say ``ERROR: ...`` in place of a result.

    A program that states a result all the same outlived it; the shell measures a time of any.
    """
    said = [_error(row) if results & row.cells.keys() <= _OF_SHELL else None for row in rows]
    if all(said):
        return list(rows)
    return [
        row._replace(cells={**row.cells, ENDED: error}, words=row.words | {ENDED})
        if error and ENDED not in row.cells
        else row
        for row, error in zip(rows, said, strict=True)
    ]


def _error(row: ToldLine) -> str | None:
    return next((f"failed: {row.cells[name]}" for name in errors_named(row)), None)


def silent(rows: Sequence[ToldLine], results: set[str]) -> list[ToldLine]:
    """Return the rows of which nothing is known but that they were to run.

    None where they are the most: then these are no runs of a loop.
    """
    found = [row for row in rows if results.isdisjoint(row.cells) and ENDED not in row.cells]
    return found if 2 * len(found) <= len(rows) else []
