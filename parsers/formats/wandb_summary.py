"""The summary that Weights & Biases prints at the end of a run, where nothing else tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.prefixes import printed
from parsers.programs.logged_series import gathered, measurements, primary_of
from parsers.programs.measurements import FoundRun, as_reading
from parsers.reader import Reader, Reading
from parsers.source import Source

_TITLE: Final = b"Run summary:"
_BEGINS: Final = Pattern(r"(?:\s*wandb:)?\s*Run summary:\s*")
_PAIR: Final = Pattern(
    r"\s*wandb:\s+(?P<name>\S+)\s+(?:(?P<number>[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)|\S.*?)\s*"
)
_CONFIDENCE: Final = 10
"""Less than of a training log, whose lines tell more of the same run."""


def _sniff(source: Source) -> int:
    return _CONFIDENCE if _TITLE in source.head and b"wandb:" in source.head else 0


def _read(source: Source) -> Reading:
    """Read the numbers of each summary as those of a run: they are the last that were logged."""
    runs = []
    for line, entry in _summaries(source.lines):
        measured = measurements(gathered([(0.0, entry)]))
        if measured:
            names = [each.metric for each in measured]
            runs.append(FoundRun(line, {"benchmark": "training"}, measured, primary_of(names)))
    return as_reading(source, runs)


def _summaries(lines: list[str]) -> Iterator[tuple[int, dict[str, float]]]:
    """Yield the line on which a summary begins and the numbers in it, without W&B's own."""
    begun, entry = 0, dict[str, float]()
    for number, line in enumerate([*lines, ""], start=1):
        text = printed(line)[1]
        if begun and (pair := _PAIR.fullmatch(text)):
            if pair["number"] and not pair["name"].startswith("_"):
                entry[pair["name"]] = float(pair["number"])
        elif begun:
            yield begun, entry
            begun, entry = 0, {}
        if _BEGINS.fullmatch(text):
            begun = number


READER = Reader("Weights & Biases summary", _sniff, _read, most=_CONFIDENCE)
