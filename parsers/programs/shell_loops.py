"""Loops of a shell over counts, whose outputs follow in turn: ``for n in 1 2 4; do ...; done``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.programs.looped_values import looped_values
from parsers.programs.shell_statements import read_shell_statement

_BEGIN = Pattern(r"(?P<prompt>(?:[^\n]{0,80}?[$#%>])?\s*)(?P<loop>for\b[\s(].*)")
_HEAD = Pattern(r"for\s+(?P<over>[^;]*[^;\s]|\(\(.*?\)\))\s*;?\s*do\b\s*(?P<body>\S.*?)[\s;]*done")
_CONTINUED = Pattern(r"\s*>\s?")
"""The second prompt of a shell, before lines that go on with a command."""
_WORD = Pattern(r"\b(?:do|done|for)\b")
_NUMBER = Pattern(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_APART = Pattern(r"\s*(?:;|&&|\|\|?)\s*")
_MOST: Final = 5_000
"""Lines; a loop over counts prints less."""
_LONGEST: Final = 20
"""Lines of a loop that one types."""
_WIDEST: Final = 1_000
_MOST_TURNS: Final = 1_000


class Loop(NamedTuple):
    """The numbers of the first and last line of a loop, and what it says from each line on."""

    first: int
    last: int
    said: dict[int, dict[str, str]]


def shell_loops(lines: Sequence[str]) -> Iterator[Loop]:
    """Yield each loop over counts that a launcher or OpenMP is given, or over repeats of such runs.

    What it printed is as many times the same lines but for their numbers, up to the next prompt.
    Where the lines of each turn have its number in them, they say more than the loop, unless the
    number stands alone, as ``echo`` has it.
    """
    for place, line in enumerate(lines[:_MOST]):
        begun = _BEGIN.fullmatch(line) if "for" in line and len(line) < _WIDEST else None
        if begun is None:
            continue
        last, text = _whole(lines, place, begun["loop"])
        turns = _turns(text, {})
        counts = [_counts(turn) for turn in turns]
        if not all(counts) or len({str(each) for each in counts}) < 2:
            continue
        printed = list(_printed(lines, last + 1, begun["prompt"].strip()))
        each, rest = divmod(len(printed), len(turns))
        if not each or rest:
            continue
        parts = [printed[at : at + each] for at in range(0, len(printed), each)]
        shapes = {tuple(_shape(text) for _, text in part) for part in parts}
        if len(shapes) == 1 and not _say_values(parts, [each.values() for each in counts]):
            said = {part[0][0]: cells for part, cells in zip(parts, counts, strict=True)}
            yield Loop(place + 1, last + 1, said)


def _whole(lines: Sequence[str], place: int, loop: str) -> tuple[int, str]:
    """The place of the last line of a loop, and all of it on one."""
    said, depth = [loop], _open(loop)
    last = place
    while depth > 0 and last + 1 < min(len(lines), place + _LONGEST):
        last += 1
        text = _CONTINUED.sub("", lines[last][:_WIDEST], count=1).strip()
        said.append(text)
        depth += _open(text)
    joined = "; ".join(text.strip().rstrip(";") for text in said)
    return last, joined.replace("do; ", "do ")


def _open(text: str) -> int:
    """How many loops a text begins and does not end."""
    found = _WORD.findall(text)
    return found.count("for") - found.count("done")


class _Turn(NamedTuple):
    """A command as it was run, and with names in place of what a loop sets."""

    command: str
    written: str


def _turns(text: str, values: dict[str, str]) -> list[_Turn]:
    """The commands of a loop, or of loops in loops, in their turn; none where it is none."""
    loop = _HEAD.fullmatch(text.strip())
    if loop is None:
        command = text
        for name, value in values.items():
            command = command.replace(f"${{{name}}}", value).replace(f"${name}", value)
        return [_Turn(command, text)] if values else []
    over = looped_values(loop["over"])
    if over is None or len(over.values) > _MOST_TURNS:
        return []
    turns: list[_Turn] = []
    for value in over.values:
        inner = _turns(loop["body"], values | {over.name: value})
        if not inner or len(turns) + len(inner) > _MOST_TURNS:
            return []
        turns += inner
    return turns


def _counts(turn: _Turn) -> dict[str, str]:
    """What the commands of a turn say of its size; none where the loop changes none of it."""
    said, always = _sizes(turn.command), _sizes(turn.written)
    return said if said != always else {}


def _sizes(command: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for part in _APART.split(command):
        statement = read_shell_statement(part)
        said |= statement.cells if statement else {}
    said.pop("command", None)
    return said


def _printed(lines: Sequence[str], first: int, prompt: str) -> Iterator[tuple[int, str]]:
    """The numbered lines with text from ``first`` on, up to one that begins with the prompt."""
    for number, text in enumerate(lines[first:], start=first + 1):
        if prompt and text.startswith(prompt):
            return
        if text.strip():
            yield number, text


def _shape(text: str) -> str:
    return " ".join(_NUMBER.sub("0", text).split())


def _say_values(
    parts: Sequence[Sequence[tuple[int, str]]], counts: Sequence[Collection[str]]
) -> bool:
    """Whether what each turn printed has a number that it was given, beside other words."""
    return all(
        any(
            not values_said.isdisjoint(_NUMBER.findall(text)) and text.strip() not in values_said
            for _, text in part
        )
        for part, values_said in zip(parts, map(set, counts), strict=True)
    )
