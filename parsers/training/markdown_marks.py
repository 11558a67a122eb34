"""The marks that Markdown gives to headings, and which documents have them."""

from __future__ import annotations

import re
from typing import Final

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.source import MARKDOWN, Source
from parsers.training.headings import read_title

_HASHES = Pattern(r" {0,3}(#{1,6})(?:(?=\s)|(?<=##)(?=\w))(.*)")
_BOLD = Pattern(r"\s*(?:\*\*|__)([^*_].*?)(?:\*\*|__)\s*(:?.{0,60})\Z")
CLAIM = Pattern(r"(?:\s*[-*+•>]\s+|\s*(?=\*\*))(?P<claim>\S.*?)[\s:]*\Z")
"""A bullet, or what begins in bold."""
FENCE = Pattern(r"\s*(?:```|~~~)")
_UNDERLINE = Pattern(r" {0,3}(?:==+|--+)\s*\Z")
_BOLD_LEVEL: Final = 7.0


def is_markdown(source: Source) -> bool:
    """Tell whether a line with ``#`` in front is a heading there, not a comment."""
    if source.suffix in MARKDOWN:
        return True
    lines = (
        source.head.decode("utf-8", errors="replace").splitlines() if b"## " in source.head else ()
    )
    return any(re.match(r"##+ [^#]+\Z", line) for line in lines)


def marked(text: str, below_text: bool) -> tuple[float, str | None] | None:
    """Return the level of a heading and its text, which is null where it is the line above.

    ``below_text``: the line above is text, so that a line of dashes underlines it. A line that
    begins in bold is a heading where it ends in bold, or goes on with a result.
    """
    if match := _HASHES.match(text):
        return float(len(match[1])), match[2].rstrip().rstrip("#").strip()
    if match := _BOLD.match(text):
        title = f"{match[1]} {match[2]}".rstrip(" :")
        goes_on = match[2].strip(" :")
        is_heading = not goes_on or (not match[1].endswith(":") and _is_result(title))
        return (_BOLD_LEVEL, title) if is_heading else None
    if below_text and _UNDERLINE.match(text):
        return (1.0 if "=" in text else 2.0), None
    return None


def _is_result(title: str) -> bool:
    headline = read_title(clean(title)).headline
    return headline is not None and headline.certain
