"""Several files that tell of one run -> the one that tells most.

The Trainer of Hugging Face writes what it logged into ``trainer_state.json``, at the end and beside
each checkpoint, and its last numbers into ``all_results.json`` and those of its parts. Weights &
Biases has a summary in a folder beside the log of a run.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from parsers.notes import Note, and_more
from parsers.source import STDIN, Source

_NAMES: Final = ("trainer_state.json", "all_results.json")
_PARTS: Final = ("train_results.json", "eval_results.json", "test_results.json")
_SUMMARY: Final = "wandb-summary.json"
_LOG: Final = ".wandb"
_ENDINGS: Final = (_LOG, _SUMMARY, *_NAMES, *_PARTS)
_CHECKPOINT: Final = re.compile(r"checkpoint-(\d+)")


def without_same_runs(sources: Sequence[Source]) -> tuple[list[int], list[Note]]:
    """Return the places of ``sources`` that do not tell of a run again, and remarks."""
    best: dict[Path, tuple[tuple[int, int], int]] = {}
    told: dict[int, tuple[Path, tuple[int, int]]] = {}
    for place, source in enumerate(sources):
        if (found := _run_of(source)) is not None:
            folder, rank = found
            told[place] = found
            best[folder] = min(best.get(folder, (rank, place)), (rank, place))
    kept = [
        place for place in range(len(sources)) if place not in told or _tells(place, told, best)
    ]
    left: dict[int, list[int]] = {}
    for place in told.keys() - set(kept):
        left.setdefault(best[told[place][0]][1], []).append(place)
    notes = [
        Note(
            "info",
            f"tells of the same run as {sources[first].name}{and_more(len(places))}; read once",
            sources[min(places)].name,
        )
        for first, places in sorted(left.items())
    ]
    return kept, notes


def _tells(
    place: int,
    told: dict[int, tuple[Path, tuple[int, int]]],
    best: dict[Path, tuple[tuple[int, int], int]],
) -> bool:
    """Whether a file is the best of its run, or a part of one that no file tells of as a whole."""
    folder, rank = told[place]
    first, at = best[folder]
    return at == place or (first[0] == rank[0] == len(_NAMES))


def _run_of(source: Source) -> tuple[Path, tuple[int, int]] | None:
    """The folder of the run that a file tells of, and its rank among such files, best first."""
    if source.name == STDIN or not str(source.place).endswith(_ENDINGS):
        return None
    path = source.path
    if path.suffix == _LOG:
        return path.parent, (0, 0)
    if path.name == _SUMMARY:
        # Copied elsewhere it is beside no log.
        return path.parent.parent if path.parent.name == "files" else path.parent, (1, 0)
    if path.name not in (*_NAMES, *_PARTS):
        return None
    if found := _CHECKPOINT.fullmatch(path.parent.name):
        return path.parent.parent, (len(_NAMES) + 1, -int(found[1]))
    rank = _NAMES.index(path.name) if path.name in _NAMES else len(_NAMES)
    return path.parent, (rank, 0)
