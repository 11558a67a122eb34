"""Text in CSV that a spreadsheet would compute: an apostrophe before it keeps it text.

Spreadsheets take cells of a CSV file that begin with ``=`` for formulas, and those that begin with
``+``, ``-`` or ``@`` too; formulas start programs and fetch addresses (OWASP, "CSV injection").
What such a formula needs after these three is a call, a pipe or a sheet: ``-O3`` has none of them.
"""

from __future__ import annotations

from typing import Final

import polars as pl

_FORMULA: Final = "('*(?:=|[-+@].*[(|!]))"


def disarmed(text: pl.Series) -> pl.Series:
    """Return a text series with an apostrophe before what is a formula, or has one already."""
    return text.str.replace(f"(?s)^{_FORMULA}", "'${1}")


def restored(text: pl.Series) -> pl.Series:
    """Return a text series as it was before it was ``disarmed``."""
    return text.str.replace(f"(?s)^'{_FORMULA}", "${1}")
