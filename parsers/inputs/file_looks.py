"""What the files that arguments lead to look like now, told without opening any of them."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from parsers.clean import clean
from parsers.inputs.inputs import files_of
from parsers.inputs.seen import CLOCK
from parsers.overruling.config_places import BESIDE

_FEW: Final = 2
"""So many files are named each."""


class FileLook(NamedTuple):
    """The size of a file in bytes, when it was last changed (ns since 1970), and which it is."""

    size: int
    changed: int
    inode: int


class Looks(NamedTuple):
    """Files by their names, and whether any is being written.

    ``settled``: none was changed so lately that its time may not tell. ``whole``: those that were
    end with a line, as far as can be seen.
    """

    files: Mapping[str, FileLook]
    settled: bool
    whole: bool


def look_at(arguments: Sequence[str], beside: Path | None = None) -> Looks:
    """Return what the files look like that ``arguments`` stand for.

    Those that say how to read them are among them: ``beside``, or else the ``runcmp.toml`` of each
    folder. Only those that were changed just now are opened, for their last byte.
    """
    files: dict[str, FileLook] = {}
    young: list[str] = []
    now = time.time_ns()
    for name in _names(arguments, beside):
        try:
            found = os.stat(name)  # noqa: PTH116
        except (OSError, ValueError):
            continue
        # A pipe is read once, and a device has no size.
        if stat.S_ISREG(found.st_mode):
            changed = max(found.st_mtime_ns, found.st_ctime_ns)
            files[name] = FileLook(found.st_size, changed, found.st_ino)
            if changed >= now - CLOCK:
                young.append(name)
    return Looks(files, not young, all(map(_ends_with_a_line, young)))


def _ends_with_a_line(name: str) -> bool:
    try:
        with Path(name).open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"
    except OSError:
        # Empty, gone, or not to be read: there is nothing to wait for.
        return True


def _names(arguments: Sequence[str], beside: Path | None) -> Iterator[str]:
    folders: dict[str, None] = {}
    for name in files_of(arguments):
        folders[os.path.dirname(name)] = None  # noqa: PTH120
        yield name
    if beside is not None:
        yield str(beside)
        return
    for folder in folders:
        yield os.path.join(folder, BESIDE)  # noqa: PTH118


def changes(before: Looks, now: Looks) -> list[str]:
    """Return in words what has become of the files: which are new, which grew, which are gone."""
    told: dict[str, list[str]] = {}
    for name in dict.fromkeys([*before.files, *now.files]):
        was, is_now = before.files.get(name), now.files.get(name)
        if was != is_now:
            told.setdefault(_what(was, is_now), []).append(clean(Path(name).name))
    return [
        f"{', '.join(names)} {what}" if len(names) <= _FEW else f"{len(names)} files {what}"
        for what, names in told.items()
    ]


def _what(was: FileLook | None, now: FileLook | None) -> str:
    if was is None:
        return "new"
    if now is None:
        return "gone"
    if was.inode != now.inode:
        return "replaced"
    if now.size < was.size:
        return "cut"
    return "grew" if now.size > was.size else "rewritten"
