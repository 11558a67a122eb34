"""Output of a program that states its results in words: ``Total time: 123.4 s``."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import polars as pl

from parsers.clean import clean
from parsers.formats.marked_results import results_set_apart
from parsers.formats.parts_of_runs import without_parts
from parsers.formats.program_names import program_before, programs_apart
from parsers.formats.sizes_said import sizes_said
from parsers.formats.told_lines import ENDED
from parsers.grammar.beside_counts import (
    NUMBER_ALONE,
    TIMES,
    NamedQuantity,
    heading_of_unit,
    rate_alone,
    read_named_quantity,
)
from parsers.grammar.counts_told import counts_told
from parsers.grammar.durations import parse_duration
from parsers.grammar.patterns import Pattern
from parsers.grammar.printed_line import bare_line
from parsers.grammar.told_times import BARE_TIME, read_told_time
from parsers.grammar.units import dimensions
from parsers.grammar.words import words
from parsers.headings.heading import Heading
from parsers.headings.read_heading import read_heading
from parsers.headings.scaling_words import said_of_scaling
from parsers.notes import Note
from parsers.programs.shell_statements import without_export
from parsers.read_tables import read_table
from parsers.reader import Reader, Reading
from parsers.run_records.records import SCALE, empty
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.context import names_a_repeat
from parsers.tables.printed_turns import CASE, PrintedTurn, turns, what_tells_turns_apart
from parsers.tables.table import Table
from parsers.training.command_lines import LAUNCHERS
from parsers.training.endings import in_a_cell
from parsers.training.launches import read_launch
from parsers.training.recognition import how_results_failed
from parsers.training.said_between import read_program

_SUFFIXES: Final = ("", ".log", ".out", ".txt", ".err", ".stdout")
_OF_JOB = Pattern(r"\.[oe]?\d")
"""What schedulers end the names of outputs in: ``run.o4711``; others begin so: ``log.solver``."""
_MOST: Final = 20_000
"""Lines; what prints more has other results than a few words."""
_LEVEL: Final = r"\s*(?:\[ *[A-Z]{4,8} *\]\s*)?"
"""``[ RESULT ]``: what a logger says of a line."""
_LINE = Pattern(
    _LEVEL + r"(?P<label>[A-Za-z][\w ./()\[\]#-]{1,40}?(?:, [A-Za-zµ/]{1,8})?)\s*(?:[:=]|\.{3,})\s*"
    r"(?P<number>[-+]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(?P<unit>[A-Za-z%µ](?:[\w/%*^.-]*[\w/%*^-])?)?\.?\s*"
)
_CLOCK = Pattern(
    r"\s*(?P<label>[A-Za-z][\w ./-]{1,40}?)\s*[:=]\s*(?P<time>\d{1,3}(?::\d\d){2}(?:\.\d+)?)\s*"
)
"""``Elapsed time: 00:12:33``: hours, minutes, seconds."""
_RATES: Final = frozenset(
    {"throughput", "performance", "bandwidth", "fom", "figure_of_merit", "flops"}
)
"""What no program echoes of its settings."""
OF_A_STEP = Pattern(r"(?i)(?<![a-z])(?:step|iter(?:ation)?|epoch|batch) ?#?\d")
_RULED = Pattern(r"\s*[*=#-]{3,}[^:=\d]*")
"""``***** train metrics *****``: a heading, or a rule alone."""
_BETWEEN = Pattern(r"\s*[,;|]\s*|\s{2,}|(?<=\d)\s(?=[A-Za-z][\w/]*[:=]\s?\d)")
_SHORT: Final = 120
_MAY_COUNT = Pattern(r"\d")
_PER_NODE: Final = "ranks_per_node"
_OF_MACHINE = Pattern(r"(?i)\b(?:cuda|physical|logical)\b|cpu\(s\)")
"""What a machine has, and no run need use."""
_CONFIDENCE: Final = 2
_FEW: Final = 20
_MOST_REPEATS: Final = 20
_NEAR: Final = 1.25
"""Of what is printed for each step of a run there is more, and it differs more."""
_GENERAL: Final = frozenset({"average", "avg", "mean", "total", "result", "overall", "final"})

_LAUNCH = Pattern(
    rf"{LAUNCHERS}|flux |torchrun|deepspeed|accelerate|OMP_NUM|torch\.distributed"
    r"| \+{1,2}p|taskset"
)
_OF_RUNS: Final = TIMES - {"time", "duration"} | {"wall"}


def _sniff(source: Source) -> int:
    is_output = source.suffix in _SUFFIXES or source.stem == "log"
    if not is_output and not _OF_JOB.match(source.suffix):
        return 0
    head = source.head.decode("utf-8-sig", errors="replace").splitlines()[:_MOST]
    lines = without_parts(head, source.name).lines
    result = _result_in(lines)
    found = any(pair for line in lines for _, _, pair in _pieces(0, line, result))
    return _CONFIDENCE if found else 0


def _read(source: Source) -> Reading:
    """Read the results and counts as one run; what comes again are repeats, if these agree.

    Where other things are said before each turn of a program, each is a run of its own.
    """
    bare = [without_export(line) for line in source.lines[:_MOST]]
    said, told = without_parts(bare, source.name)
    result = _result_in(said)
    programs = programs_apart(said)
    lines = [
        piece
        for number, line in enumerate(said, 1)
        for piece in _pieces(number, line, result, programs.get(number))
    ]
    taken = turns(lines)
    if (apart := what_tells_turns_apart(taken)) is not None:
        reading = _each_turn(source, taken, apart, said_of_scaling(said))
        return reading._replace(notes=[*told, *reading.notes])
    found: dict[str, list[tuple[int, str]]] = {}
    for number, _, pair in lines:
        if pair is not None:
            found.setdefault(pair[0], []).append((number, pair[1]))
    stated = {heading: cells for heading, cells in found.items() if _are_repeats(cells)}
    if not any(read_heading(heading).name == "nodes" for heading in stated):
        stated = {name: cells for name, cells in stated.items() if not _is_per_node(name)}
    if not any(read_heading(heading).kind == "metric" for heading in stated):
        return Reading(empty(), list(told))
    last = max(number for cells in stated.values() for number, _ in cells)
    metrics = [heading for name in stated if (heading := read_heading(name)).kind == "metric"]
    only_times = all(heading.is_time for heading in metrics)
    if (ended := how_results_failed(source, last, only_times=only_times)) is not None:
        stated[ENDED] = [(last, in_a_cell(ended))]
    columns = [_column([cell for _, cell in cells]) for cells in stated.values()]
    first = min(cells[0][0] for name, cells in stated.items() if _is_metric(read_heading(name)))
    sizes = {
        name: size for name, size in sizes_said(said[: first - 1]).items() if name not in stated
    }
    columns += [series_of([size]) for size in sizes.values()]
    above = said_of_scaling(said)
    lines_of_run = series_of([last], pl.UInt32())
    table = Table(columns, [*stated, *sizes], lines_of_run, last, as_written=True, above=above)
    reading = read_table(table, source)
    return reading._replace(notes=[*told, *reading.notes, *_left_out(found, stated, source)])


def _pieces(
    number: int,
    line: str,
    result: Callable[[str], tuple[str, str] | None],
    named: tuple[str, str] | None = None,
) -> Iterator[tuple[int, str, tuple[str, str] | None]]:
    """Yield the parts of a line with their results, each behind the program that prints it."""
    if (apart := results_set_apart(line, _bare_result, _count)) is not None:
        yield from ((number, part, stated) for part, stated in apart)
        return
    for part in _parts(line):
        program = named or program_before(part)
        pair = result(program[1]) if program else None
        if program and pair:
            yield number, program[0], None
        yield number, part, pair or result(part) or _count(part)


def _left_out(
    found: dict[str, list[tuple[int, str]]], stated: Container[str], source: Source
) -> Iterator[Note]:
    """Yield a remark on each result whose numbers are few, and too far apart for repeats."""
    for heading, cells in found.items():
        few = len(cells) <= _MOST_REPEATS
        if few and heading not in stated and read_heading(heading).kind == "metric":
            text = f"`{heading}` is stated {len(cells)} times, too far apart for repeats"
            yield Note("skipped", text, source.name, cells[0][0])


def _each_turn(
    source: Source, taken: list[PrintedTurn], apart: list[dict[str, str]], above: Sequence[str]
) -> Reading:
    """Read each turn as a run, told apart by what is said before it."""
    rows = [{**_counts_apart(own), **turn.results} for turn, own in zip(taken, apart, strict=True)]
    headings = list(dict.fromkeys(name for row in rows for name in row))
    columns = [series_of([row.get(heading) for row in rows]) for heading in headings]
    lines = series_of([turn.line for turn in taken], pl.UInt32())
    table = Table(columns, headings, lines, taken[0].line, as_written=True, above=above)
    return read_table(table, source)


def _counts_apart(own: dict[str, str]) -> dict[str, str]:
    """What tells a turn, with the counts of a command apart from the command."""
    command = read_program(own.get(CASE, ""))
    return own if command is None else {**own, CASE: command[0], **command[1]}


def _are_repeats(cells: list[tuple[int, str]]) -> bool:
    """Whether a number stands once, or a few that agree, as those of a loop over repeats do."""
    numbers = [float(cell.replace(",", "")) for _, cell in cells]
    return len(cells) == 1 or (
        len(cells) <= _MOST_REPEATS and 0 < max(numbers) <= _NEAR * min(numbers)
    )


def _column(cells: list[str]) -> pl.Series:
    """One cell: the text of a number, or the numbers of repeats; what is said again is one."""
    if len({*cells}) == 1 and (len(cells) == 1 or cells[0].isdecimal()):
        return series_of(cells[:1])
    return pl.Series([[float(cell.replace(",", "")) for cell in cells]])


def stated_result(line: str) -> tuple[str, str] | None:
    """Return the heading and the number of a line that states a time or a rate with its unit.

    A logger may have stamped it, or a frame of signs stand around it. What one step took is no
    result of a run.
    """
    if OF_A_STEP.search(line):
        return None
    return _stated(line) or (_stated(bare) if (bare := bare_line(line)) != line else None)


def _stated(line: str) -> tuple[str, str] | None:
    if clock := _CLOCK.fullmatch(line):
        return _of_clock(clean(clock["label"]).strip(), clock["time"])
    match = _LINE.fullmatch(line)
    if match is None:
        named = read_named_quantity(line) or read_told_time(line) or rate_alone(line)
        return named if named and _is_metric(read_heading(named.heading)) else None
    if not match["unit"]:
        label = clean(match["label"]).strip()
        return (label, match["number"]) if _is_known(label) else None
    found = dimensions(match["unit"])
    if found is None or not (found[0] in ("rate", "time") or found[1:2] == ("time",)):
        return None
    label = clean(match["label"]).strip()
    heading = f"{label} ({match['unit']})"
    if label.lower() in _GENERAL and found[0] != "time":
        heading = match["unit"]
    return (heading, match["number"]) if _is_metric(read_heading(heading)) else None


def _time_alone(line: str) -> NamedQuantity | None:
    """A time that is all of a line."""
    found = NUMBER_ALONE.fullmatch(line)
    heading = heading_of_unit(found["unit"]) if found else None
    if found is None or heading is None or not heading.startswith("time"):
        return None
    return NamedQuantity(heading, found["number"])


def _result_in(lines: Sequence[str]) -> Callable[[str], tuple[str, str] | None]:
    """How a line is asked for its result: where all are names with numbers, none needs a unit.

    So it is with ``time=81.5`` in ``run_n4.log``. Below ``Run 1/3`` a time needs no name.
    """
    said = [line for line in lines if any(map(str.isalnum, line))]
    nothing_else = len(said) <= _FEW and all(map(_names_a_number, said))
    result = _bare_result if nothing_else else stated_result
    below_repeats = any(
        names_a_repeat(above) and _time_alone(line) for above, line in pairwise(said)
    )
    return (lambda line: result(line) or _time_alone(line)) if below_repeats else result


def _names_a_number(line: str) -> bool:
    """Whether a line is a name with its number, counts or a rule."""
    patterns = (_LINE, _CLOCK, _RULED, BARE_TIME)
    return any(each.fullmatch(line) for each in patterns) or _parts(line) != [line]


def _bare_result(line: str) -> tuple[str, str] | None:
    """A result that may state no unit."""
    match = _LINE.fullmatch(line) or BARE_TIME.fullmatch(line)
    if match is None or match.groupdict().get("unit"):
        return stated_result(line)
    label = clean(match["label"]).strip()
    return (label, match["number"]) if _is_metric(read_heading(label)) else None


def _of_clock(label: str, time: str) -> tuple[str, str] | None:
    """The heading and the seconds of a time by the clock; a time of day has no such label."""
    heading = read_heading(label)
    seconds = parse_duration(time)
    if heading.kind != "metric" or not heading.is_time or heading.unit or seconds is None:
        return None
    return f"{label} (s)", f"{seconds:.10g}"


def _parts(line: str) -> list[str]:
    """The counts that a line states, ``nodes: 2  tasks: 128``, or announces; else the line."""
    if len(line) > _SHORT or not _MAY_COUNT.search(line):
        return [line]
    said = bare_line(line)
    if counts := counts_told(said) or counts_of_launch(said):
        return [f"{name}: {number}" for name, number in counts.items()]
    parts = _BETWEEN.split(said.strip())
    return parts if all(map(_count, parts)) else [line]


def _is_per_node(label: str) -> bool:
    return read_heading(label).name == _PER_NODE


def counts_of_launch(line: str) -> Mapping[str, int]:
    """The counts of a command that starts the program."""
    launch = read_launch(line) if _LAUNCH.search(line) else None
    return launch.counts if launch else {}


def _count(line: str) -> tuple[str, str] | None:
    """The heading and the number of a line that counts parts of the machine."""
    match = _LINE.fullmatch(line)
    if match is None or match["unit"]:
        return None
    label = clean(match["label"]).strip()
    is_count = read_heading(label).name in (*SCALE, _PER_NODE) and not _OF_MACHINE.search(label)
    return (label, match["number"]) if is_count else None


def counts_said(lines: Sequence[str]) -> dict[str, int]:
    """Return the counts, by the names of schema columns, that the lines of an output state."""
    counts: dict[str, int] = {}
    for line in lines[:_MOST]:
        for label, number in filter(None, map(_count, _parts(line))):
            counts.setdefault(read_heading(label).name, int(number))
    each = counts.pop(_PER_NODE, 0)
    return counts | ({"ranks": each * counts["nodes"]} if each and "nodes" in counts else {})


def _is_known(label: str) -> bool:
    """Whether a label names a time or a rate with its unit, ``Total time (s)``, or that of a run.

    ``Total wall time: 91.2`` and ``throughput = 91.2`` say what they are, ``Time: 2`` may be of
    what is simulated.
    """
    heading = read_heading(label)
    is_of_run = heading.name in _RATES or (
        heading.is_time and not _OF_RUNS.isdisjoint(words(label))
    )
    return _is_metric(heading) and (heading.unit is not None or is_of_run)


def _is_metric(heading: Heading) -> bool:
    return heading.kind == "metric" and heading.better is not None


READER = Reader("result lines", _sniff, _read, most=_CONFIDENCE)
