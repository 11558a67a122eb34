"""What stands beside and below a chart of series: its lines, the read-out of a point, the laws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich.cells import cell_len
from rich.text import Text

from analysis.columns import title
from analysis.series.laws import Fit, Refusal
from analysis.series.series import ScalingSeries
from tui.drawing.series_styles import SeriesStyle
from tui.drawing.text_cells import to_ascii
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import Scale, count, fixed, percent, scale_for
from tui.formatting.shortening import in_lines
from tui.views.scaling.curves import LAW_NAMES, LAW_PATTERNS
from tui.views.scaling.point_readout import Fact, no_point, read_out
from tui.views.scaling.scaling_columns import limit_of, share
from tui.views.scaling.scaling_plot import knee_within

_INDENT: Final = 3
_EXACT: Final = 0.9995
"""From this R² on, three decimals would say 1."""


def line_legend(
    series: ScalingSeries, width: int, glyphs: Glyphs, floor: float | None
) -> list[Text]:
    """Return what the lines that are no series stand for; None: no ``floor``."""
    knee = knee_within(series)
    told = [
        f"{glyphs.dashed} ideal",
        *([] if floor is None else [f"{glyphs.dotted} {percent(floor, 0)} %"]),
        *([] if knee is None else [f"{glyphs.upright} knee at {knee}"]),
    ]
    lines = [told[0]]
    for each in told[1:]:
        if cell_len(lines[-1]) + cell_len(each) + _INDENT > width - 2:
            lines.append(each)
        else:
            lines[-1] += f"  {each}"
    return [Text(f"  {line}", "dim") for line in lines]


def readout(
    series: ScalingSeries, position: int | None, look: SeriesStyle, width: int, glyphs: Glyphs
) -> list[Text]:
    """Return what is known about the point at ``position`` of ``series.points``, in 2 or 3 lines.

    The name of the series and where the point was read stand above the numbers.
    """
    if position is None:
        return no_point(series.name, look, width, glyphs)
    row = series.points.row(position, named=True)
    facts = _facts(series, row, _scale(series), glyphs)
    return read_out(series.name, row, facts, look, width, glyphs)


def _facts(
    series: ScalingSeries, row: dict[str, Any], scale: Scale, glyphs: Glyphs
) -> Iterator[Fact]:
    """Yield (label, text), a label standing before or, where it is a count's, in the text."""
    times = "x" if glyphs.ascii else "×"
    number = count(row["count"])
    yield "", f"{number} {series.counted}{'' if row['count'] == 1 else 's'}"
    value = scale.quantity(row["value"])
    if row["low"] is not None:
        value += f" [{scale.number(row['low'])}..{scale.number(row['high'])}]"
    yield series.metric or "value", f"{value}, n {row['n']}" if row["n"] else f"{value}, stated"
    if row["ideal"] is not None and not row["is_baseline"]:
        yield "ideal", scale.quantity(row["ideal"])
    if row["is_baseline"]:
        yield "", "baseline: speedup and efficiency 1 by definition"
    elif row["speedup"] is not None:
        yield "speedup", f"{fixed(row['speedup'], 2)}{times}"
        beyond = ", superlinear" if row["superlinear"] else ""
        yield "efficiency", f"{percent(row['efficiency'])} %{beyond}"
        if row["karp_flatt"] is not None:
            yield title("karp_flatt"), fixed(row["karp_flatt"], 4)
    else:
        yield "", "no speedup"


def _scale(series: ScalingSeries) -> Scale:
    columns = (series.points[name].drop_nulls() for name in ("value", "low", "high", "ideal"))
    return scale_for(series.unit, [size for column in columns for size in column])


def law_lines(series: ScalingSeries, width: int, glyphs: Glyphs) -> list[Text]:
    """Return a line or more for each law: parameters, goodness, range and limit, or why not."""
    lines = []
    for law in laws_described(series):
        is_fit = isinstance(law, Fit)
        text = law_words(law, series) if isinstance(law, Fit) else law.reason
        sign = glyphs.pattern(LAW_PATTERNS[law.law]) if is_fit else " "
        lines += signed_lines(text, sign, "" if is_fit else "dim", width, glyphs)
    return lines


def signed_lines(text: str, sign: str, style: str, width: int, glyphs: Glyphs) -> list[Text]:
    """Return a sentence in as many lines as it takes, the sign of its curve before the first."""
    text = to_ascii(text) if glyphs.ascii else text
    parts = in_lines(text, max(width - 5, 10))
    signs = [sign, *[" "] * len(parts)]
    return [Text(f" {each} ").append(part, style) for each, part in zip(signs, parts, strict=False)]


def laws_described(series: ScalingSeries) -> list[Fit | Refusal]:
    """Return the laws to speak of: those of the series' kind of scaling, one where none fits."""
    suited = [law for law in series.laws if isinstance(law, Fit) or not law.unsuited]
    return suited if any(isinstance(law, Fit) for law in suited) else suited[:1]


def law_words(law: Fit, series: ScalingSeries) -> str:
    """Return a fitted law as a sentence."""
    shares = ", ".join(f"{name} {share(value)}" for name, value in law.parameters)
    base = series.baseline_count or 1
    least, most = (count(round(r * base)) for r in (law.least, law.most))
    words = [
        f"{LAW_NAMES[law.law]}: {shares}",
        f"R² {law.r_squared:.3f}" if law.r_squared < _EXACT else "R² 1.000",
        f"fitted to {law.points} points, {least} to {most} {series.counted}s",
        *_limit(law, series),
        *law.remarks,
    ]
    return "; ".join(words)


def _limit(law: Fit, series: ScalingSeries) -> Iterator[str]:
    if law.limit is None:
        return
    if law.peak is None:
        yield f"max speedup {limit_of(law.limit)}x"
    else:
        at = count(round(law.peak * (series.baseline_count or 1)))
        ending = "" if at == "1" else "s"
        yield f"peak speedup {limit_of(law.limit)}x at {at} {series.counted}{ending}"


def note_lines(notes: Sequence[str], width: int, height: int, glyphs: Glyphs) -> list[Text]:
    """Return the notes of a series, wrapped, as far as ``height`` lines reach."""
    lines: list[Text] = []
    for note in notes:
        text = to_ascii(note) if glyphs.ascii else note
        parts = in_lines(text, max(width - 2, 10))
        if len(lines) + len(parts) > height:
            break
        lines += [Text(f"  {part}", "yellow") for part in parts]
    return lines
