"""A text in which known programs printed their results -> the runs of each, and their lines."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.notes import Note
from parsers.programs.launched import (
    command_above,
    command_line_above,
    with_counts,
    with_counts_of_command,
)
from parsers.programs.measurements import as_reading
from parsers.programs.program import Program, outputs_of
from parsers.programs.rank_streams import streams_of
from parsers.programs.said_above import (
    CaptionedRuns,
    caption_above,
    said_above,
    with_sections,
)
from parsers.reader import Reading
from parsers.source import Source


def read_known_text(
    source: Source, programs: Sequence[Program], marks: Sequence[str]
) -> list[tuple[str, Reading]]:
    """Return what each of ``programs`` reads of ``source``, by its name.

    ``marks`` are texts that the programs begin with. Each reading claims the lines that are the
    program's own; a program that did not print anything there has none.
    """
    outputs: dict[str, list[CaptionedRuns]] = {}
    notes: dict[str, list[Note]] = {}
    claims: dict[str, list[tuple[int, int]]] = {}
    for stream in streams_of(source, marks):
        above = before = 0
        for program, output in outputs_of(stream, list(programs)):
            found, end = program.read(output)
            caption = caption_above(stream.text, before, output.start, output.block)
            command = command_line_above(stream.text, above, output.start)
            said = said_above(stream.text, before, output.start, output.block)
            found = with_counts(found, command_above(stream.text, before, output.start))
            found = list(map(with_counts_of_command, found))
            if stream.origin:
                found = [run._replace(facts={**stream.origin, **run.facts}) for run in found]
            is_known = output.ended or end < output.end
            above, before = output.start, end if is_known else program.last_result(output)
            first, last = stream.line_at(output.start), stream.line_at(max(output.start, end - 1))
            outputs.setdefault(program.name, []).append(
                CaptionedRuns(found, caption, command, said, output.block is not None)
            )
            claims.setdefault(program.name, []).append((first, last))
            remarks = notes.setdefault(program.name, [])
            is_cut = program.ends is not None and program.is_always_ended and not output.ended
            if is_cut and any(run.measured for run in found):
                text = f"output of {program.name} is incomplete: its last line is missing"
                remarks.append(Note("info", text, source.name, last))
    return [
        (
            name,
            as_reading(
                source,
                sorted(with_sections(each), key=lambda run: run.line or 0),
                notes[name],
                claims[name],
            ),
        )
        for name, each in outputs.items()
    ]
