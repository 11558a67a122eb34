"""Tables as people lay them out: turned, merged headings, several counts in a cell, context."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.formats.markdown import READER
from parsers.reader import Reading
from parsers.run_records.records import named
from parsers.source import Source


def read(text: str) -> Reading:
    return READER.read(Source("runs.md", "runs.md", Path("runs.md"), text.encode()))


def table(*lines: str, above: str = "") -> Reading:
    header, *others = lines
    rule = "|" + "---|" * header.count("|")
    bars = [f"| {line} |" for line in (header, *others)]
    return read("\n".join([above, "", bars[0], rule.replace("|---|", "|---|---|", 1), *bars[1:]]))


def rows(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    return list(named(reading.records).select(names).rows())


class TestTurned:
    def test_one_column_of_values_is_one_run(self) -> None:
        reading = table(
            "Metric | Value", "Throughput | 1,234.5 tok/s", "GPUs | 8", "Latency (p99) | 20.5 ms"
        )
        assert rows(reading, "run", "devices", "metric", "value", "unit") == [
            ("runs.md:3:1", 8, "throughput", 1234.5, "tok/s"),
            ("runs.md:3:1", 8, "latency_p99", 0.0205, "s"),
        ]

    def test_columns_are_variants(self) -> None:
        reading = table(
            "Metric | Before | After | Change",
            "Throughput (tok/s) | 1000 | 1500 | +50%",
            "Latency (ms) | 20.5 | 13.5 | -34%",
        )
        assert rows(reading, "case", "metric", "value") == [
            ("Before", "throughput", 1000.0),
            ("Before", "latency", 0.0205),
            ("After", "throughput", 1500.0),
            ("After", "latency", 0.0135),
        ]
        assert [note.text for note in reading.notes] == ["ignored columns: `Change`"]

    def test_columns_are_devices(self) -> None:
        reading = table(
            " | A100 | H100", "Throughput (img/s) | 2500 | 4500", "Power (W) | 400 | 700"
        )
        assert rows(reading, "device", "metric", "value")[::2] == [
            ("A100", "throughput", 2500.0),
            ("H100", "throughput", 4500.0),
        ]

    def test_a_table_of_settings_is_no_run(self) -> None:
        assert table("Hyperparameter | Value", "lr | 0.1", "epochs | 90").records.height == 0

    def test_benchmarks_beside_a_quantity_are_no_quantities(self) -> None:
        reading = table("Test | Time (s)", "latency test | 1.5", "bandwidth test | 2.5")
        assert rows(reading, "benchmark", "metric") == [
            ("latency test", "runtime"),
            ("bandwidth test", "runtime"),
        ]


class TestNumbersAsHeadings:
    def test_what_they_count_may_be_unknown(self) -> None:
        reading = table("Code | 1 | 2 | 4", "mpi | 100.5 | 51 | 26", "hybrid | 98 | 50 | 25")
        assert rows(reading, "benchmark", "column", "value")[:3] == [
            ("mpi", 1, 100.5),
            ("mpi", 2, 51.0),
            ("mpi", 4, 26.0),
        ]

    def test_beside_names_of_quantities(self) -> None:
        reading = table(" | 1 | 2", "time (s) | 100 | 51", "speedup | 1 | 1.96")
        assert rows(reading, "column", "metric", "value", "stated_speedup") == [
            (1, "runtime", 100.0, 1.0),
            (2, "runtime", 51.0, 1.96),
        ]


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("Nodes x GPUs", "2x4", {"nodes": 2, "devices_per_node": 4, "devices": 8}),
        ("Nodes × GPUs per node", "2 × 4", {"nodes": 2, "devices_per_node": 4, "devices": 8}),
        ("Ranks × Threads", "4 × 12", {"ranks": 4, "threads": 12}),
        ("MPI x OMP", "4x12", {"ranks": 4, "threads": 12}),
        ("Nodes x PPN", "2x128", {"nodes": 2, "ranks_per_node": 128}),
        ("Nodes (GPUs)", "2 (8)", {"nodes": 2, "devices": 8}),
        ("GPUs (nodes)", "8 (2)", {"nodes": 2, "devices": 8}),
        ("P x Q", "2 x 4", {"ranks": 8, "process_rows": 2, "process_columns": 4}),
        ("ranks | P x Q", "8 | 2 x 4", {"ranks": 8, "process_rows": 2}),
    ],
)
def test_two_counts_in_a_cell(heading: str, cell: str, expected: dict[str, int]) -> None:
    reading = table(f"{heading} | Time (s)", f"{cell} | 10.5")
    record = named(reading.records).row(0, named=True)
    assert {name: record[name] for name in expected} == expected


def test_merged_headings_over_what_has_no_unit() -> None:
    reading = table(
        " | Time (s) | | Speedup | ",
        "Cores | MPI | Hybrid | MPI | Hybrid",
        "1 | 100 | 101 | 1 | 1",
        "2 | 51 | 52 | 1.96 | 1.94",
    )
    found = rows(reading, "benchmark", "cores", "metric", "value", "stated_speedup")
    assert ("Hybrid", 2, "runtime", 52.0, 1.94) in found
    assert ("MPI", 2, "runtime", 51.0, 1.96) in found


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("## V100, batch size 256, FP16", ("V100", 256.0, "FP16")),
        ("## Training (A100 80GB, BF16, bs 64)", (None, None, None)),
        ("## GPU: A100, batch: 64, precision: BF16", ("A100", 64.0, "BF16")),
    ],
)
def test_parts_of_a_heading_above_are_settings(above: str, expected: tuple[object, ...]) -> None:
    reading = table("GPUs | img/s", "1 | 750.5", above=above)
    record = named(reading.records).row(0, named=True)
    found = tuple(record.get(name) for name in ("device", "batch", "precision"))
    assert found == expected


def test_names_with_a_colon_are_what_they_say() -> None:
    reading = table("GPUs | img/s", "1 | 750.5", above="# System: Alps\n## Model: ResNet50")
    assert rows(reading, "system", "benchmark", "case") == [("Alps", "ResNet50", None)]


def test_times_below_scaling_are_a_speed_up() -> None:
    reading = table("GPUs | img/s | Scaling", "1 | 750 | 1.00x", "8 | 5840 | 7.79x")
    assert rows(reading, "metric", "stated_speedup") == [("throughput", 1.0), ("throughput", 7.79)]


def test_an_efficiency_of_nodes_is_kept() -> None:
    reading = table("Nodes | Time | Efficiency", "1 | 10:00 | 100%", "4 | 2:50 | 88%")
    assert rows(reading, "stated_efficiency") == [(1.0,), (pytest.approx(0.88),)]


def test_headings_that_are_names_in_the_program() -> None:
    reading = table("self | column | draft | img/s", "a | b | c | 9.5")
    assert rows(reading, "self", "column", "draft", "value") == [("a", "b", "c", 9.5)]


def test_runs_on_one_line_are_counted_each(tmp_path: Path) -> None:
    path = tmp_path / "runs.md"
    path.write_text("| Nodes | 1 | 2 | 4 |\n|---|---|---|---|\n| Time (s) | 10 | 6 | 4 |\n")
    assert [file.runs for file in load([str(path)]).files] == [3]


def test_a_pipe_table_is_not_read_again_as_delimited_text(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("| Setting | Value |\n|---|---|\n| a | 1 |\n| b | 2.5 |\n")
    assert load([str(path)]).records.height == 0


def test_several_numbers_in_a_cell_are_repeats() -> None:
    reading = table("GPUs | Time (s) | Note", "1 | 100<br>101<br>99 | a", "2 | 52<br/>53<br>51 | ")
    assert rows(reading, "devices", "value", "samples") == [
        (1, 100.0, [100.0, 101.0, 99.0]),
        (2, 52.0, [52.0, 53.0, 51.0]),
    ]


@pytest.mark.parametrize(
    "cells", [("512^3", "1024^3"), ("512³", "1024³"), ("512x512x512", "1024 × 1024 × 1024")]
)
def test_a_grid_is_a_size(cells: tuple[str, str]) -> None:
    reading = table(
        "Nodes | Problem size | MLUPS", f"1 | {cells[0]} | 1.5", f"8 | {cells[1]} | 9.5"
    )
    assert rows(reading, "nodes", "size") == [(1, 512.0**3), (8, 1024.0**3)]


def test_percentiles_beside_a_rate_are_of_a_latency() -> None:
    reading = table("Name | Ops/sec | p50 | p99", "get | 1000.5 | 1.5ms | 9.5ms")
    assert rows(reading, "metric", "unit", "better") == [
        ("throughput", "ops/s", "higher"),
        ("latency_p50", "s", "lower"),
        ("latency_p99", "s", "lower"),
    ]


def test_what_is_there_before_and_after_is_no_failed_run() -> None:
    reading = table(
        "Metric | Before | After",
        "Grade | C- | B+",
        "Load time | 200 ms | 143 ms",
        "Cache | ❌ None | ✅ Redis",
        "Export | 80 ms | ❌ crashed",
    )
    assert sorted(named(reading.records)["status"].to_list()) == ["failed", "ok", "ok", "ok"]
