"""The words for what came of a row: the same on the screen and in print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import polars as pl
from rich.text import Text

from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import signed_percent

WORDS: Final = {
    "improved": ("better", "▲", "+", "green"),
    "regressed": ("worse", "▼", "-", "red"),
    "unclear": ("unclear", "~", "~", ""),
    "unchanged": ("same", "=", "=", ""),
    "untested": ("too few runs", "?", "?", ""),
    "exact": ("exact", "=", "=", ""),
    "failed": ("failed", "✗", "x", "red"),
    "missing_base": ("missing", "—", "-", "dim"),
    "missing_new": ("missing", "—", "-", "dim"),
    "higher": ("higher", "↑", "^", ""),
    "lower": ("lower", "↓", "v", ""),
    "unequal": ("exact", "≠", "!", ""),
}
"""Verdict -> word, glyph, its ASCII twin, style; the last three are of rows that have changed in a
direction nobody can judge, and of exact metrics that are not equal."""


def verdict_text(row: dict[str, Any], glyphs: Glyphs) -> Text:
    """Return glyph and word for one row, and the side where only one is concerned.

    Empty for a row that neither side has: where there are several new sides, another one has it.
    """
    verdict = row["verdict"]
    if row["n_new"] is None:
        return Text()
    if verdict == "failed" and row["base"] is None and row["new"] is None:
        return verdict_word(row, glyphs).append(": both")
    if verdict == "failed":
        return verdict_word(row, glyphs).append(": base" if row["base"] is None else ": new")
    if verdict in ("missing_base", "missing_new"):
        return verdict_word(row, glyphs).append(f": {verdict.removeprefix('missing_')}")
    return verdict_word(row, glyphs)


def verdict_word(row: dict[str, Any], glyphs: Glyphs) -> Text:
    """Return glyph and word for one row."""
    verdict = row["verdict"] or ("higher" if row["new"] > row["base"] else "lower")
    if verdict == "exact" and row["new"] != row["base"]:
        verdict = "unequal"
    word, glyph, ascii_glyph, style = WORDS[verdict]
    return Text(f"{ascii_glyph if glyphs.ascii else glyph} {word}", style=style)


def judged_change(row: dict[str, Any], glyphs: Glyphs) -> Text:
    """Return the change of one row and the glyph of its verdict; the words where it has none."""
    words = verdict_text(row, glyphs)
    if row["n_new"] is None or row["delta"] is None:
        return words
    return Text(f"{signed_percent(row['delta'])} {words.plain[0]}", style=words.style)


def legend(glyphs: Glyphs) -> str:
    """Return what the glyphs of changes mean."""
    shown = ("improved", "regressed", "unclear", "unchanged", "untested")
    return "  ".join(f"{WORDS[each][2 if glyphs.ascii else 1]} {WORDS[each][0]}" for each in shown)


def counted_words(table: pl.DataFrame) -> Iterator[str]:
    """Yield how many rows have each verdict, as ``3 better``, what is worth reading first."""
    found = table["verdict"].value_counts().sort("verdict", nulls_last=True)
    words: dict[str, int] = {}
    for verdict, count in found.iter_rows():
        word = WORDS[verdict][0] if verdict else "changed"
        words[word] = words.get(word, 0) + count
    yield from (f"{count} {word}" for word, count in words.items())
