"""What stands beside a count in a line: the count itself, and the heading of a number near it."""

from __future__ import annotations

from typing import Final, NamedTuple

from parsers.clean import clean
from parsers.grammar.name_counts import read_name
from parsers.grammar.patterns import Pattern
from parsers.grammar.units import dimensions
from parsers.grammar.words import word_set, words

JOINING: Final = word_set(
    "running run ran using with on for in by at took takes needs needed is was and the a of"
    " it finished finishes completed completes runs"
)
"""Words between a count and a result that say nothing of either."""
BATCH: Final = r"batch[ _-]?size|batchsize|batch|bs|mbs|gbs"
"""How the size of a batch is spelled."""
TIMES: Final = word_set("time runtime elapsed walltime wallclock duration")
"""Words of which one names a time."""

_NAMED = Pattern(
    r"\s*(?P<label>[A-Za-z][A-Za-z /()_-]{1,40}?)"
    r"\s+(?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(?P<unit>[A-Za-z%µ][\w/%*^-]*)[\s.,;]*"
)
NUMBER_ALONE: Final = Pattern(
    r"\s*(?P<number>\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(?P<unit>[A-Za-zµ][\w/]*)\s*"
)
"""``812.4 GFLOPS``: the unit alone says what it is."""


class NamedQuantity(NamedTuple):
    """A number behind the name of what it measures: the heading, with the unit, and its text."""

    heading: str
    number: str


def counts_of(name: str) -> dict[str, str] | None:
    """Return the counts in ``4 MPI processes``, if there is nothing else."""
    found = read_name(name)
    if found is None or found.template.strip() != "*":
        return None
    return {field: str(number) for field, number in found.counts.items()}


def heading_of_unit(unit: str) -> str | None:
    """Return the heading of a number of which the unit alone says what it is: a time or a rate."""
    found = dimensions(unit)
    if found is None:
        return None
    if found[0] == "time":
        return f"time ({unit})" if len(found) == 1 else unit
    return unit if found[0] == "rate" or found[1:2] == ("time",) else None


def heading_beside(before: str, between: str, unit: str) -> str | None:
    """Return the heading of a number that stands behind a count, by the words around the count.

    ``None`` where its unit is none of a time or a rate.
    """
    heading = heading_of_unit(unit)
    said = [word for word in words(f"{before} {between}") if word not in JOINING]
    if heading is None or not said:
        return heading
    time = "" if "time" in said or not heading.startswith("time") else " time"
    return f"{' '.join(said)}{time} ({unit})"


def read_named_quantity(line: str) -> NamedQuantity | None:
    """Return what ``Solve time   50.0 s`` states: a time that is called one, or a rate.

    ``None`` for a sentence, as ``waited for 5 s`` is one.
    """
    found = _NAMED.fullmatch(line)
    if found is None:
        return None
    said = words(found["label"])
    heading = heading_of_unit(found["unit"])
    if heading is None or not said or not JOINING.isdisjoint(said):
        return None
    if heading.startswith("time") and said[-1] not in TIMES:
        return None
    return NamedQuantity(f"{clean(found['label']).strip()} ({found['unit']})", found["number"])


def rate_alone(line: str) -> NamedQuantity | None:
    """Return the rate that is all of a line."""
    found = NUMBER_ALONE.fullmatch(line)
    heading = heading_of_unit(found["unit"]) if found else None
    if found is None or heading is None or heading.startswith("time"):
        return None
    return NamedQuantity(heading, found["number"])
