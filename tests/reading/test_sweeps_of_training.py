"""Sweeps that training and serving leave: what counts in them, what was set, and what scales."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, Runs, runs
from parsers import load
from tests.reading.small_studies import Series, series_in

SCALING: dict[str, tuple[str, list[Series]]] = {
    "titles with commands.log": (
        "".join(
            f"===== torchrun --nproc_per_node={count} train.py --bs 32 =====\n"
            "epoch 0 done, loss=2.3\nepoch 1 done, loss=1.9\n"
            f"Throughput: {rate} samples/s{memory}\n"
            for count, rate, memory in ((1, 100, ""), (2, 190, ", peak mem 18.2 GB"), (4, 360, ""))
        ),
        [{1: 100.0, 2: 95.0, 4: 90.0}],
    ),
    "counts between braces.out": (
        "model: vit\ngpus: {1: 41.0 s, 2: 21.5 s, 4: 11.3 s}\n",
        [{1: 100.0, 2: 95.3, 4: 90.7}],
    ),
    "rates by count between braces.out": (
        "samples/s by workers: {1: 100, 2: 190}\n",
        [{1: 100.0, 2: 95.0}],
    ),
    "asked for and had.log": (
        "Requested workers: 2 / actual workers: 2  epoch took 100 s, rows/s: 40\n"
        "Requested workers: 8 / actual workers: 6  epoch took 40 s, rows/s: 100\n",
        [{2: 100.0, 6: 83.3}],
    ),
    "statistics of one quantity.json": (
        '[{"world_size": 1, "latency_ms": {"mean": 88, "p50": 88}},'
        ' {"world_size": 2, "latency_ms": {"mean": 46, "p50": 46}}]',
        [{1: 100.0, 2: 95.7}],
    ),
    "devices in names of runs.csv": (
        '"Step","gpt-8xA100 - tokens_per_sec","gpt-16xA100 - tokens_per_sec"\n'
        '"1","100","190"\n"2","100","190"\n"3","100","190"\n',
        [{8: 100.0, 16: 95.0}],
    ),
    "devices of each node in names.csv": (
        "run,tok/s\ngpt-1n-8xA100,100\ngpt-2n-8xA100,190\n",
        [{8: 100.0, 16: 95.0}],
    ),
    "numbered runs of a model.csv": (
        '"Name","config/devices","config/num_nodes","config/model","perf/tokens_per_sec"\n'
        '"a1","8","1","7b","100"\n"a2","8","2","7b","190"\n"a3","8","4","7b","360"\n',
        [{8: 100.0, 16: 95.0, 32: 90.0}],
    ),
    "devices of each node, fewer on one.csv": (
        "num_nodes,devices,tok/s\n1,4,100\n1,8,190\n2,8,360\n4,8,720\n",
        [{4: 100.0, 8: 95.0, 16: 90.0, 32: 90.0}],
    ),
    "devices of a trainer.json": (
        '[{"trainer": {"num_nodes": 1, "devices": 8}, "tok/s": 100},'
        ' {"trainer": {"num_nodes": 2, "devices": 8}, "tok/s": 190}]',
        [{8: 100.0, 16: 95.0}],
    ),
    "one total on more nodes.csv": (
        "nodes,devices,tok/s\n1,8,100\n2,8,98\n4,8,96\n2,16,190\n",
        [{8: 96.0, 16: 95.0}],
    ),
    "one step below each command.log": (
        "".join(
            f">>> deepspeed --num_gpus {count} train.py\n"
            f"global_step=50, CurrSamplesPerSec={rate}.0, MemAllocated=9.8GB\n"
            for count, rate in ((1, 100), (2, 190))
        ),
        [{1: 100.0, 2: 95.0}],
    ),
    "batch in words between strokes.out": (
        "[rank0] 1 nodes x 8 GPUs | global batch 256 | 2.6 s/iter | 100 samples/s\n"
        "[rank0] 2 nodes x 8 GPUs | global batch 512 | 2.7 s/iter | 190 samples/s\n",
        [{8: 100.0, 16: 95.0}],
    ),
    "lists between braces.log": (
        "done\n{'num_gpus': [1, 2, 4], 'epoch_s': [100.0, 52.0, 28.0]}\n",
        [{1: 100.0, 2: 96.2, 4: 89.3}],
    ),
    "operations beside the tokens of each.txt": (
        "GPUs  tok/s/GPU  TFLOPS\n   8       2000     142\n  16       1900   134.9\n",
        [{8: 100.0, 16: 95.0}],
    ),
    "models that grow in weak scaling.md": (
        "# Weak scaling\n\n| GPUs | Params (B) | teraFLOP/s per GPU |\n|---|---|---|\n"
        "| 64 | 8 | 150 |\n| 128 | 16 | 147 |\n| 256 | 30 | 144 |\n",
        [{64: 100.0, 128: 98.0, 256: 96.0}],
    ),
    "what a process says of itself.csv": (
        "world_size,local_samples_per_sec\n1,100\n2,98\n4,96\n",
        [{1: 100.0, 2: 98.0, 4: 96.0}],
    ),
    "so many steps of a batch that grows.csv": (
        "gpus,global_batch,steps,runtime_s\n8,256,500,300\n16,512,500,312\n32,1024,500,320\n",
        [{8: 100.0, 16: 96.2, 32: 93.8}],
    ),
    "so many samples in fewer steps.csv": (
        "gpus,global_batch,steps,runtime_s\n8,256,1000,100\n16,512,500,52\n32,1024,250,28\n",
        [{8: 100.0, 16: 96.2, 32: 89.3}],
    ),
    "a border below the headings.txt": (
        "| gpus | tok/s |\n+------+-------+\n| 1    | 100   |\n| 2    | 190   |\n",
        [{1: 100.0, 2: 95.0}],
    ),
}


@pytest.mark.parametrize("name", SCALING)
def test_what_scales(tmp_path: Path, name: str) -> None:
    text, expected = SCALING[name]
    (tmp_path / name).write_text(text)
    assert series_in(tmp_path / name) == expected


GRID = "| TP | PP | tok/s |\n|---|---|---|\n| 1 | 4 | 181 |\n| 2 | 4 | 184 |\n| 4 | 4 | 170 |\n"
SWEPT: dict[str, tuple[str, str, list[tuple[float | str, float]]]] = {
    "groups that replicas fill.md": (
        f"All on 64 GPUs.\n\n{GRID}",
        "tp",
        [(1, 181), (2, 184), (4, 170)],
    ),
    "batches a line.txt": (
        "batch size 1: 4.0 ms\nbatch size 2: 5.0 ms\nbatch size 4: 8.0 ms\n",
        "batch",
        [(1, 0.004), (2, 0.005), (4, 0.008)],
    ),
    "lengths a line.txt": (
        "seqlen 512: fwd 120 s\nseqlen 1024: fwd 290 s\nseqlen 2048: fwd 880 s\n",
        "seq_len",
        [(512, 120), (1024, 290), (2048, 880)],
    ),
    "codes across lengths.md": (
        "Attention (tok/s)\n\n| seqlen | FA2 | FA3 |\n|---|---|---|\n| 512 | 9 | 11 |\n"
        "| 1024 | 8 | 10 |\n",
        "benchmark",
        [("FA2", 9), ("FA3", 11), ("FA2", 8), ("FA3", 10)],
    ),
    "kernels below a title.txt": (
        "rms-norm-backward:\n       T  liger  torch\n0  1024.0  0.212  0.841\n"
        "1  2048.0  0.398  1.602\n2  4096.0  0.771  3.188\n",
        "benchmark",
        [
            *(("liger", 0.212), ("torch", 0.841), ("liger", 0.398)),
            *(("torch", 1.602), ("liger", 0.771), ("torch", 3.188)),
        ],
    ),
    "load of a server.csv": (
        "request_rate,duration,request_throughput\n1,502,0.9\n4,127,3.9\n",
        "request_rate",
        [(1, 0.9), (4, 3.9)],
    ),
}


def _read(path: Path, text: str) -> Runs:
    path.write_text(text)
    return runs(load([str(path)]).records, Choice())


@pytest.mark.parametrize("name", SWEPT)
def test_what_was_swept_scales_nothing(tmp_path: Path, name: str) -> None:
    text, setting, expected = SWEPT[name]
    table = _read(tmp_path / name, text).table
    assert table.select(setting, "value").rows() == expected
    assert set(table["efficiency"]) <= {None, 1.0}


def test_as_many_devices_as_the_largest_group_may_be_a_machine(tmp_path: Path) -> None:
    text = (
        "Latency of Llama-70B on 8x H100\n\n| TP | ms/token |\n|---|---|\n| 1 | 50 |\n| 8 | 10 |\n"
    )
    (tmp_path / "a.md").write_text(text)
    assert series_in(tmp_path / "a.md") == [{1: 100.0, 8: 62.5}]


def test_a_step_is_no_setting_that_is_swept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("batch size 8: 4.0 ms\nbatch size 8: 5.0 ms\nbatch size 4: 1\n")
    assert load([str(tmp_path / "a.txt")]).records.is_empty()


@pytest.mark.parametrize(("batches", "is_whole"), [((64, 128, 256), True), ((64, 64, 128), False)])
def test_a_batch_that_grows_from_log_to_log(
    tmp_path: Path, batches: tuple[int, ...], *, is_whole: bool
) -> None:
    for count, batch in zip((1, 2, 4), batches, strict=True):
        lines = "".join(f"step {step} loss 2.1 step_time 0.5 s\n" for step in (1, 2, 3))
        (tmp_path / f"job_{count}.log").write_text(f"world size: {count}\nbatch: {batch}\n{lines}")
    loaded = load([str(tmp_path)])
    table = runs(loaded.records, Choice()).table
    whole = [note for note in loaded.notes if "read as the global batch" in str(note)]
    assert len(whole) == is_whole
    if is_whole:
        assert table.select("global_batch", "batch", "efficiency").rows() == [
            (64, 64, 1.0),
            (128, 64, 1.0),
            (256, 64, 1.0),
        ]


def test_what_a_logger_kept_of_each_device(tmp_path: Path) -> None:
    for version, count in enumerate((4, 8)):
        folder = tmp_path / f"version_{version}"
        folder.mkdir()
        text = (
            "epoch,step,train/device/samples_per_sec,train/global_samples_per_sec,"
            f"train/world_size,val_loss\n0,9,50,{50 * count},{count},\n0,19,50,{50 * count},"
            f"{count},\n0,19,,,,2.9\n"
        )
        (folder / "metrics.csv").write_text(text)
    table = runs(load([str(tmp_path)]).records, Choice()).table
    assert table.select("ranks", "metric", "unit", "value", "efficiency").rows() == [
        (4, "train_throughput", "samples/s", 200.0, 1.0),
        (8, "train_throughput", "samples/s", 400.0, 1.0),
    ]
