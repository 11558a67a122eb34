"""Headings in a comment with a mark before each name: ``#nodes  #nproc  #total time -> how``."""

from __future__ import annotations

from typing import Final

from parsers.grammar.patterns import Pattern

_MARKED = Pattern(r"#(?=[^\W\d_])")
_LEAST: Final = 3
_REMARK: Final = "->"
"""What stands behind it says how something else is computed of the columns."""


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
