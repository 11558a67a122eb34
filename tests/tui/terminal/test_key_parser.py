"""Escape is a key of its own, whatever comes right behind it; sequences stay what they are."""

from __future__ import annotations

import time

import pytest
from textual.events import Key

from tui.terminal.driver import ESCAPE
from tui.terminal.key_parser import KeyParser


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("\x1b", ["escape"]),
        ("\x1bE", ["escape", "E"]),
        ("\x1b/x", ["escape", "slash", "x"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\x1bOP\x1b[5~", ["f1", "pageup"]),
        ("é漢", ["é", "漢"]),
    ],
)
def test_what_is_typed_is_keys(typed: str, keys: list[str]) -> None:
    parser = KeyParser()
    events = list(parser.feed(typed))
    time.sleep(ESCAPE)
    events += parser.tick()
    assert [event.key for event in events if isinstance(event, Key)] == keys
