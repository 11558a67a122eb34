"""The commands that print, by name."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Final

from tui.environment import Terminal
from tui.printed.audit import audit
from tui.printed.diff import diff
from tui.printed.export import export
from tui.printed.plot import plot
from tui.printed.scaling import scaling
from tui.printed.show import show

BY_NAME: Final[dict[str, Callable[[argparse.Namespace, Terminal], int]]] = {
    "show": show,
    "diff": diff,
    "scaling": scaling,
    "plot": plot,
    "audit": audit,
    "export": export,
}
"""Each returns the exit status."""
