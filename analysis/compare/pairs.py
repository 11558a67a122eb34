"""A comparison of many configurations, and each of its pairs on its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from analysis.compare.compare import Comparison, compare, differences, shared
from analysis.compare.pooling import pooled
from analysis.compare.sides import Sides
from analysis.compare.verdicts import Criteria
from analysis.configurations import records_of
from analysis.groups import group_codes
from analysis.repeats import Center


class Pair(NamedTuple):
    """One matched configuration: the records of both sides, and the comparison of these alone.

    A side that has no such configuration has no records.
    """

    sides: Sides
    comparison: Comparison


class Pairs(NamedTuple):
    """Two sides and their comparison, made once."""

    sides: Sides
    center: Center
    comparison: Comparison

    @classmethod
    def of(cls, sides: Sides, center: Center = "median", criteria: Criteria | None = None) -> Pairs:
        """Compare the sides."""
        return cls(sides, center, compare(sides, center, criteria))

    def swapped(self) -> Pairs:
        """Compare the sides the other way round."""
        return Pairs.of(self.sides.swapped(), self.center, self.comparison.criteria)

    def judged_by(self, criteria: Criteria) -> Pairs:
        """Compare the sides by other criteria."""
        return Pairs.of(self.sides, self.center, criteria)

    def first_rows(self, rows: pl.Series, row: int) -> tuple[list[int], int]:
        """Return the first of ``rows`` of each configuration, and the place of that of ``row``.

        ``rows`` and ``row`` are row numbers of the comparison. A configuration of which several
        quantities were measured has a row for each.
        """
        codes = group_codes(self.comparison.table, self.sides.matched)
        found = codes.gather(rows)
        first = found.is_first_distinct()
        here = found.filter(first).index_of(codes[row])
        return rows.filter(first).to_list(), here or 0

    def pair(self, configuration: Mapping[str, Any]) -> Pair:
        """Return what belongs to one matched configuration, its verdicts as they are among all."""
        matched = self.sides.matched
        base, new = (
            records_of(side, configuration, matched) for side in (self.sides.base, self.sides.new)
        )
        sides = self.sides._replace(base=base, new=new)
        apart = [each for each in differences(sides) if each.column not in matched]
        alike = {name: configuration[name] for name in matched} | dict(shared(sides))
        comparison = self.comparison._replace(
            table=records_of(self.comparison.table, configuration, matched),
            differences=tuple(apart),
            shared=tuple((name, alike[name]) for name in sides.by if name in alike),
            pooled=pooled(sides),
        )
        return Pair(sides, comparison)
