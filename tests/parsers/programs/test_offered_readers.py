"""Programs and readers of other packages, by their entry points: what docs/readers.md promises."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.paths import HOME

PAGE = (HOME / "docs" / "readers.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The first block of code in ``language`` on the page."""
    match = re.search(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert match is not None
    return match[1]


def install(folder: Path, module: str, entry: str) -> None:
    """Put a package as ``pip`` leaves it into ``folder``."""
    (folder / "mysolver_runcmp.py").write_text(module)
    info = folder / "mysolver_runcmp-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mysolver-runcmp\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[runcmp.readers]\n{entry}\n")


def export(folder: Path, *arguments: str, text: str) -> tuple[list[dict[str, Any]], str]:
    paths = os.pathsep.join([str(HOME), str(folder)])
    done = subprocess.run(
        [sys.executable, "-m", "runcmp", "export", *arguments, "--format", "jsonl"],
        input=text,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": paths},
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_the_example_of_the_page_is_under_fifty_lines() -> None:
    assert len(block("python").splitlines()) + len(block("toml").splitlines()) < 50


def test_the_example_of_the_page_reads_its_output(tmp_path: Path) -> None:
    entry = re.search(r"^mysolver = \"(.*)\"$", block("toml"), re.MULTILINE)
    assert entry is not None
    install(tmp_path, block("python"), f"mysolver = {entry[1]}")
    rows, _ = export(tmp_path, "-", text=f"hello\n{block('text')}bye\n")
    assert [(row["metric"], row["value"], row["unit"]) for row in rows] == [
        ("runtime", 12.4, "s"),
        ("throughput", 86.58e6, "LUP/s"),
    ]
    (nodes, ranks, software, case, benchmark) = {
        tuple(row[name] for name in ("nodes", "ranks", "software", "case", "benchmark"))
        for row in rows
    }.pop()
    assert (nodes, ranks) == (4, 16)
    assert (software, case, benchmark) == ("MySolver 2.1", "512 x 512 x 512", "MySolver")
    assert [row.get("primary") for row in rows] == [None, True]


def test_the_example_of_the_page_tells_a_failure(tmp_path: Path) -> None:
    install(tmp_path, block("python"), "mysolver = mysolver_runcmp:PROGRAM")
    text = block("text").splitlines()[0] + "\nMySolver failed: no convergence\n"
    (row,), _ = export(tmp_path, "-", text=text)
    assert (row["status"], row["reason"], row.get("value")) == ("failed", "no convergence", None)


READER = """
from parsers.programs.measurements import FoundRun, Measurement, as_reading
from parsers.reader import Reader

def read(source):
    return as_reading(source, [FoundRun(2, {"nodes": 3}, [Measurement("runtime", 5.0, "min")])])

READER = Reader("odd format", lambda source: 99 * source.head.startswith(b"ODD"), read)
"""


def test_a_package_may_offer_a_reader_of_whole_files(tmp_path: Path) -> None:
    install(tmp_path, READER, "odd = mysolver_runcmp:READER")
    (row,), _ = export(tmp_path, "-", text="ODD\nfive minutes\n")
    assert (row["value"], row["unit"], row["nodes"], row["run"]) == (300.0, "s", 3, "stdin:2")


@pytest.mark.parametrize(
    "module", ["raise ValueError('broken')", "READER = None\nREADER.name", "raise SystemExit(3)"]
)
def test_one_that_cannot_be_loaded_is_named_and_the_rest_is_read(
    tmp_path: Path, module: str
) -> None:
    install(tmp_path, module, "odd = mysolver_runcmp:READER")
    rows, said = export(tmp_path, "-", text="GPUs,Img/sec\n1,10\n2,19\n")
    assert [row["value"] for row in rows] == [10.0, 19.0]
    assert "installed reader odd: cannot be loaded" in said
