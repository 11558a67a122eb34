"""Search for what breaks runcmp, for as long as it is told: hostile inputs, then properties.

    python benchmarks/search.py --seconds 600

Half of the time goes to ``hostile_inputs.py``, and a part of that to ``coverage_search.py`` where
atheris is installed. In the other half the tests of properties are run with examples that are new
each time, a file of tests at a time, drawn by lot, until time is up.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

HOME: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from benchmarks import hostile_inputs  # noqa: E402

# "500 passing, 0 failing, and 32 invalid test cases" is Hypothesis' own line.
COUNTED: Final = re.compile(r"(\d+) (passing|failing|invalid)\b")
PYTEST: Final = ("-m", "pytest", "-n", "0", "-m", "hypothesis", "--hypothesis-profile=search")


def property_files() -> list[Path]:
    """Return the files with tests of properties."""
    tests = sorted((HOME / "tests").rglob("test_*.py"))
    return [file for file in tests if "from hypothesis import" in file.read_text()]


def tried(file: Path, seconds: float) -> tuple[Counter[str], str]:
    """Run the properties of a file for ``seconds`` at most.

    Returns the examples that passed and failed, by ``passing`` and ``failing``, and what was
    printed where a test failed.
    """
    command = [sys.executable, *PYTEST, "--hypothesis-show-statistics", str(file)]
    process = subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True)
    try:
        printed, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        # It then tells what it has tried so far.
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate()
    counts: Counter[str] = Counter()
    for number, kind in COUNTED.findall(printed):
        counts[kind] += int(number)
    return counts, printed if process.returncode == 1 else ""


def properties(seconds: float, seed: int) -> Iterator[tuple[str, Counter[str], str]]:
    """Yield a file of tests, its examples and its failure, until ``seconds`` have passed."""
    until, draw = time.monotonic() + seconds, random.Random(seed)
    while True:
        for file in draw.sample(files := property_files(), len(files)):
            if (left := until - time.monotonic()) <= 0:
                return
            yield str(file.relative_to(HOME)), *tried(file, left)


def led_by_coverage(seconds: float, seed: int) -> int:
    """Search so with atheris, in a process of its own, which it ends; return that one's status."""
    script = str(HOME / "benchmarks" / "coverage_search.py")
    words = ["--seconds", str(seconds), "--seed", str(seed % 2**31)]
    return subprocess.run([sys.executable, script, *words], cwd=HOME).returncode


def main() -> int:
    """Search, print what was tried, and return 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    given = parser.parse_args()
    has_atheris = find_spec("atheris") is not None
    seconds = given.seconds / (3 if has_atheris else 2)
    status = hostile_inputs.main(["--seconds", str(seconds), "--seed", str(given.seed)])
    if has_atheris:
        status |= led_by_coverage(given.seconds / 6, given.seed)
    else:
        print("\nno search led by coverage: atheris is not here (pip install -e '.[search]')")
    total: Counter[str] = Counter()
    files = set()
    for name, counts, failure in properties(given.seconds / 2, given.seed):
        files.add(name)
        total += counts
        if failure:
            status = 1
            print(failure, flush=True)
    examples = total["passing"] + total["failing"] + total["invalid"]
    print(f"\nproperties of {len(files)} files: {examples} examples, {total['failing']} failed")
    return status


if __name__ == "__main__":
    sys.exit(main())
