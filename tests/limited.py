"""The command under a limit of the shell."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

OTHER_USER = 54_321 + os.getpid() % 10_000
"""Whose only processes are ours: ``ulimit -u`` counts all of a user, and of root none. Tests that
run beside these, in another checkout, would take the threads that these count on."""


def may_limit_processes() -> bool:
    """Whether there can be another user."""
    return os.geteuid() == 0 and shutil.which("setpriv") is not None


def limited(limit: str, *arguments: str | Path) -> list[str]:
    """Return the command under ``limit``, an option of ``ulimit``: ``-n 40``."""
    words = " ".join(map(str, arguments))
    shell = ["bash", "-c", f"ulimit {limit}; exec {sys.executable} -m tui {words}"]
    if not limit.startswith("-u"):
        return shell
    # Read what root may read, such as the interpreter, and have no more rights than that.
    ids = [f"--reuid={OTHER_USER}", f"--regid={OTHER_USER}", "--clear-groups"]
    rights = ["--inh-caps=-all,+dac_read_search", "--ambient-caps=+dac_read_search"]
    return ["setpriv", *ids, *rights, *shell]
