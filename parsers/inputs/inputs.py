"""PATH arguments -> sources: a file, a folder, a glob, ``label=PATH`` or ``-``."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from parsers.clean import clean
from parsers.contents.pipes import read_pipe
from parsers.contents.plain_bytes import mode_of
from parsers.guard import DEFECTS, because, reason
from parsers.inputs.run_folders import own_entries
from parsers.inputs.tar_and_zip import Scratch, is_archive
from parsers.memory import bounded
from parsers.notes import Kind, Note
from parsers.overruling.config_places import BESIDE
from parsers.overruling.override import Override, Overrides
from parsers.source import STDIN, Source

"""Seconds to wait for somebody to write to a pipe."""


class Input(NamedTuple):
    """What a file is known by before it is read: little enough to be sent to another machine.

    ``argument`` named it or, as a folder or glob, brought it along. ``label`` and ``name`` are set
    where they are not those of the ``path``; ``content`` where there is no file to open;
    ``overrides`` is what a user says of its reading.
    """

    path: str
    argument: str
    label: str = ""
    name: str = ""
    content: bytes | None = None
    overrides: tuple[Override, ...] = ()

    @property
    def source(self) -> Source:
        """The input as readers see it, under a label that others may have as well."""
        name = self.name or clean(self.path)
        label = self.label or clean(self.path.rpartition("/")[2])
        return Source(name, label, self.path, self.content, Overrides(self.overrides))

    @property
    def named(self) -> bool:
        """Whether the argument is the source's own name."""
        return self.argument == (self.name or clean(self.path))

    @property
    def folder(self) -> Path | None:
        """The folder that was given and brought the source along."""
        return None if self.named or not _is_folder(self.argument) else Path(self.argument)


def find_inputs(
    arguments: Sequence[str], stdin: BinaryIO | None = None, scratch: Scratch | None = None
) -> tuple[list[Input], list[Note]]:
    """Return the inputs that ``arguments`` stand for, in their order, and remarks.

    A folder is walked once, in name order, without hidden entries and without following a
    symbolic link into a folder already seen. ``label=PATH`` names the label; an argument that
    exists as it stands is a path even when it contains ``=``. ``-`` reads ``stdin`` to its end.
    A file that two arguments lead to is read once. An argument that leads nowhere is an ``error``
    note. Archives are unpacked into ``scratch``, and their files are inputs as those of a folder.
    """
    inputs: list[Input] = []
    notes: list[Note] = []
    seen: set[tuple[str, str | None]] = set()
    for argument in arguments:
        label, path = _split_label(argument)
        if path == STDIN:
            found: Iterable[str] = [STDIN]
        else:
            found = _paths(path, notes)
        for name in found:
            key = (os.path.realpath(name), label)
            if name != STDIN and key in seen:
                notes.append(Note("info", "listed more than once; read once", clean(name)))
                continue
            seen.add(key)
            unpacks = scratch if path != STDIN and _is_packed(name) else None
            try:
                if unpacks is not None:
                    folder, remarks = unpacks.unpacked(name)
                    notes += remarks
                    inputs += _unpacked(name, folder, label, path)
                elif path == STDIN:
                    inputs.append(_from_stdin(label, stdin))
                else:
                    inputs.append(_from_path(name, label, path))
            except DEFECTS as error:
                doing = "reading a pipe" if unpacks is None else "unpacking the archive"
                notes.append(Note("error", reason(error, doing), clean(name)))
    return inputs, notes


def files_of(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the paths that ``find_inputs`` finds, archives unopened, without standard input."""
    for argument in arguments:
        path = _split_label(argument)[1]
        if path != STDIN:
            yield from _expand(path, [])


def _paths(path: str, notes: list[Note]) -> list[str]:
    """The files that a path stands for; what keeps them from being found becomes a note."""
    unreadable: list[OSError] = []
    paths = list(_expand(path, unreadable))
    for error in unreadable:
        kind: Kind = "skipped" if paths else "error"
        text = f"cannot be read: {because(error)}"
        notes.append(Note(kind, text, clean(str(error.filename))))
    if not paths and not unreadable:
        notes.append(Note("error", _why_nothing(path), clean(path)))
    return paths


def _split_label(argument: str) -> tuple[str | None, str]:
    label, equals, path = argument.partition("=")
    if equals and label and path and not _leads_somewhere(argument):
        return clean(label), path
    return None, argument


def _leads_somewhere(path: str) -> bool:
    """Whether ``path`` is there, or a pattern that something matches (``nodes=*/run.csv``)."""
    if os.path.lexists(path):
        return True
    return glob.has_magic(path) and next(glob.iglob(path, recursive=True), None) is not None  # noqa: PTH207


def _is_packed(name: str) -> bool:
    """Whether a path is that of an archive, and no pipe or device is called so."""
    return is_archive(name) and stat.S_ISREG(mode_of(name))


def _from_stdin(label: str | None, stdin: BinaryIO | None) -> Input:
    content = b"" if stdin is None else bounded(stdin)
    return Input(STDIN, STDIN, label or "stdin", content=content)


def _from_path(name: str, label: str | None, argument: str) -> Input:
    if label is not None and name != argument:
        label = f"{label}/{_below(name, argument)}"
    # A pipe or a shell's process substitution can be read only once, so it is read whole here.
    content = read_pipe(Path(name), bounded) if stat.S_ISFIFO(mode_of(name)) else None
    return Input(name, clean(argument), label or "", content=content)


def _unpacked(archive: str, folder: Path, label: str | None, argument: str) -> Iterator[Input]:
    """Yield what was unpacked of an archive, as if its name were that of a folder."""
    for name in _walk(str(folder), []):
        below = clean(str(Path(name).relative_to(folder)))
        own = "" if label is None else f"{label}/{below}"
        yield Input(name, clean(argument), own, f"{clean(archive)}/{below}")


def _below(name: str, argument: str) -> str:
    """Return ``name`` relative to the folder ``argument``, or its last part for a glob."""
    path = Path(name)
    return clean(str(path.relative_to(argument)) if _is_folder(argument) else path.name)


def _is_folder(path: str) -> bool:
    return stat.S_ISDIR(mode_of(path))


def _expand(path: str, unreadable: list[OSError]) -> Iterator[str]:
    if _is_folder(path):
        yield from _walk(path, unreadable)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(path):
        # Path.glob refuses absolute patterns.
        for match in sorted(glob.glob(path, recursive=True)):  # noqa: PTH207
            if stat.S_ISREG(mode_of(match)):
                yield match


def _walk(folder: str, unreadable: list[OSError]) -> Iterator[str]:
    visited: set[tuple[int, int]] = set()
    for parent, folders, files in os.walk(folder, onerror=unreadable.append, followlinks=True):
        try:
            there = os.stat(parent)  # noqa: PTH116
        except OSError as error:
            unreadable.append(error)
            continue
        if (there.st_dev, there.st_ino) in visited:
            folders.clear()
            continue
        visited.add((there.st_dev, there.st_ino))
        folders[:], files = own_entries(parent, folders, files)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(parent, name)
            # What cannot be looked at is kept, to be reported; a pipe or a device is no result.
            if name.startswith(".") or name == BESIDE:
                continue
            if stat.S_ISREG(mode := mode_of(file)) or not mode:
                yield str(file)


def _why_nothing(path: str) -> str:
    if _is_folder(path):
        return "no visible files in this folder; name a folder or file with results"
    if glob.has_magic(path):
        return "no file matches this pattern"
    try:
        os.lstat(path)
    except PermissionError:
        return "cannot be read: permission denied"
    except (OSError, ValueError):
        pass
    return "no such file or folder"
