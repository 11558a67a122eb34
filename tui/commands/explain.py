"""``explain``: how each file was read."""

from __future__ import annotations

import shutil

from analysis.runs import Choice, runs
from tui.commands.loading import load_inputs
from tui.commands.output import in_color, to_screen, write
from tui.options.arguments import UNUSABLE
from tui.options.settings import ExplainSettings
from tui.printed.text_report import write_lines
from tui.terminal.environment import Terminal
from tui.views.explain_lines import explain_lines, explained


def explain(settings: ExplainSettings, terminal: Terminal) -> int:
    """Print how each file was read, those first that need a look; return 2 where none could be."""
    loaded = load_inputs(settings.paths, quiet=True)
    shown = None if loaded.records.is_empty() else runs(loaded.records, Choice())
    width = shutil.get_terminal_size().columns if to_screen(None) else None
    color = in_color(None, settings.appearance, terminal)
    lines = explain_lines(explained(loaded, shown), width, is_unicode=terminal.unicode)
    write(None, lambda out: write_lines(lines, out, color))
    return 0 if shown is not None else UNUSABLE
