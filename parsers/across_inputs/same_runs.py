"""Several files that tell of one run -> the one that tells most.

The Trainer of Hugging Face writes what it logged into ``trainer_state.json``, at the end and beside
each checkpoint, and its last numbers into ``all_results.json`` and those of its parts. Weights &
Biases has a summary in a folder beside the log of a run. Ranks may write a file each, and files
have copies beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from parsers.grammar.file_turns import last_number, original_of, rank_named
from parsers.notes import Note, and_more
from parsers.source import STDIN, Source

_NAMES: Final = ("trainer_state.json", "all_results.json")
_PARTS: Final = ("train_results.json", "eval_results.json", "test_results.json")
_SUMMARY: Final = "wandb-summary.json"
_LOG: Final = ".wandb"
_ENDINGS: Final = (_LOG, _SUMMARY, *_NAMES, *_PARTS)
_CHECKPOINT: Final = re.compile(r"checkpoint-(\d+)")
_NUMBERS: Final = re.compile(r"[1-9]\d*")


def without_same_runs(sources: Sequence[Source]) -> tuple[list[int], list[Note]]:
    """Return the places of ``sources`` that do not tell of a run again, and remarks.

    Of files of the ranks of a run that of rank 0 is kept, of a file and its copies the file.
    """
    again, notes = _of_trackers(sources)
    # Labels that the user gave say which are to be kept apart.
    own = {place: source.name for place, source in enumerate(sources) if source.is_named_after_file}
    copies = _copies(own)
    ranks = _ranks(own)
    for first, others in ranks.items():
        text = (
            f"rank 0 of {len(others) + 1}: the files of the other ranks tell of the same run;"
            " name one to read it"
        )
        notes.append(Note("assumed", text, sources[first].name))
    notes += [
        Note("info", f"an earlier copy of {sources[first].name}; read once", sources[place].name)
        for place, first in copies.items()
    ]
    again |= {*copies, *(place for others in ranks.values() for place in others)}
    return [place for place in range(len(sources)) if place not in again], notes


def _copies(names: Mapping[int, str]) -> dict[int, int]:
    """The places of files that are called copies of others, by their names; and those of these."""
    places = {name: place for place, name in names.items()}
    found: dict[int, int] = {}
    for place, name in names.items():
        folder, slash, own = name.rpartition("/")
        original = original_of(own)
        if original is not None and (first := places.get(folder + slash + original)) is not None:
            found[place] = first
    return found


def _ranks(names: Mapping[int, str]) -> dict[int, list[int]]:
    """The place of the file of rank 0 of a run -> those of its other ranks.

    Their numbers run on from 0: those of counts do not. Where no word calls them ranks,
    the folders that they are in do: as many files are in ``n2/`` as in ``n4/`` as these say.
    """
    called: dict[str, dict[int, int]] = {}
    numbered: dict[str, dict[str, dict[int, int]]] = {}
    for place, name in names.items():
        folder, _, own = name.rpartition("/")
        if found := rank_named(name):
            called.setdefault(found.template, {})[found.number] = place
        elif found := last_number(own):
            folders = numbered.setdefault(found.template, {})
            folders.setdefault(folder, {})[found.number] = place
    runs = [each for each in called.values() if _run_on(each)]
    for folders in numbered.values():
        if len({len(each) for each in folders.values()}) > 1 and all(
            _run_on(each) and str(len(each)) in _NUMBERS.findall(folder.rpartition("/")[2])
            for folder, each in folders.items()
        ):
            runs += folders.values()
    return {
        each[0]: [place for number, place in each.items() if number]
        for each in runs
        if len(each) > 1
    }


def _run_on(numbers: Mapping[int, int]) -> bool:
    """Whether numbers are 0, 1, 2 and so on."""
    return 0 in numbers and max(numbers) + 1 == len(numbers)


def _of_trackers(sources: Sequence[Source]) -> tuple[set[int], list[Note]]:
    """The places of files that tell less of a run than another one does, and remarks."""
    best: dict[Path, tuple[tuple[int, int], int]] = {}
    told: dict[int, tuple[Path, tuple[int, int]]] = {}
    for place, source in enumerate(sources):
        if (found := _run_of(source)) is not None:
            folder, rank = found
            told[place] = found
            best[folder] = min(best.get(folder, (rank, place)), (rank, place))
    again = {place for place in told if not _tells(place, told, best)}
    left: dict[int, list[int]] = {}
    for place in again:
        left.setdefault(best[told[place][0]][1], []).append(place)
    notes = [
        Note(
            "info",
            f"tells of the same run as {sources[first].name}{and_more(len(places))}; read once",
            sources[min(places)].name,
        )
        for first, places in sorted(left.items())
    ]
    return again, notes


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
