"""Where help and reports go: a full disk under the help, a file without a name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tui.options.arguments import parse


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["show", "--help"]])
def test_help_on_a_full_disk_is_an_error(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(SystemExit) as left:
            parse(words)
    assert left.value.code == 2
    assert "stdout: cannot be written: No space left" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["export", "plot", "report"])
def test_a_file_needs_a_name(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse([command, "runs.csv", "-o", ""])
    assert left.value.code == 2
    assert "needs the name of a file" in capsys.readouterr().err
