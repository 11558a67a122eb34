"""Hostile inputs: mutated files through readers and audit, mutated conditions and command lines.

``make search SECONDS=60`` runs it for so long. A failure is any exception that is not documented,
and any input that takes longer than a second a megabyte (and a second at least); what made it is
kept in ``tests/corpus``, which the next run begins with, and the tests read.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.hostile_seeds import CORPUS
from benchmarks.hostile_targets import Target, targets
from parsers.registry import readers

MOST_CORPUS: Final = 900_000
"""Bytes that the corpus may have."""
SLOW: Final = 1.0
"""Seconds for an input, and for each megabyte of it."""
USUAL: Final = 0.01
"""Seconds that a small file in a folder takes; a folder that took longer is tried file by file."""


class Tally:
    """Inputs tried, failures and hangs, by target; and inputs that each reader found runs in."""

    def __init__(self) -> None:
        self.tried: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()
        self.slow: Counter[str] = Counter()
        self.read: Counter[str] = Counter()
        self.causes: dict[str, bytes] = {}

    def lines(self) -> Iterator[str]:
        """Yield the table of what was tried and what came of it."""
        yield f"{'input':<22}{'tried':>9}{'undocumented exceptions':>26}{'above 1 s per MB':>19}"
        for name in sorted(self.tried):
            yield f"{name:<22}{self.tried[name]:>9}{self.failed[name]:>26}{self.slow[name]:>19}"
        total = [sum(counts.values()) for counts in (self.tried, self.failed, self.slow)]
        yield f"{'all':<22}{total[0]:>9}{total[1]:>26}{total[2]:>19}"
        if self.read:
            yield ""
            yield f"{'reader':<32}{'inputs it found runs in':>26}"
        for name, number in sorted(self.read.items()):
            yield f"{name:<32}{number:>26}"


def outcome(target: Target, content: bytes) -> tuple[str, float]:
    """Try one input; return what went wrong, empty where nothing did, and processor seconds."""
    began = time.process_time()
    try:
        said = target.try_on(content)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [each for each in frames if ".venv" not in each.filename]
        at = (ours or frames)[-1]
        said = f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}: {str(error)[:100]}"
    return said, time.process_time() - began


def tried(target: Target, content: bytes, tally: Tally, by_name: dict[str, Target]) -> None:
    """Try one input, count what came of it, and keep what made a new failure.

    Where one of several parts is at fault, it is kept and counted rather than the whole.
    """
    parts = target.parts(content)
    tally.tried.update([name for name, _ in parts] or [target.name])
    said, took = outcome(target, content)
    if not said and took <= SLOW + USUAL * len(parts):
        return
    alone = [tried_alone(by_name[name], part, tally) for name, part in parts]
    if not any(alone):
        judged(target, content, tally, said, took / max(len(parts), 1))


def tried_alone(target: Target, content: bytes, tally: Tally) -> bool:
    """Try one of several inputs that failed together; return whether it is at fault."""
    return judged(target, content, tally, *outcome(target, content))


def judged(target: Target, content: bytes, tally: Tally, said: str, took: float) -> bool:
    """Count, tell and keep an input that failed or took too long; return whether it did."""
    is_slow = took > SLOW * max(1.0, len(content) / 1e6)
    if not said and not is_slow:
        return False
    tally.failed[target.name] += bool(said)
    tally.slow[target.name] += is_slow
    said = said or f"took {took:.1f} s for {len(content)} bytes"
    key = f"{target.name}: {said}"[:100].rstrip("0123456789. ")
    if key not in tally.causes:
        tally.causes[key] = content
        print(f"{target.name}: {said[:300]}", flush=True)
        keep(target, content)
    return True


def keep(target: Target, content: bytes) -> None:
    """Keep an input in the corpus, while that is small."""
    CORPUS.mkdir(exist_ok=True)
    size = sum(file.stat().st_size for file in CORPUS.rglob("*"))
    if size + len(content) < MOST_CORPUS:
        _, _, suffix = target.name.partition(".")
        name = target.name.replace(" ", "-").replace(".", "")
        digest = hashlib.sha256(content).hexdigest()[:8]
        (CORPUS / f"{name}-{digest}.{suffix or 'txt'}").write_bytes(content)


def search(seconds: float, seed: int, most: int | None = None) -> Tally:
    """Try inputs for so many ``seconds``, in turn for each target, or ``most`` of them."""
    tally, draw = Tally(), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        by_name = {target.name: target for target in targets(Path(folder), tally.read)}
        drawn = [target for target in by_name.values() if target.share]
        until = time.monotonic() + seconds
        spent: defaultdict[str, float] = defaultdict(float)
        # Whoever interrupts it is told how many were tried by then.
        with contextlib.suppress(KeyboardInterrupt):
            while time.monotonic() < until and (most is None or tally.tried.total() < most):
                target = min(drawn, key=lambda each: spent[each.name] / each.share)
                began = time.process_time()
                tried(target, target.make(draw), tally, by_name)
                spent[target.name] += time.process_time() - began
    return tally


def rows(seconds: float, seed: int = 0) -> list[tuple[str, int, int]]:
    """Return what was tried, how often, and how often it was survived, one row a target."""
    tally = search(seconds, seed)
    return [
        (name, number, number - tally.failed[name] - tally.slow[name])
        for name, number in sorted(tally.tried.items())
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Search, print the table, and return 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--inputs", type=int, default=None, help="end after so many")
    given = parser.parse_args(arguments)
    seed = random.randrange(2**32) if given.seed is None else given.seed
    names = ", ".join(reader.name for reader in readers())
    print(f"seed {seed}, {given.seconds:g} s; readers: {names}", flush=True)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)  # what Rust prints of a panic
    tally = search(given.seconds, seed, given.inputs)
    print(*tally.lines(), sep="\n", flush=True)
    return 1 if tally.failed.total() + tally.slow.total() else 0


if __name__ == "__main__":
    sys.exit(main())
