"""Which command shows a source in the user's own editor or pager."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.app.screens import open_editor
from tui.app.screens.open_editor import command


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "-x.csv"):
        Path(name).write_text("nodes,time\n1,2\n")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ["vi", "+7", "a.csv"]),
        ({"EDITOR": "nano -w"}, ["nano", "-w", "+7", "a.csv"]),
        ({"EDITOR": "nano", "VISUAL": "emacs"}, ["emacs", "+7", "a.csv"]),
        ({"EDITOR": "/usr/bin/hx"}, ["/usr/bin/hx", "a.csv:7"]),
        ({"EDITOR": "code"}, ["code", "--wait", "--goto", "a.csv:7"]),
        ({"EDITOR": "vi; rm x"}, ["vi;", "rm", "x", "+7", "a.csv"]),
    ],
)
def test_editors(environment: dict[str, str], expected: list[str]) -> None:
    assert command("a.csv", 7, environment) == expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"EDITOR": "nano"}, ["less", "+7g", "a.csv"]),
        ({"PAGER": "less -R"}, ["less", "-R", "+7g", "a.csv"]),
        ({"PAGER": "most"}, ["most", "a.csv"]),
    ],
)
def test_long_files_go_to_the_pager(
    environment: dict[str, str], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_editor, "LONG", 5)
    assert command("a.csv", 7, environment) == expected


def test_a_name_is_never_an_option() -> None:
    assert command("-x.csv", 1, {}) == ["vi", "+1", "./-x.csv"]


def test_what_cannot_be_is_said() -> None:
    assert command("gone.csv", 1, {}) == "gone.csv: cannot be reopened"
    assert command("a.csv", 1, {"EDITOR": "vi '"}) == '$EDITOR is "vi \'": No closing quotation'
    assert command("a.csv", 1, {"EDITOR": " "}) == "$EDITOR is empty"
