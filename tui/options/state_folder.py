"""Where what is kept between sessions is: the user's state folder (XDG base directories)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from analysis.usage import UsageError

STATE_HOME: Final = "XDG_STATE_HOME"
_OWNER_ONLY: Final = 0o700
"""The mode of a folder that is made, as the specification of the state folder has it."""


def state_folder() -> Path:
    """Return runcmp's own part of the state folder, which need not be there.

    A relative ``XDG_STATE_HOME`` counts as none, says its specification. Raises ``UsageError``
    where the user has no home, as in a container that knows nothing of them.
    """
    home = Path(os.environ.get(STATE_HOME, ""))
    try:
        return (home if home.is_absolute() else Path.home() / ".local/state") / "runcmp"
    except RuntimeError as error:
        raise UsageError(f"no home folder to keep anything in; set {STATE_HOME}") from error


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, the user's own. Raises ``OSError``."""
    if not folder.is_dir():
        if folder.parent != folder:
            make_folder(folder.parent)
        folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
