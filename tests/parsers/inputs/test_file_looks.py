"""What has become of files, told from what they look like; only those just written are opened."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parsers.inputs import file_looks
from parsers.inputs.file_looks import changes, look_at


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("gpus,time\n1,2\n")
    return tmp_path


def append() -> None:
    with Path("a.csv").open("a") as file:
        file.write("2,1\n")


def put_another_in_its_place() -> None:
    Path("other").write_text("gpus,time\n1,3\n")
    Path("other").replace("a.csv")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda: None, []),
        (append, ["a.csv grew"]),
        (lambda: os.truncate("a.csv", 4), ["a.csv cut"]),
        (lambda: Path("a.csv").unlink(), ["a.csv gone"]),
        (put_another_in_its_place, ["a.csv replaced"]),
        (lambda: Path("c.csv").write_text("x"), ["c.csv new"]),
        (lambda: Path("runcmp.toml").write_text(""), ["runcmp.toml new"]),
        (lambda: Path(".hidden").write_text("x"), []),
        (lambda: Path("x\x1b[2J").write_text("x"), ["x␛[2J new"]),
    ],
)
def test_what_has_become_of_a_file_is_told(change: Callable[[], Any], told: list[str]) -> None:
    before = look_at(["."])
    change()
    assert changes(before, look_at(["."])) == told


def test_a_file_that_is_written_anew_at_the_same_size_is_told(folder: Path) -> None:
    os.utime("a.csv", ns=(0, 0))
    before = look_at(["a.csv"])
    (folder / "a.csv").write_text("gpus,time\n1,3\n")
    assert changes(before, look_at(["a.csv"])) == ["a.csv rewritten"]


def test_many_are_counted() -> None:
    before = look_at(["."])
    for number in range(3):
        Path(f"n{number}.csv").write_text("")
    Path("a.csv").unlink()
    assert changes(before, look_at(["."])) == ["a.csv gone", "3 files new"]


def test_every_kind_of_argument_leads_to_its_files(folder: Path) -> None:
    for arguments in (["a.csv"], ["x=a.csv"], ["*a.csv"], [str(folder / "a.csv"), "-"]):
        assert [Path(name).name for name in look_at(arguments).files] == ["a.csv"], arguments
    assert look_at(["missing.csv"]).files == {}


def test_a_configuration_file_that_is_named_stands_for_those_beside() -> None:
    Path("runcmp.toml").write_text("")
    Path("mine.toml").write_text("")
    assert set(look_at(["a.csv"], Path("mine.toml")).files) == {"a.csv", "mine.toml"}


def test_a_pipe_is_left_alone() -> None:
    os.mkfifo("pipe")
    assert look_at(["pipe"]).files == {}


def test_a_file_that_was_just_written_is_whole_where_it_ends_with_a_line() -> None:
    for text, whole in (("1,2\n", True), ("1,2", False), ("", True)):
        Path("a.csv").write_text(text)
        looks = look_at(["a.csv"])
        assert (looks.settled, looks.whole) == (False, whole)


def test_what_was_written_a_while_ago_is_settled_and_not_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("a.csv").write_text("1,2")
    monkeypatch.setattr(file_looks, "CLOCK", -1)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    looks = look_at(["."])
    assert looks.settled and looks.whole
