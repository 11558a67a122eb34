"""A text from which facts are taken, one after the other, until names are left.

A fact that was read is cut out, so that what follows never sees it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from parsers.grammar.patterns import Pattern
from parsers.training.log_words import is_one_letter_off

FLAGS: Final = re.IGNORECASE | re.VERBOSE
NUMBER: Final = r"(?!0\d)\d{1,12}(?:,\d{3}){0,3}(?:\.\d{1,12})?"
"""A number as people write results; what starts with 0 and a digit is part of a name."""


@dataclass(slots=True)
class Facts:
    """What a text states, and what is ``left`` of it.

    ``columns``: schema columns and parameters by name.
    """

    left: str
    columns: dict[str, Any] = field(default_factory=dict)
    speedup: float | None = None
    speedup_digit: float | None = None
    baseline: float | None = None

    def take(self, pattern: Pattern, *meant: str) -> re.Match[str] | None:
        """Remove and return the first match, the first whose ``word`` means one of ``meant``."""
        for match in pattern.finditer(self.left):
            if not meant or _means(match["word"], meant):
                self.drop(match)
                return match
        return None

    def drop(self, match: re.Match[str]) -> None:
        """Remove ``match`` from what is left."""
        self.left = f"{self.left[: match.start()]} {self.left[match.end() :]}"


def number(text: str) -> float:
    """Return the value of a text that ``NUMBER`` matches."""
    return float(text.replace(",", ""))


def step_of_decimals(text: str) -> float:
    """Return the weight of the last digit of a text that ``NUMBER`` matches."""
    return float(10.0 ** -len(text.partition(".")[2]))


def _means(word: str, meant: tuple[str, ...]) -> bool:
    compact = re.sub(r"[\s_-]", "", word.lower())
    return any(compact == name or is_one_letter_off(compact, name) for name in meant)
