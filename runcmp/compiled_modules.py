# ruff: noqa: ARG002, PTH116, PTH120
# The arguments are those of a finder. Paths as objects would cost a part of what is won.
"""The compiled modules that runcmp starts with, in one file.

Python looks for each module in folder after folder, and opens and reads a file for it: some ten
calls for each of eight hundred modules, which take a tenth of the start, and on the file system of
a cluster much more. So what was imported is kept, as it lies in the folders called ``__pycache__``,
in one file in the package's own, and is found there the next time with one call: whether the source
is still the one that was compiled. Where it is not, Python imports it as ever.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source
from mmap import PROT_READ, mmap
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Final, NamedTuple
from zlib import crc32

FILE: Final = Path(cache_from_source(__file__)).with_name(
    f"start.{sys.implementation.cache_tag}.{crc32(repr(sys.path[1:]).encode()):08x}.modules"
)
"""On another path another module may be meant by a name. What comes first on it is where the
command is, or with ``python -m`` the folder in which it is given."""
MANY: Final = 20
"""So many modules that are not in the file are worth writing it anew."""
_HEADER: Final = 16
"""Bytes before the code in a compiled module: magic number, flags, time and size of its source."""
_LENGTH: Final = 8


class Kept(NamedTuple):
    """A module in the file: its source as it was compiled, and where its code is.

    ``cached``: where Python has laid it down, which takes as long to make up as to find the module.
    """

    path: str
    cached: str
    is_package: bool
    time: int
    size: int
    start: int
    end: int

    def is_current(self) -> bool:
        """Whether the source is still there and the same."""
        try:
            found = os.stat(self.path)
        except OSError:
            return False
        return (found.st_mtime_ns, found.st_size) == (self.time, self.size)


class CompiledModules:
    """Finds the modules of the file ``content`` that are ``kept``."""

    def __init__(self, kept: dict[str, Kept], codes: memoryview) -> None:
        self.kept = kept
        self._codes = codes

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how to import a module that is kept; others are left to the usual finders."""
        kept = self.kept.get(name)
        if kept is None or not kept.is_current():
            return None
        loader = _Loader(name, kept.path, self.code(kept))
        spec = ModuleSpec(name, loader, origin=kept.path, is_package=kept.is_package)
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(os.path.dirname(kept.path))
        spec.has_location, spec.cached = True, kept.cached
        return spec

    def code(self, kept: Kept) -> memoryview:
        """Return the compiled code of a module."""
        return self._codes[kept.start : kept.end]


class _Loader(SourceFileLoader):
    """Loads a module whose code is here; its source is read where Python's own loader reads it."""

    def __init__(self, name: str, path: str, code: memoryview) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType | None:
        """Return the code of the module."""
        with contextlib.suppress(EOFError, ValueError, TypeError):
            code: CodeType = marshal.loads(self._code)
            return code
        return super().get_code(fullname)


def use_kept() -> None:
    """Import from the file from now on, if there is one that is meant for this interpreter."""
    if (modules := read_kept()) is not None:
        sys.meta_path.insert(0, modules)


def read_kept() -> CompiledModules | None:
    """Return what the file holds; ``None`` where there is none that can be read."""
    try:
        # Only what is imported is read: the file may have the modules of all commands.
        with FILE.open("rb") as file:
            content = memoryview(mmap(file.fileno(), 0, prot=PROT_READ))
        start = len(MAGIC_NUMBER) + _LENGTH
        length = int.from_bytes(content[len(MAGIC_NUMBER) : start], "little")
        if content[: len(MAGIC_NUMBER)] != MAGIC_NUMBER:
            return None
        index = marshal.loads(content[start : start + length])
        kept = {name: Kept(*entry) for name, entry in index.items()}
    except (OSError, EOFError, ValueError, TypeError, AttributeError):
        return None
    return CompiledModules(kept, content[start + length :])


def keep_imported() -> bool:
    """Write the file anew where many modules were imported that it has not; return whether so.

    As with compiled modules, nothing is said where that cannot be done.
    """
    modules = read_kept()
    known = modules.kept if modules is not None else {}
    specs = {name: getattr(each, "__spec__", None) for name, each in list(sys.modules.items())}
    imported = {
        name: spec
        for name, spec in specs.items()
        if isinstance(loader := getattr(spec, "loader", None), SourceFileLoader)
        if not isinstance(loader, _Loader) and name != "__main__"
        if name not in known or not known[name].is_current()
    }
    if len(imported) < MANY:
        return False
    codes = (
        {name: (kept, bytes(modules.code(kept))) for name, kept in known.items()} if modules else {}
    )
    for name, spec in imported.items():
        if spec is not None and (found := _compiled(spec)) is not None:
            codes[name] = found
    with contextlib.suppress(OSError):
        _write(codes)
    return True


def _compiled(spec: ModuleSpec) -> tuple[Kept, bytes] | None:
    """Return a module as Python has compiled it and laid it down, or ``None`` where it has not."""
    if spec.origin is None or spec.cached is None:
        return None
    try:
        source = os.stat(spec.origin)
        content = Path(spec.cached).read_bytes()
    except OSError:
        return None
    stamp = [int(source.st_mtime) & 0xFFFFFFFF, source.st_size & 0xFFFFFFFF]
    header = MAGIC_NUMBER + b"".join(each.to_bytes(4, "little") for each in (0, *stamp))
    if content[:_HEADER] != header:
        return None
    is_package = spec.submodule_search_locations is not None
    kept = Kept(spec.origin, spec.cached, is_package, source.st_mtime_ns, source.st_size, 0, 0)
    return kept, content[_HEADER:]


def _write(codes: dict[str, tuple[Kept, bytes]]) -> None:
    index: dict[str, tuple[object, ...]] = {}
    end = 0
    for name, (kept, code) in codes.items():
        index[name] = tuple(kept._replace(start=end, end=end + len(code)))
        end += len(code)
    table = marshal.dumps(index)
    header = MAGIC_NUMBER + len(table).to_bytes(_LENGTH, "little")
    replace_file(FILE, [header, table, *(code for _, code in codes.values())])


def read_versioned(file: Path) -> dict[Any, Any]:
    """Return what ``write_versioned`` wrote; nothing where it was not this Python, or is broken."""
    with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
        version, kept = marshal.loads(file.read_bytes())
        if version == sys.version:
            return dict(kept)
    return {}


def write_versioned(file: Path, kept: dict[Any, Any]) -> None:
    """Write what this version of Python alone can use; as above, nothing is said if it fails."""
    with contextlib.suppress(OSError):
        replace_file(file, [marshal.dumps((sys.version, kept))])


def replace_file(file: Path, parts: Iterable[bytes]) -> None:
    """Write ``parts`` to ``file`` in one step, so that nobody reads a part of it."""
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with temporary.open("xb") as written:
            written.writelines(parts)
        temporary.replace(file)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
