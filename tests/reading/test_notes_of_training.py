"""Notes, dumps and prints of training that say once, or in passing, how large each run was."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from tests.reading.small_studies import Series, series_in

RISING: Series = {1: 100.0, 2: 95.0, 4: 90.0}
"""Of 100, 190 and 360 a second."""

STUDIES: dict[str, tuple[str, list[Series]]] = {
    "copies of a model.txt": (
        "config      img/s\nsingle      100\nDDP x2      190\nDDP x4      360\n",
        [RISING],
    ),
    "devices of each node.csv": (
        "nodes,devices,img/s\n1,4,100\n2,4,190\n4,4,360\n",
        [{4: 100.0, 8: 95.0, 16: 90.0}],
    ),
    "objects shown by Python.txt": (
        "Result(gpus=1, precision='bf16', img_s=100)\nResult(gpus=2, precision='bf16', img_s=190)\n"
        "Result(gpus=4, precision='bf16', img_s=360)\n",
        [RISING],
    ),
    "a dictionary with a name.py": (
        "# tokens per second by number of GPUs\nresults = {1: 100, 2: 190, 4: 360}\n",
        [RISING],
    ),
    "paths of names.json": (
        '{"a/1gpu/img_s": 100, "a/2gpu/img_s": 190, "a/4gpu/img_s": 360,'
        ' "b/1gpu/img_s": 10, "b/2gpu/img_s": 19, "b/4gpu/img_s": 36}',
        [RISING, RISING],
    ),
    "one machine of eight.yaml": (
        "hardware: 4xA100\nresults:\n  - {gpus: 1, img_s: 100}\n  - {gpus: 2, img_s: 190}\n"
        "  - {gpus: 4, img_s: 360}\n",
        [RISING],
    ),
    "sizes of one instance.md": (
        "| Instance | GPUs | img/s |\n|---|---|---|\n| p3.2xlarge | 1 | 100 |\n"
        "| p3.4xlarge | 2 | 190 |\n| p3.8xlarge | 4 | 360 |\n",
        [RISING],
    ),
    "names made up.csv": (
        "Name,State,gpus,img/s\nwarm-sky-1,finished,1,100\ndry-bush-2,finished,2,190\n"
        "hot-lake-3,finished,4,360\n",
        [RISING],
    ),
    "rows with strokes.txt": (
        "GPUs   | 1    | 2    | 4\nns/day | 1.00 | 1.90 | 3.60\nmem GB | 14.1 | 14.4 | 14.6\n",
        [RISING],
    ),
    "a quantity beside another by counts.json": (
        '{"tokens_per_s": {"1gpu": 100, "2gpu": 190, "4gpu": 360},'
        ' "memory_gb": {"1gpu": 61, "2gpu": 42, "4gpu": 31}}',
        [RISING, {1: None, 2: None, 4: None}],
    ),
    "tokens before their price.csv": (
        "tp,output_tok_s,usd_per_mtok\n1,100,0.3\n2,190,0.4\n4,360,0.5\n",
        [RISING],
    ),
    "hours before epochs.csv": (
        "gpus,epochs_to_acc,hours_to_acc\n8,9,20\n16,9,10\n32,9,8\n",
        [{8: 100.0, 16: 100.0, 32: 62.5}],
    ),
    "announced in a log.log": (
        "INFO:root:>>> world size 1\nINFO:root:avg step 212.4 ms, 100 samples/s\n"
        "INFO:root:>>> world size 2\nINFO:root:avg step 218.0 ms, 190 samples/s\n"
        "INFO:root:>>> world size 4\nINFO:root:avg step 226.1 ms, 360 samples/s\n",
        [RISING],
    ),
    "slices of a pod.md": (
        "| Slice | Chips | img/s |\n|---|---|---|\n| v5e-1 | 1 | 100 |\n| v5e-2 | 2 | 190 |\n"
        "| v5e-4 | 4 | 360 |\n",
        [RISING],
    ),
    "sections called by counts.ini": (
        "[1gpu]\nthroughput = 100\n\n[2gpu]\nthroughput = 190\n\n[4gpu]\nthroughput = 360\n",
        [RISING],
    ),
    "thousands across.md": (
        "**Training speed (tokens/sec)**\n\n| | 1 GPU | 2 GPUs | 4 GPUs |\n|---|---|---|---|\n"
        "| IB | 100k | 190k | 360k |\n",
        [RISING],
    ),
    "dictionaries behind a logger.log": (
        "".join(
            f"2024-05-01 10:00:0{count} INFO bench: {{'gpus': {count}, 'fps': {rate}, 'mb': 8}}\n"
            for count, rate in ((1, 100), (2, 190), (4, 360))
        ),
        [RISING],
    ),
    "samples of a step.csv": (
        "ngpus,sec_per_step,samples_per_step\n1,2.00,64\n2,2.00,128\n4,2.50,256\n",
        [{1: 100.0, 2: 100.0, 4: 80.0}],
    ),
    "epochs before iterations.csv": (
        "gpus,it/s,epoch_time_s\n1,50,360\n2,50,190\n4,50,100\n",
        [{1: 100.0, 2: 94.7, 4: 90.0}],
    ),
}


@pytest.mark.parametrize("name", STUDIES)
def test_each_run_is_as_large_as_its_note_says(tmp_path: Path, name: str) -> None:
    text, expected = STUDIES[name]
    (tmp_path / name).write_text(text)
    assert series_in(tmp_path / name) == expected


def test_the_rank_of_matrices_is_set(tmp_path: Path) -> None:
    text = "rank,targets,mmlu,samples_per_s\n8,qv,61.2,12.1\n16,qv,61.9,12.0\n64,qv,63.0,9.9\n"
    (tmp_path / "a.csv").write_text(text)
    table = runs(load([str(tmp_path / "a.csv")]).records, Choice()).table
    assert table.select("rank", "efficiency").rows() == [(8, None), (16, None), (64, None)]


def test_columns_for_seeds_are_repeats(tmp_path: Path) -> None:
    text = "| Model | seed 1 | seed 2 | mean ± std |\n|---|---|---|---|\n| a | 81 | 83 | 82 ± 1 |\n"
    (tmp_path / "a.md").write_text(text)
    table = runs(load([str(tmp_path / "a.md")]).records, Choice()).table
    assert table.select("n", "value").rows() == [(2, 82.0)]


def test_settings_that_a_tracker_keeps_count(tmp_path: Path) -> None:
    for count, rate in ((1, 100), (2, 190)):
        folder = tmp_path / f"run-{count}"
        folder.mkdir()
        summary = f'{{"_runtime": {900 // count}, "_step": 100, "tokens_per_sec": {rate}}}'
        (folder / "wandb-summary.json").write_text(summary)
        (folder / "config.yaml").write_text(f"num_gpus:\n  desc: null\n  value: {count}\n")
    assert series_in(tmp_path) == [{1: 100.0, 2: 95.0}]


def test_one_line_of_results_below_what_a_job_was_given(tmp_path: Path) -> None:
    for nodes, rate in ((1, 100), (2, 190)):
        text = f"SLURM_JOB_NUM_NODES={nodes}\nSLURM_NTASKS={4 * nodes}\nSLURM_GPUS_PER_NODE=4\n"
        text += f"Starting training\nepoch 0 loss 2.31 throughput {rate} samples/s\nDone\n"
        (tmp_path / f"slurm-70{nodes}.out").write_text(text)
    assert series_in(tmp_path) == [{4: 100.0, 8: 95.0}]


def test_other_families_of_instances_stay_apart(tmp_path: Path) -> None:
    text = "instance,gpus,img/s\np3.2xlarge,1,100\ng4dn.4xlarge,2,190\np4d.24xlarge,8,700\n"
    (tmp_path / "a.csv").write_text(text)
    assert series_in(tmp_path / "a.csv") == [{1: 100.0}, {2: 100.0}, {8: 100.0}]


def test_numbers_above_rates_may_be_of_batches(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"1": 100, "2": 190, "4": 360}')
    table = runs(load([str(tmp_path / "a.json")]).records, Choice()).table
    assert table.select("benchmark", "value", "efficiency").rows() == [
        ("1", 100.0, None),
        ("2", 190.0, None),
        ("4", 360.0, None),
    ]


@pytest.mark.parametrize("heading", ["Triton (GB/s)", "Triton [FP16] (GB/s)"])
def test_rows_numbered_below_headings_of_several_words(tmp_path: Path, heading: str) -> None:
    text = (
        f"a-performance:\n{'N':>8}  {heading:>22}\n0  256.0  {512.5:>22}\n1  384.0  {614.5:>22}\n"
    )
    (tmp_path / "a.txt").write_text(text)
    table = runs(load([str(tmp_path / "a.txt")]).records, Choice()).table
    assert table.select("size", "value").rows() == [(256.0, 512.5e9), (384.0, 614.5e9)]
