"""How often Polars is asked while something runs: a count that does not jitter, as times do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def queries(run: Callable[[], object]) -> int:
    """Return how many queries Polars is given in this thread while ``run`` runs."""
    asked = 0

    def seen(_: FrameType, event: str, called: Any) -> None:
        nonlocal asked
        asked += event == "c_call" and called.__name__ == "collect"

    sys.setprofile(seen)
    try:
        run()
    finally:
        sys.setprofile(None)
    return asked
