"""Words in cells: widths, characters that have none, and what to leave out when space is short."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rich.cells import get_character_cell_size

from tui.formatting.glyphs import Glyphs

_UNKNOWN: Final = "?"
_JOINERS: Final = dict.fromkeys(map(ord, "\u200d\ufe0e\ufe0f"))
_ASCII: Final = str.maketrans(
    {
        "×": "x",
        "µ": "u",
        "μ": "u",
        "·": ".",
        "…": "~",
        "–": "-",
        "—": "-",
        "≤": "<=",
        "≥": ">=",
        "→": "->",
        "±": "+-",
        "−": "-",
        "✗": "x",
        "▾": "v",
        "▸": ">",
        "◂": "<",
    }
)


def cells(text: str, glyphs: Glyphs) -> tuple[str, ...]:
    """Return ``text`` as one string per cell.

    A wide character is followed by an empty string, a combining mark goes with the character
    before it, unprintable characters become ``?``, and so does, in an ASCII set, whatever has no
    ASCII spelling.
    """
    return _cells(text, glyphs.ascii)


@lru_cache(maxsize=1024)
def _cells(text: str, ascii_only: bool) -> tuple[str, ...]:
    if text.isascii() and text.isprintable():
        return tuple(text)
    text = text.translate(_JOINERS)
    if ascii_only:
        text = to_ascii(text)
    result: list[str] = []
    last = -1
    for character in text:
        width = _width(character)
        if width:
            last = len(result)
            result += [_shown(character)] + [""] * (width - 1)
        elif last >= 0:
            result[last] += character
    return tuple(result)


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    return character if character.isprintable() else _UNKNOWN


def _width(character: str) -> int:
    return get_character_cell_size(character) if character.isprintable() else 1


def to_ascii(text: str) -> str:
    """Return ``text`` in seven-bit characters: stand-ins, letters without accents, else ``?``."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_ASCII))
    return "".join(
        character if character.isascii() else _UNKNOWN
        for character in decomposed
        if not unicodedata.combining(character)
    )


def with_middle_cut(text: str, width: int, glyphs: Glyphs) -> str:
    """Return ``text`` in at most ``width`` cells, with an ellipsis in place of its middle.

    Names of series tend to share their beginning and differ at the end, so both ends stay.
    """
    signs = cells(text, glyphs)
    if len(signs) <= width:
        return "".join(signs)
    if width <= 1:
        return glyphs.ellipsis[: max(width, 0)]
    tail = (width - 1) // 2
    return _whole(signs[: width - 1 - tail]) + glyphs.ellipsis + _whole(signs[len(signs) - tail :])


def _whole(signs: Sequence[str]) -> str:
    """Join cells, without the halves that a cut leaves of wide characters at either end."""
    if signs and signs[-1] and _width(signs[-1][0]) > 1:
        signs = signs[:-1]
    return "".join(signs)
