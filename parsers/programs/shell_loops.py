"""Loops of a shell over counts, whose outputs follow in turn: ``for n in 1 2 4; do ...; done``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.programs.shell_statements import read_shell_statement

_LOOP = Pattern(
    r"(?P<prompt>(?:[^\n]{0,80}?[$#%>])?\s*)for\s+(?P<name>\w+)\s+in\s+(?P<values>\d+(?:\s+\d+)+)\s*;"
    r"\s*do\s+(?P<body>\S.*?)\s*;?\s*done\s*"
)
_NUMBER = Pattern(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_APART = Pattern(r"\s*(?:;|&&|\|\|?)\s*")
_MOST: Final = 5_000
"""Lines; a loop over counts prints less."""


class Loop(NamedTuple):
    """The number of a loop's line, and what it says of the output from each line on."""

    line: int
    said: dict[int, dict[str, str]]


def shell_loops(lines: Sequence[str]) -> Iterator[Loop]:
    """Yield each loop on one line over counts that a launcher or OpenMP is given.

    What it printed is as many times the same lines but for their numbers, up to the next prompt.
    Where the lines of each turn have its number in them, they say more than the loop.
    """
    for place, line in enumerate(lines[:_MOST]):
        found = _LOOP.fullmatch(line) if " in " in line else None
        if found is None:
            continue
        values = found["values"].split()
        counts = [_counts(found["body"], found["name"], value) for value in values]
        if not all(counts) or len({*values}) < len(values):
            continue
        printed = list(_printed(lines, place + 1, found["prompt"].strip()))
        each, rest = divmod(len(printed), len(values))
        if not each or rest:
            continue
        turns = [printed[at : at + each] for at in range(0, len(printed), each)]
        shapes = {tuple(_shape(text) for _, text in turn) for turn in turns}
        if len(shapes) == 1 and not _say_values(turns, values):
            said = {turn[0][0]: cells for turn, cells in zip(turns, counts, strict=True)}
            yield Loop(place + 1, said)


def _counts(body: str, name: str, value: str) -> dict[str, str]:
    """What the commands of a turn say of its size; none where the variable changes nothing."""
    command = body.replace(f"${{{name}}}", value).replace(f"${name}", value)
    if command == body or body.startswith("for "):
        return {}
    said: dict[str, str] = {}
    for part in _APART.split(command):
        statement = read_shell_statement(part)
        said |= statement.cells if statement else {}
    said.pop("command", None)
    return said if value in said.values() else {}


def _printed(lines: Sequence[str], first: int, prompt: str) -> Iterator[tuple[int, str]]:
    """The numbered lines with text from ``first`` on, up to one that begins with the prompt."""
    for number, text in enumerate(lines[first:], start=first + 1):
        if prompt and text.startswith(prompt):
            return
        if text.strip():
            yield number, text


def _shape(text: str) -> str:
    return " ".join(_NUMBER.sub("0", text).split())


def _say_values(turns: Sequence[Sequence[tuple[int, str]]], values: Sequence[str]) -> bool:
    """Whether each turn has the number that it was given among its own."""
    return all(
        any(value in _NUMBER.findall(text) for _, text in turn)
        for turn, value in zip(turns, values, strict=True)
    )
