"""Unpack archives (tar, zip) into a folder where nothing else is.

What an archive holds is hostile until checked: only plain files are taken, each below the folder
they are unpacked into, and no more than so many files and bytes.
"""

from __future__ import annotations

import errno
import io
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import IO, Final

from parsers.clean import clean
from parsers.contents.compression import damaged, plain_stream
from parsers.inputs.workbooks.packed import is_workbook
from parsers.inputs.workbooks.sheets import sheets_as_text
from parsers.notes import Note

_MOST_FILES: Final = 20_000
_MOST_BYTES: Final = 2 * 1024**3
_STEP: Final = 1024 * 1024
_OF_NAME: Final = (errno.ENAMETOOLONG, errno.ENOTDIR, errno.EEXIST, errno.EILSEQ, errno.EINVAL)
"""Why a file cannot be made that lie in its name alone."""
_NAME_SHOWN: Final = 80
_DAMAGED: Final[tuple[type[Exception], ...]] = (
    OSError,
    tarfile.TarError,
    zipfile.BadZipFile,
    NotImplementedError,
    *damaged(),
)


def unpack(path: str, folder: Path) -> list[Note]:
    """Unpack the archive at ``path`` into ``folder``, which is empty.

    Returns an ``error`` note where it is damaged or larger than the limits; what came before is
    unpacked.
    """
    left = _MOST_BYTES
    target: Path | None = None
    notes: list[Note] = []
    try:
        for count, (name, content) in enumerate(_members(path)):
            if count == _MOST_FILES or not left:
                notes.append(Note("error", f"archive too large: {_limits()}", clean(path)))
                return notes
            try:
                if (target := _target(folder, name)) is None:
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                if error.errno not in _OF_NAME:
                    raise
                text = f"left out, as no file can have its name here: {error.strerror}"
                notes.append(Note("error", text, clean(f"{path}/{name[:_NAME_SHOWN]}")))
                target = None
                continue
            with target.open("wb") as file:
                while left and (chunk := content.read(min(_STEP, left))):
                    left -= len(chunk)
                    file.write(chunk)
            target = None
    except _DAMAGED as error:
        if target is not None:
            target.unlink(missing_ok=True)
        why = clean(str(error)) or type(error).__name__
        text = f"damaged archive ({why}); what is whole is read"
        notes.append(Note("error", text, clean(path)))
    return notes


def _limits() -> str:
    return (
        f"at most {_MOST_FILES} files and {_MOST_BYTES // 1024**3} GiB are unpacked; "
        "unpack it and name a folder"
    )


def _members(path: str) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield the plain files of an archive in their order, each open; of a workbook its sheets."""
    if is_workbook(path):
        for name, text in sheets_as_text(path):
            yield name, io.BytesIO(text)
        return
    if path.lower().endswith(".zip"):
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                kind = stat.S_IFMT(entry.external_attr >> 16)
                if not entry.is_dir() and kind in (0, stat.S_IFREG) and not entry.flag_bits & 1:
                    with archive.open(entry) as content:
                        yield entry.filename, content
        return
    with Path(path).open("rb") as packed:
        head = packed.read(8)
        packed.seek(0)
        with (
            closing(plain_stream(packed, head)) as plain,
            tarfile.open(fileobj=plain, mode="r|") as members,
        ):
            for member in members:
                file = members.extractfile(member) if member.isreg() else None
                if file is not None:
                    yield member.name, file


def _target(folder: Path, name: str) -> Path | None:
    """Where a member goes; ``None`` where it is hidden or would leave ``folder``."""
    parts = [part for part in PurePosixPath(name).parts if part != "."]
    if (
        not parts
        or PurePosixPath(name).is_absolute()
        or any(part.startswith(".") for part in parts)
    ):
        return None
    if any("\0" in part or "\\" in part for part in parts):
        return None
    target = folder.joinpath(*parts)
    return None if target.exists() or target.parent.is_file() else target
