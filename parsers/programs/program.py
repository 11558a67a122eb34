"""What there is to know of a program that prints its results as text, and how a run is read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.programs.measurements import UNFINISHED, FoundRun
from parsers.programs.printed_columns import PrintedColumns
from parsers.programs.rank_streams import Stream
from parsers.programs.templates import Template, TemplateMatch
from parsers.training.endings import Ending, read_ending, weightier

_FENCE: Final = Pattern(r"^[ \t>]*(?:`{3,}|~{3,9}(?!~))[^`\n]*$", re.MULTILINE)
"""Opens or closes a block of code in a document."""


class ProgramOutput(NamedTuple):
    """What one start of a program printed: from ``start`` to ``end`` in the text of ``stream``.

    ``ended``: whether its last line is there, too. ``block`` is where the block of code that it
    stands in begins.
    """

    stream: Stream
    start: int
    end: int
    ended: bool
    block: int | None = None


@dataclass(frozen=True)
class Program:
    """A program by its patterns (``templates``); a dozen lines make a reader.

    ``begins``: the lines that open its output, the surest first; the same one again opens another,
    unless a surer one opened this, and so does a surer one below a result. ``ends``: its last line,
    if it has one; what begins in between is part of it. ``encloses``: so it is where the last line
    is missing. ``is_always_ended`` is false where some releases do not print it.

    ``fields`` are facts, each from the nearest line above a run, else from the first below;
    ``gathered`` are those that come on many lines, lists for ``derived`` to make facts of.
    ``results`` are quantities, the last of each counts. Where there are ``rows`` (each match is a
    run) or ``columns``, ``results`` are those between a row and the next. ``primary`` is the metric
    that people run the program for, of several (``latency bandwidth``) the first that a run has.

    ``fails`` between a row and the next, and ``all_fail`` anywhere, say that the run failed, for
    what ``{reason=text}`` holds. ``facts`` hold for all runs, ``derived`` are computed from those
    found. ``aborts`` say that what was begun below the last row failed; without a last line of the
    program, that a job was killed says so, too. A fact ``version`` becomes ``software``. ``better``
    is told where names and units do not say it. ``refined`` gets each run of a row for what no
    pattern says; ``None`` leaves it out.

    ``marks``: texts of which one stands in every output. Those of runcmp's own programs stand in
    ``parsers.contents.signatures``, so that this need not be imported to tell that it is not
    needed.

    ``assumes``: what no output says and the patterns take for granted, for docs/formats.md.
    """

    name: str
    begins: tuple[str, ...]
    primary: str
    ends: str | None = None
    encloses: bool = False
    is_always_ended: bool = True
    fields: tuple[str, ...] = ()
    gathered: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    columns: PrintedColumns | None = None
    fails: tuple[str, ...] = ()
    all_fail: tuple[str, ...] = ()
    aborts: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    derived: Callable[[dict[str, Any]], Mapping[str, object]] | None = None
    better: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    refined: Callable[[FoundRun], FoundRun | None] | None = None
    marks: tuple[str, ...] = ()
    assumes: tuple[str, ...] = ()

    @cached_property
    def openings(self) -> list[Template]:
        """The patterns of the lines that open an output."""
        return [Template(text) for text in self.begins]

    @cached_property
    def closing(self) -> Template | None:
        """The pattern of the last line."""
        return None if self.ends is None else Template(self.ends)

    @cached_property
    def _compiled(self) -> dict[str, list[Template]]:
        names = ("fields", "gathered", "results", "rows", "fails", "all_fail", "aborts")
        return {name: [Template(text) for text in getattr(self, name)] for name in names}

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the runs of one output, and where what belongs to it ends.

        Where its last line is missing, all up to the next output belongs to it: what is left of a
        known table is no table for guesses.
        """
        known = _Known(
            [
                (found.start, name, value)
                for found in self._find("fields", output, output.start, output.end)
                for name, value in found.facts.items()
            ],
            self._lists(output),
            next(self._find("all_fail", output, output.start, output.end), None),
        )
        rows = sorted(self._rows(output), key=lambda row: row[0].start)
        if not rows:
            run = self._run(output, known, output.start, output.end)
            has_result = any(each.metric == run.primary for each in run.measured)
            if (not has_result and run.status is None) or self._is_table:
                run = self._unfinished(output, run)
            return [run], output.end
        ends = [row.start for row, _ in rows[1:]] + [output.end]
        runs = [
            self._run(output, known, row.start, end, row, failed)
            for (row, failed), end in zip(rows, ends, strict=True)
        ]
        if self.refined is not None:
            runs = [kept for each in runs if (kept := self.refined(each)) is not None]
            runs = runs or [self._run(output, known, output.start, output.start)]
        runs = [
            run if run.measured or run.status else self._unfinished(output, run) for run in runs
        ]
        if self.closing is None:
            return runs, output.end if output.ended else self.last_result(output)
        if not output.ended and (ending := self._ending(output, rows[-1][0].end)) is not None:
            rest = self._run(output, known, output.end, output.end)
            runs.append(rest._replace(line=ending.line, status=ending.status, reason=ending.reason))
        return runs, output.end

    def _lists(self, output: ProgramOutput) -> dict[str, list[object]]:
        lists: dict[str, list[object]] = {}
        for found in self._find("gathered", output, output.start, output.end):
            for name, value in found.facts.items():
                lists.setdefault(name, []).append(value)
        return lists

    def has_result(self, stream: Stream, start: int, end: int) -> bool:
        """Return whether a result stands between two places."""
        output = ProgramOutput(stream, start, end, ended=False)
        return any(True for _ in self._rows(output)) or any(
            True for _ in self._find("results", output, start, end)
        )

    def last_result(self, output: ProgramOutput) -> int:
        """Return where the last result of an output ends, its start where it has none."""
        ends = [row.end for row, _ in self._rows(output)]
        ends += [found.end for found in self._find("results", output, output.start, output.end)]
        return max(ends, default=output.start)

    @property
    def _is_table(self) -> bool:
        return bool(self.rows) or self.columns is not None

    def _rows(self, output: ProgramOutput) -> Iterator[tuple[TemplateMatch, str | None]]:
        for row in self._find("rows", output, output.start, output.end):
            yield row, None
        if self.columns is not None:
            yield from self.columns.find(output.stream, output.start, output.end)

    def _find(
        self, name: str, output: ProgramOutput, start: int, end: int
    ) -> Iterator[TemplateMatch]:
        for template in self._compiled[name]:
            yield from template.find(output.stream.text, start, end)

    def _run(
        self,
        output: ProgramOutput,
        known: _Known,
        start: int,
        end: int,
        row: TemplateMatch | None = None,
        failed: str | None = None,
    ) -> FoundRun:
        measured = {each.metric: each for each in ([] if row is None else row.measured)}
        facts: dict[str, Any] = {"benchmark": self.name, **self.facts, **known.at(start)}
        for found in self._find("results", output, start, end):
            measured |= {each.metric: each for each in found.measured}
            facts |= found.facts
        facts |= {} if row is None else row.facts
        if version := facts.pop("version", None):
            facts["software"] = f"{self.name} {version}"
        if self.derived is not None:
            facts |= self.derived(facts | known.lists)
        failure = next(self._find("fails", output, start, end), known.failure)
        if failed is None and failure is not None:
            failed = str(failure.facts.get("reason") or output.stream.text[slice(*failure[:2])])
        return FoundRun(
            output.stream.line_at(start),
            facts,
            [
                each._replace(better=self.better.get(each.metric, each.better))
                for each in measured.values()
            ],
            self._primary(measured, facts),
            None if failed is None else "failed",
            None if failed is None else " ".join(failed.split()),
        )

    def _primary(self, measured: Collection[str], facts: Mapping[str, object]) -> str:
        """The metric that a run is for; where it has none of them, the one its name speaks of."""
        names = self.primary.split()
        named = str(facts["benchmark"]).lower()
        has = [name for name in names if name in measured]
        return [*has, *(name for name in names if name in named), *names][0]

    def _unfinished(self, output: ProgramOutput, run: FoundRun) -> FoundRun:
        """The run whose result is not there, with what its output says of the reason."""
        status, reason = run.status, run.reason
        if status is None and (ending := self._ending(output, output.start)) is not None:
            status, reason = ending.status, ending.reason
        if status is None:
            status, reason = UNFINISHED, f"output of {self.name} ends before its result"
        return run._replace(measured=(), status=status, reason=reason)

    def _ending(self, output: ProgramOutput, start: int) -> Ending | None:
        """What is said behind ``start`` of how the output ended."""
        for found in self._find("aborts", output, start, output.end):
            reason = " ".join(str(found.facts["reason"]).split())
            return Ending(output.stream.line_at(found.start), "failed", reason, 0)
        ending = None
        for place, line in output.stream.lines(start, output.end):
            if told := read_ending(output.stream.line_at(place), line):
                ending = weightier(ending, told)
        return ending


class _Known(NamedTuple):
    """What holds in a whole output: its fields by place, and what says that it failed."""

    fields: list[tuple[int, str, object]]
    lists: dict[str, list[object]]
    failure: TemplateMatch | None

    def at(self, place: int) -> dict[str, object]:
        """Return what the fields say at ``place``: the nearest above, else the first below."""
        above = {
            name: value for start, name, value in sorted(self.fields, key=_start) if start <= place
        }
        below = {
            name: value for start, name, value in sorted(self.fields, key=_start, reverse=True)
        }
        return below | above


def fences_of(text: str) -> list[int]:
    """Return where the lines begin that open or close a block of code."""
    return [match.start() for match in _FENCE.finditer(text)]


def block_at(fences: Sequence[int], place: int) -> int | None:
    """Return where the block of code begins in which ``place`` is, ``None`` in none."""
    before = bisect_right(fences, place)
    return fences[before - 1] if before % 2 else None


def _start(entry: tuple[int, str, object]) -> int:
    return entry[0]


def outputs_of(stream: Stream, programs: list[Program]) -> Iterator[tuple[Program, ProgramOutput]]:
    """Yield the outputs of ``programs`` in ``stream``, in order; none lies within another."""
    openings = sorted(
        (stream.text.rfind("\n", 0, found.start) + 1, place, way)
        for place, program in enumerate(programs)
        for way, opening in enumerate(program.openings)
        for found in opening.find(stream.text)
    )
    closings = [
        [found.end for found in program.closing.find(stream.text)] if program.closing else []
        for program in programs
    ]
    fences = fences_of(stream.text)
    at = 0
    while at < len(openings):
        start, place, way = openings[at]
        program = programs[place]
        seen = {way}
        before = bisect_right(fences, start)
        block = block_at(fences, start)
        # What stands between fences ends with them.
        limit = fences[before] if before % 2 and before < len(fences) else len(stream.text)
        until = bisect_right(closings[place], start)
        close = closings[place][until] if until < len(closings[place]) else None
        end, ended, at = limit, False, at + 1
        while at < len(openings):
            other_start, other, other_way = openings[at]
            if other_start >= limit:
                break
            is_again = other == place and (
                (other_way in seen and other_way <= way)
                or (other_way < way and program.has_result(stream, start, other_start))
            )
            if close is not None and close <= other_start:
                break
            if other == place and not is_again:
                seen.add(other_way)
            elif is_again or (close is None and not program.encloses):
                end = other_start
                break
            at += 1
        if close is not None and close <= end:
            end, ended = close, True
        yield program, ProgramOutput(stream, start, end, ended, block)
