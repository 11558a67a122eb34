"""JSON as programs write it: where the runs are, and what is around them."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from parsers import load
from parsers.formats import objects, parquet
from parsers.reader import Reading
from parsers.run_records.records import named
from parsers.source import Source


def read(value: object, name: str = "runs.json") -> Reading:
    text = value if isinstance(value, str) else json.dumps(value)
    return objects.READER.read(Source(name, name, Path(name), text.encode()))


def rows(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    frame = named(reading.records)
    return list(frame.select(names).rows())


def test_arrays_side_by_side_may_have_other_members_around() -> None:
    reading = read({"ngpus": [1, 2, 4], "time": [10.0, 5.2, 2.8], "system": "lumi"})
    assert rows(reading, "devices", "value", "system") == [
        (1, 10.0, "lumi"),
        (2, 5.2, "lumi"),
        (4, 2.8, "lumi"),
    ]


def test_arrays_of_what_was_only_measured_are_repeats_of_one_run() -> None:
    reading = read({"command": "sleep", "nodes": 2, "times": [1.4, 1.5, 1.7], "loads": [1, 2, 3]})
    assert set(rows(reading, "run")) == {("runs.json:1",)}
    assert (1.5,) in rows(reading, "value")


def test_a_list_of_devices_is_no_count() -> None:
    reading = read([{"devices": [0, 1, 2, 3], "gpus": 4, "throughput": 9.5}])
    assert rows(reading, "metric", "devices") == [("throughput", 4)]
    assert rows(read([{"gpus": [1, 2, 4], "throughput": 9.5}]), "value") == [(9.5,)]


def test_arrays_deeper_inside_are_found() -> None:
    results = {"allreduce": [{"size": 8, "busbw_GBs": 2}], "bcast": [{"size": 8, "busbw_GBs": 4}]}
    reading = read({"data": {"nodes": 2, "results": results}})
    assert rows(reading, "run", "case", "nodes", "value") == [
        ("runs.json:1", "allreduce", 2, 2e9),
        ("runs.json:2", "bcast", 2, 4e9),
    ]


def test_objects_that_hold_the_runs_describe_them() -> None:
    trials = [{"gpus": 1, "time": 1.5}, {"gpus": 2, "time": 0.8}]
    reading = read({"experiments": [{"name": "a", "trials": trials}, {"name": "b", "trials": []}]})
    assert rows(reading, "benchmark", "devices", "value") == [("a", 1, 1.5), ("a", 2, 0.8)]


def test_a_list_beside_what_was_measured_is_no_table_of_runs() -> None:
    devices = [{"id": 0, "name": "A100"}, {"id": 1, "name": "A100"}]
    reading = read({"gpus": 8, "throughput": 800.5, "accelerators": devices})
    assert rows(reading, "devices", "value") == [(8, 800.5)]


def test_parts_of_one_run_are_no_runs() -> None:
    reading = read({"config": {"gpus": 8, "lr": 0.1}, "metrics": {"tokens_per_sec": 100.0}})
    assert rows(reading, "devices", "metric", "value") == [(8, "throughput", 100.0)]


def test_names_may_have_levels() -> None:
    reading = read(
        {"resnet": {"1": {"img/s": 100}, "2": {"img/s": 195}}, "vgg": {"1": {"img/s": 9}}}
    )
    assert rows(reading, "benchmark", "case", "value") == [
        ("resnet", "1", 100.0),
        ("resnet", "2", 195.0),
        ("vgg", "1", 9.0),
    ]


def test_numbers_as_names_are_no_benchmarks_and_no_settings() -> None:
    reading = read({"strong": {"1": 100.0, "2": 52.0}, "weak": {"1": 100.0, "2": 101.0}})
    assert rows(reading, "benchmark", "case", "value") == [
        ("strong", "1", 100.0),
        ("strong", "2", 52.0),
        ("weak", "1", 100.0),
        ("weak", "2", 101.0),
    ]


def test_names_may_say_the_scale() -> None:
    reading = read({"1 GPU": {"img/s": 100}, "2 GPUs": {"img/s": 199}})
    assert rows(reading, "devices", "value") == [(1, 100.0), (2, 199.0)]


@pytest.mark.parametrize(
    "value",
    [
        {"columns": ["gpus", "img/s"], "index": [0, 1], "data": [[1, 100.5], [2, 195.2]]},
        [["gpus", "img/s"], [1, 100.5], [2, 195.2]],
        {"gpus": {"0": 1, "1": 2}, "img/s": {"0": 100.5, "1": 195.2}},
        {"0": {"gpus": 1, "img/s": 100.5}, "1": {"gpus": 2, "img/s": 195.2}},
        '{"gpus": 1,\n "img/s": 100.5}\n{"gpus": 2,\n "img/s": 195.2}\n',
        '[{"gpus": 1, "img/s": 100.5},\n {"gpus": 2, "img/s": 195.2},\n {"gpus": 4, "im',
        '{"runs": [{"gpus": 1, "img/s": 100.5}, {"gpus": 2, "img/s": 195.2}, {"gp',
    ],
)
def test_one_table_in_many_shapes(value: object) -> None:
    assert rows(read(value), "devices", "value") == [(1, 100.5), (2, 195.2)]


def test_what_was_cut_off_is_said() -> None:
    reading = read('[{"gpus": 1, "img/s": 100.5},\n {"gpus": 2, "im')
    assert [(note.kind, note.line) for note in reading.notes] == [("skipped", 1)]


def test_members_around_are_read_by_their_path() -> None:
    runs = [{"batch": 32, "fps": 1000.5}]
    reading = read({"gpu": {"name": "A100", "count": 4}, "meta": {"system": "alps"}, "runs": runs})
    assert rows(reading, "device", "devices", "system", "benchmark") == [
        ("A100", 4, "alps", "runs")
    ]


def test_what_was_measured_around_is_no_setting() -> None:
    reading = read({"summary": {"mean_time": 5.5}, "runs": [{"nodes": 1, "time_s": 10}]})
    assert rows(reading, "metric", "value") == [("runtime", 10.0)]
    assert "mean_time" not in reading.records.columns


def test_values_with_units_inside_an_object() -> None:
    reading = read([{"gpus": 1, "throughput": {"value": 2.5, "unit": "GB/s"}}])
    assert rows(reading, "metric", "value", "unit") == [("throughput", 2.5e9, "B/s")]


def test_answers_are_outcomes() -> None:
    reading = read([{"gpus": 1, "time": 2.5, "success": True}, {"gpus": 2, "success": False}])
    assert rows(reading, "value", "status") == [(2.5, "ok"), (None, "failed")]


def test_hosts_are_names_and_environments_are_left_out(tmp_path: Path) -> None:
    run = {"nodes": 2, "gflops": 9.5, "hosts": ["n1", "n2"], "env": {"PATH": "/bin", "A": "b"}}
    run["config"] = {"tp": 2, "hf_token": "secret"}
    (tmp_path / "one.json").write_text(json.dumps(run))
    (tmp_path / "lines.jsonl").write_text(f"{json.dumps(run)}\n{json.dumps(run)}\n")
    pl.DataFrame([run]).write_parquet(tmp_path / "runs.parquet")
    for name in ("one.json", "lines.jsonl", "runs.parquet"):
        records = named(load([str(tmp_path / name)]).records)
        assert records["hosts"][0] == "n1,n2"
        assert records["tp"][0] == 2
        assert not {"path", "env_path", "hf_token", "config_hf_token"} & set(records.columns)


def test_what_a_run_gave_step_by_step_is_no_repeat() -> None:
    reading = read({"gpus": 4, "loss_history": [3.0, 2.5, 1.9], "tokens_per_sec": 1000.5})
    assert rows(reading, "metric") == [("throughput",)]
    assert [note.text for note in reading.notes] == ["ignored columns: `loss_history`"]


def test_parquet_with_objects_and_lists(tmp_path: Path) -> None:
    path = tmp_path / "runs.parquet"
    pl.DataFrame(
        {
            "config": [{"gpus": 4, "tags": ["a", "b"]}],
            "times_s": [[1.5, 1.0, 2.5]],
            "ok": [True],
        }
    ).write_parquet(path)
    reading = parquet.READER.read(Source("runs.parquet", "runs.parquet", path))
    assert rows(reading, "devices", "value", "tags") == [(4, 1.5, "a,b")]


def test_parquet_columns_of_rare_types(tmp_path: Path) -> None:
    path = tmp_path / "runs.parquet"
    pl.DataFrame(
        {
            "gpus": [1, 2],
            "elapsed": pl.Series([1_500, 800]).cast(pl.Duration("ms")),
            "img/s": pl.Series(["1.50", "2.50"]).cast(pl.Decimal(10, 2)),
            "mode": pl.Series(["a", "b"]).cast(pl.Enum(["a", "b"])),
            "note": [b"x", b"\xff"],
        }
    ).write_parquet(path)
    reading = parquet.READER.read(Source("runs.parquet", "runs.parquet", path))
    assert rows(reading, "devices", "metric", "value", "unit", "mode")[:2] == [
        (1, "runtime", 1.5, "s", "a"),
        (1, "throughput", 1.5, "img/s", "a"),
    ]


def test_a_document_of_empty_objects_has_no_runs() -> None:
    assert read("{}\n{}\n").records.height == 0


@pytest.mark.parametrize("dtype", [pl.Int8, pl.UInt8, pl.Int16, pl.UInt32, pl.Int128])
def test_parquet_settings_of_any_whole_type(tmp_path: Path, dtype: type[pl.DataType]) -> None:
    path = tmp_path / "runs.parquet"
    chunk = pl.Series([1, 2, 100], dtype=dtype)
    pl.DataFrame({"gpus": [1, 2, 4], "img/s": [10, 19, 37], "chunk": chunk}).write_parquet(path)
    reading = parquet.READER.read(Source("runs.parquet", "runs.parquet", path))
    assert reading.records["chunk"].to_list() == [1, 2, 100]


def test_parquet_columns_without_any_value(tmp_path: Path) -> None:
    path = tmp_path / "runs.parquet"
    nothing = {str(dtype): pl.Series([None, None], dtype=dtype) for dtype in (pl.UInt64, pl.Binary)}
    pl.DataFrame({"gpus": [1, 2], "img/s": [10, 19], **nothing}).write_parquet(path)
    reading = parquet.READER.read(Source("runs.parquet", "runs.parquet", path))
    assert rows(reading, "devices", "value") == [(1, 10.0), (2, 19.0)]
