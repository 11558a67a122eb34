"""The arguments of every command: what they are called, and what may stand after them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, NoReturn, cast

from tui.options import option_groups, settings
from tui.options.argument_groups import GROUPS, PATH
from tui.options.settings import Settings, filled
from tui.terminal.streams import abandon_stdout, say
from tui.version import VERSION

UNUSABLE: Final = 2
"""Exit status: bad usage, or nothing readable."""
_ALL_PATHS: Final = "--"
_MAY_BEGIN_WITH_DASH: Final = ("--sort", "--by")

_NO_HELP_YET: Final = partial(argparse.HelpFormatter, width=80)
"""What writes help while options are added, which argparse only has look at them. Without a width
it would ask for that of the terminal, with ``shutil`` and three more modules.
"""

ABOUT: Final = """\
See how benchmark runs scale, and compare two of them.

  runcmp [PATH...]              open the runs of files and folders in the terminal app
  runcmp show PATH...           print the table of configurations
  runcmp diff BASE NEW...       compare files with the first, or two sides of one input
  runcmp scaling PATH...        print speedup, efficiency and fitted scaling laws
  runcmp plot PATH...           draw the scaling chart as text, or as SVG with -o chart.svg
  runcmp plan PATH...           say how many runs are needed, and what these cost
  runcmp report PATH... -o FILE write a scaling report for a proposal: .md .html .tex
  runcmp history PATH...        follow benchmarks over time: change points, newest nights
  runcmp audit PATH...          check stated values against the rows
  runcmp export PATH... -o FILE write the run records: .parquet .csv .jsonl .json
  runcmp ingest PATH... --to FOLDER  read files into an archive that is asked at once
  runcmp explain PATH...        say how each file was read, and what of it is not used
  runcmp doctor                 diagnose this terminal and machine
  runcmp completion SHELL       print the completion for bash, zsh or fish
  runcmp man                    print the manual page: runcmp man | man -l -

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
  runcmp report results/ -o report.html --count 64
  runcmp diff results.md --base "software LIKE '%1.11%'" --new "software LIKE '%2.0%'"
  runcmp history perflogs/ --fail-on regression:3%
  runcmp audit results.md --fail-on error
  runcmp show results.csv --read 'column cores = threads; series = weak'

exit status: 0 report printed; 1 --fail-on matched; 2 bad usage or nothing could be read"""


class Command(NamedTuple):
    """What a command does, in a line, and its settings where nothing is given."""

    about: str
    settings: settings.CommandSettings


COMMANDS: Final = {
    "show": Command("Print the table of configurations.", settings.ShowSettings()),
    "diff": Command(
        "Compare inputs with the first, BASE NEW..., or two sides of one input.",
        settings.DiffSettings(),
    ),
    "scaling": Command(
        "Print each series with speedup, efficiency and fitted scaling laws.",
        settings.ScalingSettings(),
    ),
    "plot": Command("Draw the scaling chart as text or SVG.", settings.PlotSettings()),
    "plan": Command(
        "Say how many repeats see a change of 1, 2 or 5 %, which counts lack, and the cost.",
        settings.PlanSettings(),
    ),
    "report": Command(
        (
            "Write what a proposal for compute time asks for: setup, tables and charts of "
            "scaling, fitted laws, cost, and how each number was measured."
        ),
        settings.ReportSettings(),
    ),
    "history": Command(
        (
            "Follow benchmarks over time: change points, what changed with them, and the newest "
            "nights against those before."
        ),
        settings.HistorySettings(),
    ),
    "audit": Command(
        "Check stated values against the rows of the same document.", settings.AuditSettings()
    ),
    "export": Command(
        (
            "Write the run records, one row per measured quantity of a run; --format "
            "extrap writes the repeats of series at common points for Extra-P."
        ),
        settings.ExportSettings(),
    ),
    "ingest": Command(
        (
            "Read files into an archive of Parquet parts, each once: again, it reads what is new "
            "or has changed. The other commands take the archive in place of the files."
        ),
        settings.IngestSettings(),
    ),
    "explain": Command(
        "Say how each file was read: what is counted, measured, compared and not used.",
        settings.ExplainSettings(),
    ),
    "doctor": Command(
        "Diagnose this terminal and machine, with what to fix.",
        settings.DoctorSettings(),
    ),
    "completion": Command(
        "Print what makes a shell complete commands, options, columns and values.",
        settings.CompletionSettings(),
    ),
    "man": Command("Print the manual page.", settings.ManSettings()),
}
_ANSWER: Final = "answer"
"""What stands in place of a shell where one asks what may follow; then what has been typed."""


def parse(arguments: Sequence[str]) -> Settings:
    """Return the settings of the command, or of the app where none is named.

    Says what is wrong and exits with status 2 where the arguments cannot be used.
    """
    name = arguments[0] if arguments and arguments[0] in COMMANDS else None
    parser = parser_of(name)
    if name is not None:
        usual, rest = COMMANDS[name].settings, arguments[1:]
        if isinstance(usual, settings.CompletionSettings) and rest and rest[0] == _ANSWER:
            return settings.CompletionSettings(words=tuple(rest[1:]))
        if Path(name).exists():
            parser.shadowed = name
        given = _given(parser, rest)
        if "paths" not in usual._fields:
            parser.tell_shadowed()
        return filled(usual, given)
    given = _given(parser, arguments)
    if arguments and (meant := _command_meant(arguments[0])):
        parser.error(f"{arguments[0]}: no such file or folder; did you mean `runcmp {meant}`?")
    return filled(settings.AppSettings(), given)


def _given(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> dict[str, object]:
    """Return what the arguments say, by the names of the settings."""
    given = vars(parser.parse_intermixed_args(_joined(arguments)))
    if not given.get("paths", True):
        del given["paths"]
    return {name: tuple(of) if isinstance(of, list) else of for name, of in given.items()}


def _command_meant(word: str) -> str | None:
    """Return the command that a path which does not exist is a slip of the fingers for."""
    if not word.isalpha():
        return None
    from difflib import get_close_matches

    near = next(iter(get_close_matches(word.lower(), COMMANDS, n=1)), None)
    # Only now: a word that no command is like may be longer than any name of a file.
    return None if near is None or Path(word).exists() else near


def _joined(arguments: Sequence[str]) -> list[str]:
    """Join ``--sort -efficiency`` to one word, which argparse would take for two options.

    Behind ``--``, which argparse loses among options and paths in any order, all words are paths.
    """
    if _ALL_PATHS in arguments:
        place = arguments.index(_ALL_PATHS)
        paths = [_not_an_option(word) for word in arguments[place + 1 :]]
        return [*_joined(arguments[:place]), *paths]
    joined: list[str] = []
    waiting = False
    for word in arguments:
        if waiting:
            joined[-1] += f"={word}"
        else:
            joined.append(word)
        waiting = not waiting and word in _MAY_BEGIN_WITH_DASH
    return joined


def _not_an_option(path: str) -> str:
    return f"./{path}" if path.startswith("-") and path != "-" else path


class CommandParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments without repeating their control characters.

    ``shadowed``: the command's name where a file or folder is called that, too.
    """

    shadowed = ""

    def error(self, message: str) -> NoReturn:
        """Print ``message`` in one line, and exit."""
        say(f"{message}; see {self.prog} --help")
        self.tell_shadowed()
        self.exit(UNUSABLE)

    def print_help(self, *_: object) -> None:
        """Print the help; argparse itself says nothing where that cannot be written."""
        self.tell(self.format_help())

    def tell(self, text: str) -> None:
        """Print ``text``, and exit with an error where that cannot be written."""
        try:
            print(text, end="", flush=True)
        except OSError as error:
            abandon_stdout()
            if not isinstance(error, BrokenPipeError):
                say(f"stdout: cannot be written: {error.strerror}; redirect it to another file")
                self.exit(UNUSABLE)

    def tell_shadowed(self) -> None:
        """Say how to read what has the command's name, where something has."""
        if self.shadowed:
            say(f"{self.shadowed} is a command here; runcmp ./{self.shadowed} reads what is there")


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        cast(CommandParser, parser).tell(f"runcmp {VERSION}\n")
        parser.exit()


def parser_of(name: str | None) -> CommandParser:
    """Return the parser of a command, or of the app where none is named."""
    return _app_parser() if name is None else _command_parser(name, COMMANDS[name])


def _command_parser(name: str, command: Command) -> CommandParser:
    parser = CommandParser(
        prog=f"runcmp {name}",
        description=command.about,
        formatter_class=_NO_HELP_YET,
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
    )
    if "paths" in command.settings._fields:
        parser.add_argument("paths", nargs="+", metavar="PATH", help=PATH)
    if "shell" in command.settings._fields:
        parser.add_argument(
            "shell", choices=option_groups.SHELLS, help="the shell that will read it"
        )
    _add_options(parser, command.settings)
    return parser


def _app_parser() -> CommandParser:
    parser = CommandParser(
        prog="runcmp",
        usage="runcmp [PATH...] [options]   or   "
        f"runcmp {'|'.join(COMMANDS)} ... (--help for each)",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=_NO_HELP_YET,
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
    )
    parser.add_argument("paths", nargs="*", default=[], metavar="PATH", help=argparse.SUPPRESS)
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    _add_options(parser, settings.AppSettings())
    return parser


def _add_options(parser: argparse.ArgumentParser, usual: Settings) -> None:
    """Add the options of each group of the settings, in the order of these; help may be asked."""
    for group in usual:
        if type(group) in GROUPS:
            GROUPS[type(group)](parser)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
