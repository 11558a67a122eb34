from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.meaning.layout import read_layout
from parsers.read_tables import read_table
from parsers.reader import Reading
from parsers.run_records.records import SCHEMA, named
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.cells import read_dates, read_epoch, read_numbers, without_empty_cells
from parsers.tables.context import read_context
from parsers.tables.recurring_texts import spread
from parsers.tables.table import Table
from tests.asked import queries

SOURCE = Source("some/runs.md", "runs.md", Path("some/runs.md"))


def table(text: str, **around: Any) -> Table:
    """A table of text cells from lines of blank-separated words; ``_`` is an empty cell."""
    header, *rows = [line.split() for line in text.strip().splitlines()]
    cells = {
        str(place): [None if row[place] == "_" else row[place] for row in rows]
        for place in range(len(header))
    }
    lines = pl.Series(range(3, 3 + len(rows)), dtype=pl.UInt32)
    schema = dict.fromkeys(cells, pl.String)
    return Table(list(pl.DataFrame(cells, schema=schema)), header, lines, 1, **around)


def read(text: str, **around: Any) -> Reading:
    return read_table(table(text, **around), SOURCE)


def column(reading: Reading, name: str) -> list[object]:
    return named(reading.records)[name].to_list()


def texts(reading: Reading, kind: str) -> list[str]:
    return [note.text for note in reading.notes if note.kind == kind]


class TestFields:
    def test_headings_become_schema_columns(self) -> None:
        reading = read(
            """
            Benchmark Framework Cluster GPUs Date       Img/sec
            DDP       PyTorch   mahti   4    2022-05-18 2836.54
            """
        )
        row = named(reading.records).row(0, named=True)
        assert row["run"] == "runs.md:3"
        assert (row["label"], row["source"], row["line"]) == ("runs.md", "some/runs.md", 3)
        assert (row["benchmark"], row["software"], row["system"]) == ("DDP", "PyTorch", "mahti")
        assert (row["devices"], row["metric"], row["unit"]) == (4, "throughput", "img/s")
        assert (row["value"], row["better"], row["status"]) == (2836.54, "higher", "ok")
        assert str(row["started"]) == "2022-05-18 00:00:00"

    def test_the_frame_has_the_schema(self) -> None:
        reading = read("GPUs Img/sec optimizer\n1 10 adam")
        assert dict(list(reading.records.schema.items())[: len(SCHEMA)]) == SCHEMA
        assert reading.records.columns[len(SCHEMA) :] == ["optimizer"]

    def test_what_is_not_stated_is_null(self) -> None:
        reading = read("System GPUs Img/sec\n- 1 10\nN/A 2 20\n— 4 30\nnone 8 40")
        assert column(reading, "system") == [None] * 4
        assert reading.notes == []

    def test_units_in_headings_come_to_base_units(self) -> None:
        reading = read("GPUs latency(ms)\n1 2.5\n2 4")
        assert column(reading, "value") == pytest.approx([0.0025, 0.004])
        assert set(column(reading, "unit")) == {"s"}

    def test_units_in_cells_come_to_base_units(self) -> None:
        reading = read("GPUs latency\n1 2.5ms\n2 4us\n4 1s")
        assert column(reading, "value") == pytest.approx([2.5e-3, 4e-6, 1.0])
        assert set(column(reading, "unit")) == {"s"}

    def test_units_that_differ_stay_with_their_rows(self) -> None:
        reading = read("GPUs speed\n1 10img/s\n2 4GB/s")
        assert column(reading, "value") == pytest.approx([10, 4e9])
        assert column(reading, "unit") == ["img/s", "B/s"]

    def test_units_in_a_column_of_their_own(self) -> None:
        reading = read(
            "name real_time cpu_time time_unit triad_value triad_unit\n"
            "a 10 20 ns 1200 MB/s\nb 3 4 us 1300 MB/s\nc 5 6 - 1 parsecs"
        )
        values = {
            key: rows["value"].to_list() for (key,), rows in reading.records.group_by("metric")
        }
        units = {key: rows["unit"].to_list() for (key,), rows in reading.records.group_by("metric")}
        assert values["cpu_time"] == pytest.approx([2e-8, 4e-6, 6.0])
        assert units["cpu_time"] == ["s", "s", None]
        assert values["triad_value"] == pytest.approx([1.2e9, 1.3e9, 1.0])
        assert units["triad_value"] == ["B/s", "B/s", "parsecs"]
        assert reading.records.columns == list(SCHEMA)

    def test_points_in_time_are_no_durations(self) -> None:
        reading = read(
            "GPUs Img/sec end_time_unix finished submit_time\n"
            "1 10 1795243181.6 2026-11-21T06:39:41 2026-11-21T06:39:40\n"
            "2 19 1795243182.6 2026-11-21T06:39:42 2026-11-21T06:39:41"
        )
        assert set(column(reading, "metric")) == {"throughput"}
        assert reading.records.columns == list(SCHEMA)

    def test_an_unlimited_time_is_no_number(self) -> None:
        reading = read("GPUs Img/sec limit\n1 10 UNLIMITED\n2 19 1-00:00:00")
        assert column(reading, "limit") == [None, 86400]

    def test_a_time_under_a_heading_that_names_a_rate_is_a_time(self) -> None:
        reading = read("GPUs Throughput\n16 661ms\n32 700ms")
        assert set(column(reading, "metric")) == {"runtime"}
        assert set(column(reading, "better")) == {"lower"}
        assert column(reading, "value") == pytest.approx([0.661, 0.7])

    def test_durations_are_seconds(self) -> None:
        reading = read("GPUs Runtime\n1 14:55:01\n2 1-02:00:00\n4 0:38:52")
        assert column(reading, "value") == [53701.0, 93600.0, 2332.0]

    def test_hours_and_minutes_where_the_heading_says_so(self) -> None:
        cells = pl.DataFrame({"0": ["1", "2"], "1": ["1:30", "0:45"]})
        reading = read_table(Table(list(cells), ["GPUs", "Runtime (hh:mm)"]), SOURCE)
        assert column(reading, "value") == [5400.0, 2700.0]
        assert column(read("GPUs Hours\n1 1:30\n2 0.75"), "value") == [5400.0, 2700.0]
        assert column(read("GPUs Runtime\n1 1:30\n2 0:45"), "value") == [90.0, 45.0]

    def test_approximations_and_uncertainties_give_the_number(self) -> None:
        reading = read("GPUs throughput\n1 ~13\n2 75.96±0.09\n4 12(best)\n8 4,096\n16 99*")
        assert column(reading, "value") == [13.0, 75.96, 12.0, 4096.0, 99.0]

    def test_several_quantities_of_a_row_are_one_run(self) -> None:
        reading = read("GPUs throughput latency(ms)\n1 10 5\n2 20 6")
        assert column(reading, "run") == ["runs.md:3", "runs.md:3", "runs.md:4", "runs.md:4"]
        assert column(reading, "metric") == ["throughput", "latency"] * 2

    def test_quantities_of_one_name_are_kept_apart(self) -> None:
        reading = read("GPUs throughput throughput throughput\n1 10 11 12")
        assert len(set(column(reading, "metric"))) == 3

    def test_a_percentile_is_a_quantity_of_its_own(self) -> None:
        reading = read_table(
            Table(
                [pl.Series([1.0]), pl.Series([7.0]), pl.Series([8.0])],
                ["Batch Size", "Avg latency", "90% Latency"],
            ),
            SOURCE,
        )
        assert column(reading, "metric") == ["latency", "latency_p90"]

    def test_a_quantity_not_stated_in_a_row_gives_no_record(self) -> None:
        reading = read("GPUs throughput latency\n1 10 -\n2 - 6")
        pairs = list(zip(column(reading, "line"), column(reading, "metric"), strict=True))
        assert pairs == [(3, "throughput"), (4, "latency")]

    def test_a_row_without_any_value_stays_visible(self) -> None:
        reading = read("GPUs throughput latency\n1 10 5\n2 - -")
        last = reading.records.row(-1, named=True)
        assert (last["line"], last["value"], last["status"]) == (4, None, "unknown")
        assert last["metric"] == "throughput"

    def test_repeats_in_a_list_are_samples(self) -> None:
        cells = pl.DataFrame({"0": ["a"], "1": [[3.0, 1.0, 2.0]]})
        record = read_table(Table(list(cells), ["benchmark", "runtime"]), SOURCE).records.row(
            0, named=True
        )
        assert (record["value"], record["samples"]) == (2.0, [3.0, 1.0, 2.0])

    def test_rows_without_lines_are_numbered(self) -> None:
        cells = pl.DataFrame({"0": [1, 2], "1": [10.0, 20.0]})
        reading = read_table(Table(list(cells), ["GPUs", "Img/sec"]), SOURCE)
        assert column(reading, "run") == ["runs.md:1", "runs.md:2"]
        assert column(reading, "line") == [None, None]

    def test_text_is_made_harmless(self) -> None:
        cells = pl.DataFrame({"0": ["\x1b[31mred"], "1": ["10"], "2": ["a\tb\x07"]})
        reading = read_table(Table(list(cells), ["benchmark", "Img/sec", "\x1bnote"]), SOURCE)
        shown = "".join(map(str, reading.records.row(0))) + "".join(reading.records.columns)
        assert not any(ord(character) < 32 for character in shown)

    def test_a_second_column_of_a_meaning_is_a_parameter(self) -> None:
        reading = read("Cluster Machine GPUs Img/sec\nmahti red 1 10\npuhti blue 1 11")
        (other,) = reading.records.columns[len(SCHEMA) :]
        assert column(reading, "system") == ["mahti", "puhti"]
        assert column(reading, other) == ["red", "blue"]

    def test_parameters_keep_their_types(self) -> None:
        reading = read("GPUs Img/sec lr layers amp mode\n1 10 0.1 24 True x\n1 11 1e-3 48 false y")
        frame = reading.records
        assert frame["learning_rate"].dtype == pl.Float64
        assert frame["layers"].dtype == pl.Int64
        assert frame["amp"].to_list() == [True, False]
        assert frame["mode"].dtype == pl.String

    def test_columns_that_describe_one_run_are_named_not_kept(self) -> None:
        reading = read("jobid GPUs Img/sec\n17 1 10\n18 1 11")
        assert "jobid" not in reading.records.columns
        assert texts(reading, "info") == ["ignored columns: `jobid`"]

    def test_a_row_number_is_dropped(self) -> None:
        cells = pl.DataFrame({"0": [0, 1], "1": [1, 2], "2": [10.0, 20.0]})
        for heading in ("", "Unnamed: 0"):
            reading = read_table(Table(list(cells), [heading, "GPUs", "Img/sec"]), SOURCE)
            assert reading.records.columns == list(SCHEMA)


class TestFailedRuns:
    def test_what_a_program_said_is_the_reason_of_a_failed_run(self) -> None:
        reading = read("GPUs Img/sec error\n1 10 _\n2 _ OOM\n4 _ NCCL-unhandled\n")
        assert column(reading, "metric") == ["throughput"] * 3
        assert column(reading, "status") == ["ok", "failed", "failed"]
        assert column(reading, "reason") == [None, "OOM", "NCCL-unhandled"]

    def test_what_a_program_said_tells_more_than_the_status(self) -> None:
        reading = read("GPUs Img/sec status error\n1 10 ok _\n2 _ error timeout\n4 _ error _\n")
        assert column(reading, "status") == ["ok", "failed", "failed"]
        assert column(reading, "reason") == [None, "timeout", "error"]

    def test_an_error_in_numbers_is_measured(self) -> None:
        assert column(read("GPUs error\n1 0.011\n2 0.012\n"), "value") == [0.011, 0.012]

    @pytest.mark.parametrize(
        ("word", "status"),
        [
            ("ERROR", "failed"),
            ("OOM", "failed"),
            ("timeout", "timeout"),
            ("Cancelled", "cancelled"),
            ("FAILED", "failed"),
            ("running", "running"),
        ],
    )
    def test_a_word_where_a_number_belongs_is_the_outcome(self, word: str, status: str) -> None:
        reading = read(f"GPUs Img/sec\n1 10\n2 {word}")
        failed = reading.records.row(1, named=True)
        assert (failed["value"], failed["status"], failed["reason"]) == (None, status, word)
        assert reading.notes == []

    def test_a_column_of_words_alone_is_still_measured(self) -> None:
        reading = read("GPUs Img/sec\n1 ERROR\n2 ERROR")
        assert column(reading, "status") == ["failed", "failed"]

    def test_a_word_that_says_nothing_of_the_outcome_is_noted(self) -> None:
        reading = read("GPUs Img/sec\n1 10\n2 soon")
        record = reading.records.row(1, named=True)
        assert (record["status"], record["reason"]) == ("unknown", "soon")
        assert [(note.kind, note.line) for note in reading.notes] == [("skipped", 4)]

    def test_a_state_column_gives_status_and_reason(self) -> None:
        reading = read("State GPUs Runtime\nCOMPLETED 1 10\nOUT_OF_MEMORY 2 20\nTIMEOUT 4 30")
        assert column(reading, "status") == ["ok", "failed", "timeout"]
        assert column(reading, "reason") == [None, "OUT_OF_MEMORY", "TIMEOUT"]

    def test_not_available_is_not_a_failure(self) -> None:
        reading = read("device a b\nV100 1.5 X\nA100 2.5 3.5\nH100 3.7 4.5")
        assert column(reading, "status") == ["ok"] * 5

    def test_infinity_and_nan_are_no_values(self) -> None:
        reading = read("GPUs Img/sec\n1 inf\n2 nan\n4 10")
        assert column(reading, "value") == [None, None, 10.0]

    def test_what_is_too_large_in_base_units_is_no_value(self) -> None:
        reading = read("GPUs time[h]\n1 1e308\n2 1")
        assert column(reading, "value") == [None, 3600.0]
        assert column(reading, "status") == ["unknown", "ok"]


class TestAggregates:
    def test_a_row_that_says_average_is_a_summary(self) -> None:
        reading = read("GPUs Img/sec Nodelist\n1 10 gn01\n1 11 gn02\n1 10.5 Avg")
        assert column(reading, "role") == ["measured", "measured", "summary"]
        assert column(reading, "hosts") == ["gn01", "gn02", None]

    def test_a_row_that_the_source_sets_off_is_a_summary(self) -> None:
        marked = pl.Series([False, True])
        reading = read("GPUs Img/sec\n1 10\n1 10", aggregate=marked)
        assert column(reading, "role") == ["measured", "summary"]

    def test_rows_that_are_all_set_off_are_not(self) -> None:
        reading = read("GPUs Img/sec\n1 10\n1 10", aggregate=pl.Series([True, True]))
        assert column(reading, "role") == ["measured", "measured"]

    def test_an_average_in_place_of_a_benchmark_does_not_name_one(self) -> None:
        reading = read("benchmark Img/sec\nresnet 10\nMean 10")
        assert column(reading, "benchmark") == ["resnet", "runs"]


class TestStated:
    def test_a_speedup_goes_with_the_headline(self) -> None:
        reading = read("GPUs memory throughput speedup\n1 5 10 1.0\n2 5 19 1.9x")
        by_metric = reading.records.group_by("metric", maintain_order=True).agg("stated_speedup")
        assert dict(by_metric.iter_rows()) == {
            "memory": [None, None],
            "throughput": [1.0, 1.9],
        }

    def test_a_speedup_goes_with_what_has_a_unit_before_what_has_none(self) -> None:
        reading = read("workers rate throughput speedup\n1 5 4.9req/s 1.0\n2 10 9.3req/s 1.9x")
        stated = reading.records.filter(reading.records["stated_speedup"].is_not_null())
        assert stated["value"].to_list() == [4.9, 9.3]

    def test_an_efficiency_is_kept_as_a_fraction(self) -> None:
        reading = read("GPUs throughput efficiency\n1 10 100%\n4 36 90%")
        assert column(reading, "stated_efficiency") == pytest.approx([1.0, 0.9])
        assert column(reading, "stated_speedup") == [None, None]

    def test_an_efficiency_is_kept_beside_a_speedup(self) -> None:
        reading = read("GPUs throughput speedup efficiency\n1 10 1 100%\n4 36 3.6 90%")
        assert reading.records["stated_speedup"].to_list() == [1.0, 3.6]
        assert column(reading, "stated_efficiency") == [1.0, 0.9]

    def test_an_efficiency_goes_with_the_headline(self) -> None:
        reading = read("GPUs memory throughput efficiency\n1 5 10 1.0\n2 5 19 0.95")
        by_metric = reading.records.group_by("metric", maintain_order=True).agg("stated_efficiency")
        assert dict(by_metric.iter_rows()) == {"memory": [None, None], "throughput": [1.0, 0.95]}

    def test_a_speedup_alone_is_what_was_measured(self) -> None:
        reading = read("GPUs speedup\n1 1.0\n2 1.9")
        assert column(reading, "value") == [1.0, 1.9]


class TestMeasured:
    def test_a_table_of_features_has_no_runs(self) -> None:
        reading = read("Feature ResNet50\nHorovod Yes\nAMP Yes")
        assert reading.records.height == 0
        assert [(note.kind, note.line) for note in reading.notes] == [("skipped", 1)]
        assert "Feature, ResNet50" in reading.notes[0].text

    @pytest.mark.parametrize(
        "text",
        [
            "Software Version\nCUDA 11.2.1\nNCCL 2.7",
            "parameter a b\noptimizer SGD Adam\nmomentum 0.9 0.9\nloss cosface arcface",
            "Option Default\nbatch 256\nmode train\npath here",
            "Dataset Images Classes\nMNIST 60000 10\nSST5 8544 5",
        ],
    )
    def test_settings_versions_and_descriptions_have_no_runs(self, text: str) -> None:
        assert read(text).records.height == 0

    def test_a_heading_without_meaning_and_with_fractions_is_measured(self) -> None:
        reading = read("device OpenMP Kokkos\nV100 788112.897 830853.45\nP100 552081.1 558577.02")
        assert set(column(reading, "metric")) == {"openmp", "kokkos"}

    def test_beside_a_metric_only_scattered_fractions_are_measured(self) -> None:
        rows = "\n".join(f"{n} {n * 10} 0.{n % 2 + 1} 3.{n}7" for n in range(1, 9))
        reading = read(f"GPUs Img/sec foo bar\n{rows}")
        assert set(column(reading, "metric")) == {"throughput", "bar"}
        assert reading.records["foo"].n_unique() == 2

    def test_beside_a_metric_integers_are_parameters(self) -> None:
        reading = read("GPUs Img/sec zoom\n1 10 3\n2 20 4\n4 30 5")
        assert set(column(reading, "metric")) == {"throughput"}
        assert column(reading, "zoom") == [3, 4, 5]

    def test_where_nothing_else_is_measured_scattered_integers_are(self) -> None:
        reading = read("GPUs watt resnet50 bert\n1 250 146 50\n1 250 189 57\n2 500 297 93")
        assert set(column(reading, "metric")) == {"watt", "resnet50", "bert"}

    def test_what_measurements_are_held_against_is_not_measured(self) -> None:
        reading = read(
            "GPUs triad_value triad_ref triad_unit\n1 1234.5 1200.5 MB/s\n2 9.5 8.5 MB/s"
        )
        assert set(column(reading, "metric")) == {"triad_value"}
        assert column(reading, "triad_ref") == pytest.approx([1.2005e9, 8.5e6])

    def test_memory_bandwidth_is_no_mere_attribute(self) -> None:
        rows = "\n".join(f"{n} {n * 100}.5 0.{n % 2 + 1}" for n in range(1, 9))
        reading = read(f"GPUs memory_bandwidth foo\n{rows}")
        assert set(column(reading, "metric")) == {"memory_bandwidth"}

    def test_a_column_that_the_heading_above_names_is_measured(self) -> None:
        reading = read("nodes fp16 num_classes\n1 True 2000\n8 True 9000", case="Max num_classes")
        assert column(reading, "metric") == ["num_classes", "num_classes"]

    def test_metrics_named_in_a_column(self) -> None:
        reading = read(
            """
            benchmark metric     value unit
            resnet    throughput 10    img/s
            resnet    latency    5     ms
            bert      latency    ERROR ms
            """
        )
        assert column(reading, "metric") == ["throughput", "latency", "latency"]
        assert column(reading, "unit") == ["img/s", "s", "s"]
        assert column(reading, "value") == [10.0, pytest.approx(0.005), None]
        assert column(reading, "better") == ["higher", "lower", "lower"]
        assert column(reading, "status") == ["ok", "ok", "failed"]


class TestStatistics:
    def test_deviations_below_the_runs_are_no_runs(self) -> None:
        reading = read("run Time(s)\n1 10\n2 12\nMean 11\nstd 1.4\nmax 12\n")
        assert column(reading, "value") == [10.0, 12.0, 11.0]
        assert column(reading, "role") == ["measured", "measured", "summary"]
        assert texts(reading, "info")[0] == (
            "row of 'std' (and 1 more) describes other rows, skipped"
        )

    def test_extremes_by_themselves_are_names(self) -> None:
        assert column(read("case Time(s)\nmin 10\nmax 12\n"), "case") == ["min", "max"]

    def test_a_value_in_a_unit_is_called_after_it(self) -> None:
        assert column(read("GPUs value unit\n1 10 img/s\n2 19 img/s\n"), "metric") == [
            "throughput",
            "throughput",
        ]

    def test_a_named_statistic_is_about_what_it_names(self) -> None:
        metrics = column(read("GPUs latency bw bw_std\n1 1.5 9 0.1\n2 1.6 8 0.2\n"), "metric")
        assert metrics[:3] == ["latency", "bandwidth", "bandwidth_stddev"]

    def test_a_mean_by_itself_is_not_about_its_neighbour(self) -> None:
        reading = read("name min mean ops rounds\na 0.1 0.2 5.5 9\nb 0.3 0.4 2.5 8\n")
        assert column(reading, "metric")[:3] == ["runtime_min", "runtime", "ops"]
        assert column(reading, "unit")[:3] == ["s", "s", None]

    def test_what_user_and_system_spent_are_times(self) -> None:
        reading = read("command mean user system\na 10.1 9.9 0.1\nb 5.3 10.1 0.2\n")
        assert column(reading, "metric")[:3] == ["runtime", "user_time", "system_time"]
        assert column(reading, "system")[:1] == [None]


class TestUnitsRow:
    def test_units_below_the_headings_belong_to_them(self) -> None:
        reading = read("nodes time bw note\n- [ms] GB/s _\n1 120.5 88.2 first\n2 61.2 170.9 _\n")
        assert column(reading, "unit") == ["s", "B/s"] * 2
        assert column(reading, "value") == pytest.approx([0.1205, 88.2e9, 0.0612, 170.9e9])
        assert column(reading, "line") == [4, 4, 5, 5]

    @pytest.mark.parametrize("first", ["a s", "1 s", "- OOM"])
    def test_any_other_first_row_is_a_run(self, first: str) -> None:
        assert read(f"GPUs time\n{first}\n2 9.5\n").records.height == 2


class TestMembers:
    def test_what_is_held_by_settings_and_results_goes_by_its_own_name(self) -> None:
        reading = read("params.gpus config/lr params.loss metrics.img/sec\n4 0.1 3.5 100\n")
        record = reading.records.row(0, named=True)
        assert (record["devices"], record["learning_rate"], record["loss"]) == (4, 0.1, 3.5)
        assert (record["metric"], record["unit"], record["value"]) == ("throughput", "img/s", 100)

    def test_of_two_members_of_one_name_each_keeps_its_whole_name(self) -> None:
        reading = read("nodes metrics.time results.time\n1 5.5 6.5\n2 3.5 3.4\n")
        assert column(reading, "metric")[:2] == ["metrics_time", "results_time"]


class TestNames:
    def test_the_benchmark_is_the_headings_without_a_column(self) -> None:
        reading = read("GPUs Img/sec\n1 10", benchmark="MNIST", case="FP16")
        assert (column(reading, "benchmark"), column(reading, "case")) == (["MNIST"], ["FP16"])

    def test_a_column_moves_the_heading_to_the_case(self) -> None:
        reading = read("Model Img/sec\nresnet 10", benchmark="MNIST", case="FP16")
        assert column(reading, "benchmark") == ["resnet"]
        assert column(reading, "case") == ["MNIST / FP16"]

    def test_the_files_name_stands_in(self) -> None:
        assert column(read("GPUs Img/sec\n1 10"), "benchmark") == ["runs"]
        source = Source("-", "today", Path("-"), b"")
        reading = read_table(table("GPUs Img/sec\n1 10"), source)
        assert column(reading, "benchmark") == ["today"]

    def test_settings_above_a_table_are_columns_it_lacks(self) -> None:
        settings = {"batch size": "96", "sample_ratio": "0.1", "GPUs": "8"}
        reading = read("GPUs Img/sec\n1 10\n2 20", settings=settings)
        assert column(reading, "devices") == [1, 2]
        assert column(reading, "batch") == [96.0, 96.0]
        assert column(reading, "sample_ratio") == [0.1, 0.1]
        assert reading.records.columns == [*SCHEMA, "sample_ratio"]

    def test_a_counted_device_is_its_name_where_the_count_agrees(self) -> None:
        cells = pl.DataFrame(
            {"0": ["2x A100", "Cloud 4x V100", "8x H100"], "1": [2, 4, 1], "2": [1.5, 2.5, 3.5]}
        )
        reading = read_table(Table(list(cells), ["name_gpu", "num_gpu", "Img/sec"]), SOURCE)
        assert column(reading, "device") == ["A100", "Cloud V100", "8x H100"]

    def test_a_counted_device_is_a_count_where_there_is_none(self) -> None:
        cells = pl.DataFrame({"0": ["2x A100", "4x A100"], "1": [1.5, 2.5]})
        reading = read_table(Table(list(cells), ["GPU", "Img/sec"]), SOURCE)
        assert column(reading, "device") == ["A100", "A100"]
        assert column(reading, "devices") == [2, 4]

    def test_nodes_and_devices_in_one_word(self) -> None:
        reading = read("gpu latency(ms)\nn1g1 10\nn2g8 11")
        assert column(reading, "nodes") == [1, 2]
        assert column(reading, "devices_per_node") == [1, 8]
        assert column(reading, "devices") == [1, 16]


class TestHosts:
    def test_hosts_stand_in_for_nodes(self) -> None:
        reading = read("Nodelist GPUs Img/sec\ngn[01-03] 3 10\ngn07 1 5")
        assert column(reading, "nodes") == [3, 1]
        assert column(reading, "hosts") == ["gn[01-03]", "gn07"]

    def test_a_count_that_contradicts_is_noted(self) -> None:
        reading = read("nodes Nodelist Img/sec\n1 gn01 5\n3 gn[03,05] 10")
        assert column(reading, "nodes") == [1, 3]
        assert [(note.kind, note.line) for note in reading.notes] == [("info", 4)]
        assert "2 hosts" in reading.notes[0].text

    def test_a_malformed_list_is_kept_and_noted(self) -> None:
        reading = read("nodes Nodelist Img/sec\n4 gn[03-07-09] 10")
        assert column(reading, "hosts") == ["gn[03-07-09]"]
        assert [(note.kind, note.line) for note in reading.notes] == [("skipped", 3)]


class TestLayout:
    def test_fewer_gpus_than_nodes_can_only_be_per_node(self) -> None:
        reading = read("nodes GPUs Img/sec\n1 1 10\n1 4 40\n2 1 20")
        assert column(reading, "devices_per_node") == [1, 4, 1]
        assert column(reading, "devices") == [1, 4, 2]
        assert texts(reading, "assumed") == [
            "`GPUs` read as GPUs per node: row 5 has 2 nodes and 1 GPU"
        ]
        assert reading.notes[0].line == 5

    def test_totals_that_fit_single_nodes_are_totals(self) -> None:
        reading = read("nodes GPUs Img/sec\n1 8 10\n2 16 20\n4 32 40")
        assert column(reading, "devices") == [8, 16, 32]
        assert column(reading, "devices_per_node") == [8, 8, 8]

    @pytest.mark.parametrize("last", ["16 3 _", "16 3 99"])
    def test_a_slip_or_half_a_line_does_not_turn_all_other_totals(self, last: str) -> None:
        for heading, name in (("GPUs", "devices"), ("ranks", "ranks")):
            reading = read(f"nodes {heading} Img/sec\n1 8 10\n2 16 20\n4 32 40\n{last}")
            assert column(reading, name) == [8, 16, 32, None]
            (said,) = texts(reading, "assumed")
            assert "total" in said and "not fitting: row 6 has 16 nodes and 3" in said

    def test_totals_that_nodes_do_not_share_evenly_stay_beside_those_that_they_do(self) -> None:
        reading = read("nodes GPUs Img/sec\n1 8 10\n2 16 20\n3 20 25\n4 32 40")
        assert column(reading, "devices") == [8, 16, 20, 32]

    def test_where_rows_do_not_tell_it_is_the_total_and_said(self) -> None:
        reading = read("nodes GPUs Img/sec\n2 8 10")
        assert column(reading, "devices") == [8]
        assert "no row decides" in texts(reading, "assumed")[0]

    def test_single_nodes_need_no_remark(self) -> None:
        reading = read("nodes GPUs Img/sec\n1 8 10\n1 4 5")
        assert column(reading, "devices") == [8, 4]
        assert reading.notes == []

    @given(
        st.lists(st.tuples(st.integers(1, 8), st.sampled_from([1, 2, 4, 8])), min_size=1),
        st.booleans(),
    )
    def test_a_machine_of_equal_nodes_is_never_read_the_wrong_way(
        self, rows: list[tuple[int, int]], per_node: bool
    ) -> None:
        rows += [(1, each) for _, each in rows]
        nodes = pl.Series([count for count, _ in rows])
        devices = pl.Series([each if per_node else count * each for count, each in rows])
        found = read_layout(nodes, devices)
        if found is not None and found.row is not None:
            wrong = "total" if per_node else "per_node"
            assert found.scope != wrong or _fits(nodes, devices, wrong)


def _fits(nodes: pl.Series, devices: pl.Series, scope: str) -> bool:
    """Whether the other reading explains the rows just as well."""
    single = set(devices.filter(nodes == 1))
    each = devices if scope == "per_node" else devices / nodes
    return set(each.filter(nodes > 1)) <= single


class TestCells:
    @given(st.lists(st.one_of(st.none(), st.text(max_size=3)), max_size=30))
    def test_interned_text_is_read_as_text_is(self, cells: list[str | None]) -> None:
        text = pl.Series(cells, dtype=pl.String)
        interned = spread(text.cast(pl.Categorical), without_empty_cells).cast(pl.String)
        assert interned.to_list() == without_empty_cells(text).to_list()

    @given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
    def test_plain_numbers_are_exact(self, numbers: list[float]) -> None:
        text = pl.Series([repr(number) for number in numbers], dtype=pl.String)
        read = read_numbers(text)
        assert read.values.to_list() == numbers
        assert read.words is None

    @pytest.mark.parametrize(
        ("cell", "number", "unit"),
        [
            ("1511.2 (±8.8)", 1511.2, None),
            ("41.2 (± 0.3) s", 41.2, "s"),
            ("25m 02s :rocket:", 1502.0, "s"),
            ("⭐ 398 img/s 🏆", 398.0, "img/s"),
            ("12.5 ↑", 12.5, None),
            ("$3.06", 3.06, "$"),
            ("$3.06/hr", 3.06, "$/h"),
            ("x1.97", 1.97, "x"),
            ("1.2 × 10^6", 1.2e6, None),
            ("0.617140D+03", 617.14, None),
            ("1.2 M samples/s", 1.2e6, "samples/s"),
        ],
    )
    def test_numbers_as_people_write_them(self, cell: str, number: float, unit: str | None) -> None:
        read = read_numbers(pl.Series([cell]))
        assert read.values.to_list() == [number]
        assert (None if read.units is None else read.units.to_list()) in ([unit], unit)

    @pytest.mark.parametrize("texts", [[""], ["", "12"], ["", "abc"]])
    def test_a_text_without_letters_is_no_number(self, texts: list[str]) -> None:
        """As columns of typed files have it."""
        read = read_numbers(pl.Series(texts))
        assert read.values[0] is None and (read.words is None or read.words[0] is None)

    def test_numbers_in_thousands_are_read_where_things_are_counted(self) -> None:
        reading = read("GPUs Tokens/s Bandwidth(MB/s)\n1 27.4K 12K\n2 1.02M 13\n")
        values = named(reading.records).filter(metric="throughput")["value"].to_list()
        assert values == [27400.0, 1.02e6]
        assert read("GPUs model Tokens/s\n1 7B 5\n2 13B 6\n").records["benchmark"].to_list() == [
            "7B",
            "13B",
        ]

    @pytest.mark.parametrize(
        ("text", "iso"),
        [
            ("2022-05-18", "2022-05-18T00:00:00"),
            ("2022-05-18T12:30:01", "2022-05-18T12:30:01"),
            ("2022-05-18 12:30:01.25", "2022-05-18T12:30:01.250000"),
            ("2020-08-19T17:49:24+01:00", "2020-08-19T16:49:24"),
            ("2026-11-21T06:52:49Z", "2026-11-21T06:52:49"),
            ("18.05.2022", "2022-05-18T00:00:00"),
            ("May 18, 2022", "2022-05-18T00:00:00"),
            ("Wed May 18 12:30:01 2022", "2022-05-18T12:30:01"),
            ("1653000000", "2022-05-19T22:40:00"),
            ("yesterday", None),
        ],
    )
    def test_dates(self, text: str, iso: str | None) -> None:
        found = read_dates(pl.Series([text]))[0]
        assert (found and found.isoformat()) == iso

    def test_epochs_in_milliseconds(self) -> None:
        found = read_epoch(pl.Series([1653000000123, None, 5]))
        assert [moment and moment.isoformat() for moment in found] == [
            "2022-05-19T22:40:00.123000",
            None,
            None,
        ]


class TestPairs:
    def test_pairs_of_what_was_measured_tell_no_configurations_apart(self) -> None:
        reading = read("GPUs Img/sec Avg_GPU_util\n1 10 78.8%/100%\n2 19 42.1%/100%\n")
        assert "avg_gpu_util" not in named(reading.records).columns
        assert texts(reading, "info") == ["ignored columns: `Avg_GPU_util`"]

    def test_a_rank_beside_a_batch_is_no_process(self) -> None:
        cells = ["rank = 16, bs = 2", "rank = 32, bs = 2"]
        columns = [pl.Series(cells), pl.Series(["1", "2"]), pl.Series(["10", "19"])]
        reading = read_table(Table(columns, ["Config", "GPUs", "Img/sec"]), SOURCE)
        assert column(reading, "ranks") == [None, None]
        assert column(reading, "case") == cells


class TestContext:
    @pytest.mark.parametrize(
        ("heading", "name", "settings"),
        [
            ("ResNet50 on 2 GPUs", "ResNet50", {"GPUs": "2"}),
            ("ResNet50 (4 GPUs)", "ResNet50", {"GPUs": "4"}),
            ("Allreduce, 8 x V100", "Allreduce", {"GPUs": "8", "GPU": "V100"}),
            ("4 nodes (4x GH200)", None, {"nodes": "4", "GPUs per node": "4", "GPU": "GH200"}),
            ("4 x V100 GPUs per node", None, {"GPUs per node": "4", "GPU": "V100"}),
            ("BERT: 2 nodes - 4 GPUs each", "BERT", {"nodes": "2", "GPUs per node": "4"}),
            ("CPU: 3,04x and 82,6 %", "CPU: 3,04x and 82,6 %", {}),
            ("GPUs: 4, nodes: 2", None, {"GPUs": "4", "nodes": "2"}),
            ("🚀 BERT :zap:", "BERT", {}),
            ("BERT from 1 to 8 GPUs", "BERT from 1 to 8 GPUs", {}),
        ],
    )
    def test_scale_is_told_apart_from_the_name(
        self, heading: str, name: str | None, settings: dict[str, str]
    ) -> None:
        context = read_context([heading])
        assert (context.benchmark, context.settings) == (name, settings)

    @pytest.mark.parametrize(
        ("headings", "benchmark", "case", "settings"),
        [
            (["bigMNIST Performance Results"], "bigMNIST", None, {}),
            (["batch size = 96"], None, None, {"batch size": "96"}),
            (["all values"], None, None, {}),
            (["Results", "ResNet50 v1.5 FP32"], "ResNet50 v1.5 FP32", None, {}),
            (
                ["Tests", "ResNet FP16", "batch_size = 128 & without xla"],
                "ResNet FP16",
                "without xla",
                {"batch_size": "128"},
            ),
            (["DL", "Partial FC, sample_ratio=0.1"], "DL", "Partial FC", {"sample_ratio": "0.1"}),
            (["DL", "Data Parallelism"], "DL", "Data Parallelism", {}),
            (["DL", "1 node 8 devices"], "DL", None, {"nodes": "1", "GPUs": "8"}),
            (["DL", "Two nodes, MNIST"], "DL", "MNIST", {"nodes": "2"}),
            (["DL", "2 nodes against 4 nodes"], "DL", "2 nodes against 4 nodes", {}),
            (["DL", "Adam(lr=0.01)"], "DL", "Adam(lr=0.01)", {}),
            (["DL", "3. Speed of BERT"], "DL", "Speed of BERT", {}),
            (
                ["DL", "Training", "Training: DGX (8x A100 80GB)"],
                "DL",
                "Training: DGX",
                {"GPUs": "8", "GPU": "A100 80GB"},
            ),
            (["a = 1, b = 2; c = 3"], None, None, {"a": "1", "b": "2", "c": "3"}),
            (["batch size: 64"], None, None, {"batch size": "64"}),
            (["x = 1", "x = 2"], None, None, {"x": "2"}),
        ],
    )
    def test_headings(
        self, headings: list[str], benchmark: str | None, case: str | None, settings: dict[str, str]
    ) -> None:
        context = read_context(headings)
        assert (context.benchmark, context.case) == (benchmark, case)
        assert context.settings == settings


class TestScaleInCells:
    @pytest.mark.parametrize(
        ("cell", "nodes", "devices", "device"),
        [
            ("2 nodes x 4 GPUs", 2, 8, None),
            ("2 nodes, 8 GPUs", 2, 8, None),
            ("2 nodes (8 GPUs)", 2, 8, None),
            ("4 GPUs", None, 4, None),
            ("8x A100", None, 8, "A100"),
            ("2x8 A100", 2, 16, "A100"),
            ("2 x 8 x H100 GPUs", 2, 16, "H100"),
        ],
    )
    def test_a_setup_that_says_the_scale_alone_is_the_scale(
        self, cell: str, nodes: int | None, devices: int, device: str | None
    ) -> None:
        cells = pl.DataFrame({"0": [cell, cell], "1": ["10", "11"]})
        reading = read_table(Table(list(cells), ["Setup", "Img/sec"]), SOURCE)
        record = reading.records.row(0, named=True)
        assert (record["nodes"], record["devices"], record["device"]) == (nodes, devices, device)
        assert record["case"] is None

    def test_parts_of_pods_are_counted_under_a_heading_that_speaks_of_tpus(self) -> None:
        cells = pl.DataFrame({"0": ["TPU v4-32", "v5e-16"], "1": ["10", "19"]})
        reading = read_table(Table(list(cells), ["TPU slice", "Img/sec"]), SOURCE)
        assert column(reading, "devices") == [32, 16]
        assert column(reading, "device") == ["v4", "v5e"]
        reading = read_table(Table(list(cells), ["Version", "Img/sec"]), SOURCE)
        assert column(reading, "devices") == [None, None]

    def test_a_grid_below_a_heading_that_speaks_of_devices(self) -> None:
        cells = pl.DataFrame({"0": ["1x8", "2 x 8"], "1": ["10", "19"]})
        reading = read_table(Table(list(cells), ["Nodes x GPUs", "Img/sec"]), SOURCE)
        assert column(reading, "nodes") == [1, 2]
        assert column(reading, "devices") == [8, 16]

    def test_names_with_numbers_in_them_stay_names(self) -> None:
        cells = pl.DataFrame({"0": ["2x8", "pencil 2 GPUs"], "1": ["10", "19"]})
        reading = read_table(Table(list(cells), ["Config", "Img/sec"]), SOURCE)
        assert column(reading, "case") == ["2x8", "pencil 2 GPUs"]
        assert column(reading, "devices") == [None, None]


@pytest.mark.parametrize("text", ["Dear reader 1000", "2048 tokens", "1024-way", "V100 2000 abc"])
def test_words_beside_numbers_of_four_digits_are_not_tried_as_dates(text: str) -> None:
    cells = series_of([text])
    assert queries(lambda: read_dates(cells)) == 0
    assert read_dates(cells).to_list() == [None]
