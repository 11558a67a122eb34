"""Runs of Weights & Biases, from the log of an offline run and from its summary."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from parsers import load
from tests.parsers.programs.event_file import field
from tests.parsers.programs.examples import FOLDER, loaded
from tests.parsers.programs.test_own_values import rows

HEADER = b":W&B" + struct.pack("<HB", 0xBEE1, 0)
SUMMARY = {"_runtime": 12.5, "_timestamp": 1.7e9, "_step": 4, "loss": 0.4, "samples_per_s": 104.0}


def items(entry: dict[str, Any], number: int = 1) -> bytes:
    return b"".join(
        field(number, field(2, name) + field(16, json.dumps(value)))
        for name, value in entry.items()
    )


def log(*messages: bytes) -> bytes:
    """A log of messages, those at the end of a block in parts."""
    out = bytearray(HEADER)
    for message in messages:
        left, first = message, True
        while first or left:
            room = 32768 - len(out) % 32768
            if room < 7:
                out += bytes(room)
                continue
            part, left = left[: room - 7], left[room - 7 :]
            kind = (1 if first else 4) if not left else (2 if first else 3)
            out += struct.pack("<IHB", zlib.crc32(part), len(part), kind) + part
            first = False
    return bytes(out)


RUN = field(
    17, field(1, "id1") + field(3, "scaling") + field(4, items({"gpus": 2, "opt": {"lr": 1}}))
)
HISTORY = [
    field(2, items({"_step": step, "loss": 2.0 / (step + 1), "samples_per_s": 100.0 + step}))
    for step in range(5)
]
EXIT = field(18, field(1, 0) + field(2, 12))


def test_the_run_its_settings_and_what_it_logged() -> None:
    row, loss = (
        loaded(log(RUN, *HISTORY, EXIT)).records.sort("metric", descending=True).rows(named=True)
    )
    assert [row[name] for name in ("benchmark", "devices", "lr", "status")] == [
        *("scaling", 2, 1, "ok"),
    ]
    assert (row["metric"], row["value"], row["unit"], row["primary"]) == (
        *("throughput", 104.0, "samples/s", True),
    )
    assert loss["progress"] == [2.0, 1.0, pytest.approx(2 / 3), 0.5, 0.4]


def test_a_message_in_two_blocks_is_put_together() -> None:
    padding = field(4, b"x" * 40_000)
    assert loaded(log(RUN, padding, *HISTORY, EXIT)).records["value"].to_list() == [0.4, 104.0]


def test_without_its_end_it_is_running_or_was_killed() -> None:
    assert loaded(log(RUN, *HISTORY)).records["status"].unique().to_list() == ["running"]


def test_with_an_exit_code_it_failed() -> None:
    records = loaded(log(RUN, *HISTORY, field(18, field(1, 3)))).records
    assert records["value"].count() == 0
    assert records["reason"][0].startswith("exit code 3")


@pytest.mark.parametrize("cut", range(8, len(log(RUN, *HISTORY, EXIT)), 11))
def test_cut_off_it_gives_what_is_whole(cut: int) -> None:
    found = loaded(log(RUN, *HISTORY, EXIT)[:cut])
    assert not any("internal error" in note.text for note in found.notes)
    losses = found.records.filter(found.records["metric"] == "loss")["value"].to_list()
    assert not losses or losses[0] in [2.0 / (step + 1) for step in range(5)]


def test_a_summary_with_the_settings_beside_it(tmp_path: Path) -> None:
    files = tmp_path / "run-1" / "files"
    files.mkdir(parents=True)
    (files / "wandb-summary.json").write_text(json.dumps(SUMMARY))
    (files / "config.yaml").write_text(
        "wandb_version: 1\n\n_wandb:\n  value: {}\ngpus:\n  desc: null\n  value: 8\n"
    )
    row = load([str(tmp_path)]).records.filter(primary=True).row(0, named=True)
    assert (row["devices"], row["metric"], row["value"]) == (8, "throughput", 104.0)
    (tmp_path / "run-1" / "run-id.wandb").write_bytes(log(RUN, *HISTORY, EXIT))
    found = load([str(tmp_path)])
    assert found.records["benchmark"].unique().to_list() == ["scaling"]
    assert any("tells of the same run" in note.text for note in found.notes)


def test_a_file_of_an_offline_run() -> None:
    found = loaded((FOLDER / "wandb_run.wandb").read_bytes()).records
    assert found["metric"].to_list() == ["train_loss", "throughput"]


def test_what_one_update_took_is_a_time() -> None:
    # The summary of a run of LeRobot.
    text = '{"_runtime": 28810, "_timestamp": 1777448631.05, "train/update_s": 0.1465, "loss": 0.1}'
    assert rows(text, "train_update", "value", "unit", "better") == [(0.1465, "s", "lower")]
