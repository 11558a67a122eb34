"""The last line of a log whose run was killed, or that was copied in part."""

from __future__ import annotations

from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.prefixes import LONGEST

_NUMBER: Final = Pattern(r"\d[\d.]*(?:[eE][+-]?\d+)?")
_BLANKS: Final = Pattern(r"\s+")
_AT_END: Final = Pattern(r"[-+]?\d[\d.]*(?:[eE][+-]?\d*)?\Z")


def without_cut_number(above: str, line: str) -> str:
    """Return ``line``, the last one, without a number at its end that may lack digits.

    It does where the line ``above`` says the same, and goes on: ``loss: 2`` may have been
    ``loss: 2.41``. Of lines that end alike the last one is whole.
    """
    if not line[-1:].isdigit() and line[-1:] != ".":
        return line
    shown, other = _shape(line), _shape(above)
    if len(other) > len(shown) and other.startswith(shown):
        return line[: -len(match[0])] if (match := _AT_END.search(line)) else line
    return line


def _shape(line: str) -> str:
    return _BLANKS.sub(" ", _NUMBER.sub("0", line[:LONGEST]))
