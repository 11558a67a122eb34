"""What was typed comes back in later sessions, several of them at once, and only if it may."""

from __future__ import annotations

import fcntl
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.paths import HOME
from tests.pilot import app_on, enter, press, settled, write_files
from tui.app import prompt_history
from tui.app.prompt_history import LONGEST, MOST, PromptHistory
from tui.options.state_folder import state_folder


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state/runcmp/prompts.jsonl"


def until(holds: Callable[[], bool]) -> None:
    """Wait for what is done in the background."""
    for _ in range(1000):
        if holds():
            return
        time.sleep(0.01)
    raise TimeoutError


def kept_texts() -> list[str]:
    return PromptHistory(kept=True).before("runs", "/")


async def test_what_was_typed_is_there_in_the_next_session(file: Path) -> None:
    async with app_on("solver.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await enter(pilot, "/", "lib 2")
        await enter(pilot, "&", "nodes > 1")
    until(lambda: file.exists() and file.read_text().count("\n") == 2)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700

    async with app_on("solver.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert (await press(pilot, "/", "up"))[-1].strip() == "/lib 2"
        assert (await press(pilot, "escape", "&", "up"))[-1].strip() == "where nodes > 1"
        # Each screen has its own.
        await press(pilot, "escape", "a")
        assert (await press(pilot, "/", "up"))[-1].strip() == "/"


async def test_without_state_nothing_is_read_or_written(file: Path) -> None:
    PromptHistory(kept=True).add("runs", "/", "secret")
    until(file.exists)
    before = file.read_bytes()
    async with app_on("solver.csv", "--no-state").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert (await press(pilot, "/", "up"))[-1].strip() == "/"
        await press(pilot, "escape")
        await enter(pilot, "/", "lib 2")
        assert (await press(pilot, "/", "up"))[-1].strip() == "/lib 2"
        await press(pilot, "escape")
        assert "no layouts with --no-state" in (await enter(pilot, ":", "layout mine"))[-1]
    assert file.read_bytes() == before
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_layout_without_state_is_a_contradiction() -> None:
    with pytest.raises(AssertionError, match="--layout reads what --no-state leaves alone"):
        app_on("solver.csv", "--layout", "mine", "--no-state")


def test_sessions_at_once_lose_nothing_of_each_other(file: Path) -> None:
    writes = (
        "import sys, threading\n"
        "from tui.app import prompt_history\n"
        "prompt_history.PATIENCE = 60\n"
        "history = prompt_history.PromptHistory(kept=True)\n"
        "for n in range(40): history.add('runs', '/', f'{sys.argv[1]} {n}')\n"
        "[t.join() for t in threading.enumerate() if t is not threading.main_thread()]\n"
    )
    sessions = [
        subprocess.Popen([sys.executable, "-c", writes, name], cwd=HOME) for name in ("a", "b")
    ]
    assert [session.wait(60) for session in sessions] == [0, 0]
    assert sorted(kept_texts()) == sorted(f"{name} {n}" for name in "ab" for n in range(40))
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_what_another_session_writes_is_not_written_over(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been stopped, and go on long after: what is typed here is written later."""
    monkeypatch.setattr(prompt_history, "PATIENCE", 0)
    monkeypatch.setattr(prompt_history, "begin", lambda do: do())
    history = PromptHistory(kept=True)
    history.add("runs", "/", "first")
    other = os.open(file.parent, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    history.add("runs", "/", "second")
    assert kept_texts() == ["first"]
    os.close(other)
    history.add("runs", "/", "third")
    assert kept_texts() == ["first", "second", "third"]


def test_only_the_newest_are_kept_each_once() -> None:
    history = PromptHistory(kept=False)
    for n in range(MOST + 10):
        history.add("runs", "/", str(n % (MOST + 5)))
    texts = history.before("runs", "/")
    assert len(texts) == len(set(texts)) == MOST
    assert texts[-1] == "4"


@pytest.mark.parametrize(
    "line",
    [
        *(b"", b"{", b"[]", b"null", b"\xff\x00", b"[" * 100_000),
        *(b'{"place": "runs"}', b'{"place": "runs", "prompt": "/", "text": 3}'),
    ],
)
def test_lines_that_are_none_are_passed_over(line: bytes, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(line + b'\n{"place": "runs", "prompt": "/", "text": "lib\\u001b[2J"}\n')
    assert kept_texts() == ["lib␛[2J"]


def test_a_text_too_long_is_not_kept() -> None:
    history = PromptHistory(kept=False)
    history.add("runs", "/", "x" * (LONGEST + 1))
    history.add("runs", "/", "  ")
    assert history.before("runs", "/") == []


def test_a_folder_that_cannot_be_written_costs_nothing_in_this_session(file: Path) -> None:
    file.parent.parent.write_text("")
    history = PromptHistory(kept=True)
    history.add("runs", "/", "lib")
    assert history.before("runs", "/") == ["lib"]


def test_a_user_without_a_home_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setattr(Path, "home", no_home)
    with pytest.raises(Exception, match="no home folder to keep anything in; set XDG_STATE_HOME"):
        state_folder()
    history = PromptHistory(kept=True)
    history.add("runs", "/", "lib")
    assert history.before("runs", "/") == ["lib"]
