"""What a command writes: a report, in one of the formats and with or without colours."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable

from rich.text import Text

from parsers.clean import clean
from tui.commands.destination import to_screen, write
from tui.options.choices import glyphs
from tui.options.option_groups import AppearanceOptions
from tui.options.settings import PrintingSettings
from tui.printed import text_report as text
from tui.printed.ascii_report import in_ascii
from tui.printed.written_report import write_report
from tui.terminal.environment import Terminal
from tui.views.report import Report


def print_report(report: Report, settings: PrintingSettings, terminal: Terminal) -> None:
    """Write ``report`` where and as the settings say. Raises ``UsageError``."""
    form, file = settings.output.form, settings.output.file
    if not terminal.unicode:
        report = in_ascii(report)
    if form == "text":
        sign = glyphs(terminal).ellipsis
        print_lines(lambda width: text.lines(report, width, sign), settings, terminal)
    else:
        title = clean(" ".join(["runcmp", *settings.paths]))
        write(file, lambda out: write_report(report, form, title, out))


def print_lines(
    lines: Callable[[int | None], Iterable[Text]], settings: PrintingSettings, terminal: Terminal
) -> None:
    """Write ``lines`` as text for a terminal of so many cells, or for any."""
    file = settings.output.file
    width = shutil.get_terminal_size().columns if to_screen(file) else None
    color = in_color(file, settings.appearance, terminal)
    write(file, lambda out: text.write_lines(lines(width), out, color))


def in_color(file: str | None, appearance: AppearanceOptions, terminal: Terminal) -> bool:
    """Whether the output is coloured: on a terminal that can, or where the user wants it."""
    return terminal.color and (to_screen(file) or appearance.color == "always")
