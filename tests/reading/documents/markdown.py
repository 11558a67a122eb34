"""Markdown: pipe tables under headings, captions, paragraphs and list items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tests.reading.cells import Spelling, spelt
from tests.reading.table import Block, Table

INTRODUCTION: Final = "All runs were made on an otherwise empty machine."
STRAY: Final = "1. clone\n\n   ```\n   git clone x\n   ```\n   ```\n\n```bash\nrun.sh\n```"


def table_text(table: Table, thousands: str = "") -> str:
    """Return a pipe table; bars within cells are escaped."""
    spelling = Spelling(thousands=thousands)
    lines = [_line(list(table.headings)), "|" + "---|" * len(table.headings)]
    lines += [_line([spelt(cell, spelling) for cell in row]) for row in table.rows]
    return "\n".join(lines)


def _line(cells: list[str]) -> str:
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return "| " + " | ".join(escaped) + " |"


def markdown(blocks: Sequence[Block], style: str, thousands: str = "") -> str:
    """Return a document with the blocks in it."""
    parts = ["# Performance"]
    if style in ("", "paragraph", "bold"):
        parts.append(INTRODUCTION)
    if style == "fence":
        parts.append(STRAY)
    if style == "deeper":
        parts.append("## Results")
    parent = ""
    for block in blocks:
        title = block.title
        if style == "two levels":
            above, title = title.split(", ")
            parts += [f"## {above}"] if above != parent else []
            parent = above
        parts += _titled(title, style)
        if block.sentence:
            parts.append(block.sentence)
        parts.append(table_text(block.table, thousands))
    return "\n\n".join(parts) + "\n"


def _titled(title: str, style: str) -> list[str]:
    if not title:
        return []
    return {
        "deeper": [f"### {title}", "#### Measurements"],
        "two levels": [f"### {title}"],
        "double": [f"## {title}", "## Batch size = 64"],
        "bold": [f"**{title}**"],
        "paragraph": [title],
        "list": [f"* {title}"],
    }.get(style, [f"## {title}"])
