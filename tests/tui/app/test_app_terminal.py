"""The program in a real pseudo-terminal: what it sends, and what is then on screen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.forked_program import forked
from tests.paths import HOME
from tests.pilot import write_files
from tests.pseudo_terminal import KEYS, Terminal
from tests.tui.app.table_app import configurations

PROGRAM = (sys.executable, "-m", "tui")


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A thousand configurations."""
    file = tmp_path / "runs.csv"
    table = configurations(1000).rename({"gpus": "devices", "value": "throughput"})
    table.drop("speedup", "efficiency").write_csv(file)
    return file


def start(
    *arguments: str | Path,
    cwd: Path | None = None,
    columns: int = 120,
    rows: int = 40,
    environment: Mapping[str, str] | None = None,
) -> Terminal:
    terminal = Terminal(
        [*PROGRAM, *arguments],
        columns=columns,
        rows=rows,
        cwd=cwd,
        environment={"PYTHONPATH": str(HOME), **(environment or {})},
        run=forked,
    )
    terminal.wait_for("? help")
    # The modules of the chart are imported after the first table, which a busy machine takes long.
    terminal.settle(quiet=0.6)
    return terminal


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    stdin: int | None = None,
    input: str | None = None,
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(HOME)}
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=cwd,
        stdin=stdin,
        input=input,
    )


def test_it_opens_sorted_and_sends_little(runs: Path) -> None:
    with start(runs, "--sort", "-efficiency") as terminal:
        assert terminal.received <= 40_000
        assert "▼efficiency" in terminal.lines[2]

        # The chart and what the audit found come after the table.
        terminal.settle(quiet=1.5)
        terminal.press("down")
        assert terminal.answer() <= 500
        terminal.press("pagedown")
        assert terminal.answer() <= 8_000
        for step in range(30):
            terminal.move_mouse(5 + 3 * step, 2 + step)
        assert terminal.listen(1.0) == 0


def test_what_is_typed_in_one_breath_reaches_the_prompt(runs: Path) -> None:
    with start(runs) as terminal:
        terminal.press("".join([":sort -efficiency", KEYS["enter"]]))
        terminal.wait_for("▼efficiency")
        enter = KEYS["enter"]
        terminal.press(f"&efficiency < 0.9{enter}/no & : such{enter}")
        terminal.wait_for("'no & : such' not found")
        assert "where efficiency < 0.9" in terminal.lines[0]
        terminal.press(f"/none\x1b[27u/else{enter}")
        terminal.wait_for("'else' not found")


def test_nothing_is_sent_while_nothing_happens(runs: Path) -> None:
    with start(runs) as terminal:
        for keys in ([], ["/"], ["escape", "\x10"], ["escape", "?"]):
            terminal.press(*keys)
            terminal.settle(0.5)
            assert terminal.listen(1.5) == 0, keys


def test_the_scaling_screen_sends_little_and_nothing_while_nothing_happens(runs: Path) -> None:
    with start(runs) as terminal:
        terminal.settle(quiet=1.5)
        before = terminal.received
        terminal.press("p")
        terminal.wait_for("efficiency over")
        terminal.settle()
        assert terminal.received - before <= 12_000
        terminal.press("down")
        assert terminal.answer() <= 6_000
        terminal.press("m", "f")
        terminal.settle(1)
        assert terminal.listen(1.5) == 0
        terminal.press("q")
        assert terminal.answer() <= 12_000


def test_the_scaling_screen_without_colours_tells_series_apart(tmp_path: Path) -> None:
    write_files(tmp_path)
    plain = {"NO_COLOR": "1"}
    with start("solver.csv", cwd=tmp_path, columns=80, rows=24, environment=plain) as terminal:
        terminal.press("p")
        terminal.wait_for("■ lib 2.0")
        cells = [cell for line in terminal.screen.buffer.values() for cell in line.values()]
        assert {cell.fg for cell in cells} == {"default"}
        assert len(terminal.reversed_text()) == 1


@pytest.mark.parametrize("environment", [{"COLORTERM": "truecolor"}, {"NO_COLOR": "1"}])
def test_the_cursor_shows_in_every_colour_mode(environment: dict[str, str], tmp_path: Path) -> None:
    write_files(tmp_path)
    with start("solver.csv", cwd=tmp_path, environment=environment) as terminal:
        terminal.press("down")
        terminal.answer()
        assert terminal.reversed_text()[0].strip() == "lib 1.0"
        assert terminal.lines[4].startswith("▶")
        cells = [cell for line in terminal.screen.buffer.values() for cell in line.values()]
        assert ({cell.fg for cell in cells} == {"default"}) == ("NO_COLOR" in environment)


@pytest.mark.parametrize("way", [["LC_ALL"], ["--glyphs", "ascii"]])
def test_ascii_is_all_ascii(way: list[str], tmp_path: Path) -> None:
    write_files(tmp_path)
    arguments, environment = ([], {"LC_ALL": "C"}) if way == ["LC_ALL"] else (way, {})
    with start("solver.csv", *arguments, cwd=tmp_path, environment=environment) as terminal:
        assert terminal.text.isascii()
        terminal.press("space", "space", "d")
        terminal.wait_for("verdict")
        assert terminal.text.isascii()


def test_mouse_and_resize(tmp_path: Path) -> None:
    write_files(tmp_path)
    with start("solver.csv", cwd=tmp_path) as terminal:
        at = terminal.lines[2].index("efficiency")
        terminal.click(at + 2, 2)
        terminal.wait_for("▼efficiency")
        terminal.resize(60, 20)
        terminal.wait_for(lambda seen: seen.lines[-1].endswith("q quit"))
        terminal.settle()
        assert max(map(len, terminal.lines)) <= 60
        terminal.resize(120, 40)
        terminal.wait_for("devices (log)")


def test_a_comparison_of_many_is_drawn_in_part_and_rests(tmp_path: Path) -> None:
    rows = [f"old,{at},{at + 1}\nnew,{at},{at + 2}\n" for at in range(1, 2001)]
    (tmp_path / "many.csv").write_text("software,gpus,throughput\n" + "".join(rows))
    with start("many.csv", cwd=tmp_path) as terminal:
        terminal.press("".join([":diff software", KEYS["enter"]]))
        terminal.wait_for("+0.3 %, 2000 rows")
        terminal.settle()
        assert "software: old → new" in terminal.lines[1]
        terminal.press("down")
        assert terminal.answer() <= 700
        terminal.press("pagedown")
        assert terminal.answer() <= 8_000
        terminal.press(KEYS["enter"])
        terminal.wait_for("/2000  devices")
        for keys in ([], ["n"], ["q"]):
            terminal.press(*keys)
            terminal.settle(0.5)
            assert terminal.listen(1.5) == 0, keys
        terminal.resize(80, 24)
        terminal.wait_for(lambda seen: seen.lines[-1].endswith("q back"))
        terminal.settle()
        assert max(map(len, terminal.lines)) <= 80
        terminal.press("q")
        terminal.wait_for("q quit")


def test_the_audit_marks_rows_in_few_bytes_and_then_rests(tmp_path: Path) -> None:
    rows = [f"solver,{n},{100 * n}\n" for n in range(1, 1000)]
    (tmp_path / "runs.csv").write_text(
        "benchmark,gpus,throughput\n" + "".join(rows) + "lu,1,ERROR\n"
    )
    with start("runs.csv", "--sort", "-devices", cwd=tmp_path) as terminal:
        terminal.wait_for("1 failed")
        terminal.settle()
        assert terminal.received <= 40_000
        assert terminal.listen(1.5) == 0
        for _ in range(3):
            terminal.press("down")
            assert terminal.answer() <= 500
        terminal.press("G")
        terminal.wait_for("✗ lu")
        terminal.press("a")
        assert terminal.answer() <= 12_000
        terminal.wait_for("failed run")
        terminal.press("down")
        assert terminal.answer() <= 3_000
        for keys in ([], ["v"], ["\r"], ["q"], ["q"]):
            terminal.press(*keys)
            terminal.settle(0.5)
            assert terminal.listen(1.0) == 0, keys


def test_the_audit_screen_without_colours_and_in_ascii(tmp_path: Path) -> None:
    write_files(tmp_path)
    plain = {"NO_COLOR": "1", "LC_ALL": "C"}
    with start("solver.csv", cwd=tmp_path, columns=80, rows=24, environment=plain) as terminal:
        terminal.wait_for("1 failed")
        terminal.press("a")
        terminal.wait_for("x failed run: ")
        assert terminal.text.isascii()
        cells = [cell for line in terminal.screen.buffer.values() for cell in line.values()]
        assert {cell.fg for cell in cells} == {"default"}
        terminal.press("o")
        terminal.wait_for("q quit")
        assert "8/8" in terminal.lines[0]
        assert any(line.startswith("> x ") for line in terminal.lines)


def test_it_comes_back_after_a_stop(tmp_path: Path) -> None:
    write_files(tmp_path)
    with start("solver.csv", cwd=tmp_path, columns=80, rows=24) as terminal:
        before = terminal.lines
        terminal.press("\x1a")
        terminal.answer()
        terminal.screen.reset()
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.wait_for("q quit")
        terminal.settle()
        assert terminal.lines == before


@pytest.mark.parametrize("keys", [["q"], ["Q"], ["\x11"], ["space", "space", "d", "Q"]])
def test_it_quits(keys: list[str], tmp_path: Path) -> None:
    write_files(tmp_path)
    with start("solver.csv", cwd=tmp_path, columns=80, rows=24) as terminal:
        for key in keys:
            terminal.press(key)
            terminal.settle(0.2)
        assert terminal.process.wait(10) == 0


@pytest.mark.parametrize("late", ["pg", "dj", "?", "p-+N"])
def test_keys_after_the_one_that_quits_come_too_late(late: str, tmp_path: Path) -> None:
    write_files(tmp_path)
    with start("solver.csv", cwd=tmp_path, columns=80, rows=24) as terminal:
        terminal.press(f"q{late}")
        terminal.settle()
        assert terminal.process.wait(10) == 0


def test_the_wheel_scrolls_a_page_and_its_heading_follows(tmp_path: Path) -> None:
    write_files(tmp_path)
    with start("solver.csv", cwd=tmp_path, columns=80, rows=24) as terminal:
        terminal.press("?")
        terminal.wait_for("22/")
        terminal.wheel(30, 10)
        terminal.wait_for("25/")
        terminal.wheel(30, 10, down=False)
        terminal.wait_for("22/")


def test_an_interrupt_says_how_to_quit(tmp_path: Path) -> None:
    write_files(tmp_path)
    with start("solver.csv", cwd=tmp_path, columns=80, rows=24) as terminal:
        terminal.press("\x03")
        terminal.wait_for("Q quits")


@pytest.mark.parametrize(
    ("environment", "sent"),
    [
        ({}, b"\x1b]52;c;c29sdmVy\x07"),
        ({"TMUX": "/tmp/x,1,0"}, b"\x1bPtmux;\x1b\x1b]52;c;c29sdmVy\x07\x1b\\"),
        ({"TERM": "screen"}, b"\x1bP\x1b]52;c;c29sdmVy\x07\x1b\\"),
    ],
)
def test_a_cell_is_copied(environment: dict[str, str], sent: bytes, tmp_path: Path) -> None:
    write_files(tmp_path)
    with start("solver.csv", "training.md", cwd=tmp_path, environment=environment) as terminal:
        before = len(terminal.output)
        terminal.press("y")
        terminal.wait_for("copied 'solver'")
        assert sent in bytes(terminal.output[before:])


@pytest.fixture
def silent(tmp_path: Path) -> Iterator[Path]:
    """A pipe that somebody holds open and writes nothing to."""
    pipe = tmp_path / "slow.csv"
    os.mkfifo(pipe)
    writer = os.open(pipe, os.O_RDWR)
    yield pipe
    os.close(writer)


def test_what_is_read_is_said_while_it_is_read_and_can_be_left(silent: Path) -> None:
    with Terminal(
        [*PROGRAM, silent], columns=80, rows=24, environment={"PYTHONPATH": str(HOME)}
    ) as terminal:
        terminal.wait_for("reading ...")
        assert "slow.csv" in terminal.lines[0]
        terminal.press("q")
        assert terminal.process.wait(10) == 0


@pytest.mark.parametrize("key", ["q", "Q"])
def test_leaving_does_not_wait_for_files_that_are_read_again(key: str, tmp_path: Path) -> None:
    write_files(tmp_path)
    with start("solver.csv", "missing.csv", cwd=tmp_path) as terminal, held_up(tmp_path):
        terminal.press("r")
        terminal.wait_for("reloading ...")
        pressed = time.monotonic()
        terminal.press(key)
        terminal.settle()
        assert terminal.process.wait(5) == 0
        assert time.monotonic() - pressed < 5
        terminal.settle()
        for on, off in ((b"?1049h", b"?1049l"), (b"?1000h", b"?1000l"), (b"?25l", b"?25h")):
            assert terminal.output.rfind(on) < terminal.output.rfind(off)
        # What there is to say afterwards is said.
        assert b"missing.csv" in bytes(terminal.output).rpartition(b"?1049l")[2]


def test_a_signal_ends_it_while_files_are_read_again(tmp_path: Path) -> None:
    write_files(tmp_path)
    with start("solver.csv", cwd=tmp_path) as terminal, held_up(tmp_path):
        terminal.press("r")
        terminal.wait_for("reloading ...")
        terminal.process.send_signal(signal.SIGTERM)
        terminal.settle()
        assert terminal.process.wait(5) == 128 + signal.SIGTERM


@contextmanager
def held_up(folder: Path) -> Iterator[None]:
    """Put a pipe that nobody writes to in the place of a file: who reads it waits for ever."""
    file = folder / "solver.csv"
    file.unlink()
    os.mkfifo(file)
    writer = os.open(file, os.O_RDWR)
    try:
        yield
    finally:
        os.close(writer)


def test_no_empty_screen_is_drawn_before_there_is_something_to_see(silent: Path) -> None:
    with Terminal([*PROGRAM, silent], environment={"PYTHONPATH": str(HOME)}) as terminal:
        terminal.wait_for("reading ...")
        terminal.wait_for("─")
        sent = terminal.output.decode()
        assert 0 < sent.index("slow.csv") < sent.index("─")
        # The screen was erased: what is blank in the first frames need not be sent.
        assert "\x1b[K" not in sent and " " * 9 not in sent


def test_without_a_terminal_it_prints(tmp_path: Path) -> None:
    write_files(tmp_path)
    piped = run("-", input=(tmp_path / "solver.csv").read_text())
    assert piped.returncode == 0
    assert "efficiency" in piped.stdout and "\x1b" not in piped.stdout

    written = run("solver.csv", cwd=tmp_path, stdin=subprocess.DEVNULL)
    assert written.returncode == 0
    assert "lib 2.0" in written.stdout


def test_a_command_that_reads_for_long_says_so() -> None:
    rows = r"sleep 3; printf 'gpus,time\n1,10\n2,6\n'"
    command = f"({rows}) | {sys.executable} -m tui show -"
    with Terminal(["/bin/sh", "-c", command], environment={"PYTHONPATH": str(HOME)}) as terminal:
        terminal.wait_for("runcmp: reading - ...")
        assert "2 runs" not in terminal.text
        terminal.wait_for("2 runs")
        assert "reading" not in terminal.text


SLOWLY = """
import sys, time
import parsers.loaded
from tui.cli import main
read = parsers.loaded.read_input
parsers.loaded.read_input = lambda item: (time.sleep(0.2), read(item))[1]
sys.exit(main(["show", *sys.argv[1:]]))
"""


def test_esc_ends_what_a_command_reads_and_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    for place in range(100):
        (tmp_path / f"{place:02}.csv").write_text("gpus,time\n1,10\n2,6\n")
    command = [sys.executable, "-c", SLOWLY, str(tmp_path)]
    with Terminal(command, columns=100, environment={"PYTHONPATH": str(HOME)}) as terminal:
        before = termios.tcgetattr(terminal.descriptor)
        terminal.wait_for("of 100 files")
        terminal.wait_for("esc shows these")
        # A key that begins with the same byte is another one.
        terminal.press("\x1b[A")
        terminal.press("\x1b")
        # The name of the folder decides where the line is folded, in the midst of a word perhaps.
        terminal.wait_for(lambda shown: "readingwasstopped:" in "".join(shown.text.split()))
        terminal.wait_for("efficiency")
        assert terminal.process.wait(10) == 0
        assert "100 of 100" not in terminal.text
        assert termios.tcgetattr(terminal.descriptor) == before


def test_with_stderr_elsewhere_it_prints(tmp_path: Path) -> None:
    write_files(tmp_path)
    command = f"{sys.executable} -m tui solver.csv 2>errors.txt"
    with Terminal(
        ["sh", "-c", command], cwd=tmp_path, environment={"PYTHONPATH": str(HOME)}
    ) as terminal:
        terminal.wait_for("lib 2.0")
        assert terminal.process.wait(10) == 0
        assert b"\x1b[?1049h" not in terminal.output


def test_a_process_that_is_told_to_end_leaves_the_terminal_as_it_was(runs: Path) -> None:
    with start(runs) as terminal:
        terminal.process.send_signal(signal.SIGTERM)
        terminal.settle(quiet=1.0)
        assert terminal.process.wait(10) == 128 + signal.SIGTERM
        for on, off in ((b"?1049h", b"?1049l"), (b"?1000h", b"?1000l"), (b"?25l", b"?25h")):
            assert terminal.output.rfind(on) < terminal.output.rfind(off)
