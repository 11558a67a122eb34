"""What stands above and below the points of sweeps, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from analysis.columns import title
from analysis.sweeps.best_setting import BestSetting
from analysis.sweeps.crossover import Crossover, Lead
from analysis.sweeps.hockney import Hockney, NoTransferModel
from analysis.sweeps.landmarks import LEVEL, jumps, plateau
from analysis.sweeps.sweep import Sweep
from analysis.sweeps.sweep_axis import SweepAxis
from analysis.sweeps.transfers import is_transfer, transfer_model
from tui.drawing.date_ticks import written_date
from tui.formatting.byte_sizes import byte_size, step_of
from tui.formatting.numbers import count, percent, pluralize, scale_for
from tui.views.history.history_text import series_told

_NAMED: Final = 3
"""So many sweeps are named, more are counted."""


def axis_line(axis: SweepAxis, sweeps: Sequence[Sweep], others: Sequence[str]) -> str:
    """Return which axis was chosen, why where nobody did, and which others there are."""
    said = f"over {axis_name(axis)}"
    if axis.sizes.other is not None:
        said += f" in {axis.sizes.other}"
    elif not axis.sizes.is_stated and sweeps and all(map(is_transfer, sweeps)):
        said += " (taken as bytes)"
    if axis.texts:
        said += " (in the order of time)" if axis.ordered_by == "time" else " (by their numbers)"
    if not axis.chosen:
        said += _why(axis)
    also = f"; --over {' or '.join(others)} for another axis" if others else ""
    return said + also


def axis_name(axis: SweepAxis) -> str:
    """Return what an axis is called: ``time``, or the title of its column."""
    return "time" if axis.kind == "time" else title(axis.column or "count")


def _why(axis: SweepAxis) -> str:
    """Return why an axis was taken that nobody asked for."""
    if axis.kind == "count":
        return ""
    if axis.kind == "time":
        return f", as runs were repeated on {pluralize(round(axis.values), 'day')}"
    if axis.values > 1:
        return f", which varies most ({pluralize(round(axis.values), 'value')} per series)"
    return ", of which there is one value per series"


def written_x(sweep: Sweep) -> Callable[[float], str]:
    """Return how the places of a sweep are written.

    Bytes have a prefix, texts and dates are themselves, other numbers are as they are.
    """
    if sweep.axis.kind == "time":
        return written_date
    if texts := sweep.axis.texts:
        return lambda x: texts[round(x)] if 0 <= round(x) < len(texts) else ""
    return size_text([sweep]) if is_transfer(sweep) else count


def size_text(sweeps: Sequence[Sweep]) -> Callable[[float], str]:
    """Return how sizes in bytes along ``sweeps`` are written: with the prefixes of the source.

    Where it has none, with those that the sizes are multiples of.
    """
    step = sweeps[0].axis.sizes.prefixes or step_of(x for each in sweeps for x in each.points["x"])
    return lambda size: byte_size(size, step)


def model_lines(sweep: Sweep) -> Iterator[str]:
    """Yield the transfer model of a sweep, or why it has none."""
    model = transfer_model(sweep)
    if isinstance(model, Hockney):
        yield hockney_words(model, size_text([sweep]))
    elif isinstance(model, NoTransferModel) and sweep.points.height > 1:
        yield f"Hockney not fitted: {refusal_words(model, size_text([sweep]))}"


def landmark_lines(sweep: Sweep) -> Iterator[str]:
    """Yield the plateau of a transfer, and where its time jumps."""
    level = plateau(sweep)
    write = size_text([sweep])
    if level is not None:
        value = scale_for(sweep.unit, [level.value]).quantity(level.value)
        ends = f"{write(level.first)} to {write(level.last)}"
        yield f"plateau: {value} from {ends}, within {percent(LEVEL, 0)} %"
    for each in jumps(sweep):
        ends = f"{write(each.before)} and {write(each.after)}"
        if each.beyond and sweep.unit == "B/s":
            lost = 1 - each.after / each.before / each.growth
            yield (
                f"dip: {percent(lost)} % less bandwidth at {write(each.after)} than at"
                f" {write(each.before)}, as at a protocol switch"
            )
        else:
            yield (
                f"jump between {ends}: {each.growth:.2f}x the time for"
                f" {each.after / each.before:.3g}x the size, as at a protocol switch"
            )


def sweep_lines(sweep: Sweep) -> Iterator[str]:
    """Yield what else stands below the points: landmarks, what changes with x, or over time."""
    yield from landmark_lines(sweep)
    for name in sweep.followers:
        yield f"{name} changes with {sweep.over}: their effects cannot be told apart"
    if sweep.history is not None:
        yield from series_told(sweep.history)


def best_lines(sweep: Sweep, best: BestSetting | None) -> Iterator[str]:
    """Yield the best setting, by how much it leads, and whether that is more than noise."""
    if best is None:
        return
    write = written_x(sweep)
    words = (
        f"best: {axis_name(sweep.axis)} {write(best.best)}, {percent(best.gain)} % ahead of"
        f" {write(best.second)}"
    )
    if best.p is None:
        yield f"{words}; too few runs to tell that from noise (need >= {best.needed} on each)"
    elif best.is_sure:
        yield f"{words}, more than noise (p {best.p:.2g})"
    else:
        yield f"{words}, which may be noise (p {best.p:.2g})"


def hockney_words(model: Hockney, write: Callable[[float], str]) -> str:
    """Return a transfer model as a sentence; ``write``: how its sizes are."""
    latency = scale_for("s", [model.latency]).quantity(model.latency)
    bandwidth = scale_for("B/s", [model.bandwidth]).quantity(model.bandwidth)
    above = "above" if model.worst > 0 else "below"
    words = [
        f"Hockney: latency {latency}, r_inf {bandwidth}, n1/2 {write(model.half)}",
        f"residuals {percent(model.residual)} % (rms), at most {percent(abs(model.worst))} %"
        f" {above} the model, at {write(model.worst_at)}",
        f"fitted to {model.sizes} sizes",
        *model.remarks,
    ]
    return "; ".join(words)


def refusal_words(model: NoTransferModel, write: Callable[[float], str]) -> str:
    """Return why there is no transfer model, and how to get one on either side of a switch.

    ``write``: how sizes are.
    """
    if model.switch is None:
        return model.reason
    before, after = model.switch
    return (
        f"{model.reason} between {write(before)} and {write(after)}; --where"
        f' "size >= {after:.0f}" or "size <= {before:.0f}" fits one side'
    )


def refusal_lines(sweeps: Sequence[Sweep]) -> Iterator[str]:
    """Yield why sweeps have no transfer model, those of one reason in one line."""
    reasons: dict[str, list[str]] = {}
    for each in sweeps:
        model = transfer_model(each)
        if isinstance(model, NoTransferModel) and each.points.height > 1:
            reasons.setdefault(refusal_words(model, size_text([each])), []).append(each.name)
    for reason, names in reasons.items():
        who = ", ".join(names) if len(names) <= _NAMED else pluralize(len(names), "sweep")
        yield f"{who}: Hockney not fitted: {reason}"


def crossover_lines(found: Sequence[Crossover], sweeps: Sequence[Sweep]) -> Iterator[str]:
    """Yield who is ahead where, a line for each pair of sweeps."""
    for each in found:
        write = written_x(sweeps[each.one])
        names = {index: sweeps[index].name for index in (each.one, each.other)}
        leads = [lead for lead in each.leads if lead.ahead is not None]
        if not leads:
            yield f"{names[each.one]} and {names[each.other]} are even wherever both were measured"
        else:
            several = len(each.leads) > 1
            parts = [_lead_words(lead, names, write, several=several) for lead in each.leads]
            other = names[each.other if leads[0].ahead == each.one else each.one]
            against = "" if len({lead.ahead for lead in leads}) > 1 else f" (compared with {other})"
            yield f"{', '.join(parts)}{against}"


def _lead_words(
    lead: Lead, names: dict[int, str], write: Callable[[float], str], *, several: bool
) -> str:
    who = "neither" if lead.ahead is None else names[lead.ahead]
    if not several:
        return f"{who} is ahead from {write(lead.first)} to {write(lead.last)}, everywhere"
    if lead.first == lead.last:
        return f"{who} is ahead at {write(lead.first)}"
    return f"{who} is ahead from {write(lead.first)} to {write(lead.last)}"
