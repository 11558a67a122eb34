"""Archives of results (tar, zip, workbooks) by their names, and where they are unpacked."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Self

from parsers.inputs.workbooks.packed import WORKBOOKS, is_workbook
from parsers.notes import Note

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

_TAR: Final = (".tar", ".tgz", ".txz", ".tbz", ".tbz2", ".tzst")
_PACKED: Final = (".gz", ".xz", ".bz2", ".zst")
_MAY_BE_PACKED: Final = (*_TAR, *_PACKED, ".zip", *WORKBOOKS)


class Scratch:
    """A folder for what archives hold, made when it is first needed and gone at the end."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def unpacked(self, path: str) -> tuple[Path, list[Note]]:
        """Unpack an archive into a new folder of its name; what went wrong is noted."""
        # Most inputs are no archives, and what unpacks them takes as long to import as all else.
        from tempfile import TemporaryDirectory

        from parsers.inputs.unpacking import unpack

        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="runcmp-", ignore_cleanup_errors=True)
        self._count += 1
        folder = Path(self._folder.name, str(self._count), Path(path).name)
        folder.mkdir(parents=True)
        return folder, unpack(path, folder)


def is_archive(name: str) -> bool:
    """Return whether a file is an archive: ``results.tar.gz``, ``results.tgz``, ``.zip``.

    Its name says so; a workbook is one of its sheets, and packed as a zip is.
    """
    if not name.lower().endswith(_MAY_BE_PACKED):
        return False
    suffixes = [suffix.lower() for suffix in PurePosixPath(name).suffixes[-2:]]
    last = suffixes[-1] if suffixes else ""
    return (
        last in (*_TAR, ".zip")
        or (len(suffixes) == 2 and suffixes[0] == ".tar" and last in _PACKED)
        or is_workbook(name)
    )
