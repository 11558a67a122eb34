"""``doctor``: this terminal and machine, and what runcmp makes of them.

Imports neither Polars nor Textual: where one of them cannot start, this still says why.
"""

from __future__ import annotations

import os
import platform
import resource
import shutil
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Final

from analysis.usage import UsageError
from tui.commands.destination import write
from tui.options.settings import DoctorSettings
from tui.options.state_folder import STATE_HOME, state_folder
from tui.terminal.environment import FEW_GLYPHS, LOCALE, THREADS, Terminal, allowed_cores
from tui.version import VERSION

_LABEL: Final = 11
_PACKAGES: Final = ("textual", "polars")
_FEW_PROCESSES: Final = 100
"""A limit below this leaves little for the threads of all programs of a user."""
_CPU: Final = Path("/proc/cpuinfo")


def doctor(settings: DoctorSettings, terminal: Terminal) -> None:  # noqa: ARG001
    """Print what was found, one line each."""
    found = findings(terminal, os.environ)
    lines = [f"{label:<{_LABEL}}{text}\n".encode(errors="replace") for label, text in found]
    write(None, lambda out: out.writelines(lines))


def findings(terminal: Terminal, environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a label and what there is to say, with the way out where something is amiss."""
    yield "runcmp", ", ".join([VERSION, f"Python {platform.python_version()}", *_versions()])
    columns, lines = shutil.get_terminal_size()
    within = _within(environment)
    named = environment.get("TERM") or "TERM is not set"
    yield "terminal", f"{named}, {columns}x{lines}{f', in {within}' if within else ''}"
    yield "app", "opens" if terminal.interactive else f"prints instead: {terminal.why_not}"
    yield "colour", "the terminal's own" if terminal.color else f"none: {_colorless(environment)}"
    yield "glyphs", _glyphs(terminal, environment)
    yield "copying", _copying(within)
    yield "state", _state()
    yield "threads", _threads(environment)
    yield from _limits()
    yield from _processor()


def _versions() -> Iterator[str]:
    for name in _PACKAGES:
        try:
            yield f"{name.capitalize()} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name.capitalize()} is missing; pip install . installs it"


def _within(environment: Mapping[str, str]) -> str:
    if environment.get("TMUX"):
        return "tmux"
    return "screen" if environment.get("STY") else ""


def _colorless(environment: Mapping[str, str]) -> str:
    if environment.get("NO_COLOR"):
        return "NO_COLOR is set"
    if environment.get("TERM") == "dumb":
        return "TERM is dumb"
    return "stdout is not a terminal, or --color never"


def _glyphs(terminal: Terminal, environment: Mapping[str, str]) -> str:
    name = next((each for each in LOCALE if environment.get(each)), None)
    why = f"{name} is {environment[name]}" if name else f"none of {', '.join(LOCALE)} is set"
    if environment.get("TERM") in FEW_GLYPHS:
        why = f"TERM is {environment['TERM']}"
    if terminal.unicode:
        return f"Unicode ({why}); --glyphs ascii if glyphs look wrong"
    return f"ASCII ({why}); --glyphs unicode if the terminal supports more"


def _copying(within: str) -> str:
    if within == "tmux":
        return "OSC 52; in tmux: set -g set-clipboard on"
    return "OSC 52, if the terminal supports it"


def _state() -> str:
    try:
        folder = state_folder()
    except UsageError as error:
        return f"nothing is kept: {error}"
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if os.access(there, os.W_OK | os.X_OK):
        return f"{folder}; --no-state keeps nothing"
    return f"nothing is kept: {there} cannot be written; set {STATE_HOME}"


def _threads(environment: Mapping[str, str]) -> str:
    cores = len(allowed_cores())
    return f"{environment.get(THREADS, cores)} on {cores} allowed cores; set {THREADS} to change"


def _limits() -> Iterator[tuple[str, str]]:
    soft, _ = resource.getrlimit(resource.RLIMIT_NPROC)
    if soft != resource.RLIM_INFINITY and soft < _FEW_PROCESSES:
        yield "processes", f"ulimit -u is {soft}; if runcmp cannot start, set {THREADS}=1"


def _processor() -> Iterator[tuple[str, str]]:
    try:
        known = _CPU.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    if platform.machine() == "x86_64" and " avx2" not in known:
        yield "processor", "no AVX2; pip install '.[compat]' for a Polars without it"
