"""Tables that programs print: columns apart by blanks, borders, HTML, blocks of code."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest

from parsers import Loaded, load
from parsers.documents import aligned
from parsers.run_records.records import named


def read(tmp_path: Path, text: str, name: str = "out.txt") -> Loaded:
    path = tmp_path / name
    path.write_text(text)
    return load([str(path)])


def rows(loaded: Loaded, *names: str) -> list[tuple[object, ...]]:
    return list(named(loaded.records).select(names).rows())


BLANKS = """\
nodes  gpus  seconds
1      4     120.50
2      8     62.25
"""
RIGHT = """\
   Nodes    # GPUs   Time (s)
       1         4     120.50
       2         8      62.25
"""
COMMENT = """\
# nodes gpus seconds
1 4 120.50
2 8 62.25
"""
RULED = """\
=====  ====  ========
Nodes  GPUs  Time (s)
=====  ====  ========
1      4     120.50
2      8     62.25
=====  ====  ========
"""
QUERY = """\
 nodes | gpus | seconds
-------+------+---------
     1 |    4 |  120.50
     2 |    8 |   62.25
(2 rows)
"""
GRID = """\
+-------+------+----------+
| Nodes | GPUs | Time (s) |
+=======+======+==========+
| 1     | 4    | 120.50   |
+-------+------+----------+
| 2     | 8    | 62.25    |
+-------+------+----------+
"""
PRETTY = GRID.replace("=", "-").replace("\n+-------+------+----------+\n| 2 ", "\n| 2 ")
DRAWN = """\
┏━━━━━━━┳━━━━━━┳━━━━━━━━━━┓
┃ Nodes ┃ GPUs ┃ Time (s) ┃
┡━━━━━━━╇━━━━━━╇━━━━━━━━━━┩
│ 1     │ 4    │ 120.50   │
│ 2     │ 8    │ 62.25    │
└───────┴──────┴──────────┘
"""
HTML = """\
<table>
<thead><tr><th>Nodes</th><th>GPUs</th><th>Time (s)</th></tr></thead>
<tr><td>1</td><td>4</td><td><b>120.50</b></td></tr>
<tr><td>2</td><td>8</td><td>62.25</td></tr>
</table>
"""
ALL = [BLANKS, RIGHT, COMMENT, RULED, QUERY, GRID, PRETTY, DRAWN]


@pytest.mark.parametrize("text", [*ALL, HTML])
def test_one_table_in_many_layouts(tmp_path: Path, text: str) -> None:
    loaded = read(tmp_path, text)
    assert rows(loaded, "nodes", "devices", "value", "unit") == [
        (1, 4, 120.5, "s"),
        (2, 8, 62.25, "s"),
    ]
    lines = text.splitlines()
    for line, value in loaded.records.select("line", "value").rows():
        assert str(value) in lines[line - 1]


@pytest.mark.parametrize("text", ALL)
def test_what_a_program_printed_may_stand_in_a_block_of_code(tmp_path: Path, text: str) -> None:
    loaded = read(tmp_path, f"# Alps\n\n```\n$ ./bench\n{text}```\n", "out.md")
    assert rows(loaded, "nodes", "devices", "value") == [(1, 4, 120.5), (2, 8, 62.25)]
    assert set(rows(loaded, "benchmark")) == {("Alps",)}


def test_a_pipe_table_printed_by_a_command_is_output(tmp_path: Path) -> None:
    table = "| GPUs | Img/sec |\n|---|---|\n| 1 | 10 |\n"
    loaded = read(tmp_path, f"```\n$ ./bench\n{table}```\n", "out.md")
    assert rows(loaded, "devices", "value", "line") == [(1, 10.0, 5)]


def test_a_pipe_table_alone_in_a_block_of_code_is_left_out_and_said(tmp_path: Path) -> None:
    table = "| GPUs | Img/sec |\n|---|---|\n| 1 | 10 |\n"
    loaded = read(tmp_path, f"{table}\n```\n{table}```\n", "out.md")
    assert rows(loaded, "line") == [(3,)]
    assert [(note.line, note.text) for note in loaded.notes] == [
        (6, "table in a code block skipped")
    ]


def test_an_indented_block_is_code(tmp_path: Path) -> None:
    indented = "".join(f"    {line}\n" for line in BLANKS.splitlines())
    assert rows(read(tmp_path, f"It took:\n\n{indented}", "a.md"), "value") == [(120.5,), (62.25,)]


def test_headings_of_several_words_and_names_with_a_colon(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        "Function    Best Rate MB/s  Avg time     Min time\n"
        "Copy:           23456.7     0.007012     0.006821\n"
        "Triad:          25901.3     0.009390     0.009266\n",
    )
    rates = [row for row in rows(loaded, "case", "metric", "value") if "bandwidth" in str(row[1])]
    assert rates == [
        ("Copy", "bandwidth_best", 23456.7e6),
        ("Triad", "bandwidth_best", 25901.3e6),
    ]


def test_units_in_a_line_below_the_headings(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        "#   size         count     time    busbw\n"
        "#    (B)    (elements)     (us)   (GB/s)\n"
        "    1024           256     10.5     1.25\n"
        "    2048           512     11.5     2.25\n",
    )
    assert rows(loaded, "metric", "value", "unit")[:2] == [
        ("runtime", pytest.approx(10.5e-6), "s"),
        ("busbw", 1.25e9, "B/s"),
    ]


def test_blank_cells_and_lines_between_rows(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        "GPUs     Img/s   Time (s)\n"
        "   1       100       10.0\n"
        "   2                  5.2\n"
        "-- the queue was full --\n"
        "   4       OOM\n"
        "\n"
        "   8       700        1.5\n"
        "Total time 17 s for all 4 runs\n",
    )
    images = [row for row in rows(loaded, "devices", "metric", "value") if row[1] == "throughput"]
    assert images == [
        (1, "throughput", 100.0),
        (4, "throughput", None),
        (8, "throughput", 700.0),
    ]
    assert [note.line for note in loaded.notes if note.kind == "skipped"] == [4]


def test_cells_over_several_rows_and_columns(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        "<table><caption>Latency</caption>\n"
        "<tr><th rowspan=2>Library</th><th rowspan=2>Nodes</th>"
        "<th colspan=2>Latency [us]</th></tr>\n"
        "<tr><th>min</th><th>max</th></tr>\n"
        "<tr><td rowspan='2'>NCCL &amp; co</td><td>1</td><td>10.1</td><td>99.2</td></tr>\n"
        "<tr><td>2</td><td>12.1</td><td>120.5</td></tr>\n"
        "</table>\n",
    )
    assert [row[:3] for row in rows(loaded, "software", "nodes", "metric", "line")] == [
        ("NCCL & co", 1, "latency_min"),
        ("NCCL & co", 1, "latency_max"),
        ("NCCL & co", 2, "latency_min"),
        ("NCCL & co", 2, "latency_max"),
    ]


def test_a_row_over_several_lines(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        "+----------+------+---------+\n"
        "| Model    | GPUs | Img/sec |\n"
        "+==========+======+=========+\n"
        "| ResNet   | 1    | 100     |\n"
        "| 50       |      |         |\n"
        "+----------+------+---------+\n"
        "| VGG      | 1    | 50      |\n"
        "+----------+------+---------+\n",
    )
    assert rows(loaded, "benchmark", "value") == [("ResNet 50", 100.0), ("VGG", 50.0)]


@pytest.mark.parametrize(
    "text",
    [
        "  PID USER      S  %CPU  %MEM     TIME+ COMMAND\n"
        " 1234 root      S   1.0   0.1   0:01.00 bash\n"
        " 1235 root      S   1.0   0.1   0:01.00 bash\n",
        "       total  used  free\nMem:   16303  2000  10000\nSwap:  2097  0  2097\n",
        "This says how long\nthe time was on 4\nand the rest of 8\n",
        "JOBID PARTITION USER TIME NODES\n1 gpu alice 1:02:03 4\n2 gpu alice 12:03 1\n",
        "Package    Version\n---------- -------\nnumpy      1.26\npolars     2.1\n",
    ],
)
def test_listings_and_prose_are_no_results(tmp_path: Path, text: str) -> None:
    assert load([str(tmp_path / "x")]).records.height == 0
    assert read(tmp_path, text).records.height == 0
    assert read(tmp_path, f"```\n{text}```\n", "a.md").records.height == 0


def test_prose_below_the_places_of_a_rule_is_no_row(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        "Mode   N     Time (s)\n----  ----  ---------\nWALL  1000      12.50\n\n"
        "Finished 4 tests with the following results:\n",
    )
    assert rows(loaded, "value") == [(12.5,)]


def test_the_headings_of_a_table_hold_for_code_below_them(tmp_path: Path) -> None:
    loaded = read(
        tmp_path, f"# One\n\n## Two\n```\n{BLANKS}```\n## Three\n```\n{BLANKS}```\n", "a.md"
    )
    assert list(dict.fromkeys(rows(loaded, "benchmark", "case"))) == [
        ("One", "Two"),
        ("One", "Three"),
    ]


def test_hostile_text_is_harmless(tmp_path: Path) -> None:
    loaded = read(tmp_path, "name  time\n\x1b[31m[bold]a\u202e  1.5\nb  2.5\n")
    assert rows(loaded, "benchmark")[0] == ("\u241b[31m[bold]a<U+202E>",)


def test_lines_that_are_all_alike_are_not_compared_with_each_other() -> None:
    def work(count: int) -> int:
        """Return how many calls there are in the module that looks for the table."""
        calls = 0

        def look(frame: FrameType, event: str, _: object) -> None:
            nonlocal calls
            calls += event == "call" and frame.f_code.co_filename == aligned.__file__

        names = ("alpha", "beta", "gamma")
        lines = [f"rank {names[n % 3]} took {n / 10}s for run time {n}x" for n in range(count)]
        sys.setprofile(look)
        try:
            assert not list(aligned.find_aligned(list(enumerate(lines, start=1))))
        finally:
            sys.setprofile(None)
        return calls

    assert 0 < work(240) < 3 * work(120)


FILLED_IN = """\
No. Process:          Mean time (average of 3 runs)           Parallel speed-up, S:
============          =============================:          =====================
1\t                    0.0200                                1.0
2 \t                  0.0110                                1.82
4\t\t\t\t0.0059\t\t                                            3.39
"""


def test_rows_need_not_keep_to_the_places_of_the_rule(tmp_path: Path) -> None:
    loaded = read(tmp_path, FILLED_IN)
    assert rows(loaded, "line", "ranks", "metric", "value", "stated_speedup") == [
        (3, 1, "runtime", 0.02, 1.0),
        (4, 2, "runtime", 0.011, 1.82),
        (5, 4, "runtime", 0.0059, 3.39),
    ]


def test_a_table_may_begin_with_a_run_that_failed(tmp_path: Path) -> None:
    text = "time[s]  State\n-        TIMEOUT\n111.7    COMPLETED\n114.9    COMPLETED\n"
    assert rows(read(tmp_path, text), "value", "status") == [
        (None, "timeout"),
        (111.7, "ok"),
        (114.9, "ok"),
    ]


def test_a_title_of_two_words_before_the_headings_again_is_no_row(tmp_path: Path) -> None:
    blocks = (
        f"Run {number}\nGPUs  runtime\n1     {548 - number}\n2     {279 - number}\n"
        for number in (1, 2)
    )
    loaded = read(tmp_path, "\n".join(blocks))
    assert rows(loaded, "devices", "value") == [(1, 547.0), (2, 278.0), (1, 546.0), (2, 277.0)]


@pytest.mark.parametrize("name", ["out.txt", "notes.md"])
def test_statistics_below_the_name_of_a_quantity_are_no_runs(tmp_path: Path, name: str) -> None:
    """As artillery, a load generator, sums up: percentiles of one quantity, then how many."""
    report = "  Request latency:\n    min: 0.1\n    max: 7.2\n    median: 0.2\n    p95: 0.5\n"
    report += "    p99: 1.3\n  Codes:\n    200: 2000\n"
    found = read(tmp_path, f"```\n{report}```\n" if name.endswith("md") else report, name)
    assert rows(found, "metric", "value") == []
    assert found.notes


@pytest.mark.parametrize(
    "text",
    [
        "total elapsed time      :   1.66177E+01 sec\n"
        "total solver time       :   1.65353E+01 sec\ntime/timestep           :   1.65E-02 sec\n",
        "  MatPtAPSymbolic:      81.059 sec\n  MatPtAPNumeric:       100.64 sec\n",
        "fast path                       100             1    17.8937 ms\n"
        "                            180.507 us    177.927 us    186.457 us\n"
        "                            18.7549 us    9.66014 us    36.4911 us\n",
        "Time per request:       9.182 [ms] (mean)\n"
        "Time per request:       0.092 [ms] (mean, all)\n",
    ],
)
def test_what_was_measured_is_no_heading(tmp_path: Path, text: str) -> None:
    loaded = read(tmp_path, text)
    assert not any(metric[0].isdigit() for metric in loaded.records["metric"])
    assert "text table" not in loaded.files[0].readers


def test_sizes_with_units_are_headings_still(tmp_path: Path) -> None:
    text = "ranks   0.5 MB   1.5 MB\n1       10.25    30.5\n2       11.5     33.75\n"
    assert [file.readers for file in read(tmp_path, text).files] == [("text table",)]


def test_one_statistic_over_another_is_no_rate(tmp_path: Path) -> None:
    text = "              Max        Max/Min    Avg\nTime (sec):   2.5e+01    1.5        2.0e+01\n"
    text += "Objects:      3.1e+02    1.0        3.1e+02\n"
    units = read(tmp_path, text).records["unit"].drop_nulls()
    assert not units.str.contains("/s", literal=True).any()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "GROMACS, ns/day\n          1 node   2 nodes\ngcc-12     95.1     171.2\n"
            "icx-24    101.9     185.5\n",
            [("gcc-12", 1, 95.1, "ns/day"), ("gcc-12", 2, 171.2, "ns/day")],
        ),
        (
            "Throughput (GB/s)\n             Copy    Triad\n1 node       12.5     13.5\n"
            "2 nodes      23.0     25.5\n",
            [("Copy", 1, 12.5e9, "B/s"), ("Copy", 2, 23.0e9, "B/s")],
        ),
    ],
)
def test_names_below_a_blank_corner(
    tmp_path: Path, text: str, told: list[tuple[object, ...]]
) -> None:
    found = rows(read(tmp_path, text), "benchmark", "nodes", "value", "unit")
    assert [row for row in found if row[0] == told[0][0]] == told
    assert len(found) == 4


def test_names_with_numbers_in_frames_are_titles(tmp_path: Path) -> None:
    turns = {"GCC 12": (100, 52), "Clang 17": (90, 47)}
    text = "".join(
        f"=== {name} ===\nRunning on 1 nodes\nElapsed time: {one} s\n"
        f"Running on 2 nodes\nElapsed time: {two} s\n"
        for name, (one, two) in turns.items()
    )
    assert named(read(tmp_path, text).records)["case"].to_list() == [
        *("GCC 12", "GCC 12", "Clang 17", "Clang 17")
    ]
