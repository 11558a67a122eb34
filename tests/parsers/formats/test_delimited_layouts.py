"""Delimited text as people keep it: comments that say something, tables below tables, ragged."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from parsers import load
from parsers.delimited import chunks as delimited_chunks
from parsers.formats import delimited
from parsers.reader import ReadError, Reading
from parsers.run_records.records import named
from parsers.source import Source
from parsers.tables.cells import Numbers, read_numbers
from parsers.tables.table import MOST_COLUMNS


def read(content: str | bytes, name: str = "runs.csv") -> Reading:
    raw = content.encode() if isinstance(content, str) else content
    return delimited.READER.read(Source(name, name, Path(name), raw))


def rows(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    return list(named(reading.records).select(names).rows())


def test_comments_above_the_headings_are_settings() -> None:
    reading = read("# made by hand\n# system: lumi\n# GPUs: 8\nbatch,img/s\n32,100.5\n64,190.5\n")
    assert rows(reading, "system", "devices", "batch", "value") == [
        ("lumi", 8, 32.0, 100.5),
        ("lumi", 8, 64.0, 190.5),
    ]


def test_a_table_below_another_has_headings_of_its_own() -> None:
    reading = read("gpus,img/s\n1,100\n2,195\n\n\nbatch,latency (ms)\n1,2.5\n8,4.5\n")
    assert rows(reading, "line", "metric", "devices", "batch", "value") == [
        (2, "throughput", 1, None, 100.0),
        (3, "throughput", 2, None, 195.0),
        (7, "latency", None, 1.0, 0.0025),
        (8, "latency", None, 8.0, pytest.approx(0.0045)),
    ]


@pytest.mark.parametrize("above", ["# Memory", "Memory", ""])
@pytest.mark.parametrize("measured", ["memory (GB)", "iterations"])
def test_headings_of_another_quantity_are_no_row(above: str, measured: str) -> None:
    # 70 s on one node, the mean of a time and an amount of memory, is what came of it
    text = f"# Frontera\nnodes,time (s)\n1,100\n2,52\n\n{above}\nnodes,{measured}\n1,40\n2,41\n"
    found = rows(read(text), "line", "nodes", "metric", "value")
    assert [row for row in found if row[2] == "runtime"] == [
        (3, 1, "runtime", 100.0),
        (4, 2, "runtime", 52.0),
    ]


def test_the_name_of_a_machine_heads_a_column_behind_a_blank_line() -> None:
    reading = read("# A\nnodes,time (s)\n1,100\n2,52\n\n# Times (s)\nnodes,B,C\n1,90,80\n2,48,44\n")
    assert [row for row in rows(reading, "nodes", "value") if None in row] == []
    assert len(rows(reading, "value")) == 6


def test_two_headings_below_titles_of_a_sheet_are_no_setting() -> None:
    first = "Report,,\nLAMMPS,,\nnodes,time (s),\n1,100,\n2,52,\n,,\n"
    text = f"{first}GROMACS,,\nnodes,time (s),\n1,90,\n2,48,\n"
    assert rows(read(text), "nodes", "value") == [(1, 100.0), (2, 52.0), (1, 90.0), (2, 48.0)]


def test_headings_that_another_rank_printed_first() -> None:
    # an output of the Excalibur tests: what sixteen ranks printed came in any order
    reading = read("7,0,0.81,12042.8\n7,1,0.84,12012.8\nsrc,dst,lat(us),MB/s\n0,1,0.82,12035.4\n")
    found = [row for row in rows(reading, "line", "metric", "src", "dst", "value") if row[1]]
    assert [row for row in found if row[1] == "latency"] == [
        (1, "latency", 7.0, 0.0, pytest.approx(0.81e-6)),
        (2, "latency", 7.0, 1.0, pytest.approx(0.84e-6)),
        (4, "latency", 0.0, 1.0, pytest.approx(0.82e-6)),
    ]


def test_rows_of_any_length_below_headings_of_two() -> None:
    reading = read("gpus,throughput\n1,100\n2,195,extra\n4\n8,740\n")
    assert rows(reading, "devices", "value") == [(1, 100.0), (2, 195.0), (4, None), (8, 740.0)]
    assert [(note.kind, note.line) for note in reading.notes] == [("skipped", 3)]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-8-sig"])
def test_headings_and_numbers_as_in_germany(encoding: str) -> None:
    text = "Größe;Nodes;Laufzeit (µs);Durchsatz\r\n1;2;3,5;1.234,5\r\n2;4;2,5;2.400,1\r\n"
    reading = read(text.encode(encoding))
    assert rows(reading, "size", "nodes", "metric", "unit", "value") == [
        (1, 2, "runtime", "s", pytest.approx(3.5e-6)),
        (1, 2, "throughput", None, 1234.5),
        (2, 4, "runtime", "s", pytest.approx(2.5e-6)),
        (2, 4, "throughput", None, 2400.1),
    ]


def test_numbers_are_headings_behind_a_known_one() -> None:
    reading = read("Model,1,2,4\nresnet,100.5,199,380\nvgg,50.5,99,190\n")
    assert rows(reading, "benchmark", "column", "value")[:3] == [
        ("resnet", 1, 100.5),
        ("resnet", 2, 199.0),
        ("resnet", 4, 380.0),
    ]


def test_a_table_above_a_longer_one_of_another_width_is_no_preamble() -> None:
    reading = read("cores,seconds,note\n1,10,a\n2,5,b\n\ngpus,img/s\n1,100\n2,190\n4,350\n8,640\n")
    assert rows(reading, "line", "cores", "devices", "value") == [
        (2, 1, None, 10.0),
        (3, 2, None, 5.0),
        (6, None, 1, 100.0),
        (7, None, 2, 190.0),
        (8, None, 4, 350.0),
        (9, None, 8, 640.0),
    ]


def test_only_line_feeds_number_the_lines() -> None:
    reading = read("gpus,img/s,x\n1,100,a\u2028b\n2,195,c\fd\n\nbatch,latency (ms)\n1,2.5\n8,4.5\n")
    assert rows(reading, "line", "value") == [
        (2, 100.0),
        (3, 195.0),
        (6, 0.0025),
        (7, pytest.approx(0.0045)),
    ]


def test_lone_carriage_returns_end_rows_and_lose_none() -> None:
    twice = "gpus,img/s\r\r\n1,100\r\r\n2,195\r\r\n"
    assert rows(read(twice), "line", "value") == [(2, 100.0), (3, 195.0)]
    once = "gpus,img/s\r1,100\r2,195\n4,370\n"
    assert rows(read(once), "value") == [(100.0,), (195.0,), (370.0,)]


@pytest.mark.parametrize("below", ['8,700,"a"', "8,700,a", "8,700,a" + 40_000 * "\n9,800,b"])
def test_a_quote_that_is_never_closed_swallows_no_rows(below: str) -> None:
    reading = read(f'gpus,img/s,note\n1,100,"x, y"\n2,195,"open\n4,370,z\n{below}\n')
    found = [(2, 100.0), (3, 195.0), (4, 370.0), (5, 700.0)]
    assert rows(reading, "line", "value")[:4] == found
    assert ("assumed", 3) in [(note.kind, note.line) for note in reading.notes]


def test_a_stray_quote_in_a_file_of_many_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited_chunks, "CHUNK_BYTES", 1_000)
    lines = [f"{n % 8 + 1},{n},{'5 inch' if n else '5'}" for n in range(2_000)]
    text = "gpus,img/s,note\n" + "\n".join(lines).replace("5\n", '5"\n', 1) + "\n"
    assert [line for (line,) in rows(read(text), "line")] == list(range(2, 2_002))


class TestOneColumn:
    """A number on each line: repeats of one measurement."""

    @pytest.mark.parametrize(
        ("text", "metric", "values"),
        [
            ("time_s\n1.5\n1.6\n1.4\n", "runtime", [1.5, 1.6, 1.4]),
            ("Latency (us)\n12\n13\n\n15", "latency", [12e-6, 13e-6, 15e-6]),
            ("1.5\n1.6\n1.4\n", "value", [1.5, 1.6, 1.4]),
            ("10.5 s\n10.7 s\n", "runtime", [10.5, 10.7]),
            ("# seconds\n1.5\n1.6\n", "runtime", [1.5, 1.6]),
            ('"time"\r\n"1,5"\r\n"1,6"\r\n', "runtime", [1.5, 1.6]),
            ("12\n13\n", "value", [12.0, 13.0]),
            ("GUPS\n12\n13\n", "throughput", [12e9, 13e9]),
        ],
    )
    def test_its_numbers_are_repeats(self, text: str, metric: str, values: list[float]) -> None:
        records = read(text).records
        assert records["metric"].unique().to_list() == [metric]
        assert records["value"].to_list() == pytest.approx(values)

    def test_lines_and_comments_are_kept(self) -> None:
        records = read("# system: lumi\ntime_s\n1.5\n\n1.6\n").records
        assert records["line"].to_list() == [3, 5]
        assert records["system"].to_list() == ["lumi", "lumi"]

    def test_a_word_among_them_says_how_a_run_ended(self) -> None:
        records = read("time_s\n1.5\n1.6\nOOM\n1.4\n").records
        assert records["status"].to_list() == ["ok", "ok", "failed", "ok"]

    def test_counts_alone_measure_nothing(self) -> None:
        assert not read("gpus\n1\n2\n").records.height

    @pytest.mark.parametrize("text", ["name\nfoo\nbar\n", "foo\nbar\n1.5\n"])
    def test_words_are_no_numbers(self, text: str) -> None:
        with pytest.raises(ReadError):
            read(text)

    @pytest.mark.parametrize(
        ("text", "is_read"),
        [
            ("time_s\n1.5\n1.6\n1.4\n", True),
            ("1.5\n1.6\n1.4\n", True),
            ("1001\n1002\n1003\n", False),
            ("seed\n1001\n1002\n1003\n", False),
        ],
    )
    def test_a_text_of_no_kind_has_to_be_measured(self, text: str, is_read: bool) -> None:
        source = Source("runs.txt", "runs.txt", Path("runs.txt"), text.encode())
        assert bool(delimited.READER.sniff(source)) == is_read


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (("507", "971", "1,792", "5,010"), [507, 971, 1792, 5010]),
        (("12,345", "8,123", "5"), [12.345, 8.123, 5]),
        (("507,5", "1071", "1992"), [507.5, 1071, 1992]),
    ],
)
def test_commas_beside_whole_numbers_are_what_brings_these_together(
    cells: tuple[str, ...], values: list[float]
) -> None:
    lines = "".join(f"{2**place};{cell}\n" for place, cell in enumerate(cells))
    assert read(f"gpus;img/s\n{lines}").records["value"].to_list() == values


def test_what_is_measured_in_each_group_is_told_apart_by_its_name() -> None:
    text = (
        "Experiment ID, Single,,, Half,,\nCompute iters, time (s), GFLOPS, GB/sec, time (s),"
        " GFLOPS, GB/sec\n 0, 0.04, 218.09, 872.36, 0.03, 537.73, 1075.46\n"
        " 1, 0.03, 918.73, 1224.97, 0.03, 1650.43, 1100.29\n"
    )
    found = rows(read(text), "metric", "value")
    assert [value for name, value in found if name == "half"] == [537.73e9, 1650.43e9]
    assert [value for name, value in found if name == "single_time"] == [0.04, 0.03]


def test_whether_there_are_numbers_is_asked_of_no_more_columns_than_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def counted(texts: pl.Series) -> Numbers:
        asked.append(len(texts))
        return read_numbers(texts)

    monkeypatch.setattr(delimited, "read_numbers", counted)
    wide = "nodes" + "|" * 2 * MOST_COLUMNS + "s\n"
    delimited.READER.sniff(Source("a.out", "a", Path("a.out"), (2 * wide).encode()))
    assert 0 < len(asked) <= MOST_COLUMNS


def test_a_table_of_too_many_columns_is_skipped_and_said(tmp_path: Path) -> None:
    wide = ",".join(f"c{place}" for place in range(MOST_COLUMNS + 1))
    (tmp_path / "wide.csv").write_text(f"{wide}\n{wide.replace('c', '')}\n")
    (tmp_path / "wide.md").write_text("|" * 2 * MOST_COLUMNS + "|||\n")
    (tmp_path / "runs.csv").write_text("gpus,seconds\n1,10\n2,6\n")
    loaded = load([str(tmp_path)])
    assert loaded.records["value"].to_list() == [10, 6]
    said = [
        note.text for note in loaded.notes if "5,001 columns skipped, at most 5,000" in note.text
    ]
    assert len(said) == 2
