"""A file in the user's own editor, or pager, while the app waits."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import Any, Final

from textual.app import App, SuspendNotSupported

LONG: Final = 10_000_000
"""Bytes from which on a file is for the pager: an editor would read all of it."""
_AT_COLON: Final = frozenset({"hx", "helix", "subl", "zed"})
"""Editors that take ``FILE:LINE``."""
_AT_GOTO: Final = frozenset({"code", "codium", "cursor"})
"""Editors that take ``--goto FILE:LINE``, and return at once without ``--wait``."""


def command(file: str, line: int, environment: dict[str, str]) -> list[str] | str:
    """Return the command that shows ``file`` at ``line``, or why there is none.

    That is ``$VISUAL`` or ``$EDITOR``, for a long file ``$PAGER``; ``vi`` and ``less`` where these
    are not set.
    """
    path = Path(file)
    if not path.is_file():
        return f"{file}: cannot be reopened"
    is_long = path.stat().st_size >= LONG
    name, usual = ("PAGER", "less") if is_long else ("EDITOR", "vi")
    chosen = environment.get(name, "") if is_long else environment.get("VISUAL", "")
    text = chosen or environment.get(name, "") or usual
    try:
        words = shlex.split(text)
    except ValueError as error:
        return f"${name} is {text!r}: {error}"
    if not words:
        return f"${name} is empty"
    # A name that begins with a dash would be an option.
    shown = f"./{file}" if file.startswith("-") else file
    program = Path(words[0]).name
    if is_long:
        return [*words, *([f"+{line}g"] if program == "less" else []), shown]
    if program in _AT_COLON:
        return [*words, f"{shown}:{line}"]
    if program in _AT_GOTO:
        return [*words, "--wait", "--goto", f"{shown}:{line}"]
    return [*words, f"+{line}", shown]


def edit(app: App[Any], file: str, line: int) -> str:
    """Show ``file`` at ``line`` and wait until that is closed; return what to say about it."""
    words = command(file, line, dict(os.environ))
    if isinstance(words, str):
        return words
    try:
        with app.suspend():
            # The user's own program, from the user's own settings; no shell reads the words.
            status = subprocess.run(words, check=False).returncode
    except SuspendNotSupported:
        return "this terminal cannot be lent to an editor"
    except OSError as error:
        return f"{words[0]}: {error.strerror or error}; set $EDITOR"
    return f"{words[0]} ended with status {status}" if status else "r there reads the file again"
