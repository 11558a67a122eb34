"""Text that is too wide for its place."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size


def cut(text: str, width: int, sign: str) -> str:
    """Return ``text`` in at most ``width`` cells, with ``sign`` for its middle if it is wider.

    Versions and data sets differ at their ends, so both ends stay.
    """
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return sign * max(width, 0)
    tail = (width - 1) // 2
    return set_cell_size(text, width - 1 - tail).rstrip() + sign + _ending(text, tail).lstrip()


def ended(text: str, width: int, sign: str) -> str:
    """Return ``text`` in at most ``width`` cells, with ``sign`` at its end if it is wider.

    For sentences, whose beginning says most.
    """
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + sign if width > 0 else ""


def _ending(text: str, width: int) -> str:
    start = len(text)
    while start and cell_len(text[start - 1 :]) <= width:
        start -= 1
    return text[start:]
