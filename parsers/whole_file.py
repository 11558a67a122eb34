"""Files that are written whole or not at all.

What is written goes to a file beside the target, of a name of its own, and to the disk; then it
takes the target's name in one step. Whatever ends the process or the machine in between, the
target is what it was before or what it should become. What stays behind then is taken away by the
next run that writes to the same folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

MARK: Final = ".runcmp"
"""What temporary names begin with; host, process and time follow. Hidden, so that nobody reads a
folder's results and finds one."""
MOST_LINKS: Final = 40
"""Of links that lead to links, as Linux counts them."""


@contextlib.contextmanager
def whole_file(path: Path, *, new: bool = False) -> Iterator[BinaryIO]:
    """Open what will be at ``path`` once the block is left without an error; until then nothing is.

    A file that is there keeps its mode and group, and a link that leads to it stays a link. What is
    no regular file (a pipe, a device, ``/dev/stdout``) is written as it goes. ``new`` asks for a
    name that nothing has yet. Raises ``OSError``, ``FileExistsError`` among them.
    """
    if not new and goes_elsewhere(path):
        own = _own_descriptor(path)
        with path.open("ab") if own is None else os.fdopen(os.dup(own), "wb") as out:
            yield out
        return
    target = path if new else Path(os.path.realpath(path))
    temporary, descriptor = _create_beside(target)
    try:
        with os.fdopen(descriptor, "wb") as out:
            if not new:
                _take_over(target, descriptor)
            yield out
            out.flush()
            os.fsync(descriptor)
        (_name_new if new else os.replace)(temporary, target)
    except BaseException:
        _remove(temporary)
        raise
    _flush_folder(target.parent)


def check_writable(path: Path) -> None:
    """Raise the ``OSError`` that ``whole_file`` would meet, as far as that shows beforehand."""
    if goes_elsewhere(path):
        if path.is_dir():
            raise _error(errno.EISDIR)
        return
    target = Path(os.path.realpath(path))
    temporary, descriptor = _create_beside(target)
    os.close(descriptor)
    _remove(temporary)


def goes_elsewhere(path: Path) -> bool:
    """Return whether ``path`` is no regular file, or is a name for what is open here."""
    return _own_descriptor(path) is not None or (path.exists() and not path.is_file())


def _own_descriptor(path: Path) -> int | None:
    """Return which open file of this process ``path`` is a name for, as ``/dev/stdout`` is for 1.

    To open that name would be to open the file behind it once more, and to write over what the
    shell, or the command before, has written there.
    """
    for _ in range(MOST_LINKS):
        if not path.is_symlink():
            return None
        if os.path.realpath(path.parent) == f"/proc/{os.getpid()}/fd":
            return int(path.name)
        path = path.parent / path.readlink()
    raise _error(errno.ELOOP)


def _create_beside(target: Path) -> tuple[Path, int]:
    """Return an empty file in the folder of ``target`` and its descriptor. Raises ``OSError``."""
    if target.exists() and not os.access(target, os.W_OK):
        # Who may write to the folder could put another file there, but somebody wants this kept.
        raise _error(errno.EACCES)
    _remove_stale(target.parent)
    name = f"{MARK}-{os.uname().nodename}-{os.getpid()}-{time.time_ns()}"
    temporary = target.parent / name
    return temporary, os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)


def _take_over(target: Path, descriptor: int) -> None:
    """Give an open file the mode and the group of ``target``, where that is there."""
    try:
        before = target.stat()
    except FileNotFoundError:
        return
    give_rights(descriptor, stat.S_IMODE(before.st_mode), before.st_gid)


def give_rights(descriptor: int, mode: int, group: int | None) -> None:
    """Give an open file or folder a mode and a group, as far as the system lets us.

    ``None`` leaves it the group that it has.
    """
    if group is not None:
        try:
            os.fchown(descriptor, -1, group)
        except PermissionError:
            # What one group may do is not for another.
            mode &= ~stat.S_IRWXG
    # Some file systems give every file one mode.
    with contextlib.suppress(PermissionError):
        os.fchmod(descriptor, mode)


def _name_new(temporary: Path, target: Path) -> None:
    """Give a file a name that nothing has yet. Raises ``FileExistsError``."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # No hard links here: the name is taken first, empty, and then what it is for.
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        temporary.replace(target)
    else:
        _remove(temporary)


def _remove_stale(folder: Path) -> None:
    """Remove temporary files of this host's processes that are gone."""
    ours = re.compile(rf"{re.escape(f'{MARK}-{os.uname().nodename}')}-(\d+)-\d+")
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            found = ours.fullmatch(file.name)
            if found and not _runs(int(found[1])):
                _remove(file)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink()


def _flush_folder(folder: Path) -> None:
    """Have the folder's names on the disk too. The file is there and whole in any case."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
