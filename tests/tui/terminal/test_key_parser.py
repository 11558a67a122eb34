"""Escape is a key of its own, whatever comes right behind it; sequences stay what they are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
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


@pytest.mark.parametrize(
    ("parts", "keys"),
    [
        ([b"\xc3", b"\xa9"], ["é"]),
        ([b"\xe6\xbc", b"", b"\xa2x"], ["漢", "x"]),
        # As a terminal sends it that is not in UTF-8.
        ([b"\xe9", b"j"], ["�", "j"]),
    ],
)
def test_a_letter_may_come_in_parts(parts: list[bytes], keys: list[str]) -> None:
    parser = KeyParser()
    events = [event for part in parts for event in parser.read(part)]
    assert [event.character for event in events if isinstance(event, Key)] == keys


@given(
    st.lists(st.binary(max_size=20) | st.sampled_from([b"\x1b", b"\x1b[", b"\x1b[<", b";", b"M"]))
)
def test_no_bytes_end_the_reading_of_keys(parts: list[bytes]) -> None:
    parser = KeyParser()
    for part in parts:
        list(parser.read(part))
        list(parser.tick())
    list(parser.read(b"\x1b[201~"))
