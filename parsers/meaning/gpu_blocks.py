"""Threads of the blocks that a kernel is launched in: how a GPU is used, not how much of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.grammar.words import word_set, words
from parsers.meaning.decisions import MEASURED, NOTHING, Decision, Decisions, RowRemark
from parsers.run_records.records import SCALE

_HALF_A_WARP: Final = 16
_MOST: Final = 1024
"""Threads of a block, on all that CUDA and HIP run on."""
_BEYOND_ONE_NODE: Final = 128
"""So many threads have few processors; who has them does not begin at 16 of them."""
_GPU: Final = word_set("gpu gpus cuda hip kernel kernels")
_TITLE_LENGTH: Final = 120


def threads_of_blocks(known: Decisions, around: Sequence[str]) -> Decision:
    """Take threads for those of a block, where a GPU ran and their numbers are such.

    They are whole halves of a warp, at most 1,024, and the only count; beside them stands a time
    of a GPU, or a title ``around`` names one and the numbers go beyond those of processors.
    """
    owner = known.owners.get("threads")
    if owner is None or owner.given or owner.heading.role:
        return NOTHING
    counts = [name for name in SCALE if name in known.fields and name in known.owners]
    numbers = known.fields["threads"].drop_nulls()
    if counts != ["threads"] or not len(numbers) or not bool((numbers % _HALF_A_WARP == 0).all()):
        return NOTHING
    most = int(numbers.max() or 0)  # type: ignore[arg-type]
    if not 0 < most <= _MOST or not bool((numbers > 0).all()):
        return NOTHING
    measured = {
        word
        for name, column in known.taken
        if name == MEASURED
        for word in words(column.heading.text)
    }
    titled = any(_names_a_gpu(text) for text in around) and most >= _BEYOND_ONE_NODE
    if _GPU.isdisjoint(measured) and not titled:
        return NOTHING
    text = f"`{owner.heading.text}` read as threads of a block on a GPU, which count no scale"
    return Decision(
        renamed={"threads": "threads_per_block"},
        dropped={"cores": "follows from threads"} if "cores" in known.fields else {},
        remarks=(RowRemark("assumed", text),),
    )


def _names_a_gpu(text: str) -> bool:
    is_title = len(text) <= _TITLE_LENGTH and text[-1:] != "."
    return is_title and not _GPU.isdisjoint(words(text))
