"""Statistics over the ranks of a run: ``max over ranks (s)``, ``avg across processes``."""

from __future__ import annotations

from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.headings.heading import Heading

_OVER: Final = Pattern(
    r"(?:over|across|among|of)_(?:all_)?(?:ranks|processes|tasks|threads|nodes)\Z"
)


def as_over_ranks(headings: list[Heading]) -> list[Heading]:
    """Return the headings of one table, statistics in seconds over ranks read as times of the run.

    The largest is the time of the run itself, which ends with its slowest rank.
    """
    return list(map(_of_ranks, headings))


def _of_ranks(heading: Heading) -> Heading:
    if not _OVER.match(heading.name) or heading.statistic is None or heading.unit != "s":
        return heading
    statistic = None if heading.statistic == "max" else heading.statistic
    return heading._replace(name="runtime", statistic=statistic, better="lower")
