"""The keys of a screen as its help lists them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.app.actions import GROUPS, Action, Place, of, spoken

TEN: Final = 10
FIRST: Final[dict[Place, tuple[str, ...]]] = {
    "runs": (
        *("find", "where", "keep", "sort", "efficiency", "frequencies"),
        *("mark", "diff", "scaling", "source"),
    ),
}
"""Of screens with more keys than their footer shows, those to know first."""


def first_keys(place: Place) -> list[Action]:
    """Return the ten actions of a screen to know first, where it has as many."""
    actions = of(place)
    names = FIRST.get(place, [action.name for action in actions if action.label])
    found = [next((each for each in actions if each.name == name), None) for name in names]
    return [each for each in found if each is not None][:TEN]


def help_blocks(place: Place, width: int) -> list[list[str]]:
    """Return the keys of one screen: the first ten, then all by group, a heading before each.

    What an action does goes on in a line below where ``width`` leaves it too little room.
    """
    blocks = []
    first = first_keys(place)
    if len(of(place)) > TEN:
        blocks.append(["First keys", *_listed(first, width)])
    for group, heading in GROUPS.items():
        actions = [action for action in of(place) if action.group == group]
        if actions:
            blocks.append([heading, *_listed(actions, width)])
    return blocks


def _listed(actions: Sequence[Action], width: int) -> list[str]:
    from tui.formatting.shortening import in_lines

    lines: list[str] = []
    for action in actions:
        keys = f"  {_keys(action.keys):<18} "
        first, *others = in_lines(action.help, width - len(keys))
        lines += [keys + first, *(" " * len(keys) + other for other in others)]
    return lines


def _keys(keys: Sequence[str]) -> str:
    return " ".join(spoken(key) for key in keys)
