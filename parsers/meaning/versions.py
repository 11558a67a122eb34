"""Numbers that are none: 1.10 is another version than 1.1, and comes after 1.9."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from parsers.grammar.words import word_set, words
from parsers.meaning.column import Column
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import distinct

_NAMED: Final = word_set("version ver release revision rev tag")
_ENDED: Final = re.compile(r"\d+\.\d*[1-9]")


def are_versions(column: Column) -> bool:
    """Whether what was set is a version, whose digits after the point are no fraction.

    So says the heading where any cell has a point, and so do cells of which one is another with
    zeros at its end: whoever writes 1.1 beside 1.10 means two things.
    """
    if not is_text(column.cells):
        return False
    texts = set(distinct(column.cells).drop_nulls().cast(pl.String).to_list())
    if _NAMED & set(words(column.heading.text)):
        return any("." in text for text in texts)
    shorter = {text.rstrip("0") for text in texts if "." in text and text.endswith("0")}
    return any(_ENDED.fullmatch(text) for text in shorter & texts)
