"""PATH arguments -> sources: a file, a folder, a glob, ``label=PATH`` or ``-``."""

from __future__ import annotations

import glob
import gzip
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from parsers.clean import clean
from parsers.notes import Note
from parsers.source import Source

STDIN = "-"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
GZIP_MARK = b"\x1f\x8b"


@dataclass(frozen=True)
class Input:
    """A source, and the argument that named it or, as a folder or glob, brought it along."""

    source: Source
    argument: str

    @property
    def named(self) -> bool:
        """Whether the argument is the source's own name."""
        return self.argument == self.source.name


def find_inputs(
    arguments: Sequence[str], stdin: BinaryIO | None = None
) -> tuple[list[Input], list[Note]]:
    """Return the inputs that ``arguments`` stand for, each under a label of its own, and remarks.

    A folder is walked once, in name order, without hidden entries and without following a
    symbolic link into a folder already seen. ``label=PATH`` names the label; an argument that
    exists as it stands is a path even when it contains ``=``. ``-`` reads ``stdin`` to its end.
    A file that two arguments lead to is read once. An argument that leads nowhere is an ``error``
    note.
    """
    inputs: list[Input] = []
    notes: list[Note] = []
    seen: set[tuple[str, str | None]] = set()
    for argument in arguments:
        label, path = _split_label(argument)
        if path == STDIN:
            inputs.append(Input(_from_stdin(label, stdin), STDIN))
            continue
        paths = list(_expand(path))
        if not paths:
            notes.append(Note("error", _why_nothing(path), clean(path)))
        for name in paths:
            key = (os.path.realpath(name), label)
            if key in seen:
                notes.append(Note("info", "given more than once; read once", clean(name)))
                continue
            seen.add(key)
            inputs.append(Input(_from_path(name, label, path), clean(path)))
    return _with_distinct_labels(inputs), notes


def unwrapped(source: Source) -> Source:
    """Return ``source`` as plain bytes: gunzipped, and UTF-16 text as UTF-8.

    Raises ``OSError`` or ``EOFError`` when the file cannot be read or its compression is damaged.
    """
    content = source.content
    if source.head.startswith(GZIP_MARK):
        content = gzip.decompress(source.path.read_bytes() if content is None else content)
        source = replace(source, content=content)
    if source.head.startswith(UTF16_MARKS):
        content = source.path.read_bytes() if content is None else content
        source = replace(source, content=content.decode("utf-16", errors="replace").encode())
    return source


def _split_label(argument: str) -> tuple[str | None, str]:
    label, equals, path = argument.partition("=")
    if equals and label and path and not os.path.lexists(argument):
        return clean(label), path
    return None, argument


def _from_stdin(label: str | None, stdin: BinaryIO | None) -> Source:
    content = b"" if stdin is None else stdin.read()
    return Source(STDIN, label or "stdin", Path(STDIN), content)


def _from_path(name: str, label: str | None, argument: str) -> Source:
    path = Path(name)
    if label is not None and name != argument:
        label = f"{label}/{_below(name, argument)}"
    return Source(clean(name), label or clean(path.name), path, _piped(path))


def _below(name: str, argument: str) -> str:
    """Return ``name`` relative to the folder ``argument``, or its last part for a glob."""
    path = Path(name)
    return clean(str(path.relative_to(argument)) if Path(argument).is_dir() else path.name)


def _piped(path: Path) -> bytes | None:
    """All that comes out of a pipe or a shell's process substitution: it can be read only once."""
    try:
        return path.read_bytes() if _is_pipe(path) else None
    except OSError:
        return None


def _is_pipe(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _expand(path: str) -> Iterator[str]:
    if Path(path).is_dir():
        yield from _walk(path)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(path):
        # Path.glob refuses absolute patterns.
        for match in sorted(glob.glob(path, recursive=True)):  # noqa: PTH207
            if Path(match).is_file():
                yield match


def _walk(folder: str) -> Iterator[str]:
    visited: set[tuple[int, int]] = set()
    for parent, folders, files in os.walk(folder, followlinks=True):
        try:
            there = Path(parent).stat()
        except OSError:
            continue
        if (there.st_dev, there.st_ino) in visited:
            folders.clear()
            continue
        visited.add((there.st_dev, there.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(parent, name)
            if not name.startswith(".") and not _is_pipe(file):
                yield str(file)


def _why_nothing(path: str) -> str:
    if Path(path).is_dir():
        return "folder without any visible file; name a folder or file with results"
    if glob.has_magic(path):
        return "no file matches this pattern"
    return "no such file or folder"


def _with_distinct_labels(inputs: list[Input]) -> list[Input]:
    """Put as many folder names before equal labels as tell them apart, or else numbers after."""
    labels = [item.source.label for item in inputs]
    deepest = max((len(item.source.path.parts) for item in inputs), default=0)
    for depth in range(1, deepest):
        counts = Counter(labels)
        labels = [
            _below_parent(item.source, depth, label) if counts[label] > 1 else label
            for item, label in zip(inputs, labels, strict=True)
        ]
    used: set[str] = set()
    distinct = []
    for item, label in zip(inputs, labels, strict=True):
        numbered = (label, *(f"{label} ({number})" for number in range(2, len(inputs) + 2)))
        label = next(candidate for candidate in numbered if candidate not in used)
        used.add(label)
        distinct.append(replace(item, source=replace(item.source, label=label)))
    return distinct


def _below_parent(source: Source, depth: int, label: str) -> str:
    folders = source.path.parts[:-1]
    return f"{clean(folders[-depth])}/{label}" if depth <= len(folders) else label
