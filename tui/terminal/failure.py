"""What is said when something happens that nobody foresaw."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Final

TRACEBACK: Final = "RUNCMP_TRACEBACK"


def own_error(error: BaseException) -> str:
    """Return one line about ``error``; print its traceback first where the environment asks."""
    if os.environ.get(TRACEBACK):
        traceback.print_exception(error, file=sys.stderr)
    what = str(error).partition("\n")[0]
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {frames[-1].name}" if frames else ""
    return (
        f"an error of its own: {type(error).__name__}{where}: {what}."
        f" Please report it with what {TRACEBACK}=1 prints."
    )
