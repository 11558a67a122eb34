"""Runs of a text that is read line by line -> told apart by what stands between their lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate, groupby

from parsers.programs.launched import command_line_above
from parsers.programs.measurements import FoundRun
from parsers.programs.program import block_at, fences_of
from parsers.programs.said_above import CaptionedRuns, caption_above, said_above, with_sections
from parsers.source import Source


def lines_apart(source: Source, runs: Sequence[FoundRun], own: Collection[int]) -> list[FoundRun]:
    """Return ``runs`` told apart like the outputs of one start of a program each.

    A line that is not among the ``own`` ones of the program, and is not blank, ends an output.
    """
    text, starts = "\n".join(source.lines), _starts(source.lines)
    fences = fences_of(text)
    outputs: list[CaptionedRuns] = []
    before = 0
    for numbers in _outputs(source.lines, set(own)):
        start, block = starts[numbers[0] - 1], block_at(fences, starts[numbers[0] - 1])
        found = [run for run in runs if run.line in numbers]
        caption = caption_above(text, before, start, block)
        command = command_line_above(text, before, start)
        said = said_above(text, before, start, block)
        if found:
            outputs.append(CaptionedRuns(found, caption, command, said, block is not None))
        before = starts[numbers[-1]]
    return with_sections(outputs)


def stretches_apart(
    source: Source, runs: Sequence[FoundRun], stretches: Sequence[tuple[int, int]]
) -> list[FoundRun]:
    """Return ``runs`` whose lines lie in ``stretches`` told apart by what is between these."""
    if len(runs) < 2:
        return [*runs]
    own = {line for first, last in stretches for line in range(first, last + 1)}
    return lines_apart(source, runs, own)


def _starts(lines: Sequence[str]) -> list[int]:
    """Where each line begins, and where the last one ends."""
    return [0, *accumulate(len(line) + 1 for line in lines)]


def _outputs(lines: Sequence[str], own: Collection[int]) -> list[range]:
    """The numbers of the lines of each output, from the first that is its own to the last."""
    shown = [number for number, line in enumerate(lines, start=1) if line.strip()]
    groups = ([*group] for is_own, group in groupby(shown, own.__contains__) if is_own)
    return [range(group[0], group[-1] + 1) for group in groups]
