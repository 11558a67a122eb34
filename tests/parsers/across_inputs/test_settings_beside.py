"""Counts in the settings beside results, and what keeps them from being taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.across_inputs.settings_beside import counts_beside, settings_beside
from parsers.source import Source

GROWS = "model: gpt\nngpus: {n}\nbatch_size: {b}\nseed: {n}{n}\noutput_dir: out/{n}\n"


def beside(folder: Path, texts: list[str], name: str = "config.yaml") -> list[dict[str, int]]:
    sources = []
    for place, text in enumerate(texts):
        run = folder / str(place)
        run.mkdir()
        (run / name).write_text(text)
        path = run / "result.json"
        path.write_text('{"tokens_per_second": 100}')
        sources.append(Source(str(path), str(path), path))
    return counts_beside(map(settings_beside, sources))


def test_counts_stand_beside(tmp_path: Path) -> None:
    texts = [GROWS.format(n=n, b=32 * n) for n in (1, 2, 4)]
    assert beside(tmp_path, texts) == [{"devices": 1}, {"devices": 2}, {"devices": 4}]


def test_devices_of_each_node_are_multiplied(tmp_path: Path) -> None:
    texts = [f'{{"trainer": {{"num_nodes": {n}, "devices": 8}}}}' for n in (1, 2)]
    found = beside(tmp_path, texts, "config.json")
    assert found == [{"nodes": 1, "devices": 8}, {"nodes": 2, "devices": 16}]


def test_a_trainer_has_so_many_devices_on_each_node(tmp_path: Path) -> None:
    texts = [f"trainer:\n  num_nodes: {n}\n  devices: {d}\n" for n, d in ((1, 4), (1, 8), (2, 8))]
    assert [each["devices"] for each in beside(tmp_path, texts)] == [4, 8, 16]


@pytest.mark.parametrize(
    "texts",
    [
        ["ngpus: 1\nmodel: gpt\n", "ngpus: 2\nmodel: bert\n"],
        ["ngpus: 1\nhidden: 256\n", "ngpus: 2\nhidden: 320\n"],
        ["lora:\n  rank: 8\n", "lora:\n  rank: 16\n"],
        ["num_nodes: 2708\n", "num_nodes: 3327\n"],
        ["num_workers: 4\n", "num_workers: 8\n"],
        ["ngpus: 1\n", "epochs: 3\n"],
        ["ngpus: 1\n", "ngpus: [broken\n"],
    ],
)
def test_other_settings_count_nothing(tmp_path: Path, texts: list[str]) -> None:
    assert beside(tmp_path, texts) == []
