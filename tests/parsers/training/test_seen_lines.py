from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.source import Source
from parsers.training import log_lines, log_settings
from parsers.training.log_layout import Layout, lay_out
from parsers.training.log_lines import MOST_SHAPES, read_entry
from parsers.training.seen_lines import SeenLines

SHAPES = (
    "step # | loss: #.# | # img/s",
    "[rank#]: step # loss=#.# #.# tok/s",
    " [####-##-## ##:##] iteration #/ # | elapsed time per iteration (ms): #.# | lm loss: #.#E-# |",
    "Epoch #:  #%|###   | #/# [00:##<00:##, #.#it/s, loss=#.#]",
    "Epoch #/#",
    "# - accuracy: #/# (#%) step #",
    "#/# [==============================] - #s #ms/step - loss: #.#",
    "time: #m #s, epoch #",
    "Training time #:##:##",
    "Total img/sec on # GPU(s): #.# +-#.#",
    "Test set: Average loss: #.#, Accuracy: #/#",
    "current time: 1######### s at step #",
    "step # size (10^#): # rate 5 (10^# img)/s: #",
    "batch size: #",
    "## GPUs",
    "ResNet-# on A#, batch #",
    "srun: error: node#: task #: Exited with exit code #",
    "- Step#: #.# img/s",
    "RuntimeError: CUDA out of memory at step #",
    "python# -m torch.distributed.launch --nproc_per_node=# train.py",
    "+ srun -N # -n # python train.py",
    "####-##-## ##:##:## INFO cache: channel #/# via P2P",
    "loading shard # of # from /data/part-#.bin",
    "",
    "-----",
)


@st.composite
def logs(draw: st.DrawFn) -> str:
    """Lines of few shapes with other digits each."""
    shapes = draw(st.lists(st.sampled_from(SHAPES), min_size=1, max_size=4))
    lines = draw(st.lists(st.sampled_from(shapes), max_size=25))
    digit = st.sampled_from("0001123456789")
    return "\n".join(re.sub("#", lambda _: draw(digit), line) for line in lines)


def laid_out(text: str, name: str) -> Layout:
    return lay_out(Source(name, name, Path(name), text.encode()))


@pytest.mark.parametrize("name", ["run.log", "run.md"])
@given(text=logs())
def test_lines_say_the_same_whether_one_of_their_shape_was_seen_or_not(
    name: str, text: str
) -> None:
    seen = laid_out(text, name)
    with (
        patch.object(SeenLines, "result", return_value=None),
        patch.object(SeenLines, "is_quiet", return_value=False),
        patch.object(log_lines, "_keep"),
    ):
        log_lines.known_shapes.clear()
        anew = laid_out(text, name)
    assert seen.blocks == anew.blocks
    assert seen.rows == anew.rows
    assert seen.unread == anew.unread


@pytest.mark.parametrize(
    "line",
    [
        "step # | loss: #.# | #.# img/s",
        "####-##-## ##:##:## INFO cache: channel #/# via P2P",
        "[rank0]: loading shard #### of #### from /data/part-####.bin",
        "Failed to find ####, trying again",
    ],
)
def test_of_a_thousand_lines_of_a_shape_few_are_looked_at_closely(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    for module, name in ((log_lines, "find_counters"), (log_settings, "read_command")):
        found = getattr(module, name)

        def counted(text: str, found: Callable[[str], object] = found) -> object:
            looked_at.append(text)
            return found(text)

        monkeypatch.setattr(module, name, counted)
    log_lines.known_shapes.clear()
    numbers = Random(1)
    lines = [re.sub("#", lambda _: f"{numbers.randrange(10)}", line) for _ in range(1_000)]
    laid_out("\n".join(lines), "run.log")
    assert 0 < len(looked_at) < 10


def test_memory_of_shapes_stays_small() -> None:
    log_lines.known_shapes.clear()
    seen = SeenLines(markdown=False)
    for number in range(3 * MOST_SHAPES):
        word = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        seen.is_quiet(f"{word} x1")
        seen.is_quiet(word)
        read_entry(f"{word} step 1: 2 img/s")
        assert len(log_lines.known_shapes) <= MOST_SHAPES
        assert len(seen) <= MOST_SHAPES


def test_a_share_of_nothing_is_the_number_itself() -> None:
    log_lines.known_shapes.clear()
    whole = read_entry("step 1 accuracy: 5/0")
    share = read_entry("step 1 accuracy: 5/8")
    again = read_entry("step 1 accuracy: 5/0")
    assert whole is not None
    assert share is not None
    assert again == whole
    assert [whole.quantities[0].value, share.quantities[0].value] == [5.0, 5 / 8]


@pytest.mark.parametrize("prefix", ["", "[rank0]: ", "2024-03-01 12:00:00 "])
def test_of_a_thousand_steps_of_a_shape_few_are_more_than_their_numbers(
    prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    entry = log_lines.LineShape.entry

    def counted(shape: log_lines.LineShape, text: str) -> log_lines.LogEntry:
        asked.append(text)
        return entry(shape, text)

    monkeypatch.setattr(log_lines.LineShape, "entry", counted)
    log_lines.known_shapes.clear()
    lines = [
        f"{prefix}step {step} loss: {step / 1000} {step}.5 img/s" for step in range(1000, 2000)
    ]
    rows = laid_out("\n".join(lines), "run.log").rows
    assert list(rows.step[::2]) == list(range(1000, 2000))
    assert list(rows.value[:4]) == [1.0, 1000.5, 1.001, 1001.5]
    assert 0 < len(asked) < 20
