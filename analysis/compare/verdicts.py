"""What a careful reader may conclude from each row of a comparison, and why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import Final, NamedTuple

import polars as pl

from analysis.compare.change_interval import ChangeInterval, change_interval
from analysis.stats.descriptive import holm, holm_levels
from analysis.stats.mann_whitney import least_p, mann_whitney, sufficient

VERDICT: Final = pl.Enum(
    [
        *("regressed", "improved", "exact", "unclear", "unchanged", "untested"),
        *("failed", "missing_new", "missing_base"),
    ]
)
"""In the order in which they are worth reading; null: changed, in a direction nobody can judge."""

ONE_SIDED: Final = ("missing_new", "missing_base")
"""Verdicts on what only the other side has."""

_DIGITS: Final = 12
"""So many of a number are what was written; those behind them come of the factors of units."""


class Criteria(NamedTuple):
    """When a change is one.

    ``alpha``: the p below which it is no accident. ``threshold``: the fraction from which it
    matters. ``confidence``: of the intervals. ``holm``: correct p for there being many rows.
    ``exact``: metrics that do not vary from run to run by nature, such as a code's size.
    """

    alpha: float = 0.05
    threshold: float = 0.01
    confidence: float = 0.95
    holm: bool = False
    exact: frozenset[str] = frozenset()


def judged(table: pl.DataFrame, criteria: Criteria) -> pl.DataFrame:
    """Add ``p``, ``delta_low``, ``delta_high``, ``verdict``, ``reason`` to rows of two sides.

    Needs ``n_base n_new`` (null where a side has no such row), ``repeats_base repeats_new``,
    ``base new``, ``delta``, ``metric`` and ``better``. A row is tested where its numbers of runs
    could reach p < ``criteria.alpha`` at all; only then it has a p.
    """
    table = table.with_columns(_without_test(table, criteria))
    places = table["verdict"].is_null().arg_true()
    found = pl.DataFrame(
        list(_tested(table[places], criteria)),
        schema={
            **dict.fromkeys(("p", "delta_low", "delta_high"), pl.Float64),
            "verdict": VERDICT,
            "reason": pl.String,
        },
        orient="row",
    )
    blank = pl.lit(None, dtype=pl.Float64)
    table = table.with_columns(
        blank.alias(name) for name in found.columns if name not in ("verdict", "reason")
    )
    return table.with_columns(table[each.name].scatter(places, each) for each in found)


def changed(end: str = "") -> pl.Expr:
    """Return whether something came of a row: better, worse, failed or missing.

    What is the same, what the test leaves open and what was not tested is no news.

    ``end``: what the columns of one of several comparisons have after their names.
    """
    verdict, delta = pl.col(f"verdict{end}").cast(pl.String), pl.col(f"delta{end}")
    same = verdict.is_in(["unchanged", "unclear", "untested"])
    same |= (verdict == "exact") & (delta == 0)
    return pl.col(f"n_new{end}").is_not_null() & ~same.fill_null(False)


def _without_test(table: pl.DataFrame, criteria: Criteria) -> list[pl.Series]:
    """Return verdict and reason of the rows that no test is made for; null for the others."""
    no_base, no_new = pl.col("base").is_null(), pl.col("new").is_null()
    exact = pl.col("metric").is_in(list(criteria.exact))
    cases = [
        (pl.col("n_base").is_null(), "missing_base", pl.lit("only on the new side")),
        (pl.col("n_new").is_null(), "missing_new", pl.lit("only on the base side")),
        (no_base & no_new, "failed", pl.lit("no value on either side")),
        (no_base, "failed", pl.lit("no value on the base side")),
        (no_new, "failed", pl.lit("no value on the new side")),
        (exact & ~_varies("base") & ~_varies("new"), "exact", pl.lit("exact metric")),
        (pl.col("why_not").is_not_null(), "untested", pl.col("why_not")),
    ]
    verdict: pl.Expr = pl.lit(None, dtype=VERDICT)
    reason: pl.Expr = pl.lit(None, dtype=pl.String)
    for condition, word, why in reversed(cases):
        verdict = pl.when(condition).then(pl.lit(word, dtype=VERDICT)).otherwise(verdict)
        reason = pl.when(condition).then(why).otherwise(reason)
    return (
        table.with_columns(_why_untested(table, criteria.alpha))
        .select(verdict.alias("verdict"), reason.alias("reason"))
        .get_columns()
    )


def _varies(side: str) -> pl.Expr:
    repeats = pl.col(f"repeats_{side}").list
    return (repeats.min() != repeats.max()).fill_null(False)


def _why_untested(table: pl.DataFrame, alpha: float) -> pl.Series:
    """Say for each row whose numbers of runs are too small for a test, what would do."""
    sizes = table.select("n_base", "n_new")
    known = pl.DataFrame(
        [
            (m, n, why_untested(m, n, alpha))
            for m, n in sizes.unique().drop_nulls().iter_rows()
            if least_p(m, n) >= alpha
        ],
        schema={**sizes.schema, "why_not": pl.String},
        orient="row",
    )
    return sizes.join(known, on=["n_base", "n_new"], how="left", maintain_order="left")["why_not"]


def why_untested(m: int, n: int, alpha: float) -> str:
    """Return how many runs a test needs at least, and that there are ``m`` and ``n``."""
    a, b = sufficient(m, n, alpha)[0]
    enough = f"{a} runs per side" if a == b else f"{a} and {b} runs"
    return f"need >= {enough} for p < {alpha:g} (have {m} and {n})"


class _Judgement(NamedTuple):
    p: float
    delta_low: float | None
    delta_high: float | None
    verdict: str | None
    reason: str


def _tested(rows: pl.DataFrame, criteria: Criteria) -> Iterator[_Judgement]:
    """Yield what comes of the test of each row."""
    base, new = (
        rows.select(_as_written(f"repeats_{side}")).to_series() for side in ("base", "new")
    )
    pairs = list(zip(base.to_list(), new.to_list(), strict=True))
    tests = [mann_whitney(base, new) for base, new in pairs]
    ps = [test.p for test in tests]
    corrected = holm(ps) if criteria.holm else ps
    levels = holm_levels(ps, criteria.alpha) if criteria.holm else repeat(criteria.alpha)
    changes = rows.select("base", "new", "better").iter_rows()
    for pair, test, p, level, (one, other, better) in zip(
        pairs, tests, corrected, levels, changes, strict=False
    ):
        interval = change_interval(*pair, one, level, test.p)
        rises = test.u < len(pair[0]) * len(pair[1]) / 2
        verdict, reason = _concluded(p, interval, one, other, better, criteria, rises=rises)
        low, high = interval or (None, None)
        yield _Judgement(p, low, high, verdict, reason)


def _as_written(repeats: str) -> pl.Expr:
    """The repeats without what reading units left: 402 ns and 0.402 us are a tie."""
    return pl.col(repeats).list.eval(pl.element().round_sig_figs(_DIGITS))


def _concluded(
    p: float,
    interval: ChangeInterval | None,
    base: float,
    new: float,
    better: str | None,
    criteria: Criteria,
    *,
    rises: bool,
) -> tuple[str | None, str]:
    """Return verdict and reason; ``rises``: whether the runs of the new side are mostly higher."""
    alpha, threshold = criteria.alpha, criteria.threshold
    spelt = f"p = {p:.2g} {'<' if p < alpha else '>='} {alpha:g}"
    if interval is not None:
        between = f"change {_signed(interval.low, interval.high)}"
    else:
        between = "too few runs for so many rows" if base else "no percentage of a base of 0"
    is_small = new == base or abs(new - base) < threshold * abs(base)
    if is_small and interval is not None and interval.is_within(threshold):
        return "unchanged", f"{between}, within {_percent(threshold)}"
    if p >= alpha:
        return "unclear", f"{spelt}, {between}"
    if is_small:
        return "unclear", f"{spelt}, {between}, may reach {_percent(threshold)}"
    if rises != (new > base):
        return "unclear", f"{spelt}, but most runs changed the other way"
    if better is None:
        return None, f"{spelt}, but the better direction is unknown"
    improved = (new > base) == (better == "higher")
    return "improved" if improved else "regressed", f"{spelt}, {between}"


def _percent(fraction: float) -> str:
    return f"{fraction * 100:.2g} %"


def _signed(low: float, high: float) -> str:
    return f"{low * 100:+.2g} % to {high * 100:+.2g} %"
