"""Everything a key can do: one registry, read by dispatch, footer, help and command palette."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Place = Literal[
    "runs",
    "pairs",
    "diff",
    "scaling",
    "audit",
    "history",
    "frequencies",
    "statistics",
    "pivot",
    "source",
    "pager",
    "palette",
]
Group = Literal["move", "sort", "find", "compare", "show", "leave"]

GROUPS: Final[dict[Group, str]] = {
    "move": "Move",
    "sort": "Sort and columns",
    "find": "Find and filter",
    "compare": "Mark and compare",
    "show": "Show",
    "leave": "Help and leave",
}


class Action(NamedTuple):
    """One thing to do.

    ``name`` calls the method ``action_<name>`` of the screens in ``places``. ``keys`` are
    Textual's names, the first of them the one shown. ``label`` is the footer's word for it; an
    action without one is in help and palette only. ``asks``: it opens the prompt, and what is typed
    after its key is for the prompt.
    """

    name: str
    keys: tuple[str, ...]
    help: str
    group: Group
    places: tuple[Place, ...]
    label: str = ""
    asks: bool = False

    @property
    def title(self) -> str:
        """The action's name in words, as the palette lists it and the command line takes it."""
        word = self.name.partition("('")[2].rstrip("')") or self.name
        return word.replace("_", " ")


_RUNS: Final[tuple[Place, ...]] = ("runs",)
_PAIRS: Final[tuple[Place, ...]] = ("pairs",)
_ROWS: Final[tuple[Place, ...]] = ("runs", "pairs", "audit", "history")
_COLUMNS: Final[tuple[Place, ...]] = ("frequencies", "statistics", "pivot")
TABLE: Final[tuple[Place, ...]] = (*_ROWS, *_COLUMNS)
_SIDES: Final[tuple[Place, ...]] = ("pairs", "diff")
_SCROLLING: Final[tuple[Place, ...]] = (*TABLE, "diff", "source", "pager")
_CHART: Final[tuple[Place, ...]] = ("scaling",)
_PIVOT: Final[tuple[Place, ...]] = ("pivot",)
_AUDIT: Final[tuple[Place, ...]] = ("audit",)
_HISTORY: Final[tuple[Place, ...]] = ("history",)
_SOURCE: Final[tuple[Place, ...]] = ("source",)
_PAGER: Final[tuple[Place, ...]] = ("pager",)
_MAIN: Final[tuple[Place, ...]] = (*_SCROLLING, *_CHART)
_READING: Final[tuple[Place, ...]] = ("diff", "source", "pager")
_OVER: Final[tuple[Place, ...]] = ("source", "pager")

ACTIONS: Final[tuple[Action, ...]] = (
    Action("move('down')", ("down", "j"), "down", "move", _SCROLLING),
    Action("move('up')", ("up", "k"), "up", "move", _SCROLLING),
    Action("move('left')", ("left", "h"), "one column left", "move", TABLE),
    Action("move('right')", ("right", "l"), "one column right", "move", TABLE),
    Action("move('page_down')", ("pagedown", "ctrl+f"), "page down", "move", _SCROLLING),
    Action("move('page_up')", ("pageup", "ctrl+b"), "page up", "move", _SCROLLING),
    Action("move('half_page_down')", ("ctrl+d",), "half page down", "move", _SCROLLING),
    Action("move('half_page_up')", ("ctrl+u",), "half page up", "move", _SCROLLING),
    Action("move('top')", ("g", "home"), "first row", "move", _SCROLLING),
    Action("move('bottom')", ("G", "end"), "last row", "move", _SCROLLING),
    Action("move('right')", ("right", "l"), "next point of the series", "move", _CHART),
    Action("move('left')", ("left", "h"), "previous point", "move", _CHART),
    Action("move('down')", ("down", "j"), "next series", "move", _CHART),
    Action("move('up')", ("up", "k"), "previous series", "move", _CHART),
    Action("move('page_down')", ("pagedown", "ctrl+f"), "next page of the list", "move", _CHART),
    Action("move('page_up')", ("pageup", "ctrl+b"), "previous page of the list", "move", _CHART),
    Action("move('top')", ("g", "home"), "first series", "move", _CHART),
    Action("move('bottom')", ("G", "end"), "last series", "move", _CHART),
    Action("next_line", ("n",), "next highlighted line", "find", _SOURCE, "next"),
    Action("previous_line", ("N",), "previous highlighted line", "find", _SOURCE),
    Action("sideways('right')", ("right", "l"), "scroll right", "move", _SOURCE),
    Action("sideways('left')", ("left", "h"), "scroll left", "move", _SOURCE),
    Action("edit", ("ctrl+o",), "open in $EDITOR at this line", "show", _SOURCE, "edit"),
    Action(
        "source", ("enter",), "open the source at the finding's lines", "show", _AUDIT, "source"
    ),
    Action("run_row", ("o",), "go to the run in the runs table", "show", _AUDIT, "run"),
    Action(
        "severity",
        ("v",),
        "cycle: errors and suspects; all but style; all",
        "find",
        _AUDIT,
        "severity",
    ),
    Action("find", ("/",), "find text", "find", _PAGER, "find", True),
    Action("find_next", ("n",), "next match", "find", _PAGER),
    Action("find_previous", ("N",), "previous match", "find", _PAGER),
    Action("find", ("/",), "find text in any column", "find", TABLE, "find", True),
    Action("find_next", ("n",), "next match", "find", TABLE),
    Action("find_previous", ("N",), "previous match", "find", TABLE),
    Action("where", ("&",), "filter rows by an SQL condition", "find", TABLE, "where", True),
    Action("keep", (",",), "keep rows like this cell, or the marked ones", "find", TABLE),
    Action("leave_out", (";",), "drop rows like this cell, or the marked ones", "find", TABLE),
    Action("frequencies", ("F",), "frequencies of this column", "show", _ROWS),
    Action("statistics", ("I",), "statistics of all columns", "show", _ROWS),
    Action("choose", ("enter",), "filter to this value", "show", ("frequencies",), "filter"),
    Action("choose", ("enter",), "frequencies of this column", "show", ("statistics",), "values"),
    Action("sort", ("s",), "sort by this column; again to reverse", "sort", TABLE, "sort"),
    Action("sort_also", ("S",), "add this column as the next sort key", "sort", TABLE),
    Action("sort_up", ("[",), "sort by this column, ascending", "sort", TABLE),
    Action("sort_down", ("]",), "sort by this column, descending", "sort", TABLE),
    Action("efficiency", ("E",), "sort by efficiency, best first; again to reverse", "sort", _RUNS),
    Action("hide_column", ("-",), "hide this column", "sort", TABLE),
    Action("show_columns", ("+",), "unhide columns, or add one", "sort", TABLE),
    Action("widen", ("_",), "widen this column; again to fit", "sort", TABLE),
    Action("freeze", ("f",), "freeze / unfreeze column", "sort", TABLE),
    Action("mark", ("space",), "mark or unmark this row", "compare", _RUNS, "mark"),
    Action("unmark", ("u",), "unmark all rows", "compare", _RUNS),
    Action(
        "diff",
        ("d", "2"),
        "compare marked rows, two files or chosen sides",
        "compare",
        _RUNS,
        "diff",
    ),
    Action("pair", ("enter",), "show both sides of this row in full", "compare", _PAIRS, "open"),
    Action(
        "scaling",
        ("p", "3"),
        "plot the series of marked rows, else of all",
        "compare",
        _RUNS,
        "plot",
    ),
    Action("audit", ("a", "4"), "show audit findings", "compare", _RUNS, "audit"),
    Action("history", ("5",), "follow the benchmarks over time", "compare", _RUNS),
    Action(
        "source", ("enter", "o"), "open the source of the newest night", "show", _HISTORY, "source"
    ),
    Action(
        "only_changed",
        ("c",),
        "only changed rows; again for all",
        "compare",
        _PAIRS,
        "changed",
    ),
    Action("swap", ("x",), "swap the sides", "compare", _SIDES, "swap"),
    Action("next_pair", ("n",), "next pair", "compare", ("diff",), "next"),
    Action("previous_pair", ("N",), "previous pair", "compare", ("diff",)),
    Action("holm", ("H",), "toggle Holm correction of p", "compare", _PAIRS),
    Action("baseline", ("b",), "use this count as baseline; again for the smallest", "show", _RUNS),
    Action("metric", ("m",), "next metric", "show", _RUNS, "metric"),
    Action("detail", ("enter",), "show or hide chart and details", "show", _RUNS, "detail"),
    Action(
        "measure",
        ("m",),
        "efficiency, speedup, value, cost; or ratio",
        "show",
        _CHART,
        "measure",
    ),
    Action("pivot", ("P",), "pivot: the values of this column across", "show", _RUNS),
    Action("cell", ("m",), "cells: value, efficiency, speedup, ratio", "show", _PIVOT, "cell"),
    Action("axis", ("a",), "draw over another column", "show", _CHART, "axis"),
    Action("laws", ("f",), "toggle what is fitted: scaling laws, Hockney", "show", _CHART, "fit"),
    Action("show", ("space",), "highlight the series, or not", "show", _CHART, "colour"),
    Action("rest", ("v",), "show or hide series that are not highlighted", "show", _CHART, "rest"),
    Action("log_x", ("x",), "log or linear x axis", "show", _CHART, "log"),
    Action("log_y", ("y",), "log or linear y axis", "show", _CHART),
    Action("notes", ("i",), "summary and notes of the comparison", "show", _PAIRS, "notes"),
    Action("source", ("o",), "open the source at its lines", "show", (*_RUNS, *_CHART), "source"),
    Action("source_baseline", ("O",), "open the source of the baseline", "show", (*_RUNS, *_CHART)),
    Action("source", ("o",), "open the source of the base side", "show", _SIDES, "source"),
    Action("source_new", ("O",), "open the source of the new side", "show", _SIDES),
    Action("edit", ("ctrl+o",), "open the source in $EDITOR at its line", "show", _RUNS),
    Action("copy_cell", ("y",), "copy this cell in full precision", "show", TABLE),
    Action("copy_row", ("Y",), "copy this row, tab-separated", "show", TABLE),
    Action(
        "export", ("e", "ctrl+s"), "write the rows shown to a file", "show", TABLE, "export", True
    ),
    Action("explain", ("i",), "how each file was read, troubles first", "show", _RUNS, "explain"),
    Action("reload", ("r",), "reload the files", "show", _RUNS),
    Action("watch", ("w",), "watch the files, or stop; + marks new rows", "show", _RUNS),
    Action("command", (":",), "type a command: sort, where, find, ...", "leave", TABLE, asks=True),
    Action("palette", ("ctrl+p",), "all actions by name", "leave", _MAIN),
    Action("redraw", ("ctrl+l",), "redraw", "leave", _MAIN),
    Action("suspend", ("ctrl+z",), "suspend; fg resumes", "leave", _MAIN),
    Action("interrupt", ("ctrl+c",), "show how to quit", "leave", _MAIN),
    Action("undo", ("U",), "undo the last change: sort, filter, columns, marks", "sort", _ROWS),
    Action("clear", ("escape",), "clear search and filter", "leave", TABLE),
    Action("help", ("?", "f1"), "list of keys", "leave", _MAIN, "help"),
    Action("back", ("q", "escape", "backspace"), "back", "leave", _READING, "back"),
    Action(
        "back",
        ("q", "backspace"),
        "back to the runs",
        "leave",
        (*_PAIRS, *_AUDIT, *_HISTORY),
        "back",
    ),
    Action("back", ("q", "backspace"), "back to the table", "leave", _COLUMNS, "back"),
    Action(
        "back",
        ("q", "escape", "enter", "backspace"),
        "back to the runs",
        "leave",
        _CHART,
        "back",
    ),
    Action("leave", ("q",), "quit", "leave", _RUNS, "quit"),
    Action("leave", ("Q", "ctrl+q"), "quit from anywhere", "leave", _MAIN),
    Action(
        "view('runs')",
        ("1",),
        "runs table",
        "leave",
        (*_SIDES, *_CHART, *_AUDIT, *_HISTORY, *_COLUMNS, *_OVER),
    ),
    Action(
        "view('diff')",
        ("2",),
        "compare runs",
        "leave",
        (*_CHART, *_AUDIT, *_HISTORY, *_COLUMNS, *_OVER),
    ),
    Action(
        "view('scaling')",
        ("3",),
        "plot series",
        "leave",
        (*_SIDES, *_AUDIT, *_HISTORY, *_COLUMNS, *_OVER),
    ),
    Action(
        "view('audit')",
        ("4",),
        "audit findings",
        "leave",
        (*_SIDES, *_CHART, *_HISTORY, *_COLUMNS, *_OVER),
    ),
    Action(
        "view('history')",
        ("5",),
        "over time",
        "leave",
        (*_SIDES, *_CHART, *_AUDIT, *_COLUMNS, *_OVER),
    ),
    Action("pick('down')", ("down", "ctrl+n"), "down", "move", ("palette",)),
    Action("pick('up')", ("up", "ctrl+p"), "up", "move", ("palette",)),
    Action("run", ("enter",), "select", "show", ("palette",), "choose"),
    Action("back", ("escape", "ctrl+c"), "back", "leave", ("palette",), "back"),
)


_SPOKEN: Final = {
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "esc",
    "f1": "F1",
}


def of(place: Place) -> tuple[Action, ...]:
    """Return the actions of one screen, in registry order."""
    return tuple(action for action in ACTIONS if place in action.places)


def footer(place: Place, width: int) -> list[Action]:
    """Return the actions whose ``key label`` pairs, two blanks apart, fit into ``width`` cells.

    Help and the way out are always among them, at the end.
    """
    named = [action for action in of(place) if action.label]
    ways_out = [action for action in named if action.group == "leave"]
    room = width - sum(len(pair(action)) + 2 for action in ways_out)
    shown: list[Action] = []
    for action in named:
        cells = len(pair(action))
        if action in ways_out or cells <= room:
            shown.append(action)
            room -= 0 if action in ways_out else cells + 2
    return shown


def pair(action: Action) -> str:
    """Return an action's key and its word in the footer."""
    return f"{spoken(action.keys[0])} {action.label}"


def spoken(key: str) -> str:
    """Return a key as people write it."""
    return _SPOKEN.get(key, key)
