"""Output of a loop over counts: ``NP=4 time=12.3`` a line, or a count and a time on lines apart.

The time may be that of the shell (``real 0m12.3s``), which needs no count to be a result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice, pairwise
from typing import Final, NamedTuple

import polars as pl

from parsers.clean import clean
from parsers.documents.lines_of_text import DOCUMENTS, headings_over, is_heading, lines_of
from parsers.grammar.braced_results import read_braced
from parsers.grammar.clauses import read_clauses
from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.grammar.printed_line import read_statement, title_beside_count
from parsers.grammar.said_in_sections import are_turns, begin_sections
from parsers.grammar.told_in_prose import told_in_prose
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_headings
from parsers.programs.shell_loops import shell_loops
from parsers.programs.shell_statements import REAL_TIME, SHELL_TIME, read_shell_statement
from parsers.read_tables import read_table
from parsers.reader import Reader, Reading
from parsers.run_records.records import empty
from parsers.source import Source
from parsers.tables.cells import UNSTATED
from parsers.tables.named_lines import CASE, with_codes_apart
from parsers.tables.table import Table

_SUFFIXES: Final = ("", ".log", ".out", ".txt", ".err", ".stdout", ".dat", ".csv")
_MOST: Final = 5_000
"""Lines; a loop over counts prints less."""
_LONGEST: Final = 200
_SURE: Final = 50
"""More than of a table, since three lines of two words look like one."""
_OFTEN: Final = 0.5
"""Words that are others in more than this share of the rows tell no groups of them apart."""
_COMMAND = Pattern(r"(?:\S*[$%>#] +)?time +\S")
"""``$ time ./sort 1000``, as it stands above what it printed."""
_NUMBERS = Pattern(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_NAMES = Pattern(r"[^\W\d_]|#")
"""Without a letter, or the sign that stands for a number of things, a line names nothing."""
_MOST_REPEATS: Final = 20
_SWEPT: Final = ("batch", "seq_len", "concurrency")
"""What is set to larger and larger numbers where nothing is counted."""
_LEAST: Final = 3
_LETTER: Final = {"n", "N"}
"""A size or a count, as the results will show."""
_FEWEST_ALIKE: Final = 3
"""So many lines of the same names are no coincidence."""
_TITLE: Final = ""
"""The name of what titles between rows say, which has none."""


class _Told(NamedTuple):
    """A line that states something: its number, the paragraph it is in, and what it states."""

    line: int
    paragraph: int
    cells: dict[str, str]
    words: frozenset[str] = frozenset()


def _sniff(source: Source) -> int:
    if source.goes_on or source.suffix not in (*_SUFFIXES, *DOCUMENTS):
        return 0
    lines = lines_of(source, source.head.decode("utf-8-sig", errors="replace").splitlines())
    rows = _rows(lines)
    if not rows:
        return 0
    headed = source.suffix in DOCUMENTS
    written = [line for line in lines if line.strip() and not (headed and is_heading(line))]
    timed = sum(bool(SHELL_TIME.fullmatch(line)) for line in written)
    # A comma between two results of a line parts no columns.
    told = len(rows) == len(written) and all(map(read_clauses, written))
    return _SURE if told or 2 * timed >= len(written) else 3


def _read(source: Source) -> Reading:
    rows = _rows(lines_of(source, source.lines[:_MOST]))
    if not rows:
        return Reading(empty())
    headings = list(dict.fromkeys(name for row in rows for name in row.cells))
    cells = [pl.Series([row.cells.get(name) for row in rows]) for name in headings]
    lines = pl.Series([row.line for row in rows], dtype=pl.UInt32)
    above = headings_over(source, rows[0].line, rows[-1].line)
    return read_table(Table(cells, headings, lines, rows[0].line, above=above), source)


READER = Reader("repeated results", _sniff, _read, most=_SURE)


def _rows(lines: Sequence[str]) -> list[_Told]:
    """The rows of a text: each states a count and a result, and all state the same.

    A row is a paragraph, if each has both, or begins where what the one before began with comes
    again. What was said before stays so until it is said anew.
    """
    told = _named_apart(_under_one_heading(_titled(list(_told(lines)), lines)))
    names = list(dict.fromkeys(name for each in told for name in each.cells))
    # The title `Pass 1` names a loop, and no run that passed.
    words = {
        name
        for each in told
        for name in each.words
        if name == _TITLE or not _stands_for_none(each.cells[name])
    }
    meant = {
        name: heading.suiting(numeric=name not in words)
        for name, heading in zip(names, read_headings(names), strict=True)
    }
    counts = {name for name, heading in meant.items() if heading.name in COUNTED}
    if not counts:
        swept = (name for name, heading in meant.items() if heading.name in _SWEPT)
        counts = {name for name in swept if _grows(told, name)}
    counts = counts or _LETTER & meant.keys()
    results = {
        name for name, heading in meant.items() if heading.kind == "metric" and heading.better
    } or {name for name, heading in meant.items() if heading.kind == "stated_speedup"}
    plain = {name for name in results if not (meant[name].unit or meant[name].is_time)}
    count = next((name for name in names if name in counts), REAL_TIME)
    if not counts and REAL_TIME not in names:
        return _alike(told, results, plain)
    titled = count == REAL_TIME
    rows = _paragraphs(told, counts, results) or _repeated(told, count, results, plain)
    # The last run may have been stopped before it had a result.
    complete = rows[:-1] if len(rows) > 2 and rows[-1].cells.keys() < rows[0].cells.keys() else rows
    ended = [row for row in complete if results.isdisjoint(row.cells) and _outcomes(row)]
    of_all = Counter(name for row in complete if row not in ended for name in row.cells)
    common = [name for name, times in of_all.items() if times == len(complete) - len(ended)]
    if len(rows) < (1 if count == REAL_TIME else 2) or results.isdisjoint(common):
        return []
    kept = [
        name for name in common if name not in words or _tells_groups(complete, name, titled=titled)
    ]
    settings = [tuple(row.cells.get(name) for name in kept if name not in results) for row in rows]
    if len({*settings}) == 1 < len(rows):
        # Words that are others in each row, as in `Phase: solve`: these are no repeats.
        named = [name for name in common if name in words and name not in (_TITLE, *kept)]
        kept += [name for name in named if any(map(str.isalpha, rows[0].cells[name]))]
    kept += [name for name in dict.fromkeys(chain(*map(_outcomes, ended))) if name not in kept]
    if CASE in kept:
        kept = [name for name in kept if name != _TITLE]
    return [
        row._replace(cells={name or CASE: row.cells[name] for name in kept if name in row.cells})
        for row in rows
    ]


def _grows(told: Sequence[_Told], name: str) -> bool:
    """Whether what is set to whole numbers is larger each time that it is stated, thrice at least.

    Of so many others of the same number it is a setting of all.
    """
    cells = [each.cells[name] for each in told if name in each.cells]
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    if len(numbers) < max(_LEAST, len(cells)):
        return False
    return all(before < after for before, after in pairwise(numbers))


def _alike(told: Sequence[_Told], results: set[str], plain: set[str]) -> list[_Told]:
    """The lines that all state the same things, a result and what is another in each.

    ``Size (MB): 8, time (s): 0.0005, Bandwidth (GB/s): 46.8``; most of what is stated is in these.
    Beside a time of the whole, lines with ``plain`` numbers, as of residuals, are progress.
    """
    stated = [each for each in told if _TITLE not in each.cells]
    said = Counter(frozenset(each.cells) for each in stated)
    names, often = max(said.items(), key=lambda each: each[1], default=(frozenset(), 0))
    rows = [each for each in stated if each.cells.keys() == names]
    settings = [tuple(each.cells[name] for name in sorted(names - results)) for each in rows]
    is_progress = names & results <= plain and any(
        results & each.cells.keys() - plain for each in stated
    )
    is_table = often >= _FEWEST_ALIKE and 2 * often > len(stated) and names & results
    return rows if is_table and not is_progress and len({*settings}) == often else []


def _outcomes(row: _Told) -> list[str]:
    """The names of words in a row that say that its run did not end well: ``status=failed``."""
    return [
        name for name in row.words if name and read_outcome(row.cells[name]) not in (None, "ok")
    ]


def _under_one_heading(told: list[_Told]) -> list[_Told]:
    """``told`` with ``Time: OOM`` under the heading of ``Time: 64.5 s``, with its unit."""
    names = dict.fromkeys(name for each in told for name in each.cells)
    units = {name.rpartition(" (")[0]: name for name in names if name.endswith(")")}
    return [
        each._replace(
            cells={
                units.get(name, name) if _stands_for_none(cell) else name: cell
                for name, cell in each.cells.items()
            },
            words=frozenset(
                units.get(name, name) if _stands_for_none(each.cells[name]) else name
                for name in each.words
            ),
        )
        for each in told
    ]


def _stands_for_none(word: str) -> bool:
    """Whether a word stands in place of a number that a run did not give."""
    return word.lower() in UNSTATED or read_outcome(word) is not None


def _told(lines: Sequence[str]) -> Iterator[_Told]:
    """Yield what lines state, and loops of them, and the titles between them."""
    paragraph = 0
    prose = told_in_prose(lines[:_MOST])
    loops = list(shell_loops(lines))
    looped = {number: cells for loop in loops for number, cells in loop.said.items()}
    commands = {loop.line for loop in loops}
    for number, line in enumerate(islice(lines, _MOST), start=1):
        if number in looped:
            yield _Told(number, paragraph, looped[number])
        if number in commands:
            continue
        if number in prose:
            for told in prose[number]:
                yield _Told(number, paragraph, told.cells)
        elif not line.strip():
            paragraph += 1
        elif len(line) <= _LONGEST and _NAMES.search(line):
            found = read_shell_statement(line) or read_statement(line)
            if braced := read_braced(line):
                yield from (_Told(number, paragraph, cells) for cells in braced)
            elif found is not None:
                yield _Told(number, paragraph, found.cells, found.words)
            elif any(map(str.isalpha, line)):
                title = clean(line).strip(" \t=#*-:[]")
                yield _Told(number, paragraph, {_TITLE: title}, frozenset((_TITLE,)))


def _titled(told: list[_Told], lines: Sequence[str]) -> list[_Told]:
    """``told`` with what announcements of counts name besides, where they name several things.

    ``OPENMP with 32 threads`` and ``MPI with 32 threads`` announce other runs of as many.
    """
    named = {
        place: title
        for place, each in enumerate(told)
        if not each.words and (title := title_beside_count(lines[each.line - 1]))
    }
    if len(set(named.values())) < 2:
        return told
    return [
        each._replace(cells={**each.cells, _TITLE: named[place]}, words=frozenset((_TITLE,)))
        if place in named
        else each
        for place, each in enumerate(told)
    ]


def _named_apart(told: list[_Told]) -> list[_Told]:
    """``told`` with codes before counts, ``wrf on 2 nodes: 36 s``, apart from what is measured."""
    results = [each for each in told if each.cells.keys() != {_TITLE}]
    apart = with_codes_apart([each.cells for each in results])
    if apart is None:
        return told
    return [
        each._replace(cells=cells, words=frozenset((CASE,)))
        for each, cells in zip(results, apart, strict=True)
    ]


def _paragraphs(told: Sequence[_Told], counts: set[str], results: set[str]) -> list[_Told]:
    """The rows, if each is a paragraph that states one count and one result."""
    rows = []
    said: dict[str, str] = {}
    sections = begin_sections((each.cells for each in told), counts | results)
    for _, lines in groupby(told, lambda each: each.paragraph):
        part = list(lines)
        stated = [name for each in part for name in each.cells if name != _TITLE]
        cells = {name: cell for each in part for name, cell in each.cells.items()}
        if counts.isdisjoint(stated) and results.isdisjoint(stated):
            said |= {name: cells[name] for each in part for name in each.words}
            said |= {name: cells[name] for name in sections & cells.keys()}
        elif counts.isdisjoint(stated) or len(set(stated)) < len(stated):
            return []
        else:
            cells.pop(_TITLE, None)
            rows.append(_Told(part[0].line, part[0].paragraph, {**said, **cells}))
    return rows if len(rows) > 1 else []


def _repeated(told: Sequence[_Told], count: str, results: set[str], plain: set[str]) -> list[_Told]:
    """The rows, of which each begins with the first name that comes as often as the ``count``.

    Results that are stated equally often in all of them are those of a loop over repeats.
    """
    times = Counter(name for each in told for name in each.cells)
    often = times[count]
    all_names = (name for each in told for name in each.cells if name != _TITLE)
    first = next((name for name in all_names if times[name] == often), count)
    rows: list[_Told] = []
    again: list[list[_Told]] = []
    said: dict[str, str] = {}
    # Nothing but a title tells times of the shell apart, of which a program may print more.
    titled, commanded = count == REAL_TIME, False
    sections = begin_sections((each.cells for each in told), {count, *results})
    for each in told:
        rare = all(times[name] < often for name in each.cells)
        if rare and sections >= each.cells.keys():
            said |= each.cells
        elif each.words >= each.cells.keys() and (rare or (titled and _TITLE in each.cells)):
            said |= {} if commanded and not _is_command(each) else each.cells
            commanded |= _is_command(each)
        elif first in each.cells:
            rows.append(each._replace(cells={**said, **each.cells}))
            again.append([])
            commanded = False
        elif rows and (_TITLE not in each.cells or times[_TITLE] >= 2 * often):
            new = {name: cell for name, cell in each.cells.items() if name not in rows[-1].cells}
            rows[-1].cells.update(new)
            again[-1] += [] if new else [each]
    return list(_each_repeat(rows, again, results, plain))


def _each_repeat(
    rows: Sequence[_Told], again: Sequence[Sequence[_Told]], results: set[str], plain: set[str]
) -> Iterator[_Told]:
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


def _tells_groups(rows: Sequence[_Told], name: str, *, titled: bool) -> bool:
    """Whether the words under a name are those of several rows each, and not numbered.

    Where the rows are ``titled``, command lines and titles say what each of them is of.
    """
    texts = Counter(row.cells[name] for row in rows)
    if titled and name == _TITLE:
        return len({_NUMBERS.sub("", text) for text in texts}) > 1 or any(
            map(_COMMAND.match, texts)
        )
    if name == _TITLE and are_turns(list(texts)):
        return False
    return len(texts) <= max(1, _OFTEN * len(rows))


def _is_command(told: _Told) -> bool:
    return _COMMAND.match(told.cells.get(_TITLE, "")) is not None
