"""The login node: threads, terminal, colours, glyphs. Imports nothing heavy, and comes first."""

from __future__ import annotations

import codecs
import locale
import os
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, NamedTuple, TextIO

_MOST_THREADS: Final = 2
"""Of each of the two pools of Polars: with all else that runs, 16 at most."""
THREADS: Final = "POLARS_MAX_THREADS"
ONE_OF_EACH: Final = (
    # A third pool, which ranks within groups start: a thread for each core by default.
    "RAYON_NUM_THREADS",
    # What reads from the network waits most of the time; here it never does anything.
    "POLARS_ASYNC_THREAD_COUNT",
    # Of an archive: files open before their turn, read at once, and pieces of a file read at once.
    # Each has a thread that waits for it.
    "POLARS_NUM_READERS_PRE_INIT",
    "POLARS_MAX_CONCURRENT_SCANS",
    "POLARS_FILE_READ_CONCURRENCY",
)
_WAITING_THREADS: Final = ("POLARS_MAX_BLOCKING_THREAD_COUNT", "2")
"""At most, for files. One would do, as none of them waits for another."""
_ARCHIVE_MARK: Final = "_runcmp"
"""The folder within that of an archive, as ``parsers/archive`` calls it, which imports Polars."""
_ALLOCATOR: Final = "_RJEM_MALLOC_CONF"
_ALLOCATING: Final = "narenas:1,max_background_threads:1,dirty_decay_ms:10,muzzy_decay_ms:0"

LOCALE: Final = ("LC_ALL", "LC_CTYPE", "LANG")
"""The variables that say the locale; the first that is set counts."""

FEW_GLYPHS: Final = ("linux", "vt100", "vt102", "vt220")
"""Terminals whose own fonts have letters, but no braille and hardly a block: the text console."""

Color = Literal["auto", "always", "never"]
GlyphSet = Literal["auto", "unicode", "ascii"]


class Terminal(NamedTuple):
    """What may be done with standard input and output.

    ``interactive``: the app can run. ``why_not``: the reason where it cannot. ``color`` and
    ``unicode``: whether output may use them.
    """

    interactive: bool
    why_not: str
    color: bool
    unicode: bool


def prepare_polars(app_paths: Iterable[str] = ()) -> None:
    """Make Polars a good guest before it is imported, unless the user has set it otherwise.

    ``app_paths``: what the app opens, where it does. Its screen, its keys and what it does in the
    background have threads as well; beside those that wait for the files of an archive, each pool
    of Polars has one.

    A login node is shared and often limits processes: on 64 cores Polars would start more threads
    than a ``ulimit -u`` of 60 allows, and die. Its allocator keeps freed memory for itself; here
    it gives it back soon.
    """
    most = 1 if any(map(_is_archive, app_paths)) else _MOST_THREADS
    os.environ.setdefault(THREADS, str(min(most, len(allowed_cores()))))
    for name in ONE_OF_EACH:
        os.environ.setdefault(name, "1")
    os.environ.setdefault(*_WAITING_THREADS)
    # It is reached all the time, and says each time that this may be a mistake.
    warnings.filterwarnings("ignore", _WAITING_THREADS[0])
    # What comes last counts. A program that has imported Polars hands on what that has set.
    given = os.environ.get(_ALLOCATOR, "")
    if not given.startswith(_ALLOCATING):
        os.environ[_ALLOCATOR] = ",".join(filter(None, [_ALLOCATING, given]))


def _is_archive(path: str) -> bool:
    try:
        return Path(path, _ARCHIVE_MARK).is_dir()
    except (OSError, ValueError):
        return False


def allowed_cores() -> set[int]:
    """Return the cores that this process may use."""
    try:
        return os.sched_getaffinity(0)
    except AttributeError:
        return set(range(os.cpu_count() or 1))


def terminal(color: Color = "auto", glyphs: GlyphSet = "auto") -> Terminal:
    """Look at the streams, TERM, NO_COLOR and the locale."""
    why_not = _why_not_interactive()
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    wanted = is_terminal and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")
    can_more = _is_utf8() and os.environ.get("TERM") not in FEW_GLYPHS
    return Terminal(
        interactive=not why_not,
        why_not=why_not,
        color=color == "always" or (color == "auto" and wanted),
        unicode=glyphs == "unicode" or (glyphs == "auto" and can_more),
    )


def _why_not_interactive() -> str:
    for name, stream in _streams():
        if stream is None or not stream.isatty():
            return f"{name} is not a terminal"
    if os.environ.get("TERM", "dumb") in {"dumb", ""}:
        return "TERM is a terminal without cursor control"
    return ""


def _streams() -> tuple[tuple[str, TextIO | None], ...]:
    # Textual draws on stderr, so all three have to be the terminal.
    return (("stdin", sys.stdin), ("stdout", sys.stdout), ("stderr", sys.stderr))


def _is_utf8() -> bool:
    """Whether the user's locale is UTF-8, whatever Python's own UTF-8 mode makes of C."""
    name = next(filter(None, map(os.environ.get, LOCALE)), "")
    if "." in name:
        try:
            return codecs.lookup(name.split(".", 1)[1].split("@")[0]).name == "utf-8"
        except LookupError:
            return False
    return name not in {"", "C", "POSIX"} and locale.getpreferredencoding(False).lower() == "utf-8"
