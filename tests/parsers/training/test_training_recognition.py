from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.formats.training_log import READER
from parsers.run_records.records import named
from parsers.source import Source
from tests.paths import HOME


def confidence(text: str, name: str) -> int:
    return READER.sniff(Source(name, name, Path(name), text.encode()))


OTHER_TEXTS = {
    "a tutorial": (
        "guide.md",
        "# Tutorial\n\nStep 1: install the package (it takes 5 min).\n"
        "In epoch 3 we saw 120 images/sec, and in epoch 4 that was 130 images/sec.\n"
        "Each epoch took 35 s, and epoch 1 took 45 s with the warm-up we describe.\n",
    ),
    "a plan": (
        "plan.txt",
        "Iteration 4: 2 weeks\nIteration 5: 3 days\nIteration 6: 4 days\nEpoch 2 : 30 h\n",
    ),
    "a Python program": (
        "train.py",
        "# step 100: 5.0 img/s\n# step 200: 6.0 img/s\nprint('Epoch 3 in 20 sec')\n",
    ),
    "source code on standard input": (
        "-",
        "print('step 100: 5.0 img/s')\nprint('step 200: 6.0 img/s')\n"
        'printf("step 300: 5.0 img/s");\n',
    ),
    "a job script": (
        "job.sbatch",
        "#!/bin/bash\n#SBATCH --nodes=2\n# step 1: 5 img/s\n# step 2: 6 img/s\n",
    ),
    "a script without its suffix": ("job", "#!/bin/bash\n# step 1: 5 img/s\n# step 2: 6 img/s\n"),
    "downloads": (
        "job.out",
        "Downloading shards: 100%|####| 2/2 [00:10<00:00,  5.0s/it]\n"
        "Loading checkpoint shards: 100%|####| 2/2 [00:03<00:00,  1.6s/it]\n"
        "Map: 100%|####| 25000/25000 [00:20<00:00, 1250.1 examples/s]\n",
    ),
    "settings alone": ("conf.txt", "model: T5\nbatch_size: 64\nnum_gpus: 4\nsteps: 1000\n"),
    "a model card": (
        "card.md",
        "Trained for 3 epochs on 8 GPUs; 1200 img/s. Loss at step 1000: 0.5. At step 2000: 0.4.\n",
    ),
    "a pipeline": (
        "job.log",
        "2024-01-01 INFO Step 4: 12 files copied\n2024-01-01 INFO Step 5: 14 files copied\n" * 3,
    ),
    "two losses in a text": ("notes.md", "Step 5: loss 0.5\n\nStep 9: loss 0.4\n"),
}


SUMMARY = "'train_runtime': 1332.6534, 'train_samples_per_second': 8.019, 'epoch': 1.0}"


@pytest.mark.parametrize(
    "line",
    ["{" + SUMMARY, "TrainOutput(global_step=9, training_loss=3.8, metrics={" + SUMMARY + ")"],
)
def test_a_trainer_says_in_one_line_how_a_run_went(tmp_path: Path, line: str) -> None:
    path = tmp_path / "cell.txt"
    path.write_text(line + "\n")
    found = named(load([str(path)]).records)
    rates = found.filter(found["metric"] == "throughput")["value"].to_list()
    assert rates == [8.019]
    assert confidence(line.replace("train_runtime", "a_runtime"), "cell.txt") == 0


def test_below_its_command_it_is_the_output_of_a_run() -> None:
    losses = "{'loss': 2.3, 'epoch': 0.5}\n{'loss': 2.1, 'epoch': 1.0}\n"
    log = f"accelerate launch --num_processes 4 run.py\n{losses}" + "{" + SUMMARY + "\n"
    assert confidence(log, "log.txt") > 0
    assert confidence(log.replace("accelerate launch", "we ran"), "log.txt") == 0


@pytest.mark.parametrize("what", OTHER_TEXTS)
def test_other_texts_are_no_logs(what: str) -> None:
    name, text = OTHER_TEXTS[what]
    assert confidence(text, name) == 0


DOCUMENTS = sorted(
    [*HOME.glob("*.md"), *HOME.glob("docs/*.md"), *HOME.glob("tests/parsers/training/test_*.py")]
)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_of_this_project_are_no_logs(path: Path) -> None:
    assert READER.sniff(Source(str(path), path.name, path)) == 0


@pytest.mark.parametrize(
    ("first", "second"), [('"workers": 1', '"workers": 2'), ('"app": "cg"', '"app": "mg"')]
)
def test_lines_of_several_codes_or_counts_are_no_steps(
    tmp_path: Path, first: str, second: str
) -> None:
    path = tmp_path / "runs.jsonl"
    path.write_text(
        "".join(
            f'{{{name}, "steps/sec": {rate}, "iterations": {steps}}}\n'
            for name, rate, steps in ((first, 5.0, 10), (second, 9.0, 12), (first, 5.1, 10))
        )
    )
    assert named(load([str(path)]).records)["value"].to_list() == [5.0, 9.0, 5.1]


def test_iterations_in_the_order_of_their_speed_are_no_steps(tmp_path: Path) -> None:
    path = tmp_path / "copies.txt"
    found = ((6, 33.6, 1.96), (10, 33.5, 1.97), (8, 33.4, 1.98), (1, 33.3, 2.0))
    lines = (f"      Iter {at:03d} | {rate} GB/s | {time} ms |\n" for at, rate, time in found)
    path.write_text("Test 1:\n Transfer 00 | 33.5 GB/s | 2.0 ms | 512 bytes |\n" + "".join(lines))
    assert load([str(path)]).records.is_empty()
