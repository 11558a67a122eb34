"""Words for statistics of what was measured: ``avg`` and ``mean``, ``p99`` and ``99%``."""

from __future__ import annotations

from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import by_spelling

_STATISTICS: Final = by_spelling(
    {
        "mean": "avg ave average mean μ",
        "median": "median med",
        "min": "min minimum",
        "max": "max maximum peak",
        "best": "best",
        "worst": "worst",
        "stddev": "std stdev stddev sd sigma σ",
        "stderr": "stderr sem",
        "variance": "var variance",
        "cv": "cv rsd",
        "iqr": "iqr",
        "mad": "mad",
        "ci": "ci",
        "uncertainty": "uncertainty",
        "count": "cnt",
    }
)
_PERCENTILE = Pattern(
    r"(?:p(?P<p>[0-9]{1,2}(?:\.[0-9]+)?)|(?P<percent>[0-9]{1,2}(?:\.[0-9]+)?)%)\Z"
)


def statistic_of(word: str) -> str | None:
    """Return the statistic that a word names (``avg`` is ``mean``, ``90%`` is ``p90``)."""
    if match := _PERCENTILE.match(word.lower()):
        return f"p{match['p'] or match['percent']}"
    return _STATISTICS.get(word.lower())
