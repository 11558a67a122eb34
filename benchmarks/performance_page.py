"""docs/performance.md, whole, from what was measured in one run."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.large_file import Sorted

BUDGET: Final = {"opening, most": 40_000, "cursor down": 500, "page": 8_000}
"""The most bytes that runcmp may send; while nothing changes, or the mouse moves, none."""
MOST_TIME, MOST_MEMORY = 1 / 20, 1 / 4
"""The largest shares of VisiData's time and memory that runcmp may take for the large file."""

TWICE: Final = 1.3
"""So much more is sent where the rows are drawn twice, at least."""


@dataclass
class Measured:
    """What was measured of each program, by name, and the load of the machine around it.

    ``taken`` is of the machine, ``sent`` in bytes; ``large`` for a file of so many ``runs``;
    ``reading`` is what ``loading.py`` printed. ``idle`` seconds nothing was done.
    """

    idle: float
    load_before: float
    load_after: float = 0.0
    taken: dict[str, dict[str, float]] = field(default_factory=dict)
    sent: dict[str, dict[str, float]] = field(default_factory=dict)
    runs: int = 0
    large: dict[str, Sorted] = field(default_factory=dict)
    reading: str = ""


def page(measured: Measured) -> str:
    """Return the page."""
    own, peer = measured.taken["runcmp"], measured.taken["VisiData"]
    start = own["start, processor s"] / peer["start, processor s"]
    taken, sent, large, reading = tables(measured)
    return f"""\
# Performance

What runcmp takes to start, to answer keys and to read, beside its peers, as one run of
`benchmarks/terminal.py` has written it here: all of this page. The machine has
{len(os.sched_getaffinity(0))} cores, which others used as well: {measured.load_before:.1f} \
processes wanted them before the run, {measured.load_after:.1f}
after it. Counts, and ratios within the run, are true all the same; processor time is up to half as
much again on such a machine, and wall time says little.

A table of 1,000 configurations on a terminal of 120 × 40. Processor time is that of all threads; of
a key it ends with the first byte of the answer.

{taken}

A start takes {start:.1f} times VisiData's processor time: what is left is importing Polars and
Textual, whose modules and classes are made anew in every process. What won most: one file of
compiled modules (10,541 file calls before, and 10 % of the processor time of importing), one of
the compiled methods and types of data classes and named tuples (1,411 texts compiled for `show`
before, 22 with it, 15 % of importing), one of compiled patterns (1,013 compiled to show
`sample_data` before, 36 with it), Polars' readers of what is read by other means loaded when they
are called (about 15 of the 90 ms of its import), and chart and details drawn behind the table (28
ms to the first byte before). Polars' shared library is loaded in 7 ms; the rest of its import is
Python. Compiled modules without their docstrings, a quarter smaller, are loaded no faster, nor
are all of them in one object (49 to 52 ms of 57 to 60). Left as they are: styles parsed at each
start (some 10 ms), as Textual keeps its parser to itself, and readers of other formats that are
asked before the one that reads (some 6 ms).

Counted by the clock of the process, with what threads took that have ended: the one that reads the
files has by then, with a fifth of the start. Of a start on a 1,000-row CSV, Polars' import takes 60
ms, that of Textual and the app 80, reading 95 (50 once all is warm), drawing the table 60. A module
takes 50 µs to find and load, 18 from the one file, so that fewer modules save little; a named tuple
takes 41 µs to make, a data class 68.

{sent}

A page moves the cursor with as many bytes as VisiData does (1,000); what runcmp sends beyond it are
the columns that it computes, and chart and details of the row, 500 to 900 bytes. Pieces drawn
column by column instead of line by line would save 3 %.

{_openings(measured.sent["VisiData"])}

{large}

runcmp computes medians, baselines and efficiency and sorts by that; VisiData sorts the runs by
throughput. DataTable is left out: it takes minutes to fill with so many rows.

What reading costs. A log is compared with a loop that searches one pattern in each line, a large
CSV with `pl.read_csv`, both in turns with it; the rest is processor time, the fastest of some
rounds.

{reading}

[Few cells in Python](decisions/few-cells-in-python.md) says how small files are read. A long log is
searched as a whole for lines that may say something, by their shapes where many are alike
(`parsers/training/telling_lines.py`); lines of a shape that was seen before are known by it
(`parsers/training/seen_lines.py`); its runs are worked out without a query
(`parsers/training/run_lines.py`).
"""


def _openings(sent: Mapping[str, float]) -> str:
    """Why VisiData sends now this and now that to open a file."""
    least, most = sent["opening, least"], sent["opening, most"]
    came = f"{most:,.0f} bytes, and else {least:,.0f}"
    if most < TWICE * least:
        came = "half as many bytes again. In this run the first frames were all alike"
    return f"""\
VisiData reads beside what it draws. Where the rows are there before its first frame it draws them
twice, as the menu of the second moves them down by a line:
{came}.
Users get either."""


def tables(measured: Measured) -> list[str]:
    """Return what was measured, a block of text each."""
    blocks = [_taken(measured.taken), _sent(measured.sent)]
    if measured.large:
        blocks.append(_large(measured.runs, measured.large))
    if measured.reading:
        blocks.append(_block(measured.reading.splitlines()))
    return blocks


def _taken(figures: Mapping[str, Mapping[str, float]]) -> str:
    own = figures["runcmp"]
    rows = [
        [what, *(f"{each[what]:,.2f}".removesuffix(".00") for each in figures.values())]
        for what in own
    ]
    return _table(["", *figures], rows)


def _sent(figures: Mapping[str, Mapping[str, float]]) -> str:
    own = figures["runcmp"]
    peers = [each for name, each in figures.items() if name != "runcmp"]
    headings = ["bytes", "runcmp", "budget", *list(figures)[1:]]
    headings += [f"runcmp/{name}" for name in list(figures)[1:]]
    rows = []
    for what, count in own.items():
        limit = BUDGET.get(what, 0 if "mouse" in what or "idle" in what else None)
        budget = "" if limit is None else f"{limit:,}" + (" exceeded" if count > limit else "")
        counts = [f"{each[what]:,.0f}" for each in peers]
        shares = [f"{count / each[what]:.2f}" if each[what] else "-" for each in peers]
        rows.append([what, f"{count:,.0f}", budget, *counts, *shares])
    return _table(headings, rows)


def _large(runs: int, figures: Mapping[str, Sorted]) -> str:
    own, *others = figures.values()
    facts: list[tuple[str, float, float | None]] = [
        ("start to sorted, s", 1.0, MOST_TIME),
        ("peak memory, MB", 1e-6, MOST_MEMORY),
        ("cursor down, processor ms", 1.0, None),
        ("page, processor ms", 1.0, None),
    ]
    rows = []
    for place, (name, scale, most) in enumerate(facts):
        row = [name, *(f"{scale * each[place]:,.2f}" for each in figures.values())]
        share = own[place] / others[0][place] if others else None
        row.append("" if share is None else f"{share:.3f}")
        exceeded = " exceeded" if most and share and share > most else ""
        rows.append([*row, f"{most:g}{exceeded}" if most else ""])
    return _table([f"{runs:,} runs", *figures, "ratio", "budget"], rows)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[i]) for row in [headings, *rows]) for i in range(len(headings))]
    lines = []
    for first, *others in [headings, *rows]:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *cells]).rstrip())
    return _block(lines)


def _block(lines: Sequence[str]) -> str:
    return "\n".join(["```", *lines, "```"])
