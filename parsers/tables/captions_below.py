"""Captions that stand below their table, as in papers and in notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.headings.read_heading import read_heading
from parsers.tables.captions import measured_above
from parsers.tables.numbered_headings import count_named_above

_LONGEST: Final = 120
"""Characters of a caption."""
_SENTENCE = Pattern(
    r"(?i)\b(?:we|it|this|these|is|was|are|were|has|have|had|can|could|may|should|would|does|do|did"
    r"|see|note|took|takes|reached|reaches|shows?|limited|because|than|only|but|not|no)\b"
)
"""Words of what is said about results, instead of what they are."""
_GIVEN = Pattern(r"(?i)(?:values|numbers|figures|times|results|timings|entries)\s+(?:are|given)\s")


def caption_below(text: str, above: Sequence[str]) -> str:
    """Return a text below a table that names what is measured, else nothing.

    Where the texts ``above`` name that already, or what is counted, they are heard instead. With
    what is counted it is a caption; else a short text with a unit, and no sentence about results.
    """
    measured = measured_above([text]) if len(text) <= _LONGEST else None
    if measured is None:
        return ""
    if count_named_above([text]) is not None:
        return text if count_named_above(above) is None else ""
    told = is_caption(text) and read_heading(measured).unit is not None
    return text if told and measured_above(above) is None else ""


def is_caption(text: str) -> bool:
    """Return whether a text says what results are, instead of anything about them."""
    return len(text) <= _LONGEST and (
        _GIVEN.match(text) is not None or _SENTENCE.search(text) is None
    )
