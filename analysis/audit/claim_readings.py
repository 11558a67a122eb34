"""The readings of a table's claims: by which rule they are relative to which values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, cast

from analysis.audit.claim_rules import (
    IN_A_ROW,
    OF_A_ROW_OF_1,
    RULES,
    STEPWISE,
    Fit,
    Rule,
    apart,
    fit_of,
    number_by,
    usual_way,
    ways_of,
)
from analysis.audit.claim_tables import Claim, ClaimRow, ClaimTable
from analysis.audit.odd_claims import sharing_most
from analysis.audit.support import LEAST, RuleSupport

_CLOSE: Final = 1.05
"""By which ratio claims are off at most that are all near to the ratio of two columns.

No chance explains these.
"""
CLAIMS: Final[tuple[Claim, ...]] = ("speedup", "efficiency")


@dataclass(frozen=True)
class ClaimReading:
    """A table's claims as one rule has them: each row with its baseline, the fit and the number."""

    source: str
    what: Claim
    rule: Rule
    rows: Sequence[tuple[ClaimRow, ClaimRow, Fit, float]]

    def exact(self) -> int:
        """Return how many rows follow the rule as rounded numbers do."""
        return self._fits["fits"]

    def agreeing(self) -> int:
        """Return how many rows follow the rule."""
        return len(self.rows) - self._fits["wrong"]

    @cached_property
    def _fits(self) -> Counter[Fit]:
        return Counter(fit for _, _, fit, _ in self.rows)

    @cached_property
    def _fits_of_series(self) -> Mapping[int, Counter[Fit]]:
        found: dict[int, Counter[Fit]] = {}
        for row, _, fit, _ in self.rows:
            found.setdefault(row.series, Counter())[fit] += 1
        return found

    @property
    def support(self) -> RuleSupport:
        """How many rows follow the rule as rounded numbers do, of those that do or do not."""
        return RuleSupport(self.exact(), self.exact() + self._fits["wrong"])

    def confirms(self, row: ClaimRow) -> bool:
        """Whether enough other claims follow the rule for ``row`` to be wrong that does not.

        Those are half of its own series, or two for each that does not, so that it hardly matters
        which rows are a series. Between columns it does not matter.
        """
        if self.rule is IN_A_ROW:
            return RuleSupport(self.agreeing(), len(self.rows)).is_usual
        every = RuleSupport(self.exact(), len(self.rows))
        own = self._fits_of_series.get(row.series, Counter())
        following = RuleSupport(own.total() - own["wrong"], own.total())
        return following.is_usual or every.is_plain

    def is_of_two_columns(self) -> bool:
        """Whether all claims are nearly the ratio of two columns: computed from these, but ill."""
        if self.rule is not IN_A_ROW or len(self.rows) < 2:
            return False
        claims = [(row.claim(self.what), number) for row, _, _, number in self.rows]
        return all(claim and apart(claim[0], number) <= _CLOSE for claim, number in claims)


def explained(table: ClaimTable) -> tuple[int, int]:
    """How many claims follow from the values of the table, or from one number; and how many nearly.

    A single one follows from one number whatever that is.
    """
    readings = {what: each for what in CLAIMS if (each := best_reading(table, what)) is not None}
    exact = {what: each.exact() for what, each in readings.items()}
    speedups = max(exact.get("speedup", 0), len(sharing_most(table.rows)) - 1)
    agreeing = sum(each.agreeing() for each in readings.values())
    return speedups + exact.get("efficiency", 0), agreeing


def reading_of_claims(table: ClaimTable) -> ClaimTable:
    """Return the reading of a table by which most of its claims are explained."""
    if _explains_all(table):
        return table
    return max(table.readings, key=explained)


def _explains_all(table: ClaimTable) -> bool:
    return all(
        (found := best_reading(table, what)) is not None and found.exact() == len(rows)
        for what, rows in table.claiming.items()
        if rows
    )


def best_reading(table: ClaimTable, what: Claim) -> ClaimReading | None:
    """Return the reading that most rows of the table agree with, the more usual one of several."""
    key = best_reading, what
    if key not in table.known:
        table.known[key] = _best_reading(table, what)
    return cast("ClaimReading | None", table.known[key])


def _best_reading(table: ClaimTable, what: Claim) -> ClaimReading | None:
    readings: list[ClaimReading] = []
    exact = 0
    for rule in RULES:
        if rule is STEPWISE and what != "speedup":
            continue
        rows = rows_by_rule(table, what, rule, more_than=exact)
        if rows and not (rule is STEPWISE and _is_hardly_stepwise(table, rows)):
            readings.append(ClaimReading(table.source, what, rule, rows))
            exact = max(exact, readings[-1].exact())
    own = [each for each in readings if each.rule in OF_A_ROW_OF_1]
    best = max(readings, key=ClaimReading.exact, default=None)
    if best is None or best.exact() == 0:
        own += [each for each in readings if each.is_of_two_columns()]
        return max(own, key=ClaimReading.agreeing, default=None)
    return best


def _is_hardly_stepwise(
    table: ClaimTable, rows: Sequence[tuple[ClaimRow, ClaimRow, Fit, float]]
) -> bool:
    """Whether a single claim alone tells steps from claims over the baseline that is named."""
    telling = [fit for _, base, fit, _ in rows if fit == "fits" and not base.is_one()]
    return bool(table.bases) and len(telling) < LEAST


def rows_by_rule(
    table: ClaimTable, what: Claim, rule: Rule, more_than: int = 0
) -> list[tuple[ClaimRow, ClaimRow, Fit, float]]:
    """Return the rows with such a claim, each with its baseline by a rule, fit and number.

    None of them as soon as it is known that not ``more_than`` a positive number fit.
    """
    found = []
    rows = _judged_by(rule, table, what)
    left = len(rows)
    if more_than and left <= more_than:
        return []
    bases = rule.bases(table)
    for row in rows:
        base = bases.get(row.place)
        own = row.uncounted() if rule is STEPWISE else row
        fit, number = ("wrong", None) if base is None else fit_of(what, own, base)
        if fit != "fits" or number is None or base is row:
            left -= 1
            if more_than and left <= more_than:
                return []
        if base is not None and base.place != row.place and number is not None:
            found.append((row, base, fit, number))
    return _by_one_way(what, found) if what == "efficiency" or rule is IN_A_ROW else found


def _judged_by(rule: Rule, table: ClaimTable, what: Claim) -> Sequence[ClaimRow]:
    """The rows whose claims a rule is about.

    Of two columns no row is the baseline, so a speedup of 1 that is not their ratio is one as well.
    """
    judged = table.claiming[what]
    if rule is not IN_A_ROW or what != "speedup" or not judged:
        return judged
    bases = rule.bases(table)
    pairs = [(row, bases[row.place]) for row in table.bases if row.place in bases]
    return [*judged, *(row for row, base in pairs if fit_of(what, row, base)[0] == "wrong")]


def _by_one_way(
    what: Claim, rows: Sequence[tuple[ClaimRow, ClaimRow, Fit, float]]
) -> list[tuple[ClaimRow, ClaimRow, Fit, float]]:
    """Return the rows with those as wrong whose claim is computed in another way than the others.

    By the ranks, say, where all others are by the nodes: a row counts many things, and one of them
    explains nearly any efficiency. Or the second of two columns over the first.
    """
    firsts = {usual_way(what, row, base) for row, base, fit, _ in rows if fit != "wrong"}
    if len(firsts) <= 1 and None not in firsts:
        return list(rows)
    if what == "speedup" and len(firsts) == len(rows) == LEAST:
        return [_upside_down(each) for each in rows]
    ways = {row.place: ways_of(what, row, base) for row, base, fit, _ in rows if fit != "wrong"}
    usual = Counter(way for each in ways.values() for way in each).most_common(1)
    if not usual or not RuleSupport(usual[0][1], len(ways)).is_plain:
        return list(rows)
    found: list[tuple[ClaimRow, ClaimRow, Fit, float]] = []
    for row, base, fit, number in rows:
        own = ways.get(row.place)
        other = number_by(what, row, base, usual[0][0]) if own and usual[0][0] not in own else None
        found.append((row, base, fit, number) if other is None else (row, base, "wrong", other))
    return found


def _upside_down(
    judged: tuple[ClaimRow, ClaimRow, Fit, float],
) -> tuple[ClaimRow, ClaimRow, Fit, float]:
    """One of two that are the ratio of two columns, each the other way round, as wrong."""
    row, base, fit, number = judged
    return judged if number >= 1 or fit == "wrong" else (row, base, "wrong", 1 / number)


def support_of(readings: Iterable[ClaimReading | None]) -> dict[tuple[str, Rule], RuleSupport]:
    """Return how many claims of a source follow each rule, and of how many."""
    found: dict[tuple[str, Rule], RuleSupport] = {}
    for each in readings:
        if each is not None:
            before = found.get((each.source, each.rule), RuleSupport(0, 0))
            found[each.source, each.rule] = RuleSupport(
                before.agreeing + each.agreeing(), before.of + len(each.rows)
            )
    return found
