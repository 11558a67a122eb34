from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from parsers.formats.markdown import READER
from parsers.reader import Reading
from parsers.run_records.records import named
from parsers.source import Source
from tests.asked import queries


def read(text: str) -> Reading:
    return READER.read(Source("runs.md", "runs.md", Path("runs.md"), text.encode()))


def rows(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    return named(reading.records).select(names).rows()


class TestConditionsAcross:
    def test_counts_in_the_headings_become_rows(self) -> None:
        text = "Images/sec\n\n| Model | 1 GPU | 2 GPUs |\n|-|-|-|\n| A | 387.2 | 761.5 |\n"
        read_rows = rows(read(text), "run", "line", "benchmark", "devices", "unit", "value")
        assert read_rows == [
            ("runs.md:5:1", 5, "A", 1, "img/s", 387.2),
            ("runs.md:5:2", 5, "A", 2, "img/s", 761.5),
        ]

    def test_a_word_is_a_failed_run_and_a_blank_cell_none(self) -> None:
        text = "| Model | 1 GPU | 2 GPUs | 4 GPUs |\n|-|-|-|-|\n| A | 3.5 s | OOM | - |\n"
        assert rows(read(text), "devices", "metric", "value", "status") == [
            (1, "runtime", 3.5, "ok"),
            (2, "runtime", None, "failed"),
        ]

    def test_bare_numbers_count_what_the_corner_says(self) -> None:
        text = "## Throughput (img/s)\n| # GPUs | 1 | 8 |\n|-|-|-|\n| A | 390 | 3,050 |\n"
        assert rows(read(text), "benchmark", "devices", "metric", "value") == [
            ("A", 1, "throughput", 390.0),
            ("A", 8, "throughput", 3050.0),
        ]

    def test_a_corner_may_name_rows_and_columns(self) -> None:
        text = "# Bandwidth [GB/s]\n| Message size \\ GPUs | 2 | 4 |\n|-|-|-|\n| 1 MB | 20 | 18 |\n"
        assert rows(read(text), "size", "devices", "value") == [(1e6, 2, 20e9), (1e6, 4, 18e9)]

    def test_bare_numbers_count_what_the_heading_above_says(self) -> None:
        text = "## Speedup over number of nodes\n| Code | 1 | 2 |\n|-|-|-|\n| A | 1 | 1.9 |\n"
        assert rows(read(text), "benchmark", "nodes", "value") == [("A", 1, 1.0), ("A", 2, 1.9)]

    def test_several_quantities_of_each_condition(self) -> None:
        text = "| Net | 1 GPU img/s | 1 GPU peak mem (GB) | 4 GPUs img/s | 4 GPUs peak mem (GB) |\n"
        text += "|-|-|-|-|-|\n| A | 150 | 9.1 | 580 | 9.2 |\n"
        assert rows(read(text), "devices", "metric", "value") == [
            (1, "throughput", 150.0),
            (1, "memory_max", 9.1e9),
            (4, "throughput", 580.0),
            (4, "memory_max", 9.2e9),
        ]

    def test_one_condition_in_two_variants(self) -> None:
        text = "| Net | 1 GPU | 4 GPUs (NVLink) | 4 GPUs (PCIe) |\n|-|-|-|-|\n"
        text += "| A | 9 s | 3 s | 4 s |\n"
        assert rows(read(text), "devices", "case", "value") == [
            (1, None, 9.0),
            (4, "NVLink", 3.0),
            (4, "PCIe", 4.0),
        ]

    def test_accelerators_with_and_without_a_count(self) -> None:
        text = "### Training time\n| Data | 4x V100 | 8x A100 |\n|-|-|-|\n| A | 25 s | 10 min |\n"
        assert rows(read(text), "device", "devices", "value") == [
            ("V100", 4, 25.0),
            ("A100", 8, 600.0),
        ]
        text = "Latency in ms\n\n| Model | V100 | H100 80GB |\n|-|-|-|\n| A | 5 | 2 |\n"
        assert rows(read(text), "device", "value") == [("V100", 0.005), ("H100 80GB", 0.002)]

    def test_precisions(self) -> None:
        text = "| Batch | FP32 (img/s) | AMP (img/s) |\n|-|-|-|\n| 64 | 400 | 1850 |\n"
        assert rows(read(text), "batch", "precision", "value") == [
            (64.0, "FP32", 400.0),
            (64.0, "AMP", 1850.0),
        ]

    def test_repeats_and_their_mean(self) -> None:
        text = "Wall time in s\n\n| N | Run 1 | Run 2 | Average |\n|-|-|-|-|\n| 1 | 9 | 11 | 10 |\n"
        assert rows(read(text), "size", "metric", "value", "role") == [
            (1, "runtime", 9.0, "measured"),
            (1, "runtime", 11.0, "measured"),
            (1, "runtime", 10.0, "summary"),
        ]

    def test_a_result_beside_the_conditions_is_named_as_left_out(self) -> None:
        text = "| Model | 1 GPU | 2 GPUs | Speedup |\n|-|-|-|-|\n| A | 9 s | 5 s | 1.8 |\n"
        assert [note.text for note in read(text).notes] == ["ignored columns: `Speedup`"]

    def test_names_across_below_what_is_measured(self) -> None:
        text = "Images/sec, batch 64\n\nGPUs | AlexNet | VGG16\n-|-|-\n"
        text += "1 | 2987 | 154\n2 | 5658 | 296\n"
        assert rows(read(text), "benchmark", "devices", "unit", "value") == [
            ("AlexNet", 1, "img/s", 2987.0),
            ("VGG16", 1, "img/s", 154.0),
            ("AlexNet", 2, "img/s", 5658.0),
            ("VGG16", 2, "img/s", 296.0),
        ]

    def test_headings_on_two_levels(self) -> None:
        text = "| | | fp32 | | fp16 | |\n|-|-|-|-|-|-|\n"
        text += "| **Net** | **GPUs** | **img/s** | **speedup** | **img/s** | **speedup** |\n"
        text += "| A | 8 | 2980 | 7.8 | 6100 | 7.7 |\n"
        assert rows(read(text), "devices", "precision", "value", "stated_speedup") == [
            (8, "fp32", 2980.0, 7.8),
            (8, "fp16", 6100.0, 7.7),
        ]


class TestTurnedTables:
    def test_rows_that_name_quantities_become_columns(self) -> None:
        text = (
            "| GPUs | 1 | 2 |\n|-|-|-|\n| Img/sec | 52.3 | 103.1 |\n| Speedup | 1.00x | 1.97x |\n"
        )
        assert rows(read(text), "run", "line", "devices", "unit", "value", "stated_speedup") == [
            ("runs.md:1:1", 1, 1, "img/s", 52.3, 1.0),
            ("runs.md:1:2", 1, 2, "img/s", 103.1, 1.97),
        ]

    def test_settings_among_the_rows(self) -> None:
        text = "| | 1 node | 2 nodes |\n|-|-|-|\n| Batch size | 64 | 32 |\n| Time (s) | 9 | 5 |\n"
        assert rows(read(text), "nodes", "batch", "value") == [(1, 64.0, 9.0), (2, 32.0, 5.0)]


class TestOtherTables:
    def test_a_blank_heading_over_a_failed_run_is_no_second_level(self) -> None:
        text = "| GPUs | Img/sec | |\n|-|-|-|\n| many | failed | x |\n| 2 | 19 | y |\n"
        assert rows(read(text), "value", "status") == [(None, "failed"), (19.0, "ok")]

    def test_counts_above_the_table_are_not_what_it_counts(self) -> None:
        text = "## ResNet50 on 4 GPUs (img/s)\n| Model | 32 | 64 |\n|-|-|-|\n| A | 9.5 | 19 |\n"
        assert {devices for (devices,) in rows(read(text), "devices")} == {4}

    def test_columns_whose_quantity_nothing_names_keep_their_headings(self) -> None:
        text = "| GPUs | Alpha | Beta |\n|-|-|-|\n| 1 | 2.5 | 3.5 |\n| 2 | 1.5 | 2.5 |\n"
        assert {metric for (metric,) in rows(read(text), "metric")} == {"alpha", "beta"}

    def test_what_works_is_not_measured(self) -> None:
        text = "| Feature | FP32 | FP16 |\n|-|-|-|\n| Conv | yes | no |\n"
        assert read(text).records.is_empty()

    def test_the_numbers_of_parts_are_no_counts(self) -> None:
        text = "| Nodes | GPU 0 (ms) | GPU 1 (ms) |\n|-|-|-|\n| 1 | 290 | 288 |\n"
        assert rows(read(text), "nodes", "metric") == [(1, "gpu_0"), (1, "gpu_1")]

    def test_quantities_named_after_a_precision_are_of_one_run(self) -> None:
        text = "| Epochs | Mixed precision top1 | TF32 top1 |\n|-|-|-|\n| 50 | 76.2 | 76.3 |\n"
        assert rows(read(text), "run", "value") == [("runs.md:3", 76.2), ("runs.md:3", 76.3)]


def test_numbers_beside_runs_that_do_not_run_on_are_no_repeats() -> None:
    """They may be sizes; the corner names the rows, which are the repeats."""
    text = (
        "| Run | 10 | 100 | 300 |\n|-|-|-|-|\n| 1 | 0.03 | 1.7 | 9.9 |\n| 2 | 0.04 | 1.8 | 9.8 |\n"
    )
    values = [(10, 0.03), (100, 1.7), (300, 9.9), (10, 0.04), (100, 1.8), (300, 9.8)]
    assert rows(read(text), "column", "value") == values


def test_parts_that_double_are_counts() -> None:
    text = "| difficulty | core1 | core2 | core4 |\n|-|-|-|-|\n| 0.5 | 1.0 | 1.8 | 3.2 |\n"
    assert rows(read(text), "cores", "value") == [(1, 1.0), (2, 1.8), (4, 3.2)]
    each = read("| second | core0 | core1 | core2 |\n|-|-|-|-|\n| 0.5 | 90.5 | 91.5 | 92.5 |\n")
    assert not each.records["cores"].count()


class TestCountsInNames:
    """Nouns with numbers, as programs name the columns that they write."""

    def test_a_noun_with_growing_numbers_counts(self) -> None:
        text = (
            "| kernel | threads_1 | threads_2 | threads_4 |\n|-|-|-|-|\n| a | 8.1 | 4.2 | 2.3 |\n"
        )
        assert rows(read(text), "threads", "metric", "value") == [
            (1, "runtime", 8.1),
            (2, "runtime", 4.2),
            (4, "runtime", 2.3),
        ]

    def test_single_nodes_are_no_counts(self) -> None:
        text = "| step | node_1 | node_2 | node_3 |\n|-|-|-|-|\n| a | 8.1 | 8.2 | 8.3 |\n"
        assert set(rows(read(text), "nodes")) <= {(None,)}

    def test_two_are_no_series(self) -> None:
        text = "| kernel | gpu_1 | gpu_4 |\n|-|-|-|\n| a | 8.1 | 2.3 |\n"
        assert set(rows(read(text), "devices")) <= {(None,)}

    def test_affinities_are_no_codes(self) -> None:
        text = (
            "| Threads | scatter (s) | compact (s) |\n|-|-|-|\n| 1 | 8.1 | 8.0 |\n| 2 | 4 | 5 |\n"
        )
        found = rows(read(text), "threads", "affinity", "value")
        assert found == [
            (1, "scatter", 8.1),
            (1, "compact", 8.0),
            (2, "scatter", 4.0),
            (2, "compact", 5.0),
        ]

    def test_the_kernels_of_stream_are_quantities(self) -> None:
        text = "| Threads | Copy (MB/s) | Triad (MB/s) |\n|-|-|-|\n| 1 | 11000 | 12000 |\n"
        assert rows(read(text), "metric", "unit", "value") == [
            ("copy", "B/s", 11e9),
            ("triad", "B/s", 12e9),
        ]


def test_a_corner_of_two_counts_is_no_ratio() -> None:
    text = "Time in s\n\n| ranks/threads | 1 | 2 |\n|-|-|-|\n| 1 | 80 | 42 |\n| 2 | 41 | 22 |\n"
    assert rows(read(text), "ranks", "threads", "value") == [
        (1, 1, 80.0),
        (1, 2, 42.0),
        (2, 1, 41.0),
        (2, 2, 22.0),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## Timings (ms)\n\n| Size | plain | Element(4p) | Tile(4p) |\n|--|--|--|--|\n"
            "| 64 | 31 | 12 | 9 |\n| 128 | 240 | 88 | 61 |\n",
            [31, 12, 9, 240, 88, 61],
            id="a size behind a size",
        ),
        pytest.param(
            "| | single | PP | PP+AMP |\n|--|--|--|--|\n| Step time (s) | 9.75 | 6.5 | 4.25 |\n",
            [9.75, 6.5, 4.25],
            id="no count has fractions",
        ),
    ],
)
def test_what_could_be_set_is_a_variant_behind_variants(
    tmp_path: Path, text: str, expected: list[float]
) -> None:
    path = tmp_path / "runs.md"
    path.write_text(text)
    records = load([str(path)]).records
    factor = 1000 if "(ms)" in text else 1
    assert [factor * value for value in records["value"]] == pytest.approx(expected)


def test_a_count_heads_the_columns_behind_it(tmp_path: Path) -> None:
    """What stands under the count itself has no heading, and is left out with a word."""
    path = tmp_path / "runs.md"
    path.write_text(
        "| Size | 2 ranks | Time (s) | Speedup | 4 ranks | Time (s) | Speedup |\n"
        "|--|--|--|--|--|--|--|\n| 80 | 9.0 | 5.0 | 1.8 | 9.3 | 3.1 | 3.0 |\n"
    )
    loaded = load([str(path)])
    found = loaded.records.select("ranks", "value", "stated_speedup").rows()
    assert found == [(2, 5.0, 1.8), (4, 3.1, 3.0)]
    assert any("`2 ranks`, `4 ranks`" in note.text for note in loaded.notes)


@pytest.mark.parametrize(
    ("letter", "times", "ranks"),
    [("P", (90, 47, 31, 40), [1, 2, 4, 8]), ("P", (90, 170, 330, 700), None)],
    ids=["processors", "sizes"],
)
def test_p_counts_where_times_fall_at_first(
    tmp_path: Path, letter: str, times: tuple[int, ...], ranks: list[int] | None
) -> None:
    path = tmp_path / "runs.md"
    head = " | ".join(f"{letter}={count}" for count in (1, 2, 4, 8))
    path.write_text(f"| N | {head} |\n|--|--|--|--|--|\n| 64 | {' | '.join(map(str, times))} |\n")
    records = load([str(path)]).records
    assert records["ranks"].drop_nulls().to_list() == (ranks or [])


def test_the_model_before_a_count_is_no_quantity() -> None:
    text = "| Part [s] | MPI np 1 | MPI np 2 | MPI np 4 |\n|-|-|-|-|\n| mesh | 8 | 4.1 | 2.2 |\n"
    assert rows(read(text), "ranks", "value") == [(1, 8.0), (2, 4.1), (4, 2.2)]


def test_polars_is_not_asked_more_often_for_more_columns() -> None:
    assert queries(lambda: read(conditions(200))) == queries(lambda: read(conditions(20))) > 0


def conditions(columns: int) -> str:
    """A table of so many conditions."""
    headings = "|".join(f"N={place}" for place in range(1, columns + 1))
    lines = [f"{name}|" + "|".join([f"{place}.5"] * columns) for place, name in enumerate("abc")]
    return "\n".join([f"Code|{headings}", "-|" * columns + "-", *lines, ""])


def test_rows_called_after_repeats_are_repeats(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(
        "| | 1 thread | 2 threads |\n|--|--|--|\n| Run 1 | 8.0 s | 5.0 s |\n"
        "| Run 2 | 8.2 s | 5.2 s |\n| **Average** | 8.1 s | 5.1 s |\n"
    )
    table = runs(load([str(path)]).records, Choice()).table
    assert table.select("count", "value", "n").rows() == [(1, 8.1, 2), (2, 5.1, 2)]


COMPARED = (
    "Benchmark         before     after    change\n"
    "lu.C.64          41.22 s   33.10 s   -19.7%\n"
    "bt.C.64          58.90 s   52.31 s   -11.2%\n",
    "| Kernel | old (s) | new (s) | speedup |\n|-|-|-|-|\n"
    "| lu.C.64 | 41.22 | 33.10 | 1.25 |\n| bt.C.64 | 58.90 | 52.31 | 1.13 |\n",
)


@pytest.mark.parametrize("text", COMPARED)
def test_benchmarks_before_and_after_are_of_one_quantity(tmp_path: Path, text: str) -> None:
    path = tmp_path / "compared.txt"
    path.write_text(text)
    records = named(load([str(path)]).records)
    assert records["value"].to_list() == [41.22, 33.10, 58.90, 52.31]
    assert {*records["metric"]} == {"runtime"}


def test_phases_beside_a_name_stay_quantities(tmp_path: Path) -> None:
    path = tmp_path / "phases.csv"
    path.write_text("case,setup (s),main (s),io (s)\na,12.1,9.8,1.23\nb,44.2,24.1,1.83\n")
    assert named(load([str(path)]).records)["metric"].n_unique() == 3
