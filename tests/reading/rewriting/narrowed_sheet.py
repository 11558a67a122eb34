"""A study of one quantity over one count: what is left of a sheet that can be told in any way."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.reading.rewriting.rewritten_sheet import Sheet
from tests.reading.rewriting.told_by_headings import (
    UnitHeading,
    counts_of,
    texts_of,
    unit_heading,
)


@dataclass(frozen=True, slots=True)
class Point:
    """A result: of which code, at which count; ``name`` is empty where there is one code alone."""

    name: str
    count: str
    value: str


@dataclass(frozen=True, slots=True)
class Study:
    """Points, the word for what is counted, and the heading of what is measured in its parts."""

    points: tuple[Point, ...]
    noun: str
    measured: UnitHeading

    def counted(self, count: str) -> str:
        """Return a count with its noun: 1 node, 2 nodes."""
        noun = self.noun.removesuffix("es") if self.noun.endswith("ses") else self.noun[:-1]
        return f"{count} {noun if count == '1' and self.noun.endswith('s') else self.noun}"


def narrowed(sheet: Sheet) -> Sheet | None:
    """Return a column of names, that of counts and the first result, if they tell all rows.

    Of the rows those stay that have the same in all other columns of words as the first has.
    """
    counts = [at for at in counts_of(sheet) if len(set(sheet.column(at))) > 2]
    measured = [
        at
        for at, heading in enumerate(sheet.headings)
        if unit_heading(heading) and sheet.is_number(at) and all(sheet.column(at))
    ]
    if not counts or not measured:
        return None
    texts = texts_of(sheet)[:1]
    others = [at for at in range(len(sheet.headings)) if not sheet.is_number(at)]
    others = [at for at in others if at not in texts]
    first = sheet.rows[0]
    order = [*texts, counts[0], measured[0]]
    rows = [
        tuple(row[at] for at in order)
        for row in sheet.rows
        if all(row[at] == first[at] for at in others)
    ]
    if len({row[:-1] for row in rows}) < max(len(rows), 3) or len({row[-2] for row in rows}) < 3:
        return None
    return sheet.rewritten(tuple(sheet.headings[at] for at in order), rows)


def study_of(sheet: Sheet) -> Study:
    """Return the points of a narrowed sheet."""
    measured = unit_heading(sheet.headings[-1])
    assert measured is not None
    noun = re.split(r"[ _]", sheet.headings[-2].lower())[-1]
    noun = {"ngpus": "gpus", "#gpus": "gpus", "#nodes": "nodes"}.get(noun, noun)
    noun = "processes" if noun in ("nprocs", "procs", "np") else noun
    points = tuple(Point(row[0] if len(row) > 2 else "", row[-2], row[-1]) for row in sheet.rows)
    return Study(points, noun, measured)
