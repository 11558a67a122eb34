"""What is found in the whole of a log at once is what asking each of its lines finds."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsers.source import Source
from parsers.training import command_lines, log_settings, telling_lines
from parsers.training.log_layout import Layout, lay_out
from tests.parsers.training.test_seen_lines import SHAPES

PIECES = (
    *("step", "Steps", "iter", "iteration", "epoch", "Epoch", "epcoh", "tsep", "batch", "train"),
    *("Training", "test", "val", "Validation", "eval", "loss", "accuracy", "time", "took", "in"),
    *("Total", "average", "img/sec", "img/s", "it/s", "samples", "SamplesPerSec=", "ms", "s", "%"),
    *("elapsed", "run", "finished", "done", "out of memory", "OOM", "failed", "Killed", "Aborted"),
    *("RuntimeError", "Error", "Traceback (most recent call last)", "srun: error", "exit code"),
    *("CANCELLED AT", "*** JOB 1", "DUE TO TIME LIMIT", "KeyboardInterrupt", "srun -N 2 python"),
    *("torchrun", "--nproc_per_node=4", "Namespace(", "Config(", "'batch_size':", '"lr":', "{"),
    *("}", "Settings", "config", "batch size", "GPUs", "gpu", "nodes", "model", "ResNet-50"),
    *("A100", "lm6-120.7", "2x2080ti", "speedup", "baseline", "per device", "global", "..."),
    *("world_size", "Num_devices", "training on", "TensorFlow", "optimizer", "Adam(lr=0.1)"),
    *("INFO", "INFO:root:", "[rank0]:", "[1,0]<stdout>:", "worker 3:", "0:", "node7 |", "(pid=12)"),
    *("2024-03-01 12:00:00", "12:00", "1,234", "0.5", "3", "10/20", "1/1", "[5/90]", "(3.2)"),
    *("[00:10<00:10,", "[====]", "━━", "█", "é", "٣", "µs", "\x1b[1m", "\x1b[0m", "\r", "\x08"),
    *("#", "##", "**", "---", "===", "- ", "* ", "> ", "```", "|", ",", ";", ".", ":", "=", "/"),
    *("the", "we", "Loading checkpoint", "Foo Bar", "a(", "x", "(", ")", "[", "]", "\t", "  "),
)


@st.composite
def lines(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.sampled_from(PIECES), max_size=7))
    return draw(st.sampled_from(("", " "))).join(pieces)


@st.composite
def logs(draw: st.DrawFn) -> str:
    """Lines of all kinds, some of them again with other digits."""
    own = draw(st.lists(lines() | st.sampled_from(SHAPES), min_size=1, max_size=8))
    found = draw(st.lists(st.sampled_from(own), max_size=20))
    digit = st.sampled_from("0123456789")
    ends = draw(st.sampled_from(["\n", "\r\n", "\n\n"]))
    return ends.join(re.sub("#(?!#)", lambda _: draw(digit), line) for line in found)


def laid_out(text: str, name: str, few: int) -> Layout:
    source = Source(name, name, Path(name), text.encode(errors="replace"))
    with patch.object(telling_lines, "FEW", few):
        return lay_out(source)


@pytest.mark.parametrize("name", ["run.log", "run.md"])
@given(text=logs(), block=st.sampled_from([16, 200, 2**20]))
@example(text="\rSteps\n\rSteps\n\rSteps", block=16)
def test_a_log_says_the_same_whether_its_lines_are_asked_or_searched(
    name: str, text: str, block: int
) -> None:
    with patch.object(telling_lines, "_BLOCK", block):
        searched = laid_out(text, name, few=-1)
    asked = laid_out(text, name, few=2**30)
    assert searched.blocks == asked.blocks
    assert searched.rows == asked.rows
    assert searched.unread == asked.unread
    assert searched.cut_off == asked.cut_off


def test_lines_that_say_nothing_are_not_looked_at_even_if_no_two_are_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at: list[str] = []
    read_command = command_lines.read_command

    def counted(text: str) -> object:
        looked_at.append(text)
        return read_command(text)

    monkeypatch.setattr(log_settings, "read_command", counted)
    words = Random(1)
    names = ("loader", "cache", "worker", "shard", "manifest", "tensor", "device", "buffer")
    said = [" ".join(words.choices(names, k=6)) for _ in range(3_000)]
    text = "".join(f"2024-03-01 12:00:00 INFO {each}: 0.5\n" for each in said)
    assert len(text) > telling_lines.FEW
    laid_out(f"{text}step 1: 5 img/s\n", "run.log", telling_lines.FEW)
    assert len(looked_at) < 10
