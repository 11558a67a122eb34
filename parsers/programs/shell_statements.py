"""What a shell says of runs: the times of its ``time``, and the counts of traced commands."""

from __future__ import annotations

from typing import Final

from parsers.grammar.durations import parse_duration
from parsers.grammar.patterns import Pattern
from parsers.grammar.printed_line import Statement
from parsers.training.launches import read_launch

SHELL_TIME = Pattern(r"(?P<label>real|user|sys)[ \t]+(?P<time>(?:\d+m)?\d+[.,]?\d*s?)\s*")
"""A line that the shell's ``time`` prints."""
REAL_TIME: Final = "time (s)"
"""The heading of the time that people wait for."""
TIMES_OF_SHELL: Final = {"real": REAL_TIME, "user": "user time (s)", "sys": "system time (s)"}
_GNU_TIME = Pattern(
    r"(?:\s*Elapsed \(wall clock\) time(?: \([^)]*\))?: |[\d.]+user [\d.]+system )"
    r"(?P<time>(?:\d+:){1,2}\d+(?:\.\d+)?)(?:elapsed\b.*)?\s*"
)
"""What ``/usr/bin/time`` prints of it, with ``-v`` or without, perhaps without the command."""
_BEHIND = Pattern(
    r"(?P<command>.*\S)\s*(?:->|=>|→|:)\s*(?P<number>\d+(?:\.\d+)?)\s*"
    r"(?P<unit>s|sec|secs|seconds|ms|us|min)\s*"
)
"""``OMP_NUM_THREADS=4 ./cg -> 3.2 s``."""
_EXPORT = Pattern(r"\s*(?:\+ )?(?:export|declare -x)\s+(?=[A-Za-z_])")
_COUNTS: Final = {"devices": "GPUs"}
"""The headings of counts that are called otherwise in records."""


def without_export(line: str) -> str:
    """Return what a line exports to the environment, ``export NODES=4``, as what it states.

    Of texts in an environment, users and keys among them, none is a setting.
    """
    return _EXPORT.sub("", line, count=1) if "export" in line or "declare" in line else line


def read_shell_statement(line: str) -> Statement | None:
    """Return a time in seconds, or what a command says of its run; None for any other line.

    ``real 0m12.3s``, ``+ srun -n 4 ./cg``, ``OMP_NUM_THREADS=4 ./cg -> 3.2 s``.
    """
    return _of_time(line) or _of_command(line)


def _of_time(line: str) -> Statement | None:
    if gnu := _GNU_TIME.fullmatch(line):
        seconds = parse_duration(gnu["time"])
        return None if seconds is None else Statement({REAL_TIME: str(seconds)})
    if shell := SHELL_TIME.fullmatch(line):
        seconds = parse_duration(shell["time"].replace(",", "."), bare=1.0)
        return (
            None if seconds is None else Statement({TIMES_OF_SHELL[shell["label"]]: str(seconds)})
        )
    return None


def _of_command(line: str) -> Statement | None:
    """What a command says of the run that it starts, perhaps with the time behind an arrow."""
    behind = _BEHIND.fullmatch(line)
    launch = read_launch(behind["command"] if behind else line)
    if launch is None:
        return None
    cells = {_COUNTS.get(name, name): str(count) for name, count in launch.counts.items()}
    if launch.program:
        cells["command"] = launch.program
    if behind:
        cells[f"time ({behind['unit']})"] = behind["number"]
    return Statement(cells, frozenset({"command"} & cells.keys()))
