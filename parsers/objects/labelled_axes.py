"""Data of a plot with the labels of its axes: ``series: [{x, y}]``, or arrays beside counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.objects.side_by_side import rows_side_by_side
from parsers.objects.values import Object, is_number
from parsers.run_records.records import SCALE

_LABELS: Final = ("{}label", "{}_label", "{}Label", "{}axis", "{}_axis", "{}Axis", "{}AxisLabel")
_TEXTS: Final = ("title", "label", "text", "name")
_NAMES: Final = ("label", "name", "title", "legend")
_DEEPEST: Final = 3


class PlottedCurve(NamedTuple):
    """The rows of one curve, and its name where it has one."""

    rows: list[Object]
    name: str | None


def curves(whole: Object) -> list[PlottedCurve]:
    """Return the curves of a plot whose labels say what is measured, over what counts.

    ``{"cores": [1, 2], "omp": [9, 5], "ylabel": "Runtime [s]"}`` has its counts among the arrays.
    """
    up = _label(whole, "y")
    if up is None or read_heading(up).kind not in MEASURED:
        return []
    across = _label(whole, "x")
    counted = across is not None and read_heading(across).name in SCALE
    return (list(_of_series(whole, across or "", up)) if counted else []) or _of_arrays(whole, up)


def labels_of_axes(whole: Object) -> set[str]:
    """Return the members of a plot that hold the labels of its axes."""
    return {"layout", *(form.format(axis) for axis in "xy" for form in _LABELS)} & whole.keys()


def _label(whole: Object, axis: str) -> str | None:
    """The label of an axis, which may stand in an object of the axis, as that in ``layout``."""
    layout = whole.get("layout")
    for holder in (whole, layout if isinstance(layout, dict) else {}):
        for form in _LABELS:
            text: Any = holder.get(form.format(axis))
            for _ in range(_DEEPEST):
                if isinstance(text, dict):
                    text = next((text[key] for key in _TEXTS if key in text), None)
            if isinstance(text, str) and text.strip():
                return text.strip()
    return None


def _of_series(whole: Object, across: str, up: str) -> Iterator[PlottedCurve]:
    for members in whole.values():
        if not isinstance(members, list) or not all(map(_is_curve, members)):
            continue
        for curve in members:
            name = next((curve[key] for key in _NAMES if isinstance(curve.get(key), str)), None)
            yield PlottedCurve(rows_side_by_side({across: curve["x"], up: curve["y"]}, {}), name)


def _is_curve(member: object) -> bool:
    if not isinstance(member, dict):
        return False
    x, y = member.get("x"), member.get("y")
    return _are_numbers(x) and _are_numbers(y) and len(x or ()) == len(y or ())


def _of_arrays(whole: Object, up: str) -> list[PlottedCurve]:
    """Curves that are named by their arrays, beside the only one that counts."""
    arrays = {key: value for key, value in whole.items() if _are_numbers(value)}
    counts = [key for key in arrays if read_heading(key).name in SCALE]
    counts = [key for key in counts if all(isinstance(each, int) for each in arrays[key])]
    others = [key for key in arrays if key not in counts]
    lengths = {len(value) for value in arrays.values()}
    named = all(read_heading(key).kind not in MEASURED for key in others)
    if len(counts) != 1 or not others or len(lengths) > 1 or not named:
        return []
    (count,) = counts
    return [
        PlottedCurve(rows_side_by_side({count: arrays[count], up: arrays[key]}, {}), key)
        for key in others
    ]


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(is_number, value))
