"""How many bytes a program sends to a terminal: to open a file, for keys, the mouse, at rest."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Final

from benchmarks.subjects import ROWS, Subject, first_row_has
from tests.pseudo_terminal import Terminal

DOWNS, PAGES, MOUSE_MOVES = 20, 5, 30
OPENINGS: Final = 8
"""VisiData sends half as much again where its rows are there before its first frame, which its menu
then moves down by a line: both happen."""


def bytes_sent(subject: Subject, file: Path, idle: float) -> dict[str, float]:
    """Return how many bytes ``subject`` sends to open ``file``, for keys, the mouse and nothing."""
    with subject.open(file) as terminal:
        openings = [_opened(terminal), *(_opened_anew(subject, file) for _ in range(OPENINGS - 1))]
        figures: dict[str, float] = {
            "opening, least": min(openings),
            "opening, most": max(openings),
            "cursor down": _typical(terminal, subject.down, DOWNS),
            "page": _typical(terminal, subject.page, PAGES),
        }
        for _ in range(ROWS):
            terminal.press(subject.down)
        terminal.settle(quiet=1)
        figures["line scrolled"] = _typical(terminal, subject.down, DOWNS)
        before = terminal.received
        for step in range(MOUSE_MOVES):
            terminal.move_mouse(5 + 3 * step, 4 + step)
            terminal.listen(0.05)
        terminal.settle(quiet=1)
        figures[f"{MOUSE_MOVES} mouse moves"] = terminal.received - before
        figures[f"{idle:g} s idle"] = terminal.listen(idle)
        return figures


def _opened(terminal: Terminal) -> int:
    """Return how many bytes the program has sent once the file is on screen."""
    terminal.wait_for(first_row_has("bench"), timeout=60)
    terminal.settle(quiet=1.5)
    return terminal.received


def _opened_anew(subject: Subject, file: Path) -> int:
    """Return the same of another start."""
    with subject.open(file) as terminal:
        return _opened(terminal)


def _typical(terminal: Terminal, key: str, times: int) -> float:
    """Return the median number of bytes that ``key`` makes the program send."""
    counts = []
    for _ in range(times):
        terminal.press(key)
        counts.append(terminal.answer(quiet=0.25))
    return statistics.median(counts)
