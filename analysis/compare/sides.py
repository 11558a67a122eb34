"""What is compared with what: inputs, values of a column, conditions, or two configurations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import PurePath
from typing import Any, Final, NamedTuple

import polars as pl

from analysis import select
from analysis.compare.age_order import from_old_to_new
from analysis.compare.workload import tells_work
from analysis.configurations import identity, records_of
from analysis.groups import varying
from analysis.scaling.counted import FOLLOWS_SCALE
from analysis.usage import UnknownName, UsageError, cut
from parsers.run_records.folded import run_count
from parsers.run_records.joined_records import concat
from parsers.run_records.records import SCALE

_MORE_THAN: Final = 12
"""How many values of a column a message lists."""


class Sides(NamedTuple):
    """The records of two sides, their identity columns, and those on which rows must agree.

    ``on``: the columns that the sides are told apart by. ``confounded``: those that changed
    together with these, constant within each side and different between them; rows need not agree
    on them, because none could. ``on_both``: how many runs are on both sides.
    """

    base: pl.DataFrame
    new: pl.DataFrame
    by: tuple[str, ...]
    matched: tuple[str, ...]
    on: tuple[str, ...] = ()
    confounded: tuple[str, ...] = ()
    on_both: int = 0

    def swapped(self) -> Sides:
        """Return the same with the base for the new side and the other way round."""
        return self._replace(base=self.new, new=self.base)


def of_inputs(frames: Sequence[pl.DataFrame], by: str | None = None) -> list[Sides]:
    """Return each input after the first as a side against it, matched on all but the label.

    All are matched on the same columns. Raises ``UsageError`` for a ``by`` that cannot be used.
    """
    everything = concat(list(frames))
    names = identity(everything, by)
    ends = list(accumulate(frame.height for frame in frames))
    base, *others = (
        everything.slice(end - frame.height, frame.height)
        for end, frame in zip(ends, frames, strict=True)
    )
    return _matched_alike([_sides(base, new, names, ["label"]) for new in others])


def of_conditions(records: pl.DataFrame, base: str, new: str, by: str | None = None) -> Sides:
    """Return the rows that meet either SQL condition as sides, matched on all they do not name.

    Raises ``UsageError`` for a condition that cannot be used or that no row meets.
    """
    names = identity(records, by)
    compared_on: list[str] = []
    sides = []
    for side, sql in (("base", base), ("new", new)):
        compared_on += select.condition(sql, records.columns)[1]
        rows = select.where(records, sql)
        if rows.is_empty():
            raise UsageError(f"no runs match --{side} {cut(sql)!r}")
        sides.append(rows)
    on_both = run_count(select.where(sides[0], new))
    return _sides(sides[0], sides[1], names, compared_on)._replace(on_both=on_both)


def of_values(records: pl.DataFrame, on: str, by: str | None = None) -> list[Sides]:
    """Return the rows of each value of a column against those of the first as sides.

    ``on``: ``software=A,B,C``, or ``software`` alone where it has two values, the older one first.
    All are matched on the same columns. Raises ``UsageError`` for an unknown column,
    for values that are not there, and where there are not two or, of a column alone, more.
    """
    column, _, listed = on.partition("=")
    known = [name for name in identity(records, by) if name != "label"]
    allowed = [*known, "label", "hosts"]
    if column not in allowed:
        raise UnknownName(f"cannot compare on {column!r}", column, allowed)
    values = {as_written(value): value for value in from_old_to_new(records[column])}
    chosen = values_named(column, listed, list(values)) if listed else list(values)
    if len(chosen) < 2 or (len(chosen) > 2 and not listed):
        raise UsageError(_not_two(column, list(values)))
    base, *others = (values[text] for text in chosen)
    return _matched_alike([of_pair(records, column, base, new, by) for new in others])


def _matched_alike(pairs: Sequence[Sides]) -> list[Sides]:
    """Return pairs with one base matched on the columns that none of them is told apart by."""
    apart = {name for pair in pairs for name in (*pair.on, *pair.confounded)}
    matched = tuple(name for name in pairs[0].by if name not in apart)
    return [pair._replace(matched=matched) for pair in pairs]


def of_pair(
    records: pl.DataFrame, column: str, base: Any, new: Any, by: str | None = None
) -> Sides:
    """Return the rows with two values of ``column`` as sides, matched on all other columns.

    Raises ``UsageError`` for a ``by`` that cannot be used.
    """
    values, dtype = pl.col(column), records.schema[column]
    side = [records.filter(values == pl.lit(value, dtype=dtype)) for value in (base, new)]
    return _sides(side[0], side[1], identity(records, by), [column])


def of_rows(
    records: pl.DataFrame, base: Mapping[str, Any], new: Mapping[str, Any], by: Sequence[str]
) -> Sides:
    """Return the records of two configurations, matched on the columns in which they agree."""
    matched = tuple(name for name in by if base[name] == new[name])
    on = tuple(name for name in by if name not in matched)
    return Sides(
        records_of(records, base, by), records_of(records, new, by), tuple(by), matched, on
    )


def _sides(
    base: pl.DataFrame, new: pl.DataFrame, by: Sequence[str], compared_on: Sequence[str]
) -> Sides:
    has_both = not (base.is_empty() or new.is_empty())
    if "label" in compared_on and has_both and _are_named_after_files(base, new):
        compared_on = [*compared_on, "benchmark"]
    candidates = matched_columns(by, compared_on)
    further = dict.fromkeys((*candidates, "hosts"))
    factors = [name for name in further if has_both and not tells_work(name, base, new)]
    changing = {*varying(base, factors), *varying(new, factors)}
    confounded = [
        name
        for name in factors
        if name not in changing and name not in compared_on and base[name][0] != new[name][0]
    ]
    matched = tuple(name for name in candidates if name not in confounded)
    on = tuple(name for name in by if name not in candidates)
    return Sides(base, new, tuple(by), matched, on, tuple(confounded))


def _are_named_after_files(base: pl.DataFrame, new: pl.DataFrame) -> bool:
    """Whether neither input says what was run, so that its own name stands for it."""
    return base["benchmark"][0] != new["benchmark"][0] and all(
        not varying(side, ["benchmark"]) and _is_named_after_input(side) for side in (base, new)
    )


def _is_named_after_input(side: pl.DataFrame) -> bool:
    label = side["label"][0]
    names = {label, after_file(label)}
    if not varying(side, ["source"]):
        names.add(after_file(side["source"][0]))
    return side["benchmark"][0] in names


def after_file(source: str) -> str:
    """Return what a benchmark is called after its file: ``runs`` after ``runs.csv.gz``."""
    path = PurePath(source)
    return PurePath(path.stem).stem if path.suffix.lower() == ".gz" else path.stem


def as_written(value: Any) -> str:
    """Return a value of a column as ``of_values`` takes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def values_named(column: str, text: str, known: Sequence[str]) -> list[str]:
    """Return the ``known`` values of a text such as ``A,B``, two or more and each once.

    Split at commas between known values: a value may have commas of its own. Raises ``UsageError``.
    """
    found = _split(text, known)
    if found is not None and len(found) >= 2 and len(set(found)) == len(found):
        return found
    parts = [part.strip() for part in text.split(",")]
    unknown = next((part for part in parts if part not in known), None)
    wrong = "name two values" if unknown is None else f"{column} has no {unknown!r}"
    raise UsageError(f"{column}={text}: {wrong}; available: {listed(known)}")


def _split(text: str, known: Sequence[str]) -> list[str] | None:
    """Return the known values that a text lists, the longest first where several would do."""
    parts = text.split(",")
    for end in range(len(parts), 0, -1):
        value = ",".join(parts[:end]).strip()
        if value in known:
            rest = [] if end == len(parts) else _split(",".join(parts[end:]), known)
            if rest is not None:
                return [value, *rest]
    return None


def _not_two(column: str, values: Sequence[str]) -> str:
    if len(values) < 2:
        return f"{column} has nothing to compare: {listed(values) or 'no value'}"
    return (
        f"{column} has {len(values)} values: {listed(values)};"
        f" name two, as in --on '{column}={values[0]},{values[1]}'"
    )


def listed(values: Sequence[str]) -> str:
    """Return the first of ``values`` in a line, and how many more there are."""
    more = f" and {len(values) - _MORE_THAN} more" if len(values) > _MORE_THAN else ""
    return " | ".join(values[:_MORE_THAN]) + more


def matched_columns(by: Sequence[str], compared_on: Sequence[str]) -> list[str]:
    """Return the identity columns on which rows must agree when ``compared_on`` may differ.

    Naming one scale column frees them all: a run on other nodes has other devices too.
    """
    freed = set(compared_on)
    if freed & set(SCALE):
        freed |= FOLLOWS_SCALE
    return [name for name in by if name not in freed]
