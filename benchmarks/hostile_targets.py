"""All that takes hostile input: files alone and in folders, conditions, command lines."""

from __future__ import annotations

import contextlib
import io
import os
import random
import sys
import tarfile
from collections import Counter
from collections.abc import Callable
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
    MADE,
    OPTIONS,
    REPORTS,
    TERMS,
    VALUES,
    parquet,
    seeds,
)
from benchmarks.mutations import mutated, odd_frame  # noqa: E402
from parsers import load  # noqa: E402
from tui.cli import main as command_line  # noqa: E402

DEFECT: Final = "internal error"
NOT_CHECKED: Final = "check failed"
FOLDER: Final = "folder .tar"
"""The target of several files together: audit and table are made once for all of them."""
SIZES: Final = (1, 8, 64, 256)
"""Files in a folder."""


def nothing(_: bytes) -> list[tuple[str, bytes]]:
    """The parts of an input that has none."""
    return []


class Target(NamedTuple):
    """Something that takes hostile input: one input is made of ``random``, and tried.

    ``try_on`` returns what went wrong, empty where nothing did. ``parts`` returns the inputs that
    one is made of, each with the name of the target that takes it alone. A target gets so large a
    ``share`` of the time.
    """

    name: str
    make: Callable[[random.Random], bytes]
    try_on: Callable[[bytes], str]
    share: float = 0.0
    parts: Callable[[bytes], list[tuple[str, bytes]]] = nothing


def targets(folder: Path, read: Counter[str] | None = None) -> list[Target]:
    """Return all that takes input: files, which are audited and tabled, conditions, commands.

    Files of a format are tried alone only where a folder of them failed. ``read`` counts the
    readers that found runs in a file.
    """
    by_suffix: dict[str, list[bytes]] = {}
    for name, content in seeds():
        by_suffix.setdefault(Path(name).suffix or ".txt", []).append(content)
    # An archive of files is a folder, which has a target of its own.
    by_suffix.pop(".tar", None)
    suffixes = sorted(by_suffix)
    weights = [len(by_suffix[suffix]) ** 0.5 for suffix in suffixes]

    def made(draw: random.Random, suffix: str) -> bytes:
        if suffix == ".parquet" and draw.random() < 0.8:
            return parquet(odd_frame(draw))
        return mutated(draw.choice(by_suffix[suffix]), draw)

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

    def of_suffix(suffix: str) -> Target:
        return Target(
            f"file {suffix}",
            lambda draw: made(draw, suffix),
            lambda content: loading(content, suffix),
        )

    def made_folder(draw: random.Random) -> bytes:
        drawn = draw.choices(suffixes, weights, k=draw.choice(SIZES))
        return packed([(f"in{at}{suffix}", made(draw, suffix)) for at, suffix in enumerate(drawn)])

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
        (suffix,) = draw.choices(suffixes, weights)
        return f"{draw.choice(REPORTS)} {suffix}\n".encode() + made(draw, suffix)

    def report(content: bytes) -> str:
        words, _, rest = content.partition(b"\n")
        command, suffix = words.decode().split(" ")
        file = folder / f"report{suffix}"
        file.write_bytes(rest)
        return printed([command, str(file)])

    return [
        *(of_suffix(suffix) for suffix in suffixes),
        Target(FOLDER, made_folder, lambda each: loading(each, ".tar"), 0.75, unpacked),
        Target("condition", made_condition, condition, 0.03),
        Target("command line", made_line, line, 0.11),
        Target("command on a file", made_report, report, 0.11),
    ]


def packed(files: list[tuple[str, bytes]]) -> bytes:
    """Return files by their names as an archive, which runcmp reads as a folder."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def unpacked(content: bytes) -> list[tuple[str, bytes]]:
    """Return the files of such an archive, each with the name of its target."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        files = [(each.name, archive.extractfile(each)) for each in archive]
        return [(f"file {Path(name).suffix}", file.read()) for name, file in files if file]


def printed(words: list[str]) -> str:
    """Run a command whose output is thrown away; return the defect that it tells of, if any."""
    out, err = io.TextIOWrapper(io.BytesIO()), io.StringIO()
    quiet = contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)
    with quiet[0], quiet[1], contextlib.suppress(SystemExit):
        command_line(words)
    return next((row for row in err.getvalue().splitlines() if DEFECT in row), "")
