"""Where in a line of a source a number stands that was read from it."""

from __future__ import annotations

import math
import re
from typing import Final

_EXPONENT: Final = r"(?:[eE][-+]?\d+)?(?![\d_])"
_NUMBERS: Final = (
    re.compile(rf"(?<![\w.])[-+]?(?:\d+(?:\.\d*)?|\.\d+){_EXPONENT}"),
    re.compile(rf"(?<![\w.])[-+]?\d{{1,3}}(?:[,_]\d{{3}})+(?:\.\d*)?{_EXPONENT}"),
)
"""Numbers as they stand, and those with thousands set apart, which a CSV's cells look like too."""
_FACTORS: Final = (1, 1e3, 1e6, 1e9, 1e12, 1e-3, 1e-6, 1e-9, 1e-2, 60, 3600, 2**10, 2**20, 2**30)
"""What a number is multiplied by to come into its base unit: itself first."""
_EXACT: Final = 1e-9


def span_of(value: float, line: str) -> tuple[int, int] | None:
    """Return where the first number of ``line`` begins and ends that is ``value`` in some unit.

    One that is ``value`` as it stands comes before one that a prefix or a unit leads to.
    """
    for factor in _FACTORS:
        for form in _NUMBERS:
            for found in form.finditer(line):
                number = float(found[0].replace(",", "").replace("_", ""))
                if math.isclose(number * factor, value, rel_tol=_EXACT):
                    return found.span()
    return None
