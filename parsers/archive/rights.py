"""Files of an archive: there whole or not at all, and readable by whom the archive's folder is."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from parsers.whole_file import give_rights, whole_file


@contextlib.contextmanager
def shared_file(path: Path, archive: Path) -> Iterator[BinaryIO]:
    """Open what will be at ``path`` once the block is left without an error.

    It gets the group and the mode of the folder ``archive``, as far as the system lets us. Raises
    ``OSError``.
    """
    shared_folder(path.parent, archive)
    with whole_file(path) as out:
        _share(out.fileno(), archive, is_folder=False)
        yield out


def shared_folder(path: Path, archive: Path) -> None:
    """Make a folder inside ``archive``, and those above it, for the same people. Raises OSError."""
    if path == archive or path.is_dir():
        return
    shared_folder(path.parent, archive)
    with contextlib.suppress(FileExistsError):
        path.mkdir()
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _share(descriptor, archive, is_folder=True)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _share(descriptor: int, archive: Path, *, is_folder: bool) -> None:
    folder = archive.stat()
    mode = stat.S_IMODE(folder.st_mode)
    if not is_folder:
        # Nobody runs results, and bits of folders mean something else on files.
        mode &= 0o666
    is_theirs = os.fstat(descriptor).st_gid == folder.st_gid
    give_rights(descriptor, mode, None if is_theirs else folder.st_gid)
