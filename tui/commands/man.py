"""``man``: the manual page, made of what ``--help`` says."""

from __future__ import annotations

from tui.commands.destination import write
from tui.options.settings import ManSettings
from tui.printed.man_page import man_page
from tui.terminal.environment import Terminal


def man(settings: ManSettings, terminal: Terminal) -> None:  # noqa: ARG001
    """Print the page in roff, for ``man -l -`` and for a folder of the MANPATH."""
    page = "".join(f"{line}\n" for line in man_page()).encode()
    write(None, lambda out: out.writelines([page]))
