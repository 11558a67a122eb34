"""What runcmp says of the terminal and the machine it is on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.test_imports import RUN, modules_after
from tui.cli import main
from tui.commands.doctor import findings
from tui.terminal.environment import Terminal

GOOD = Terminal(interactive=True, why_not="", color=True, unicode=True)
BARE = Terminal(interactive=False, why_not="stdin is not a terminal", color=False, unicode=False)


def test_a_good_terminal_has_nothing_to_mend() -> None:
    found = dict(findings(GOOD, {"TERM": "xterm", "LANG": "en_GB.UTF-8"}))
    assert found["terminal"].startswith("xterm, ")
    assert found["app"] == "opens"
    assert found["colour"] == "the terminal's own"
    assert found["glyphs"].startswith("Unicode (LANG is en_GB.UTF-8)")


@pytest.mark.parametrize(
    ("environment", "label", "says"),
    [
        ({}, "terminal", "TERM is not set"),
        ({}, "app", "prints instead: stdin is not a terminal"),
        ({"NO_COLOR": "1"}, "colour", "NO_COLOR is set"),
        ({"TERM": "dumb"}, "colour", "TERM is dumb"),
        ({}, "glyphs", "none of LC_ALL, LC_CTYPE, LANG is set"),
        ({"LC_ALL": "C", "LANG": "C.UTF-8"}, "glyphs", "ASCII (LC_ALL is C)"),
        ({"TERM": "linux", "LANG": "C.UTF-8"}, "glyphs", "ASCII (TERM is linux)"),
        ({"TMUX": "/tmp/tmux"}, "copying", "set-clipboard on"),
        ({"STY": "1.pts"}, "terminal", "in screen"),
        ({"POLARS_MAX_THREADS": "7"}, "threads", "7 on "),
    ],
)
def test_each_finding_says_why(environment: dict[str, str], label: str, says: str) -> None:
    assert says in dict(findings(BARE, environment))[label]


def test_it_says_where_state_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert dict(findings(BARE, {}))["state"].startswith(f"{tmp_path}/state/runcmp; --no-state")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert f"nothing is kept: {tmp_path} cannot be written" in dict(findings(BARE, {}))["state"]


def test_it_prints_and_takes_no_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out.startswith("runcmp     ")
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "sample_data"])
    assert ended.value.code == 2


def test_it_runs_where_polars_does_not() -> None:
    assert not modules_after(RUN.format(arguments=["doctor"])) & {"polars", "textual", "rich"}
