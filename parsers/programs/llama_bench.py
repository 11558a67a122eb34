"""llama-bench of llama.cpp in each of its forms: JSON, JSON lines, CSV, SQL, Markdown.

https://github.com/ggml-org/llama.cpp/tree/master/tools/llama-bench. Which columns there are differs
from release to release, so that they are read by name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from parsers.notes import Note
from parsers.objects.json_text import as_list
from parsers.programs.chosen_settings import settings
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.lines_apart import lines_apart
from parsers.programs.llama_bench_forms import rows_of
from parsers.programs.measurements import FoundRun, Measurement, as_reading, weight_of_last_digit
from parsers.reader import Reading
from parsers.source import Source

_OWN: Final = re.compile(
    r"build_\w+|cpu_info|gpu_info|model(_\w+)?|size|params|test(_time)?|t/s|n_prompt|n_gen|n_depth"
    r"|(avg|stddev|samples)_(ns|ts)|devices|dev|tensor_(split|buft_overrides)|ts|ot|\w*mask|poll"
)
_SHORT: Final = {
    "ngl": "n_gpu_layers",
    "fa": "flash_attn",
    "sm": "split_mode",
    "mmap": "use_mmap",
    "backends": "backend",
}
_VALUE: Final = re.compile(r"(?P<mean>\d+(?:\.\d+)?)(?: *(?:±|\+/-) *\d+(?:\.\d+)?)?\Z")


def _read(source: Source) -> Reading | None:
    found = rows_of(source)
    runs = [_run(line, row) for line, row in found.rows if _is_row(row)]
    if not runs:
        return None
    notes = []
    if found.cut is not None:
        notes.append(Note("skipped", "truncated; the rest is skipped", source.name, found.cut))
    if own := {line for first, last in found.claims for line in range(first, last + 1)}:
        runs = lines_apart(source, runs, own)
    return as_reading(source, runs, notes, found.claims)


def _is_row(row: Mapping[str, Any]) -> bool:
    return ("t/s" in row and "test" in row) or ("avg_ts" in row and "n_prompt" in row)


def _run(line: int | None, row: Mapping[str, Any]) -> FoundRun:
    given = {_SHORT.get(name, name): value for name, value in row.items()}
    own = {
        name: int(value) if isinstance(value, bool) else value
        for name, value in given.items()
        if not _OWN.fullmatch(name)
    }
    commit, number = given.get("build_commit"), given.get("build_number")
    facts: dict[str, object] = {
        **settings(own),
        "benchmark": _test(given),
        "model": given.get("model_type") or given.get("model"),
        "device": given.get("gpu_info") or given.get("cpu_info") or None,
        "software": f"llama.cpp {commit} ({number})" if commit else None,
        "started": given.get("test_time"),
    }
    run = FoundRun(line, facts, primary=PROGRAM.primary)
    measured = _throughput(given)
    if measured is None:
        return run._replace(status="unknown", reason="no tokens per second")
    return run._replace(measured=[measured])


def _throughput(row: Mapping[str, Any]) -> Measurement | None:
    text = str(row.get("avg_ts", row.get("t/s", ""))).strip()
    match = _VALUE.match(text)
    number = real(match["mean"]) if match else real(text)
    if number is None:
        return None
    samples = row.get("samples_ts")
    repeats = [each for part in as_list(samples) if (each := real(part)) is not None]
    digit = weight_of_last_digit(match["mean"]) if match and "avg_ts" not in row else None
    return Measurement("throughput", number, "tok/s", samples=repeats or None, digit=digit)


def _test(row: Mapping[str, Any]) -> str:
    """``pp512``, ``tg128``, ``pp512+tg128``, with ``@ d4096`` behind a context that is filled."""
    if stated := row.get("test"):
        return re.sub(r"(?<=pp|tg) +(?=\d)", "", str(stated))
    counts = {name: real(row.get(name)) or 0 for name in ("n_prompt", "n_gen", "n_depth")}
    parts = [f"pp{counts['n_prompt']:.0f}"] if counts["n_prompt"] else []
    parts += [f"tg{counts['n_gen']:.0f}"] if counts["n_gen"] else []
    depth = f" @ d{counts['n_depth']:.0f}" if counts["n_depth"] else ""
    return "+".join(parts) + depth


PROGRAM = FileProgram(
    name="llama-bench",
    primary="throughput",
    read=_read,
    assumes=(
        "the value is the mean that it prints, `samples_ts` are its repeats",
        "the size of a model is that of its file, and no problem size",
        "Markdown below headings of a document is read as that document's",
    ),
)
