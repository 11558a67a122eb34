"""Go's benchmark format, as ``go test -bench`` prints it and benchstat reads it.

https://go.dev/design/14313-benchmark-format: ``key: value`` lines hold for all results below them,
``Unit`` lines describe units, and each ``Benchmark`` line is a result: name, iterations, and pairs
of a value and a unit. Other lines stand in between and mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from parsers.headings.directions import Better
from parsers.notes import Note, and_more
from parsers.programs.chosen_settings import setting, settings
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.lines_apart import lines_apart
from parsers.programs.measurements import FoundRun, Measurement, as_reading, weight_of_last_digit
from parsers.programs.rank_streams import streams_of
from parsers.reader import Reading
from parsers.short_columns.short_texts import as_int
from parsers.source import Source

_KEY: Final = re.compile(r"(?P<key>[a-z][^\sA-Z:]*):(?:[ \t]+(?P<value>.*))?\Z")
_RESULT: Final = re.compile(
    r"Benchmark(?P<name>\S*)\s+(?P<iterations>\d+)(?P<pairs>(?:\s+\S+)*)\s*\Z"
)
_OWN: Final = re.compile(r"\s+(?:Benchmark\S*\s+\d|(?:goos|goarch|pkg|cpu|toolchain): |Unit )")
"""A line of the format behind an indent, which the format has none of."""
_FAILED: Final = re.compile(r"\s*--- FAIL: Benchmark(?P<name>\S+)")
_PROCESSORS: Final = re.compile(r"-(\d+)\Z")
_NAMES: Final = {
    "ns/op": "time_per_op",
    "MB/s": "bandwidth",
    "B/op": "memory_per_op",
    "allocs/op": "allocs_per_op",
}
_ORDER: Final = ("ns/op", "MB/s")
"""What a benchmark is for, where it has it; else the first of its units."""


class _Found(NamedTuple):
    runs: list[FoundRun]
    odd: list[int]
    own: list[int]
    exact: list[str]


def read_lines(source: Source, lines: Iterable[tuple[int, str]]) -> Reading | None:
    """Return the results in numbered ``lines``, which it claims; ``None`` where there are none."""
    found = _parsed(list(lines))
    if not any(run.measured for run in found.runs):
        return None
    notes = []
    if found.odd:
        text = f"line is no result of a Go benchmark{and_more(len(found.odd))}"
        notes.append(Note("skipped", text, source.name, found.odd[0]))
    if found.exact:
        text = (
            f"{found.exact[0]} does not vary by nature; `--exact {found.exact[0]}` compares it so"
        )
        notes.append(Note("info", text, source.name))
    runs = lines_apart(source, _alike(found.runs), found.own)
    return as_reading(source, runs, notes, [(each, each) for each in found.own])


def _read(source: Source) -> Reading | None:
    """The results where the format has them, or else as logs and documents quote them."""
    if not re.search(rb"Benchmark\S*\s+\d+\s+\S+\s+\S", source.read()):
        return None
    read = read_lines(source, enumerate(source.lines, start=1))
    return read or read_lines(source, _quoted(source))


def _quoted(source: Source) -> Iterator[tuple[int, str]]:
    """The numbered lines without what a launcher or a server puts before them, or an indent."""
    shown = {
        number: line
        for stream in streams_of(source, ("Benchmark",))
        for number, line in zip(stream.numbers, stream.text.splitlines(), strict=True)
    }
    for number in range(1, len(source.lines) + 1):
        line = shown.get(number, "")
        yield number, line.lstrip() if _OWN.match(line) else line


PROGRAM = FileProgram(
    name="Go benchmark",
    primary="time_per_op",
    read=_read,
    assumes=("`-8` behind a name is GOMAXPROCS, read as threads; without it, 1",),
)


def _parsed(lines: list[tuple[int, str]]) -> _Found:
    directions = dict(_directions(lines))
    last = lines[-1][0] if lines else 0
    found = _Found([], [], [], [])
    shared: dict[str, str] = {}
    for number, line in lines:
        if line.startswith("Benchmark"):
            match = _RESULT.match(line)
            measured = None if match is None else _measured(match["pairs"], directions)
            is_cut = number == last
            if match is not None and measured and not is_cut:
                found.own.append(number)
                primary = _primary(match["pairs"].split()[1::2])
                found.runs.append(
                    FoundRun(number, facts_of_name(match["name"], shared), measured, primary)
                )
            elif len(line.split()) > 1 and line.split()[1].isdecimal():
                found.odd.append(number)
        elif key := _KEY.match(line):
            shared.pop(key["key"], None)
            if key["value"]:
                found.own.append(number)
                shared[key["key"]] = key["value"].rstrip()
        elif failed := _FAILED.match(line):
            found.own.append(number)
            facts = facts_of_name(failed["name"], shared)
            found.runs.append(FoundRun(number, facts, (), "time_per_op", "failed", "FAIL"))
        elif line.startswith("Unit ") and "assume=exact" in line.split():
            found.exact.append(line.split()[1])
    return found


def _directions(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[str, Better]]:
    """The units of which a line says which way is better; they hold for the whole file."""
    for _, line in lines:
        fields = line.split()
        if len(fields) > 2 and fields[0] == "Unit":
            for way in ("higher", "lower"):
                if f"better={way}" in fields[2:]:
                    yield tidied(fields[1])[0], way


def _measured(pairs: str, directions: Mapping[str, Better]) -> list[Measurement] | None:
    fields = pairs.split()
    if len(fields) % 2:
        return None
    found = []
    for text, unit in zip(fields[::2], fields[1::2], strict=True):
        value = real(text)
        if value is None or real(unit.rstrip("%x")) is not None:
            return None
        plain, factor = tidied(unit)
        digit = weight_of_last_digit(text)
        found.append(
            Measurement(
                _NAMES.get(unit, plain),
                value * factor,
                "s" if unit == "ns/op" else plain,
                better=directions.get(plain),
                digit=None if digit is None else digit * factor,
            )
        )
    return found


def tidied(unit: str) -> tuple[str, float]:
    """Return a unit without ``ns`` and ``MB`` above the line, and what to multiply values by.

    As golang.org/x/perf/benchunit does it.
    """
    above, slash, below = unit.partition("/")
    factor = 1.0
    parts = re.split(r"([*\s-])", above)
    for place, part in enumerate(parts):
        if part == "ns":
            parts[place], factor = "s", factor * 1e-9
        elif part == "MB":
            parts[place], factor = "B", factor * 1e6
    return f"{''.join(parts)}{slash}{below}", factor


def _primary(units: list[str]) -> str:
    unit = next((unit for unit in _ORDER if unit in units), units[0])
    return _NAMES.get(unit, tidied(unit)[0])


def facts_of_name(name: str, shared: Mapping[str, str]) -> dict[str, object]:
    """What a name says, ``Encode/json/size=4-8``, below what holds for all."""
    facts = settings(shared)
    if processors := _PROCESSORS.search(name):
        facts["threads"] = as_int(processors[1])
        name = name[: processors.start()]
    own, *parts = name.split("/")
    facts["benchmark"] = own or "Benchmark"
    plain = []
    for part in parts:
        key, is_set, value = part.partition("=")
        if is_set and key:
            facts |= setting(key, value)
        else:
            plain.append(part)
    return {**facts, "case": "/".join(plain) or None}


def _alike(runs: list[FoundRun]) -> list[FoundRun]:
    """The runs with the same columns: a size is a text in all where it is one in any.

    Without a number behind the name GOMAXPROCS is 1, where other names have one.
    """
    facts = [dict(run.facts) for run in runs]
    for name in ("size", "batch"):
        if any(f"{name}_given" in each for each in facts):
            for each in facts:
                if name in each:
                    each[f"{name}_given"] = str(each.pop(name))
    if any("threads" in each for each in facts):
        facts = [{"threads": 1, **each} for each in facts]
    return [run._replace(facts=each) for run, each in zip(runs, facts, strict=True)]
