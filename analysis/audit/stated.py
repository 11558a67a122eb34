"""Stated values against the runs or the steps they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import fmean, median
from typing import Any, Final

import polars as pl

from analysis.audit import kinds
from analysis.audit.findings import Finding
from analysis.audit.kinds import Kind
from analysis.audit.rounding import agrees, digit
from analysis.audit.subject import Subject
from analysis.audit.wording import counted, percent, quantity


def headlines(subject: Subject) -> Iterator[Finding]:
    """Compare the result that a heading states with the lines of its run.

    The result of a run is its last value where rates are running means, else the typical one. A
    mean or a median of the steps is a result as well; the best step is not.
    """
    for row in _headlines(subject).iter_rows(named=True):
        found = _which_step(row)
        if found is None:
            continue
        kind, what, lines = found
        yield Finding(
            kind,
            row["source"],
            (row["line"], *lines),
            what,
            row["value"],
            row["own"],
            (row["run"],),
        )


def summaries(subject: Subject) -> Iterator[Finding]:
    """Compare what a document states as an average with the runs that it averages."""
    for row in subject.averages.filter(~pl.col("right")).iter_rows(named=True):
        stated, unit = row["value"], row["unit"]
        name = "total" if row["is_sum"] else _nearer_mean(row)
        number = row[name.split()[0]]
        off = percent(stated / number - 1) if number else ""
        what = (
            f"stated {quantity(stated, unit)}, but {name} of {counted(row['n'], 'run')} "
            f"{_place_of_runs(row)} is {quantity(number, unit)} ({off})"
        )
        kind = kinds.WRONG_TOTAL
        if not row["is_sum"]:
            kind, match = _which_run(row)
            what += f", median {quantity(row['median'], unit)}{match}"
        run = (row["run"],)
        yield Finding(kind, row["source"], (row["line"],), what, stated, number, run)


CHECKS: Final = (headlines, summaries)


def _headlines(subject: Subject) -> pl.DataFrame:
    own = subject.measured.filter(pl.col("progress").list.len() > 0).select(
        *("run", "metric", "unit", "progress", "progress_at", "progress_lines", "better"),
        pl.col("value").alias("own"),
    )
    pairs = (
        subject.summaries.drop("progress", "progress_at", "progress_lines", "better")
        .join(own, on=["run", "metric", "unit"], nulls_equal=True)
        .with_columns(digit=digit("value", "value_digit"))
    )
    return pairs.filter(~agrees(pl.col("value"), pl.col("digit"), pl.col("own")))


def _which_step(row: Mapping[str, Any]) -> tuple[Kind, str, list[int]] | None:
    """Say which number of a run the stated one is, if any; ``None`` where it is a fair one."""
    stated, last_digit, unit, steps = row["value"], row["digit"], row["unit"], row["progress"]
    lines = row["progress_lines"] or []
    last, best = steps[-1], max(steps) if row["better"] != "lower" else min(steps)
    is_running_mean = row["own"] == last
    said, at_end = quantity(stated, unit), quantity(last, unit)
    ends = lines[-1:]

    def is_stated(value: float) -> bool:
        return bool(abs(stated - value) <= last_digit / 2 + 1e-9 * abs(stated))

    if not is_running_mean and any(map(is_stated, (last, fmean(steps), median(steps)))):
        return None
    place = next((i for i, step in enumerate(steps) if is_stated(step)), None)
    at = "" if place is None else f"{row['progress_at'][place]:g}"
    result = at_end if is_running_mean else quantity(row["own"], unit)
    ended = f"the last step gives {result}" if is_running_mean else f"the result is {result}"
    if is_stated(best):
        kind = kinds.BEST_STEP if is_running_mean else kinds.PEAK
        return kind, f"stated {said} is the best value (step {at}); {ended}", ends
    if place is not None:
        return kinds.OTHER_STEP, f"stated {said} is the value of step {at}; {ended}", ends
    if is_running_mean and stated <= last < stated + last_digit:
        cut = f"stated {said} is the last value, {result}, truncated, not rounded"
        return kinds.CUT_RESULT, cut, ends
    if any(map(is_stated, (fmean(steps), median(steps)))):
        return kinds.OTHER_MEAN, f"stated {said} is the mean of the steps; {ended}", ends
    least, most = quantity(min(steps), unit), quantity(max(steps), unit)
    return kinds.WRONG_RESULT, f"stated {said} matches no step ({least} to {most}); {ended}", ends


def _place_of_runs(row: Mapping[str, Any]) -> str:
    if not row["first"]:
        return "above"
    is_one_line = row["first"] == row["last"]
    return "beside it" if is_one_line else f"(lines {row['first']} to {row['last']})"


def _nearer_mean(row: Mapping[str, Any]) -> str:
    """Which mean a summary is, but for its last digit, else the usual one."""
    is_of_factors = row["close"] and abs(row["value"] - row["mean"]) >= row["digit"]
    return "geometric mean" if is_of_factors else "mean"


def _which_run(row: Mapping[str, Any]) -> tuple[Kind, str]:
    stated, last_digit = row["value"], row["digit"]
    if row["close"]:
        is_cut = abs(stated) <= abs(row[_nearer_mean(row).split()[0]])
        return kinds.CUT_SUMMARY, "; cut off, not rounded" if is_cut else "; rounded up"
    for name, best in (("smallest", row["least"]), ("largest", row["most"])):
        if abs(stated - best) <= last_digit / 2 + 1e-9 * abs(stated):
            return kinds.BEST_RUN, f"; the {name} run has it"
    kind = kinds.WRONG_SUMMARY if row["is_certain"] else kinds.OTHER_SUMMARY
    if stated > row["most"]:
        return kind, "; above every run"
    if stated < row["least"]:
        return kind, "; below every run"
    return kind, ""
