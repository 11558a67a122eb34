"""What a careful reader may conclude from each row of a comparison, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import polars as pl

from analysis.stats.descriptive import holm
from analysis.stats.mann_whitney import least_p, mann_whitney, sufficient

VERDICT: Final = pl.Enum(
    [
        *("regressed", "improved", "exact", "unchanged", "untested"),
        *("failed", "missing_new", "missing_base"),
    ]
)
"""In the order in which they are worth reading; null: changed, in a direction nobody can judge."""


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
    """Add ``p``, ``verdict`` and ``reason`` to the joined rows of two sides.

    Needs ``n_base n_new`` (null where a side has no such row), ``repeats_base repeats_new``,
    ``base new``, ``delta``, ``metric`` and ``better``. A row is tested where its numbers of runs
    could reach p < ``criteria.alpha`` at all; only then it has a p.
    """
    table = table.with_columns(_without_test(table, criteria))
    places = table["verdict"].is_null().arg_true()
    tested = _tested(table[places], criteria)
    found = pl.DataFrame(
        [(place, *each) for place, each in zip(places, tested, strict=True)],
        schema={"place": pl.UInt32, "p": pl.Float64, "verdict": VERDICT, "reason": pl.String},
        orient="row",
    )
    verdict, reason = table["verdict"], table["reason"]
    p = pl.repeat(None, table.height, dtype=pl.Float64, eager=True)
    return table.with_columns(
        p=p.scatter(found["place"], found["p"]),
        verdict=verdict.scatter(found["place"], found["verdict"]),
        reason=reason.scatter(found["place"], found["reason"]),
    )


def changed(end: str = "") -> pl.Expr:
    """Return whether something came of a row: what is the same or was not tested is no news.

    ``end``: what the columns of one of several comparisons have after their names.
    """
    verdict, delta = pl.col(f"verdict{end}").cast(pl.String), pl.col(f"delta{end}")
    same = verdict.is_in(["unchanged", "untested"]) | ((verdict == "exact") & (delta == 0))
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


def _tested(rows: pl.DataFrame, criteria: Criteria) -> Iterator[tuple[float, str | None, str]]:
    """Yield p, verdict and reason of each row."""
    pairs = zip(rows["repeats_base"].to_list(), rows["repeats_new"].to_list(), strict=True)
    ps: Sequence[float] = [mann_whitney(base, new).p for base, new in pairs]
    if criteria.holm:
        ps = holm(ps)
    changes = rows.select("base", "new", "delta", "better").iter_rows()
    for p, (base, new, delta, better) in zip(ps, changes, strict=True):
        yield p, *_concluded(p, base, new, delta, better, criteria)


def _concluded(
    p: float,
    base: float,
    new: float,
    delta: float | None,
    better: str | None,
    criteria: Criteria,
) -> tuple[str | None, str]:
    alpha, threshold = criteria.alpha, criteria.threshold
    spelt = f"p = {p:.2g}"
    if p >= alpha:
        return "unchanged", f"{spelt} >= {alpha:g}"
    if new == base or abs(new - base) < threshold * abs(base):
        change = f"change {_percent(delta or 0)} < {_percent(threshold)}"
        return "unchanged", f"{spelt}, but {change}"
    if better is None:
        return None, f"{spelt} < {alpha:g}, but the better direction is unknown"
    improved = (new > base) == (better == "higher")
    return "improved" if improved else "regressed", f"{spelt} < {alpha:g}"


def _percent(fraction: float) -> str:
    return f"{abs(fraction) * 100:.2g} %"
