"""The registry of actions: what it names exists, and everything that reads it agrees."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, get_args

import pytest
from textual.binding import Binding

from tui.app import actions, key_help
from tui.app import typed_commands as commands
from tui.app.screens.audit_screen import AuditScreen
from tui.app.screens.column_screens import FrequenciesScreen, StatisticsScreen
from tui.app.screens.diff_screen import DiffScreen
from tui.app.screens.history_screen import HistoryScreen
from tui.app.screens.pager_screen import ReadingScreen
from tui.app.screens.pairs_screen import PairsScreen
from tui.app.screens.palette_screen import PaletteScreen
from tui.app.screens.pivot_screen import PivotScreen
from tui.app.screens.place_screen import PlaceScreen
from tui.app.screens.runs_screen import RunsScreen
from tui.app.screens.scaling_screen import ScalingScreen
from tui.app.screens.source_screen import SourceScreen
from tui.app.widgets.pager import Pager
from tui.app.widgets.run_table import RunTable

SCREENS: dict[str, type[PlaceScreen[Any]]] = {
    screen.PLACE: screen
    for screen in (
        RunsScreen,
        PairsScreen,
        DiffScreen,
        ScalingScreen,
        AuditScreen,
        HistoryScreen,
        FrequenciesScreen,
        StatisticsScreen,
        PivotScreen,
        SourceScreen,
        ReadingScreen,
        PaletteScreen,
    )
}
PLACES = get_args(actions.Place)


def test_every_place_has_a_screen() -> None:
    assert set(SCREENS) == set(PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_every_action_is_a_method_of_its_screens(place: actions.Place) -> None:
    for action in actions.of(place):
        method = action.name.partition("(")[0]
        assert callable(getattr(SCREENS[place], f"action_{method}", None)), action.name


@pytest.mark.parametrize("place", ["runs", "pairs", "audit", "diff", "source", "pager"])
def test_every_movement_is_a_method_of_what_moves(place: actions.Place) -> None:
    moves = re.findall(r"move\('(\w+)'\)", " ".join(a.name for a in actions.of(place)))
    assert moves
    for move in moves:
        assert callable(getattr(RunTable if place in actions.TABLE else Pager, move, None)), move


@pytest.mark.parametrize("place", PLACES)
def test_no_key_means_two_things_on_one_screen(place: actions.Place) -> None:
    keys = Counter(key for action in actions.of(place) for key in action.keys)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_footer_fits_and_says_how_to_leave(place: actions.Place, width: int) -> None:
    footer = "  ".join(map(actions.pair, actions.footer(place, width - 1)))
    assert len(footer) < width
    assert any(word in footer for word in ("quit", "back"))
    assert "? help" in footer or place == "palette"


@pytest.mark.parametrize("place", PLACES)
def test_help_lists_every_key(place: actions.Place) -> None:
    lines = [line for block in key_help.help_blocks(place, 80) for line in block]
    for action in actions.of(place):
        keys = " ".join(actions.spoken(key) for key in action.keys)
        assert any(line.startswith(f"  {keys} ") for line in lines), action.name
        assert any(line.endswith(action.help) for line in lines), action.name
    assert max(map(len, lines)) <= 80


def test_help_begins_with_ten_keys() -> None:
    assert len(key_help.first_keys("runs")) == key_help.TEN
    assert key_help.FIRST["runs"] == tuple(each.name for each in key_help.first_keys("runs"))


def test_every_key_can_be_bound() -> None:
    for screen in SCREENS.values():
        bound = {binding.key for binding in screen.BINDINGS if isinstance(binding, Binding)}
        assert len(bound) == len([k for a in actions.of(screen.PLACE) for k in a.keys])
        assert all(key == "space" or len(key) > 1 or key.isalnum() for key in bound), bound


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sort -efficiency,nodes", ("sort", "-efficiency,nodes")),
        (":where nodes > 1", ("where", "nodes > 1")),
        ("w nodes > 1", ("where", "nodes > 1")),
        ("met", ("metric", "")),
        ("q", ("leave", "")),
        ("quit", ("leave", "")),
        ("diff", ("diff", "")),
    ],
)
def test_commands(text: str, expected: tuple[str, str]) -> None:
    assert commands.parse(text) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("foo", "no command 'foo'; commands: sort, .*, layout; . lists the keys$"),
        ("sotr", r"did you mean sort.*\? commands: "),
        ("so", "so"),
        ("h", "h is ambiguous: .*; commands: "),
    ],
)
def test_a_command_that_is_not_there_says_which_are(text: str, says: str) -> None:
    with pytest.raises(commands.CommandError, match=says):
        commands.parse(text)
