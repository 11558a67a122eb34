"""What the Trainer of Composer prints, and LLM Foundry with it: below each batch a line a quantity.

https://github.com/mosaicml/composer: ``[epoch=1][batch=5/50]:``, and below it
``Train throughput/tokens_per_sec: 20082.8418``, each quantity by the path that its logger gave it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from parsers.grammar.prefixes import printed
from parsers.programs.file_program import FileProgram
from parsers.programs.lines_apart import stretches_apart
from parsers.programs.logged_series import gathered, measurements, primary_of
from parsers.programs.measurements import FoundRun, Measurement, as_reading
from parsers.programs.whole_lines import whole_lines
from parsers.reader import Reading
from parsers.run_records.records import SCALE
from parsers.source import Source
from parsers.training.log_settings import read_pairs, read_settings

_BATCH: Final = re.compile(r"\s*(?:\[epoch=(?P<epoch>\d+)[^\]\n]*\])?\[batch=(?P<batch>\d+)/\d+\]:")
_QUANTITY: Final = re.compile(
    r"\s*(?:\[(?:epoch|batch)=[^\]\n]*\]:?\s*)*(?:Train|Eval) (?P<name>[\w./@-]+):"
    r" (?P<value>[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)\s*\Z"
)
_OF_A_RUN: Final = frozenset({*SCALE, "global_batch"})
_ASIDE: Final = re.compile(r"(?:time|memory|trainer|lr-\w+|l2_norm)/")
"""Counters, and what tells of the machine; the times are in a unit that is set elsewhere."""
_RATE: Final = re.compile(r"throughput/(?P<device>device/)?(?P<what>tokens|samples)_per_sec")
_RATES: Final = {"samples": ("throughput", "samples/s"), "tokens": ("token_throughput", "tok/s")}
_LEARNED: Final = (("loss/train/total", "loss"), ("metrics/train/", ""), ("metrics/", ""))


@dataclass
class _Run:
    """The lines of one run, from its first batch on."""

    line: int
    facts: dict[str, object]
    last: int = 0
    place: tuple[int, int] = (0, 0)
    entries: list[tuple[float, dict[str, float]]] = field(default_factory=list)

    def _measured(self) -> list[Measurement]:
        """Rates of samples and of tokens, and what it learned."""
        series = gathered(self.entries)
        measured = []
        for name, points in series.items():
            if rate := _RATE.fullmatch(name):
                metric, unit = _RATES[rate["what"]]
                share = ("_per_device", "/device") if rate["device"] else ("", "")
                along = [value for _, value in points], [at for at, _ in points]
                value, unit = points[-1][1], unit + share[1]
                measured.append(
                    Measurement(
                        metric + share[0], value, unit, progress=along[0], progress_at=along[1]
                    )
                )
        learned = {
            _learned(name): each for name, each in series.items() if "throughput/" not in name
        }
        return measured + measurements(learned)

    def found(self) -> FoundRun:
        """Return what was logged."""
        measured = self._measured()
        facts = {"benchmark": "training", **self.facts}
        nodes, each = facts.get("nodes"), facts.get("devices_per_node")
        if isinstance(nodes, int) and isinstance(each, int):
            facts["devices"] = nodes * each
        run = FoundRun(self.line, facts, measured, primary_of([each.metric for each in measured]))
        return run if measured else run._replace(status="unknown", reason="nothing logged yet")


def _learned(name: str) -> str:
    """The name of a quantity without the part of its path that says what it is."""
    for path, short in _LEARNED:
        if name.startswith(path):
            return short + name[len(path) :].replace("/", "_")
    return name


def _scale(text: str) -> dict[str, Any]:
    """Return what a line of settings, or the command of the launcher, says of the next run."""
    title = None if _QUANTITY.match(text) else read_settings(text) or read_pairs(text)
    return {name: title.facts[name] for name in _OF_A_RUN & title.facts.keys()} if title else {}


def _read(source: Source) -> Reading | None:
    runs: list[_Run] = []
    facts: dict[str, object] = {}
    scales: list[tuple[int, int]] = []
    steps = 0
    lines, notes = whole_lines(source)
    for number, line in enumerate(lines, start=1):
        _, text = printed(line)
        if scale := _scale(text):
            facts.update(scale)
            scales.append((number, number))
        if batch := _BATCH.match(text):
            place = int(batch["epoch"] or 0), int(batch["batch"])
            if not runs or place < runs[-1].place:
                runs.append(_Run(number, dict(facts)))
                steps = 0
            steps += place != runs[-1].place
            runs[-1].place, runs[-1].last = place, number
            runs[-1].entries.append((float(steps), {}))
        if runs and (quantity := _QUANTITY.match(text)):
            runs[-1].last = number
            if not _ASIDE.match(quantity["name"]):
                runs[-1].entries[-1][1][quantity["name"]] = float(quantity["value"])
    runs = [run for run in runs if any(entry for _, entry in run.entries)]
    if not runs:
        return None
    claims = [(run.line, run.last) for run in runs]
    found = stretches_apart(source, [run.found() for run in runs], [*claims, *scales])
    return as_reading(source, found, notes, claims)


PROGRAM = FileProgram(
    name="Composer",
    primary="",
    read=_read,
    assumes=(
        "the value of a metric is the last one; rates are means over a window of batches",
        "`num_nodes` times `num_gpus_per_node` are the devices",
    ),
)
