"""What hostile inputs are made of: a small file of each format, and what readers stumble over."""

from __future__ import annotations

import ast
import gzip
import io
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import polars as pl

HOME: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from analysis.output_columns import AUDIT, PLAN, SUMMARY, SWEEPS  # noqa: E402
from parsers.run_records.records import RESERVED, SCHEMA  # noqa: E402
from tests.reading.generator import draw  # noqa: E402
from tests.reading.plan import KINDS  # noqa: E402

CORPUS: Final = HOME / "tests" / "corpus"
SAMPLES: Final = (HOME / "sample_data", HOME / "tests" / "data")
LARGEST: Final = 20_000
"""Bytes of an input."""

ODD: Final[tuple[bytes, ...]] = (
    *(b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\x1b[31m", b"\xc2\xb2", b"\xd9\xa3"),
    *(b"nan", b"inf", b"-inf", b"1e309", b"-0", b"0", b"1e-320", b"9" * 20, b"4294967296"),
    *(b"1,5", b"1.234,5", b"12:60:61", b"9999-12-31T23:59:60Z", b"\xc2\xb1 3", b"5 %", b"2k"),
    *(b"n1g8", b"node[1-99999999]", b"node[9-1]", b"((((", b"[[[[", b'"', b"'", b"```", b"|"),
    *(b"<table>", b"<td>", b"</table>", b"<tr><th>", b"---", b"{", b"}", b"null", b"[1,2]"),
    *(b"# ", b"## ", b"epoch 1", b"step 0", b"0 img/s", b"ERROR", b"OOM", b"\t", b";", b","),
)
"""What readers have stumbled over, and what looks like it."""
NUMBERS: Final[tuple[bytes, ...]] = (
    *(b"9" * digits for digits in (10, 19, 20, 39, 400, 5000)),
    *(
        b"18446744073709551616",
        b"9223372036854775807",
        b"2147483648",
        b"1e308",
        b"1e-320",
        b"1e400",
    ),
    *(b"0", b"00", b"0.0", b"-0", b"-1", b"1.2.3", b"", b"nan", b"inf", b"\xc2\xb2", b"\xd9\xa3"),
    *(b"0000", b"99999", b"13", b"24", b"32", b"60", b"1e5", b"1,234.5", b"0x1F", b"1_000"),
)
"""What stands in the place of a number: too large, none, an hour that no day has."""
NAMES: Final[tuple[bytes, ...]] = tuple(
    name.encode()
    for name in sorted({*RESERVED, *SCHEMA, *PLAN, *SUMMARY, *SWEEPS, *AUDIT, "self", "literal"})
)
"""Headings that are also names of what runcmp computes."""
TERMS: Final = (
    *("nodes > 1", "value", "1", "'a'", "null", "name LIKE '%a%'", "(", ")", "and", "or", "not"),
    *("between", "in (1,2)", "case when", "then", "end", "*", "%", "||", "::int", "lpad(", "max("),
    *("count(*)", "over ()", "select", "columns('.*')", "'", '"', "--", ";", ",", "\udcff", "\0"),
    *("interval '1' day", "x'ff'", "greatest()", "cast(value as", "substring(", "extract(year"),
)
OPTIONS: Final = (
    *("--where", "--metric", "--by", "--sort", "--columns", "--limit", "--baseline", "--format"),
    *("--center", "--scaling", "--runs", "--on", "--y", "--linear", "--width", "--summary"),
    *("--fail-on", "--severity", "--floor", "--alpha", "--max-memory", "--better", "--exact"),
    *("--over", "--count", "--nights", "--reference", "--threshold", "--holm", "--changes"),
    *("--read", "--config", "--glyphs", "--color"),
)
VALUES: Final = (
    *("", "nodes", "-value", "+hosts", "all", "0", "1", "2", "-1", "99999999999999999999", "nan"),
    *("text", "md", "csv", "json", "jsonl", "stated", "mean", "strong", "\udcff", "a=b", "5%", "٣"),
    *("error", "efficiency", "xy", "runtime=lower", "64GB", "x" * 300, "nodes > 1", "1 = 1"),
    *("html", "latex", "2026-02-30", "regression:3%", "column nodes = threads; series = weak"),
)
REPORTS: Final = (
    *("show", "diff", "scaling", "plot", "plan", "report", "history", "audit", "export", "explain"),
)
"""Commands that print what is in a file."""
COMMANDS: Final = (*REPORTS, "doctor", "completion", "man")


def parquet(frame: pl.DataFrame) -> bytes:
    """Return ``frame`` as a Parquet file."""
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


CSV: Final = b"benchmark,nodes,gpus,seconds,hosts\na,1,4,10.5,n1\na,2,8,5.5,n[1-2]\nb,1,4,9,n3\n"
RECORD: Final = (
    b'{"run":"a:%d","label":"a","source":"a","line":%d,"benchmark":"b","devices":%d,'
    b'"metric":"runtime","unit":"s","value":%d,"status":"ok"}\n'
)
MADE: Final[tuple[tuple[str, bytes], ...]] = (
    (".csv", CSV),
    (".tsv", b"cores\ttime [s]\tspeedup\tefficiency\n1\t100\t1\t100%\n2\t52\t1.92\t96%\n"),
    (
        ".md",
        b"# Runs\n\n| GPUs | time (s) | speedup |\n|---|---|---|\n| 1 | 10 | 1 |\n| 2 | 6 | 2 |\n",
    ),
    (
        ".html",
        b"<table><tr><th>GPUs</th><th>time (s)</th></tr>\n<tr><td>1</td><td>9</td></tr>\n"
        b"<tr><td rowspan=2>2</td><td>5</td></tr></table>\n",
    ),
    (".json", b'[{"nodes": 1, "time_s": 10.5, "tags": ["a"]}, {"nodes": 2, "time_s": 6}]'),
    (
        ".jsonl",
        b'{"step": 1, "loss": 0.5, "tokens/s": 100}\n{"step": 2, "loss": 0.4, "tokens/s": 99}\n',
    ),
    (".jsonl", RECORD % (1, 1, 1, 10) + RECORD % (2, 2, 2, 6)),
    (
        ".log",
        b"epoch 0 step 10 loss 2.5 throughput: 50.1 img/s\n"
        b"epoch 0 step 20 loss 2.1 throughput: 49 img/s\n",
    ),
    (".txt", b"cores    time [s]    speedup\n1        100.0       1.0\n2        51.0   1.96\n"),
    (".out", b"Command being timed: ./a\nreal 0m1.5s\nMFlops: 1234.5\nTotal time = 12.5 s\n"),
    (
        ".parquet",
        parquet(pl.DataFrame({"GPUs": [1, 2], "seconds": [10.0, 6.0], "name": ["a", "b"]})),
    ),
    (".gz", gzip.compress(CSV, mtime=0)),
    (
        ".ipynb",
        b'{"cells": [\n {"cell_type": "markdown", "source": [\n  "# Scaling\\n"\n ]},\n'
        b' {"cell_type": "code", "source": [], "outputs": [{"text": [\n'
        b'  "GPUs,seconds\\n",\n  "1,10.5\\n",\n  "2,6\\n"\n ]}]}\n]}\n',
    ),
    (".yaml", b"- nodes: 1\n  time_s: 10.5\n- nodes: 2\n  time_s: 6\n"),
    (".py", b"gpus = [1, 2, 4]\nseconds = [10.5, 6, 3.5]\nruns = {1: 10.5, 2: 6.0}\n"),
    (".toml", b"[[run]]\nnodes = 1\ntime_s = 10.5\n\n[[run]]\nnodes = 2\ntime_s = 6\n"),
    (
        ".log",
        b"+ for n in 1 2\n+ OMP_NUM_THREADS=1\n+ ./a\nTotal time: 10.5 s\n"
        b"+ OMP_NUM_THREADS=2\n+ ./a\nTotal time: 6 s\n",
    ),
    (".txt", b"1 node: 10.5 s\n2 nodes: 6 s\n4 nodes: 3.5 s\n"),
)
"""A small file of each format."""


@cache
def seeds() -> list[tuple[str, bytes]]:
    """Return the files that inputs are made of: the samples, those of tests, and of the corpus."""
    found = [file for folder in (*SAMPLES, CORPUS) for file in sorted(folder.rglob("*"))]
    contents = [(file.name, file.read_bytes()[:LARGEST]) for file in found if file.is_file()]
    made = [(f"made{number}{end}", text) for number, (end, text) in enumerate(MADE)]
    return [*contents, *made, *drawn(), *texts_of_tests()]


def drawn() -> Iterator[tuple[str, bytes]]:
    """Yield the files of studies drawn in each way of writing."""
    for number in range(len(KINDS)):
        for name, text in draw(number, 0).files.items():
            yield name, text.encode()


def texts_of_tests() -> Iterator[tuple[str, bytes]]:
    """Yield the texts of several lines with numbers that stand in the tests of readers."""
    for file in sorted((HOME / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
                if text.count("\n") > 1 and any(map(str.isdigit, text)):
                    yield f"text{suffix_of(text)}", text.encode(errors="replace")[:LARGEST]


def suffix_of(text: str) -> str:
    """Return how the name of a file with such a text would end."""
    first = text.lstrip()[:1]
    if first and first in "[{":
        return ".jsonl" if "}\n{" in text else ".json"
    marks = {"<t": ".html", "\\begin": ".tex", "|": ".md", "\t": ".tsv", "# ": ".md", "- ": ".yaml"}
    for mark, suffix in marks.items():
        if mark in text:
            return suffix
    return ".csv" if text.partition("\n")[0].count(",") else ".txt"
