"""Files and folders called by numbers alone, each twice the one before: ``1/``, ``2/``, ``4/``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from parsers.across_inputs.input_counts import InputCounts
from parsers.grammar.name_counts import NameCounts
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.objects.counts_as_names import get_faster

_NUMBER = Pattern(r"(?<!\d)(?<!\d\.)\d{1,7}(?!\d|\.\d)")
_SAY_NOTHING: Final = word_set(
    "strong scaling scale scaled study run runs out output outputs res result results log logs job"
    " jobs slurm bench benchmark test tests timing timings time times perf stdout report parallel"
    " par p pe pes x world dp t"
)
"""Words beside a number that may count; that of a tile or of a batch has a word of its own."""
_LEAST: Final = 3


def counts_that_double(
    paths: Mapping[int, Sequence[str]], facts: Sequence[InputCounts]
) -> dict[int, NameCounts]:
    """Return by their place the counts of inputs that numbers tell apart, where times fall.

    Each number is the double of the one before, as for names in JSON, and nothing beside it says
    what it is of; what took 100, 52 and 28 seconds is shared by 1, 2 and 4 of something. Where
    other parts of the paths differ, ``gcc/1`` and ``clang/1``, so in each series of them.
    """
    depth = min(map(len, paths.values()), default=0)
    for level in range(1, depth + 1):
        read = {place: _number_alone(pieces[-level]) for place, pieces in paths.items()}
        numbers = {place: number for place, number in read.items() if number is not None}
        series: dict[tuple[str, ...], list[int]] = {}
        for place in sorted(numbers, key=lambda place: numbers[place]):
            pieces = paths[place]
            series.setdefault((*pieces[:-level], *pieces[len(pieces) - level + 1 :]), []).append(
                place
            )
        if len(numbers) < len(read) or not all(
            _share_work([numbers[place] for place in each], [facts[place] for place in each])
            for each in series.values()
        ):
            continue
        return {place: NameCounts({"ranks": number}, "*") for place, number in numbers.items()}
    return {}


def _number_alone(piece: str) -> int | None:
    """The only number in a part of a path, where no word beside it says of what."""
    found = [*_NUMBER.finditer(piece)]
    if len(found) != 1 or not _SAY_NOTHING.issuperset(words(_NUMBER.sub(" ", piece))):
        return None
    return int(found[0][0])


def _share_work(numbers: Sequence[int], facts: Sequence[InputCounts]) -> bool:
    if len(numbers) < _LEAST or any(more != 2 * few for few, more in pairwise(numbers)):
        return False
    return get_faster(_times(facts))


def _times(facts: Sequence[InputCounts]) -> list[float]:
    """A time of each input, of one name for all; none where one has no such time."""
    timed = [
        {each.metric: each.value for each in fact.measured if each.unit == "s"} for fact in facts
    ]
    shared = [name for name in timed[0] if all(name in each for each in timed)]
    return [each[shared[0]] for each in timed] if shared else []
