"""Members of objects by counts alone, ``{"1": ..., "2": ..., "4": ...}``: what tells of counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from parsers.headings.read_heading import read_heading
from parsers.objects.values import Object, flat
from parsers.run_records.records import SCALE
from parsers.short_columns.short_texts import as_int

_FASTER: Final = 1.5


def count_runs(members: Object) -> bool:
    """Return whether names are counts, each the double of the last, and none is stated inside."""
    if not double(list(members)):
        return False
    inside = [value for value in members.values() if isinstance(value, dict)]
    return not any(read_heading(key).name in SCALE for value in inside for key, _ in flat(value))


def double(names: Sequence[str]) -> bool:
    """Return whether names are numbers, each the double of the one before."""
    numbers = names_as_numbers(names)
    if numbers is None or len(numbers) < 3:
        return False
    return all(more == 2 * few for few, more in pairwise(numbers.values()))


def names_as_numbers(names: Sequence[str]) -> dict[str, int] | None:
    """Return the whole numbers that all names are, ``None`` where one is none."""
    read = {name: as_int(name) if name.isdecimal() else None for name in names}
    numbers = {name: number for name, number in read.items() if number is not None}
    return numbers if len(numbers) == len(read) else None


def times_by_count(members: Object) -> bool:
    """Return whether names are counts and the numbers under them times."""
    return count_runs(members) and get_faster(members.values())


def get_faster(values: Iterable[object]) -> bool:
    """Return whether numbers fall as times do that more of a machine shares."""
    first = (value[0] if isinstance(value, list) and value else value for value in values)
    times = [float(value) for value in first if isinstance(value, int | float) and value > 0]
    return len(times) > 2 and times[0] >= _FASTER * times[-1]
