"""The values of JSON objects as cells: flat names, numbers, lists of numbers or text."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from parsers.clean import clean
from parsers.grammar.secrets import names_secret
from parsers.short_columns.short_series import series_of

Object = Mapping[str, Any]
"""An object of JSON, which nothing changes."""
_DEEPEST: Final = 4
_LARGEST: Final = 10**18
_VARIABLES: Final = frozenset({"PATH", "HOME", "USER", "LD_LIBRARY_PATH", "SHELL", "PWD"})


def flat(item: Object, above: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield the values of nested objects under the path that leads to them."""
    for key, value in without_secrets(item).items():
        name = f"{above}{key}"
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from flat(value, f"{name}.", depth + 1)
        else:
            yield name, value


def without_secrets(item: Object) -> dict[str, Any]:
    """Return the members without what no record may hold: environments, keys, passwords."""
    return {key: value for key, value in item.items() if not is_secret(key, value)}


def is_secret(key: str, value: object) -> bool:
    """Whether a member is an environment, or a key or password in plain text."""
    if isinstance(value, dict):
        return bool(_VARIABLES & value.keys())
    if isinstance(value, list):
        return any(isinstance(each, str) and each.startswith(("PATH=", "HOME=")) for each in value)
    return isinstance(value, str) and names_secret(key)


def series(values: list[Any]) -> pl.Series:
    """Return a column of numbers, or of lists of numbers, or else of text."""
    if all(value is None or is_number(value) for value in values):
        return series_of(
            [None if value is None else float(value) for value in values], pl.Float64()
        )
    if any(values) and all(value is None or _is_numbers(value) for value in values):
        return pl.Series(values, dtype=pl.List(pl.Float64), strict=False)
    return series_of([_text(value) for value in values])


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return clean(",".join(value))
    # Cleaned already here: JSON can spell halves of characters, which are no text to Polars.
    return clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def held(number: int) -> int | float:
    """Return an integer, as a float where Polars holds none so large: infinite beyond all."""
    if abs(number) < _LARGEST:
        return number
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def is_number(value: object) -> bool:
    """Tell numbers from booleans, which are numbers to Python."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_numbers(value: object) -> bool:
    """Whether a value is a list of numbers, of which some may be missing, or all."""
    return isinstance(value, list) and all(item is None or is_number(item) for item in value)


def is_plain(value: object) -> bool:
    """Whether a value is a text, a number or a boolean."""
    return isinstance(value, str | int | float)
