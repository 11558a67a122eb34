"""From text, which may come from files, to segments that a terminal may be sent."""

from __future__ import annotations

import re

from rich.console import Console
from rich.segment import Segment
from rich.text import Text

# Control characters, line separators, and what turns the direction of text around.
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """Return ``text``, U+FFFD in place of what a terminal might obey.

    Readers make such characters visible in a way that tells what they were; this is for one that
    comes through in spite of them.
    """
    return UNSAFE.sub("\ufffd", text)


def segments(text: Text, console: Console) -> list[Segment]:
    """Return ``text`` as the segments of one line."""
    line = text.copy()
    line.end = ""
    # Rich leaves out the style of the whole where no part has one of its own.
    line.stylize_before(line.style)
    return [Segment(harmless(part), style) for part, style, _ in line.render(console)]
