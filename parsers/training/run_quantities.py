"""What the lines of a run come to: each of its quantities, with its progress."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise
from math import isnan
from typing import NamedTuple

from parsers.training.progress import FEW_TIMES, LAST, RATES, STEADY, WITHOUT_FIRST
from parsers.training.run_lines import RunLines, median


class RunQuantity(NamedTuple):
    """One quantity of a run, of which the first number stands on ``line``.

    ``progress``: its numbers along the run, ``progress_at`` the steps or epochs and
    ``progress_lines`` the lines of these; null where the log states it for the whole run alone,
    which is ``final``.
    """

    metric: str
    unit: str | None
    value: float | None
    line: int
    progress: array[float] | None
    progress_at: array[float] | None
    progress_lines: array[int] | None
    final: bool


def quantities(run: RunLines, running_mean: bool) -> list[RunQuantity]:
    """Return the quantities of ``run``, in order, as ``progress.quantities`` does."""
    found: dict[str, list[int]] = {}
    for metric in dict.fromkeys(run.metrics):
        found[metric] = [order for order, each in enumerate(run.metrics) if each == metric]
    each = (_quantity(run, metric, orders, running_mean) for metric, orders in found.items())
    return _of_training([quantity for _, quantity in sorted(each)])


def _of_training(found: list[RunQuantity]) -> list[RunQuantity]:
    """The quantities of a run; the accuracy of its batches is so called where a test had another.

    That of the test is the result then. Where one line states both, the log itself tells them
    apart.
    """
    tested = [each for each in found if each.metric.endswith("_accuracy")]
    lines = {line for each in tested for line in each.progress_lines or ()}
    return [
        each._replace(metric="train_accuracy")
        if each.metric == "accuracy" and tested and lines.isdisjoint(each.progress_lines or ())
        else each
        for each in found
    ]


def _quantity(
    run: RunLines, metric: str, orders: Sequence[int], running_mean: bool
) -> tuple[int, RunQuantity]:
    """One quantity, and the place of the first of its numbers."""
    rows = run.rows
    places = [run.places[order] for order in orders]
    stepwise = [not isnan(rows.step[place]) for place in places]
    final = [bool(rows.final[place]) for place in places]
    if any(step and not whole for step, whole in zip(stepwise, final, strict=True)):
        # What is stated again at epochs is the mean of the steps.
        kept = [i for i in range(len(places)) if stepwise[i] or final[i]]
        orders, places = [orders[i] for i in kept], [places[i] for i in kept]
        stepwise, final = [stepwise[i] for i in kept], [final[i] for i in kept]
    along = [i for i, whole in enumerate(final) if not whole] if any(final) else range(len(final))
    values = array("d", [rows.value[places[i]] for i in along])
    at = array("d", [run.at[orders[i]] for i in along])
    whole = [rows.value[place] for place, is_whole in zip(places, final, strict=True) if is_whole]
    is_last = (
        any(name in metric for name in LAST)
        or (metric in RATES and stepwise[0] and running_mean)
        or ("time" in metric and _adds_up(values, at))
    )
    return places[0], RunQuantity(
        metric,
        rows.unit[places[0]],
        whole[-1] if whole else _typical(values, is_last),
        rows.line[places[0]],
        values or None,
        at or None,
        array("L", [rows.line[places[i]] for i in along]) or None,
        bool(whole),
    )


def _typical(values: Sequence[float], is_last: bool) -> float | None:
    if not values:
        return None
    if is_last:
        return values[-1]
    return median(values[1:] if len(values) >= WITHOUT_FIRST else values)


def _adds_up(values: Sequence[float], at: Sequence[float]) -> bool:
    """Whether times are those since the start: they never fall, and grow as the steps do.

    The steadier they do, the fewer steps show it.
    """
    later = [place for place in at if place > 0]
    each = [value / place for value, place in zip(values, at, strict=True) if place > 0]
    return (
        len(values) >= FEW_TIMES
        and all(after >= before for before, after in pairwise(values))
        and len(each) > 1
        and max(each) <= STEADY * min(each)
        and max(at) * min(each) >= STEADY * min(later) * max(each)
    )
