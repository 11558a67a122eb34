"""Copying through the terminal: OSC 52, which reaches the clipboard of the user's own machine."""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Mapping
from typing import Final

_MOST_BYTES: Final = 74_994
"""What a terminal takes at least: 100,000 bytes of base64, less the sequence around them."""
_ESCAPE: Final = "\x1b"


def sequence(text: str, environment: Mapping[str, str]) -> str:
    """Return what to send to the terminal to copy ``text``, for where ``environment`` says we are.

    tmux takes the plain sequence where ``set-clipboard`` is on, and hands a wrapped one through
    where ``allow-passthrough`` is on: it gets both. GNU screen hands a wrapped one through.
    """
    plain = f"{_ESCAPE}]52;c;{b2a_base64(text.encode(), newline=False).decode()}\a"
    if environment.get("TMUX"):
        return f"{plain}{_ESCAPE}Ptmux;{plain.replace(_ESCAPE, _ESCAPE * 2)}{_ESCAPE}\\"
    if environment.get("TERM", "").startswith("screen"):
        return f"{_ESCAPE}P{plain}{_ESCAPE}\\"
    return plain


def fits(text: str) -> bool:
    """Whether terminals take a text as long as this one."""
    return len(text.encode()) <= _MOST_BYTES
