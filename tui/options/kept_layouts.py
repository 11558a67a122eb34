"""Layouts of the table of runs by name, kept under the user's state folder (XDG base directories).

A layout says how rows are shown, not which: order, and the columns chosen, added, hidden, frozen
and widened. One JSON file each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from analysis.usage import UsageError, cut
from parsers.clean import clean
from parsers.whole_file import whole_file
from tui.options.state_folder import make_folder, state_folder

_LARGEST: Final = 100_000
"""Bytes of a file that may be one."""
_NAME: Final = re.compile(r"\w[\w.-]{0,63}")


class TableLayout(NamedTuple):
    """``sort``: as ``--sort`` takes it; the others are names of columns."""

    sort: str = ""
    columns: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    frozen: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()

    def among(self, known: Sequence[str]) -> tuple[TableLayout, list[str]]:
        """Return the layout as far as its columns are ``known``, and the columns that are not."""
        keys = [key for key in self.sort.split(",") if key]
        sort = ",".join(key for key in keys if key.removeprefix("-") in known)
        names = {name: getattr(self, name) for name in _LISTS}
        fitting = {
            name: tuple(each for each in listed if each in known) for name, listed in names.items()
        }
        wanted = [*(key.removeprefix("-") for key in keys), *chain(*names.values())]
        missing = dict.fromkeys(cut(name) for name in wanted if name not in known)
        return TableLayout(sort, **fitting), list(missing)


_LISTS: Final = TableLayout._fields[1:]


def keep(name: str, layout: TableLayout) -> Path:
    """Write a layout, whole or not at all, and return its file. Raises ``UsageError``."""
    path = _path(name)
    try:
        make_folder(path.parent)
        with whole_file(path) as file:
            file.write(json.dumps(layout._asdict(), indent=1, ensure_ascii=False).encode() + b"\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot keep the layout: {error.strerror or error}") from error
    return path


def take(name: str) -> TableLayout:
    """Read a layout. Raises ``UsageError`` where it is not there, or is none."""
    path = _path(name)
    try:
        with path.open("rb") as file:
            read: Any = json.loads(file.read(_LARGEST))
    except FileNotFoundError as error:
        known = ", ".join(kept())
        there = f"there are {known}" if known else f":layout {name} keeps the present one"
        raise UsageError(f"no layout {name}; {there}") from error
    except (OSError, ValueError, RecursionError) as error:
        why = getattr(error, "strerror", None) or "not JSON"
        raise UsageError(f"{path}: not a layout ({why}); :layout {name} writes it anew") from error
    if not isinstance(read, dict) or not isinstance(read.get("sort", ""), str):
        raise UsageError(f"{path}: not a layout; :layout {name} writes it anew")
    columns = {field: _names(read.get(field)) for field in _LISTS}
    return TableLayout(clean(read.get("sort", "")), **columns)


def kept() -> list[str]:
    """Return the names of the layouts that there are."""
    try:
        names = [file.stem for file in _folder().iterdir() if file.suffix == ".json"]
    except (OSError, UsageError):
        return []
    return sorted(name for name in names if _NAME.fullmatch(name))


def _names(read: object) -> tuple[str, ...]:
    names = read if isinstance(read, list) else []
    return tuple(clean(name) for name in names if isinstance(name, str))


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise UsageError(f"{cut(name)!r} is no name for a layout: letters, digits, - _ and .")
    return _folder() / f"{name}.json"


def _folder() -> Path:
    return state_folder() / "layouts"
