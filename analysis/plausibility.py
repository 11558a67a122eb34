"""The last look at a table of runs: numbers that are probably a misreading, and what decides it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import polars as pl

from analysis.configurations import MEASURED_BY, runs_of
from analysis.scaling.counted import FOLLOWS_SCALE
from analysis.scaling.speedup import IS_TIME
from parsers.run_records.folded import has_values_only
from parsers.run_records.records import parameters
from parsers.run_records.summed import is_summed

DoubtKind = Literal["too efficient", "no series", "mixed repeats", "far apart", "flat times"]

_TOO_EFFICIENT: Final = 1.15
"""From this efficiency on, a series of which most have it is rather counted wrong than fast."""
_UNEVEN: Final = 0.25
"""(largest - smallest) / centre from which repeats may be runs of different things."""
_THREEFOLD: Final = 3
"""The ratio from which repeats are doubtful although nothing parts them: no machine scatters so."""
_SEPARATE: Final = 3
"""How many times wider than any of its groups a set of repeats is that falls into groups."""
_FAR_APART: Final = 1000
"""The ratio of two values of one metric and series that no count explains."""
_FLAT: Final = 1.25
"""The largest ratio of times that hardly change while counts grow fourfold."""
_GROWN: Final = 4
_LEAST_ROWS: Final = 3
_MOST_LOOKED_AT: Final = 200
"""Configurations whose repeats are looked at one by one."""
_MOST_HISTORIES: Final = 20
"""Those whose repeats are looked at in the order of time, which takes longer."""
_LINES: Final = "table"
"""What tells repeats apart of which other rows of their file stand between: tables, blocks."""
_NOTHING: Final = ""
"""What tells repeats apart of which nothing says why they differ so much."""
_SERIES: Final = ("series", *MEASURED_BY)


class Doubt(NamedTuple):
    """Numbers that are probably not what they seem.

    ``rows``: values of ``row`` in the table of runs. ``series``: what they belong to. ``text``:
    what looks wrong. ``command``: the option that puts it right, or decides it.
    """

    kind: DoubtKind
    rows: tuple[int, ...]
    series: tuple[int, ...]
    text: str
    command: str

    def __str__(self) -> str:
        """Return what is said above the table."""
        return f"{self.text}: {self.command}"


def doubts(table: pl.DataFrame, records: pl.DataFrame, by: Sequence[str]) -> tuple[Doubt, ...]:
    """Return what looks wrong with a scaled ``table`` of configurations of ``records``.

    One doubt a kind, about all rows that it concerns. ``by``: what tells configurations apart.
    """
    found = (
        _too_efficient(table),
        _no_series(table, by),
        _mixed_repeats(table, records, by),
        _levels_in_time(table, records, by),
        _far_apart(table, records, by),
        _flat_times(table),
    )
    return tuple(doubt for doubt in found if doubt is not None)


def marked(table: pl.DataFrame, found: Sequence[Doubt]) -> pl.DataFrame:
    """Return ``table`` with its column ``doubt``: the first kind of doubt about each row."""
    kinds: dict[int, str] = {}
    for doubt in reversed(found):
        kinds.update(dict.fromkeys(doubt.rows, doubt.kind))
    named = pl.col("row").replace_strict(kinds, default=None, return_dtype=pl.String)
    return table.with_columns(doubt=named)


def _too_efficient(table: pl.DataFrame) -> Doubt | None:
    """Series of which most efficiencies are above 115 %, by two rows at least."""
    scaled = table.filter(pl.col("efficiency").is_not_null() & ~pl.col("is_baseline"))
    is_high = pl.col("efficiency") > _TOO_EFFICIENT
    if scaled.select(is_high.sum()).item() < 2:
        return None
    share, number = is_high.mean().over(_SERIES), is_high.sum().over(_SERIES)
    high = scaled.filter(is_high & (share > 0.5) & (number >= 2))
    if high.is_empty():
        return None
    text = (
        f"{high.height} of {scaled.height} efficiencies are above 115 %, as of a misread count "
        "or baseline"
    )
    is_weak = (high["scaling"] == "weak").all()
    command = "--scaling strong" if is_weak else "--read 'column NAME = cores'"
    return _doubt("too efficient", high, text, command)


def _no_series(table: pl.DataFrame, by: Sequence[str]) -> Doubt | None:
    """Tables of several counts in which every row is alone in its series."""
    counted = table.filter(pl.col("count").is_not_null() & pl.col("better").is_not_null())
    if counted["count"].n_unique() < _LEAST_ROWS or counted.height > _MOST_LOOKED_AT:
        return None
    if (counted.select(pl.len().over(_SERIES)).to_series() > 1).any():
        return None
    apart = _in_the_way(counted, [name for name in by if name not in FOLLOWS_SCALE])
    if not apart:
        return None
    names = ", ".join(apart)
    text = f"every row is a series of its own, as {names} differs in each"
    command = f"--by {','.join(f'-{name}' for name in apart)}"
    if any(_grows_along(counted, name) for name in apart):
        command += " --scaling weak, if it is the work that grows"
    return _doubt("no series", counted, text, command)


def _in_the_way(table: pl.DataFrame, by: Sequence[str]) -> list[str]:
    """Return the columns without which most rows are in series of different counts.

    One alone where that is enough, else all that differ from count to count, else all that differ.
    """
    able = [name for name in by if name != "size" and table[name].n_unique() > 1]
    several = table["count"].n_unique()
    together = [name for name in able if table[name].n_unique() >= several]
    for names in (*([name] for name in able), together, able):
        rest = [name for name in (*by, *MEASURED_BY) if name not in (*names, "size")]
        rows = table.select(
            pl.len().over(rest).alias("rows"), pl.col("count").n_unique().over(rest).alias("counts")
        )
        if (
            names
            and (rows["rows"] == rows["counts"]).all()
            and 2 * (rows["rows"] > 1).sum() > len(rows)
        ):
            return names
    return []


def _grows_along(table: pl.DataFrame, name: str) -> bool:
    """Whether a number grows with the count, in every row."""
    return table[name].dtype.is_numeric() and table.sort("count")[name].is_sorted()


def _mixed_repeats(table: pl.DataFrame, records: pl.DataFrame, by: Sequence[str]) -> Doubt | None:
    """Repeats that differ by more than a quarter and fall into groups, or that differ threefold."""
    spread = (pl.col("high") - pl.col("low")) / pl.col("value").abs()
    uneven = table.filter((pl.col("n") > 1) & (spread > _UNEVEN)).head(_MOST_LOOKED_AT)
    found: dict[str, list[int]] = {}
    for row in uneven.iter_rows(named=True):
        repeats = runs_of(records, row, by)
        name = _parted_by(repeats, by)
        if name is None and row["low"] > 0 and row["high"] >= _THREEFOLD * row["low"]:
            name = _NOTHING
        if name is not None:
            found.setdefault(name, []).append(row["row"])
    if not found:
        return None
    name = max(found, key=lambda each: len(found[each]))
    rows = table.filter(pl.col("row").is_in(found[name]))
    said = {_LINES: " and stand apart in their file", _NOTHING: ""}.get(
        name, f" and differ in {name}"
    )
    apart = "threefold or more" if name == _NOTHING else "by more than 25 %"
    text = f"the repeats of {_plural(rows.height, 'row')} differ {apart}{said}"
    command = "--runs shows each" if name in (_LINES, _NOTHING) else f"--by +{name}"
    return _doubt("mixed repeats", rows, text, command)


def _levels_in_time(table: pl.DataFrame, records: pl.DataFrame, by: Sequence[str]) -> Doubt | None:
    """Repeats of several days that keep to one level, and then to another: no spread tells that."""
    if is_summed(records) or has_values_only(records) or records["started"].is_null().all():
        return None
    found = []
    for row in table.filter(pl.col("n") > _LEAST_ROWS).head(_MOST_HISTORIES).iter_rows(named=True):
        dated = pl.col("started").is_not_null() & pl.col("value").is_finite()
        repeats = runs_of(records, row, by).filter(dated).sort("started")
        if repeats["started"].dt.date().n_unique() < _LEAST_ROWS:
            continue
        # Most tables have no dates, and need none of this.
        from analysis.history.changes import course

        if any(change.kind == "step" for change in course(repeats["value"].to_list()).changes):
            found.append(row["row"])
    if not found:
        return None
    rows = table.filter(pl.col("row").is_in(found))
    text = f"repeats of {_plural(rows.height, 'row')} span days between which the level shifted"
    return _doubt("mixed repeats", rows, text, "see runcmp history, or --by +started")


def _parted_by(repeats: pl.DataFrame, by: Sequence[str]) -> str | None:
    """Return the column whose values part the repeats into groups far from each other."""
    if repeats.height < 2:
        return None
    lined = repeats.with_columns(table=_tables(repeats))
    names = [
        name
        for name in ("label", "case", _LINES, "system", "hosts", "started")
        if name in lined.columns
    ]
    others = [
        name for name in _parameters(repeats) if name not in by and lined[name].null_count() == 0
    ]
    for name in dict.fromkeys([*names, *others]):
        groups = lined[name].n_unique()
        if name in by or groups < 2 or lined[name].null_count():
            continue
        if groups == lined.height and name not in ("label", _LINES):
            continue
        if _is_parted(lined, name):
            return name
    return None


def _tables(repeats: pl.DataFrame) -> pl.Expr:
    """Number what stands on lines one after the other."""
    if repeats["line"].null_count() or repeats["source"].n_unique() > 1:
        return pl.lit(0)
    return (pl.col("line").cast(pl.Int64).diff() > 2).fill_null(False).cum_sum()


def _parameters(records: pl.DataFrame) -> list[str]:
    return [name for name in parameters(records) if not records[name].dtype.is_nested()]


def _is_parted(repeats: pl.DataFrame, name: str) -> bool:
    """Whether no group reaches into another one, each far narrower than all together."""
    groups = (
        repeats.group_by(name)
        .agg(pl.col("value").min().alias("least"), pl.col("value").max().alias("most"))
        .sort("least")
    )
    whole = float(str(groups["most"].max())) - float(str(groups["least"].min()))
    widest = float(str((groups["most"] - groups["least"]).max()))
    apart = (groups["least"].slice(1) > groups["most"].head(groups.height - 1)).all()
    return bool(apart) and widest * _SEPARATE <= whole


def _far_apart(table: pl.DataFrame, records: pl.DataFrame, by: Sequence[str]) -> Doubt | None:
    """Series whose values differ a thousandfold, and far more than their counts."""
    value, count = pl.col("value"), pl.col("count")
    keys = [*_SERIES, *(["size"] if "size" in table.columns else [])]
    counted = table.filter((value > 0) & count.is_not_null())
    if counted.is_empty() or counted.select(value.max() / value.min()).item() < _FAR_APART:
        return None
    ratio = value.max().over(keys) / value.min().over(keys)
    grown = count.max().over(keys) / count.min().over(keys)
    far = counted.filter((ratio >= _FAR_APART) & (ratio > 10 * grown))
    if far.is_empty():
        return None
    metric = far["metric"][0]
    text = f"values of {metric} in one series differ a thousandfold"
    left = [name for name in _parameters(records) if name not in by]
    command = f"--by +{left[0]}" if left else "--where, or --metric NAME"
    return _doubt("far apart", far, text, command)


def _flat_times(table: pl.DataFrame) -> Doubt | None:
    """Times that stay while counts grow fourfold, where nothing says that the work grows too."""
    value, count = pl.col("value"), pl.col("count")
    assumed = table.filter(pl.col("kind_assumed") & (value > 0) & count.is_not_null())
    if assumed["count"].n_unique() < _LEAST_ROWS:
        return None
    one_each = assumed.filter(count.n_unique().over(_SERIES) >= _LEAST_ROWS)
    flat = one_each.filter(
        (value.max().over(_SERIES) <= _FLAT * value.min().over(_SERIES))
        & (count.max().over(_SERIES) >= _GROWN * count.min().over(_SERIES))
    )
    # All of a series are of one metric, and few stay: whether it is a time is asked of these.
    flat = flat if flat.is_empty() else flat.filter(IS_TIME)
    if flat.is_empty():
        return None
    series = _plural(flat["series"].n_unique(), "series", "series")
    text = f"the times of {series} hardly change while counts grow"
    command = "--scaling weak, or strong for equal work"
    return _doubt("flat times", flat, text, command)


def _doubt(kind: DoubtKind, rows: pl.DataFrame, text: str, command: str) -> Doubt:
    series = tuple(rows["series"].unique(maintain_order=True).to_list())
    return Doubt(kind, tuple(rows["row"].to_list()), series, text, command)


def _plural(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
