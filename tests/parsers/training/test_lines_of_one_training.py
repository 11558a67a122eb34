"""Lines amid those of a training that are not its steps, and steps that are written otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.contents.gathered_files import gathered_files
from parsers.grammar.prefixes import one_each
from parsers.source import Source
from parsers.training.log_lines import read_entry
from parsers.training.log_summaries import read_summary
from tests.parsers.programs.test_own_values import example, rows
from tests.parsers.training.test_training_tools import has, runs


@pytest.mark.parametrize(
    "line",
    [
        "Eval step 3/5: loss 2.1, 9001.0 samples/s",
        "[eval] batch 3 of 20 | 9001.0 samples/s",
        "Epoch 1 - val iter 3/5: time 3.1 ms, 9001.0 img/s",
        "Warmup step 1/3: 160.0 ms",
        "[warmup] step 2: 120.0 samples/s",
        "[rank0] warm-up 1/3: 160 ms",
    ],
)
def test_evaluation_and_warm_up_are_no_steps_of_training(line: str) -> None:
    entry = read_entry(line)
    assert entry is not None
    assert (entry.step, entry.quantities) == (None, ())


@pytest.mark.parametrize(
    ("line", "step", "expected"),
    [
        (
            "[2024-05-01 10:00:10 swin](main.py 1): INFO Train: [0/300][20/1251]\teta 0:10:00"
            " lr 0.0001\t time 0.0330 (0.0340)\tloss 2.9536 (2.9536)\tmem 10000MB",
            20,
            {"step_time": 0.033, "loss": 2.9536},
        ),
        ("iter: 10; loss: 2.5; btime(ms): 32; eta: 0:10:00", 10, {"step_time": 0.032, "loss": 2.5}),
        (
            "I0501 10:00:10.12 140 logging_writer.py:48] [20] steps_per_second=30.5, train_loss=2",
            20,
            {"throughput": 30.5, "train_loss": 2.0},
        ),
        (
            "[7] train/loss=3.1 perf/tokens_per_sec=1024.5",
            7,
            {"train_loss": 3.1, "throughput": 1024.5},
        ),
        ("step 7: throughput/device/tokens_per_sec=512.5", 7, {"throughput_per_device": 512.5}),
        ("[train] it=7 ips=97.5 loss=2.5", 7, {"loss": 2.5}),
        ("train: 7it [00:12,  6.5it/s, loss=2.5]", 7, {"throughput": 6.5, "loss": 2.5}),
        ("step 7 step_time_ms 32.5", 7, {"step_time": 0.0325}),
        ("step=7 tokens_per_sec_global=1024", 7, {"throughput": 1024.0}),
        ("Step: 7, Rank: 0, Throughput (per GPU): 97.5", 7, {"throughput_per_device": 97.5}),
        ("step 7 | fwd 10.1ms | step 32.0ms | 97.5 samples/s", 7, {"throughput": 97.5}),
        (
            "| epoch   1 |     7/ 2983 batches | lr 20.00 | ms/batch 32.50 | loss  6.78",
            7,
            {"step_time": 0.0325, "loss": 6.78},
        ),
    ],
)
def test_steps_as_tools_write_them(line: str, step: float, expected: dict[str, float]) -> None:
    entry = read_entry(one_each(line)[0])
    assert entry is not None
    found = {each.metric: each.value for each in entry.quantities}
    assert entry.step == step
    assert {name: found.get(name) for name in expected} == pytest.approx(expected)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Total throughput: 1000.0 samples/sec (500.0 samples/sec/GPU)",
            {"throughput": 1000.0, "throughput_per_device": 500.0},
        ),
        ("Average step time (excluding warmup): 0.0330 s", {"step_time": 0.033}),
        ("Mean iteration time = 32.5 ms", {"step_time": 0.0325}),
    ],
)
def test_what_a_whole_run_came_to(line: str, expected: dict[str, float]) -> None:
    entry = read_summary(line, None)
    assert entry is not None
    assert entry.final
    assert {each.metric: each.value for each in entry.quantities} == pytest.approx(expected)


@pytest.mark.parametrize(
    "line",
    [
        "Average eval throughput: 9001.0 samples/s",
        "Total inference throughput: 9001.0 samples/s",
        ">>> validate: 5 batches, 9001.0 samples/s",
        "evaluation: iter 3, 9001.0 samples/s",
    ],
)
def test_the_rate_of_an_evaluation_is_none_of_training(line: str) -> None:
    steps = "".join(f"step {step}: 97.5 samples/s, loss 2.1\n" for step in range(1, 4))
    (run,) = runs(steps + f"{line}\n" + steps.replace("step ", "step 1") + f"{line}\n")
    assert has(run, throughput=97.5)


def test_steps_before_a_warm_up_is_over_are_left_out() -> None:
    steps = ["".join(f"iter {at}: {rate} samples/s\n" for at in (1, 2, 3)) for rate in (20, 97.5)]
    (run,) = runs(f"Warming up\n{steps[0]}Warmup done, starting benchmark\n{steps[1]}")
    assert has(run, throughput=97.5, throughput__n=3)


def test_rates_of_each_rank_make_a_log() -> None:
    steps = "".join(f"[rank 0] step {step}: 97.5 samples/s/rank\n" for step in range(1, 5))
    (run,) = runs(steps)
    assert has(run, throughput_per_rank=97.5)


def test_a_time_per_epoch_is_no_epoch() -> None:
    assert read_entry("Time per epoch: 50.0 s") is None
    (run,) = runs("step 1 loss 2.1\nstep 2 loss 2.0\nstep 3 loss 1.9\nTime per epoch: 50.0 s\n")
    assert has(run, epoch_time=50.0)


def test_the_count_that_a_line_states_is_that_of_its_run_alone() -> None:
    one = (
        "$ torchrun --nproc_per_node={0} train.py\nIter #0: 240.5 img/sec per GPU\n"
        "Iter #1: 241.5 img/sec per GPU\nTotal img/sec on {0} GPU(s): {1} +-1.0\n\n"
    )
    found = runs(one.format(1, 240) + one.format(2, 480) + one.format(4, 960))
    assert [(run["devices"], run["devices_per_node"]) for run in found] == [(1, 1), (2, 2), (4, 4)]


def test_a_run_that_was_resumed_did_not_fail() -> None:
    steps = [
        f"step {step}: loss 2.1, {rate} samples/s\n" for step, rate in enumerate([20, *[100] * 8])
    ]
    failure = "RuntimeError: NCCL error\nResuming from checkpoint\n"
    (run,) = runs("".join(steps[:5]) + failure + "".join(steps[4:]))
    assert has(run, status="ok", throughput=100.0)
    # What other ranks had in hand is no resumption.
    (run,) = runs("".join(steps[:5]) + failure + "".join(each * 4 for each in steps[4:7]))
    assert has(run, status="failed", throughput=None)


def test_the_global_batch_is_the_size_of_a_step() -> None:
    line = "iteration {0}/ 20 | elapsed time per iteration (ms): 32.5 | global batch size: 64 |\n"
    # The first step, which was compiled, says nothing of it.
    steps = "".join(line.format(step) for step in range(1, 6))
    (run,) = runs("iteration 0/ 20 | elapsed time per iteration (ms): 4032.5\n" + steps)
    assert has(run, step_time=0.0325, size=64, global_batch=64)


def test_a_step_in_brackets_is_no_file() -> None:
    text = "".join(
        f"[epoch=1][batch={n}/20]:\n\t Train loss/train/total: 2.{n}\n" for n in range(9)
    )
    assert gathered_files(Source("train.log", "train.log", Path("train.log"), text.encode())) == []


def test_composer_on_as_many_as_the_log_says() -> None:
    text = example("composer_console.txt").split("*\n")[1]
    assert rows("world_size: 16\n" + text, "throughput", "ranks") == [(16,)]
