"""Programs and libraries to compare with, each set in an environment of its own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path


def installed(requirements: Path) -> Path:
    """Return the ``bin`` of an environment with ``requirements``, made where no run has done so."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    version = hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]
    home = cache / "runcmp-benchmark" / version
    done = home / "installed"
    if not done.exists():
        print(f"installing {requirements.name} in {home}", file=sys.stderr)
        venv.create(home, with_pip=True, clear=True)
        pip = str(home / "bin" / "pip")
        options = ["--quiet", "--disable-pip-version-check", "-r", str(requirements)]
        subprocess.run([pip, "install", *options], check=True)
        done.touch()
    return home / "bin"
