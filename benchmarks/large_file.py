"""How soon a file of a million runs is sorted on screen, in how much memory, and its keys then."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.costs import to_first_byte
from benchmarks.subjects import GPUS, WINNER, Subject, first_row_has, runs
from tests.pseudo_terminal import Terminal

TURNS: Final = 3
FILE: Final = "runs.csv"


class Sorted(NamedTuple):
    """What it takes to sort the file on screen, and to answer a key then.

    Seconds from the start, the peak of memory in bytes, and milliseconds of the processor until the
    first byte of an answer.
    """

    seconds: float
    memory: float
    down: float
    page: float


def large_file(
    subject: Subject, peer: Subject | None, folder: Path, count: int, repeats: int
) -> tuple[int, dict[str, Sorted]]:
    """Return how many runs there are, and what each program takes for them, in its median turn."""
    large = folder / FILE
    frame = runs(count // (len(GPUS) * repeats), repeats)
    frame.write_csv(large)
    rows = frame.height
    del frame
    own, others = [], []
    for _ in range(TURNS):
        # In turns, as other guests of the machine slow it down for minutes.
        own.append(_runcmp_sorts(subject, large))
        if peer is not None:
            others.append(_visidata_sorts(peer, large, rows))
    found = {subject.name: _middle(own)}
    return rows, found if peer is None else found | {peer.name: _middle(others)}


def _runcmp_sorts(subject: Subject, file: Path) -> Sorted:
    start = time.perf_counter()
    with subject.open(file, "--sort", "-efficiency") as terminal:
        terminal.wait_for(first_row_has(WINNER), timeout=300)
        return _measured(subject, terminal, terminal.arrived - start)


def _visidata_sorts(subject: Subject, file: Path, rows: int) -> Sorted:
    """VisiData loads, is told the last column's type, and sorts by it.

    It has to be told: as text, 99 would come before 100. Efficiency it does not compute.
    """
    start = time.perf_counter()
    with subject.open(file) as terminal:
        terminal.wait_for(lambda seen: _is_loaded(seen, rows), timeout=600)
        terminal.press("gl", "%", "]")
        terminal.wait_for(first_row_has(WINNER), timeout=600)
        return _measured(subject, terminal, terminal.arrived - start)


def _measured(subject: Subject, terminal: Terminal, seconds: float) -> Sorted:
    memory = terminal.peak_memory()
    terminal.settle(quiet=1.5)
    down, page = (to_first_byte(terminal, key).processor for key in subject.keys.values())
    return Sorted(seconds, memory, 1e3 * down, 1e3 * page)


def _is_loaded(terminal: Terminal, rows: int) -> bool:
    """Whether VisiData's status line counts all ``rows`` and shows no more progress."""
    status = terminal.lines[-1]
    return f"{rows} rows" in status.replace(",", "") and "%" not in status


def _middle(measured: Sequence[Sorted]) -> Sorted:
    return Sorted(*map(statistics.median, zip(*measured, strict=True)))
