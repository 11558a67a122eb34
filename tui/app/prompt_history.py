"""What was typed into prompts, in this session and in earlier ones.

It is one file of JSON lines in the user's state folder, the newest at its end. Sessions that run at
once share it: each adds to what the file holds by then, and so loses nothing of the others'.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator, Sequence
from functools import reduce
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from analysis.usage import UsageError
from parsers.clean import clean
from parsers.whole_file import whole_file
from tui.app.background import begin
from tui.options.state_folder import make_folder, state_folder

MOST: Final = 500
"""Texts that are kept."""
LONGEST: Final = 2000
"""Characters of one of them."""
_LARGEST: Final = 4 * MOST * LONGEST
"""Bytes of a file that may be one."""
PATIENCE: Final = 1.0
"""Seconds to wait for another session that writes."""


class TypedText(NamedTuple):
    """What was entered under the label ``prompt`` of a screen."""

    place: str
    prompt: str
    text: str


class PromptHistory:
    """Remembers what is entered; between sessions too, where it is ``kept``."""

    def __init__(self, *, kept: bool) -> None:
        self._kept = kept
        self._texts: list[TypedText] | None = None
        self._unwritten: list[TypedText] = []
        self._lock = Lock()

    def before(self, place: str, prompt: str) -> list[str]:
        """Return what was entered there, the newest at the end."""
        if self._texts is None:
            path = self._path()
            self._texts = [] if path is None else _read(path)
        return [each.text for each in self._texts if each[:2] == (place, prompt)]

    def add(self, place: str, prompt: str, text: str) -> None:
        """Remember a text that is no blank, as the newest; it is written in the background."""
        if not text.strip() or len(text) > LONGEST:
            return
        typed = TypedText(place, prompt, text)
        self._texts = _with(self._texts or (), typed)
        if self._kept:
            self._unwritten.append(typed)
            begin(self._write)

    def _write(self) -> None:
        """Write what is not written yet; where another session does not end, with the next text."""
        # What cannot be written is still there for this session; the doctor says why.
        with self._lock, contextlib.suppress(OSError):
            path = self._path()
            if path is None or not self._unwritten:
                return
            make_folder(path.parent)
            with _alone(path.parent) as is_alone:
                if is_alone:
                    new = tuple(self._unwritten)
                    _replace(path, reduce(_with, new, _read(path)))
                    del self._unwritten[: len(new)]

    def _path(self) -> Path | None:
        if not self._kept:
            return None
        try:
            return state_folder() / "prompts.jsonl"
        except UsageError:
            return None


def _with(texts: Sequence[TypedText], typed: TypedText) -> list[TypedText]:
    """Texts with one more at the end, each once."""
    return [*(each for each in texts if each != typed), typed][-MOST:]


def _read(path: Path) -> list[TypedText]:
    """The texts of a file, as far as it has any that are usable."""
    try:
        with path.open("rb") as file:
            lines = file.read(_LARGEST).splitlines()
    except OSError:
        return []
    return list(dict.fromkeys(typed for line in lines if (typed := _typed(line)) is not None))


def _typed(line: bytes) -> TypedText | None:
    try:
        read = json.loads(line)
        typed = TypedText(read["place"], read["prompt"], read["text"])
    except (ValueError, RecursionError, TypeError, KeyError):
        return None
    if not all(isinstance(each, str) for each in typed) or len(typed.text) > LONGEST:
        return None
    return typed._replace(text=clean(typed.text))


def _replace(path: Path, texts: Sequence[TypedText]) -> None:
    with whole_file(path) as file:
        # Conditions and paths are nobody else's business.
        os.fchmod(file.fileno(), 0o600)
        file.writelines(json.dumps(each._asdict()).encode() + b"\n" for each in texts)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Keep other sessions from writing meanwhile, where the file system knows locks.

    Yields whether that is so: another may have been stopped while it writes.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        until = time.monotonic() + PATIENCE
        while not (is_alone := _locked(descriptor)) and time.monotonic() < until:
            time.sleep(0.01)
        yield is_alone
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    """Whether the lock was taken, or there is none to be had."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
