"""The axes of a plot in an object: what their labels say, and the places that they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.objects.counted_levels import axes_named, heading_of_values
from parsers.objects.values import Object, is_plain
from parsers.run_records.records import SCALE

_HOLDERS: Final = ("layout", "options", "axes", "scales", "data")
"""Members around axes: of Plotly, Chart.js, Vega and of people's own plots."""
_AXES: Final = (
    *("{}label", "{}_label", "{}Label", "{}AxisLabel"),
    *("{}axis", "{}_axis", "{}Axis", "{}Axes"),
)
_IN_SCALES: Final = "{}"
"""Among scales and axes the letter is name enough."""
_TEXTS: Final = ("title", "label", "text", "name", "scaleLabel", "labelString", "display_name")
_PLACES: Final = ("categories", "data", "labels", "values")
_DEEPEST: Final = 3
_TITLES: Final = ("title", "name", "quantity", "metric")


class Axes(NamedTuple):
    """The heading of what is ``across``, of what goes ``up``, and the ``places`` along the first.

    ``used`` are the members that say so.
    """

    across: str | None
    up: str | None
    places: list[Any] | None
    used: frozenset[str]


def axes_of(whole: Object) -> Axes:
    """Return the axes that a plot labels, of which a heading is ``None`` where nothing says it.

    A title names what was measured too: ``"title": "time (s)"``, ``"Runtime [s] vs cores"``.
    """
    across, up = _label(whole, "x"), _label(whole, "y")
    counted, below = _titled(whole)
    across = across if across is not None and read_heading(across).name in SCALE else counted
    if up is None or read_heading(up).kind not in MEASURED:
        up = below if up is None else None
    named = (form.format(axis) for axis in "xy" for form in _AXES)
    used = frozenset((*_HOLDERS, *_TITLES, "unit", "labels", "categories", *named)) & whole.keys()
    return Axes(across, up, _places(whole), used)


def _titled(whole: Object) -> tuple[str | None, str | None]:
    """What a title counts, and what it measures."""
    for key in _TITLES:
        title = _text(whole.get(key))
        if title is None:
            continue
        counted, below = axes_named(title)
        if counted is None:
            below = heading_of_values(title, _text(whole.get("unit")))
        if read_heading(below).kind in MEASURED:
            return counted, below
    unit = _text(whole.get("unit"))
    below = heading_of_values(None, unit) if unit else "value"
    return None, below if read_heading(below).kind in MEASURED else None


def _label(whole: Object, axis: str) -> str | None:
    return next((text for each in _said(whole, axis) if (text := _text(each)) is not None), None)


def _places(whole: Object) -> list[Any] | None:
    """What stands below the marks of the first axis: ``"labels": [1, 2, 4]``."""
    for said in _said(whole, "x"):
        if isinstance(said, dict):
            for key in _PLACES:
                if _are_places(said.get(key)):
                    return list(said[key])
    for holder in (whole, whole.get("data")):
        if isinstance(holder, dict):
            for key in ("labels", "categories"):
                if _are_places(holder.get(key)):
                    return list(holder[key])
    return None


def _are_places(value: object) -> bool:
    return isinstance(value, list) and len(value) > 1 and all(map(is_plain, value))


def _said(whole: Object, axis: str, depth: int = 0) -> Iterator[Any]:
    """Yield what ``whole`` and the holders in it say of an axis."""
    for form in _AXES if depth == 0 else (*_AXES, _IN_SCALES):
        said = whole.get(form.format(axis))
        yield from said if isinstance(said, list) and not _are_places(said) else [said]
    for key in _HOLDERS:
        holder = whole.get(key)
        if isinstance(holder, dict) and depth < _DEEPEST:
            yield from _said(holder, axis, depth + 1)


def _text(said: Any) -> str | None:
    for _ in range(_DEEPEST):
        if isinstance(said, dict):
            said = next((said[key] for key in _TEXTS if key in said), None)
    return said.strip() if isinstance(said, str) and said.strip() else None
