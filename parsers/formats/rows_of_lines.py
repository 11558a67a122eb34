"""Which lines of a text make a row: a paragraph, or what is stated until it begins again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from parsers.formats.told_lines import ENDED, TITLE, ToldLine
from parsers.grammar.dated_titles import day_titled
from parsers.grammar.patterns import Pattern
from parsers.grammar.said_in_sections import are_turns, begin_sections
from parsers.programs.shell_statements import REAL_TIME

_OFTEN: Final = 0.5
"""Words that are others in more than this share of the rows tell no groups of them apart."""
_COMMAND = Pattern(r"(?:\S*[$%>#] +)?time +\S")
"""``$ time ./sort 1000``, as it stands above what it printed."""
_NUMBERS = Pattern(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_MOST_REPEATS: Final = 20


def rows_of_paragraphs(
    told: Sequence[ToldLine], counts: set[str], results: set[str]
) -> list[ToldLine]:
    """Return the rows, if each is a paragraph that states one count and one result."""
    rows = []
    said: dict[str, str] = {}
    sections = begin_sections((each.cells for each in told), counts | results)
    for _, lines in groupby(told, lambda each: each.paragraph):
        part = list(lines)
        stated = [name for each in part for name in each.cells if name != TITLE]
        cells = {name: cell for each in part for name, cell in each.cells.items()}
        if counts.isdisjoint(stated) and results.isdisjoint(stated):
            if ENDED in stated:
                return []
            said |= {name: cells[name] for each in part for name in each.words}
            said |= {name: cells[name] for name in sections & cells.keys()}
        elif counts.isdisjoint(stated) or len(set(stated)) < len(stated):
            return []
        else:
            cells.pop(TITLE, None)
            words = frozenset((ENDED,)) & cells.keys()
            rows.append(ToldLine(part[0].line, part[0].paragraph, {**said, **cells}, words))
    return rows if len(rows) > 1 else []


def rows_begun_again(
    told: Sequence[ToldLine], count: str, results: set[str], plain: set[str]
) -> list[ToldLine]:
    """Return the rows, each begun by the first name that comes as often as the ``count``.

    Results that are stated equally often in all of them are those of a loop over repeats.
    """
    times = Counter(name for each in told for name in each.cells)
    often = times[count]
    all_names = (name for each in told for name in each.cells if name not in (TITLE, ENDED))
    first = next((name for name in all_names if times[name] == often), count)
    rows: list[ToldLine] = []
    again: list[list[ToldLine]] = []
    said: dict[str, str] = {}
    # Nothing but a title tells times of the shell apart, of which a program may print more.
    titled, commanded = count == REAL_TIME, False
    ended: dict[str, str] = {}
    sections = begin_sections((each.cells for each in told), {count, *results})
    for each in told:
        rare = all(times[name] < often for name in each.cells)
        if each.cells.keys() == {ENDED}:
            # The shell tells the time of a run behind what it printed.
            if titled or not rows:
                ended = {**each.cells, **ended}
            else:
                rows[-1] = _ended(rows[-1], each.cells)
        elif rare and sections >= each.cells.keys():
            said |= each.cells
        elif each.words >= each.cells.keys() and (rare or (titled and TITLE in each.cells)):
            said |= {} if commanded and not _is_command(each) else each.cells
            commanded |= _is_command(each)
        elif first in each.cells:
            rows.append(each._replace(cells={**said, **each.cells}))
            rows[-1], ended = _ended(rows[-1], ended), {}
            again.append([])
            commanded = False
        elif rows and (TITLE not in each.cells or times[TITLE] >= 2 * often):
            new = {name: cell for name, cell in each.cells.items() if name not in rows[-1].cells}
            rows[-1].cells.update(new)
            again[-1] += [] if new else [each]
    return list(_each_repeat(rows, again, results, plain))


def _ended(row: ToldLine, how: Mapping[str, str]) -> ToldLine:
    """The row with how its run ended, where that was not well: the first that is said of it."""
    return row._replace(cells={**how, **row.cells}, words=row.words | how.keys())


def _each_repeat(
    rows: Sequence[ToldLine],
    again: Sequence[Sequence[ToldLine]],
    results: set[str],
    plain: set[str],
) -> Iterator[ToldLine]:
    """Yield each row, and one more for each time that its results were stated ``again``.

    Where they are not stated equally often everywhere, they are those of nothing in particular.
    What is stated as often as they are (``N = 2000``) is that of each; words are no results.
    Where a time is stated once, ``plain`` numbers that come again are the progress of its run.
    """
    names = {name for told in again for each in told for name in each.cells}
    if plain >= names & results > set() and all(
        results - plain - names & row.cells.keys() for row in rows
    ):
        for row in rows:
            yield row._replace(cells={name: row.cells[name] for name in row.cells.keys() - names})
        return
    for name in sorted(names):
        times = {sum(name in each.cells for each in told) for told in again}
        if len(times) > 1 or max(times) >= _MOST_REPEATS:
            names.remove(name)
    numbers = {name for told in again for each in told for name in each.cells.keys() - each.words}
    names = names if names & results & numbers else set()
    for row, told in zip(rows, again, strict=True):
        yield row
        later = [each for each in told if not names.isdisjoint(each.cells)]
        often = max((sum(name in each.cells for each in later) for name in names), default=0)
        for turn in range(often):
            stated = {}
            for name in names:
                found = [each for each in later if name in each.cells]
                if turn < len(found):
                    stated[name] = found[turn].cells[name]
            yield row._replace(line=later[turn].line, cells={**row.cells, **stated})


def tells_groups(rows: Sequence[ToldLine], name: str, *, titled: bool) -> bool:
    """Return whether the words under a name are those of several rows each, and not numbered.

    Where the rows are ``titled``, command lines and titles say what each of them is of.
    """
    texts = Counter(row.cells[name] for row in rows)
    if titled and name == TITLE:
        named = {day_titled(text) or _NUMBERS.sub("", text) for text in texts}
        return len(named) > 1 or any(map(_COMMAND.match, texts))
    if name == TITLE and are_turns(list(texts)):
        return False
    return len(texts) <= max(1, _OFTEN * len(rows))


def _is_command(told: ToldLine) -> bool:
    return _COMMAND.match(told.cells.get(TITLE, "")) is not None
