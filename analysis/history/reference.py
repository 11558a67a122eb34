"""Which nights the newest are held against: those of the level that was there before."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.history.newest import Windows, enough_nights


def reference_nights(points: pl.DataFrame, steps: Sequence[int], windows: Windows) -> range:
    """Return which rows of ``points``, the nights of one series, are its reference window.

    ``steps``: the rows at which a new level begins, in order. The window is the
    ``windows.reference`` nights before the newest. Where a step is among these, a part of them is
    on the level that is to be judged, and the more there are the less the change shows, until a
    regression passes that nobody has mended. So the window ends before the last such step, as it
    did on the night of the step, until its nights are all on the new level: then that is the usual
    one. It begins with the level before, where that has nights enough for the test; else there are
    nights of earlier levels in it.

    With ``windows.until`` it ends on that day, and the level of that day is the usual one, however
    short it is as yet: a level that is accepted is not held against the one before it.
    """
    end = max(points.height - windows.newest, 0)
    if windows.until is None:
        recent = [step for step in steps if max(end - windows.reference, 0) < step <= end]
        end = recent[-1] if recent else end
    else:
        days = points["started"].dt.date()
        end = min(end, int((days <= windows.until).sum()))
    start = max(end - windows.reference, 0)
    level = max((step for step in steps if start < step < end), default=start)
    if windows.until is not None:
        return range(level, end)
    enough = enough_nights(windows.newest, windows)
    is_enough = enough is not None and points["value"][level:end].count() >= enough
    return range(level if is_enough else start, end)
