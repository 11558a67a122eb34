"""What stands above the parts of an output: numbers that each part has, and titles of turns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from parsers.short_columns.short_texts import as_int


def begin_sections(said: Iterable[Mapping[str, str]], of_rows: Set[str]) -> set[str]:
    """Return the names that begin sections of rows: ``N = 1000``, further down ``N = 2000``.

    ``said``: what each line states, by name; ``of_rows``: the names that rows consist of. What
    begins sections is first stated before any row, and changes.
    """
    values: dict[str, set[str]] = {}
    late: set[str] = set()
    began = False
    for cells in said:
        began |= not of_rows.isdisjoint(cells)
        late |= {name for name in cells if began and name not in values}
        for name, cell in cells.items():
            values.setdefault(name, set()).add(cell)
    return {name for name, cells in values.items() if name and len(cells) > 1} - late - of_rows


def are_turns(titles: Sequence[str]) -> bool:
    """Whether titles only number what they stand above: ``Pass 1``, ``Pass 2``, but no sizes.

    Options (``-O1``, ``-O2``) are others.
    """
    words = [text.rstrip("0123456789") for text in titles]
    if len(set(words)) > 1 or words[0].rpartition(" ")[2].startswith("-"):
        return False
    read = [as_int(text[len(words[0]) :] or "0") for text in titles]
    ends = sorted(number for number in read if number is not None)
    if len(ends) < len(read):
        return False
    return len(ends) == 1 or ends == list(range(ends[0], ends[0] + len(ends)))
