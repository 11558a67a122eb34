"""What is said of a history in words: its changes, what changed with them, and its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from analysis.history.histories_of import Event, SeriesHistory
from analysis.history.newest import own_limit
from analysis.history.turning_points import Turn
from tui.formatting.numbers import percent, plain, pluralize, scale_for, signed_percent
from tui.formatting.shortening import in_lines
from tui.views.compare.compare_table import ARROW

_MOST_OUTLIERS: Final = 5


def series_told(series: SeriesHistory, limits: Mapping[str, float] | None = None) -> list[str]:
    """Return a line for each change of a series, and for its reference, limit, bounds, outliers.

    ``limits``: of regressions, by the name of a benchmark or a metric; None where the newest nights
    are not judged.
    """
    configured = any(name not in ("label", "hosts") for name in series.in_force)
    told = [event_said(event, series, with_configuration=configured) for event in series.events]
    if limits is not None:
        told += [reference_said(series), limit_said(series, limits)]
    if series.row["bounds"] is not None:
        told.append(f"{series.row['bounds']}: {bounds_said(series)}")
    return [line for line in (*told, outliers_said(series)) if line]


def newest_lines(told: Sequence[str], changes: int, width: int, most: int) -> list[str]:
    """Return sentences in ``most`` lines of this width; what there is no room for is counted.

    The first of them tell of so many ``changes``, the newest last. That one stays longest, then
    what is told of the newest nights. Nothing, where there is no room even for that one.
    """
    newest = max(changes - 1, 0)
    by_worth = [*range(newest, len(told)), *reversed(range(newest))]
    for kept in range(len(told), 0, -1):
        sentences = [told[place] for place in sorted(by_worth[:kept])]
        if kept < len(told):
            sentences.append(f"+{len(told) - kept} more, see runcmp history")
        lines = [part for sentence in sentences for part in in_lines(sentence, width, "  ")]
        if len(lines) <= most:
            return lines
    return []


def reference_said(series: SeriesHistory) -> str:
    """Return which nights the newest are held against, where a change cut the window short."""
    reference, starts = series.reference, series.points["started"]
    steps = [event for event in series.events if event.change.kind == "step"]
    after = next((event for event in steps if event.change.place == reference.stop), None)
    if after is None or not reference:
        return ""
    many = pluralize(len(reference), "night")
    return (
        f"newest held against the {many} before the step of {after.started:%Y-%m-%d};"
        f" --reference {starts[-1]:%Y-%m-%d} accepts the new level"
    )


def limit_said(series: SeriesHistory, limits: Mapping[str, float]) -> str:
    """Return whether a regression is over the limit that runcmp.toml states; else nothing."""
    row, limit = series.row, own_limit(series.row, limits)
    if limit is None or row["verdict"] != "regressed":
        return ""
    is_over = row["delta"] is None or abs(row["delta"]) >= limit
    side = "over" if is_over else "within"
    return f"regression of {signed_percent(row['delta'])}, {side} its limit of {percent(limit)} %"


def event_said(event: Event, series: SeriesHistory, *, with_configuration: bool) -> str:
    """Return a change in a line: when, how much, from what to what, and what changed with it.

    ``with_configuration``: the history has columns that could have changed, and so it is worth
    saying that none did.
    """
    change, row = event.change, series.row
    scale = scale_for(row["unit"], [change.before, change.after])
    levels = f"{scale.number(change.before)} {ARROW} {scale.quantity(change.after)}"
    when = f"{event.started:%Y-%m-%d}"
    if change.kind == "drift":
        until = f"{event.ended:%Y-%m-%d}" if event.ended else "now"
        when = f"{when} to {until} drift"
    size = f"{signed_percent(change.size)} [{_interval(event)}]" if change.size is not None else ""
    nights = f"{change.n_before} nights before, {change.n_after} after"
    parts = [when, worth(event, series), size, levels, f"({nights})"]
    said = " ".join(part for part in parts if part)
    if event.turns:
        return f"{said}; {', '.join(map(turn_said, event.turns))}"
    is_step = change.kind == "step" and with_configuration
    return f"{said}; no recorded change of the configuration" if is_step else said


def worth(event: Event, series: SeriesHistory) -> str:
    """Return ``worse`` or ``better``, or which way it went where nobody can judge."""
    rose = event.change.after > event.change.before
    better = series.row["better"]
    if better is None:
        return "higher" if rose else "lower"
    return "better" if rose == (better == "higher") else "worse"


def turn_said(turn: Turn) -> str:
    """Return ``compiler gcc 12 → gcc 13``, and how far from the change where not at it."""
    said = f"{turn.column.replace('_', ' ')} {plain(turn.before)} {ARROW} {plain(turn.after)}"
    if not turn.nights:
        return said
    side = "later" if turn.nights > 0 else "before"
    return f"{said} ({pluralize(abs(turn.nights), 'night')} {side})"


def outliers_said(series: SeriesHistory) -> str:
    """Return the nights that are set aside, the newest of many; empty where there are none."""
    points = series.points
    nights = [place for place, out in enumerate(series.outlying) if out]
    if not nights:
        return ""
    values = points["value"]
    scale = scale_for(series.row["unit"], [values[place] for place in nights])
    shown = [
        f"{points['started'][place]:%Y-%m-%d} ({scale.quantity(values[place])})"
        for place in nights[-_MOST_OUTLIERS:]
    ]
    more = f" and {len(nights) - len(shown)} earlier" if len(nights) > len(shown) else ""
    return f"{pluralize(len(nights), 'outlier')}: {', '.join(shown)}{more}"


def facts_said(series: SeriesHistory, by: Sequence[str]) -> Iterator[str]:
    """Yield which series it is, a column each."""
    row = series.row
    yield from (f"{name.replace('_', ' ')} {plain(row[name])}" for name in by if row[name])


def series_said(series: SeriesHistory) -> str:
    """Return its newest nights against the reference window, and why its verdict is what it is."""
    row = series.row
    scale = scale_for(row["unit"], [row["base"], row["new"]])
    base, new = (scale.quantity(row[side]) or "no value" for side in ("base", "new"))
    change = f" ({signed_percent(row['delta'])})" if row["delta"] is not None else ""
    return f"{row['metric'] or 'value'} {base} to {new}{change}, {row['reason']}"


def bounds_said(series: SeriesHistory) -> str:
    """Return the newest value and the bounds that its source states for it."""
    row = series.row
    ends = (row["stated_low"], row["stated_high"])
    scale = scale_for(row["unit"], [row["latest"], *ends])
    low, high = (scale.number(end) or "any" for end in ends)
    return f"{row['metric'] or 'value'} {scale.quantity(row['latest'])}, allowed {low}..{high}"


def _interval(event: Event) -> str:
    ends = (event.change.low, event.change.high)
    low, high = (signed_percent(end).removesuffix(" %") for end in ends)
    return f"{low}..{high}"
