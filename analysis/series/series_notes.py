"""What to know before believing a scaling series, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from analysis.scaling.doubts import WITHHELD
from analysis.series.series_names import spell_size

Facts = Mapping[str, Any]
"""One row of ``analysis.series.series``: a line's first values, and lists along its points."""

_MOST_NAMED: Final = 4
"""How many counts or sizes a sentence lists."""


def baseline_label(facts: Facts) -> str:
    """Return ``1 device``, ``4 nodes``, ``stated``, ``of another series`` or ``none``."""
    count = facts["baseline_devices"]
    if count is None:
        return "none"
    if facts["baseline_row"] is None:
        return "stated" if facts["stated_baseline"] is not None else "none"
    if facts["borrowed"]:
        return "of another series"
    return f"{count} {facts['counted']}{'' if count == 1 else 's'}"


def notes_of(facts: Facts, uneven: Sequence[str]) -> Iterator[str]:
    """Yield the notes of a line, the most telling first; ``uneven``: those about its hosts."""
    if not facts["scales"]:
        yield f"no speedup: {facts['metric'] or 'the value'} is neither a rate nor a time"
    elif facts["scaling"] is None:
        yield _withheld(facts)
    elif facts["baseline_devices"] is None:
        yield "no speedup: no run with a value to serve as baseline"
    else:
        yield from _kind(facts)
        yield from _baseline(facts)
    yield from uneven
    yield from _superlinear(facts)
    yield from _without_speedup(facts)
    missing = [count for count, value in _along(facts, "value") if value is None]
    if missing:
        yield f"no value at {_listed(missing)}"


def _withheld(facts: Facts) -> str:
    sizes = [f"{size:g} at {count}" for count, size in _along(facts, "size") if size is not None]
    if facts["withheld"] is not None:
        return WITHHELD[facts["withheld"]]
    return (
        "no efficiency: problem size is neither constant nor constant per "
        f"{facts['counted']} ({_listed(sizes)})"
    )


def _kind(facts: Facts) -> Iterator[str]:
    """Say what stays the same along the series."""
    counted = facts["counted"]
    if facts["kind_assumed"]:
        if facts["is_time"]:
            yield "strong scaling assumed (problem size unknown)"
    elif facts["scaling"] == "weak":
        each = {size / count for count, size in _along(facts, "size") if size is not None}
        yield "weak scaling" + (
            f": {spell_size(each.pop())} per {counted}" if len(each) == 1 else ""
        )
    else:
        sizes = {size for _, size in _along(facts, "size") if size is not None}
        yield "strong scaling" + (
            f": {spell_size(sizes.pop())} at every count" if len(sizes) == 1 else ""
        )


def _baseline(facts: Facts) -> Iterator[str]:
    label, count = baseline_label(facts), facts["baseline_devices"]
    unit = f" {facts['unit']}" if facts["unit"] else ""
    if label == "stated":
        yield (
            f"baseline: {facts['stated_baseline']:g}{unit} on 1 {facts['counted']}, "
            "stated in the source, not a measured point"
        )
    elif label == "of another series":
        yield (
            f"baseline: {facts['baseline_value']:g}{unit} on {count} "
            f"{facts['counted']}, measured in another series"
        )
    elif label == "none":
        yield "no speedup: no baseline ran"
    if label != "none" and count > 1:
        yield f"baseline: {count} {facts['counted']}s; speedups and laws do not extend to fewer"


def _superlinear(facts: Facts) -> Iterator[str]:
    above = [
        f"{count} ({efficiency * 100:{'.1f' if efficiency < 1e6 else '.1e'}} %)"
        for (count, efficiency), beyond in zip(
            _along(facts, "efficiency"), facts["superlinear"], strict=True
        )
        if beyond
    ]
    if above:
        yield f"superlinear at {_listed(above)}: cache effect or disturbed baseline"


def _without_speedup(facts: Facts) -> Iterator[str]:
    """Name the counts whose value is none that a rate or a time can have."""
    if not facts["scales"] or facts["scaling"] is None or facts["baseline_devices"] is None:
        return
    values = zip(_along(facts, "value"), facts["speedup"], strict=True)
    impossible = [
        count
        for (count, value), speedup in values
        if value is not None and value <= 0 and speedup is None
    ]
    if impossible:
        why = "times must be above 0" if facts["is_time"] else "rates cannot be negative"
        yield f"no speedup at {_listed(impossible)}: {why}"


def _along(facts: Facts, name: str) -> list[tuple[int, Any]]:
    values = facts.get(name)
    return [] if values is None else list(zip(facts["count"], values, strict=True))


def _listed(things: Sequence[Any]) -> str:
    named = ", ".join(str(thing) for thing in things[:_MOST_NAMED])
    return named if len(things) <= _MOST_NAMED else f"{named} and {len(things) - _MOST_NAMED} more"
