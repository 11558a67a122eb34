"""What is compared with what: inputs, values of a column, conditions, or two configurations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from pathlib import PurePath
from typing import Any, Final, NamedTuple

import polars as pl

from analysis import select
from analysis.compare.age_order import from_old_to_new
from analysis.compare.folders import FOLDER, with_folder
from analysis.compare.other_names import OtherNames, are_states_of_one, with_names_of_base
from analysis.compare.repeat_files import files_are_repeats
from analysis.compare.workload import tells_work
from analysis.configurations import identity, records_of
from analysis.groups import varying
from analysis.scaling.counted import FOLLOWS_SCALE
from analysis.usage import UnknownName, UsageError, cut
from analysis.written_values import written_time
from parsers.run_records.folded import run_count
from parsers.run_records.joined_records import concat
from parsers.run_records.records import SCALE

BESIDE_IDENTITY: Final = ("hosts", "started")
"""What tells sides apart, though no configurations."""
_BENCHMARK: Final = re.compile(r"(?:^|[,+])\s*benchmark\b")
"""``--by +benchmark``, which keeps apart what would else be taken for one."""
NOT_STATED: Final = "not stated"
"""How a missing value is called."""
_MORE_THAN: Final = 12
"""How many values of a column a message lists."""


class Sides(NamedTuple):
    """The records of two sides, their identity columns, and those on which rows must agree.

    ``on``: the columns that the sides are told apart by. ``confounded``: those that changed
    together with these, constant within each side and different between them; rows need not agree
    on them, because none could. ``on_both``: how many runs are on both sides. ``other_names``: what
    the new side calls otherwise, and is under the names of the base.
    """

    base: pl.DataFrame
    new: pl.DataFrame
    by: tuple[str, ...]
    matched: tuple[str, ...]
    on: tuple[str, ...] = ()
    confounded: tuple[str, ...] = ()
    on_both: int = 0
    other_names: tuple[OtherNames, ...] = ()

    def swapped(self) -> Sides:
        """Return the same with the base for the new side and the other way round."""
        others = (each._replace(base=each.new, new=each.base) for each in self.other_names)
        return self._replace(base=self.new, new=self.base, other_names=tuple(others))


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
    return _matched_alike([_sides(base, new, names, ["label"], by) for new in others])


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
    found = with_folder(by_day(records))
    allowed = [*known, "label", *BESIDE_IDENTITY, *({FOLDER} & {*found.columns} - {*known})]
    if column not in allowed:
        raise UnknownName(f"cannot compare on {column!r}", column, allowed)
    values = {as_written(value): value for value in from_old_to_new(found[column])}
    if len(values) == 1 and found[column].null_count():
        # ``none`` and an empty cell are values, too, where someone asks for the other.
        values = {NOT_STATED: None, **values}
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
    names = identity(records, by)
    records = by_day(records) if column == "started" else records
    records = with_folder(records) if column == FOLDER else records
    values, dtype = pl.col(column), records.schema[column]
    side = [records.filter(values.eq_missing(pl.lit(value, dtype=dtype))) for value in (base, new)]
    is_folder = column == FOLDER and FOLDER not in names
    compared_on = [column, "label"] if is_folder else [column]
    return _sides(side[0], side[1], list(dict.fromkeys((*names, column))), compared_on, by)


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
    base: pl.DataFrame,
    new: pl.DataFrame,
    by: Sequence[str],
    compared_on: Sequence[str],
    asked: str | None = None,
) -> Sides:
    """Return the sides; ``asked``: what a user says that makes a configuration."""
    has_both = not (base.is_empty() or new.is_empty())
    other_names: tuple[OtherNames, ...] = ()
    if "label" in compared_on and has_both:
        is_free = _BENCHMARK.search(asked or "") is None
        if is_free and (
            _have_another_benchmark_each(base, new) or files_are_repeats(base, new, by)
        ):
            compared_on = [*compared_on, "benchmark"]
        new, other_names = with_names_of_base(base, new)
    by = [name for name in by if not _is_told_by_nodes(name, base, new)]
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
    return Sides(base, new, tuple(by), matched, on, tuple(confounded), other_names=other_names)


def _is_told_by_nodes(name: str, base: pl.DataFrame, new: pl.DataFrame) -> bool:
    """Whether a count per node, which not all state, is that of nodes and totals, which all do."""
    total = name.removesuffix("_per_node")
    if total == name or total not in SCALE:
        return False
    both = [side[column] for side in (base, new) for column in ("nodes", total)]
    stated = [side[name].null_count() for side in (base, new)]
    return any(stated) and not any(each.null_count() for each in both)


def _have_another_benchmark_each(base: pl.DataFrame, new: pl.DataFrame) -> bool:
    """Whether both inputs hold one benchmark each, of another name that says not what was run.

    It is that of the input itself, or of the state of a code, as ``v1`` and ``v2`` are.
    """
    names = [side["benchmark"][0] for side in (base, new)]
    if names[0] == names[1] or any(varying(side, ["benchmark"]) for side in (base, new)):
        return False
    return are_states_of_one(*names) or all(map(_is_named_after_input, (base, new)))


def _is_named_after_input(side: pl.DataFrame) -> bool:
    label = side["label"][0]
    names = {label, after_file(label)}
    if not varying(side, ["source"]):
        names.add(after_file(side["source"][0]))
    folders = {PurePath(source).parent.name for source in side["source"].unique()}
    if len(folders) == 1:
        names |= folders
    return side["benchmark"][0] in names


def after_file(source: str) -> str:
    """Return what a benchmark is called after its file: ``runs`` after ``runs.csv.gz``."""
    path = PurePath(source)
    return PurePath(path.stem).stem if path.suffix.lower() == ".gz" else path.stem


def by_day(records: pl.DataFrame) -> pl.DataFrame:
    """Return records that started on several days with these days, so that a night is one value."""
    if records["started"].is_null().all():
        return records
    days = records["started"].dt.truncate("1d")
    return records.with_columns(days) if days.drop_nulls().n_unique() > 1 else records


def as_written(value: Any) -> str:
    """Return a value of a column as ``of_values`` takes it."""
    if value is None:
        return NOT_STATED
    if isinstance(value, datetime):
        return written_time(value)
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
