"""Which of the values that are compared is the older one, as far as its name says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

import polars as pl

_OLD: Final = frozenset(
    {
        *("before", "old", "base", "baseline", "main", "master", "original", "orig"),
        *("reference", "ref", "control", "stock", "vanilla", "unpatched", "unmodified"),
        *("untuned", "unoptimized", "unoptimised", "without", "off", "false", "previous"),
    }
)
_NEW: Final = frozenset(
    {
        *("after", "new", "pr", "patch", "patched", "candidate", "feature", "modified"),
        *("tuned", "optimized", "optimised", "improved", "treatment", "with", "on", "true"),
        *("current",),
    }
)

_NUMBERED: Final = re.compile(r"v?\d{1,9}(?:[.-]\d{1,9})*", re.IGNORECASE | re.ASCII)
_VERSION: Final = re.compile(
    r"v?\d+(\.\d+)+([-+.]\w+)*|v\d{1,4}|\d{4}-\d\d-\d\d|(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{7,40}"
)
"""What states of a code are called that are no words: a release, a day, a commit."""
_MOST: Final = 100
"""Names that are ids of their own say nothing of their age."""


def from_old_to_new(column: pl.Series) -> list[Any]:
    """Return the values of a column, each once, the one to compare the others with first.

    Numbers ascend, and so do versions and dates. Other texts are in order of appearance, which is
    most often that of age, but for those that say it: a folder lists ``after`` and ``new`` before
    ``before`` and ``old``.
    """
    values = column.drop_nulls().unique(maintain_order=True)
    if values.dtype.is_numeric() or values.dtype.is_temporal():
        return values.sort().to_list()
    if len(values) > _MOST:
        return values.to_list()
    if all(_NUMBERED.fullmatch(str(value)) for value in values):
        return sorted(values, key=lambda value: [*map(int, re.findall(r"\d+", value))])
    return sorted(values, key=age)


def age(value: Any) -> int:
    """Return -1 for a value that is called old, 1 for one that is called new, else 0."""
    said = set(re.findall(r"[a-z]+", str(value).lower()))
    return bool(said & _NEW) - bool(said & _OLD)


def is_state(value: Any) -> bool:
    """Return whether a value is called as the state of a code is: v1.4, a day, a commit."""
    return _VERSION.fullmatch(str(value)) is not None


def are_states(values: Iterable[Any]) -> bool:
    """Return whether values are called as states of one code are: old and new, v1.4 and v1.5."""
    each = list(values)
    return any(map(age, each)) or all(map(is_state, each))
