"""What is computed from other values: words that say so, and whether values bear them out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap
from math import exp, fsum, isclose, log, sqrt
from typing import Final

from parsers.grammar.patterns import Pattern

AGGREGATE: Final = (
    r"^\W*(?i:(?:the )?(?:avg|average|mean|median|(?:grand |sub-?)?total(?: (?:run)?time)?|sum"
    r"|overall|geo[ .-]?mean|(?:arithmetic|geometric|harmonic) mean|Ø"
    r"|(?:mittel|durchschnitt)(?:swert|wert)?|gesamt|summe|moyenne|médiane|somme|promedio|mediana|suma"
    r"|平均(?:值|値)?|中位数|中央値|合計|合计|总计|среднее|итого)"
    r"(?: of .*| \(.*\)| speed-?up| ?± ?(?:std|sd|σ))?)\W*$"
)
"""A cell that says its row is computed from others."""
MAY_SAY: Final = r"^\W*(?i:min|minimum|max|maximum|best|worst|fastest|slowest|all|gm)\W*$"
"""What says so where the values of its row are such: a reduction may be called ``max`` as well."""
_SAYS = Pattern(rf"{AGGREGATE}|{MAY_SAY}")
_SPREAD = Pattern(r"(?i)\W*(?:std|stdev|stddev|std\.? ?dev\.?|sd|σ|cv(?: ?\(%\))?|rsd)\W*")
_ROUNDED: Final = 0.01
_FEW_DIGITS: Final = 0.06
"""A spread is written with a digit or two."""


def comes_to(value: float, part: Sequence[float]) -> bool:
    """Return whether a value is the least, most, mean, geometric mean or sum of several others."""
    if len(part) < 2 or min(part) <= 0:
        return False
    whole, number = fsum(part), len(part)
    geometric_mean = exp(fsum(map(log, part)) / number)
    wholes = (min(part), max(part), whole, whole / number, geometric_mean)
    return any(isclose(value, each, rel_tol=_ROUNDED) for each in wholes)


def says_computed(heading: str) -> bool:
    """Return whether a heading is a word for what is computed from others."""
    return _SAYS.search(heading) is not None or _SPREAD.fullmatch(heading) is not None


def is_computed_from(heading: str, rows: Sequence[tuple[float, Sequence[float]]]) -> bool:
    """Return whether a column says that it is computed from others, and is so in all ``rows``.

    Each has the value of the column, and those of the others: ``Average`` beside two codes.
    """
    if _SAYS.search(heading):
        return bool(rows) and all(starmap(comes_to, rows))
    return _SPREAD.fullmatch(heading) is not None and all(starmap(_scatters, rows))


def _scatters(value: float, part: Sequence[float]) -> bool:
    """Whether a value is the standard deviation of others, of a sample or of all, or a share."""
    if len(part) < 2:
        return False
    mean = fsum(part) / len(part)
    squares = fsum((each - mean) ** 2 for each in part)
    spreads = [sqrt(squares / (len(part) - one)) for one in (0, 1)]
    shares = [factor * each / mean for each in spreads for factor in (1, 100) if mean]
    return any(isclose(value, each, rel_tol=_FEW_DIGITS) for each in (*spreads, *shares))
