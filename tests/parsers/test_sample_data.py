"""The five documents of ``sample_data``: what is in them, and the figures that follow from it.

The expected figures were worked out from the documents by hand and by an independent script; the
line numbers lead to the rows.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import polars as pl
import pytest

from analysis.compare.compare import compare
from analysis.compare.sides import of_conditions
from analysis.runs import Choice, Runs, runs
from analysis.series.series import series_of
from parsers import Loaded, load
from parsers.run_records.records import named
from tests.paths import SAMPLES

CSC = "csc_pytorch_ddp.md"
ONEFLOW = "oneflow_bert_base_fp32.md"
RCC = "rcc_mnist_ddp.md"
DISTML = "distml_benchmark.md"
JAX_RAY = "distml_jax_ray.md"


@cache
def loaded(name: str) -> Loaded:
    return load([str(SAMPLES / name)])


def table_of(name: str, **choice: Any) -> Runs:
    return runs(loaded(name).records, Choice(**choice))


def count(name: str, role: str) -> int:
    records = named(loaded(name).records)
    of_role = records.filter((pl.col("role") == role) & (pl.col("metric") != "speedup"))
    return of_role["run"].n_unique()


@pytest.mark.parametrize(
    ("name", "all_runs", "measured"),
    [(CSC, 40, 40), (ONEFLOW, 121, 106), (RCC, 61, 54), (DISTML, 12, 12), (JAX_RAY, 36, 36)],
)
def test_every_run_is_found(name: str, all_runs: int, measured: int) -> None:
    assert named(loaded(name).records)["run"].n_unique() == all_runs
    assert count(name, "measured") == measured
    assert sum(file.runs for file in loaded(name).files) == all_runs


def test_the_failed_run_is_kept_with_its_reason() -> None:
    failed = loaded(CSC).records.filter(pl.col("status") == "failed")
    assert failed.select("line", "value", "reason").rows() == [(22, None, "ERROR")]


def test_csc_columns_are_understood() -> None:
    first = loaded(CSC).records.row(0, named=True)
    expected = {
        "benchmark": "DDP, synthetic",
        "software": "PyTorch 1.11.0+cu115",
        "system": "mahti",
        "devices": 1,
        "metric": "throughput",
        "unit": "img/s",
        "better": "higher",
        "value": 758.9,
        "line": 3,
    }
    assert {name: first[name] for name in expected} == expected
    assert first["started"].date().isoformat() == "2022-05-18"


CSC_SCALING = {
    4: (3.7377, 0.9344),
    5: (7.2506, 0.9063),
    7: (3.7309, 0.9327),
    8: (7.2352, 0.9044),
    14: (3.734, 0.9335),
    15: (7.4266, 0.9283),
    17: (3.7089, 0.9272),
    18: (7.4075, 0.9259),
    24: (3.7522, 0.938),
    25: (6.8675, 0.8584),
    27: (3.7626, 0.9406),
    28: (6.9314, 0.8664),
    34: (3.9339, 0.9835),
    35: (7.4738, 0.9342),
    37: (3.9394, 0.9848),
    38: (7.4995, 0.9374),
}
CSC_BASELINES = (3, 6, 13, 16, 23, 26, 33, 36)


def test_csc_efficiencies() -> None:
    table = table_of(CSC).table
    single = table.filter(pl.col("baseline_devices") == 1)
    assert single.height == 24
    assert tuple(single.filter("is_baseline")["line"]) == CSC_BASELINES
    earned = single.filter(~pl.col("is_baseline"))
    found = {
        line: (round(speedup, 4), round(efficiency, 4))
        for line, speedup, efficiency in earned.select("line", "speedup", "efficiency").rows()
    }
    assert found == CSC_SCALING


CSC_CHANGES = {
    (3, 33): 4.91,
    (4, 34): 10.42,
    (5, 35): 8.14,
    (6, 36): 4.58,
    (7, 37): 10.42,
    (8, 38): 8.4,
    (9, 39): 8.47,
    (10, 40): 5.43,
    (11, 41): 5.65,
    (12, 42): 4.62,
    (13, 23): 2.3,
    (14, 24): 2.8,
    (15, 25): -5.4,
    (16, 26): 1.31,
    (17, 27): 2.78,
    (18, 28): -5.2,
    (19, 29): -9.86,
    (20, 30): -11.53,
    (21, 31): -11.11,
    (22, 32): None,
}


def test_csc_changes_between_versions() -> None:
    sides = of_conditions(loaded(CSC).records, "software LIKE '%1.11%'", "software LIKE '%2.0%'")
    table = compare(sides).table
    found = {
        (base, new): None if delta is None else round(delta * 100, 2)
        for base, new, delta in table.select("line_base", "line_new", "delta").rows()
    }
    assert found == CSC_CHANGES
    failed = table.filter(pl.col("verdict") == "failed")
    assert failed.select("line_base", "line_new", "failed_base").rows() == [(22, 32, 1)]
    assert set(table["verdict"]) == {"untested", "failed"}


ONEFLOW_SCALING = {
    (1, 1, 96): (149.8, 1.0, 1.0),
    (1, 8, 96): (1158.5, 7.7336, 0.9667),
    (2, 8, 96): (2257.7, 15.0714, 0.942),
    (4, 8, 96): (4456.0, 29.7463, 0.9296),
    (1, 1, 64): (149.8, 1.0, 1.0),
    (1, 8, 64): (1138.9, 7.6028, 0.9504),
    (2, 8, 64): (2189.3, 14.6148, 0.9134),
    (4, 8, 64): (4310.4, 28.7744, 0.8992),
    (1, 1, 32): (145.2, 1.0, 1.0),
    (1, 8, 32): (1043.0, 7.1832, 0.8979),
    (2, 8, 32): (1890.3, 13.0186, 0.8137),
    (4, 8, 32): (3715.1, 25.5861, 0.7996),
    (1, 1, 24): (140.4, 1.0, 1.0),
    (1, 8, 24): (986.1, 7.0235, 0.8779),
    (2, 8, 24): (1697.8, 12.0926, 0.7558),
}


def test_oneflow_medians_and_efficiencies() -> None:
    table = table_of(ONEFLOW).table
    repeated = table.filter(pl.col("n") == 7)
    found = {
        (nodes, each, batch): (round(value, 1), round(speedup, 4), round(efficiency, 4))
        for nodes, each, batch, value, speedup, efficiency in repeated.select(
            "nodes", "devices_per_node", "batch", "value", "speedup", "efficiency"
        ).rows()
    }
    assert found == ONEFLOW_SCALING
    orphan = table.filter(pl.col("n") == 1)
    assert orphan.select("nodes", "devices", "batch", "value", "line").rows() == [
        (4, 32, 48.0, 4103.6, 150)
    ]


def test_oneflow_batch_is_the_schema_column(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its own name: the folders of an absolute path may say what scales, as `weak` does."""
    monkeypatch.chdir(SAMPLES)
    by = runs(load([ONEFLOW]).records, Choice()).by
    assert by == ("label", "benchmark", "nodes", "devices", "devices_per_node", "batch")


MNIST = {
    4: (1.0, 1.0),
    5: (1.8995, 0.9497),
    6: (2.7603, 0.9201),
    7: (3.6539, 0.9135),
    8: (1.6708, 0.8354),
    9: (2.3617, 0.7872),
    10: (2.7355, 0.6839),
}


def test_mnist_efficiencies() -> None:
    table = table_of(RCC, where="benchmark = 'MNIST'").table
    found = {
        line: (round(speedup, 4), round(efficiency, 4))
        for line, speedup, efficiency in table.select("line", "speedup", "efficiency").rows()
    }
    assert found == MNIST


BIG_MNIST = {
    (1, 1): (9, 55209.8, 1.0, 1.0),
    (1, 2): (8, 29224.9, 1.8891, 0.9446),
    (1, 3): (8, 18008.5, 3.0658, 1.0219),
    (1, 4): (9, 14704.9, 3.7545, 0.9386),
    (2, 1): (4, 30958.5, 1.7833, 0.8917),
    (3, 1): (5, 21286.4, 2.5937, 0.8646),
    (4, 1): (4, 15586.5, 3.5422, 0.8855),
}


def test_big_mnist_blocks_from_their_own_rows() -> None:
    table = table_of(RCC, where="benchmark = 'bigMNIST'", center="mean", by="-epochs").table
    found = {
        (nodes, each): (n, round(value, 1), round(speedup, 4), round(efficiency, 4))
        for nodes, each, n, value, speedup, efficiency in table.select(
            "nodes", "devices_per_node", "n", "value", "speedup", "efficiency"
        ).rows()
    }
    assert found == BIG_MNIST


BIG_MNIST_MEDIANS = {
    (1, 1): (53570.0, 1.0),
    (1, 2): (28460.5, 0.9411),
    (1, 3): (18572.5, 0.9615),
    (1, 4): (14526.0, 0.922),
    (2, 1): (29128.5, 0.9195),
    (3, 1): (20038.0, 0.8911),
    (4, 1): (15577.5, 0.8597),
}


def test_big_mnist_blocks_by_their_medians() -> None:
    table = table_of(RCC, where="benchmark = 'bigMNIST'", by="-epochs").table
    found = {
        (nodes, each): (value, round(efficiency, 4))
        for nodes, each, value, efficiency in table.select(
            "nodes", "devices_per_node", "value", "efficiency"
        ).rows()
    }
    assert found == BIG_MNIST_MEDIANS


@pytest.mark.parametrize("center", ["median", "mean"])
def test_mnist_lines_are_scale_up_and_scale_out(center: str) -> None:
    lines = series_of(table_of(RCC, by="-epochs", center=center))
    assert {(line.name, tuple(line.points["nodes"])) for line in lines} == {
        (f"{data} · {layout}", nodes)
        for data in ("MNIST", "bigMNIST")
        for layout, nodes in (
            ("scale-up, one node", (1, 1, 1, 1)),
            ("scale-out, 1 per node", (1, 2, 3, 4)),
        )
    }
    steeper = {line.name: line.points["efficiency"][-1] for line in lines}
    assert steeper["MNIST · scale-up, one node"] > steeper["MNIST · scale-out, 1 per node"]
    hosts = "baseline covers 9 hosts of different speed: 41429 (gn07) to 76852 (gn09)"
    assert [hosts in line.notes for line in lines] == ["bigMNIST" in line.name for line in lines]


def test_the_row_with_epoch_0_is_a_configuration_of_its_own() -> None:
    table = table_of(RCC, where="benchmark = 'bigMNIST'").table
    odd = table.filter(pl.col("epochs") == 0)
    assert odd.select("line", "n", "devices").rows() == [(37, 1, 3)]
    assert table.filter((pl.col("devices") == 3) & (pl.col("nodes") == 1))["n"].to_list() == [7, 1]


SAME_HOST = {
    "gn01": (1.835, 2.739, 3.701),
    "gn02": (1.543, 2.269, 3.05),
    "gn03": (2.105, 2.919, 3.933),
    "gn04": (1.743, 2.955, 3.688),
    "gn05": (1.674, 2.451, 3.201),
    "gn06": (1.969, 2.834, 3.198),
    "gn07": (1.735, 2.827, 3.451),
    "gn08": (1.806, 4.506, 6.27),
    "gn09": (3.69,),
}


def test_same_host_speedups() -> None:
    table = table_of(RCC, where="benchmark = 'bigMNIST' AND nodes = 1", by="+hosts,-epochs").table
    found = {
        host: tuple(round(s, 3) for s in rows.filter(~rows["is_baseline"])["speedup"])
        for (host,), rows in table.sort("devices").group_by("hosts", maintain_order=True)
    }
    assert found == SAME_HOST


def test_gpus_per_node_is_decided_from_the_rows_and_said() -> None:
    assumed = [note for note in loaded(RCC).notes if note.kind == "assumed"]
    assert [note.line for note in assumed if "per node" in note.text] == [8, 54]
    table = table_of(RCC, where="benchmark = 'MNIST'").table
    assert sorted(table.select("nodes", "devices").rows()) == [
        *((1, 1), (1, 2), (1, 3), (1, 4)),
        *((2, 2), (3, 3), (4, 4)),
    ]


def test_host_lists_are_kept_as_written_and_doubted() -> None:
    records = loaded(RCC).records
    assert records.filter(pl.col("line") == 68)["hosts"].to_list() == ["gn[03-07-09]"]
    doubted = {note.line for note in loaded(RCC).notes if "gn[" in note.text}
    assert doubted == {63, 68}


@pytest.mark.parametrize(("name", "steps", "epochs"), [(DISTML, 106, 48), (JAX_RAY, 322, 116)])
def test_every_step_and_epoch_line_is_in_a_progress_list(
    name: str, steps: int, epochs: int
) -> None:
    records = loaded(name).records.filter(pl.col("role") == "measured")
    lengths = {
        metric: int(rows["progress"].list.len().sum())
        for (metric,), rows in records.group_by("metric")
    }
    assert lengths == {
        "throughput": steps,
        "epoch_time": epochs,
        "test_time": epochs,
        "test_accuracy": epochs,
    }


def test_a_heading_one_level_too_high_keeps_its_model() -> None:
    records = loaded(DISTML).records
    models = dict(
        records.filter(pl.col("line").is_in([50, 79])).select("line", "benchmark").unique().rows()
    )
    assert models == {50: "ResNet50", 79: "ResNet101"}


def test_a_runs_throughput_is_its_last_running_mean() -> None:
    table = table_of(JAX_RAY).table
    values = dict(table.select("line", "value").rows())
    assert (values[19], values[128], values[378], values[465 - 9]) == (
        81.07,
        241.89,
        122.41,
        108.46,
    )


TWO_HOSTS = {
    318: (81.84, 1.7214, 0.8607),
    333: (81.84, 3.2719, 0.818),
    348: (81.84, 4.1514, 0.8303),
    363: (41.9, 1.5979, 0.7989),
    378: (41.9, 2.9215, 0.7304),
    393: (41.9, 3.7494, 0.7499),
    408: (21.73, 1.6134, 0.8067),
    423: (21.73, 2.9153, 0.7288),
    438: (21.73, 3.6047, 0.7209),
    534: (81.82, 2.759, 0.6897),
}
"""Line -> stated baseline, and what the last value of the run makes of it."""


def test_two_host_runs_are_relative_to_their_stated_baseline() -> None:
    table = table_of(JAX_RAY).table
    stated = table.filter(pl.col("baseline_row").is_null() & pl.col("speedup").is_not_null())
    assert stated["nodes"].to_list() == [2] * 10
    found = {
        line: (baseline, round(speedup, 4), round(efficiency, 4))
        for line, baseline, speedup, efficiency in stated.select(
            "line", "stated_baseline", "speedup", "efficiency"
        ).rows()
    }
    assert found == TWO_HOSTS


def test_two_hosts_of_different_speed_behind_a_stated_baseline_are_named() -> None:
    lines = [line for line in series_of(table_of(JAX_RAY)) if line.baseline == "stated"]
    assert [line.points["line"].to_list() for line in lines] == [
        [318, 333, 348],
        [363, 378, 393],
        [408, 423, 438],
        [534],
    ]
    said = [note for line in lines for note in line.notes if "mixed hosts" in note]
    assert [note.partition("runs reach ")[2] for note in said] == [
        "81.07 samples/s on lm1 and 120.7 samples/s on lm6",
        "41.9 samples/s on lm1 and 59.89 samples/s on lm6",
        "21.73 samples/s on lm1 and 31.51 samples/s on lm6",
        "81.82 samples/s on lm1 and 108.46 samples/s on lm6",
    ]


def test_epoch_times_that_do_not_fall_with_the_count_have_no_efficiency() -> None:
    lines = series_of(table_of(JAX_RAY, metric="epoch_time"))
    several = [line for line in lines if line.points["count"].max() != 1]
    assert len(several) == 9
    assert all(line.scaling is None and line.assumed for line in several)
    assert all("times do not fall with the count" in line.notes[0] for line in several)


def test_repeated_and_missing_steps_are_read_as_they_stand_and_noted() -> None:
    notes = [str(note) for note in loaded(JAX_RAY).notes]
    assert any(":465:" in note and "1600" in note for note in notes)
    records = loaded(JAX_RAY).records
    run = records.filter((pl.col("line") == 456) & (pl.col("role") == "measured"))
    assert run["progress_at"][0].to_list()[-2:] == [1600.0, 1600.0]
    assert run["progress"][0].to_list()[-2:] == [111.37, 108.46]
