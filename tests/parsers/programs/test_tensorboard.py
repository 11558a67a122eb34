"""Event files of TensorBoard, value for value and damaged."""

from __future__ import annotations

import math
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import Loaded
from parsers.programs.event_records import masked_crc
from tests.parsers.programs.event_file import (
    BEGIN,
    event,
    field,
    hyperparameters,
    record,
    simple,
    tensor,
)
from tests.parsers.programs.examples import FOLDER, loaded

LOSSES = BEGIN + b"".join(event(step, simple("train/loss", 2.0 / step)) for step in (1, 2, 4))


def metrics(found: Loaded) -> dict[str, Any]:
    return dict(found.records.select("metric", "value").rows())


def test_the_checksum_is_that_of_the_format() -> None:
    assert (
        masked_crc(b"123456789") == (((0xE3069283 >> 15) | (0xE3069283 << 17)) + 0xA282EAD8) % 2**32
    )


def test_a_file_that_pytorch_wrote() -> None:
    found = loaded((FOLDER / "tensorboard.tfevents").read_bytes())
    row = found.records.row(0, named=True)
    assert (row["metric"], row["unit"], row["better"], row["primary"], row["value"]) == (
        *("perf_throughput", "samples/s", "higher", True, 102.0),
    )
    assert (row["progress"], row["progress_at"]) == ([100.0, 101.0, 102.0], [0.0, 1.0, 2.0])


def test_the_last_value_counts_and_the_others_are_progress() -> None:
    row = loaded(LOSSES).records.row(0, named=True)
    assert (row["metric"], row["value"], row["better"]) == ("train_loss", 0.5, "lower")
    assert (row["progress"], row["progress_at"]) == ([2.0, 1.0, 0.5], [1.0, 2.0, 4.0])


@pytest.mark.parametrize(
    ("kind", "content"),
    [(1, struct.pack("<f", 0.75)), (2, struct.pack("<d", 0.75))],
)
def test_scalars_as_tensors(kind: int, content: bytes) -> None:
    found = loaded(BEGIN + event(1, tensor("epoch_accuracy", kind, content)))
    assert list(metrics(found).values()) == [0.75]


def test_other_tensors_are_no_scalars() -> None:
    shape = field(2, field(2, field(1, 3)))
    histogram = field(1, field(1, "h") + field(8, field(1, 2) + shape + field(4, bytes(72))))
    words = tensor("text", 7, b"hello")
    found = loaded(BEGIN + event(1, histogram, words, simple("loss", 1.0)))
    assert metrics(found) == {"loss": 1.0}


def test_hyperparameters_are_settings() -> None:
    text = BEGIN + event(0, hyperparameters(gpus=4.0, precision="bf16", api_key="secret-value"))
    found = loaded(text + event(1, simple("throughput", 10.0)))
    row = found.records.row(0, named=True)
    assert (row["devices"], row["precision"]) == (4, "bf16")
    assert "secret-value" not in str(found.records.rows())


def test_without_scalars_it_is_told() -> None:
    found = loaded(BEGIN + record(field(1, 1.7e9) + field(4, b"graph")))
    assert "event file without scalars" in found.notes[0].text


@pytest.mark.parametrize("cut", range(len(BEGIN) + 1, len(LOSSES), 7))
def test_cut_off_it_gives_what_is_whole(cut: int) -> None:
    whole = loaded(LOSSES).records.row(0, named=True)["progress"]
    found = loaded(LOSSES[:cut])
    for row in found.records.iter_rows(named=True):
        points = row["progress"] or [row["value"]]
        assert points == whole[: len(points)]
    assert any("the rest is skipped" in note.text or "without" in note.text for note in found.notes)


def test_a_record_with_a_wrong_checksum_ends_it() -> None:
    damaged = bytearray(LOSSES)
    damaged[-8] ^= 1
    found = loaded(bytes(damaged))
    assert found.records.row(0, named=True)["progress"] == [2.0, 1.0]
    assert "damaged at byte" in found.notes[0].text


@given(st.binary(max_size=60), st.integers(0, len(LOSSES)))
def test_no_bytes_are_too_odd(content: bytes, place: int) -> None:
    for odd in (LOSSES[:place] + content, BEGIN + event(1, content), BEGIN + record(content)):
        found = loaded(odd)
        assert not any("internal error" in note.text for note in found.notes)
        assert all(math.isfinite(value) for value in found.records["value"].drop_nulls())
