"""SGR parameters: what they set, and the shortest way from one style to another."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import Final

_DEFAULTS: Final = frozenset({"", "0", "39", "49"})
_BOLD_DIM_ITALIC: Final = frozenset({"1", "2", "3"})


@lru_cache(maxsize=1024)
def bare_style(sgr: str) -> str:
    """Return the parameters ``sgr`` without what the default style has anyway."""
    return ";".join(";".join(group) for group in _attributes(sgr) if group[0] not in _DEFAULTS)


@lru_cache(maxsize=1024)
def style_on_blank(style: str) -> str:
    """Return ``style`` if it shows on a cell without a character, else the default style."""
    return style if any(not _is_of_character(group[0]) for group in _attributes(style)) else ""


@lru_cache(maxsize=4096)
def style_change(old: str, new: str) -> str:
    """Return the shortest sequence found that takes a terminal from ``old`` to ``new``.

    Both are as ``bare_style`` returns them.
    """
    if old == new:
        return ""
    if not new:
        return "\x1b[m"
    had, wanted = ({_kind(group): group for group in _attributes(style)} for style in (old, new))
    if had.keys() <= wanted.keys():
        return _sequence([group for kind, group in wanted.items() if had.get(kind) != group])
    return _sequence([["0"], *wanted.values()])


def _sequence(groups: list[list[str]]) -> str:
    return f"\x1b[{';'.join(map(';'.join, groups))}m"


def _kind(group: list[str]) -> str:
    """Return what ``group`` sets: the characters' colour, the one behind them, or only itself."""
    first = group[0]
    if _is_colour(first):
        return "colour"
    behind = first == "48" or (len(first) > 1 and first[:-1] in ("4", "10"))
    return "behind" if behind else first


def _is_of_character(parameter: str) -> bool:
    return _is_colour(parameter) or parameter in _BOLD_DIM_ITALIC


def _is_colour(parameter: str) -> bool:
    return parameter[:1] in ("3", "9") and len(parameter) == 2


def _attributes(sgr: str) -> list[list[str]]:
    """Return SGR parameters, those that belong to one colour together."""
    groups: list[list[str]] = []
    rest = iter(sgr.split(";") if sgr else [])
    for parameter in rest:
        group = [parameter]
        if parameter in ("38", "48"):
            group.append(next(rest, ""))
            group.extend(islice(rest, 1 if group[1] == "5" else 3))
        groups.append(group)
    return groups
