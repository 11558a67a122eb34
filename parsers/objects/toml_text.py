"""TOML text -> its tables."""

from __future__ import annotations

import tomllib
from typing import Any


def parse_toml(text: str) -> dict[str, Any]:
    """Return the tables that ``text`` spells. Raises ``tomllib.TOMLDecodeError`` where it is none.

    So it does where Python raises other errors: for what is too deep, and for digits without end.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:
        raise tomllib.TOMLDecodeError("A number has too many digits") from None
    except RecursionError:
        raise tomllib.TOMLDecodeError("Too deeply nested") from None
