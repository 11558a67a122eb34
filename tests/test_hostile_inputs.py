"""Hostile inputs: those that once made a failure, some new ones, and that a failure is seen."""

from __future__ import annotations

import random
from pathlib import Path
from typing import NoReturn

import pytest

from benchmarks import hostile_inputs as hostile
from benchmarks import hostile_targets
from benchmarks.hostile_seeds import CORPUS, CSV
from parsers.across_inputs import finished


@pytest.fixture(scope="module")
def targets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, hostile_targets.Target]:
    made = hostile_targets.targets(tmp_path_factory.mktemp("hostile"))
    return {target.name: target for target in made}


def test_what_once_failed_fails_no_more(targets: dict[str, hostile_targets.Target]) -> None:
    for file in sorted(filter(Path.is_file, CORPUS.glob("*"))):
        kind = file.name.rpartition("-")[0].replace("-", " ")
        of_files = hostile_targets.FOLDER if file.suffix == ".tar" else f"file {file.suffix}"
        name = kind if kind in targets else of_files
        assert targets[name].try_on(file.read_bytes()) == "", file.name


def test_what_took_another_path_through_a_reader_fails_nowhere(
    targets: dict[str, hostile_targets.Target],
) -> None:
    files = [(file.name, file.read_bytes()) for file in sorted((CORPUS / "paths").iterdir())]
    assert len(files) > 20
    assert targets[hostile_targets.FOLDER].try_on(hostile_targets.packed(files)) == ""


def test_the_corpus_is_small() -> None:
    assert sum(file.stat().st_size for file in CORPUS.rglob("*")) < 1_000_000


def test_new_inputs_fail_nowhere(targets: dict[str, hostile_targets.Target]) -> None:
    draw = random.Random(4)
    for target in targets.values():
        if target.share:
            assert target.try_on(target.make(draw)) == "", target.name


def test_a_failure_is_counted_and_its_input_kept(
    targets: dict[str, hostile_targets.Target],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> NoReturn:
        raise ZeroDivisionError("float division by zero")

    monkeypatch.setattr(hostile, "CORPUS", tmp_path / "corpus")
    monkeypatch.setattr(finished, "labels_of_series", fails)
    tally = hostile.Tally()
    for _ in range(2):
        hostile.tried(targets["file .csv"], CSV, tally, targets)
    assert (tally.tried["file .csv"], tally.failed["file .csv"]) == (2, 2)
    (kept,) = (tmp_path / "corpus").glob("*")
    assert kept.read_bytes() == CSV
    assert kept.name.startswith("file-csv-")


def test_the_file_of_a_folder_that_fails_is_found(
    targets: dict[str, hostile_targets.Target], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(content: bytes) -> str:
        return "lost" if b"bad" in content else ""

    fussy = {name: each._replace(try_on=judge) for name, each in targets.items()}
    monkeypatch.setattr(hostile, "CORPUS", tmp_path / "corpus")
    tally = hostile.Tally()
    for files in ([("a.csv", b"1"), ("bad.md", b"2")], [("a.csv", b"bad"), ("b.md", b"2")]):
        whole = hostile_targets.packed(files)
        hostile.tried(fussy[hostile_targets.FOLDER], whole, tally, fussy)
    assert tally.tried == {"file .csv": 2, "file .md": 2}
    assert +tally.failed == {hostile_targets.FOLDER: 1, "file .csv": 1}
    assert len(tally.causes) == 2


def test_a_hang_is_counted(
    targets: dict[str, hostile_targets.Target], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hostile, "CORPUS", tmp_path / "corpus")
    monkeypatch.setattr(hostile, "SLOW", 0.0)
    tally = hostile.Tally()
    hostile.tried(targets["condition"], b"nodes > 1", tally, targets)
    assert tally.slow["condition"] == 1
    assert "above 1 s per MB" in next(tally.lines())


def test_a_search_takes_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hostile, "CORPUS", tmp_path / "corpus")
    tally = hostile.search(60, seed=1, most=20)
    assert tally.tried.total() >= 20
    assert {"condition", "command line", "command on a file"} <= tally.tried.keys()
    assert any(name.startswith("file ") for name in tally.tried)
