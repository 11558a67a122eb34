"""Under the limits of a login node: it works, or says before anything is drawn why not."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from parsers.guard import guarded
from tests.limited import limited, may_limit_processes
from tests.many_cores import many_cores
from tests.paths import HOME, SAMPLES
from tests.pseudo_terminal import Terminal
from tui.cli import main
from tui.terminal.limits import APP, said_of_limits, shortage

ENVIRONMENT = {"PYTHONPATH": str(HOME), "HOME": "/nonexistent"}
MOST_THREADS = 16


def under(limit: str, *arguments: str | Path) -> list[str]:
    if limit.startswith("-u") and not may_limit_processes():
        pytest.skip("needs another user, whose processes are no others")
    return limited(limit, *arguments)


@pytest.mark.parametrize("limit", ["-u 60", "-v 2097152", "-n 40"])
def test_the_app_works_under_a_limit(limit: str) -> None:
    with Terminal(under(limit, SAMPLES), environment=ENVIRONMENT) as terminal:
        terminal.wait_for("? help")
        terminal.wait_for("findings")
        terminal.press("p")
        terminal.wait_for("Efficiency")
        terminal.press("Q")
        terminal.settle()
        assert terminal.process.wait(10) == 0


@pytest.mark.parametrize("limit", ["-u 6", "-v 600000", "-n 9", "-v 300000"])
def test_a_limit_that_is_too_low_is_said_before_anything_is_drawn(limit: str) -> None:
    with Terminal(under(limit, SAMPLES), environment=ENVIRONMENT) as terminal:
        while terminal.process.poll() is None:
            terminal.settle(0.1, 30)
        terminal.settle()
        assert terminal.process.returncode == 2
        assert b"\x1b" not in terminal.output
        assert terminal.text.startswith("runcmp: too ")
        assert f"raise ulimit {limit[:2]}" in terminal.text.replace("\n", "")


@pytest.mark.parametrize("limit", ["-u 60", "-v 2097152", "-n 40", "-u 3", "-v 300000", "-n 7"])
def test_a_command_under_a_limit_prints_or_says_why_not(limit: str) -> None:
    done = subprocess.run(
        under(limit, "show", SAMPLES / "csc_pytorch_ddp.md"),
        capture_output=True,
        text=True,
        env={**os.environ, **ENVIRONMENT},
    )
    if limit in ("-u 60", "-v 2097152", "-n 40"):
        assert (done.returncode, done.stderr) == (0, "")
        assert "speedup" in done.stdout
    else:
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("runcmp: too ")
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("size", [1_300_000, 1_100_000, 950_000])
def test_where_memory_is_hardly_enough_it_works_or_says_so(size: int) -> None:
    """Polars needs more while it starts than afterwards, and ends the process where it lacks."""
    with Terminal(under(f"-v {size}", SAMPLES), environment=ENVIRONMENT) as terminal:
        with contextlib.suppress(EOFError):
            terminal.wait_for("? help", 60)
            terminal.press("Q")
        while terminal.process.poll() is None:
            terminal.settle(0.1)
        if terminal.process.returncode:
            assert terminal.text.startswith("runcmp: too little memory is left; raise ulimit -v")
    done = subprocess.run(
        under(f"-v {size}", "show", SAMPLES / "csc_pytorch_ddp.md"),
        capture_output=True,
        text=True,
        env={**os.environ, **ENVIRONMENT},
    )
    assert done.returncode in (0, 2)
    assert done.stderr == "" or done.stderr.startswith("runcmp: too little memory is left")


@pytest.mark.parametrize("kind", ["files", "archive"])
def test_on_many_cores_it_has_few_threads(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = SAMPLES
    if kind == "archive":
        data = tmp_path / "lake"
        assert main(["ingest", str(SAMPLES), "--to", str(data)]) == 0
    # What a command has set is for its own process.
    for name in [name for name in os.environ if name.startswith(("POLARS_", "RAYON_"))]:
        monkeypatch.delenv(name)
    environment = {**ENVIRONMENT, **many_cores(tmp_path)}
    with Terminal(
        [sys.executable, "-m", "tui", "--watch", data], environment=environment
    ) as terminal:
        count = most_threads(terminal)
        terminal.wait_for("findings", 60)
        terminal.press("r")
        terminal.settle(1)
        terminal.press("p")
        terminal.settle(1)
    assert 8 < count() <= MOST_THREADS


def most_threads(terminal: Terminal) -> Callable[[], int]:
    """Count the threads of the app until told to stop; that returns the most there were at once."""
    counts = [0]
    over = Event()

    def watch() -> None:
        while not over.wait(0.002):
            for app in terminal.processes()[1:]:
                with contextlib.suppress(OSError):
                    counts.append(sum(1 for _ in Path(f"/proc/{app}/task").iterdir()))

    def stop() -> int:
        over.set()
        watching.join()
        return max(counts)

    watching = Thread(target=watch, daemon=True)
    watching.start()
    return stop


def test_where_threads_are_few_polars_gets_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLARS_MAX_THREADS", "1000")
    monkeypatch.setattr("tui.terminal.limits.may_start", lambda count: count < 20)
    assert shortage(APP) is None
    assert os.environ["POLARS_MAX_THREADS"] == "1"
    monkeypatch.setattr("tui.terminal.limits.may_start", lambda _: False)
    said = shortage(APP)
    assert said is not None and said.startswith("too few threads or processes are left")


def test_errors_that_come_of_limits_are_told_from_others() -> None:
    assert "memory" in str(said_of_limits(MemoryError()))
    assert "files" in str(said_of_limits(OSError(24, "Too many open files")))
    assert "threads" in str(said_of_limits(RuntimeError("can't start new thread")))
    assert said_of_limits(RuntimeError("else")) is None
    assert said_of_limits(OSError(2, "else")) is None


def test_a_command_that_is_out_of_processor_time_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever reads at that moment, it is no failure of that."""

    def read() -> int:
        os.kill(os.getpid(), signal.SIGXCPU)
        return 0

    def run(*_: object) -> int:
        return guarded("reading", read, lambda _: 0)

    before = signal.getsignal(signal.SIGXCPU)
    limits = dict.fromkeys([resource.RLIMIT_CPU], (60, -1))
    monkeypatch.setattr(resource, "getrlimit", lambda number: limits.get(number, (-1, -1)))
    monkeypatch.setattr("tui.commands.run.run", run)
    try:
        assert main(["show", "runs.csv"]) == 128 + signal.SIGXCPU
    finally:
        signal.signal(signal.SIGXCPU, before)
    said = "runcmp: no processor time is left; raise ulimit -t, which is 60\n"
    assert capsys.readouterr().err == said
