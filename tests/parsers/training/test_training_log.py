from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats.training_log import READER
from parsers.reader import ReadError, Reading
from parsers.source import Source
from tests.paths import SAMPLES

DISTML = "distml_benchmark.md"
JAX_RAY = "distml_jax_ray.md"

STEPS = "- Step200: 100.5 data/sec\n- Step400: 110 data/sec\n- Step600: 112.25 data/sec\n"
COMPARED = (
    *("benchmark", "case", "system", "device", "nodes", "devices", "devices_per_node", "batch"),
    *("metric", "unit", "value", "progress", "progress_at", "role", "stated_speedup"),
    *("stated_baseline", "hosts", "communication", "optimizer"),
)


def reading(text: str, name: str = "doc.md") -> Reading:
    return READER.read(Source(f"logs/{name}", name, Path(name), text.encode()))


def sniffed(text: str, name: str = "doc.md") -> int:
    return READER.sniff(Source(name, name, Path(name), text.encode()))


def throughputs(found: Reading) -> list[dict[str, Any]]:
    records = found.records.filter(pl.col("metric") == "throughput", pl.col("role") == "measured")
    return list(records.iter_rows(named=True))


def notes(found: Reading, kind: str) -> list[tuple[int | None, str]]:
    return [(note.line, note.text) for note in found.notes if note.kind == kind]


@cache
def sample(name: str) -> Reading:
    return READER.read(Source(f"sample_data/{name}", name, SAMPLES / name))


# The two documents of sample_data


@pytest.mark.parametrize(
    ("name", "runs", "steps", "epochs"), [(DISTML, 12, 106, 48), (JAX_RAY, 36, 322, 116)]
)
def test_every_line_is_in_the_progress_of_a_run(
    name: str, runs: int, steps: int, epochs: int
) -> None:
    records = sample(name).records
    assert records["run"].n_unique() == runs
    lengths = (
        records.filter(pl.col("role") == "measured")
        .group_by("metric")
        .agg(pl.col("progress").list.len().sum())
    )
    assert dict(lengths.iter_rows()) == {
        "throughput": steps,
        "epoch_time": epochs,
        "test_time": epochs,
        "test_accuracy": epochs,
    }
    text = (SAMPLES / name).read_text()
    assert len(re.findall(r"(?m)^- Step", text)) == steps
    assert len(re.findall(r"(?m)^- Epoch", text)) == epochs
    assert notes(sample(name), "skipped") == []


JAX_RAY_RUNS = {
    19: ("ResNet18", "MNIST", "lm1", 1, 1, 81.07, 81.84, None, None),
    49: ("ResNet50", "MNIST", "lm1", 1, 1, 41.9, 41.9, None, None),
    97: ("ResNet18", "MNIST", "lm6", 1, 2, 198.38, 198.38, 1.648, 120.7),
    128: ("ResNet18", "MNIST", "lm1", 1, 3, 241.89, 241.8, 2.95, 81.84),
    160: ("ResNet50", "MNIST", "lm6", 1, 2, 105.37, 105.51, 1.75, 60.44),
    301: ("ResNet101", "MNIST", "lm1", 1, 4, 83.45, 83.45, 3.84, 21.73),
    318: ("ResNet18", "MNIST", "lm1+lm6", 2, 2, 140.88, 140.88, 1.72, 81.84),
    393: ("ResNet50", "MNIST", "lm1+lm6", 2, 5, 157.1, 157.1, 3.75, 41.9),
    456: ("Transformer", "SST5", "lm6", 1, 1, 108.46, 111.4, None, None),
    507: ("Transformer", "SST5", "lm1", 1, 3, 231.64, 231.64, 2.83, 81.82),
    534: ("Transformer", "SST5", "lm1+lm6", 2, 4, 225.74, 225.74, 2.76, 81.82),
}


def test_runs_are_described_by_all_headings_above_them() -> None:
    records = sample(JAX_RAY).records.filter(pl.col("metric") == "throughput")
    assert set(records["batch"]) == {128.0}
    assert set(records["device"]) == {"2080ti"}
    stated = dict(records.filter(pl.col("role") == "summary").select("line", "value").rows())
    found = {
        row["line"]: (
            row["benchmark"].split()[0],
            row["case"],
            row["system"],
            row["nodes"],
            row["devices"],
            row["value"],
            stated[row["line"]],
            row["stated_speedup"],
            row["stated_baseline"],
        )
        for row in throughputs(sample(JAX_RAY))
    }
    assert len(found) == len(stated) == 36
    assert {line: found[line] for line in JAX_RAY_RUNS} == JAX_RAY_RUNS


def test_scale_conditions_and_optimiser_leave_the_case() -> None:
    first, *_, last = throughputs(sample(JAX_RAY))
    assert first["communication"] == "without collective communication"
    assert first["optimizer"] == "Adam(lr=0.01)"
    assert last["benchmark"] == (
        "Transformer 6 layer, 256 Embedding, 4 head, 256 max sentence length"
    )
    assert last["communication"] == "with collective communication"
    assert last["optimizer"] == "Adam(lr=0.01*world_size)"
    assert last["hosts"] == "lm1:2x2080ti, lm6:2x2080ti"
    assert {row["interconnect"] for row in throughputs(sample(DISTML))} == {"NVLink"}
    assert {row["case"] for row in throughputs(sample(DISTML))} == {"MNIST"}


def test_devices_per_node_only_where_hosts_have_the_same() -> None:
    each = {row["line"]: row["devices_per_node"] for row in throughputs(sample(JAX_RAY))}
    assert (each[144], each[333], each[348]) == (4, 2, None)


def test_a_run_heading_as_high_as_a_model_keeps_the_model() -> None:
    models = {row["line"]: row["benchmark"] for row in throughputs(sample(DISTML))}
    assert (models[50], models[79]) == ("ResNet50", "ResNet101")
    assert [line for line, text in notes(sample(DISTML), "info") if "run heading" in text] == [
        50,
        79,
    ]


def test_values_of_times_and_accuracies() -> None:
    run = sample(JAX_RAY).records.filter(pl.col("line") == 318).filter(pl.col("role") == "measured")
    assert dict(run.select("metric", "value").iter_rows()) == {
        "throughput": 140.88,
        "epoch_time": 822.59,
        "test_time": 10.51,
        "test_accuracy": 0.9479,
    }
    assert dict(run.select("metric", pl.col("better").cast(pl.String)).iter_rows()) == {
        "throughput": "higher",
        "epoch_time": "lower",
        "test_time": "lower",
        "test_accuracy": "higher",
    }


def test_irregular_steps_and_empty_sections_are_noted() -> None:
    assert [note for note in notes(sample(JAX_RAY), "info") if "heading" not in note[1]] == [
        (45, "step 1400 missing after line 43"),
        (75, "step 1400 missing after line 73"),
        (465, "step 1600 repeats line 464; keeping both"),
    ]
    doubled = next(row for row in throughputs(sample(JAX_RAY)) if row["line"] == 456)
    assert doubled["progress_at"][-2:] == [1600, 1600]
    assert (190, "empty section: Distributed, 16 nodes") in notes(sample(DISTML), "info")


def test_what_was_assumed_is_said_once_a_file() -> None:
    assert notes(sample(JAX_RAY), "assumed") == [
        (None, "rates look like running averages; using the last"),
        (None, "device without a count read as 1 device (8 runs)"),
    ]


RESPELLINGS = {
    "windows line ends": (r"\n", "\r\n"),
    "no bullets": (r"(?m)^- ", ""),
    "indented stars": (r"(?m)^- ", "  * "),
    "colours": (r"(?m)^(- .*)$", "\x1b[32m\\1\x1b[0m"),
    "two ranks": (r"(?m)^- (.*)$", r"[1,0]<stdout>:\1\n[1,1]<stdout>:\1"),
    "bold headings": (r"(?m)^(#+) (.*)$", r"\1 **\2**"),
    "deeper headings": (r"(?m)^#", "##"),
    "closed headings": (r"(?m)^(#+) (.*)$", r"\1 \2 \1"),
    "dashes for colons": (r"(?m)^- Step ?(\d+):? ", r"- step \1 - "),
    "no full words": (r"(?i)t?est accuracy", "test acc"),
    "baseline in brackets": (r"x, baseline: ?([\d.]+)", r"x (baseline \1)"),
    "result after a colon": (r"(?m)^(#+ lm\d)-", r"\1: "),
    "batch size first": (r"-128batch_size", r"-bs128"),
    "batch size in words": (r" 128 batchsize", r", batch size = 128"),
    "no marks at all": (r"(?m)^#+ ", ""),
}


@pytest.mark.parametrize("name", [DISTML, JAX_RAY])
@pytest.mark.parametrize("what", RESPELLINGS)
def test_spelling_and_marks_change_nothing(name: str, what: str) -> None:
    pattern, replacement = RESPELLINGS[what]
    original = (SAMPLES / name).read_text()
    respelled = re.sub(pattern, replacement, original)
    assert respelled != original or (name == DISTML and what.startswith("batch size"))
    found = reading(respelled, "doc.txt" if what == "no marks at all" else "doc.md").records
    expected = sample(name).records
    assert found.select(COMPARED).rows() == expected.select(COMPARED).rows()


@pytest.mark.parametrize("name", [DISTML, JAX_RAY])
def test_no_name_of_the_documents_is_known(name: str) -> None:
    renamed = {
        "lm6": "node-07",
        "lm1": "gpu12",
        "2080ti": "A100",
        "ResNet18": "BERT-base",
        "ResNet50": "VGG-16",
        "SST5": "WMT14",
        "MNIST": "CIFAR",
    }
    text = (SAMPLES / name).read_text()
    rows = repr(sample(name).records.select(COMPARED).rows())
    for old, new in renamed.items():
        text, rows = text.replace(old, new), rows.replace(old, new)
    assert repr(reading(text).records.select(COMPARED).rows()) == rows


# Recognition


@pytest.mark.parametrize(
    "text",
    [
        STEPS,
        "Epoch 0 in 5.1 sec\nEpoch 1 in 5.0 sec\n",
        "noise\n" * 30 + "step 1: 5 img/s\n" + "noise\n" * 30 + "step 2: 5 img/s",
        "step 1: 5 img/s\rstep 2: 5 img/s",
    ],
)
def test_consecutive_result_lines_are_recognised(text: str) -> None:
    assert sniffed(text, "job.out") > 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Results\n\n| GPUs | img/s |\n|---|---|\n| 1 | 100 |\n| 2 | 190 |\n",
        "| Step 100 | 5 img/s |\n| Step 200 | 6 img/s |\n",
        "step 100: 5 img/s\n" + "prose\n" * 60 + "step 100: 6 img/s\n",
        "Step 1: clone the repository\nStep 2: run the script\nEpoch 3\nEpoch 4\n",
        "Writing checkpoint, step 2000 at Sat Nov 21 06:51:31 2026\n" * 3,
        "\0\1\2" * 100,
    ],
)
def test_other_text_is_not(text: str) -> None:
    assert sniffed(text) == 0


def test_a_document_without_results_cannot_be_read() -> None:
    with pytest.raises(ReadError):
        reading("# Title\n\nprose\n")


# Plain logs


def test_a_log_without_headings_is_one_run_named_after_the_file() -> None:
    found = reading(f"loading\n{STEPS}done\n", "resnet.out")
    (run,) = throughputs(found)
    assert (run["run"], run["line"]) == ("resnet.out:2", 2)
    assert (run["benchmark"], run["case"], run["source"]) == ("resnet", None, "logs/resnet.out")
    assert run["progress"] == [100.5, 110, 112.25]
    assert run["progress_at"] == [200, 400, 600]
    assert run["value"] == 111.125


def test_settings_above_the_results_describe_the_run() -> None:
    text = (
        "Model: BERT\nbatch size: 64\nlocal path: /x\nnum_gpus = 4\nnodes: 2\n"
        "optimizer : LAMB  lr : 0.1  seed : None\ndevice: cuda:0\n"
    )
    (run,) = throughputs(reading(text + STEPS + "batch size: 7\n", "job.log"))
    assert (run["benchmark"], run["batch"], run["devices"], run["nodes"]) == ("BERT", 64, 4, 2)
    assert (run["optimizer"], run["learning_rate"], run["device"]) == ("LAMB", 0.1, None)


def test_a_falling_step_count_begins_another_run() -> None:
    found = reading(STEPS + STEPS.replace("112.25", "113.5"), "job.log")
    assert [(run["line"], run["value"]) for run in throughputs(found)] == [
        (1, 111.125),
        (4, 111.75),
    ]
    assert [line for line, text in notes(found, "assumed") if line] == [4]


def test_a_step_out_of_order_does_not() -> None:
    (run,) = throughputs(reading(STEPS + "- Step 500: 111 data/sec\n", "job.log"))
    assert run["progress_at"] == [200, 400, 600, 500]


@pytest.mark.parametrize("epoch", ["Epoch {}/3\n{}", "{1}Epoch {0} in 5 sec\n"])
def test_steps_counted_in_each_epoch_go_on(epoch: str) -> None:
    text = "".join(epoch.format(number, STEPS) for number in (1, 2, 3))
    (run,) = throughputs(reading(text, "job.log"))
    assert run["progress_at"] == [200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800]


def test_epochs_that_begin_anew_are_another_run() -> None:
    one = "".join(f"{STEPS}Epoch {number} in 5 sec\n" for number in (0, 1))
    found = reading(one + one, "job.log")
    assert [run["line"] for run in throughputs(found)] == [1, 9]
    assert [len(run["progress"]) for run in throughputs(found)] == [6, 6]


def test_lines_of_several_ranks_are_read_once() -> None:
    lines = [
        f"{rank}: step {step}: {step / 10 + rank} img/s\n"
        for step in (100, 200, 300)
        for rank in (1, 0)
    ]
    found = reading("".join(lines) + "1: step 400: 41 img/s\n", "job.log")
    (run,) = throughputs(found)
    assert run["progress"] == [11, 21, 31, 41]
    assert any("2 processes" in text for _, text in notes(found, "assumed"))


def test_what_is_said_of_steps_and_of_epochs_is_taken_at_the_steps() -> None:
    text = "".join(
        f"Epoch: 0 Iteration: {i} loss : {9 - i} ips : {rate} img/s\n"
        for i, rate in enumerate((31, 211, 226, 231, 227, 232, 225, 228), 1)
    )
    found = reading(text + "Epoch: 0 loss : 4.5 ips : 226.67 img/s\n", "job.log")
    (run,) = throughputs(found)
    assert run["progress_at"] == list(range(1, 9))
    loss = found.records.filter(pl.col("metric") == "loss").row(0, named=True)
    assert (loss["value"], loss["better"], len(loss["progress"])) == (1.0, "lower", 8)


# Values


def test_scattered_rates_are_no_running_means() -> None:
    rates = [30, 226, 231, 212, 233, 219, 230, 227, 224, 230, 221, 229]
    text = "".join(f"iter {i}: {rate} img/s\n" for i, rate in enumerate(rates, 1))
    found = reading(text, "job.log")
    (run,) = throughputs(found)
    assert run["value"] == 227
    assert "median" in notes(found, "assumed")[0][1]


@given(
    st.lists(st.floats(min_value=0.01, max_value=10), min_size=1, max_size=60),
    st.integers(min_value=1, max_value=1000),
)
def test_rates_called_running_means_are_taken_as_such(seconds: list[float], every: int) -> None:
    lines, elapsed = [], 0.0
    for count, more in enumerate(seconds, 1):
        elapsed += more
        lines.append(f"step {count * every}: mean {count * every / elapsed:.6f} img/s\n")
    (run,) = throughputs(reading("".join(lines), "job.log"))
    assert (
        run["value"]
        == run["progress"][-1]
        == pytest.approx(run["progress_at"][-1] / elapsed, abs=1e-6)
    )


SCATTER = [0.1, -1.2, 0.9, 1.1, -0.4, 0.3, -1.0, 1.3, -0.2, -0.8, 0.6, 1.0, -1.1, 0.2, -0.5] * 2
"""In hundredths: what the times of steps differ by on a quiet machine."""


def test_rates_that_scatter_little_are_no_running_means() -> None:
    rates = [100 + each for each in SCATTER]
    found = reading("".join(f"step {i}: {r} img/s\n" for i, r in enumerate(rates, 1)), "job.log")
    (run,) = throughputs(found)
    assert run["value"] == pytest.approx(median(rates[1:]))
    assert notes(found, "assumed") == [(None, "using median rate, first step skipped as warm-up")]


def test_a_warm_up_of_several_steps_is_no_settling() -> None:
    rates = [20, 21, 20, *(90 + each / 10 for each in SCATTER)]
    found = reading("".join(f"step {i}: {r} img/s\n" for i, r in enumerate(rates, 1)), "job.log")
    assert throughputs(found)[0]["value"] == pytest.approx(median(rates[1:]))


def test_rates_that_settle_as_means_do_are_running_means() -> None:
    lines, elapsed = [], 0.0
    for count, each in enumerate(SCATTER, 1):
        elapsed += 1 + each / 100
        lines.append(f"step {count * 100}: {count / elapsed:.6f} img/s\n")
    found = reading("".join(lines), "job.log")
    assert throughputs(found)[0]["value"] == throughputs(found)[0]["progress"][-1]
    assert "running averages" in notes(found, "assumed")[0][1]


@pytest.mark.parametrize("rates", [(213.7, 215.3), (838.9, 796.0), (80.0, 81.0, 82.0)])
def test_few_rates_are_no_evidence_of_running_means(rates: tuple[float, ...]) -> None:
    """So MXNet's Speedometer prints them, each of the batches since the line before."""
    text = "".join(
        f"Epoch[0] Batch [{49 + 50 * i}] Speed: {r} samples/sec\n" for i, r in enumerate(rates)
    )
    found = reading(text, "job.log")
    (run,) = throughputs(found)
    assert run["value"] == median(rates if len(rates) < 3 else rates[1:])
    assert notes(found, "assumed")[0][1].startswith("using median rate")
    assert ("first step skipped" in notes(found, "assumed")[0][1]) is (len(rates) > 2)


def test_rates_of_epochs_are_their_own() -> None:
    text = "".join(f"Epoch {i}: 5 s, {rate} img/s\n" for i, rate in enumerate((50, 90, 91, 95)))
    (run,) = throughputs(reading(text, "job.log"))
    assert (run["value"], run["progress_at"]) == (91, [0, 1, 2, 3])


def test_the_first_of_two_is_not_warm_up() -> None:
    found = reading("Epoch 0 in 9 sec\nEpoch 1 in 5 sec\n", "job.log").records
    assert found["value"].to_list() == [7]


def test_another_unit_is_left_out_and_said() -> None:
    found = reading(STEPS + "- Step800: 5 it/s\n")
    assert throughputs(found)[0]["progress"] == [100.5, 110, 112.25]
    assert notes(found, "skipped") == [
        (4, "throughput in it/s, unlike earlier in the run; skipped")
    ]


# Headings


def test_names_are_models_or_hosts_by_where_they_stand() -> None:
    text = f"# MNIST\n## ResNet-50\n{STEPS}## VGG16-4xA100\n### gn01\n{STEPS}### gn02-112\n{STEPS}"
    runs = throughputs(reading(text))
    assert [(run["benchmark"], run["case"], run["system"], run["devices"]) for run in runs] == [
        ("ResNet-50", "MNIST", None, None),
        ("VGG16", "MNIST", "gn01", 4),
        ("VGG16", "MNIST", "gn02", 4),
    ]


def test_models_that_state_results_do_not_pass_their_name_on() -> None:
    text = f"# MNIST\n## ResNet18-111.5\n{STEPS}## VGG16-109, 1.5x\n{STEPS}"
    assert [run["benchmark"] for run in throughputs(reading(text))] == ["ResNet18", "VGG16"]


def test_a_version_is_no_result() -> None:
    found = reading(f"# PyTorch 2.0\n{STEPS}")
    assert [run["benchmark"] for run in throughputs(found)] == ["PyTorch 2.0"]
    assert set(found.records["role"].cast(pl.String)) == {"measured"}


def test_a_heading_states_the_result_of_the_first_run_below_it() -> None:
    found = reading(f"# ResNet18-2xA100\n## lm6-112.25-1.5x\n{STEPS}{STEPS}")
    assert [(run["line"], run["stated_speedup"]) for run in throughputs(found)] == [
        (2, 1.5),
        (6, None),
    ]
    stated = found.records.filter(pl.col("role") == "summary")
    assert stated.select("line", "value").rows() == [(2, 112.25)]


def test_a_result_without_lines_is_kept() -> None:
    found = reading(f"# R-2xA100\n## lm6-112.25\n{STEPS}## lm1-80.5-1.9x, baseline: 42\n")
    last = found.records.row(-1, named=True)
    assert (last["line"], last["value"], last["unit"], last["role"]) == (
        6,
        80.5,
        "samples/s",
        "summary",
    )
    assert (last["stated_speedup"], last["stated_baseline"]) == (1.9, 42)
    assert (6, "a heading states a result without log lines of the run") in notes(found, "info")


def test_a_speedup_is_a_claim_without_a_result_beside_it() -> None:
    text = f"# T5\n## 1 GPU (baseline)\n{STEPS}## 2 GPUs - speedup: 1.91x (baseline 60)\n{STEPS}"
    claims = [
        (run["case"], run["devices"], run["stated_speedup"], run["stated_baseline"])
        for run in throughputs(reading(text))
    ]
    assert claims == [(None, 1, None, None), (None, 2, 1.91, 60)]


def test_settings_hold_for_what_they_stand_under() -> None:
    text = (
        f"Setup: CIFAR, epochs: 4\n# ResNet18\nSetup: batch_size: 64, A100\n## lm6-112\n{STEPS}"
        f"## lm1-112\n- lr: 0.5\n{STEPS}## lm1-112.25\n{STEPS}# VGG\n{STEPS}"
    )
    runs = throughputs(reading(text))
    columns = ("benchmark", "case", "epochs", "batch", "learning_rate")
    assert [tuple(run[name] for name in columns) for run in runs] == [
        ("ResNet18", "CIFAR", 4, 64, None),
        ("ResNet18", "CIFAR", 4, 64, 0.5),
        ("ResNet18", "CIFAR", 4, 64, None),
        ("VGG", "CIFAR", 4, None, None),
    ]


def test_uneven_hosts_keep_their_devices_per_node_unknown() -> None:
    (run,) = throughputs(reading(f"# R-a1:3xA100, b1:1xA100, 112.25 img/s\n{STEPS}"))
    assert (run["nodes"], run["devices"], run["devices_per_node"]) == (2, 4, None)


def test_underlined_and_bold_headings() -> None:
    text = f"ResNet18, 4 GPUs\n===\n\n**lm6-112.25 (1.5x)**\n{STEPS}"
    (run,) = throughputs(reading(text))
    assert (run["benchmark"], run["system"], run["devices"]) == ("ResNet18", "lm6", 4)


def test_comments_in_fences_and_logs_are_no_headings() -> None:
    fenced = f"# ResNet18\n```\n# rank 0\n{STEPS}```\n"
    assert [run["benchmark"] for run in throughputs(reading(fenced))] == ["ResNet18"]
    log = f"# started by x\n{STEPS}# saved\n- Step800: 113 data/sec\n"
    assert [len(run["progress"]) for run in throughputs(reading(log, "job.log"))] == [4]


# Bad input


def test_lines_that_ought_to_be_read_are_noted() -> None:
    found = reading(f"{STEPS}- Step800: 113\n- Step1000:\n- Step1200: 114.5 data/sec")
    assert notes(found, "skipped") == [
        (4, "not understood: - Step800: 113"),
        (5, "not understood: - Step1000:"),
    ]
    assert (6, "last line is incomplete; its last number may be truncated") in notes(found, "info")


def test_many_remarks_become_few() -> None:
    found = reading(STEPS + "- Step: x\n- Step800: 1\n" * 100)
    skipped = notes(found, "skipped")
    assert len(skipped) == 20
    assert (None, "80 more like this") in notes(found, "info")


def test_hostile_text_is_made_visible() -> None:
    found = reading(f"# Res\x1b]0;Net\x07\x00\u202e18-2xA100\n## lm6\x9b-112.25, 1.1x\n{STEPS}")
    for column in found.records.select(pl.col(pl.String)).iter_columns():
        assert all(text.isprintable() for text in column.drop_nulls())


PIECES = st.sampled_from(
    (
        *("# ", "## ", "- ", "Step", "Epoch ", "200", "1e999", "9" * 40, ": ", "-", "("),
        *("x", "2x2080ti", "lm6", "lm1:1xA100, lm6:3xA100", "-120.7", "-1.6x"),
        *("baseline: ", "100.71 data/sec", " sec", "Setup: ", "batch: 4", "run: 3"),
        *("nodes: 99999999999999999999", "\n", "\r", "\t", "\x1b[31m", "\x00", "**"),
        *("```\n", "---\n", "0: ", "[1,0]<stdout>:", "model: ", "|", "two nodes"),
        *("loss 0.1",),
    )
)


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["doc.md", "job.log"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    assert sniffed(text, name) in (0, 80)
    found = reading(f"{text}\n{STEPS}{text}", name)
    assert found.records["run"].null_count() == 0
    assert found.records["benchmark"].null_count() == 0
    assert found.records["value"].is_finite().all()
    lines = f"{text}\n{STEPS}{text}".count("\n") + 1
    assert found.records["line"].is_between(1, lines).all()


@pytest.mark.parametrize("mark", ["==> {}", "---- {} ----", ">>> {}", "=== {} ==="])
def test_lines_set_off_by_ornaments_are_headings_of_a_plain_log(mark: str) -> None:
    text = "".join(f"{mark.format(f'{gpus} GPUs')}\n{STEPS}" for gpus in (2, 4))
    assert [run["devices"] for run in throughputs(reading(text, "log.txt"))] == [2, 4]


# Notes in other shapes


def described(text: str, name: str = "doc.md") -> list[tuple[Any, ...]]:
    columns = ("benchmark", "system", "devices", "batch", "value", "stated_speedup")
    return [tuple(run[name] for name in columns) for run in throughputs(reading(text, name))]


def test_bullets_that_state_results_are_headings_of_what_is_below_them() -> None:
    nested = "".join(f"  {line}\n" for line in STEPS.splitlines())
    text = f"# T5, 1 GPU\n- lm6 (112.25 data/sec)\n{nested}- lm1 (112.25 data/sec)\n{nested}"
    assert described(text) == [
        ("T5", "lm6", 1, None, 111.125, None),
        ("T5", "lm1", 1, None, 111.125, None),
    ]


def test_bullets_with_a_result_alone_claim_for_the_heading_above() -> None:
    text = f"# T5\n## 2 GPUs\n- 112.25 data/sec, speedup: 1.9x\n{STEPS}"
    assert described(text) == [("T5", None, 2, None, 111.125, 1.9)]
    stated = reading(text).records.filter(pl.col("role") == "summary")
    assert stated.select("line", "value").rows() == [(2, 112.25)]


def test_a_claim_after_the_lines_of_a_run_is_that_runs() -> None:
    text = f"# T5\n## 1 GPU\n{STEPS}## 2 GPUs\n{STEPS}\nSpeedup: 1.9x\n## 4 GPUs\n{STEPS}"
    assert [run[-1] for run in described(text)] == [None, 1.9, None]


def test_a_speedup_over_epochs_alone_is_about_their_time() -> None:
    found = reading("# T5\n## 2 GPUs, 1.9x\nEpoch 0 in 9 sec\nEpoch 1 in 5 sec\n").records
    assert found.select("metric", "stated_speedup").rows() == [("epoch_time", 1.9)]


def test_headings_that_hold_one_fact_each_add_up() -> None:
    text = f"# Model: T5\n## GPUs: 2\n## Batch: 128\n## Host: lm6\n{STEPS}"
    assert described(text) == [("T5", "lm6", 2, 128, 111.125, None)]


def test_settings_in_bold_are_no_headings() -> None:
    head = "**Model:** T5  \n**GPUs:** {}  \n**Batch size:** 128  \n\n"
    text = f"{head.format(2)}{STEPS}\n---\n\n{head.format(4)}{STEPS}"
    assert described(text) == [
        ("T5", None, 2, 128, 111.125, None),
        ("T5", None, 4, 128, 111.125, None),
    ]


def test_settings_after_results_are_not_those_of_the_heading_above() -> None:
    text = f"# T5\n## 1 GPU\n{STEPS}Setup: batch size: 64\n{STEPS}"
    assert [run[3] for run in described(text)] == [None, 64]


def test_several_steps_on_a_line() -> None:
    text = "Step200: 100.5 data/sec, Step400: 110 data/sec\nStep600: 111 data/sec, lr 0.1\n"
    (run,) = throughputs(reading(text))
    assert run["progress_at"] == [200, 400, 600]


def test_a_comment_set_off_may_name_model_and_devices() -> None:
    text = "".join(f"# T5 with {gpus} GPUs\n{STEPS}" for gpus in (1, 2))
    assert [(run[0], run[2]) for run in described(text, "log.txt")] == [("T5", 1), ("T5", 2)]


@pytest.mark.parametrize(
    ("line", "value"),
    [("step {} | 12.5k tokens/s | loss 2.1", 12500), ("step {}: 12.5 M tok/s", 12.5e6)],
)
def test_thousands_of_tokens(line: str, value: float) -> None:
    text = "".join(f"{line.format(step)}\n" for step in (1, 2))
    (run,) = throughputs(reading(text))
    assert (run["value"], run["unit"]) == (value, "tok/s")


def test_a_result_with_its_spread() -> None:
    found = reading(f"# T5-2xA100\n## lm6: 112.25 ± 2.1 data/sec\n{STEPS}").records
    stated = found.filter(pl.col("role") == "summary")
    assert stated.select("system", "value").rows() == [("lm6", 112.25)]


@pytest.mark.parametrize("filler", ["", "a line that says nothing\n" * 4000])
def test_a_number_at_which_a_log_stops_has_no_value(filler: str) -> None:
    line = (
        " iteration {0}/ 500 | elapsed time per iteration (ms): 86545.2 | lm loss: {1} | scale: 1"
    )
    whole = "".join(f"{line.format(step, 2.5 + step / 100)}\n" for step in range(4))
    found = reading(f"{filler}{whole}{line.format(4, '2.54').rpartition('54')[0]}").records
    progress = {row["metric"]: row["progress"] for row in found.iter_rows(named=True)}
    assert progress["step_time"] == [pytest.approx(86.5452)] * 5
    assert progress["loss"] == [2.5, 2.51, 2.52, 2.53]
    # A last line like the others is whole, whether a line feed ends it or not.
    ended = reading(f"{whole}{line.format(4, 2.54)}").records
    assert ended.filter(metric="loss")["value"].to_list() == [2.54]
