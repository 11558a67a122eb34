"""What a command writes: a report in one of the formats, or the reason why there is none."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, cast

import polars as pl
from rich.text import Text

from analysis.usage import UsageError
from tui.options.choices import glyphs
from tui.options.settings import AppearanceOptions, PrintingSettings
from tui.printed import data_report as machine
from tui.printed import markdown_report as markdown
from tui.printed import text_report as text
from tui.printed.ascii_report import in_ascii
from tui.terminal.environment import Terminal
from tui.terminal.streams import Target, abandon_stdout
from tui.views.report import Report
from tui.whole_file import check_writable, whole_file


def print_report(report: Report, settings: PrintingSettings, terminal: Terminal) -> None:
    """Write ``report`` where and as the settings say. Raises ``UsageError``."""
    form, file = settings.output.form, settings.output.file
    if not terminal.unicode:
        report = in_ascii(report)
    if form == "text":
        sign = glyphs(terminal).ellipsis
        print_lines(lambda width: text.lines(report, width, sign), settings, terminal)
    elif form == "md":
        write(file, lambda out: markdown.write(report, out))
    else:
        write(file, lambda out: machine.write(report.data, form, out))


def print_lines(
    lines: Callable[[int | None], Iterable[Text]], settings: PrintingSettings, terminal: Terminal
) -> None:
    """Write ``lines`` as text for a terminal of so many cells, or for any."""
    file = settings.output.file
    width = shutil.get_terminal_size().columns if to_screen(file) else None
    color = in_color(file, settings.appearance, terminal)
    write(file, lambda out: text.write_lines(lines(width), out, color))


def to_screen(file: str | None) -> bool:
    """Whether the output, to ``file`` or stdout, goes to a terminal, which has a width."""
    return file is None and sys.stdout is not None and sys.stdout.isatty()


def in_color(file: str | None, appearance: AppearanceOptions, terminal: Terminal) -> bool:
    """Whether the output is coloured: on a terminal that can, or where the user wants it."""
    return terminal.color and (to_screen(file) or appearance.color == "always")


def write(path: str | None, write: Callable[[BinaryIO], None]) -> None:
    """Write to a file or to stdout. Raises ``UsageError``, which says why that failed."""
    if path is None and sys.stdout is None:
        raise UsageError("stdout is closed; name a file with -o")
    target: Target | None = None
    try:
        with whole_file(Path(path)) if path else nullcontext(sys.stdout.buffer) as out:
            target = Target(out)
            write(cast(BinaryIO, target))
            out.flush()
    except (OSError, pl.exceptions.PolarsError) as error:
        failure = (target and target.failure) or error
        if not isinstance(failure, OSError) or isinstance(failure, BrokenPipeError):
            raise failure from None
        if path is None:
            abandon_stdout()
        raise UsageError(_refusal(path or "stdout", failure)) from None


def check_output(file: str) -> None:
    """Raise ``UsageError`` where ``file`` could not be written, before work is done for it."""
    try:
        check_writable(Path(file))
    except OSError as error:
        raise UsageError(_refusal(file, error)) from None


def _refusal(where: str, error: OSError) -> str:
    return f"{where}: cannot be written: {error.strerror}; name another file with -o"
