"""Text that is too wide for its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os.path import commonprefix
from textwrap import wrap
from typing import Final

from rich.cells import cell_len, chop_cells, set_cell_size


def truncate_middle(text: str, width: int, sign: str) -> str:
    """Return ``text`` in at most ``width`` cells, with ``sign`` for its middle if it is wider.

    Versions and data sets differ at their ends, so both ends stay.
    """
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return sign * max(width, 0)
    tail = (width - 1) // 2
    return set_cell_size(text, width - 1 - tail).rstrip() + sign + _ending(text, tail).lstrip()


def truncate_end(text: str, width: int, sign: str) -> str:
    """Return ``text`` in at most ``width`` cells, with ``sign`` at its end if it is wider.

    For sentences, whose beginning says most.
    """
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + sign if width > 0 else ""


def in_few_lines(text: str, width: int, most: int, sign: str) -> list[str]:
    """Return ``text`` in ``most`` lines of at most ``width`` cells; ``sign`` ends it if cut."""
    lines = in_lines(text, width)
    rest = [truncate_end(" ".join(lines[most - 1 : most + 1]), width, sign)]
    return [*lines[: most - 1], *rest] if len(lines) > most else lines


def in_lines(text: str, width: int, indent: str = "") -> list[str]:
    """Return ``text`` in lines of at most ``width`` cells, broken at blanks where it has any.

    Lines after the first begin with ``indent``. Where there is no text, it is one empty line.
    """
    width = max(width, 1)
    if all(cell_len(character) < 2 for character in text):
        return wrap(text, width, subsequent_indent=indent) or [""]
    lead = text[: len(text) - len(text.lstrip(" "))]
    lines, begun = [lead if cell_len(lead) + 2 <= width else ""], False
    for word in text.lstrip(" ").split(" "):
        whole = f"{lines[-1]} {word}" if begun else f"{lines[-1]}{word}"
        if cell_len(whole) <= width:
            lines[-1], begun = whole, begun or bool(word)
            continue
        taken = max(cell_len(indent), 0 if begun else cell_len(lines[-1]))
        parts = chop_cells(word, max(width - taken, 1))
        if begun:
            lines.append(indent + parts[0])
        else:
            lines[-1] += parts[0]
        lines += [indent + part for part in parts[1:]]
        begun = True
    return lines


def padded(text: str, width: int) -> str:
    """Return ``text`` with as many blanks after it as it takes to fill ``width`` cells."""
    return text + " " * (width - cell_len(text))


def _ending(text: str, width: int) -> str:
    start = len(text)
    while start and cell_len(text[start - 1 :]) <= width:
        start -= 1
    return text[start:]


MOST: Final = 1000
"""So many names are looked at; of more, nobody sees at once which look alike."""


_FEW: Final = 200
"""So many names are cut to each width, to see which leaves them different."""


class Shortening:
    """How the names of a column are cut: all at the end, where that leaves them different.

    Else in the middle, or without the beginning that they share: the way that leaves most of them
    different is taken. ``names`` are asked for when the first one has to be cut.
    """

    def __init__(self, names: Callable[[], Sequence[str]]) -> None:
        self._names = names
        self._known: Sequence[str] | None = None
        self._cut: dict[tuple[int, str], dict[str, str]] = {}
        self._least: dict[tuple[int, int], int] = {}

    def __call__(self, text: str, width: int, sign: str) -> str:
        """Return ``text`` in at most ``width`` cells, with ``sign`` for what is left out."""
        if cell_len(text) <= width:
            return text
        return self._at(width, sign).get(text) or truncate_middle(text, width, sign)

    def least_width(self, least: int, most: int) -> int:
        """Return the width from ``least`` on that leaves as many names different as ``most`` does.

        Of very many names nobody sees which look alike, and it is the least.
        """
        if (least, most) not in self._least:
            found = least
            if len(self._all) <= _FEW:
                different = len(set(self._at(most, "…").values()))
                while found < most and len(set(self._at(found, "…").values())) < different:
                    found += 1
            self._least[least, most] = found
        return self._least[least, most]

    @property
    def _all(self) -> Sequence[str]:
        if self._known is None:
            self._known = self._names()
        return self._known

    def _at(self, width: int, sign: str) -> dict[str, str]:
        """Return each name as it is in ``width`` cells."""
        if (width, sign) not in self._cut:
            self._cut[width, sign] = _different(self._all, width, sign)
        return self._cut[width, sign]


def _different(names: Sequence[str], width: int, sign: str) -> dict[str, str]:
    if len(names) > MOST:
        return {}
    too_wide = [name for name in names if cell_len(name) > width]
    shared = len(commonprefix(too_wide))  # noqa: RUF071 - letters are meant, not folders

    def without_beginning(name: str, width: int, sign: str) -> str:
        return truncate_end(sign + name[shared:], width, sign) if cell_len(name) > width else name

    ways = (truncate_end, truncate_middle, without_beginning)
    cuts = [{name: way(name, width, sign) for name in names} for way in ways]
    return max(cuts, key=lambda each: len(set(each.values())))
