"""Where configuration files stand: in the system's and the user's folders, and beside the data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from parsers.overruling.override import Layer, Override

BESIDE: Final = "runcmp.toml"
"""What the file is called that stands beside the data."""
_STANDING: Final = Path("runcmp") / "config.toml"


def standing(environ: Mapping[str, str]) -> list[Override]:
    """Return what the files of the system and of the user say, the weakest first.

    They stand where the XDG Base Directory Specification says. Raises ``OverruleError``.
    """
    system = (environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")
    home = environ.get("HOME")
    user = environ.get("XDG_CONFIG_HOME") or (f"{home}/.config" if home else "")
    places = [*((Layer.SYSTEM, each) for each in reversed(system)), (Layer.USER, user)]
    return [
        override
        for layer, folder in places
        # The specification has paths that are not absolute ignored.
        if Path(folder).is_absolute()
        for override in _read(Path(folder) / _STANDING, layer)
    ]


class ConfigsBeside:
    """What stands in the ``runcmp.toml`` of each folder, read once."""

    def __init__(self) -> None:
        self.read: dict[Path, list[Override]] = {}

    def of(self, file: Path, root: Path | None) -> list[Override]:
        """Return what holds for ``file``, from the folder ``root``, if any, down to its own.

        Raises ``OverruleError``.
        """
        folders = [file.parent]
        while root is not None and folders[-1] != root and root in folders[-1].parents:
            folders.append(folders[-1].parent)
        return [override for folder in reversed(folders) for override in self._in(folder)]

    def _in(self, folder: Path) -> list[Override]:
        if folder not in self.read:
            self.read[folder] = _read(folder / BESIDE, Layer.FOLDER)
        return self.read[folder]


def _read(path: Path, layer: Layer) -> list[Override]:
    """Return what the file says, nothing where there is none: to look costs no import."""
    try:
        if not path.is_file():
            return []
    except (OSError, ValueError):
        return []
    from parsers.overruling.config_file import read_config

    return read_config(path, layer)
