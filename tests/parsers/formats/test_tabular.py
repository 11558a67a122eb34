import csv
import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from parsers.delimited import column_types, delimited_text
from parsers.delimited.split_lines import Row, read_rows
from parsers.formats import delimited, objects, parquet, records_file
from parsers.read_tables import read_table
from parsers.reader import Reader, ReadError, Reading
from parsers.run_records.records import SCHEMA, named
from parsers.source import Source
from parsers.tables.table import Table


def source(content: str | bytes, name: str = "runs.csv") -> Source:
    raw = content.encode() if isinstance(content, str) else content
    return Source(name, name, Path(name), raw)


def read(
    content: str | bytes, name: str = "runs.csv", reader: Reader = delimited.READER
) -> Reading:
    return reader.read(source(content, name))


def column(reading: Reading, name: str) -> list[object]:
    return named(reading.records)[name].to_list()


def notes(reading: Reading) -> list[tuple[str, int | None]]:
    return [(note.kind, note.line) for note in reading.notes]


CSV = "benchmark,GPUs,Img/sec\nresnet,1,10.5\nresnet,2,19\n"


class TestDelimited:
    @pytest.mark.parametrize("delimiter", list(",;\t|"))
    def test_delimiters_are_found_by_content(self, delimiter: str) -> None:
        reading = read(CSV.replace(",", delimiter), "runs.csv")
        assert column(reading, "devices") == [1, 2]
        assert column(reading, "value") == [10.5, 19.0]
        assert column(reading, "run") == ["runs.csv:2", "runs.csv:3"]

    def test_lines_of_text_above_the_headings_are_no_rows(self) -> None:
        reading = read("Run on cluster X, 2024\nDriver 550\n\nnodes,gpus,time\n1,4,9.5\n2,8,5\n")
        assert column(reading, "value") == [9.5, 5.0]
        assert column(reading, "line") == [5, 6]

    def test_a_line_may_name_the_separator(self) -> None:
        reading = read("sep=;\ngpus;throughput\n1;100,2\n2;199,1\n")
        assert column(reading, "value") == [100.2, 199.1]

    def test_blanks_after_commas(self) -> None:
        reading = read('benchmark,  GPUs, Img/sec\n"a, b", 1,  10\nc, 2, 19 \n')
        assert column(reading, "benchmark") == ["a, b", "c"]
        assert column(reading, "value") == [10.0, 19.0]

    def test_a_byte_order_mark_and_carriage_returns(self) -> None:
        reading = read(b"\xef\xbb\xbf" + CSV.replace("\n", "\r\n").encode())
        assert column(reading, "benchmark") == ["resnet", "resnet"]
        assert column(reading, "line") == [2, 3]

    def test_quoted_fields_with_line_feeds_keep_line_numbers(self) -> None:
        reading = read('benchmark,Img/sec\n"two\nlines",10\nb,11\n')
        assert column(reading, "line") == [2, 4]

    def test_comments_and_blank_lines_are_passed_over(self) -> None:
        reading = read("# made by hand\n\nGPUs,Img/sec\n1,10\n# halfway\n\n2,19\n")
        assert column(reading, "line") == [4, 7]
        assert reading.notes == []

    def test_headings_in_a_comment(self) -> None:
        reading = read("# first\n#Nodes,#GPUs,Img/sec\n1,4,10\n2,4,19\n")
        assert column(reading, "nodes") == [1, 2]
        assert reading.notes[0].kind == "assumed"

    def test_a_first_line_of_data_is_no_heading(self) -> None:
        reading = read("bcast,2,1024,0.00012\nbcast,4,1024,0.00013\nreduce,2,1024,0.00014\n")
        assert named(reading.records)["run"].n_unique() == 3
        assert column(reading, "line") == [1, 2, 3]
        assert reading.notes[0].kind == "assumed"
        assert "column_1" in reading.notes[0].text

    def test_trailing_commas(self) -> None:
        reading = read("GPUs,Img/sec,\n1,10,\n2,19,\n")
        assert column(reading, "value") == [10.0, 19.0]
        assert reading.records.columns == list(SCHEMA)
        assert reading.notes == []

    def test_rows_parted_by_blanks_below_headings_parted_by_commas(self) -> None:
        reading = read('"MPI ranks","Nodes","Time (s)"\n1 1 64.3\n8 2 9.5e0\n')
        assert column(reading, "ranks") == [1, 8]
        assert column(reading, "value") == [64.3, 9.5]
        assert column(reading, "line") == [2, 3]

    def test_a_comma_within_a_heading_parts_nothing(self) -> None:
        text = "nodes time, s\n1 10.5\n2 5.5\n"
        assert delimited.READER.sniff(source(text, "runs.txt")) < 50

    def test_counts_are_headings_above_times_of_phases(self) -> None:
        reading = read("phase,1,2,4\nsolve,60.0,33.0,19.5\noutput,4.0,3.9,3.8\n")
        found = named(reading.records).filter(case="solve").select("ranks", "value").rows()
        assert found == [(1, 60.0), (2, 33.0), (4, 19.5)]
        assert "`1` to `4` read as counts of ranks" in [note.text for note in reading.notes]

    @pytest.mark.parametrize("first", ["solve,1,2,4", "60,1,2,4", "phase,4,2,1"])
    def test_other_numbers_in_the_first_row_are_data(self, first: str) -> None:
        assert read(f"{first}\nb,2,3,5\nc,3,4,6\n").notes[0].text.startswith("no header line")

    def test_thousands_separators(self) -> None:
        reading = read('GPUs,Img/sec\n1,"1,024"\n2,"2,050.5"\n')
        assert column(reading, "value") == [1024.0, 2050.5]

    def test_decimal_commas_between_semicolons(self) -> None:
        reading = read("GPUs;Img/sec\n1;10,25\n2;19,5\n")
        assert column(reading, "value") == [10.25, 19.5]
        assert notes(reading) == [("assumed", None)]

    def test_thousands_between_semicolons(self) -> None:
        reading = read("GPUs;Img/sec;power\n1;1,024;10.5\n2;2,048;5.5\n")
        assert column(reading, "value")[::2] == [1024.0, 2048.0]

    def test_words_for_numbers(self) -> None:
        reading = read("GPUs,Img/sec\n1,10\n2,ERROR\n4,X\n")
        assert column(reading, "status") == ["ok", "failed", "unknown"]

    def test_lines_of_other_width_are_read_as_far_as_they_go(self) -> None:
        rows = "".join(f"{n},{n * 10},x\n" for n in range(1, 9))
        reading = read(f"GPUs,Img/sec,system\n{rows}9,90\n10,100,x,y\n")
        assert reading.records.height == 10
        assert column(reading, "system")[-2:] == [None, "x"]
        assert notes(reading) == [("skipped", 10)]

    def test_a_last_line_cut_off_is_left_out(self) -> None:
        reading = read(CSV + "resnet,4")
        assert column(reading, "line") == [2, 3]
        assert notes(reading) == [("skipped", 4)]

    def test_a_last_line_without_line_feed_is_whole(self) -> None:
        assert read(CSV.rstrip("\n")).records.height == 2

    def test_headings_repeated_by_appending_are_no_rows(self) -> None:
        assert column(read(CSV + CSV), "line") == [2, 3, 5, 6]

    def test_latin_1(self) -> None:
        reading = read("benchmark,Img/sec\ncafé,10\n".encode("latin-1"))
        assert column(reading, "benchmark") == ["café"]
        assert notes(reading) == [("assumed", None)]

    def test_text_that_is_not_a_table_is_refused(self) -> None:
        with pytest.raises(ReadError):
            read("just\nsome\nlines\n")

    @pytest.mark.parametrize(
        "text",
        [
            "Dear all, hello\nthis, that, those\nand so on\n",
            "x = 1, 2\nprint(x)\nfoo(a, b)\n",
            '{"a": 1, "b": 2}\n{"a": 2, "b": 3}\n',
            "name,colour\na,red\nb,blue\nc,green\n",
        ],
    )
    def test_prose_code_and_words_are_not_recognised_by_content(self, text: str) -> None:
        assert delimited.READER.sniff(source(text, "notes.txt")) == 0

    def test_a_table_is_recognised_by_content(self) -> None:
        assert delimited.READER.sniff(source(CSV, "notes.txt")) > 0


CELLS = st.sampled_from(["1", "2.5", "-3e4", "", "-", "ERROR", "1,024", "12 ms", "x", "4:05:06"])


HEAD = 16 * 1024
"""A head of a large text, smaller than it is, so that the texts need not be as large."""


COLUMNS = {
    "status": ["ok", "failed", "timeout", "", "odd"],
    "passed": ["yes", "no", "true", ""],
    "error": ["", "OOM", "out of memory", "-"],
    "exit code": ["0", "1", "", "137"],
    "GPU": ["8x A100", "A100", "4x H100", ""],
    "nodes": ["1", "2", "NA", "4"],
    "hosts": ["node[1-2]", "node1", "a[1-", ""],
    "started": ["2026-11-01", "2026-11-01 12:00:05", "soon", ""],
    "Runtime": ["14:55:01", "90 s", "ERROR", "5", ""],
    "Speedup": ["1.0x", "1.9x", "-", "2"],
    "Efficiency": ["95 %", "0.9", "100%", ""],
    "precision": ["fp16", "bf16", "", "FP16"],
    "seed": ["1", "2", "3"],
}
"""Headings, and cells that may stand below them."""
NUMBERS = itertools.count()
DAMAGES = [
    b"short,row\n",
    b"long,row,4,32,10.5,6,7\n",
    b"# comment\n",
    b"\n",
    b'"two\nlines",mahti,4,32,10.5\n',
    b'disk of 5",mahti,4,32,10.5\n',
    b'"a, b",mahti,4,32,\n',
    b"caf\xe9,mahti,4,32,10.5\n",
    b"resnet,mahti,4,32,ERROR\n",
    b"resnet,mahti,4,NA,-\n",
    b"resnet,mahti , 4 ,32,10.5 \n",
    b"benchmark,system,GPUs,batch,Img/sec\n",
    b"#resnet,mahti,4,32,10.5\n",
]
WITHIN = [damage for damage in DAMAGES if not damage.startswith(b"benchmark")]
"""Headings that come again begin another table, where a text is short enough to be parted."""
"""Lines among rows that make them irregular, or that have other cells than these."""


class HeadOnly(Source):
    """A source that ends with its head for all that a reader can know: read row by row, as text."""

    @property
    def goes_on(self) -> bool:
        return False


class TestLargeText:
    """Text larger than its sniffed head is read by Polars; the result must not show it."""

    patch: ClassVar = pytest.MonkeyPatch()

    @classmethod
    def setup_class(cls) -> None:
        cls.patch.setattr("parsers.source.HEAD_BYTES", HEAD)
        cls.patch.setattr("parsers.delimited.chunks.LEAST_BYTES", HEAD // 16)

    @classmethod
    def teardown_class(cls) -> None:
        cls.patch.undo()

    def large(self, rows: list[list[str]], line_end: str = "\n") -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator=line_end)
        writer.writerow(["benchmark", "system", "GPUs", "batch", "Img/sec"])
        times = HEAD // (12 * len(rows)) + 1
        writer.writerows(rows * times)
        content = text.getvalue().encode()
        assert len(content) > HEAD
        return content

    def both(self, content: bytes) -> tuple[Reading, Reading]:
        """The reading as it is, and that of the rows one by one.

        Texts are interned where no other test has left any, as in a process of its own.
        """
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(column_types, "NAMESPACE", f"test {next(NUMBERS)}")
            fast = delimited.READER.read(source(content))
            plain = fast.records.with_columns(pl.col(pl.Categorical).cast(pl.String))
            return Reading(plain, fast.notes), delimited.READER.read(
                HeadOnly("runs.csv", "runs.csv", Path("runs.csv"), content)
            )

    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    def test_a_regular_text(self, line_end: str) -> None:
        fast, slow = self.both(
            self.large(
                [["resnet", "mahti", "4", "32", "10.5"], ["bert", "", "8", "32", "7"]], line_end
            )
        )
        assert_frame_equal(fast.records, slow.records)
        assert fast.notes == slow.notes == []

    @given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
    def test_any_cells(self, cells: list[tuple[str, str]]) -> None:
        rows = [["resnet", system, "4", "32", value] for system, value in cells]
        fast, slow = self.both(self.large(rows))
        assert_frame_equal(fast.records, slow.records, check_exact=True)

    @given(st.data())
    def test_any_columns(self, data: st.DataObject) -> None:
        headings = data.draw(st.lists(st.sampled_from(list(COLUMNS)), unique=True))
        cells = st.tuples(*(st.sampled_from(COLUMNS[heading]) for heading in headings))
        rows = [["1.5", *row] for row in data.draw(st.lists(cells, min_size=1, max_size=8))]
        times = HEAD // (4 * len(rows)) + 1
        lines = [["Img/sec", *headings], *rows * times]
        fast, slow = self.both("".join(",".join(line) + "\n" for line in lines).encode())
        assert_frame_equal(fast.records, slow.records)

    def test_few_rows_are_read_one_by_one_for_one_that_is_irregular(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[str] = []

        def read(text: str, *around: Any) -> Iterator[Row]:
            seen.append(text)
            return read_rows(text, *around)

        monkeypatch.setattr(delimited_text, "read_rows", read)
        lines = self.large([["resnet", "mahti", "4", "32", "10.5"]] * 4).splitlines(keepends=True)
        lines.insert(len(lines) // 3, b"# comment\n")
        reading = delimited.READER.read(source(b"".join(lines).removesuffix(b"\n")))
        assert reading.records.height == len(lines) - 2
        assert len("".join(seen)) < sum(map(len, lines)) / 4

    @given(
        st.lists(st.tuples(st.integers(0, 1_000), st.sampled_from(WITHIN)), max_size=4),
        st.booleans(),
    )
    def test_irregular_lines_anywhere(self, damages: list[tuple[int, bytes]], is_cut: bool) -> None:
        lines = self.large([["resnet", "mahti", "4", "32", "10.5"]]).splitlines(keepends=True)
        # A short text would begin a new table where the first cell comes again behind a gap.
        lines[1] = b"first,mahti,4,32,10.5\n"
        for at, damage in damages:
            lines.insert(2 + at % (len(lines) - 1), damage)
        content = b"".join(lines)
        fast, slow = self.both(content.removesuffix(b"\n") if is_cut else content)
        assert_frame_equal(fast.records, slow.records)
        assert fast.notes == slow.notes

    @pytest.mark.parametrize("damage", DAMAGES)
    def test_irregular_lines_at_the_end(self, damage: bytes) -> None:
        content = self.large([["resnet", "mahti", "4", "32", "10.5"]])
        fast, slow = self.both(content + damage + b"last,mahti,4,32,11.5\n")
        assert_frame_equal(fast.records, slow.records)
        assert fast.records.row(-1, named=True)["benchmark"] == "last"
        assert fast.records["line"][-1] == (content + damage).count(b"\n") + 1

    def test_codes_are_wide_before_they_have_to_be(self) -> None:
        # Polars 2.1 goes on with memory it has given back where narrower ones overflow.
        content = self.large([["resnet", "mahti", "4", "32", "10.5"]])
        reading = delimited.READER.read(source(content))
        interned = reading.records["benchmark"].dtype
        assert isinstance(interned, pl.Categorical)
        assert interned.categories.physical() == pl.UInt32

    @pytest.mark.parametrize("damage", [b"", b"\n"])
    def test_more_texts_than_two_bytes_can_number(self, damage: bytes) -> None:
        lines = [f"set{number % 70_000},4,10.5\n" for number in range(140_000)]
        head = ["set0,4,10.5\n"] * (HEAD // len("set0,4,10.5\n"))
        content = "".join(["dataset,GPUs,Img/sec\n", *head, *lines]).encode()
        reading = delimited.READER.read(source(content + damage))
        texts = reading.records["dataset"]
        assert texts.dtype == pl.Categorical(pl.Categories("dataset", "runcmp", pl.UInt32))
        assert texts.n_unique() == 70_000
        assert texts[-1] == "set69999"
        assert reading.records.height == len(head) + len(lines)
        assert reading.notes == []

    def test_a_last_line_cut_off(self) -> None:
        content = self.large([["resnet", "mahti", "4", "32", "10.5"]])
        reading = delimited.READER.read(source(content + b"resnet,mah"))
        assert reading.records.height == content.count(b"\n") - 1
        assert notes(reading) == [("skipped", content.count(b"\n") + 1)]


def json_read(value: object, name: str = "runs.json") -> Reading:
    text = value if isinstance(value, str) else json.dumps(value)
    return read(text, name, objects.READER)


class TestJson:
    ROWS: ClassVar = [
        {"benchmark": "resnet", "gpus": 1, "throughput": 10.5},
        {"benchmark": "resnet", "gpus": 2, "throughput": "OOM", "note": "late"},
    ]

    def test_an_array_of_objects(self) -> None:
        reading = json_read(self.ROWS)
        assert column(reading, "run") == ["runs.json:1", "runs.json:2"]
        assert column(reading, "line") == [None, None]
        assert column(reading, "value") == [10.5, None]
        assert column(reading, "status") == ["ok", "failed"]

    def test_lines_of_objects_have_lines(self) -> None:
        text = "\n".join(json.dumps(row) for row in self.ROWS)
        reading = json_read(f"{text}\n", "runs.jsonl")
        assert column(reading, "line") == [1, 2]

    def test_lines_of_objects_that_are_not_alike(self) -> None:
        rows = [{"gpus": 1, "throughput": 10}, {"gpus": 2, "throughput": {"mean": 19}}]
        text = "\n\n".join(json.dumps(row) for row in rows)
        assert column(json_read(text, "runs.jsonl"), "line") == [1, 3]

    @given(
        st.lists(
            st.fixed_dictionaries(
                {"gpus": st.integers(1, 9), "throughput": st.floats(0, 1e9)},
                optional={"mode": st.sampled_from(["a", "b"]), "at": st.just({"depth": 1})},
            ),
            min_size=2,
        )
    )
    def test_lines_are_read_alike_by_either_way(self, rows: list[dict[str, Any]]) -> None:
        text = "\n".join(json.dumps(row) for row in rows)
        fast = json_read(text + "\n", "runs.jsonl").records
        slow = json_read(text + "\n\n", "runs.jsonl").records
        assert_frame_equal(fast, slow, check_column_order=False)

    def test_a_line_cut_off_is_noted(self) -> None:
        text = "\n".join(json.dumps(row) for row in self.ROWS)
        reading = json_read(text + '\n{"benchmark": "res', "runs.jsonl")
        assert reading.records.height == 2
        assert notes(reading)[0] == ("skipped", 3)

    def test_an_object_of_arrays(self) -> None:
        reading = json_read({"gpus": [1, 2], "throughput": [10, 19]})
        assert column(reading, "devices") == [1, 2]

    def test_an_array_inside_an_object_with_settings_around(self) -> None:
        reading = json_read({"system": "lumi", "batch_size": 32, "results": self.ROWS})
        assert column(reading, "system") == ["lumi", "lumi"]
        assert column(reading, "batch") == [32.0, 32.0]

    def test_one_object_is_one_run(self) -> None:
        reading = json_read({"model": "resnet", "gpus": 8, "throughput": 80.5})
        assert (reading.records.height, column(reading, "devices")) == (1, [8])

    def test_named_objects_are_benchmarks(self) -> None:
        reading = json_read({"resnet": {"throughput": 10}, "bert": {"throughput": 5}})
        assert column(reading, "benchmark") == ["resnet", "bert"]

    def test_nested_objects_are_flat_columns(self) -> None:
        reading = json_read([{"config": {"gpus": 4}, "throughput": 10, "tags": ["a"]}])
        assert column(reading, "value") == [10.0]

    def test_repeats_are_samples(self) -> None:
        reading = json_read([{"benchmark": "sleep", "runtime": [3, 1, 2]}])
        assert column(reading, "samples") == [[3.0, 1.0, 2.0]]
        assert column(reading, "value") == [2.0]

    def test_repeats_are_in_the_unit_of_the_value(self) -> None:
        reading = json_read([{"nodes": 2, "latency_us": [3.0, 1.0, 2.0]}])
        assert column(reading, "value") == pytest.approx([2e-6])
        assert column(reading, "samples")[0] == pytest.approx([3e-6, 1e-6, 2e-6])

    @pytest.mark.parametrize("text", ['{"a": [1, 2', "[1, 2, 3]", '"text"', "[" * 100_000])
    def test_what_is_no_run_is_refused(self, text: str) -> None:
        with pytest.raises(ReadError):
            json_read(text)

    def test_a_description_has_no_runs(self) -> None:
        reading = json_read({"system": "dgx", "nodes": "8", "memory": "2.0 TB", "os": "Linux"})
        assert reading.records.height == 0
        assert [kind for kind, _ in notes(reading)] == ["skipped"]


class TestParquet:
    def test_long_text_that_repeats_is_read_as_codes_and_says_the_same(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "runs.parquet"
        rows = range(3_000)
        pl.DataFrame(
            {
                "benchmark": [f"case {row % 5}" for row in rows],
                "system": [None if row % 7 == 0 else " lumi " for row in rows],
                "job": [f"job {row}" for row in rows],
                "nodes": [1 + row % 4 for row in rows],
                "time_s": [f"{1 + row % 9}.5" for row in rows],
                "status": ["TIMEOUT" if row % 11 == 0 else "COMPLETED" for row in rows],
            }
        ).write_parquet(path)
        source = Source("runs.parquet", "runs.parquet", path)
        coded = parquet.READER.read(source).records
        monkeypatch.setattr(parquet, "FEW", len(rows))
        plain = parquet.READER.read(source).records
        assert isinstance(coded["benchmark"].dtype, pl.Categorical)
        assert plain["benchmark"].dtype == pl.String
        assert_frame_equal(
            coded.with_columns(pl.col(pl.Categorical).cast(pl.String)),
            plain.with_columns(pl.col(pl.Categorical).cast(pl.String)),
        )

    def test_a_table_of_runs(self, tmp_path: Path) -> None:
        path = tmp_path / "runs.parquet"
        frame = pl.DataFrame({"GPUs": [1, 2], "Img/sec": [10.5, None], "tags": [["a"], None]})
        frame.write_parquet(path)
        reading = parquet.READER.read(Source("runs.parquet", "runs.parquet", path))
        assert column(reading, "run") == ["runs.parquet:1", "runs.parquet:2"]
        assert column(reading, "value") == [10.5, None]

    def test_a_damaged_file_is_refused(self) -> None:
        broken = source(b"PAR1" + b"x" * 100, "runs.parquet")
        assert parquet.READER.sniff(broken) > 0
        with pytest.raises(ReadError):
            parquet.READER.read(broken)


class TestJsonAtItsEdges:
    def test_halves_of_characters_are_shown_as_marks(self) -> None:
        rows = [{"name": "\ud800x", "note \ud800": "a", "time_s": 2.5}]
        found = json_read({"by \ud800": "z \ud800", "results \ud800": rows})
        assert column(found, "benchmark") == ["<U+D800>x"]
        assert column(found, "value") == [2.5]

    def test_numbers_beyond_every_integer_are_numbers(self) -> None:
        many, most = "1" + "0" * 5000, "1" + "0" * 37
        text = f'[{{"name": "a", "time_s": {many}}}, {{"name": "b", "time_s": {most}}}]'
        assert column(json_read(text), "value") == [None, 1e37]

    def test_deep_nesting_is_no_error_of_the_program(self) -> None:
        deep = '{"a":' * 3000 + "1" + "}" * 3000
        assert records_file.READER.sniff(source(deep)) == 0


@pytest.mark.parametrize("head", ["GPUs,Img/sec\r1,10\r", "x" * 200_000])
def test_a_first_line_that_is_no_csv_is_no_run_record(head: str) -> None:
    assert records_file.READER.sniff(source(head)) == 0


@pytest.mark.parametrize(("cell", "text"), [("92233720368547758070", "9.2"), ("2.5", "2.5")])
def test_what_cannot_be_a_count_is_left_out_and_said(cell: str, text: str) -> None:
    found = read(CSV + f"resnet,{cell},30\n")
    assert column(found, "devices") == [1, 2, None]
    assert notes(found) == [("skipped", 4)]
    assert f"`GPUs`: {text}" in found.notes[0].text
    assert "is not a count" in found.notes[0].text


def test_counters_beyond_a_signed_integer_come_back_from_an_export() -> None:
    frame = pl.DataFrame(
        {"gpus": [1, 2], "throughput": [10.0, 19.0], "small": [1, 2], "large": [1, 2**64 - 1]},
        schema_overrides={"small": pl.UInt64, "large": pl.UInt64},
    )
    content = io.BytesIO()
    frame.write_parquet(content)
    records = read(content.getvalue(), "runs.parquet", parquet.READER).records
    assert records.schema["small"] == pl.Int64
    exported = io.BytesIO()
    records_file.write_records(records, exported, "csv")
    again = read(exported.getvalue(), "runs.csv", records_file.READER).records
    assert_frame_equal(again.select("small", "large"), records.select("small", "large"))


def test_a_column_called_count_may_hold_words() -> None:
    frame = pl.DataFrame({"time": ["1.5", "2.5"], "count": ["4", "many"]})
    source = Source("runs.parquet", "runs.parquet", Path("runs.parquet"))
    reading = read_table(Table(list(frame), frame.columns), source)
    assert reading.records["value"].to_list() == [1.5, 2.5]


@pytest.mark.parametrize("text", ["img/s,std\n16,14:55:01\n12,1\n", "img/s,std\n16,5 s\n12,1\n"])
def test_a_statistic_whose_cells_have_units_of_their_own(text: str) -> None:
    assert delimited.READER.read(source(text)).records["metric"][0] == "throughput"


def test_an_exit_code_that_no_program_has() -> None:
    records = json_read([{"time": 1.5, "exit code": 1e20}, {"time": 2.5, "exit code": 0.0}]).records
    assert records["status"].to_list() == ["failed", "ok"]


def test_a_status_that_is_a_number_is_quoted_as_it_is_written() -> None:
    reading = json_read([{"time": 1.5, "status": 1.0}, {"time": 2.5, "status": 1.0}])
    assert "'1' is not a run status (and 1 more)" in reading.notes[0].text
