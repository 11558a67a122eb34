"""The turns of a program that prints the same results again, and what it says before each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import SET_BEFORE
from parsers.headings.read_heading import read_heading
from parsers.tables.context import names_a_repeat, without_time

_SETTING = Pattern(
    r"\s*(?P<label>[A-Za-z][\w ./()-]{1,40}?)\s*[:=]\s*"
    r"(?:(?P<value>\d+|[A-Za-z][\w.+/-]*)|(?P<number>\d+)\s?(?P<unit>[A-Za-z]{1,9}))\s*"
)
_PAIR = Pattern(r"\s*[:=]\s*")
_NUMBER: Final = r"(?:(?<![\w.])\d+\.\d*(?:[eE][-+]?\d+)?(?!\.?\d)|(?<![\w.])\d+[eE][-+]?\d+)"
_MEASURED = Pattern(_NUMBER)
_STATES_ONE = Pattern(rf"[^:=]*[:=](?:\s*{_NUMBER})+\s*(?:[A-Za-z/]{{1,8}})?\s*")
"""A line that states a measured number, and what follows it is its unit."""
_MOST: Final = 1_000
_FEW: Final = 2
CASE: Final = "case"
"""The heading of what tells turns apart that states no number."""


@dataclass(slots=True)
class PrintedTurn:
    """The results of one turn, as heading -> cell, and the lines said before the first of them."""

    line: int
    results: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def turns(lines: Iterable[tuple[int, str, tuple[str, str] | None]]) -> list[PrintedTurn]:
    """Return the turns of an output, each begun where a result comes again.

    ``lines`` are numbers, texts, and the results that they state. What is said amid the results of
    a turn is left out: it is as likely to be another result as a setting.
    """
    found: list[PrintedTurn] = []
    said: list[str] = []
    for number, text, result in lines:
        if result is None:
            said += [clean(text)] if any(map(str.isalnum, text)) else []
            continue
        heading, cell = result
        if not found or heading in found[-1].results:
            found.append(PrintedTurn(number, said=said))
        found[-1].results[heading] = cell
        said = []
    return found


def what_tells_turns_apart(found: list[PrintedTurn]) -> list[dict[str, str]] | None:
    """Return what tells each turn apart from the others, or nothing where they are repeats.

    A setting (``Threads per block: 2``, ``Model: bert``) that differs is a cell under its label,
    any other line the case of its turn. What only numbers the repeats tells nothing, nor do
    measured numbers and the time of day, which always differ.
    """
    if not 1 < len(found) <= _MOST:
        return None
    if any(turn.results.keys() != found[0].results.keys() for turn in found):
        return None
    # What stands above the first turn is said of all of them, but for its own last lines.
    most = max(len(turn.said) for turn in found[1:])
    told = [turn.said[max(0, len(turn.said) - most) :] for turn in found]
    masked = [{_masked(line): line for line in said} for said in told]
    # What is said in all turns but the first ends the one before.
    common = set(masked[1] if len(found) > _FEW else masked[0]).intersection(*masked[1:])
    own = [[line for mask, line in each.items() if mask and mask not in common] for each in masked]
    own = _carried_on(own)
    if not all(own):
        return None
    settings = [_settings(lines) for lines in own]
    labels = [label for label in settings[0] if all(label in each for each in settings)]
    cases = [" ".join(line for line in lines if _label(line) not in labels) for lines in own]
    rows = [{label: each[label] for label in labels} for each in settings]
    if any(cases):
        rows = [{CASE: case, **row} for case, row in zip(cases, rows, strict=True)]
    return rows


def _carried_on(own: list[list[str]]) -> list[list[str]]:
    """``own`` with titles that stand above several turns each: ``== GCC ==``, three times, and so.

    As many lines begin each section, and as many turns are in it; else something was only said
    between two repeats.
    """
    begun = [place for place, lines in enumerate(own) if lines]
    long = len(own) // len(begun) if begun else 0
    if not _FEW <= len(begun) < len(own) or begun != list(range(0, len(own), long)):
        return own
    if len({len(own[place]) for place in begun}) > 1 or len(own) % long:
        return own
    return [own[place - place % long] for place in range(len(own))]


def _masked(line: str) -> str:
    """What a line says, without what is measured; nothing where it only numbers a repeat."""
    whole = without_time(line)
    is_left_out = names_a_repeat(_PAIR.sub(" ", line)) or _STATES_ONE.fullmatch(whole)
    return "" if is_left_out else _MEASURED.sub("", whole)


def _settings(lines: list[str]) -> dict[str, str]:
    return dict(filter(None, map(_setting, lines)))


def _setting(line: str) -> tuple[str, str] | None:
    """The label of a setting and what it is set to, a size with its unit."""
    match = _SETTING.fullmatch(line)
    if match is None:
        return None
    label = clean(match["label"])
    if not match["unit"]:
        return label, match["value"]
    is_set = read_heading(f"{label} ({match['unit']})").kind in SET_BEFORE
    return (label, f"{match['number']} {match['unit']}") if is_set else None


def _label(line: str) -> str | None:
    setting = _setting(line)
    return setting and setting[0]
