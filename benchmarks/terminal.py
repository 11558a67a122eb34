"""What runcmp takes of a machine and sends to a terminal, beside its peers: docs/performance.md.

``python benchmarks/terminal.py`` makes its data, installs VisiData for itself, runs runcmp, an app
around Textual's DataTable, and VisiData, each in a pseudo-terminal of 120 × 40 with 256 colours,
then ``loading.py``, and writes the page. It takes some ten minutes. Where parts are left out, see
``--help``, it prints what it has measured, and writes nothing.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.costs import costs, file_calls  # noqa: E402
from benchmarks.large_file import large_file  # noqa: E402
from benchmarks.performance_page import Measured, page, tables  # noqa: E402
from benchmarks.sent_bytes import bytes_sent  # noqa: E402
from benchmarks.subjects import Subject, runs, subjects  # noqa: E402

PAGE = HERE.parent / "docs" / "performance.md"


def main() -> None:
    """Measure, and write the page or print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    own = Path(sys.executable).with_name("runcmp")
    parser.add_argument("--command", default=str(own), help="what to run as runcmp")
    parser.add_argument(
        "--idle", type=float, default=30, metavar="SECONDS", help="time to do nothing"
    )
    parser.add_argument("--runs", type=int, default=1_000_000, help="size of the large file")
    parser.add_argument("--repeats", type=int, default=25, help="runs of a configuration in it")
    parser.add_argument("--no-visidata", action="store_true", help="leave VisiData out")
    parser.add_argument("--no-large", action="store_true", help="leave the large file out")
    parser.add_argument("--no-reading", action="store_true", help="leave loading.py out")
    parser.add_argument(
        "--reading", default="", metavar="OPTIONS", help="options of loading.py, in one word"
    )
    options = parser.parse_args()
    found = subjects(options.command, with_visidata=not options.no_visidata)
    measured = Measured(idle=options.idle, load_before=os.getloadavg()[0])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = folder / "configurations.csv"
        runs(125, 1).write_csv(small)
        for each in found:
            measured.taken[each.name] = taken(each, small, folder)
            measured.sent[each.name] = bytes_sent(each, small, options.idle)
        if not options.no_large:
            peer = None if options.no_visidata else found[-1]
            measured.runs, measured.large = large_file(
                found[0], peer, folder, options.runs, options.repeats
            )
    if not options.no_reading:
        command = [sys.executable, str(HERE / "loading.py"), *shlex.split(options.reading)]
        measured.reading = printed(command)
    measured.load_after = os.getloadavg()[0]
    if options.no_visidata or options.no_large or options.no_reading:
        print("\n\n".join(tables(measured)))
    else:
        PAGE.write_text(page(measured), encoding="utf-8")
        print(f"{PAGE.relative_to(HERE.parent)} is written")


def taken(subject: Subject, file: Path, folder: Path) -> dict[str, float]:
    """Return what ``subject`` takes of the machine to show ``file`` and to answer keys."""
    found = costs(partial(subject.open, file), "bench", subject.keys)
    calls = file_calls(partial(subject.open_under, file), "bench", folder)
    return found | {"file calls": float("nan") if calls is None else calls}


def printed(command: Sequence[str]) -> str:
    """Return what ``command`` prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()


if __name__ == "__main__":
    main()
