"""Stated speedups and efficiencies against the values they are the ratio of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import polars as pl

from analysis.audit import kinds
from analysis.audit.claim_rules import (
    OF_A_ROW_OF_1,
    OF_A_SERIES,
    RULES,
    Fit,
    Rule,
    fit_of,
    implied_base,
    true_fit,
)
from analysis.audit.claim_tables import Claim, ClaimRow, ClaimTable, claim_tables
from analysis.audit.findings import Finding
from analysis.audit.rounding import cut_off, digit, within
from analysis.audit.subject import Subject
from analysis.audit.wording import quantity

NEAR: Final = 1.25
"""By which ratio a claim is off at most that is taken for a slip where no other row agrees."""
_CLAIMS: Final[tuple[Claim, ...]] = ("speedup", "efficiency")
_WORDS: Final[Mapping[Claim, str]] = {"speedup": "speedup", "efficiency": "efficiency"}
_KINDS: Final[Mapping[Claim, Mapping[str, kinds.Kind]]] = {
    "speedup": {
        "wrong": kinds.WRONG_SPEEDUP,
        "cut": kinds.CUT_SPEEDUP,
        "doubted": kinds.DOUBTED_SPEEDUP,
    },
    "efficiency": {
        "wrong": kinds.WRONG_EFFICIENCY,
        "cut": kinds.CUT_EFFICIENCY,
        "doubted": kinds.DOUBTED_EFFICIENCY,
    },
}


def over_stated_baseline(subject: Subject) -> Iterator[Finding]:
    """Check speedups whose baseline the document names beside them."""
    headline = subject.summaries.select(
        *("run", "metric", "unit"),
        pl.col("value").alias("headline"),
        pl.col("value_digit").alias("headline_digit"),
    )
    claimed = (
        _claims(subject)
        .filter(pl.col("stated_baseline").is_not_null())
        .join(headline, on=["run", "metric", "unit"], nulls_equal=True, how="left")
        .unique("place", keep="first", maintain_order=True)
        .with_columns(
            base=pl.col("stated_baseline"),
            base_digit=digit("stated_baseline"),
            value=pl.coalesce("headline", "value"),
            value_digit=pl.coalesce("headline_digit", "value_digit"),
            base_count=pl.lit(1, pl.Int64),
        )
    )
    for row in _judged(claimed).filter(~pl.col("fits")).iter_rows(named=True):
        yield _finding(row, f"{quantity(row['base'], row['unit'])} as the stated baseline")


def over_own_baseline(subject: Subject) -> Iterator[Finding]:
    """Check the speedups and efficiencies of tables against the row that they are relative to.

    What follows from the stated values of wrong averages, but not from the runs, is wrong as well.
    """
    tables = list(claim_tables(subject))
    for what in _CLAIMS:
        judged = [(table, _best(table, what)) for table in tables]
        support = _support(each for _, each in judged)
        for table, reading in judged:
            if reading is not None:
                yield from _of_table(table, reading, support[table.source, reading.rule])


CHECKS: Final = (over_stated_baseline, over_own_baseline)


class _Reading(NamedTuple):
    """A table's claims as one rule has them: each row with its baseline, the fit and the number."""

    source: str
    what: Claim
    rule: Rule
    rows: Sequence[tuple[ClaimRow, ClaimRow, Fit, float]]

    def exact(self) -> int:
        """Return how many rows follow the rule as rounded numbers do."""
        return sum(fit == "fits" for _, _, fit, _ in self.rows)

    def agreeing(self) -> int:
        """Return how many rows follow the rule."""
        return sum(fit != "wrong" for _, _, fit, _ in self.rows)


class _Support(NamedTuple):
    """How many claims of a source follow a rule, and of how many."""

    agreeing: int
    of: int

    @property
    def is_usual(self) -> bool:
        """Whether it is a rule of the source."""
        return self.agreeing >= 1 and 2 * self.agreeing >= self.of


def _best(table: ClaimTable, what: Claim) -> _Reading | None:
    """Return the reading that most rows of the table agree with, the more usual one of several."""
    readings = [
        _Reading(table.source, what, rule, rows)
        for rule in RULES
        if (rows := _read(table, what, rule))
    ]
    own = [each for each in readings if each.rule in OF_A_ROW_OF_1]
    best = max(readings, key=_Reading.exact, default=None)
    if best is None or best.exact() == 0:
        return max(own, key=_Reading.agreeing, default=None)
    return best


def _read(
    table: ClaimTable, what: Claim, rule: Rule
) -> list[tuple[ClaimRow, ClaimRow, Fit, float]]:
    found = []
    bases = rule.bases(table)
    for row in table.rows:
        base = bases.get(row.place)
        if base is None or base.place == row.place or row.claim(what) is None or row.is_one():
            continue
        fit, number = fit_of(what, row, base)
        if number is not None:
            found.append((row, base, fit, number))
    return found


def _support(readings: Iterable[_Reading | None]) -> dict[tuple[str, Rule], _Support]:
    found: dict[tuple[str, Rule], _Support] = {}
    for each in readings:
        if each is not None:
            before = found.get((each.source, each.rule), _Support(0, 0))
            found[each.source, each.rule] = _Support(
                before.agreeing + each.agreeing(), before.of + len(each.rows)
            )
    return found


def _of_table(table: ClaimTable, reading: _Reading, support: _Support) -> Iterator[Finding]:
    """Yield what is wrong with the claims of a table, as far as its rule is certain."""
    own = _Support(reading.agreeing(), len(reading.rows))
    is_rule = own.is_usual or (support.is_usual and (own.of == 1 or own.agreeing == 0))
    others = _excuses(table, reading)
    elsewhere = _another_baseline(reading)
    for row, base, fit, number in reading.rows:
        if fit == "fits":
            yield from _inherited(reading.what, row, base)
            continue
        unlike = row.true != row.value or base.true != base.value
        if reading.what == "speedup" and unlike and true_fit(row, base)[0]:
            continue
        if fit == "cut":
            yield _wrong(reading.what, row, base, number, cut=True)
        elif is_rule or _is_plain(table, reading, number, row) or _is_odd(reading, row, base):
            is_mixed = reading.rule in OF_A_SERIES and row.series in table.mixed
            doubts = is_mixed or row.place in others or elsewhere
            is_sure = not doubts and (is_rule or reading.what == "speedup")
            yield _wrong(reading.what, row, base, number, is_sure=is_sure)


def _is_odd(reading: _Reading, row: ClaimRow, base: ClaimRow) -> bool:
    """Whether an efficiency is not what the right speedup beside it gives, however it is meant."""
    has_speedup = reading.what == "efficiency" and row.speedup is not None
    return has_speedup and fit_of("speedup", row, base)[0] != "wrong"


def _is_plain(table: ClaimTable, reading: _Reading, number: float, row: ClaimRow) -> bool:
    """Whether claims that no rule explains are still relative to the one row that says so.

    That is so in a table of one series, and where they are not far off: what is may be the ratio of
    something that the table does not show.
    """
    claim = row.claim(reading.what)
    if claim is None or len(table.bases) != 1 or reading.rule not in OF_A_ROW_OF_1:
        return False
    counts = [each.counted for each in table.rows]
    if None in counts or len(set(counts)) != len(counts):
        return False
    return reading.what == "speedup" and 1 / NEAR <= claim[0] / number <= NEAR


def _excuses(table: ClaimTable, reading: _Reading) -> frozenset[int]:
    """The rows whose claim follows from another plausible baseline."""
    found = set()
    wrong = {row.place for row, _, fit, _ in reading.rows if fit == "wrong"}
    for rule in RULES if wrong else ():
        for row, _, fit, _ in _read(table, reading.what, rule):
            if row.place in wrong and fit == "fits":
                found.add(row.place)
    return frozenset(found)


def _another_baseline(reading: _Reading) -> bool:
    """Whether all claims are relative to one and the same number that is not in the table."""
    wrong = [row for row, _, fit, _ in reading.rows if fit == "wrong"]
    implied = [each for row in wrong if (each := implied_base(row, reading.what)) is not None]
    if len(implied) < 2 or len(implied) < len(reading.rows) or len(implied) < len(wrong):
        return False
    return max(each.low for each in implied) <= min(each.high for each in implied)


def _inherited(what: Claim, row: ClaimRow, base: ClaimRow) -> Iterator[Finding]:
    """Yield a speedup that is the ratio of stated averages which their runs do not give."""
    if what != "speedup" or (row.true == row.value and base.true == base.value):
        return
    fits, ratio = true_fit(row, base)
    if fits:
        return
    said = (
        f"stated speedup {row.speedup:g} follows from the stated averages, "
        f"over {_over(base)}, but the runs give {ratio:.4g}"
    )
    lines, run = (row.line,), (row.run,)
    yield Finding(kinds.INHERITED_SPEEDUP, row.source, lines, said, row.speedup, ratio, run)


def _wrong(
    what: Claim,
    row: ClaimRow,
    base: ClaimRow,
    number: float,
    *,
    cut: bool = False,
    is_sure: bool = True,
) -> Finding:
    kind = _KINDS[what]["cut" if cut else "wrong" if is_sure else "doubted"]
    claim = row.claim(what)
    assert claim is not None
    said = _WORDS[what]
    stated, computed = _shown(what, claim[0]), _shown(what, number, 5)
    if cut:
        text = f"stated {said} {stated} is {computed} cut off, not rounded"
    else:
        value = quantity(row.value, row.unit)
        text = f"stated {said} {stated}, but {value} vs. {_over(base)} gives {computed}"
        if what == "speedup" and (row.true != row.value or base.true != base.value):
            text += f"; the runs give {true_fit(row, base)[1]:.4g}"
        if not is_sure:
            text += "; another baseline may be meant"
    return Finding(kind, row.source, (row.line,), text, claim[0], number, (row.run,))


def _shown(what: Claim, number: float, digits: int = 6) -> str:
    return f"{number:.{digits}g}" if what == "speedup" else f"{100 * number:.{digits}g} %"


def _over(base: ClaimRow) -> str:
    over = quantity(base.value, base.unit)
    return f"{over} (line {base.line})" if base.line else over


def _claims(subject: Subject) -> pl.DataFrame:
    """The records with a speedup, once a run, with the digits it is written with."""
    claims = subject.records.filter(
        pl.col("stated_speedup").is_not_null() & pl.col("value").is_not_null()
    )
    return claims.unique(["run", "metric", "unit"], keep="first", maintain_order=True).with_columns(
        speedup_digit=digit("stated_speedup", "speedup_digit"),
        value_digit=digit("value", "value_digit"),
    )


def _judged(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add ``ratio``, ``fits`` and ``cut``: how the speedup follows from value and baseline.

    The digits of both leave a range of ratios. Of times, the ratio times the share of devices is a
    speedup as well: that of weak scaling.
    """
    value, base = pl.col("value"), pl.col("base")
    of_value, of_base = pl.col("value_digit") / 2, pl.col("base_digit") / 2
    falls = pl.col("better").cast(pl.String) == "lower"
    over = pl.when(falls).then(base).otherwise(value)
    over_half = pl.when(falls).then(of_base).otherwise(of_value)
    under = pl.when(falls).then(value).otherwise(base)
    under_half = pl.when(falls).then(of_value).otherwise(of_base)
    ranged = pairs.filter((value > 0) & (base > 0)).with_columns(
        ratio=over / under,
        low=(over - over_half) / (under + under_half),
        high=(over + over_half) / (under - under_half).clip(1e-300),
        share=pl.when(falls).then(pl.col("count") / pl.col("base_count")).fill_null(1.0),
    )
    stated, written = pl.col("stated_speedup"), pl.col("speedup_digit")
    low, high, share = pl.col("low"), pl.col("high"), pl.col("share")
    return ranged.with_columns(
        fits=within(stated, written, low, high)
        | (within(stated, written, low * share, high * share) & falls).fill_null(False),
        cut=cut_off(stated, written, low, high),
    )


def _finding(row: Mapping[str, Any], baseline: str, more: str = "") -> Finding:
    stated, ratio = row["stated_speedup"], row["ratio"]
    kind = kinds.CUT_SPEEDUP if row["cut"] and not more else kinds.WRONG_SPEEDUP
    value = quantity(row["value"], row["unit"])
    what = (
        f"stated speedup {stated:g}, but {value} vs. {baseline} gives {ratio:.5g}{more}"
        if kind is kinds.WRONG_SPEEDUP
        else f"stated speedup {stated:g} is {ratio:.5g} truncated, not rounded"
    )
    return Finding(kind, row["source"], (row["line"],), what, stated, ratio, (row["run"],))
