import gzip
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers.registry as registry
from parsers import Loaded, load
from parsers.reader import Reader, Reading
from parsers.run_records.conforming import from_rows
from parsers.run_records.records import SCHEMA, named
from parsers.short_columns.short_records import Records, to_short
from parsers.source import Source

CSV = "GPUs,Img/sec\n1,10\n2,19\n"
TABLE = "| GPUs | Img/sec |\n|--|--|\n| 1 | 10 |\n| 2 | 19 |\n"


def write(path: Path, content: str | bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def errors(loaded: Loaded) -> list[str]:
    return [note.text for note in loaded.notes if note.kind == "error"]


class TestLoad:
    def test_files_of_several_formats_are_one_frame(self, tmp_path: Path) -> None:
        one = write(tmp_path / "a.csv", CSV)
        two = write(tmp_path / "b.md", TABLE)
        loaded = load([one, two])
        assert named(loaded.records)["run"].to_list() == ["a.csv:2", "a.csv:3", "b.md:3", "b.md:4"]
        assert [(file.label, file.readers, file.runs, file.error) for file in loaded.files] == [
            ("a.csv", ("delimited text",), 2, None),
            ("b.md", ("markdown",), 2, None),
        ]
        assert errors(loaded) == []

    def test_runs_and_records_are_counted_apart(self, tmp_path: Path) -> None:
        file = write(tmp_path / "a.csv", "GPUs,throughput,latency\n1,10,5\n2,19,6\n")
        report = load([file]).files[0]
        assert (report.runs, report.records) == (2, 4)

    def test_no_input_gives_no_record(self) -> None:
        loaded = load([])
        assert (loaded.records.height, loaded.records.schema) == (0, pl.Schema(SCHEMA))
        assert (loaded.notes, loaded.files) == ((), ())

    def test_a_format_is_known_by_its_content(self, tmp_path: Path) -> None:
        file = write(tmp_path / "results.txt", TABLE)
        assert load([file]).files[0].readers == ("markdown",)

    def test_a_compressed_file_is_read(self, tmp_path: Path) -> None:
        file = write(tmp_path / "a.csv.gz", gzip.compress(CSV.encode()))
        assert load([file]).records["value"].to_list() == [10.0, 19.0]

    def test_standard_input_is_read(self) -> None:
        loaded = load(["-"], io.BytesIO(CSV.encode()))
        assert named(loaded.records)["run"].to_list() == ["stdin:2", "stdin:3"]
        assert loaded.records["source"].to_list() == ["-", "-"]

    def test_run_ids_of_equal_names_differ(self, tmp_path: Path) -> None:
        files = [write(tmp_path / folder / "runs.csv", CSV) for folder in ("may", "june")]
        loaded = load(files)
        assert named(loaded.records)["run"].n_unique() == 4
        assert loaded.records["label"].unique().sort().to_list() == [
            "june/runs.csv",
            "may/runs.csv",
        ]

    def test_parameters_of_different_files_stand_side_by_side(self, tmp_path: Path) -> None:
        one = write(tmp_path / "a.csv", "GPUs,Img/sec,mode\n1,10,fast\n")
        two = write(tmp_path / "b.csv", "GPUs,Img/sec,layers\n1,10,24\n")
        loaded = load([one, two])
        assert loaded.records["mode"].to_list() == ["fast", None]
        assert loaded.records["layers"].to_list() == [None, 24]


class TestBadInput:
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "empty file"),
            (b" \n\n", "empty file"),
            (b"\x7fELF\0\0\0\x01", "binary file"),
            (b"SQLite format 3\0", "damaged SQLite"),
            (b"PAR1" + b"\0" * 50, "damaged Parquet"),
            (gzip.compress(b"a,b\n" * 999, mtime=0)[:40], "cannot be read"),
            (b"Dear all,\nthere is nothing here.\n", "not recognised"),
            (b"mesh read\nsrun: error: node4: task 1: Out Of Memory\n", "it ended with: Out"),
            (b"name,colour\na,red\nb,blue\n", "without a measured column"),
            (b'{"results": [1, 2', "not valid JSON"),
        ],
    )
    def test_each_gets_one_line_and_the_rest_is_read(
        self, tmp_path: Path, content: bytes, reason: str
    ) -> None:
        bad = write(tmp_path / "bad.csv" if b"name" in content else tmp_path / "bad", content)
        good = write(tmp_path / "good.csv", CSV)
        loaded = load([bad, good])
        assert len(errors(loaded)) == 1
        assert reason in errors(loaded)[0]
        assert loaded.records.height == 2
        report = loaded.files[0]
        assert (report.runs, report.records, report.readers) == (0, 0, ())
        assert report.error == errors(loaded)[0]

    @given(
        content=st.one_of(
            st.binary(max_size=200),
            st.lists(
                st.sampled_from(
                    [*'|,\n-#1"{}[]:= \r\x00é;\t', "GPUs", "Img/sec", "|--|--|\n", "```", "PAR1"]
                ),
                max_size=40,
            ).map(lambda parts: "".join(parts).encode()),
        )
    )
    def test_nothing_is_raised_and_nothing_is_silent(self, content: bytes) -> None:
        loaded = load(["-"], io.BytesIO(content))
        assert loaded.records.height or errors(loaded)
        assert not any("reader failed" in text for text in errors(loaded))

    def test_a_table_without_numbers_names_its_line(self, tmp_path: Path) -> None:
        file = write(tmp_path / "a.md", "# x\n\n| Feature | Here |\n|--|--|\n| AMP | Yes |\n")
        (note,) = load([file]).notes
        assert (note.kind, note.source, note.line) == ("error", file, 3)

    def test_a_file_that_vanishes_is_an_error(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = write(tmp_path / "a.csv", CSV)

        def vanish(*_: object, **__: object) -> bytes:
            raise FileNotFoundError(2, "No such file or directory")

        monkeypatch.setattr("builtins.open", vanish)
        loaded = load([file])
        assert errors(loaded) == ["cannot be read: no such file or directory"]

    def test_a_dangling_link_is_an_error(self, tmp_path: Path) -> None:
        link = tmp_path / "a.csv"
        link.symlink_to(tmp_path / "gone.csv")
        loaded = load([str(link)])
        assert errors(loaded) == ["cannot be read: no such file or directory"]

    def test_what_a_folder_brings_along_is_skipped(self, tmp_path: Path) -> None:
        write(tmp_path / "a.csv", CSV)
        write(tmp_path / "picture.png", b"\x89PNG\0\0")
        loaded = load([str(tmp_path)])
        assert errors(loaded) == []
        assert [note.kind for note in loaded.notes] == ["skipped"]
        assert [file.error is None for file in loaded.files] == [True, False]

    def test_a_folder_without_anything_readable_is_an_error(self, tmp_path: Path) -> None:
        write(tmp_path / "picture.png", b"\x89PNG\0\0")
        write(tmp_path / "empty.csv", b"")
        loaded = load([str(tmp_path)])
        assert len(errors(loaded)) == 1
        assert [note.source for note in loaded.notes if note.kind == "error"] == [str(tmp_path)]

    @pytest.mark.parametrize("defect", [ZeroDivisionError, pl.exceptions.PanicException])
    def test_a_reader_that_fails_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, defect: type[BaseException]
    ) -> None:
        def fail(_: Source) -> Reading:
            raise defect("\x1b[31m")

        broken = Reader("broken", lambda _: 99, fail)
        monkeypatch.setattr(registry, "readers", lambda: iter([broken]))
        (error,) = errors(load([write(tmp_path / "a.csv", CSV)]))
        assert "broken" in error
        assert defect.__name__ in error
        assert "\x1b" not in error


class TestChoice:
    def reader(self, name: str, score: int, rows: int, *, additive: bool = False) -> Reader:
        def read(_: Source) -> Reading:
            records: list[Mapping[str, Any]] = [
                {"run": f"{name}:{n}", "line": n, "value": 1.0, "benchmark": name}
                for n in range(1, rows + 1)
            ]
            return Reading(from_rows(records), [])

        return Reader(name, lambda _: score, read, additive)

    def readers_of(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *readers: Reader
    ) -> tuple[str, ...]:
        monkeypatch.setattr(registry, "readers", lambda: iter(readers))
        return load([write(tmp_path / "a", "text")]).files[0].readers

    def test_the_surest_reader_is_taken(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sure, unsure = self.reader("sure", 90, 1), self.reader("unsure", 50, 5)
        assert self.readers_of(tmp_path, monkeypatch, unsure, sure) == ("sure",)

    def test_the_next_reader_is_tried_where_the_surest_finds_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sure, unsure = self.reader("sure", 90, 0), self.reader("unsure", 50, 5)
        assert self.readers_of(tmp_path, monkeypatch, unsure, sure) == ("unsure",)

    def test_readers_of_lines_all_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = self.reader("one", 60, 1, additive=True)
        two = self.reader("two", 10, 2, additive=True)
        nothing = self.reader("nothing", 30, 0, additive=True)
        other = self.reader("other", 50, 1)
        names = self.readers_of(tmp_path, monkeypatch, one, two, nothing, other)
        assert names == ("one", "two")

    def test_a_reader_that_does_not_recognise_a_file_is_not_asked(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert self.readers_of(tmp_path, monkeypatch, self.reader("no", 0, 5)) == ()


def test_a_folder_of_other_things_is_one_remark(tmp_path: Path) -> None:
    write(tmp_path / "runs.csv", CSV.encode())
    for number in range(5):
        write(tmp_path / f"code{number}.js", b"function a() { return 1 }")
    write(tmp_path / "table.csv", b"name,colour\na,red\nb,blue\n")
    loaded = load([str(tmp_path)])
    assert len(loaded.notes) == 2
    assert "without a measured column" in loaded.notes[0].text
    assert loaded.notes[1].text.startswith("5 of 7 files hold no results, e.g. ")


def test_a_short_file_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "a.csv", CSV)
    opened: list[object] = []
    own = open

    def counted(path: Any, *arguments: Any, **options: Any) -> Any:
        opened.append(path)
        return own(path, *arguments, **options)

    monkeypatch.setattr("builtins.open", counted)
    assert load([file]).records.height == 2
    assert opened == [file]


def test_the_columns_of_a_file_that_is_no_results_are_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[int] = []

    def counted(records: Records) -> Records:
        looked_at.append(records.height)
        return to_short(records)

    monkeypatch.setattr("parsers.registry.to_short", counted)
    write(tmp_path / "a.csv", CSV)
    for number in range(3):
        write(tmp_path / f"{number}.txt", "Dear reader,\n\nno runs here.\n")
    assert len(load([str(tmp_path)]).files) == 4
    assert looked_at == [2]
