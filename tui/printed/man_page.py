"""The parsers as a manual page, in the macros of man(7)."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from tui.options.arguments import ABOUT, COMMANDS, EXAMPLES, parser_of
from tui.version import VERSION


def man_page() -> Iterator[str]:
    """Yield the lines of runcmp(1)."""
    summary, _, rest = ABOUT.partition("\n")
    examples, _, status = EXAMPLES.rpartition("exit status:")
    yield f'.TH RUNCMP 1 "" "runcmp {VERSION}" "User Commands"'
    yield ".SH NAME"
    yield f"runcmp \\- {_roff(summary[0].lower() + summary[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield from _as_it_stands(rest.rpartition("\n\n")[0])
    yield ".SH DESCRIPTION"
    yield _roff(rest.rpartition("\n\n")[2])
    yield ".SH OPTIONS"
    yield from _options(parser_of(None))
    yield ".SH COMMANDS"
    for name, command in COMMANDS.items():
        yield f'.SS "runcmp {name}"'
        yield _roff(command.about)
        yield from _options(parser_of(name), besides=parser_of(None))
    yield ".SH EXIT STATUS"
    yield _roff(status.strip())
    yield ".SH EXAMPLES"
    yield from _as_it_stands(examples.partition("\n")[2])


def _options(
    parser: argparse.ArgumentParser, besides: argparse.ArgumentParser | None = None
) -> Iterator[str]:
    """Yield the options and arguments of a parser, without those that ``besides`` has alike."""
    told = {_told(action) for action in besides._actions} if besides else set()
    left_out = False
    for action in parser._actions:
        if action.help == argparse.SUPPRESS or "--help" in action.option_strings:
            continue
        if _told(action) in told:
            left_out = True
            continue
        term, meaning = _told(action)
        yield ".TP"
        yield rf"\fB{_roff(term)}\fR"
        yield _roff(meaning)
    if left_out:
        yield ".PP"
        yield "The other options are those above."


def _told(action: argparse.Action) -> tuple[str, str]:
    """Return an option with its value, and its help as people read it."""
    names = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    value = action.metavar if action.nargs is None else None
    if value is None and action.choices is not None and action.option_strings:
        value = "{" + ",".join(map(str, action.choices)) + "}"
    term = f"{names} {value}" if value and action.option_strings else names
    return term, (action.help or "").replace("%%", "%")


def _as_it_stands(text: str) -> Iterator[str]:
    yield ".nf"
    yield from map(_roff, text.strip("\n").splitlines())
    yield ".fi"


def _roff(text: str) -> str:
    """Return ``text`` as roff prints it, on a line that is no request."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^(?=[.'])", r"\\&", escaped, flags=re.MULTILINE)
