"""A count that one input was read to state per node, and another input in total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import polars as pl

from parsers.meaning.interpretation import Interpretation
from parsers.notes import Note

_PER_NODE: Final = "_per_node"


class OtherReading(NamedTuple):
    """A heading that is a count ``per_node`` on one side; ``on_base``: whether that is the base.

    ``is_open``: whether the rows of the other side, all on one number of nodes, leave open that
    it means the same there.
    """

    heading: str
    per_node: str
    on_base: bool
    is_open: bool

    @property
    def total(self) -> str:
        """What it counts on the other side."""
        return self.per_node.removesuffix(_PER_NODE)

    @property
    def told(self) -> str:
        """What ``--read`` would say, so that both are read alike."""
        return f"column {self.heading} = {self.per_node}"

    def between(self, base: str, new: str) -> str:
        """Return what to know of rows of the inputs ``base`` and ``new`` that are held together."""
        each, total = (base, new) if self.on_base else (new, base)
        return (
            f"`{self.heading}` read as {self.per_node.replace('_', ' ')} in {each} and as"
            f" {self.total} in all in {total}, as their rows suggest: --read 'column"
            f" {self.heading} = ...' if it means the same in both"
        )


def read_otherwise(
    base: Sequence[Interpretation],
    new: Sequence[Interpretation],
    records: Sequence[pl.DataFrame],
) -> Iterator[OtherReading]:
    """Yield each heading that counts per node in the tables of one side and in total in the other.

    ``records`` are those of both sides. On one node the two are the same.
    """
    readings = _counts(base), _counts(new)
    for heading in readings[0]:
        names = [each.get(heading, set()) for each in readings]
        per_node = [[name for name in each if name.endswith(_PER_NODE)] for each in names]
        for side, other in ((0, 1), (1, 0)):
            if not per_node[side] or per_node[other]:
                continue
            name = per_node[side][0]
            if names[other] != {name.removesuffix(_PER_NODE)}:
                continue
            nodes = records[other]["nodes"].drop_nulls().unique()
            if nodes.max() not in (None, 1):
                yield OtherReading(heading, name, side == 0, len(nodes) == 1)


def remarks_on_readings(tables: Sequence[Interpretation], records: pl.DataFrame) -> Iterator[Note]:
    """Yield a remark on each heading that inputs were read to mean another count by."""
    by_source: dict[str, list[Interpretation]] = {}
    for table in tables:
        by_source.setdefault(table.source, []).append(table)
    if not any(name.endswith(_PER_NODE) for each in _counts(tables).values() for name in each):
        return
    told: set[str] = set()
    for source, own in by_source.items():
        if not any(name.endswith(_PER_NODE) for each in _counts(own).values() for name in each):
            continue
        for other, theirs in by_source.items():
            both = [records, records.filter(source=other)]
            for found in read_otherwise(own, theirs, both):
                if found.on_base and other not in told:
                    told.add(other)
                    yield Note("assumed", found.between(source, other), other)


def _counts(tables: Sequence[Interpretation]) -> Mapping[str, set[str]]:
    """What each heading counts, by its name."""
    found: dict[str, set[str]] = {}
    for column in (column for table in tables for column in table.columns):
        if column.use == "scale":
            found.setdefault(column.heading, set()).add(column.name)
    return found
