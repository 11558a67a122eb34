"""All settings of a program on one line of its log, or on one line each."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.formats import training_log
from parsers.source import Source
from parsers.training.dumps import read_dump

RESULTS = "".join(
    f"step {at}: loss {5 / (1 + at):.3f}, {900 + at % 3} img/s\n" for at in range(1, 9)
)


def read(text: str) -> list[dict[str, object]]:
    source = Source("t.log", "t.log", Path("t.log"), text.encode())
    records = training_log.READER.read(source).records
    return list(records.filter(metric="throughput").iter_rows(named=True))


DICT = "{'world_size': 4, 'batch_size': 32, 'model': 'resnet50', 'epochs': 10, 'lr': 0.1}"
JSON = DICT.replace("'", '"')


@pytest.mark.parametrize(
    "line",
    [
        f"Config: {DICT}",
        f"config = {JSON}",
        JSON,
        f"2026-11-27 14:05:01,123 - INFO - train - Arguments: {DICT}",
        f"[2026-11-27 14:05:01,123][__main__][INFO] - {DICT}",
        f"INFO:root:Running with args: {DICT}",
        "args: Namespace(world_size=4, batch_size=32, arch='resnet50', epochs=10, lr=0.1, g=None)",
        "TrainConfig(model='resnet50', batch_size=32, world_size=4, epochs=10, lr=0.1)",
        "Config: {'run': {'world_size': 4}, 'batch_size': 32, 'model': {'name': 'resnet50'},"
        " 'optimizer': {'name': 'adam', 'lr': 0.1}, 'epochs': 10, 'layer': <object at 0x7f>}",
        "Config:\n  world_size: 4\n  batch_size: 32\n  model: resnet50\n  epochs: 10\n  lr: 0.1",
        "Config:\n" + JSON.replace(", ", ",\n  ").replace("{", "{\n  ").replace("}", "\n}"),
    ],
)
def test_it_gives_the_settings_of_the_run_below(line: str) -> None:
    (run,) = read(f"Starting\n{line}\n{RESULTS}")
    assert (run["benchmark"], run["ranks"], run["batch"]) == ("resnet50", 4, 32)
    assert (run["epochs"], run["learning_rate"]) == (10, 0.1)


def test_a_second_one_begins_another_run() -> None:
    lines = [f"Config: {{'gpus': {gpus}, 'batch_size': 32}}\n{RESULTS}" for gpus in (1, 4)]
    assert [run["devices"] for run in read("\n".join(lines))] == [1, 4]


@pytest.mark.parametrize(
    "line",
    [
        "{'loss': 0.6, 'grad_norm': 1.5}",
        "{'a': 1, 'batch_size': 32}",
        "the set {1, 2, 3} has three members",
        "Counter({'a': 1})",
    ],
)
def test_braces_around_anything_else_are_no_settings(line: str) -> None:
    assert read_dump(line) is None


def test_secrets_and_hostile_text_are_left_out() -> None:
    dump = read_dump("Config: {'api_key': 'hf_1', 'batch_size': 8, 'model': 'a\x1b[31m\u202eb'}")
    assert dump is not None
    assert set(dump) == {"batch", "benchmark"}
    assert "\x1b" not in dump["benchmark"]
    assert "\u202e" not in dump["benchmark"]


def test_a_deep_one_ends() -> None:
    text = "Args: " + "{'a': " * 20_000 + "1" + "}" * 20_000
    assert read_dump(text) == {}


def test_one_that_is_cut_off_gives_what_it_has() -> None:
    assert read_dump("Config: {'batch_size': 32, 'gpus': 4, 'mod") == {"batch": 32, "devices": 4}
