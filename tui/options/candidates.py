"""What may follow on a command line that is being typed, from the parsers themselves."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from tui.options.arguments import COMMANDS, parser_of
from tui.options.option_groups import BASELINES, GATE_KINDS, NIGHTLY_GATES, SEVERITIES

Named = Callable[[Sequence[str]], Iterable[str]]
"""Returns the names of something in the inputs at these paths."""

_LISTS: Final = ("columns", "sort", "by", "severity")
"""Options whose values are several, with commas between."""
_SIGNED: Final = {"sort": "-", "by": "+-"}
"""What may stand before each of the names of a list."""
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "baseline": BASELINES,
    "severity": (*SEVERITIES, "all"),
}
_CONDITIONS: Final = ("where", "base", "new")
_DIRECTIONS: Final = ("higher", "lower")


class Inputs:
    """Where names come from; asked only for what has to be known, as reading takes time."""

    def __init__(self, columns: Named, metrics: Named, values: Callable[..., Iterable[str]]):
        """Take what returns names of columns, of metrics, and the values of a column."""
        self.columns = columns
        self.metrics = metrics
        self.values = values


def candidates(words: Sequence[str], inputs: Inputs) -> list[str]:
    """Return what the last of ``words`` may become; nothing where it is a file's name.

    ``words``: what has been typed after ``runcmp``, the last one perhaps empty.
    """
    *before, typed = words or [""]
    command = before[0] if before and before[0] in COMMANDS else None
    parser = parser_of(command)
    options = {name: action for action in parser._actions for name in action.option_strings}
    paths = _paths(before[command is not None :], options)
    name, equals, value = typed.partition("=")
    if typed.startswith("--") and equals and name in options:
        found = _values(options[name], command, value, paths, inputs)
        return [f"{name}={each}" for each in found]
    if before and _takes_value(options.get(before[-1])):
        return _values(options[before[-1]], command, typed, paths, inputs)
    if typed.startswith("-"):
        return _beginning(typed, options)
    shells = [list(action.choices or ()) for action in parser._actions if not action.option_strings]
    named = [str(word) for choices in shells for word in choices]
    return _beginning(typed, COMMANDS if not before else named)


def _takes_value(action: argparse.Action | None) -> bool:
    return action is not None and action.nargs is None


def _paths(words: Sequence[str], options: dict[str, argparse.Action]) -> list[str]:
    """Return the words that are neither options nor their values."""
    paths, is_value = [], False
    for word in words:
        if not is_value and not word.startswith("-"):
            paths.append(word)
        is_value = not is_value and _takes_value(options.get(word))
    return paths


def _values(
    action: argparse.Action, command: str | None, typed: str, paths: Sequence[str], inputs: Inputs
) -> list[str]:
    """Return what a value that is being typed may become."""
    name = action.dest
    if action.choices is not None:
        return _beginning(typed, map(str, action.choices))
    if name in ("metric", "exact"):
        return _beginning(typed, [*inputs.metrics(paths), *(["all"] if name == "metric" else [])])
    if name == "better":
        metric, equals, _ = typed.partition("=")
        if equals:
            return _beginning(typed, (f"{metric}={each}" for each in _DIRECTIONS))
        return _beginning(typed, (f"{each}=" for each in inputs.metrics(paths)))
    if name in _CONDITIONS:
        start, last = _last_name(typed)
        return [start + each for each in _beginning(last, inputs.columns(paths))]
    if name == "fail_on":
        gates = {"diff": GATE_KINDS, "history": NIGHTLY_GATES}
        if kinds := gates.get(command or ""):
            return _beginning(typed, kinds)
        return _in_list(typed, lambda _: SEVERITIES)
    if name == "on":
        column, equals, listed = typed.partition("=")
        if not equals:
            return _beginning(typed, inputs.columns(paths))
        found = _in_list(listed, lambda _: inputs.values(paths, column))
        return [f"{column}={each}" for each in found]
    if name in ("over", "pivot"):
        return _beginning(typed, inputs.columns(paths))
    if name in _LISTS:
        known = _WORDS.get(name)
        return _in_list(typed, lambda _: known or inputs.columns(paths), _SIGNED.get(name, ""))
    return _beginning(typed, _WORDS.get(name, ()))


def _in_list(typed: str, known: Callable[[str], Iterable[str]], signs: str = "") -> list[str]:
    """Return a list with its last part completed, by what does not stand in it yet."""
    start, comma, last = typed.rpartition(",")
    name = last.lstrip(signs)
    sign = last.removesuffix(name)
    there = {part.lstrip(signs) for part in start.split(",")}
    found = (each for each in _beginning(name, known(name)) if each not in there)
    return [f"{start}{comma}{sign}{each}" for each in found]


def _last_name(sql: str) -> tuple[str, str]:
    """Return a condition before its last name, and that."""
    at = len(sql)
    while at and (sql[at - 1].isalnum() or sql[at - 1] == "_"):
        at -= 1
    return sql[:at], sql[at:]


def _beginning(typed: str, known: Iterable[str]) -> list[str]:
    return [each for each in dict.fromkeys(known) if each.startswith(typed)]
