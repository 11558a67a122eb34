"""Ways in which people note how training and serving scale, and the efficiencies that these say."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, Runs, runs
from parsers import load

SERVED = "gpus,concurrency,tok/s/user{}\n1,8,50{}\n2,16,49{}\n4,32,48{}\n"
TRACKED = """\
Name,State,Created,GPU Count,tokens_per_second
{},finished,2024-05-01T10:00:00Z,1,1000
{},finished,2024-05-01T11:00:00Z,2,1900
{},finished,2024-05-01T12:00:00Z,4,3600
{},finished,2024-05-01T13:00:00Z,8,7000
"""
NESTED = (
    '[{"parallel": {"tp": 2, "pp": 1, "dp": 1}, "tokens_per_sec": 50},'
    ' {"parallel": {"tp": 2, "pp": 1, "dp": 2}, "tokens_per_sec": 95}]'
)
GROUPED = """\
>>> df.groupby(["precision", "gpus"]).mean()
                tokens_per_sec  mem_gb
precision gpus
bf16      1             100.00    48.4
          2             190.00    53.5
fp32      1              50.00    48.1
          2              90.00    53.2
"""
DESCRIBED = """\
             count        mean         std
gpus
1              5.0      100.00        1.92
2              5.0      190.00        1.49
4              5.0      360.00        1.49
"""

WRITTEN = {
    "groups in cells.md": (
        "| Parallelism | Tokens/s |\n|---|---|\n| DP1 TP4 | 50 |\n| DP2 TP4 | 95 |\n",
        [1.0, 0.95],
    ),
    "groups with signs.csv": ('layout,tok/s\n"tp=8, pp=1",100\n"tp=8, pp=2",180\n', [1.0, 0.9]),
    "groups beside their product.csv": (
        "gpus,layout,tok/s\n4,TP4,50\n8,TP4/DP2,95\n16,TP4/DP4,180\n",
        [1.0, 0.95, 0.9],
    ),
    "groups in a section.json": (NESTED, [1.0, 0.95]),
    "a group in names.csv": ("run,tok/s\nllama_tp2,100\nllama_tp4,190\n", [1.0, 0.95]),
    "use of the peak.csv": ("gpus,MFU (%)\n8,50\n16,48\n32,45\n", [1.0, 0.96, 0.9]),
    "names of a tracker.csv": (
        TRACKED.format("swift-fog-82", "calm-sea-83", "bold-sun-84", "deep-fog-85"),
        [1.0, 0.95, 0.9, 0.875],
    ),
    "names with the count.csv": (
        TRACKED.format("gpt-1gpu", "gpt-2gpu", "gpt-4gpu", "gpt-8gpu"),
        [1.0, 0.95, 0.9, 0.875],
    ),
    "notes with arrows.txt": (
        "numbers of today:\n8 GPUs -> 10k tok/s (baseline)\n16 GPUs -> 19.0k tok/s (95% scaling)\n",
        [1.0, 0.95],
    ),
    "items with models.md": (
        "Results\n\n- 1x A100: 100 images/s\n- 2x A100: 190 images/s\n",
        [1.0, 0.95],
    ),
    "epochs across.csv": (
        "gpus,epoch_1_s,epoch_2_s,epoch_3_s\n1,99,100,101\n2,52,54,55\n",
        [1.0, 0.926],
    ),
    "levels that are headings.json": (
        '{"fp32": {"1_gpu": {"img/s": 100}, "2_gpu": {"img/s": 190}},'
        ' "bf16": {"1_gpu": {"img/s": 200}, "2_gpu": {"img/s": 360}}}',
        [1.0, 0.95, 1.0, 0.9],
    ),
    "lines with strokes.txt": (
        "DDP benchmark\n✅ 1 GPU | 10000 tokens/s | 700 ms/step\n"
        "✅ 2 GPUs | 19000 tokens/s | 740 ms/step\n✅ 4 GPUs | 36000 tokens/s | 780 ms/step\n",
        [1.0, 0.95, 0.9],
    ),
    "items with several of a model.md": (
        "* 8 A100s: 104 hours\n* 16 A100s: 52 hours\n* 32 A100s: 32.5 hours\n",
        [1.0, 1.0, 0.8],
    ),
    "processes of one node.csv": ("nproc_per_node,tok/s\n1,100\n2,190\n4,360\n", [1.0, 0.95, 0.9]),
    "devices of one node.csv": ("gpus_per_node,tok/s\n1,100\n2,190\n4,360\n", [1.0, 0.95, 0.9]),
    "counts glued to their noun.csv": (
        "model,tput_1gpu,tput_2gpu,tput_4gpu\nbert,100,190,360\n",
        [1.0, 0.95, 0.9],
    ),
    "a mean of steps.csv": (
        "nnodes,nproc_per_node,world_size,avg_step_s\n1,4,4,10.0\n2,4,8,5.2\n4,4,16,2.8\n",
        [1.0, 0.962, 0.893],
    ),
    "groups of a tracker.csv": (
        '"Step","n_gpus: 1 - perf/tok_per_s","n_gpus: 2 - perf/tok_per_s"\n'
        '"0","100","190"\n"10","101","191"\n"20","99","189"\n"30","100","190"\n',
        [1.0, 0.95],
    ),
    "sections of a logger.csv": ("gpus,throughput/samples_per_sec\n1,100\n2,190\n", [1.0, 0.95]),
    "a frame with two levels.txt": (GROUPED, [1.0, 0.95, 1.0, 0.9]),
    "a frame described.txt": (DESCRIBED, [1.0, 0.95, 0.9]),
    "models over two rows.md": (
        "Throughput (images/s)\n\n| GPU | RN50 |  | ViT |  |\n|---|---|---|---|---|\n"
        "| count | TF32 | BF16 | TF32 | BF16 |\n| 1 | 100 | 200 | 50 | 80 |\n"
        "| 2 | 190 | 360 | 98 | 152 |\n",
        [1.0, 0.95, 1.0, 0.9, 1.0, 0.98, 1.0, 0.95],
    ),
    "models repeated over two rows.md": (
        "Throughput (images/s)\n\n| | RN50 | RN50 |\n|---|---|---|\n"
        "| GPUs | TF32 | BF16 |\n| 1 | 100 | 200 |\n| 2 | 190 | 360 |\n",
        [1.0, 0.95, 1.0, 0.9],
    ),
    "a sign beside a model.md": (
        "| GPU | # | img/s |\n|---|---|---|\n| A100 | 1 | 100 |\n| A100 | 2 | 190 |\n"
        "| V100 | 1 | 50 |\n| V100 | 2 | 90 |\n",
        [1.0, 0.95, 1.0, 0.9],
    ),
    "of a device in a day.md": (
        "| GPUs | tokens/GPU/day |\n|---|---|\n| 64 | 300M |\n| 128 | 285M |\n",
        [1.0, 0.95],
    ),
    "dictionaries in lines.txt": (
        "{'gpus': 1, 'img_s': 100.0}\n{'gpus': 2, 'img_s': 190.0}\n",
        [1.0, 0.95],
    ),
    "a dictionary by counts.txt": (
        "{'gpus': {1: {'time_s': 100.0}, 2: {'time_s': 50.0}}}\n",
        [1.0, 1.0],
    ),
    "members of a rate.jsonl": (
        '{"trainer": {"gpus": 1}, "throughput": {"samples_per_sec": 100}}\n'
        '{"trainer": {"gpus": 2}, "throughput": {"samples_per_sec": 190}}\n',
        [1.0, 0.95],
    ),
    "minutes of an epoch.csv": ("ray_workers,epoch_min,val_auc\n1,44,.8\n2,22,.8\n", [1.0, 1.0]),
    "hours until it converged.csv": ("gpus,hours_to_converge\n4,32\n8,20\n", [1.0, 0.8]),
    "lines of several counts.log": (
        "[gpus=1] epoch 0: 100 img/s\n[gpus=2] epoch 0: 190 img/s\n[gpus=4] epoch 0: 360 img/s\n",
        [1.0, 0.95, 0.9],
    ),
    "steps of several counts.log": (
        "".join(
            f"ngpus={count} step {step} loss 3.2 throughput {rate} samples/s\n"
            for count, rate in ((1, 100), (2, 190), (4, 360))
            for step in (10, 20)
        ),
        [1.0, 0.95, 0.9],
    ),
    "seconds for so many.csv": ("gpus,sec_per_1k_images\n1,1.9\n2,1.0\n", [1.0, 0.95]),
}

NO_SCALE = {
    "none of a loader's workers.csv": "num_workers,samples_per_sec\n0,40\n2,79\n4,151\n8,230\n",
    "a loader by its title.md": (
        "### DataLoader\n\n| num_workers | ms |\n|--|--|\n| 1 | 80 |\n| 2 | 42 |\n| 4 | 23 |\n"
    ),
    "a loader by its settings.csv": "num_workers,prefetch_factor,time_s\n1,2,80\n2,2,42\n4,2,23\n",
    "cards by their numbers.csv": "gpu,img_s\n3090,410\n4090,780\n2080,250\n",
    "cards by their numbers.json": '[{"gpu": 3090, "img_s": 410}, {"gpu": 4090, "img_s": 780}]',
    "rows by their numbers.md": (
        "| GPU | # | img/s |\n|--|--|--|\n| A100 | 1 | 100 |\n| V100 | 2 | 90 |\n| T4 | 3 | 9 |\n"
    ),
}

ONE_JOB = "Using {} GPU(s)\nepoch 1: {} img/s\nepoch 2: {} img/s\n"
JOBS = [(1, 99, 101), (2, 189, 191), (4, 359, 361)]


def read(folder: Path, name: str, text: str) -> Runs:
    path = folder / name
    path.write_text(text)
    return runs(load([str(path)]).records, Choice())


def efficiencies(found: Runs) -> list[float | None]:
    return [None if each is None else round(each, 3) for each in found.table["efficiency"]]


@pytest.mark.parametrize("name", WRITTEN)
def test_what_an_engineer_notes_scales_as_it_says(tmp_path: Path, name: str) -> None:
    text, expected = WRITTEN[name]
    assert efficiencies(read(tmp_path, name, text)) == expected


@pytest.mark.parametrize("name", NO_SCALE)
def test_what_is_no_count_scales_nothing(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, name, NO_SCALE[name])
    assert len(found.table) > 1
    assert set(efficiencies(found)) <= {None}


def test_workers_that_nothing_calls_a_loader_count(tmp_path: Path) -> None:
    found = read(tmp_path, "pool.csv", "num_workers,time_s\n1,100\n2,52\n4,27\n")
    assert efficiencies(found) == [1.0, 0.962, 0.926]


@pytest.mark.parametrize("between", ["", "\n", "==== next job ====\n", "done, at last\n"])
def test_a_count_behind_other_text_begins_a_run(tmp_path: Path, between: str) -> None:
    text = between.join(ONE_JOB.format(*job) for job in JOBS)
    assert efficiencies(read(tmp_path, "jobs.log", text)) == [1.0, 0.95, 0.9]


def test_a_run_without_a_count_is_no_repeat_of_the_one_before(tmp_path: Path) -> None:
    first, second, third = (ONE_JOB.format(*job) for job in JOBS)
    text = first + second + third.partition("\n")[2]
    found = read(tmp_path, "jobs.log", text)
    assert sorted(found.table["value"]) == [100, 190, 360]
    counts = dict(zip(found.table["value"], found.table["devices"], strict=True))
    assert counts == {100: 1, 190: 2, 360: None}


def test_runs_of_a_board_scale_by_their_names(tmp_path: Path) -> None:
    for count, rate in ((1, 100), (2, 190)):
        text = f"Wall time,Step,Value\n1700000000.1,10,{rate}\n1700000010.1,20,{rate}\n"
        (tmp_path / f"run-gpt_{count}gpu-tag-throughput.csv").write_text(text)
    found = runs(load([str(tmp_path)]).records, Choice())
    assert efficiencies(found) == [1.0, 0.95]


def test_repeats_below_one_count_stay(tmp_path: Path) -> None:
    first, second, _ = (ONE_JOB.format(*job) for job in JOBS)
    text = first + second + second.partition("\n")[2]
    assert list(read(tmp_path, "jobs.log", text).table["n"]) == [1, 2]


def test_what_one_user_sees_does_not_add_up(tmp_path: Path) -> None:
    found = read(tmp_path, "serving.csv", SERVED.format(*[""] * 4))
    assert efficiencies(found) == [None, None, None]
    (note,) = (note for note in found.notes if "one user" in note)
    assert note.startswith("no efficiency of throughput_per_user")


def test_what_a_watt_buys_does_not_add_up(tmp_path: Path) -> None:
    found = read(tmp_path, "power.csv", "gpus,img/s/W\n1,5.1\n2,5.0\n4,4.8\n")
    assert efficiencies(found) == [None, None, None]
    assert any("watt" in note for note in found.notes)


def test_the_total_comes_before_what_one_user_sees(tmp_path: Path) -> None:
    found = read(tmp_path, "serving.csv", SERVED.format(",tok/s", ",400", ",780", ",1500"))
    assert efficiencies(found) == [1.0, 0.975, 0.938]


@pytest.mark.parametrize("names", [("bert", "vit", "llama", "gpt"), ("a", "b", "a", "b")])
def test_names_of_other_work_stay(tmp_path: Path, names: tuple[str, ...]) -> None:
    text = TRACKED.format(*names).replace("1900", "300").replace("7000", "900")
    assert set(read(tmp_path, "runs.csv", text).table["benchmark"]) == set(names)


FIRST = {
    "a server's rate before its latency.csv": (
        "concurrency,Output Token Throughput (per sec),Time To First Token avg (ms)\n"
        "1,158,18\n4,590,24\n",
        ("output_token_throughput", "tok/s", "higher"),
    ),
    "throughput without a unit.csv": (
        "request_rate,mean_ttft_ms,output_throughput\n1,60,210\n4,85,820\n",
        ("output_throughput", None, "higher"),
    ),
    "bus bandwidth before the time.csv": (
        "size_bytes,time_us,busbw_GBps\n1024,69,26\n2048,236,124\n",
        ("busbw", "B/s", "higher"),
    ),
}


@pytest.mark.parametrize("name", FIRST)
def test_what_a_study_is_about_is_shown_first(tmp_path: Path, name: str) -> None:
    text, expected = FIRST[name]
    table = read(tmp_path, name, text).table
    assert set(table.select("metric", "unit", "better").rows()) == {expected}
