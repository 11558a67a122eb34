"""Text from files made harmless: what acts on a terminal, or hides, becomes a visible mark.

Every string that goes into a record passes here, so that nothing downstream has to think of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from parsers.grammar.secrets import GIVEN_IN_POLARS, without_values

if TYPE_CHECKING:
    import polars as pl

_RANGES: Final = (
    (0x00, 0x1F),  # C0 controls, among them ESC
    (0x7F, 0x9F),  # DEL and the C1 controls, among them the one-byte CSI
    (0xAD, 0xAD),  # soft hyphen
    (0x61C, 0x61C),  # Arabic letter mark
    (0x180E, 0x180E),  # Mongolian vowel separator
    (0x200B, 0x200F),  # zero-width space and joiners, direction marks
    (0x2028, 0x202E),  # line and paragraph separators, bidirectional embeddings and overrides
    (0x2060, 0x206F),  # invisible operators, bidirectional isolates
    (0xFEFF, 0xFEFF),  # byte order mark inside the text
    (0xFFF9, 0xFFFB),  # interlinear annotation
    (0x13430, 0x1343F),  # hieroglyph joiners
    (0x1BCA0, 0x1BCA3),  # shorthand format controls
    (0x1D173, 0x1D17A),  # musical format controls
    (0xE0000, 0xE007F),  # tags
)
_SURROGATES: Final = (0xD800, 0xDFFF)


def _any_of(ranges: Iterable[tuple[int, int]]) -> str:
    return "".join(["[", *(rf"\U{first:08x}-\U{last:08x}" for first, last in ranges), "]"])


_HOSTILE: Final = re.compile(_any_of((*_RANGES, _SURROGATES)))
_TO_CLEAN_IN_POLARS: Final = f"{_any_of(_RANGES)}|(?:{GIVEN_IN_POLARS})"
_SHORTEST_GIVEN: Final = 14
"""Characters that a key with its name has at least: ``token=12345678``."""


def clean(text: str) -> str:
    """Return ``text`` without characters that act on a terminal or hide in it.

    A tab becomes a blank; other C0 controls and DEL become their control pictures (ESC is
    U+241B); C1 controls, bidirectional and other invisible format characters and lone surrogates
    become ``<U+202E>``-like marks. Keys that a command gives become dots. Clean text comes back as
    it is.
    """
    if len(text) >= _SHORTEST_GIVEN and ("=" in text or "-" in text):
        text = without_values(text)
    if text.isprintable():
        return text
    return _HOSTILE.sub(lambda match: _mark(match[0]), text)


def clean_series(series: pl.Series) -> pl.Series:
    """Return a text series with every value cleaned; ``series`` itself where all are clean.

    A categorical series that needs cleaning comes back as text; other types come back untouched.
    """
    import polars as pl

    if isinstance(series.dtype, (pl.Categorical, pl.Enum)):
        text = series.cast(pl.String)
    elif isinstance(series.dtype, pl.String):
        text = series
    else:
        return series
    hostile = text.filter(text.str.contains(_TO_CLEAN_IN_POLARS)).unique()
    if hostile.is_empty():
        return series
    return text.replace(hostile, [clean(value) for value in hostile])


def _mark(character: str) -> str:
    code = ord(character)
    if character == "\t":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"
