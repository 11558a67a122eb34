"""What hangs, eats memory or ends the process costs its file and nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import parsers.archive.ingesting as ingesting
import parsers.archive.reading_process as module
from parsers.archive.ingesting import opened, plan
from parsers.archive.reading_process import Limits, read_guarded, read_side_by_side
from parsers.archive.written_parts import Outcome
from tests.parsers.archive.lakes import VERSION, expected, files, stored, told
from tests.parsers.programs.test_offered_readers import install

READER = """
import os, time
from parsers.reader import Reader, Reading
from parsers.run_records.records import empty

def sniff(source):
    return 100 if source.head.startswith(b"DO ") else 0

def read(source):
    what = source.text.split()[1]
    if what == "hang":
        time.sleep(60)
    if what == "eat":
        held = []
        while True:
            held.append(bytearray(50_000_000))
    if what == "die":
        os._exit(3)
    if what in ("killed", "killer"):
        with open(f"{source.path}.tried", "a") as tried:
            tried.write(".")
            before = tried.tell()
        if what == "killer" or before < 3:
            os.kill(os.getpid(), 9)
    return Reading(empty())

READER = Reader("naughty", sniff, read)
"""


@pytest.fixture(autouse=True)
def processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have processes that know the reader, and none of them left."""
    packages = tmp_path / "packages"
    packages.mkdir()
    install(packages, READER, "naughty = mysolver_runcmp:READER")
    monkeypatch.setenv("PYTHONPATH", str(packages))
    monkeypatch.setattr(module, "kept", [])
    monkeypatch.setattr(module, "TRIES", 3)
    yield
    for process in module.kept:
        process.kill()
        process.wait()


def read(lake: Path, folder: Path, limits: Limits) -> list[Outcome]:
    with opened(lake):
        todo = plan(lake, [str(folder)])
        return [read_guarded(lake, chunk, VERSION, limits) for chunk in todo.chunks]


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("hang", "left out: not read within 8 s"),
        ("eat", "out of memory in the naughty reader"),
        ("die", "left out: reading it ended the process (status 3)"),
        ("killer", "left out: reading it ended the process (signal 9), perhaps for want of memory"),
        ("killed", "no runs found"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_rest_arrives(
    tmp_path: Path, what: str, why: str
) -> None:
    folder, lake = files(tmp_path / "runs", 5), tmp_path / "lake"
    whole = expected(folder)
    (folder / "run-002b.csv").write_text(f"DO {what}\n")
    (outcome,) = read(lake, folder, Limits(8 if what == "hang" else 60, 1_500_000_000))
    (error,) = outcome.errors
    assert error.source == str(folder / "run-002b.csv")
    assert why in error.text
    assert told(stored(lake)) == whole


def test_one_that_was_left_out_is_tried_again(tmp_path: Path) -> None:
    folder, lake = files(tmp_path / "runs", 2), tmp_path / "lake"
    (folder / "x.csv").write_text("DO die\n")
    read(lake, folder, Limits(20))
    with opened(lake):
        (chunk,) = plan(lake, [str(folder)]).chunks
    assert "x.csv" in {Path(each.item.path).name for each in chunk.files}


def test_several_are_left_out_one_after_the_other(tmp_path: Path) -> None:
    folder, lake = files(tmp_path / "runs", 3), tmp_path / "lake"
    whole = expected(folder)
    for number in range(3):
        (folder / f"run-00{number}b.csv").write_text("DO die\n")
    (outcome,) = read(lake, folder, Limits(20))
    assert len(outcome.errors) == 3
    assert told(stored(lake)) == whole


def test_processes_side_by_side_give_what_one_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "FEWEST_FILES", 2)
    folder, lake = files(tmp_path / "runs", 9), tmp_path / "lake"
    whole = expected(folder)
    (folder / "run-002b.csv").write_text("DO die\n")
    with opened(lake):
        chunks = plan(lake, [str(folder)], workers=2).chunks
        outcomes = list(read_side_by_side(lake, chunks, VERSION, Limits(60), 2))
    assert len(chunks) > 2
    assert {each.sequence for each in outcomes} == {each.sequence for each in chunks}
    assert sum(len(each.errors) for each in outcomes) == 1
    # The one that died last may have had nothing left to read.
    assert 1 <= len(module.kept) <= 2
    assert told(stored(lake)) == whole


def test_an_archive_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    folder, lake = files(tmp_path / "runs", 1), tmp_path / "lake"
    with opened(lake):
        (chunk,) = plan(lake, [str(folder)]).chunks
        (lake / "system=a").write_text("in the way")
        with pytest.raises(OSError, match=r"system=a|exists|directory"):
            read_guarded(lake, chunk, VERSION, Limits(20))
        with pytest.raises(OSError, match=r"system=a|exists|directory"):
            list(read_side_by_side(lake, [chunk, chunk], VERSION, Limits(20), 2))


def test_a_process_is_kept_for_the_next_chunk(tmp_path: Path) -> None:
    folder, lake = files(tmp_path / "runs", 2), tmp_path / "lake"
    read(lake, folder, Limits(20))
    (first,) = module.kept
    files(folder, 2, first=5)
    read(lake, folder, Limits(20))
    assert module.kept == [first]
    assert first.poll() is None
    assert first.stdin is not None
    first.stdin.close()
    assert first.wait(10) == 0
    assert os.environ["PYTHONPATH"]
