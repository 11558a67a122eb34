"""What common training programs print, as they print it, in runs of our own making."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from parsers.formats.training_log import READER
from parsers.reader import Reading
from parsers.source import Source


def reading(text: str, name: str = "job.out") -> Reading:
    source = Source(name, name, Path(name), text.encode())
    assert READER.sniff(source) > 0
    return READER.read(source)


def runs(text: str, name: str = "job.out") -> list[dict[str, Any]]:
    """Return for each run its values by metric, its description and its numbers of progress."""
    found = reading(text, name).records
    rows: list[dict[str, Any]] = []
    for run in found.partition_by("run", maintain_order=True):
        first = run.drop("metric", "value", "unit", "progress").row(0, named=True)
        measured = run.filter(pl.col("role") == "measured")
        values = dict(measured.select("metric", "value").iter_rows())
        units = {f"{name}:unit": unit for name, unit in measured.select("metric", "unit").rows()}
        steps = {
            f"{name}:n": len(progress or [])
            for name, progress in measured.select("metric", "progress").rows()
        }
        rows.append(first | values | units | steps)
    return rows


def has(run: dict[str, Any], **expected: Any) -> bool:
    expected = {name.replace("__", ":"): value for name, value in expected.items()}
    found = {name: run.get(name) for name in expected}
    assert found == pytest.approx(expected), found
    return True


def horovod(gpus: int, prefix: str = "") -> str:
    rates = [240.1, 243.5, 242.5, 243.0]
    mean = sum(rates) / len(rates)
    lines = [
        *("Model: resnet50", "Batch size: 32", f"Number of GPUs: {gpus}", "Running warmup..."),
        *(f"Iter #{number}: {rate} img/sec per GPU" for number, rate in enumerate(rates)),
        f"Img/sec per GPU: {mean:.1f} +-2.6",
        f"Total img/sec on {gpus} GPU(s): {mean * gpus:.1f} +-{2.6 * gpus:.1f}",
    ]
    return "".join(f"{prefix}{line}\n" for line in lines)


def test_horovod_states_the_total_and_shares_of_it() -> None:
    (run,) = runs(horovod(8))
    assert has(
        run,
        benchmark="resnet50",
        batch=32,
        devices=8,
        throughput=1938.2,
        throughput__unit="img/s",
        throughput__n=0,
        throughput_per_device=242.3,
        throughput_per_device__unit="img/s/GPU",
        throughput_per_device__n=4,
    )


def test_runs_one_after_the_other_have_settings_of_their_own() -> None:
    text = "".join(f"+ srun -n {gpus} python bench.py\n{horovod(gpus)}" for gpus in (1, 4, 8))
    found = [(run["devices"], run["throughput"]) for run in runs(text)]
    assert found == [(1, 242.3), (4, 969.1), (8, 1938.2)]


def test_settings_amid_results_are_of_the_next_run_only_if_one_begins() -> None:
    steps = "step 1: 90 img/s\nstep 2: 95 img/s\n"
    text = f"model: T5\nGPUs: 1\n{steps}batch: 5\nstep 3: 96 img/s\nGPUs: 2\n{steps}"
    found = [(run["benchmark"], run["devices"], run["throughput:n"]) for run in runs(text)]
    assert found == [("T5", 1, 3), ("T5", 2, 2)]


def test_settings_printed_in_each_epoch_begin_no_run() -> None:
    steps = "step 1: 90 img/s\nstep 2: 95 img/s\n"
    text = "".join(f"Epoch {epoch}/2\nlr: 0.{epoch}\n{steps}" for epoch in (1, 2))
    (run,) = runs(text)
    assert run["throughput:n"] == 4


@pytest.mark.parametrize(
    "prefix",
    ["[1,0]<stdout>:", "[rank0]:", "rank0: ", "stdout: ", "worker-1: ", "(RayTrainWorker pid=12) "],
)
def test_prefixes_of_launchers_are_taken_off(prefix: str) -> None:
    (run,) = runs(horovod(4, prefix))
    assert has(run, devices=4, throughput=969.1)


TF_HEAD = """TensorFlow:  1.14
Model:       resnet50
SingleSess:  False
Batch size:  128 global
             64 per device
Devices:     ['/gpu:0', '/gpu:1']
Data format: NCHW
==========
Step\tImg/sec\ttotal_loss
"""
TF_STEPS = """1\timages/sec: 250.1 +/- 0.0 (jitter = 0.0)\t8.1
10\timages/sec: 268.2 +/- 1.9 (jitter = 1.2)\t7.9
20\timages/sec: 270.5 +/- 1.0 (jitter = 1.1)\tnan
----------------------------------------------------------------
total images/sec: {}
----------------------------------------------------------------
"""


def test_tf_cnn_benchmarks() -> None:
    (run,) = runs(TF_HEAD + TF_STEPS.format(270.44))
    assert has(
        run,
        benchmark="resnet50",
        software="TensorFlow 1.14",
        batch=64,
        devices=2,
        throughput=270.44,
        throughput__unit="img/s",
        throughput__n=3,
    )
    assert run["progress_at"] == [1, 10, 20]


def test_rates_far_below_the_total_are_those_of_one_process() -> None:
    (run,) = runs(TF_STEPS.format(2163.5))
    assert has(run, throughput=2163.5, throughput_per_process=270.5, throughput_per_process__n=3)


KERAS = (
    "Epoch {0}/2\n"
    "   1/1875 [..............................] - ETA: 9:59 - loss: 2.4 - accuracy: 0.1{1}"
    " 900/1875 [=============>................] - ETA: 2s - loss: 0.9 - accuracy: 0.7{1}"
    "1875/1875 [==============================] - {2}s 2ms/step - loss: 0.{3} - accuracy: 0.9{4}"
    " - val_loss: 0.1{4} - val_accuracy: 0.97\n"
)


@pytest.mark.parametrize("overwrite", ["\r", "\n", "\b" * 60])
def test_keras_bars_are_read_once_an_epoch(overwrite: str) -> None:
    text = KERAS.format(1, overwrite, 5, 30, 1) + KERAS.format(2, overwrite, 4, 20, 4)
    (run,) = runs(text + "313/313 - 1s - loss: 0.12 - accuracy: 0.96 - 1s/epoch - 2ms/step\n")
    assert has(
        run,
        epoch_time=4.5,
        epoch_time__n=2,
        step_time=0.002,
        loss=0.2,
        accuracy=0.94,
        validation_accuracy=0.97,
        test_accuracy=0.96,
        test_loss=0.12,
        test_time=1,
    )


def test_keras_3_draws_its_bars_in_colour() -> None:
    line = (
        "Epoch {0}/2\n\x1b[1m80/80\x1b[0m \x1b[32m━━━━━━━━\x1b[0m\x1b[37m\x1b[0m "
        "\x1b[1m{1}s\x1b[0m 3ms/step - accuracy: 0.9{0} - loss: 0.{1}\n"
    )
    (run,) = runs(line.format(1, 6) + line.format(2, 5))
    assert has(run, epoch_time=5.5, step_time=0.003, accuracy=0.92, loss=0.5)


def test_pytorch_examples_without_any_speed() -> None:
    step = "Train Epoch: {} [{}/60000 ({}%)]\tLoss: {}\n"
    test = "\nTest set: Average loss: 0.0{}, Accuracy: 98{}0/10000 (98%)\n\n"
    text = "".join(
        "".join(step.format(epoch, at * 6400, at * 11, 3 - epoch - at / 10) for at in range(3))
        + test.format(6 - epoch, epoch)
        for epoch in (1, 2)
    )
    (run,) = runs(text, "mnist.log")
    assert has(run, loss=0.8, loss__n=6, test_accuracy=0.982, test_accuracy__n=2, test_loss=0.04)


def test_pytorch_imagenet_keeps_training_and_test_apart() -> None:
    text = "".join(
        f"Epoch: [{epoch}][{step:4}/5005]\tTime {seconds:6.3f} ( 0.500)\tData  0.010 ( 0.020)\t"
        f"Loss 6.{9 - epoch}e+00 (6.9e+00)\tAcc@1   {epoch + 1}.00 (  0.12)\tAcc@5   1.5 (  0.9)\n"
        for epoch in (0, 1)
        for step, seconds in ((0, 2.5), (10, 0.41), (20, 0.42))
    )
    test = "Test: [  0/196]\tTime  5.1 ( 5.1)\tLoss 5e+00 (5e+00)\tAcc@1 9.0 ( 9.1)\n"
    test += " * Acc@1 15.1 Acc@5 30.4\n"
    (run,) = runs(text + test)
    assert has(run, step_time=0.42, step_time__n=6, loss=6.8, train_accuracy=2, test_accuracy=15.1)


def test_torchvision_references() -> None:
    step = (
        "Epoch: [{}]  [{:4}/2502]  eta: 0:42:10  lr: 0.1  img/s: {} (300.1)  loss: 6.9 (6.95)  "
        "acc1: 0.7 (0.4)  time: 0.3440  data: 0.0010  max mem: 10234\n"
    )
    text = "Namespace(batch_size=32, device='cuda', model='resnet50', world_size=8, lr=0.1)\n"
    for epoch in (0, 1):
        text += "".join(step.format(epoch, at, rate) for at, rate in ((0, 90.5), (100, 372.5)))
        text += f"Epoch: [{epoch}] Total time: 0:10:1{epoch}\n"
        text += "Test:   [  0/196]  eta: 0:10:00  loss: 5.1 (5.1)  acc1: 10.1 (10.1)  time: 3.06\n"
        text += f"Test: Total time: 0:00:30\nTest:  Acc@1 1{epoch}.340 Acc@5 30.120\n"
    (run,) = runs(text + "Training time 0:21:30\n")
    assert has(
        run,
        benchmark="resnet50",
        batch=32,
        ranks=8,
        throughput__unit="img/s",
        throughput__n=4,
        step_time=0.344,
        epoch_time=610.5,
        test_accuracy=11.34,
        test_time=30,
        runtime=1290,
    )


def test_transformers_trainer() -> None:
    text = """***** Running training *****
  Num Epochs = 2
  Instantaneous batch size per device = 32
  Total train batch size (w. parallel, distributed & accumulation) = 128
  0%|          | 0/87 [00:00<?, ?it/s]\r 50%|#####     | 43/87 [00:14<00:13,  3.20it/s]
{'loss': 0.61, 'grad_norm': 1.2, 'learning_rate': 3.2e-05, 'epoch': 1.0}
{'eval_loss': 0.51, 'eval_accuracy': 0.79, 'eval_runtime': 1.2, 'eval_samples_per_second': 340.1, \
'eval_steps_per_second': 10.8, 'epoch': 1.0}
{'loss': 0.41, 'grad_norm': 1.1, 'learning_rate': 1.2e-05, 'epoch': 2.0}
{'train_runtime': 45.67, 'train_samples_per_second': 240.9, 'train_steps_per_second': 1.9, \
'train_loss': 0.43, 'epoch': 2.0}
***** train metrics *****
  train_runtime            = 0:00:45.67
  train_samples_per_second =      240.9
"""
    (run,) = runs(text)
    assert has(
        run,
        batch=32,
        global_batch=128,
        throughput=240.9,
        throughput__unit="samples/s",
        runtime=45.67,
        loss=0.41,
        loss__n=2,
        eval_accuracy=0.79,
        eval_loss=0.51,
    )


def test_megatron_and_its_arguments() -> None:
    line = (
        " iteration {:8}/     500 | consumed samples: 512 | elapsed time per iteration (ms): {} | "
        "learning rate: 9.150E-06 | global batch size:   512 | lm loss: {:.6E} | loss scale: 1.0 | "
        "number of skipped iterations:   0 |\n"
    )
    times = ((10, 9545.2), (20, 4071.5), (30, 4074.5), (40, 4072.5))
    text = "using world size: 16, data-parallel-size: 4, tensor-model-parallel size: 4\n"
    text += "  micro_batch_size ................................ 4\n"
    text += "  num_layers ...................................... 24\n"
    text += "".join(line.format(step, ms, 9 - step / 10) for step, ms in times)
    (run,) = runs(text)
    assert has(run, ranks=16, batch=4, step_time=4.0725, step_time__n=4, loss=5.0)
    assert has(run, global_batch=512)


def test_a_rate_that_the_library_below_logs_as_well_is_told_once() -> None:
    text = "".join(
        f"[timer.py:260:stop] epoch=0/global_step={step}, RunningAvgSamplesPerSec=58.7{step}, "
        f"CurrSamplesPerSec=61.35\n iteration {step}/ 317 | elapsed time per iteration (ms): "
        f"14287.5 | lm loss: 5.9 | samples per second: 53.7{step} | TFLOPs: 69.85 |\n"
        for step in (3, 4, 5)
    )
    (run,) = runs(text + "[timer.py:260:stop] global_step=6, RunningAvgSamplesPerSec=58.76\n")
    assert has(run, throughput=53.745, step_time=14.2875)
    assert runs(text.replace("samples per second", "samples"))[0]["throughput"] == 58.75


DEEPSPEED = {
    "epoch=0/micro_step={0}/global_step={0}, RunningAvgSamplesPerSec={1}, "
    "CurrSamplesPerSec=9.5, MemAllocated=59.6GB, MaxMemAllocated=63.3GB": 7.9,
    "0/{0}, SamplesPerSec={1}, MemAllocated=0.26GB, MaxMemAllocated=9.02GB": 7.86,
}


@pytest.mark.parametrize("line", DEEPSPEED)
def test_deepspeed(line: str) -> None:
    rates = ((10, 7.70), (20, 7.81), (30, 7.86), (40, 7.9))
    text = "".join(
        f"[2023-07-25 21:03:17,269] [INFO] [timer.py:215:stop] {line.format(step, rate)}\n"
        f"[2023-07-25 21:03:17,270] [INFO] [logging.py:96:log_dist] [Rank 0] step={step}, lr=[1]\n"
        for step, rate in rates
    )
    (run,) = runs(text)
    assert has(run, throughput=DEEPSPEED[line], throughput__unit="samples/s", throughput__n=4)


LINES: dict[str, tuple[str, list[tuple[Any, ...]], dict[str, Any]]] = {
    "lightning": (
        "Epoch 0:  {1}%|███   | {0}/938 [00:03<00:10, {2}it/s, v_num=0, train_loss=0.3]\r",
        [(188, 20, 70.5), (563, 60, 74.5), (938, 100, 75.5)],
        {"throughput": 75.0, "throughput:unit": "it/s", "throughput:n": 3},
    ),
    "tqdm alone": (
        "\r {1}%|###  | {0}/100 [00:03<00:17,  {2}it/s]",
        [(10, 10, 3.5), (50, 50, 4.5), (100, 100, 4.75)],
        {"throughput": 4.625, "throughput:n": 3},
    ),
    "tensorflow estimator": (
        "INFO:tensorflow:loss = {1}, step = {0} (42.5 sec)\nINFO:tensorflow:global_step/sec: {2}\n",
        [(100, 7.5, 2.25), (200, 6.5, 2.5), (300, 6.25, 2.5)],
        {"throughput": 2.5, "throughput:unit": "steps/s", "loss": 6.25, "step_time": None},
    ),
    "tensorflow models": (
        "I0301 12:00:00.1 14 keras_utils.py:145] TimeHistory: {1} seconds, {2} examples/second "
        "between steps {0} and 400\n",
        [(0, 45.5, 560.5), (100, 20.5, 1270.5), (200, 20.5, 1272.5)],
        {"throughput": 1271.5, "throughput:unit": "samples/s"},
    ),
    "mxnet": (
        "INFO:root:Epoch[0] Batch [{1}-{0}]\tSpeed: {2} samples/sec\taccuracy=0.5\n",
        [(20, 0, 801.5), (40, 20, 1205.5), (60, 40, 1207.5), (80, 60, 1203.5)],
        {"throughput": 1205.5, "accuracy": 0.5},
    ),
    "detectron2": (
        "[11/01 11:23:38 d2.utils.events]:  eta: 8:08:27  iter: {0}  total_loss: {1}  "
        "loss_cls: 0.831  time: {2}  data_time: 0.0328  lr: 0.006394  max_mem: 3961M\n",
        [(19, 2.5, 0.75), (39, 1.5, 0.5), (59, 1.25, 0.25)],
        {"step_time": 0.375, "step_time:n": 3, "loss": 1.25},
    ),
    "mmdetection": (
        "2020-05-08 18:44:23,494 - mmdet - INFO - Epoch [1][{0}/7517]\tlr: 0.00125, eta: 4:44:04, "
        "time: {2}, data_time: 0.031, memory: 6836, loss_rpn_cls: 0.0927, loss: {1}\n",
        [(50, 2.5, 0.75), (100, 1.5, 0.5), (150, 1.25, 0.25)],
        {"step_time": 0.375, "loss": 1.25},
    ),
    "mmengine": (
        "05/08 18:44:23 - mmengine - INFO - Epoch(train)  [1][{0:4}/7517]  lr: 1.2500e-03  "
        "eta: 4:44:04  time: {2}  data_time: 0.0310  memory: 6836  loss: {1}\n",
        [(50, 2.5, 0.75), (100, 1.5, 0.5), (150, 1.25, 0.25)],
        {"step_time": 0.375, "loss": 1.25},
    ),
    "fairseq": (
        "2021-01-01 12:00:00 | INFO | train_inner | epoch 001:    {0} / 1000 loss={1}, "
        "nll_loss=9.9, wps={2}, ups=3.2, wpb=3800, num_updates={0}, lr=1e-05, train_wall=31\n",
        [(100, 9.5, 9000.5), (200, 8.5, 12345.5), (300, 8.25, 12350.5)],
        {"throughput": 12348.0, "throughput:unit": "words/s", "loss": 8.25},
    ),
    "timm": (
        "Train: 0 [{0:4}/1251 (  4%)]  Loss: {1} (6.95)  Time: {3}s, {2}/s  "
        "(0.389s,  657.65/s)  LR: 1.0e-06  Data: 0.010 (0.039)\n",
        [(0, 6.5, 121.5, 2.5), (50, 6.25, 734.5, 0.25), (100, 6.25, 735.5, 0.25)],
        {"throughput": 735.0, "step_time": 0.25, "loss": 6.25, "throughput:unit": "samples/s"},
    ),
    "nanogpt": (
        "iter {0}: loss {1}, time {2}ms, mfu 12.34%\n",
        [(0, 9.5, 3210.5), (10, 8.5, 123.5), (20, 8.25, 124.5)],
        {"step_time": 0.124, "loss": 8.25},
    ),
    "torchtitan": (
        "[rank0]:[titan] 2024-12-11 10:11:11 - root - INFO - step: {0:2}  loss:  {1}  "
        "memory: 12.01GiB(12.6%)  tps: {2}  tflops: 10.30  mfu: 5.2%\n",
        [(1, 8.5, "1,212"), (2, 7.5, "3,001"), (3, 7.25, "3,010")],
        {
            "throughput": None,
            "throughput_per_device": 3005.5,
            "throughput_per_device:unit": "tok/s/device",
            "loss": 7.25,
        },
    ),
    # From the README of Megatron-LM's forks with a clock, which is no time of a step.
    "megatron with a clock": (
        "      iteration {0:8}/   30000 | current time: 1706860208.35 | consumed samples: 16 | "
        "elapsed time per iteration (ms): {1} | global batch size: 16 |\n",
        [(1, 1996.1), (2, 496.1), (3, 490.1)],
        {"step_time": 0.4931},
    ),
    # modded-nanogpt: the clock of training goes on from line to line.
    "modded-nanogpt": (
        "step:{0}/1750 val_loss:{1} train_time:{2}ms step_avg:{3}ms\n",
        [(0, 10.8258, 0, 0.03), (125, 4.3701, 12049, 96.39), (1750, 3.279, 169712, 96.98)],
        {"train_time": 169.712, "validation_loss": 3.279},
    ),
    "maxtext": (
        "completed step: {0}, seconds: {1}, TFLOP/s/device: 29.711, Tokens/s/device: {2}, "
        "total_weights: 262144, loss: {3}\n",
        [(0, 56.766, 577.25, 12.26), (1, 1.103, 29717.5, 12.218), (2, 1.105, 29700.5, 12.181)],
        {"step_time": 1.104, "throughput_per_device": 29709, "loss": 12.181},
    ),
    "paddle": (
        "[2022-10-26 12:00:01,123] [    INFO] - global step {0}, epoch: 0, batch: {0}, loss: {1}, "
        "avg_reader_cost: 0.01 sec, avg_batch_cost: 0.125 sec, avg_samples: 32.0, "
        "ips: {2} sequences/sec\n",
        [(10, 9.5, 150.5), (20, 8.5, 234.5), (30, 8.25, 235.5)],
        {"throughput": 235.0, "throughput:unit": "seq/s", "step_time": 0.125, "loss": 8.25},
    ),
    "nemo": (
        "Training epoch 0, iteration {0}/99 | lr: 1.499e-06 | global_batch_size: 512 | "
        "reduced_train_loss: {1} | train_step_timing in s: {2} | consumed_samples: 5\n",
        [(0, 9.5, 20.5), (1, 8.5, 5.5), (2, 8.25, 5.25)],
        {"step_time": 5.375, "train_loss": 8.25},
    ),
}


@pytest.mark.parametrize("tool", LINES)
def test_step_lines_of_tools(tool: str) -> None:
    line, values, expected = LINES[tool]
    (run,) = runs("".join(line.format(*value) for value in values) + "\n")
    assert {name: run.get(name) for name in expected} == pytest.approx(expected)


def test_steps_a_second_give_way_to_samples() -> None:
    text = "step 1: 5 it/s\nstep 2: 6 it/s\nstep 3: 640 samples/s\nstep 4: 650 samples/s\n"
    (run,) = runs(text)
    assert has(run, throughput=645, throughput__unit="samples/s", throughput__n=2)


def test_a_setup_line_of_several_settings() -> None:
    text = "Model: T5, batch size per GPU: 256\n\nstep 1: 5 img/s\nstep 2: 6 img/s\n"
    (run,) = runs(text, "notes.md")
    assert has(run, benchmark="T5", batch=256)


def test_claims_in_lines_of_their_own() -> None:
    text = "# T5, 4 GPUs\n- speedup: 3.75x\n- baseline: 98.5 img/s\n"
    (run,) = runs(f"{text}step 1: 5 img/s\nstep 2: 6 img/s\n", "notes.md")
    assert has(run, devices=4, stated_speedup=3.75, stated_baseline=98.5)


def test_headings_underlined_in_plain_text() -> None:
    steps = "* Step 1: 5 img/s\n* Step 2: 6 img/s\n"
    text = "".join(f"{gpus} GPUs\n------\n\n{steps}\n" for gpus in (2, 4))
    assert [run["devices"] for run in runs(text, "notes.rst")] == [2, 4]


def test_a_bold_result_with_more_behind_it_is_a_heading() -> None:
    steps = "* Step 1: 5 img/s\n* Step 2: 6 img/s\n"
    text = f"**1 x V100**: 6 img/s\n\n{steps}\n**4 x V100**: 23 img/s (3.83x)\n\n{steps}"
    found = [(run["devices"], run["stated_speedup"]) for run in runs(text, "notes.md")]
    assert found == [(1, None), (4, 3.83)]


STEPS = "step 1: 90.5 img/s\nstep 2: 95.5 img/s\nstep 3: 96.5 img/s\n"


def test_a_command_begins_a_run_and_says_how_large_it_is() -> None:
    command = "+ torchrun --nnodes={} --nproc_per_node=4 train.py --batch-size 64\n"
    text = "".join(f"{command.format(nodes)}{STEPS}" for nodes in (2, 4))
    found = [(run["nodes"], run["devices"], run["batch"]) for run in runs(text)]
    assert found == [(2, 8, 64), (4, 16, 64)]


@pytest.mark.parametrize(
    "heading",
    [
        "=== T5 bs=64 gpus={} ===",
        "Running on {} GPUs\nT5, batch size 64",
        "T5, batch size 64, {} GPUs",
        "T5-64batch_size\n{} GPUs:",
    ],
)
def test_plain_lines_name_the_runs_below_them(heading: str) -> None:
    text = "".join(f"{heading.format(gpus)}\n{STEPS}" for gpus in (2, 4))
    found = [(run["benchmark"], run["devices"], run["batch"]) for run in runs(text)]
    assert found == [("T5", 2, 64), ("T5", 4, 64)]


def test_steps_in_brackets_at_the_beginning() -> None:
    text = "".join(f"[{step}/900] loss: 2.5, {rate} img/s\n" for step, rate in ((1, 90), (2, 95)))
    (run,) = runs(text)
    assert has(run, throughput=92.5, loss=2.5)
    assert run["progress_at"] == [1, 2]


def test_a_log_cut_off_in_a_line_keeps_what_was_whole() -> None:
    (run,) = runs(f"GPUs: 4\n{STEPS}step 4: 97.5 im")
    assert has(run, devices=4, throughput=96.0, throughput__n=3)


def test_megatron_states_what_one_device_computes() -> None:
    line = (
        "[2024-05-01 10:00:05] iteration {step:8}/ 100 | consumed samples: 2560 |"
        " elapsed time per iteration (ms): {time} | throughput per GPU (TFLOP/s/GPU): {rate} |"
        " learning rate: 1.5E-05 | global batch size: 256 | lm loss: 1.0E+01 | grad norm: 1.2 |\n"
    )
    numbers = [(10, 2234.5, 99.5), (20, 1204.5, 185.0), (30, 1202.5, 186.0)]
    text = "".join(line.format(step=step, time=time, rate=rate) for step, time, rate in numbers)
    (run,) = runs(text)
    assert has(run, flops_per_device=185.5e12, flops_per_device__unit="flop/s/GPU")
    assert has(run, step_time=pytest.approx(1.2035), loss=10.0)


@pytest.mark.parametrize("name", ["TFLOPs", "tflops", "TFLOPS"])
def test_bare_tflops_of_a_log_are_those_of_one_device(name: str) -> None:
    text = "".join(f"iteration {step}/ 100 | loss: 2.5 | {name}: 52.2 |\n" for step in (1, 2, 3))
    (run,) = runs(text)
    assert has(run, flops_per_device=pytest.approx(52.2e12), flops_per_device__unit="flop/s/GPU")


def test_times_that_rise_a_little_are_those_of_steps() -> None:
    (run,) = runs("".join(f"step {step}: loss 2.5 time: 0.{50 + step}\n" for step in range(1, 9)))
    assert has(run, step_time=0.55)


def test_the_steps_of_an_evaluation_are_none_of_training() -> None:
    # Keras 3, from the guide to the functional API.
    text = (
        "Epoch 1/2\n750/750 ━━━━━━━━━━━━━━━━━━━━ 1s 863us/step - accuracy: 0.8425 - loss: 0.5733\n"
        "Epoch 2/2\n750/750 ━━━━━━━━━━━━━━━━━━━━ 1s 859us/step - accuracy: 0.9509 - loss: 0.1641\n"
        "313/313 - 0s - 341us/step - accuracy: 0.9613 - loss: 0.1288\n"
    )
    (run,) = runs(text)
    assert has(run, step_time=pytest.approx(861e-6), test_step_time=pytest.approx(341e-6))


def test_the_time_of_a_whole_training_with_a_remark_behind_it() -> None:
    # Detectron2, as its hooks end.
    text = "".join(
        f"[11/07 14:28:51] d2.utils.events INFO:  eta: 1:00:00  iter: {step}  total_loss: 2.5  "
        "time: 0.234\n"
        for step in (19, 39, 59)
    )
    end = "[11/07 15:29:01] d2.engine.hooks INFO: Total training time: 0:35:24 (0:00:14 on hooks)\n"
    (run,) = runs(text + end)
    assert has(run, step_time=0.234, runtime=2124)


def test_steps_that_no_word_names() -> None:
    # A GPT trained from scratch, as its notebook prints it.
    text = "".join(
        f"{step}, loss: 6.51, dt: {time}ms, tok/sec: 2838.19\n"
        for step, time in ((44, 360.79), (45, 361.79), (46, 360.9), (47, 360.8))
    )
    (run,) = runs(f"using device: cuda\n{text}")
    assert has(run, throughput=2838.19, throughput__unit="tok/s", loss=6.51)
    assert has(run, step_time=pytest.approx(0.3609))


def test_the_first_step_of_an_epoch_repeats_none_of_the_epoch_before() -> None:
    # PyTorch's example for MNIST.
    text = "".join(
        f"Train Epoch: {epoch} [{step}/60000 ({share}%)]\tLoss: 0.{epoch}5\n"
        for epoch in (1, 2)
        for step, share in ((0, 0), (20000, 33), (40000, 66), (60000, 100))
    )
    assert not [note for note in reading(text).notes if note.kind == "info"]


def test_minutes_so_far_are_no_time_of_a_step() -> None:
    # nanochat's base training.
    text = "".join(
        f"step {step:05} (14%) | loss: 3.5 | lrm: 1.00 | dt: {time}ms | tok/sec: 4429.1"
        f" | mfu: 41.22 | total time: {step / 10:.2f}m\n"
        for step, time in ((42, 118.32), (43, 118.52), (44, 118.4), (45, 118.3))
    )
    (run,) = runs(text)
    assert has(run, step_time=pytest.approx(0.1184), throughput=4429.1)


def test_the_steps_that_a_simulation_takes_are_no_times_of_a_run() -> None:
    (run,) = runs("".join(f"step {step}: loss 2.5 dt: 0.001 s\n" for step in (1, 2, 3)))
    assert "step_time" not in run
    assert has(run, loss=2.5)


@pytest.mark.parametrize(
    ("said", "devices"),
    [
        ("2026-03-01 10:00:00 | INFO | fairseq_cli.train | training on 8 devices (GPUs/TPUs)", 8),
        ("training on 16 GPUs", 16),
        ("Distributed training with 16 GPUs.", 16),
        ("Num_devices: 256, shape (1, 256, 1)", 256),
        ("I0317 10:00:12.2 1253444 max_utils.py:455] Num_devices: 16, shape (1, 16)", 16),
    ],
)
def test_on_how_many_devices_a_program_says_to_train(said: str, devices: int) -> None:
    lines = "".join(f"step: {step}, loss: 3.5, tokens/s: 2000\n" for step in (1, 2, 3))
    (run,) = runs(f"{said}\n{lines}")
    assert run["devices"] == devices


@pytest.mark.parametrize(
    "said",
    [
        "Initialized process group: world_size: 8, backend: nccl",
        "[rank0] world_size=8",
        "Distributed init: rank 0, world size 8",
        "[2024-06-04 10:11:12,331] [INFO] [config.py:1000:print]   world_size ................. 8",
    ],
)
def test_the_size_of_the_world_counts_in_a_sentence_too(said: str) -> None:
    lines = "".join(f"step: {step}, loss: 3.5, tokens/s: 2000\n" for step in (1, 2, 3))
    (run,) = runs(f"{said}\n{lines}")
    assert run["ranks"] == 8
