from __future__ import annotations

from pathlib import Path

import pytest

import parsers.loaded
from parsers import load
from parsers.across_inputs.reading_progress import ReadingProgress
from parsers.input_reading import InputReading
from parsers.inputs.inputs import Input
from parsers.registry import read_input


def test_what_is_read_when_it_is_stopped_is_there_and_the_rest_is_read_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in range(5):
        (tmp_path / f"{place}.csv").write_text(f"gpus,seconds\n{place + 1},{10 - place}\n")
    progress, read = ReadingProgress(), []

    def counted(item: Input) -> InputReading:
        assert (progress.total, progress.name) == (5, item.path)
        read.append(Path(item.path).name)
        if len(read) == 2:
            progress.stop()
        return read_input(item)

    monkeypatch.setattr(parsers.loaded, "read_input", counted)
    partial = load([str(tmp_path)], progress=progress)
    assert (progress.read, progress.runs, progress.is_partial) == (2, 2, True)
    assert sorted(partial.records["devices"]) == [1, 2]
    assert [(note.kind, note.source, note.text) for note in partial.notes][:1] == [
        (
            "error",
            str(tmp_path / "2.csv"),
            "reading was stopped: 2 of 5 files are read, this and others are not",
        )
    ]

    progress = ReadingProgress()
    whole = load([str(tmp_path)], before=partial, progress=progress)
    assert sorted(whole.records["devices"]) == [1, 2, 3, 4, 5]
    assert not any(note.kind == "error" for note in whole.notes)
    assert not progress.is_partial


def test_nothing_is_left_out_where_it_is_stopped_at_the_last(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("gpus,seconds\n1,10\n2,6\n")
    progress = ReadingProgress()
    list(progress.each([Input(str(file), str(file))], lambda _: None, read_input))
    progress.stop()
    assert not progress.is_partial
