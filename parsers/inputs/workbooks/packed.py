"""Which files are workbooks: asked of each input, so that nothing is imported for it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

WORKBOOKS: Final = (".xlsx", ".xlsm", ".ods")
_ZIP_MARK: Final = b"PK\x03\x04"


def is_workbook(name: str) -> bool:
    """Return whether a file is a workbook; text is often saved under such a name."""
    if PurePosixPath(name).suffix.lower() not in WORKBOOKS:
        return False
    try:
        with Path(name).open("rb") as file:
            return file.read(len(_ZIP_MARK)) == _ZIP_MARK
    except OSError:
        return False
