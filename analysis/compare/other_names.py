"""Benchmarks that both sides have and each calls otherwise: ``BM_fft`` and ``fft``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import polars as pl

from analysis.compare.age_order import age, is_state

_NAMING: Final = ("benchmark", "case")
_GAPS: Final = re.compile(r"[\s_-]+")
_EDGE: Final = re.compile(r"[^A-Za-z0-9]")
"""Where a part of a name ends that all names of a side may begin or end with."""
_BETWEEN: Final = re.compile(r"[^\w.+]|_")
_DIGIT: Final = re.compile(r"\d")
_OTHER_WORK: Final = frozenset(
    {
        *("weak", "strong", "read", "write", "forward", "backward", "train", "inference", "eval"),
        *("serial", "parallel", "sequential", "random", "sync", "async", "cold", "warm", "small"),
        *("large", "half", "single", "double", "float", "mixed", "cpu", "gpu"),
    }
)
"""Words that make other work of the same name: ``weak_heat`` beside ``heat``."""
_LEAST: Final = 2
"""So many names are alike by more than chance."""
_MOST: Final = 1_000


class OtherNames(NamedTuple):
    """What all names of a ``column`` are on each side, ``BM_*`` and ``*``; or two of them."""

    column: str
    base: str
    new: str


class _Names(NamedTuple):
    """The names of a side by what is left of them, and what stands around that in all."""

    of: dict[str, str]
    front: str
    back: str


def with_names_of_base(
    base: pl.DataFrame, new: pl.DataFrame
) -> tuple[pl.DataFrame, tuple[OtherNames, ...]]:
    """Return the records of ``new`` under the names of ``base``, and what was other in them.

    So it is where no name is on both sides, and what is left of all names of the side that has
    fewer, without what all have in front or behind and without capitals and gaps, is a name of the
    other as well.
    """
    found: list[OtherNames] = []
    for column in _NAMING:
        ours, theirs = (_distinct(side[column]) for side in (base, new))
        renamed = _alike(ours, theirs)
        if renamed is None:
            continue
        names, around = renamed
        new = new.with_columns(pl.col(column).cast(pl.String).replace(names))
        found.append(OtherNames(column, *around))
    return new, tuple(found)


def _distinct(column: pl.Series) -> list[str]:
    return column.drop_nulls().cast(pl.String).unique(maintain_order=True).to_list()


def _alike(
    ours: Sequence[str], theirs: Sequence[str]
) -> tuple[dict[str, str], tuple[str, str]] | None:
    """Return the names of the new side with those of the base, and what tells all of them."""
    fewest, most = sorted((len(ours), len(theirs)))
    if not _LEAST <= fewest <= most <= _MOST or set(ours) & set(theirs):
        return None
    for base, new in ((_plain(ours), _plain(theirs)), (_bare(ours), _bare(theirs))):
        common = [left for left in base.of if left in new.of]
        is_each_once = len(base.of) == len(ours) and len(new.of) == len(theirs)
        if is_each_once and len(common) == fewest and _is_same_work(base, new):
            names = {new.of[left]: base.of[left] for left in common}
            return names, _around(base, new, common[0])
    return None


def _plain(names: Sequence[str]) -> _Names:
    return _Names({_spelled(name): name for name in names}, "", "")


def _bare(names: Sequence[str]) -> _Names:
    """Take off what all names begin and end with, up to the edge of a word."""
    front = _to_edge(_begin(names))
    rest = [name[len(front) :] for name in names]
    back = _to_edge(_begin([name[::-1] for name in rest]))[::-1]
    return _Names(
        {
            _spelled(left[: len(left) - len(back)]): name
            for left, name in zip(rest, names, strict=True)
        },
        front,
        back,
    )


def _begin(names: Sequence[str]) -> str:
    """What all names begin with: as far as the first and the last in order do."""
    first, last = min(names), max(names)
    same = (
        place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]
    )
    return first[: next(same, min(len(first), len(last)))]


def _to_edge(common: str) -> str:
    edges = [edge.end() for edge in _EDGE.finditer(common)]
    return common[: edges[-1]] if edges else ""


def _spelled(name: str) -> str:
    return _GAPS.sub("", name).casefold()


def _is_same_work(base: _Names, new: _Names) -> bool:
    """Whether what stands around the names is no work of another kind: ``fp32_``, ``read_``.

    One side may say more than the other; where both say something, it is the state of a code.
    """
    return _is_of_no_work(base.front, new.front) and _is_of_no_work(base.back, new.back)


def are_states_of_one(base: str, new: str) -> bool:
    """Whether two names are of one thing, before a change and after: ``v1.4`` and ``v1.5``.

    ``solve-old`` and ``solve-new`` are as well; ``yolo_v5`` and ``yolo_v8`` may be two things.
    """
    if is_state(base) and is_state(new):
        return True
    apart = _apart(base, new)
    return all(apart) and all(age(word) for words in apart for word in words)


def _is_of_no_work(base: str, new: str) -> bool:
    apart = _apart(base, new)
    further = [word for words in apart for word in words if not (is_state(word) or age(word))]
    if all(apart):
        return not further
    return not any(_DIGIT.search(word) or word.lower() in _OTHER_WORK for word in further)


def _apart(base: str, new: str) -> tuple[list[str], list[str]]:
    """The words of each of two texts that the other has not."""
    ours, theirs = ([word for word in _BETWEEN.split(text) if word] for text in (base, new))
    return [each for each in ours if each not in theirs], [
        each for each in theirs if each not in ours
    ]


def _around(base: _Names, new: _Names, left: str) -> tuple[str, str]:
    """How both sides call what they have: ``BM_*`` and ``*``, or the first of them."""
    ours, theirs = f"{base.front}*{base.back}", f"{new.front}*{new.back}"
    return (ours, theirs) if ours != theirs else (base.of[left], new.of[left])
