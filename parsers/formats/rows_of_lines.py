"""Which lines of a text make a row: a paragraph, or what is stated until it begins again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final

from parsers.formats.told_lines import ENDED, TITLE, ToldLine, errors_named
from parsers.grammar.dated_titles import day_titled
from parsers.grammar.patterns import Pattern
from parsers.grammar.said_in_sections import are_turns, begin_sections
from parsers.grammar.words import word_set, words
from parsers.programs.shell_statements import REAL_TIME

_OFTEN: Final = 0.5
"""Words that are others in more than this share of the rows tell no groups of them apart."""
_COMMAND = Pattern(
    r"(?:\S*[$%>#] +)?time +\S"
    r"|(?:\S*[$%>#+] +)?(?:\.{0,2}/\S+\s|(?:\S+ ){1,9}-{1,2}[A-Za-z@]+[ =]?\d)"
    r"(?!.*\b(?:seed|rep(?:eat)?|trial|run)[ =_-]?\d)"
)
"""``$ time ./sort 1000``, ``./sort -t 4``, as it stands above what it printed."""
_NUMBERS = Pattern(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_MOST_REPEATS: Final = 20
_FEWEST: Final = 3
_STEPS: Final = word_set("step steps timestep iter iters iteration iterations epoch cycle")


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
        elif rare and errors_named(each):
            # Whatever is said of an error is of the run that goes on.
            if titled or not rows:
                ended = {**ended, **each.cells}
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
    if clocks := _of_clocks(rows, again, results):
        rows = [
            row._replace(cells={name: row.cells[name] for name in row.cells.keys() - clocks})
            for row in rows
        ]
        names -= clocks
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


def _of_clocks(
    rows: Sequence[ToldLine], again: Sequence[Sequence[ToldLine]], results: set[str]
) -> set[str]:
    """The names of what only grows along each run: ``time 0.5``, ``time 1.0``, ``time 1.5``.

    It is the time so far, or that which is simulated. Beside sizes that are others each time it is
    that of each; the number of a step is no such size.
    """
    found: set[str] = set()
    for name in {name for told in again for each in told for name in each.cells}:
        along = [_numbers([row, *told], name) for row, told in zip(rows, again, strict=True)]
        grow = all(
            len(each) >= _FEWEST and all(before < after for before, after in pairwise(each))
            for each in along
        )
        if grow and not _STEPS.isdisjoint(words(name)):
            continue
        if grow and name in results:
            found.add(name)
        elif any(len({*each}) > 1 for each in along):
            return set()
    return found


def _numbers(told: Sequence[ToldLine], name: str) -> list[float]:
    cells = [each.cells[name] for each in told if name in each.cells]
    return [float(cell) for cell in cells if _NUMBERS.fullmatch(cell)]


def tells_groups(rows: Sequence[ToldLine], name: str, *, titled: bool) -> bool:
    """Return whether the words under a name are those of several rows each, and not numbered.

    Where the rows are ``titled``, command lines and titles say what each of them is of.
    """
    texts = Counter(row.cells[name] for row in rows if name in row.cells)
    if titled and name == TITLE:
        named = {day_titled(text) or _NUMBERS.sub("", text) for text in texts}
        return len(named) > 1 or any(map(_COMMAND.match, texts))
    if name == TITLE and are_turns(list(texts)):
        return False
    return len(texts) <= max(1, _OFTEN * len(rows))


def _is_command(told: ToldLine) -> bool:
    return _COMMAND.match(told.cells.get(TITLE, "")) is not None
