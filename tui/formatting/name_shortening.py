"""Names of one column cut so that those which differ still look different."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os.path import commonprefix
from typing import Final

from rich.cells import cell_len

from tui.formatting.shortening import cut, ended

MOST: Final = 1000
"""So many names are looked at; of more, nobody sees at once which look alike."""


class Shortening:
    """How the names of a column are cut: all at the end, where that leaves them different.

    Else in the middle, or without the beginning that they share: the way that leaves most of them
    different is taken. ``names`` are asked for when the first one has to be cut.
    """

    def __init__(self, names: Callable[[], Sequence[str]]) -> None:
        self._names = names
        self._known: Sequence[str] | None = None
        self._cut: dict[tuple[int, str], dict[str, str]] = {}

    def __call__(self, text: str, width: int, sign: str) -> str:
        """Return ``text`` in at most ``width`` cells, with ``sign`` for what is left out."""
        if cell_len(text) <= width:
            return text
        if (width, sign) not in self._cut:
            if self._known is None:
                self._known = self._names()
            self._cut[width, sign] = _different(self._known, width, sign)
        return self._cut[width, sign].get(text) or cut(text, width, sign)


def _different(names: Sequence[str], width: int, sign: str) -> dict[str, str]:
    if len(names) > MOST:
        return {}
    too_wide = [name for name in names if cell_len(name) > width]
    shared = len(commonprefix(too_wide))  # noqa: RUF071 - letters are meant, not folders

    def without_beginning(name: str, width: int, sign: str) -> str:
        return ended(sign + name[shared:], width, sign) if cell_len(name) > width else name

    ways = (ended, cut, without_beginning)
    cuts = [{name: way(name, width, sign) for name in names} for way in ways]
    return max(cuts, key=lambda each: len(set(each.values())))
