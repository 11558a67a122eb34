"""Every way out of the app, in a real pseudo-terminal: the terminal is then as it was before."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.forked_program import forked
from tests.paths import HOME
from tests.pseudo_terminal import Run, Terminal, started
from tui.terminal.supervisor import ENDING

SOLVER = "gpus,throughput\n1,10\n2,19\n4,33\n"
ON_AFTERWARDS = {7, 25}
"""Wrapping at the margin, and the cursor."""


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    file = tmp_path / "solver.csv"
    file.write_text(SOLVER)
    return file


def terminal(
    *command: str | Path, environment: Mapping[str, str] | None = None, run: Run = started
) -> Terminal:
    given = {"PYTHONPATH": str(HOME), **(environment or {})}
    return Terminal([*command], columns=80, rows=24, environment=given, run=run)


def app_on(file: Path, environment: Mapping[str, str] | None = None, run: Run = forked) -> Terminal:
    return terminal(sys.executable, "-m", "tui", file, environment=environment, run=run)


def state(process: int) -> str:
    """Return what ``ps`` prints: T for a process that is stopped."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def status_once_left(terminal: Terminal, before: object, timeout: float = 20) -> int:
    """Wait for the end of the program and check the terminal; return the exit status."""
    deadline = time.monotonic() + timeout
    while terminal.process.poll() is None:
        terminal.settle(0.05)
        assert time.monotonic() < deadline, terminal.text
    terminal.settle(0.2)
    assert terminal.attributes() == before
    modes = terminal.modes()
    assert {1049, 1000, 2004, 25} <= modes.keys()
    assert {number for number, on in modes.items() if on} <= ON_AFTERWARDS
    assert modes[25]
    return terminal.process.returncode


@pytest.mark.parametrize("number", [*ENDING, signal.SIGALRM])
def test_a_signal_that_ends_it(number: signal.Signals, runs: Path) -> None:
    with app_on(runs) as terminal:
        before = terminal.attributes()
        terminal.wait_for("? help")
        assert terminal.attributes() != before
        os.kill(terminal.process.pid, number)
        assert status_once_left(terminal, before) == 128 + number


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGABRT, signal.SIGALRM, signal.SIGHUP])
def test_a_signal_to_the_process_that_draws(number: signal.Signals, runs: Path) -> None:
    with app_on(runs) as terminal:
        before = terminal.attributes()
        terminal.wait_for("? help")
        os.kill(terminal.processes()[1], number)
        assert status_once_left(terminal, before) == 128 + number
        said = bytes(terminal.output).rpartition(b"?1049l")[2].decode()
        assert (f"the app was ended by {number.name}" in said) == (number not in ENDING)
        assert ("memory" in said) == (number in (signal.SIGKILL, signal.SIGABRT))


def test_the_app_leaves_where_nobody_waits_for_it(runs: Path) -> None:
    with app_on(runs) as terminal:
        before = terminal.attributes()
        terminal.wait_for("? help")
        app = terminal.processes()[1]
        os.kill(terminal.process.pid, signal.SIGKILL)
        while Path(f"/proc/{app}").exists():
            terminal.settle(0.05)
        assert status_once_left(terminal, before) == -signal.SIGKILL


STUCK = """
import signal, sys, time, tty
from tui.terminal import supervisor

def app():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    tty.setraw(0)
    sys.stdout.write("\\x1b[?1049h\\x1b[?1000h\\x1b[?2004h\\x1b[?25ldrawn")
    sys.stdout.flush()
    {then}

supervisor.PATIENCE = 1
sys.exit(supervisor.supervised(app))
"""


@pytest.mark.parametrize(
    ("then", "status"),
    [("time.sleep(60)", 128 + signal.SIGKILL), ("import os; os._exit(3)", 3), ("1 / 0", 1)],
)
def test_an_app_that_does_not_leave_well(then: str, status: int) -> None:
    with terminal(sys.executable, "-c", STUCK.format(then=then)) as seen:
        before = seen.attributes()
        seen.wait_for("drawn")
        if status > 128:
            seen.process.send_signal(signal.SIGTERM)
        assert status_once_left(seen, before) == status


@pytest.mark.parametrize(
    "environment",
    [
        {"TEXTUAL_LOG": "/dev/full"},
        {"HOME": "/nonexistent"},
        {"HOME": "/proc"},
        {"TMPDIR": "/nonexistent"},
        {"TMPDIR": "/proc"},
    ],
)
def test_it_opens_where_nothing_else_can_be_written(
    environment: dict[str, str], runs: Path
) -> None:
    with app_on(runs, environment, started) as terminal:
        before = terminal.attributes()
        terminal.wait_for("? help")
        terminal.press("Q")
        assert status_once_left(terminal, before) == 0


def test_a_terminal_that_is_not_the_session_s_own_will_do(runs: Path) -> None:
    """Without ``/dev/tty``, as in a container that was given a terminal."""
    words = f"exec setsid --wait {sys.executable} -m tui {runs}"
    with terminal("sh", "-c", words) as seen:
        before = seen.attributes()
        seen.wait_for("? help")
        seen.press("Q")
        assert status_once_left(seen, before) == 0


def test_a_lost_connection_leaves_no_process_behind(runs: Path) -> None:
    with app_on(runs) as terminal:
        terminal.wait_for("? help")
        left = terminal.processes()
        terminal.hang_up()
        assert terminal.process.wait(20) == 128 + signal.SIGHUP
        assert not Path(f"/proc/{left[1]}").exists()


@pytest.mark.parametrize("waiting", [True, False])
def test_a_terminal_that_goes_without_a_signal_leaves_no_process_behind(
    waiting: bool, runs: Path
) -> None:
    """The signal goes to the session of ``sh``, and the app has one of its own."""
    words = f"setsid --wait {sys.executable} -m tui {runs}; exit"
    with terminal("sh", "-c", words) as seen:
        seen.wait_for("? help")
        *_, waits, app = seen.processes()
        os.kill(app, signal.SIGSTOP)
        if waiting:
            # It stops, too, and the signal that wakes the app is for the app alone.
            until(seen, lambda: state(waits) == "T")
        else:
            os.kill(waits, signal.SIGKILL)
        seen.hang_up()
        os.kill(app, signal.SIGCONT)
        assert have_left(waits, app)


def test_a_terminal_that_goes_while_nobody_reads_it_leaves_no_process_behind(runs: Path) -> None:
    words = f"setsid --wait {sys.executable} -m tui {runs}; exit"
    with terminal("sh", "-c", words) as seen:
        seen.wait_for("? help", 60)
        *_, waits, app = seen.processes()
        # Each draws all of the screen. The terminal takes a few; then as many wait as may.
        for _ in range(100):
            os.kill(app, signal.SIGWINCH)
            time.sleep(0.05)
        seen.hang_up()
        assert have_left(waits, app)


def have_left(*processes: int) -> bool:
    """Wait until all of them have ended, and end them after a while; return whether they had."""
    deadline = time.monotonic() + 20
    while left := [each for each in processes if Path(f"/proc/{each}").exists()]:
        if time.monotonic() > deadline:
            for each in left:
                os.kill(each, signal.SIGKILL)
            return False
        time.sleep(0.05)
    return True


def test_waking_what_was_not_asleep_changes_nothing(runs: Path) -> None:
    with app_on(runs) as terminal:
        before = terminal.attributes()
        terminal.wait_for("? help")
        for process in terminal.processes():
            os.kill(process, signal.SIGCONT)
        terminal.settle()
        terminal.press("q")
        assert status_once_left(terminal, before) == 0


ATTRIBUTES = "stty -a | md5sum | cut -c1-8 | sed s/^/is-/; echo done"


@pytest.fixture
def shell() -> Iterator[Terminal]:
    """An interactive shell, which gives each job a process group and its terminal."""
    with terminal("bash", "--norc", "--noprofile", "-i", environment={"PS1": "$ "}) as bash:
        bash.wait_for("$")
        yield bash
        bash.process.kill()


def is_asked(shell: Terminal) -> bool:
    """Whether the shell waits for a line."""
    cursor = shell.screen.cursor
    return shell.screen.display[cursor.y][: cursor.x].endswith("$ ")


def answer_of(shell: Terminal, words: str, seen: str) -> list[str]:
    """Return the lines of the screen once the shell, which waits for a line, has said ``seen``.

    What is typed before that is the app's, or thrown away as it leaves.
    """
    shell.wait_for(is_asked, 60)
    shell.screen.reset()
    shell.press(f"{words}\r")
    shell.wait_for(lambda now: any(line.startswith(seen) for line in now.lines), 60)
    return shell.lines


def sum_of_attributes(shell: Terminal) -> str:
    lines = answer_of(shell, ATTRIBUTES, "done")
    return next(line for line in lines if line.startswith("is-"))


def until(shell: Terminal, over: Callable[[], bool]) -> None:
    """Read until ``over``, which nothing on the screen need tell."""
    deadline = time.monotonic() + 60
    while not over():
        shell.settle(0.05)
        assert time.monotonic() < deadline, shell.text


def stopped(shell: Terminal) -> None:
    """Wait until the job has stopped, both processes of it."""
    until(shell, lambda: [state(each) for each in shell.processes()[1:3]] == ["T", "T"])


@pytest.mark.parametrize("behind", ["", " &"])
def test_a_shell_stops_and_wakes_it_and_has_its_terminal_each_time(
    behind: str, runs: Path, shell: Terminal
) -> None:
    before = sum_of_attributes(shell)
    shell.press(f"{sys.executable} -m tui {runs}{behind}\r")
    if behind:
        stopped(shell)
        answer_of(shell, "bg", "[1]+")
        stopped(shell)
        shell.press("fg\r")
    for _ in range(2):
        shell.wait_for("? help", 60)
        shell.press("\x1a")
        shell.wait_for("Stopped", 60)
        assert sum_of_attributes(shell) == before
        shell.press("fg\r")
    shell.wait_for("? help", 60)
    shell.press("q")
    assert sum_of_attributes(shell) == before
    answer_of(shell, "echo status=$?", "status=0")


@pytest.mark.parametrize("background", [False, True])
def test_a_stopped_app_is_ended_and_the_shell_keeps_its_terminal(
    background: bool, runs: Path, shell: Terminal
) -> None:
    before = sum_of_attributes(shell)
    shell.press(f"{sys.executable} -m tui {runs}\r")
    shell.wait_for("? help", 60)
    shell.press("\x1a")
    shell.wait_for("Stopped", 60)
    if background:
        answer_of(shell, "bg", "[1]+")
        stopped(shell)
    shell.wait_for(is_asked, 60)
    reading = shell.attributes()
    sent = len(shell.output)
    _, waiting, app = shell.processes()
    answer_of(shell, "kill %1; echo sent", "sent")
    until(shell, lambda: not any(Path(f"/proc/{each}").exists() for each in (waiting, app)))
    assert b"\x1b[?1049" not in shell.output[sent:]
    assert shell.attributes() == reading
    answer_of(shell, "", "[1]+  Exit 143")
    assert sum_of_attributes(shell) == before
