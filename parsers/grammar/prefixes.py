"""What stands around the lines of a log: the launcher's prefix, the terminal's escape sequences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.grammar.patterns import Pattern

LONGEST: Final = 4096
"""Characters of a line that are looked at: result lines are short, and work stays bounded."""

_OVERWRITTEN = Pattern(r"\r|\x08+")
_FIRST_STEP = Pattern(r"[\s*+•>-]*(?:step|iter(?:ation)?)s?\s*#?\d", re.IGNORECASE)
_NEXT_STEP = Pattern(
    r"(?<=[^\s*+•>-])[\s,;|]+(?=(?:step|iter(?:ation)?)s?\s*#?\d+(?!\d|\.\d|\s?[mu]?s\b))",
    re.IGNORECASE,
)
ESCAPE: Final = "\x1b"
ESCAPES: Final = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9])"
_ESCAPES = Pattern(ESCAPES)
_ENDS: Final = frozenset(":|])>")
"""One of these is in every prefix; the lines of most tables have none."""
_LEVEL_NAMES: Final = r"(?:DEBUG|INFO|WARNING|ERROR|CRITICAL):[\w.]+:"
_LEVEL = Pattern(rf"{_LEVEL_NAMES}(?=\S)")
_LAUNCHERS: Final = (
    (r"", r"\[\d+,\d+\]<std(?:out|err)>:", r""),
    (r"", r"\[(?:rank|default)[ _]?\d+\]:", r""),
    (r"", r"(?:rank|gpu|worker|proc(?:ess)?|task)[ _-]?\d+\s*[:>]", r"(?=\s*[a-z\[{(*])"),
    (r"", r"\[(?:rank|gpu|worker)[ _-]?\d+\]", r"(?=\s)"),
    (r"", r"(?:[a-z]+-\d+:\s+)?std(?:out|err):", r"(?=\s)"),
    (r"", r"[a-z]+-\d+:", r"(?=\s+[a-z\[{])"),
    (r"", r"\((?:\w+\s+)?pid=\d+(?:,\s*ip=[\d.]+)?\)", r""),
    (r"", r"\s*\d+:", r"(?=\s\D)"),
    (r"(?!step|iter|epoch)", r"[\w.-]{1,64}\s+\|", r"(?=\s)(?:\s\[\d+\])?"),
)
"""What launchers put before a line, with what has to stand around that."""
_LAUNCHER = Pattern("|".join(map("".join, _LAUNCHERS)), re.IGNORECASE)
BEGINNING: Final = rf"^(?:{'|'.join(own for _, own, _ in _LAUNCHERS)})?(?:{_LEVEL_NAMES})?"
"""A pattern of Polars of all that may stand before what a program printed, and of some more."""


def states(line: str) -> Sequence[str]:
    """Return what a line showed one after the other, where a progress bar overwrote it."""
    return _OVERWRITTEN.split(line) if "\r" in line or "\x08" in line else (line,)


def last_state(line: str) -> str:
    """Return what a line showed last, without escape sequences, of at most ``LONGEST`` characters.

    A line without anything a terminal acts on comes back as it is.
    """
    if "\r" in line or "\x08" in line:
        shown = [state for state in _OVERWRITTEN.split(line) if state.strip()]
        line = shown[-1] if shown else ""
    text = line[:LONGEST]
    return _ESCAPES.sub("", text) if ESCAPE in text else text


def one_each(text: str) -> list[str]:
    """Return the parts of a text that names one step after the other, or the text alone."""
    return _NEXT_STEP.split(text) if _FIRST_STEP.match(text) else [text]


def printed(line: str) -> tuple[str | None, str]:
    """Return the launcher's prefix, which tells the rank that printed, and the line without it.

    The prefix of Python's logging and escape sequences of the terminal are left out, and what is
    beyond ``LONGEST`` characters.
    """
    text = line[:LONGEST]
    if ESCAPE in text:
        text = _ESCAPES.sub("", text)
    if _ENDS.isdisjoint(text):
        return None, text
    launcher = _LAUNCHER.match(text)
    if launcher is not None:
        text = text[launcher.end() :]
    if level := _LEVEL.match(text):
        text = text[level.end() :]
    return None if launcher is None else launcher[0].strip(), text
