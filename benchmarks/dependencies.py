"""What each run-time dependency costs: files, megabytes, import time, the glibc it needs.

Prints a Markdown table, the one in docs/dependencies.md. Import times are those of a process of
their own, the best of five, less that of an empty one.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from importlib.metadata import Distribution, distribution, requires
from pathlib import Path

MODULES = {
    "textual": "textual.app",
    "rich": "rich.text",
    "polars": "polars",
    "ClusterShell": "ClusterShell.NodeSet",
}


def main() -> None:
    """Print one row for each distribution that installing runcmp brings."""
    print("| distribution | version | files | MB | import | needs glibc |")
    print("|---|---|---:|---:|---:|---|")
    empty = import_seconds("sys")
    total_files, total_size = 0, 0.0
    for name in installed_for("runcmp"):
        found = distribution(name)
        files, megabytes = weight(found)
        total_files, total_size = total_files + files, total_size + megabytes
        took = f"{(import_seconds(MODULES[name]) - empty) * 1000:.0f} ms" if name in MODULES else ""
        print(f"| {name} | {found.version} | {files} | {megabytes:.1f} | {took} | {glibc(found)} |")
    print(f"| all | | {total_files} | {total_size:.1f} | | |")


def installed_for(root: str) -> list[str]:
    """Return the distributions that ``root`` needs at run time, itself excluded."""
    found: dict[str, None] = {}
    waiting = _needed(root)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting += _needed(name)
    return sorted(found, key=str.lower)


def _needed(name: str) -> list[str]:
    """The unconditional requirements; the extras that textual asks of markdown-it-py too."""
    names = []
    for text in requires(name) or []:
        requirement, _, marker = text.partition(";")
        plain = re.split(r"[\s\[<>=!~(]", requirement.strip())[0]
        wanted = not marker or (name == "markdown-it-py" and "linkify" in marker)
        if wanted and _present(plain):
            names.append(plain)
    return names


def _present(name: str) -> bool:
    try:
        distribution(name)
    except ModuleNotFoundError:
        return False
    return True


def weight(found: Distribution) -> tuple[int, float]:
    """Return how many files a distribution has and their megabytes, compiled caches left out."""
    paths = [Path(str(found.locate_file(file))) for file in found.files or []]
    sizes = [path.stat().st_size for path in paths if path.suffix != ".pyc" and path.is_file()]
    return len(sizes), sum(sizes) / 1e6


def glibc(found: Distribution) -> str:
    """Return the oldest glibc that the wheel's own tags promise, or nothing for pure Python."""
    tags = re.findall(r"^Tag: .*manylinux_?(\d+)_(\d+)", found.read_text("WHEEL") or "", re.M)
    older = re.findall(r"^Tag: .*manylinux(2014|2010)", found.read_text("WHEEL") or "", re.M)
    if tags:
        return min(f"{major}.{minor}" for major, minor in tags)
    return {"2014": "2.17", "2010": "2.12"}[older[0]] if older else ""


def import_seconds(module: str) -> float:
    """Return the seconds a fresh interpreter takes to import a module, the best of five."""
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
        taken.append(time.perf_counter() - began)
    return min(taken)


if __name__ == "__main__":
    main()
