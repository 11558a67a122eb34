"""TOML text -> its tables."""

from __future__ import annotations

from typing import Any

from parsers.objects.values import held


def parse_toml(text: str) -> dict[str, Any]:
    """Return the tables that ``text`` spells. Raises ``tomllib.TOMLDecodeError`` where it is none.

    So it does where Python raises other errors: for what is too deep, and for digits without end.
    """
    from tomllib import TOMLDecodeError, loads

    try:
        return {name: _held(value) for name, value in loads(text).items()}
    except TOMLDecodeError:
        raise
    except ValueError:
        raise TOMLDecodeError("A number has too many digits") from None
    except RecursionError:
        raise TOMLDecodeError("Too deeply nested") from None


def _held(value: Any) -> Any:
    """``value`` with all integers as numbers that Polars holds."""
    if isinstance(value, dict):
        return {name: _held(each) for name, each in value.items()}
    if isinstance(value, list):
        return list(map(_held, value))
    return held(value) if isinstance(value, int) and not isinstance(value, bool) else value
