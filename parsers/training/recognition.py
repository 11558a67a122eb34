"""Whether a text holds results of training: told from its head, before anything is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.documents.lines_of_text import DOCUMENTS
from parsers.grammar.prefixes import printed
from parsers.grammar.words import word_set
from parsers.headings.read_heading import read_heading
from parsers.objects.json_text import parse_line
from parsers.run_records.records import SCALE
from parsers.source import CODE, Source
from parsers.training.command_lines import COMMAND
from parsers.training.endings import Ending, is_of_shell, read_ending, weightier
from parsers.training.log_lines import LogEntry, read_entry
from parsers.training.log_settings import read_pairs, read_settings

_APART: Final = 50
"""Lines between two result lines of one run, at most; anything may be printed between them."""
_FEWEST: Final = 3
"""So many lines of one run tell training by its loss alone; two may be sentences."""
_SUMMARY: Final = re.compile(
    r"'train_runtime': '?\d+(?:\.\d+)?'?, '(?:\w{1,40}': [^,{}]{1,40}, '){0,9}?"
    r"train_samples_per_second': '?\d"
)
_QUOTING: Final = (
    *(*CODE, ".lsf", ".yaml", ".yml", ".toml", ".cfg", ".ini", ".html", ".xml", ".css", ".tex"),
    *(".bib", ".csv", ".tsv"),
)
"""Files of these kinds quote result lines, as examples or in what they print."""


def has_results(source: Source) -> bool:
    """Tell whether lines in the head of ``source`` say, one after the other, how a run went.

    A single such line may be a sentence, or an excerpt quoted in a text about something else,
    unless it is what the Trainer of Hugging Face prints of a whole run, and all there is or below
    the command that started it; or other lines above it state the size of the run. Lines that all
    name the same step tell how many steps each of several runs took, and of no run how it went,
    unless the command of each stands above it.
    """
    if source.suffix in _QUOTING or source.head.startswith(b"#!") or _runs_vary(source):
        return False
    speeds = losses = commanded = 0
    places: set[tuple[float | None, float | None]] = set()
    last = None
    is_short = len(source.head.split(b"\n", _FEWEST + 1)) <= _FEWEST
    parts = filter(None, source.head.replace(b"\x08", b"\n").splitlines())
    lines = [each.decode(errors="replace") for each in parts]
    for number, line in enumerate(lines):
        if line.lower() == line.upper():
            # No letter, as in most lines of a table: nothing names what its numbers are.
            continue
        entry = read_entry(printed(line)[1])
        if entry is None or not entry.quantities:
            continue
        if last is not None and number - last > _APART:
            speeds = losses = 0
        above = lines[max(number - _APART, 0 if last is None else last + 1) : number]
        last = number
        if (
            entry.tells_speed()
            and _SUMMARY.search(line)
            and (is_short or any(map(COMMAND.match, lines[:number])))
        ):
            return True
        speeds += entry.tells_speed()
        losses += _tells_loss(entry)
        places.add((entry.step, entry.epoch))
        goes_on = len(places) > 1 or places <= {(None, None)}
        commanded += not goes_on and entry.tells_speed() and any(map(COMMAND.match, above))
        if commanded > 1 or (goes_on and (speeds > 1 or losses >= _FEWEST)):
            return True
    return speeds == 1 and last is not None and len(_stated(lines[:last])) > 1


def _stated(lines: Sequence[str]) -> set[str]:
    """What the last of these lines say of how large a run is to be."""
    known: set[str] = set()
    for line in lines[-_APART:]:
        text = printed(line)[1]
        if (title := read_settings(text) or read_pairs(text)) is not None:
            known |= title.facts.keys() & _OF_A_RUN
    return known


def _runs_vary(source: Source) -> bool:
    """Whether lines of JSON are runs of several codes or counts, and not steps of one run."""
    if not source.head.lstrip().startswith(b"{"):
        return False
    found: dict[str, set[object]] = {}
    for line in source.head.splitlines()[:_LOOKED_AT]:
        for name, value in (parse_line(line.decode(errors="replace")) or {}).items():
            if isinstance(value, int | str) and read_heading(name).name in _OF_ONE_RUN:
                found.setdefault(name, set()).add(value)
    return any(len(values) > 1 for values in found.values())


def failed_early(source: Source) -> bool:
    """Tell whether the head of ``source`` says of a run what it was to be, and that it failed."""
    if not _FAILURE.search(source.head) or source.suffix in _QUOTING:
        return False
    known: set[str] = set()
    failed = False
    lines = source.head.decode("utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines[:_MOST_LINES], 1):
        text = printed(line)[1]
        if (title := read_settings(text) or read_pairs(text)) is not None:
            known |= title.facts.keys() & _OF_A_RUN
        elif len(known) > 1 and not failed:
            failed = read_ending(number, text) is not None
    return failed


def how_it_failed(source: Source) -> Ending | None:
    """Return the ending that the head of an output tells of, the weightiest of several."""
    if not _FAILURE.search(source.head) or source.suffix in (*_QUOTING, *DOCUMENTS):
        return None
    ended = None
    lines = source.head.decode("utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines[-_MOST_LINES:], 1 + max(len(lines) - _MOST_LINES, 0)):
        if (found := read_ending(number, printed(line)[1])) is not None:
            ended = weightier(ended, found)
    return ended


def how_results_failed(source: Source, last: int, *, only_times: bool) -> Ending | None:
    """Return how the run of an output ended whose last result is in line ``last``.

    What a script measures around a program that failed is no result; what a program states below an
    error that it outlived is one, unless it is a time. A shell goes on behind its errors.
    """
    ended = how_it_failed(source)
    if ended is None or is_of_shell(ended.reason):
        return None
    return ended if only_times or ended.line > last else None


_FAILURE: Final = re.compile(
    rb"Traceback|error|exception|CANCELLED|limit|out.of.memory|oom|fault|terminat|abort|signal|exit"
    rb"|return.code|killed|fail|fatal|sh: line",
    re.IGNORECASE,
)
_MOST_LINES: Final = 5000
_LOOKED_AT: Final = 50
_OF_ONE_RUN: Final = frozenset({*SCALE, "workers", "benchmark"})
"""What is the same in all steps of a run."""
_OF_A_RUN: Final = word_set("benchmark nodes devices devices_per_node ranks batch global_batch")


def _tells_loss(entry: LogEntry) -> bool:
    return any(quantity.metric.endswith("loss") for quantity in entry.quantities)
