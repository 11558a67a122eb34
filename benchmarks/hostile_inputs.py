"""Hostile inputs: mutated files through readers and audit, mutated conditions and command lines.

``make search SECONDS=60`` runs it for so long. A failure is any exception that is not documented,
and any input that takes longer than a second a megabyte (and a second at least); what made it is
kept in ``tests/corpus``, which the next run begins with, and the tests read.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

HOME: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))
os.environ.setdefault("RUST_BACKTRACE", "0")

from analysis.audit.all_checks import audit  # noqa: E402
from analysis.runs import Choice, runs  # noqa: E402
from analysis.select import where  # noqa: E402
from analysis.usage import UsageError  # noqa: E402
from benchmarks.hostile_seeds import (  # noqa: E402
    COMMANDS,
    CORPUS,
    LARGEST,
    MADE,
    ODD,
    OPTIONS,
    REPORTS,
    TERMS,
    VALUES,
    seeds,
)
from parsers import load  # noqa: E402
from parsers.registry import readers  # noqa: E402
from tui.cli import main as command_line  # noqa: E402

MOST_CORPUS: Final = 900_000
"""Bytes that the corpus may have."""
SLOW: Final = 1.0
"""Seconds for an input, and for each megabyte of it."""
DEFECT: Final = "internal error"
NOT_CHECKED: Final = "check failed"


class Target(NamedTuple):
    """Something that takes hostile input: one input is made of ``random``, and tried."""

    name: str
    make: Callable[[random.Random], bytes]
    try_on: Callable[[bytes], str]
    """Returns what went wrong, empty where nothing did."""


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


def mutated(content: bytes, draw: random.Random) -> bytes:
    """Return ``content`` changed in one to eight places."""
    data = bytearray(content)
    for _ in range(draw.choice((1, 1, 2, 4, 8))):
        start = draw.randrange(len(data) + 1)
        end = min(start + draw.choice((0, 1, 2, 5, 30, 400)), len(data))
        way = draw.randrange(7)
        if way == 0:
            data[start:end] = b""
        elif way == 1:
            data[start:end] = draw.choice(ODD)
        elif way == 2:
            data[start:start] = data[start:end] * draw.choice((1, 2, 8))
        elif way == 3 and data:
            data[start % len(data)] ^= 1 << draw.randrange(8)
        elif way == 4:
            del data[start:]
        elif way == 5:
            fields = bytes(data).replace(b"|", b",").split(b",")
            place = draw.randrange(len(fields))
            old = fields[place].strip()
            if old:
                data = bytearray(bytes(data).replace(old, draw.choice(ODD), 1))
        else:
            lines = bytes(data).split(b"\n")
            one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
            lines[one], lines[other] = lines[other], draw.choice((lines[one], lines[other]))
            data = bytearray(b"\n".join(lines))
    return bytes(data[:LARGEST])


def targets(folder: Path, read: Counter[str] | None = None) -> list[Target]:
    """Return all that takes input: each reader's files, the audit, conditions, commands.

    ``read`` counts the readers that found something in an input.
    """
    files = seeds()
    by_suffix: dict[str, list[tuple[str, bytes]]] = {}
    for name, content in files:
        by_suffix.setdefault(Path(name).suffix or ".txt", []).append((name, content))

    def made(draw: random.Random, suffix: str) -> bytes:
        return mutated(draw.choice(by_suffix[suffix])[1], draw)

    def loading(content: bytes, suffix: str) -> str:
        file = folder / f"in{suffix}"
        file.write_bytes(content)
        loaded = load([str(file)])
        if read is not None:
            read.update(name for each in loaded.files for name in each.readers)
        said = [note.text for note in loaded.notes if DEFECT in note.text]
        if said or loaded.records.is_empty():
            return said[0] if said else ""
        found = audit(loaded.records, loaded.notes).findings
        failed = found.filter(found["kind"] == NOT_CHECKED)["what"].to_list()
        runs(loaded.records, Choice())
        return failed[0] if failed else ""

    frame = load([str(HOME / "sample_data")]).records.head(50)

    def condition(content: bytes) -> str:
        with contextlib.suppress(UsageError):
            where(frame, content.decode(errors="surrogatepass"))
        return ""

    def made_condition(draw: random.Random) -> bytes:
        parts = (draw.choice(TERMS) for _ in range(draw.randrange(1, 12)))
        return " ".join(parts).encode(errors="surrogatepass")

    plain = folder / "plain.csv"
    plain.write_bytes(MADE[0][1])

    def made_line(draw: random.Random) -> bytes:
        words = [draw.choice(COMMANDS), str(plain)]
        for _ in range(draw.randrange(4)):
            words.append(draw.choice(OPTIONS))
            if draw.random() < 0.8:
                words.append(draw.choice(VALUES))
        return "\n".join(words).encode(errors="surrogatepass")

    def line(content: bytes) -> str:
        return printed(content.decode(errors="surrogatepass").split("\n"))

    def made_report(draw: random.Random) -> bytes:
        suffix = draw.choice(sorted(by_suffix))
        return f"{draw.choice(REPORTS)} {suffix}\n".encode() + made(draw, suffix)

    def report(content: bytes) -> str:
        words, _, rest = content.partition(b"\n")
        command, suffix = words.decode().split(" ")
        file = folder / f"report{suffix}"
        file.write_bytes(rest)
        return printed([command, str(file)])

    def of_suffix(suffix: str) -> Target:
        return Target(
            f"file {suffix}",
            lambda draw: made(draw, suffix),
            lambda content: loading(content, suffix),
        )

    return [
        *(of_suffix(suffix) for suffix in sorted(by_suffix)),
        Target("condition", made_condition, condition),
        Target("command line", made_line, line),
        Target("command on a file", made_report, report),
    ]


def printed(words: list[str]) -> str:
    """Run a command whose output is thrown away; return the defect that it tells of, if any."""
    out, err = io.TextIOWrapper(io.BytesIO()), io.StringIO()
    quiet = contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)
    with quiet[0], quiet[1], contextlib.suppress(SystemExit):
        command_line(words)
    return next((row for row in err.getvalue().splitlines() if DEFECT in row), "")


def tried(target: Target, content: bytes, tally: Tally) -> None:
    """Try one input, count what came of it, and keep what made a new failure."""
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
    took = time.process_time() - began
    tally.tried[target.name] += 1
    limit = SLOW * max(1.0, len(content) / 1e6)
    if said:
        tally.failed[target.name] += 1
    if took > limit:
        tally.slow[target.name] += 1
        said = said or f"took {took:.1f} s for {len(content)} bytes"
    if said:
        key = said.partition(":")[0] + said[:90].rstrip("0123456789. ")
        if key not in tally.causes:
            tally.causes[key] = content
            print(f"{target.name}: {said[:300]}", flush=True)
            keep(target, content)


def keep(target: Target, content: bytes) -> None:
    """Keep an input in the corpus, while that is small."""
    CORPUS.mkdir(exist_ok=True)
    size = sum(file.stat().st_size for file in CORPUS.glob("*"))
    if size + len(content) < MOST_CORPUS:
        suffix = target.name.removeprefix("file ") if target.name.startswith("file") else ".txt"
        kind = target.name.replace(" ", "-").replace(".", "")
        name = f"{kind}-{hashlib.sha256(content).hexdigest()[:8]}{suffix}"
        (CORPUS / name).write_bytes(content)


def search(seconds: float, seed: int, most: int | None = None) -> Tally:
    """Try inputs for so many ``seconds``, in turn for each target, or ``most`` of them."""
    tally, draw = Tally(), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        all_targets = targets(Path(folder), tally.read)
        until, count = time.monotonic() + seconds, 0
        spent: defaultdict[str, float] = defaultdict(float)
        while time.monotonic() < until and (most is None or count < most):
            # Each target gets as much time as any other.
            target = min(all_targets, key=lambda each: spent[each.name])
            began = time.monotonic()
            tried(target, target.make(draw), tally)
            spent[target.name] += time.monotonic() - began
            count += 1
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
    given = parser.parse_args(arguments)
    seed = random.randrange(2**32) if given.seed is None else given.seed
    names = ", ".join(reader.name for reader in readers())
    print(f"seed {seed}, {given.seconds:g} s; readers: {names}", flush=True)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)  # what Rust prints of a panic
    tally = search(given.seconds, seed)
    print(*tally.lines(), sep="\n", flush=True)
    return 1 if tally.failed.total() + tally.slow.total() else 0


if __name__ == "__main__":
    sys.exit(main())
