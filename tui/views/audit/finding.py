"""One finding in full: its sentence, what is stated and recomputed, the lines it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from rich.text import Text

from tui.drawing.text_cells import to_ascii
from tui.formatting.glyphs import Glyphs
from tui.formatting.shortening import in_lines, truncate_end
from tui.views.audit.audit_report import place
from tui.views.audit.recomputed_text import recomputed_text
from tui.views.audit.severities import STYLES, sign
from tui.views.source_text import SourceText, numbered_source_line

_MOST_AROUND: Final = 3
"""Neighbours on either side of a line that is shown."""


def finding_lines(
    row: Mapping[str, Any],
    read: Callable[[str, int], SourceText | None],
    width: int,
    height: int,
    glyphs: Glyphs,
) -> list[Text]:
    """Return up to ``height`` lines of at most ``width`` cells about a finding.

    ``read`` returns the text of a source around a line, None where it cannot be read. The sentence
    comes first; lines of the source follow where there is room for them.
    """
    told = list(_told(row, width, glyphs))
    if height < 1:
        return []
    if len(told) > height:
        told = told[:height]
        told[-1] = Text(truncate_end(f"{told[-1].plain} {glyphs.ellipsis}", width, glyphs.ellipsis))
    room = height - len(told) - 1
    text = read(row["source"], row["lines"][0]) if row["lines"] and room > 0 else None
    if text is None:
        return told
    return [*told, Text(), *_excerpt(row, text, width, room, glyphs)]


def _told(row: Mapping[str, Any], width: int, glyphs: Glyphs) -> Iterator[Text]:
    severity, kind = row["severity"], row["kind"]
    head = f"{sign(severity, kind, glyphs)} {kind}: "
    for number, part in enumerate(in_lines(f"{head}{row['what']}", max(width, 8))):
        text = Text(to_ascii(part) if glyphs.ascii else part)
        if number == 0:
            text.stylize(f"bold {STYLES[severity]}".strip(), 0, len(head) - 1)
        yield text
    said = {"stated": row["stated"], "recomputed": recomputed_text(row)}
    numbers = [f"{name} {text}" for name, text in said.items() if text]
    line = "   ".join([*numbers, place(row)])
    yield Text(
        truncate_end(to_ascii(line) if glyphs.ascii else line, width, glyphs.ellipsis), "dim"
    )


def _excerpt(
    row: Mapping[str, Any], text: SourceText, width: int, room: int, glyphs: Glyphs
) -> list[Text]:
    """The lines of a finding and as many of their neighbours as there is room for."""
    shown = [line for line in row["lines"] if text[line] is not None]
    blocks: list[range] = []
    for around in range(_MOST_AROUND, -1, -1):
        blocks = _blocks(shown, around, text)
        if sum(map(len, blocks)) + len(blocks) - 1 <= room:
            break
    digits = len(str(max(shown, default=0) + _MOST_AROUND))
    lines: list[Text] = []
    for number, block in enumerate(blocks):
        lines += [Text(f"{':':>{digits}}", "dim")] if number else []
        lines += [
            numbered_source_line(at, text[at] or "", at in shown, digits, width, glyphs)
            for at in block
        ]
    if len(lines) > room:
        left_out = sum(len(block) for block in blocks) - sum(
            line.plain.strip() != ":" for line in lines[: room - 1]
        )
        more = f"and {left_out} more line{'s' if left_out > 1 else ''}; enter shows all"
        lines[room - 1 :] = [Text(truncate_end(more, width, glyphs.ellipsis), "dim")]
    return lines


def _blocks(lines: Sequence[int], around: int, text: SourceText) -> list[range]:
    """Return the spans of lines and so many neighbours on either side, joined where they meet."""
    blocks: list[range] = []
    for line in lines:
        first, end = max(line - around, text.first), min(line + around, text.last) + 1
        if blocks and first <= blocks[-1].stop:
            blocks[-1] = range(blocks[-1].start, end)
        else:
            blocks.append(range(first, end))
    return blocks
