"""Data of a plot: curves of points, or arrays beside counts, with what their axes are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from parsers.grammar.name_counts import read_name
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.objects.plot_axes import PlotAxes, axes_of
from parsers.objects.side_by_side import rows_side_by_side
from parsers.objects.values import Object, is_number
from parsers.run_records.records import SCALE

_NAMES: Final = ("label", "name", "title", "legend")
_POINTS: Final = ("points", "data", "values", "y")


class PlottedCurve(NamedTuple):
    """The rows of one curve, and its name where it has one."""

    rows: list[Object]
    name: str | None


class _Drawn(NamedTuple):
    name: str | None
    across: list[Any] | None
    up: list[Any]


def curves(whole: Object) -> tuple[list[PlottedCurve], frozenset[str]]:
    """Return the curves of a plot that says what is measured over what counts, and what says it.

    Counts may be an array of their own: ``{"cores": [1, 2], "omp": [9, 5], "ylabel": "Time [s]"}``;
    marks of the axis: ``{"labels": ["1 core", "2 cores"], "datasets": [{"data": [9, 5]}]}``; or
    the first of each point. Where the names of the curves say what is measured, all are one table.
    """
    axes = axes_of(whole)
    arrays = {key: value for key, value in whole.items() if _are_numbers(value)}
    counted = [key for key in arrays if _counts(key, arrays[key])]
    shared: dict[str, list[Any]] = {}
    if len(counted) == 1:
        shared = {counted[0]: arrays[counted[0]]}
    elif axes.places is not None:
        shared = _columns_of_places(axes)
    found = list(_drawn(whole, axes)) or _of_arrays(arrays, counted)
    placed = [(each.name, _placed(each, shared, axes.across), each.up) for each in found]
    if not found or any(columns is None for _, columns, _ in placed):
        return [], frozenset()
    if axes.up is not None:
        drawn = [
            PlottedCurve(rows_side_by_side({**(columns or {}), axes.up: up}, {}), name)
            for name, columns, up in placed
        ]
        return drawn, axes.used
    return _table_of_named(placed), axes.used


def _counts(name: str, values: list[Any]) -> bool:
    return read_heading(name).name in SCALE and all(isinstance(each, int) for each in values)


def _columns_of_places(axes: PlotAxes) -> dict[str, list[Any]]:
    """The columns of counts that the marks below an axis are."""
    places = axes.places or []
    if axes.across is not None and all(str(place).isdecimal() for place in places):
        return {axes.across: places}
    read = [read_name(str(place)) for place in places]
    counts = [each.counts for each in read if each is not None and set(each.template) <= set("* ")]
    return _alike(counts) if len(counts) == len(places) else {}


def _alike(counts: list[dict[str, int]]) -> dict[str, list[Any]]:
    if any(each.keys() != counts[0].keys() for each in counts):
        return {}
    return {name: [each[name] for each in counts] for name in counts[0]}


def _placed(
    each: _Drawn, shared: dict[str, list[Any]], across: str | None
) -> dict[str, list[Any]] | None:
    """The columns of counts beside the values of a curve; ``None`` where it has none."""
    if each.across is None:
        fits = shared and all(len(column) == len(each.up) for column in shared.values())
        return shared if fits else None
    if across is None or len(each.across) != len(each.up):
        return None
    whole = all(isinstance(place, int) and place > 0 for place in each.across)
    return {across: each.across} if whole and len({*each.across}) == len(each.across) else None


def _table_of_named(
    placed: list[tuple[str | None, dict[str, list[Any]] | None, list[Any]]],
) -> list[PlottedCurve]:
    """All curves side by side, where each is named after what it measures; else none."""
    columns = placed[0][1]
    named = {name: up for name, _, up in placed if name is not None}
    if columns is None or len(named) != len(placed) or len(named) < 2:
        return []
    if any(each != columns for _, each, _ in placed):
        return []
    if any(read_heading(name).kind not in MEASURED for name in named):
        return []
    return [PlottedCurve(rows_side_by_side({**columns, **named}, {}), None)]


def _drawn(whole: Object, axes: PlotAxes) -> Iterator[_Drawn]:
    """Yield the curves in a list of them, under their names, or of ``whole`` itself."""
    if (alone := _points(whole)) is not None and "x" in whole:
        yield alone
        return
    data = whole.get("data")
    for holder in (whole, data if isinstance(data, dict) else {}):
        for key, members in holder.items():
            named = _named_members(members)
            read = [(name, _points(member)) for name, member in named]
            if (
                key in axes.used - {"data"}
                or len(named) == 0
                or any(each is None for _, each in read)
            ):
                continue
            yield from (each._replace(name=name) for name, each in read if each is not None)


def _named_members(members: object) -> list[tuple[str | None, object]]:
    if isinstance(members, dict):
        return list(members.items())
    if isinstance(members, list) and all(isinstance(each, dict) for each in members):
        return [
            (next((each[key] for key in _NAMES if isinstance(each.get(key), str)), None), each)
            for each in members
        ]
    return []


def _points(value: object) -> _Drawn | None:
    """The points of a curve: ``[9, 5]``, ``[[1, 9], [2, 5]]``, ``{"x": [1, 2], "y": [9, 5]}``."""
    if _are_numbers(value):
        return _Drawn(None, None, list(value)) if isinstance(value, list) else None
    if isinstance(value, dict):
        if _are_numbers(value.get("x")) and _are_cells(value.get("y")):
            return _Drawn(None, value["x"], list(value["y"]))
        inner = next((found for key in _POINTS if (found := _points(value.get(key)))), None)
        if inner is None or "x" not in value:
            return inner
        return inner._replace(across=value["x"]) if _are_numbers(value["x"]) else None
    if not isinstance(value, list) or len(value) < 2:
        return None
    pairs = [[*each.values()] if _is_point(each) else each for each in value]
    if any(
        not isinstance(pair, list) or len(pair) != 2 or not _are_numbers(pair) for pair in pairs
    ):
        return None
    return _Drawn(None, [pair[0] for pair in pairs], [pair[1] for pair in pairs])


def _is_point(value: object) -> bool:
    return isinstance(value, dict) and [*value] == ["x", "y"]


def _of_arrays(arrays: dict[str, list[Any]], counted: list[str]) -> list[_Drawn]:
    """Curves that are named by their arrays, beside the only one that counts."""
    others = {key: value for key, value in arrays.items() if key not in counted}
    named = all(read_heading(key).kind not in MEASURED for key in others)
    if len(counted) != 1 or len({len(value) for value in arrays.values()}) > 1 or not named:
        return []
    return [_Drawn(key, None, value) for key, value in others.items()]


def _are_cells(value: object) -> bool:
    """Whether values are numbers, the numbers of repeats, or missing."""
    return isinstance(value, list) and all(
        each is None or is_number(each) or _are_numbers(each) for each in value
    )


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(is_number, value))
