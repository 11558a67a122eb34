"""MLPerf Training: the ``:::MLLOG`` lines of a result, and the description of its system.

https://github.com/mlcommons/logging: the result is the time from the first ``run_start`` to
``run_stop``; every process may repeat both. Where a run was given up, ``run_stop`` says
``aborted``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from parsers.grammar.middle import median
from parsers.notes import Note, and_more
from parsers.programs.chosen_settings import plain_value
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import at, real
from parsers.programs.lines_apart import stretches_apart
from parsers.programs.measurements import UNFINISHED, FoundRun, Measurement, as_reading
from parsers.programs.mlperf_lines import MARK, logged
from parsers.programs.mlperf_system import described, system_beside
from parsers.reader import Reading
from parsers.run_records.records import empty
from parsers.short_columns.short_texts import as_int
from parsers.source import Source
from parsers.training.endings import read_ending, weightier

_BEGINS: Final = ("cache_clear", "init_start", "submission_benchmark", "run_start")
_SETTINGS: Final = re.compile(r"opt_\w+|gradient_accumulation_steps|max_sequence_length")
_PLATFORM: Final = re.compile(r"(?P<nodes>\d+) ?x ?(?P<system>\D.*)")
_LOSSES: Final = re.compile(r"(?i)gpt|llama|flux|deepseek")
"""Benchmarks whose ``eval_accuracy`` is the loss, or the logarithm of the perplexity."""


@dataclass
class _Run:
    """What the lines of one run say."""

    line: int
    last: int
    facts: dict[str, object] = field(default_factory=dict)
    started: float | None = None
    stopped: float | None = None
    status: str | None = None
    quality: float | None = None
    rates: list[float] = field(default_factory=list)
    last_rate: float | None = None

    def add(self, entry: Mapping[str, Any]) -> None:
        """Take in one line."""
        key, value = str(entry.get("key")), entry.get("value")
        time = real(entry.get("time_ms"))
        rate = real(at(value, "throughput")) if key == "tracked_stats" else None
        if key == "run_start":
            self.started = time if self.started is None else self.started
        elif key == "run_stop":
            self.stopped = time
            self.status = str(at(entry, "metadata.status") or "success")
        elif key in ("eval_accuracy", "eval_loss"):
            self.quality = real(at(value, "value") if isinstance(value, dict) else value)
        elif key == "submission_benchmark":
            self.facts["benchmark"] = str(value)
        elif key == "submission_platform":
            self.facts |= _platform(str(value))
        elif key == "global_batch_size":
            self.facts[key] = value
        elif _SETTINGS.fullmatch(key) and isinstance(value, str | int | float):
            self.facts[key] = plain_value(value)
        elif rate is not None and self.stopped is None:
            self.rates.append(rate)
        elif rate is not None:
            self.last_rate = rate

    def is_one(self) -> bool:
        """Whether the lines say that a run began or ended, or what it is of."""
        return self.started is not None or self.stopped is not None or "benchmark" in self.facts

    def found(self, beside: Mapping[str, object], ending: tuple[str, str] | None) -> FoundRun:
        """Return the run, with what the description of its system says."""
        facts = {"benchmark": PROGRAM.name, **self.facts, **beside}
        run = FoundRun(self.line, facts, primary=PROGRAM.primary)
        if self.stopped is None or self.started is None:
            missing = "run_start" if self.started is None else "run_stop"
            status, reason = ending or (UNFINISHED, f"MLPerf log without {missing}")
            return run._replace(status=status, reason=reason)
        if self.status != "success":
            return run._replace(status="failed", reason=f"run_stop: {self.status}")
        measured = [Measurement("time_to_train", (self.stopped - self.started) / 1000, "s")]
        if self.quality is not None:
            is_loss = _LOSSES.search(str(facts["benchmark"])) is not None
            metric = "eval_loss" if is_loss else "eval_accuracy"
            measured.append(Measurement(metric, self.quality))
        if self.rates or self.last_rate is not None:
            rate = median(self.rates) if self.rates else self.last_rate
            measured.append(Measurement("throughput", rate, "samples/s"))
        return run._replace(measured=measured)


def _platform(text: str) -> dict[str, object]:
    """``8xNVIDIA DGX H100`` is eight nodes of a system."""
    if found := _PLATFORM.fullmatch(text):
        return {"nodes": as_int(found["nodes"]), "system": found["system"]}
    return {"system": text}


def _read(source: Source) -> Reading | None:
    try:
        whole = described(json.loads(source.text))
    except (ValueError, RecursionError):
        whole = None
    if whole is not None:
        text = "description of an MLPerf system; its results are in the logs with :::MLLOG lines"
        return Reading(empty(), [Note("skipped", text, source.name)])
    runs: list[_Run] = []
    odd: list[int] = []
    for line, entry in logged(source):
        if entry is None:
            odd.append(line)
            continue
        again = bool(runs) and runs[-1].stopped is not None and entry.get("key") in _BEGINS
        if not runs or again:
            runs.append(_Run(line, line))
        runs[-1].last = line
        runs[-1].add(entry)
    begun = [run for run in runs if run.is_one()]
    if not begun:
        return None
    notes = []
    if odd:
        text = f"{MARK} line holds no whole object{and_more(len(odd))}"
        notes.append(Note("skipped", text, source.name, odd[0]))
    beside, ending = system_beside(source), _ending(source, begun[-1].last)
    found = [run.found(beside, ending if run is begun[-1] else None) for run in begun]
    # What a training prints between its lines tells of the same run.
    claims = [(run.line, run.last) for run in begun]
    return as_reading(source, stretches_apart(source, found, claims), notes, claims)


def _ending(source: Source, last: int) -> tuple[str, str] | None:
    """What killed a run, from the lines behind its last one."""
    ending = None
    for line, text in enumerate(source.lines[last:], start=last + 1):
        if found := read_ending(line, text):
            ending = weightier(ending, found)
    return None if ending is None else (ending.status, ending.reason)


PROGRAM = FileProgram(
    name="MLPerf Training",
    primary="time_to_train",
    read=_read,
    assumes=(
        "time from the first `run_start` to `run_stop`",
        "`8xSYSTEM` is eight nodes",
        "`eval_accuracy` of language models (gpt, llama, deepseek) and flux is a loss",
        "throughput is the median of `tracked_stats`",
        "accelerators and nodes are those of the system description beside a log, or in `systems/`",
    ),
)
