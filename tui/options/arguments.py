"""The arguments of every command: what they are called, and what may stand after them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

from tui.options import argument_groups as groups
from tui.terminal.streams import say
from tui.version import VERSION

UNUSABLE: Final = 2
"""Exit status: bad usage, or nothing readable."""
MAY_BEGIN_WITH_DASH: Final = ("--sort", "--by")
PRINTED: Final = ("text", "md", "csv", "json", "jsonl")

ABOUT: Final = """\
See how benchmark runs scale, and compare two of them.

  runcmp [PATH...]              open the runs of files and folders in the terminal app
  runcmp show PATH...           print the table of configurations
  runcmp diff BASE NEW...       compare files with the first, or two sides of one input
  runcmp scaling PATH...        print speedup, efficiency and fitted scaling laws
  runcmp plot PATH...           draw the scaling chart as text, or as SVG with -o chart.svg
  runcmp audit PATH...          check stated values against the rows
  runcmp export PATH... -o FILE write the run records: .parquet .csv .jsonl .json
  runcmp doctor                 diagnose this terminal and machine

PATH is a file, a folder, a quoted glob, label=PATH, or - for standard input."""

EXAMPLES: Final = """\
examples:
  runcmp results/                                 open the app
  runcmp --sort -efficiency results/              best efficiency first
  runcmp show results/ --where "devices >= 8" --format csv > large.csv
  runcmp diff before.csv after.csv
  runcmp diff before.csv after.csv --fail-on regression:5%
  runcmp diff results.md --on software
  runcmp scaling results.md --summary
  runcmp plot results.md --y efficiency -o chart.svg
  runcmp diff results.md --base "software LIKE '%1.11%'" --new "software LIKE '%2.0%'"
  runcmp audit results.md --fail-on error

exit status: 0 report printed; 1 --fail-on matched; 2 bad usage or nothing could be read"""


class Command(NamedTuple):
    """What a command does, in a line, which options it takes, and whether it reads inputs."""

    about: str
    options: tuple[groups.Group, ...]
    reads: bool = True


TABLE: Final = (groups.selection, groups.table, groups.output(PRINTED), groups.appearance)

COMMANDS: Final = {
    "show": Command("Print the table of configurations.", TABLE),
    "diff": Command(
        "Compare inputs with the first, BASE NEW..., or two sides of one input.",
        (*TABLE[:-1], groups.comparison, groups.appearance),
    ),
    "scaling": Command(
        "Print each series with speedup, efficiency and fitted scaling laws.",
        (
            groups.selection,
            groups.series,
            groups.summary,
            groups.output(PRINTED),
            groups.appearance,
        ),
    ),
    "plot": Command(
        "Draw the scaling chart as text or SVG.",
        (groups.selection, groups.series, groups.chart, groups.appearance),
    ),
    "audit": Command(
        "Check stated values against the rows of the same document.",
        (groups.audit, groups.output(PRINTED), groups.appearance),
    ),
    "export": Command(
        (
            "Write the run records, one row per measured quantity of a run; --format "
            "extrap writes the repeats of series at common points for Extra-P."
        ),
        (
            groups.output(("parquet", "csv", "json", "jsonl", "extrap")),
            groups.selection,
            groups.appearance,
        ),
    ),
    "doctor": Command(
        "Diagnose this terminal and machine, with what to fix.",
        (groups.appearance,),
        reads=False,
    ),
}


def parse(given: Sequence[str]) -> tuple[str | None, argparse.Namespace]:
    """Return the command, null for the app, and its options.

    Says what is wrong and exits with status 2 where the arguments cannot be used.
    """
    name = given[0] if given and given[0] in COMMANDS else None
    parser = _app_parser() if name is None else _command_parser(name, COMMANDS[name])
    options = parser.parse_intermixed_args(_joined(given[1:] if name else given))
    if name is None and given and (meant := _command_meant(given[0])):
        parser.error(f"{given[0]}: no such file or folder; did you mean `runcmp {meant}`?")
    if name != "export" and getattr(options, "format", "") is None:
        options.format = _form_of(options.output)
    return name, options


def _form_of(file: str | None) -> str | None:
    """Return the format that the name of a file ends in."""
    suffix = Path(file or "").suffix.lower().removeprefix(".")
    return suffix if suffix in PRINTED else None


def _command_meant(word: str) -> str | None:
    """Return the command that a path which does not exist is a slip of the fingers for."""
    if not word.isalpha() or Path(word).exists():
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), COMMANDS, n=1)), None)


def _joined(arguments: Sequence[str]) -> list[str]:
    """Join ``--sort -efficiency`` to one word, which argparse would take for two options."""
    joined: list[str] = []
    waiting = False
    for word in arguments:
        if waiting:
            joined[-1] += f"={word}"
        else:
            joined.append(word)
        waiting = not waiting and word in MAY_BEGIN_WITH_DASH
    return joined


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments without repeating their control characters."""

    def error(self, message: str) -> NoReturn:
        """Print ``message`` in one line, and exit."""
        say(f"{message}; see {self.prog} --help")
        self.exit(UNUSABLE)


def _command_parser(name: str, command: Command) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=f"runcmp {name}",
        description=command.about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    if command.reads:
        parser.add_argument("paths", nargs="+", metavar="PATH", help=groups.PATH)
    for add in command.options:
        add(parser)
    return parser


def _app_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="runcmp",
        usage="runcmp [PATH...] [options]   or   "
        f"runcmp {'|'.join(COMMANDS)} ... (--help for each)",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help=argparse.SUPPRESS)
    parser.add_argument("--version", action="version", version=f"runcmp {VERSION}")
    for add in TABLE:
        add(parser)
    return parser
