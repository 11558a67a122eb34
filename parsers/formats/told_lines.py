"""What the lines of a text state, one after another, and the titles between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import Final, NamedTuple

from parsers.clean import clean
from parsers.formats.idle_lines import denies_counts, repeats_announced
from parsers.formats.program_names import programs_apart
from parsers.grammar.beside_counts import rate_alone
from parsers.grammar.braced_results import read_braced
from parsers.grammar.counts_told import counts_told
from parsers.grammar.dated_titles import day_titled
from parsers.grammar.durations import parse_duration
from parsers.grammar.number_words import with_digits
from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.grammar.prefixes import printed
from parsers.grammar.printed_line import (
    Statement,
    bare_line,
    read_statement,
    title_beside_count,
)
from parsers.grammar.told_in_prose import told_in_prose
from parsers.grammar.told_times import read_told_time
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading
from parsers.programs.shell_loops import shell_loops
from parsers.programs.shell_statements import (
    REAL_TIME,
    TIMES_OF_SHELL,
    read_shell_statement,
    without_export,
)
from parsers.tables.cells import UNSTATED
from parsers.tables.named_lines import CASE, with_codes_apart
from parsers.training.endings import in_a_cell, is_of_shell, read_ending
from parsers.training.said_between import read_program

MOST: Final = 5_000
"""Lines; a loop over counts prints less."""
TITLE: Final = ""
"""The name of what titles between rows say, which has none."""
ENDED: Final = "status"
"""The name of what a line says of a run that did not end well."""
_OF_SHELL: Final = frozenset(TIMES_OF_SHELL.values())
_TIMED = Pattern(r"(?P<name>.+) \((?P<unit>ms|s|min|h)\)")
_LONGEST: Final = 200
NAMING: Final = Pattern(r"[^\W\d_]|#")
"""Without a letter, or the sign that stands for a number of things, a line names nothing."""


_FRAMED = Pattern(
    r"\s*(?:([=*#~>-])\1+>? *[^\W\d][\w+.-]*(?: [\w+.-]+)* *(?:\1{2,})?"
    r"|[\[<][^\W\d][\w+.-]*(?: [\w+.-]+)*[\]>]:?)\s*"
)
_FRAME = Pattern(r"^-+(?=\s|$|-)|(?<=\s)-+$|(?<=\w)-+$")
_NAMED_COUNT = Pattern(r"(?P<name>\S+)(?: (?P<count>[^\s()]+)| \((?P<noun>[^\s()]+)\))")


class ToldLine(NamedTuple):
    """A line that states something: its number, the paragraph it is in, and what it states."""

    line: int
    paragraph: int
    cells: dict[str, str]
    words: frozenset[str] = frozenset()


def told_lines(lines: Sequence[str]) -> list[ToldLine]:
    """Return what ``lines`` state, in their order, each name as it is where it has a unit."""
    stated = _without_repeats_announced(_without_errors_outlived(list(_statements(lines))))
    told = _under_one_heading(_in_seconds(_titled(_titles_alike(stated, lines), lines)))
    return _counts_apart(_named_apart(told))


def _without_errors_outlived(told: list[ToldLine]) -> list[ToldLine]:
    """``told`` without what a shell could not do before a program stated its result all the same.

    ``bash: line 5: module: command not found`` ends no run; a time of the shell below it is none.
    """
    kept = []
    for each, after in zip_longest(told, told[1:]):
        stated = set() if after is None or TITLE in after.cells else {*after.cells} - after.words
        outlived = any(read_heading(name).kind == "metric" for name in stated - _OF_SHELL)
        if not (outlived and is_of_shell(each.cells.get(ENDED, ""))):
            kept.append(each)
    return kept


def _without_repeats_announced(told: list[ToldLine]) -> list[ToldLine]:
    titles = (each.cells[TITLE] for each in told if each.cells.keys() == {TITLE})
    numbers = repeats_announced(titles)
    return [each for each in told if numbers.isdisjoint(each.cells.values())]


def stands_for_none(word: str) -> bool:
    """Return whether a word stands in place of a number that a run did not give."""
    return word.lower() in UNSTATED or read_outcome(word) is not None


def _statements(lines: Sequence[str]) -> Iterator[ToldLine]:
    """Yield what lines state, and loops of them, and the titles between them."""
    paragraph = 0
    prose = told_in_prose(lines[:MOST])
    loops = list(shell_loops(lines))
    looped = {number: cells for loop in loops for number, cells in loop.said.items()}
    commands = {at for loop in loops for at in range(loop.first, loop.last + 1)}
    programs = programs_apart(lines[:MOST])
    for number, line in enumerate(islice(lines, MOST), start=1):
        if number in looped:
            yield ToldLine(number, paragraph, looped[number])
        if number in commands:
            continue
        if number in prose:
            for told in prose[number]:
                yield ToldLine(number, paragraph, told.cells)
        elif not line.strip():
            paragraph += 1
        elif number in programs and (stated := _stated(programs[number][1], programs[number][1])):
            cells = {CASE: programs[number][0], **stated.cells}
            yield ToldLine(number, paragraph, cells, stated.words | {CASE})
        elif day := day_titled(line):
            yield ToldLine(number, paragraph, {TITLE: day}, frozenset((TITLE,)))
        elif len(line) <= _LONGEST and NAMING.search(line):
            plain = without_export(line)
            found = _stated(line, plain)
            if plain != line and found is not None and found.words:
                continue
            if found is not None and denies_counts(line, found.cells):
                continue
            if braced := read_braced(line):
                yield from (ToldLine(number, paragraph, cells) for cells in braced)
            elif (found is None or found.words >= found.cells.keys()) and (
                ended := read_ending(number, printed(line)[1])
            ):
                cells = {ENDED: in_a_cell(ended)}
                yield ToldLine(number, paragraph, cells, frozenset((ENDED,)))
            elif found is not None:
                yield ToldLine(number, paragraph, found.cells, found.words)
            elif (program := read_program(line)) and program[1]:
                cells = {"command": program[0], **program[1]}
                yield ToldLine(number, paragraph, cells, frozenset(("command",)))
            elif any(map(str.isalpha, line)):
                yield ToldLine(number, paragraph, {TITLE: _bare(line)}, frozenset((TITLE,)))


def _stated(line: str, plain: str) -> Statement | None:
    """What a line states; ``plain`` is it without the word that exports a setting."""
    bare = bare_line(line)
    found = read_shell_statement(bare) or read_statement(with_digits(plain))
    if found and not (len(found.cells) == 1 and read_heading(*found.cells).kind == "unknown"):
        return found
    if (time := read_told_time(bare)) is not None:
        return Statement({time.heading: time.number})
    if counts := counts_told(bare):
        return Statement(counts)
    alone = None if found else rate_alone(bare)
    return Statement({alone.heading: alone.number}) if alone else found


def _titled(told: list[ToldLine], lines: Sequence[str]) -> list[ToldLine]:
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
        each._replace(cells={**each.cells, TITLE: named[place]}, words=frozenset((TITLE,)))
        if place in named
        else each
        for place, each in enumerate(told)
    ]


def _titles_alike(told: list[ToldLine], lines: Sequence[str]) -> list[ToldLine]:
    """``told`` with ``n=16384`` for a title where others stand above rows like those below it.

    The name is stated nowhere else, and each title begins a paragraph. Or several are in frames, as
    ``=== GCC 12 ===`` and ``=== Clang 17 ===`` are, and name nothing that is measured or counted.
    """
    told = _framed(told, lines)
    above = {place for place in range(len(told) - 1) if _begins(told, place)}
    rows = {frozenset(told[p + 1].cells) for p in above if told[p].cells.keys() == {TITLE}}
    if not rows:
        return told
    times = Counter(name for each in told for name in each.cells)
    said = list(told)
    for place in above:
        each, below = told[place], told[place + 1]
        is_alone = len(each.cells) == 1 and TITLE not in each.cells
        if is_alone and times[next(iter(each.cells))] == 1 and frozenset(below.cells) in rows:
            title = _bare(lines[each.line - 1])
            said[place] = each._replace(cells={TITLE: title}, words=frozenset((TITLE,)))
    return said


def _framed(told: list[ToldLine], lines: Sequence[str]) -> list[ToldLine]:
    times = Counter(name for each in told for name in each.cells)
    framed = [
        place
        for place, each in enumerate(told)
        if len(each.cells) == 1 and _FRAMED.fullmatch(lines[each.line - 1])
    ]
    names = {next(iter(told[place].cells)) for place in framed} - {TITLE}
    if len(framed) < 2 or any(
        times[name] > 1 or read_heading(name).kind != "unknown" for name in names
    ):
        return told
    said = list(told)
    for place in framed:
        title = _bare(lines[told[place].line - 1])
        said[place] = told[place]._replace(cells={TITLE: title}, words=frozenset((TITLE,)))
    return said


def _bare(title: str) -> str:
    """A title without its frame; the sign of an option, ``-O2``, is no part of that."""
    return _FRAME.sub("", clean(title).strip(" \t=#*:[]")).strip(" \t=#*:[]")


def _begins(told: Sequence[ToldLine], place: int) -> bool:
    """Whether a line is the first of its paragraph."""
    return not place or told[place - 1].paragraph < told[place].paragraph


def _counts_apart(told: list[ToldLine]) -> list[ToldLine]:
    """``told`` with names before counts, ``lulesh nodes=4``, apart from what they count.

    There are several names, or the time that the shell took follows each. Results may stand behind.
    """
    found = {
        place: (match["name"].rstrip(",:"), count)
        for place, each in enumerate(told)
        if each.cells and not each.words
        if (match := _NAMED_COUNT.fullmatch(next(iter(each.cells))))
        and (count := _counted(match["count"] or match["noun"])) is not None
        and read_heading(next(iter(each.cells))).kind == "unknown"
    }
    follows = all(place + 1 < len(told) and REAL_TIME in told[place + 1].cells for place in found)
    if not found or (len({name for name, _ in found.values()}) < 2 and not follows):
        return told
    apart = list(told)
    for place, (name, count) in found.items():
        number, *others = told[place].cells.values()
        results = dict(zip([*told[place].cells][1:], others, strict=True))
        cells = {CASE: name, count: number, **results}
        apart[place] = told[place]._replace(cells=cells, words=frozenset((CASE,)))
    return apart


def _counted(noun: str) -> str | None:
    """One heading for ``1 GPU`` and ``2 GPUs``, where these are counts."""
    several = noun if noun.endswith("s") else f"{noun}s"
    return next((each for each in (several, noun) if read_heading(each).name in COUNTED), None)


def _named_apart(told: list[ToldLine]) -> list[ToldLine]:
    """``told`` with codes before counts, ``wrf on 2 nodes: 36 s``, apart from what is measured."""
    results = [each for each in told if each.cells.keys() != {TITLE}]
    apart = with_codes_apart([each.cells for each in results])
    if apart is None:
        return told
    return [
        each._replace(cells=cells, words=frozenset((CASE,)))
        for each, cells in zip(results, apart, strict=True)
    ]


def _in_seconds(told: list[ToldLine]) -> list[ToldLine]:
    """``told`` with a time in seconds where lines state it in several units: ``37m 30s``, ``20m``.

    A line that states it twice is of two.
    """
    units: dict[str, set[str]] = {}
    for each in told:
        for heading in each.cells:
            if found := _TIMED.fullmatch(heading):
                units.setdefault(found["name"], set()).add(heading)
    several = {heading for headings in units.values() if len(headings) > 1 for heading in headings}
    if not several or any(len(several & each.cells.keys()) > 1 for each in told):
        return told
    return [
        each._replace(
            cells=dict(
                _second(heading, cell) if heading in several else (heading, cell)
                for heading, cell in each.cells.items()
            )
        )
        for each in told
    ]


def _second(heading: str, cell: str) -> tuple[str, str]:
    found = _TIMED.fullmatch(heading)
    seconds = parse_duration(f"{cell}{found['unit']}") if found else None
    if found is None or seconds is None:
        return heading, cell
    return f"{found['name']} (s)", f"{seconds:.10g}"


def _under_one_heading(told: list[ToldLine]) -> list[ToldLine]:
    """``told`` with ``Time: OOM`` under the heading of ``Time: 64.5 s``, with its unit."""
    names = dict.fromkeys(name for each in told for name in each.cells)
    units = {name.rpartition(" (")[0]: name for name in names if name.endswith(")")}
    return [
        each._replace(
            cells={
                units.get(name, name) if stands_for_none(cell) else name: cell
                for name, cell in each.cells.items()
            },
            words=frozenset(
                units.get(name, name) if stands_for_none(each.cells[name]) else name
                for name in each.words
            ),
        )
        for each in told
    ]
