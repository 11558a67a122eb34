"""``explain``: how each file was read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from analysis.runs import Runs, runs
from analysis.usage import UsageError
from parsers import Loaded
from parsers.overruling.config_places import BESIDE
from parsers.source import STDIN
from tui.commands.destination import to_screen, write
from tui.commands.loading import load_inputs
from tui.commands.output import in_color
from tui.options.arguments import UNUSABLE
from tui.options.choices import choice
from tui.options.option_groups import NumberOptions, SelectionOptions
from tui.options.overruling import refuse_vain
from tui.options.settings import ExplainSettings
from tui.printed.text_report import write_lines
from tui.terminal.environment import Terminal
from tui.terminal.streams import say
from tui.views.config_text import config_text
from tui.views.explain_lines import explain_lines, explained


def explain(settings: ExplainSettings, terminal: Terminal) -> int:
    """Print how each file was read, those first that need a look; return 2 where none could be."""
    loaded = load_inputs(settings.paths, settings.reading, quiet=True)
    refuse_vain([loaded])
    usual = choice(SelectionOptions(), NumberOptions(), loaded.wanted)
    shown = None if loaded.records.is_empty() else runs(loaded.records, usual)
    width = shutil.get_terminal_size().columns if to_screen(None) else None
    color = in_color(None, settings.appearance, terminal)
    lines = explain_lines(explained(loaded, shown), width, is_unicode=terminal.unicode)
    write(None, lambda out: write_lines(lines, out, color))
    if settings.writing.write and shown is not None:
        _write_config(settings.paths, loaded, shown)
    return 0 if shown is not None else UNUSABLE


def _write_config(paths: Sequence[str], loaded: Loaded, shown: Runs) -> None:
    """Write how the files were read beside them. Raises ``UsageError``."""
    folders = {path if path.is_dir() else path.parent for path in map(_path, paths)}
    if len(folders) > 1:
        raise UsageError("--write takes files of one folder: a configuration is read beside them")
    folder = folders.pop()
    file = folder / BESIDE
    if os.path.lexists(file):
        raise UsageError(f"{file}: is there already; mend it, or move it away first")
    text = config_text(loaded, shown, str(folder))
    write(str(file), lambda out: out.writelines([text.encode()]))
    say(f"{file}: written; every command follows what you change there")


def _path(argument: str) -> Path:
    """Return the path of an input. Raises ``UsageError`` for one that is in no folder."""
    if argument == STDIN:
        raise UsageError("--write: standard input is in no folder; name a file")
    label, _, path = argument.partition("=")
    return Path(path if label and path and not Path(argument).exists() else argument)
