"""From text, which may come from files, to segments that a terminal may be sent."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

# Control characters, line separators, and what turns the direction of text around.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """Return ``text``, U+FFFD in place of what a terminal might obey.

    Readers make such characters visible in a way that tells what they were; this is for one that
    comes through in spite of them.
    """
    return _UNSAFE.sub("\ufffd", text)


def segments(text: Text, console: Console) -> list[Segment]:
    """Return ``text`` as the segments of one line.

    What Rich makes of a text, ends of lines aside, with a third of the calls: each row of a table
    has a bar and a curve. The style of the whole counts where no part has one of its own, too.
    """
    plain, spans = text.plain, text.spans
    if not spans and not text.style:
        return [Segment(harmless(plain))]
    ends = {end for span in spans for end in (span.start, span.end) if 0 < end < len(plain)}
    cuts = sorted({0, len(plain), *ends})
    style_of = partial(console.get_style, default=Style.null())
    parts = []
    for start, stop in pairwise(cuts):
        over = [span.style for span in spans if span.start <= start and stop <= span.end]
        style = Style.combine(map(style_of, [text.style, *over]))
        parts.append(Segment(harmless(plain[start:stop]), style))
    return parts
