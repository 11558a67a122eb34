"""Tables with a row for each step or epoch are runs with progress, where steps are no setting."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from parsers import load
from parsers.formats import delimited, markdown, objects
from parsers.headings.read_heading import read_heading
from parsers.reader import Reader, Reading
from parsers.run_records.records import named
from parsers.source import Source

Row = tuple[object, ...]


def read(text: str, reader: Reader = delimited.READER, name: str = "h.csv") -> Reading:
    return reader.read(Source(name, name, Path(name), text.encode()))


def table(heading: str, rows: Sequence[Row]) -> Reading:
    return read("\n".join([heading, *(",".join(map(str, row)) for row in rows)]) + "\n")


def rows(reading: Reading, *names: str) -> list[Row]:
    return list(named(reading.records).select(names).rows())


def count_runs(reading: Reading) -> int:
    return named(reading.records)["run"].n_unique()


class TestOneRun:
    def test_rows_are_its_progress(self) -> None:
        losses = [(step, 5 - step / 10, 100 + step % 20) for step in range(0, 50, 10)]
        reading = table("step,loss,throughput", losses)
        assert rows(reading, "run", "metric", "value", "progress") == [
            ("h.csv:2", "loss", 1.0, [5.0, 4.0, 3.0, 2.0, 1.0]),
            ("h.csv:2", "throughput", 105.0, [100.0, 110.0, 100.0, 110.0, 100.0]),
        ]
        first = reading.records.row(0, named=True)
        assert first["progress_at"] == [0, 10, 20, 30, 40]
        assert first["progress_lines"] == [2, 3, 4, 5, 6]
        assert "steps" not in reading.records.columns

    @pytest.mark.parametrize("counted", ["current_steps", "cur steps", "completed steps"])
    def test_steps_so_far_count_along_a_run_and_those_in_all_do_not(self, counted: str) -> None:
        # LLaMA-Factory writes both into each line of its log
        losses = [(step, 30, 5 - step / 10) for step in (10, 20, 30)]
        reading = table(f"{counted},total_steps,loss", losses)
        assert rows(reading, "value", "progress_at") == [(2.0, [10, 20, 30])]
        settings = [(step, 30, 5 - step / 10) for step in (10, 20, 30)]
        assert count_runs(table("steps,warmup,loss", settings)) == 3

    def test_a_time_that_does_not_grow_is_that_of_an_epoch(self) -> None:
        epochs = [(1, 70.5, 0.5), (2, 60.5, 0.6), (3, 60.25, 0.7), (4, 60.75, 0.8)]
        reading = table("epoch,time,accuracy", epochs)
        assert rows(reading, "metric", "value") == [("epoch_time", 60.5), ("accuracy", 0.8)]
        assert "times read as per epoch" in [note.text for note in reading.notes]

    def test_a_time_that_never_changes_is_that_of_the_run(self) -> None:
        steps = [(at, 403.5, 5 - at) for at in range(1, 5)]
        reading = table("step,total time,residual", steps)
        assert rows(reading, "metric", "value", "progress")[0] == ("runtime", 403.5, None)

    def test_a_time_that_grows_is_taken_from_the_start_on(self) -> None:
        steps = [(at, 2.5 * at + 1, 1.7e9 + 2.5 * at, 9 / (1 + at)) for at in range(5)]
        reading = table("_step,_runtime,_timestamp,train/loss", steps)
        assert rows(reading, "metric", "value") == [("runtime", 11.0), ("train_loss", 1.8)]
        assert str(reading.records["started"][0]) == "2023-11-14 22:13:20"

    def test_what_a_board_exports(self) -> None:
        points = [(1.7e9 + at, 100 * at, 5.5 - at) for at in range(5)]
        reading = table("Wall time,Step,Value", points)
        assert rows(reading, "metric", "value") == [("value", 3.0)]

    def test_a_learning_rate_changes_along_it(self) -> None:
        epochs = [(at, 0.1 if at < 4 else 0.01, 9 / (1 + at)) for at in range(8)]
        reading = table("epoch,lr,loss", epochs)
        assert count_runs(reading) == 1
        text = "ignored columns that change along a run: `learning_rate`"
        assert text in [note.text for note in reading.notes]

    def test_steps_may_begin_anew_in_each_epoch(self) -> None:
        steps = [(epoch, step, 9 / (1 + step)) for epoch in range(3) for step in range(0, 50, 10)]
        reading = table("epoch,step,loss", steps)
        assert count_runs(reading) == 1
        assert reading.records["progress"].list.len().to_list() == [15]

    def test_cells_may_be_empty_where_a_quantity_is_not_stated(self) -> None:
        steps = [(at, 9 / (1 + at), at / 10 if at % 4 == 3 else "") for at in range(12)]
        reading = table("step,loss,val_acc", steps)
        assert reading.records["progress"].list.len().to_list() == [12, 3]

    def test_iterations_count_where_something_is_learned(self) -> None:
        learned = table("iteration,loss", [(at, 9 / (1 + at)) for at in range(5)])
        timed = table("iteration,time_ms", [(at, 9.5 + at % 2) for at in range(5)])
        assert (count_runs(learned), count_runs(timed)) == (1, 5)

    def test_a_failure_on_the_way_leaves_it_without_a_value(self) -> None:
        epochs: list[Row] = [(1, 900), (2, 910), (3, 920), (4, "OOM")]
        reading = table("epoch,throughput", epochs)
        assert rows(reading, "value", "status", "reason", "progress") == [
            (None, "failed", "OOM", [900.0, 910.0, 920.0])
        ]


class TestSeveralRuns:
    def test_columns_that_stay_the_same_tell_them_apart(self) -> None:
        epochs = [(gpus, at, 96 / gpus + at % 2) for gpus in (1, 2, 4) for at in range(4)]
        reading = table("gpus,epoch,epoch_time_s", epochs)
        assert rows(reading, "devices", "value", "unit") == [
            *[(1, 97.0, "s"), (2, 49.0, "s"), (4, 25.0, "s")]
        ]

    def test_their_rows_may_be_mixed(self) -> None:
        steps = [(at, run, 9 / (1 + at)) for at in range(5) for run in ("a", "b")]
        reading = table("step,run,loss", steps)
        assert rows(reading, "run", "run_name") == [("h.csv:2", "a"), ("h.csv:3", "b")]

    def test_a_number_may_tell_them_apart(self) -> None:
        steps = [(at, run, 9 / (1 + at)) for at in range(5) for run in (17, 18)]
        assert count_runs(table("step,run,loss", steps)) == 2

    def test_one_begins_where_the_counter_does(self) -> None:
        epochs = [(at, 60.5 + at % 2) for _ in range(3) for at in range(1, 6)]
        reading = table("epoch,time", epochs)
        assert [run for (run,) in rows(reading, "run")] == ["h.csv:2", "h.csv:7", "h.csv:12"]

    def test_columns_may_be_runs(self) -> None:
        steps = [(at, 9 / (1 + at), 0, 9, 8 / (1 + at) if at < 4 else "") for at in range(6)]
        heading = "Step,sun-3 - loss,sun-3 - loss__MIN,sun-3 - loss__MAX,sea-4 - loss"
        reading = table(heading, steps)
        assert rows(reading, "run", "run_name", "metric", "value") == [
            ("h.csv:2:1", "sun-3", "loss", 1.5),
            ("h.csv:2:2", "sea-4", "loss", 2.0),
        ]
        assert reading.records["progress"].list.len().to_list() == [6, 4]

    def test_columns_may_be_conditions(self) -> None:
        reading = table("epoch,1 GPU,2 GPUs", [(at, 10.5 - at % 2, 5.5) for at in range(1, 6)])
        assert rows(reading, "run", "devices", "value") == [
            ("h.csv:2:1", 1, 10.0),
            ("h.csv:2:2", 2, 5.5),
        ]


class TestSettings:
    @pytest.mark.parametrize(
        ("heading", "cells"),
        [
            ("gpus,steps,time", [(gpus, 1000, 100 / gpus) for gpus in (1, 2, 4, 8)]),
            ("gpus,epoch,time", [(gpus, 10, 100 / gpus) for gpus in (1, 2, 4, 8)]),
            ("gpus,steps,time", [(n, s, s / n) for s in (100, 1000) for n in (1, 2, 4)]),
            ("gpus,epoch,time", [(n, e, e / n) for n in (1, 2, 4) for e in (10, 50, 100)]),
            ("gpus,steps,time", [(1, 140626, 55210), (2, 70314, 29225), (4, 35158, 14705)]),
            ("epoch,gpus,time", [(1, 1, 100.5), (2, 2, 50.5), (3, 4, 25.5)]),
            ("epoch,time", [(1_700_000_000 + 60 * at, 10.5 + at % 2) for at in range(5)]),
            ("epochs,time", [(1, 10.5), (2, 20.5), (3, 30.5), (4, 40.5)]),
            ("epoch,time", [(1, 10.5), (2, 20.5), (5, 51.0), (10, 99.0)]),
            ("gpus,step,time", [(n, 1, 100 / n) for n in (1, 2, 4) for _ in range(3)]),
        ],
    )
    def test_rows_stay_runs(self, heading: str, cells: list[Row]) -> None:
        reading = table(heading, cells)
        assert count_runs(reading) == len(cells)
        assert not reading.records["progress"].count()


class TestOtherFormats:
    def test_json_lines_of_a_trainer(self) -> None:
        history = [{"epoch": at / 10, "loss": 9 / (1 + at), "step": at} for at in range(1, 20)]
        end = {"epoch": 2.0, "step": 20, "train_runtime": 320.5, "train_samples_per_second": 99.5}
        state = {"max_steps": 20, "log_history": [*history, end]}
        reading = read(json.dumps(state), objects.READER, "state.json")
        assert rows(reading, "run", "metric", "value", "max_steps") == [
            ("state.json:1", "loss", 0.45, 20),
            ("state.json:1", "train_runtime", 320.5, 20),
            ("state.json:1", "train_throughput", 99.5, 20),
        ]
        assert reading.records["progress"].list.len().to_list() == [19, None, None]

    def test_lines_of_json_keep_what_no_log_has(self, tmp_path: Path) -> None:
        points = [{"_step": at, "train/loss": 9 / (1 + at), "gpus": 4} for at in range(5)]
        (tmp_path / "h.jsonl").write_text("".join(json.dumps(point) + "\n" for point in points))
        records = load([str(tmp_path / "h.jsonl")]).records
        assert records.select("metric", "devices", "value").rows() == [("train_loss", 4, 1.8)]
        assert records["progress"].list.len().to_list() == [5]

    @pytest.mark.parametrize("around", [{}, {"gpus": 4}])
    def test_arrays_side_by_side(self, around: dict[str, int]) -> None:
        history = {"loss": [4, 3, 2], "accuracy": [0.25, 0.5, 0.75], "lr": [1, 1, 0.1]}
        reading = read(json.dumps(around | history), objects.READER, "h.json")
        assert rows(reading, "metric", "value", "progress_at") == [
            ("loss", 2.0, [1, 2, 3]),
            ("accuracy", 0.75, [1, 2, 3]),
        ]

    @pytest.mark.parametrize(
        "columns",
        [
            {"model": ["a", "b", "c"], "accuracy": [0.5, 0.6, 0.7], "latency": [1.5, 2.5, 3.5]},
            {"lr": [0.1, 0.2, 0.3], "accuracy": [0.5, 0.6, 0.7]},
            {"gpus": [1, 2, 4], "loss": [0.5, 0.6, 0.7]},
        ],
    )
    def test_arrays_of_what_was_set_are_runs(self, columns: dict[str, list[object]]) -> None:
        reading = read(json.dumps(columns), objects.READER, "h.json")
        assert count_runs(reading) == 3
        assert "epochs" not in reading.records.columns

    def test_a_table_below_a_heading(self) -> None:
        lines = "".join(f"| {at} | {60.5 + at % 2} |\n" for at in range(1, 6))
        text = f"# ResNet on 4 GPUs\n\n| Epoch | Time (s) |\n|---|---|\n{lines}"
        reading = read(text, markdown.READER, "h.md")
        assert rows(reading, "benchmark", "devices", "metric", "value") == [
            ("ResNet", 4, "epoch_time", 61.0)
        ]


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("train/tokens_per_sec", "train_throughput", "tok/s"),
        ("train/step_time", "train_step_time", None),
        ("eval_samples_per_second", "eval_throughput", "samples/s"),
        ("test/s", "throughput", "test/s"),
    ],
)
def test_the_phase_of_a_training_is_no_divisor(text: str, name: str, unit: str | None) -> None:
    heading = read_heading(text)
    assert (heading.name, heading.unit) == (name, unit)
