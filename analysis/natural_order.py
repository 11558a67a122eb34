"""Text in the order in which people count: by its numbers, pre-releases before their release."""

from __future__ import annotations

from typing import Final

import polars as pl

_BEFORE_END: Final = "\x01"
_END: Final = "\x02"
_PRE_RELEASES: Final = (
    r"(\d)[-_. ]?(?:dev|nightly|snapshot)([-_.]?\d*)\b",
    r"(\d)[-_. ]?alpha([-_.]?\d*)\b",
    r"(\.\d+)a(\d+)\b",
    r"(\d)[-_. ]?beta([-_.]?\d*)\b",
    r"(\.\d+)b(\d+)\b",
    r"(\d)[-_. ]?(?:pre|preview)([-_.]?\d*)\b",
    r"(\d)[-_. ]?rc([-_.]?\d*)\b",
)
"""What comes before a release, in this order. A single letter has to stand in a version, unlike
that of ``7b``."""


def natural(column: pl.Series) -> pl.Expr:
    """Return what ``column`` sorts by: numbers as they are, text so that letters compare numbers.

    Every run of digits is padded, and letters of both cases are alike. A pre-release (``2.0-rc1``)
    begins with a sign below that of the end of a text.
    """
    text = pl.col(column.name)
    if not isinstance(column.dtype, (pl.String, pl.Categorical)):
        return text
    text = text.cast(pl.String).str.to_lowercase()
    # A look at each text once: most columns have none, and a million rows take their time.
    texts = column.unique().cast(pl.String).str.to_lowercase()
    if texts.str.contains("|".join(_PRE_RELEASES)).any():
        for rank, words in enumerate(_PRE_RELEASES):
            text = text.str.replace_all(words, f"$1{_BEFORE_END}{chr(ord('a') + rank)}$2")
        text = text + _END
    padded = text.str.replace_all(r"(\d+)", "00000000000000000000$1")
    return padded.str.replace_all(r"\d*?(\d{20})(\D|$)", "$1$2")
