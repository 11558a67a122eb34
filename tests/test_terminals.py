"""The program on every kind of terminal and at every size, and resized while it works.

Where cursor, order and verdicts are is told without colour, and nothing takes a key that tmux,
screen or a window manager may keep for itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.forked_program import forked
from tests.paths import HOME
from tests.pilot import write_files
from tests.pseudo_terminal import Terminal
from tui.app import actions

TAKEN = re.compile(r"ctrl\+[ab]|alt\+.*|f[0-9]+")
"""Keys that tmux and screen begin their own with, and those that menus of terminals have."""
TERMINALS = {
    "xterm-256color": {},
    "screen": {},
    "tmux-256color": {"TMUX": "/tmp/none,1,0"},
    "linux": {},
    "vt100": {},
    "xterm": {"NO_COLOR": "1"},
    "xterm-16color": {"COLORFGBG": "0;15"},
    "xterm-color": {"LC_ALL": "C"},
    "rxvt": {"LC_ALL": "en_US.ISO-8859-1"},
}
SIZES = ((40, 12), (240, 70), (1, 1), (2, 60), (200, 2), (80, 24))


@contextmanager
def program(folder: Path, name: str, columns: int, rows: int) -> Iterator[Terminal]:
    write_files(folder)
    environment = {"PYTHONPATH": str(HOME), "TERM": name, **TERMINALS.get(name, {})}
    with Terminal(
        [sys.executable, "-m", "tui", "--no-state", "solver.csv"],
        columns=columns,
        rows=rows,
        cwd=folder,
        environment=environment,
        run=forked,
    ) as terminal:
        # The keys of the table: while a file is read, its place says "q quits".
        terminal.wait_for(lambda seen: seen.lines[-1].endswith("q quit"))
        yield terminal


@pytest.mark.parametrize("name", TERMINALS)
def test_everything_is_told_without_colour_on(name: str, tmp_path: Path) -> None:
    ascii_alone = name in ("linux", "vt100") or "LC_ALL" in TERMINALS[name]
    with program(tmp_path, name, 80, 24) as terminal:
        terminal.press("E", "j")
        terminal.wait_for("vefficiency" if ascii_alone else "▼efficiency")
        cursor = ">" if ascii_alone else "▶"
        terminal.wait_for(lambda seen: [line[:1] for line in seen.lines].count(cursor) == 1)
        assert len(terminal.reversed_text()) == 1
        terminal.press(":diff software\r")
        terminal.wait_for("? too few runs")
        terminal.press("q", "q")
        assert terminal.process.wait(20) == 0
        assert terminal.text.isascii() or not ascii_alone


MOMENTS = ("", "a", "p", "?", "dsoftware\r", "/x", "\x10")
"""What is typed at the table: nothing, then keys that open a screen, a prompt, the palette."""


def test_any_size_at_any_moment(tmp_path: Path) -> None:
    with program(tmp_path, "xterm-256color", 80, 24) as terminal:
        for keys in MOMENTS:
            terminal.press(keys)
            for columns, rows in SIZES:
                terminal.resize(columns, rows)
                terminal.press("j")
                terminal.settle(0.2)
                assert max(map(len, terminal.lines)) <= columns, (keys, columns)
            terminal.press("\x1b", "\x1b")
            # Those of the table, and of no other screen.
            terminal.wait_for("q quit")
        terminal.press("Q")
        terminal.settle(0.5)
        assert terminal.process.wait(20) == 0
        assert b"internal error" not in terminal.output
        assert b"Traceback" not in terminal.output


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (240, 70)])
def test_it_opens_at_the_smallest_and_the_largest(columns: int, rows: int, tmp_path: Path) -> None:
    with program(tmp_path, "xterm-256color", columns, rows) as terminal:
        terminal.settle(0.5)
        assert terminal.lines[0].startswith(" runcmp")
        assert terminal.lines[-1].endswith("q quit")
        assert any(line.startswith("▶") for line in terminal.lines)


def wakings(process: int) -> int:
    """How often the threads of a process have waited for something and been woken."""
    tasks = Path(f"/proc/{process}/task").glob("*/status")
    found = (
        re.search(r"(?m)^voluntary_ctxt_switches:\s*(\d+)", each.read_text()) for each in tasks
    )
    return sum(int(match[1]) for match in found if match)


def test_nothing_runs_while_nothing_is_typed(tmp_path: Path) -> None:
    with program(tmp_path, "xterm-256color", 80, 24) as terminal:
        terminal.settle(3.0)
        app = terminal.processes()[-1]
        before = wakings(app)
        assert before > 0
        terminal.listen(3.0)
        assert wakings(app) == before
        terminal.press("j")
        terminal.answer()
        assert wakings(app) > before


def test_a_dumb_terminal_gets_the_table_printed(tmp_path: Path) -> None:
    write_files(tmp_path)
    with Terminal(
        [sys.executable, "-m", "tui", "solver.csv"],
        cwd=tmp_path,
        environment={"PYTHONPATH": str(HOME), "TERM": "dumb"},
    ) as terminal:
        terminal.wait_for("efficiency")
        assert terminal.process.wait(20) == 0
        assert b"\x1b" not in terminal.output


def test_every_action_has_a_key_that_nothing_else_takes() -> None:
    ways = {
        (place, action.name): [
            key for other in actions.of(place) if other.name == action.name for key in other.keys
        ]
        for action in actions.ACTIONS
        for place in action.places
    }
    assert len(ways) > 100
    assert [way for way, keys in ways.items() if all(map(TAKEN.fullmatch, keys))] == []
