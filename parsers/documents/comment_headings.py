"""Comments around numbers: headings with a mark before each name, remarks behind a row.

``#nodes  #nproc  #total time -> how`` above ``1  24  111.4  # ntasks-per-node=24``.
"""

from __future__ import annotations

from typing import Final

from parsers.grammar.patterns import Pattern

_MARKED = Pattern(r"#\s?(?=[^\W\d_])")
_NUMBER = Pattern(r"\s*[-+]?\d")
_BRACKET_BEHIND = Pattern(
    r"(?P<headings>[^()\d]*[^()\s\d](?:\s{2,}|\t)\S[^()]*?)(?:\s{2,}|\t)"
    r"\([^()]*[^()\s][ ,][^()]*\)\s*"
)
_LONGEST: Final = 500
_REMARK_BEHIND = Pattern(r"\s#.*\Z")
_QUOTE = Pattern(r"\A(?:> )+|\A>\Z")
_LEAST: Final = 3
_REMARK: Final = "->"
"""What stands behind it says how something else is computed of the columns."""


def undressed(text: str) -> str:
    """Return a line of a table without quotation, marks of comments and remarks on the table."""
    return _without_bracket_behind(without_remark(with_one_mark(without_quote(text))))


def without_quote(text: str) -> str:
    """Return a line without the marks of what a mail quotes, ``> 4  12.3``."""
    return _QUOTE.sub("", text) if text.startswith(">") else text


def without_remark(text: str) -> str:
    """Return a row of numbers without the comment behind it."""
    return _REMARK_BEHIND.sub("", text) if "#" in text and _NUMBER.match(text) else text


def _without_bracket_behind(text: str) -> str:
    """Headings without what is said of all of them: ``np  best  (seconds, 5 runs each)``."""
    if text.rstrip()[-1:] != ")" or len(text) > _LONGEST:
        return text
    found = _BRACKET_BEHIND.fullmatch(text)
    return found["headings"] if found else text


def with_one_mark(text: str) -> str:
    """Return such headings as they are usually written: one mark, no blanks within a name."""
    if not text.startswith("#"):
        return text
    said = text.partition(_REMARK)[0]
    marks = _MARKED.findall(said)
    if len(marks) < _LEAST or said.count("#") != len(marks):
        return text
    names = [" ".join(name.split()) for name in said.split("#")]
    return "# " + "  ".join(name.replace(" ", "_") for name in names if name)
