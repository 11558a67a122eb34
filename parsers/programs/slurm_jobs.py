"""A job in Slurm's accounting, its steps folded into it, as a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from parsers.grammar.hostlists import count_hosts
from parsers.grammar.names_with_counts import with_field_for_count
from parsers.grammar.outcomes import read_outcome
from parsers.programs.measurements import FoundRun, Measurement
from parsers.run_records.records import FAILED

_SIZES: Final = ("nodes", "ranks", "cores", "devices")
_STATES: Final = (
    *("BOOT_FAIL", "CANCELLED", "COMPLETED", "COMPLETING", "DEADLINE", "FAILED", "NODE_FAIL"),
    *("OUT_OF_MEMORY", "PENDING", "PREEMPTED", "REQUEUED", "RUNNING", "SUSPENDED", "TIMEOUT"),
)


def _whole_state(state: str) -> str:
    """The state that a column was too narrow for: ``OUT_OF_ME+`` is ``OUT_OF_MEMORY``."""
    shown = state.removesuffix("+")
    whole = (each for each in _STATES if each.startswith(shown))
    return next(whole, shown) if shown and shown != state else state


@dataclass
class SlurmJob:
    """What accounting says of a job: times in seconds, memory in bytes, energy in joules.

    ``max_rss`` is the most of any task of any step, ``ranks`` the tasks of its widest step.
    ``resources`` are those that were allocated (``gres/gpu:a100``), each with its number.
    """

    line: int | None = None
    name: str | None = None
    state: str = ""
    exit_code: str | None = None
    elapsed: float | None = None
    cpu_time: float | None = None
    submitted: datetime | None = None
    started: datetime | None = None
    max_rss: float | None = None
    energy: float | None = None
    nodes: int | None = None
    ranks: int | None = None
    cores: int | None = None
    hosts: str | None = None
    resources: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[str, Any] = field(default_factory=dict)

    def as_run(self) -> FoundRun:
        """Return the run; a job that has not ended has no results yet."""
        state = _whole_state(self.state.partition(" by ")[0])
        status = read_outcome(state)
        reason = None
        if status in FAILED:
            code = self.exit_code if status == "failed" else None
            reason = f"{state}, exit code {code}" if code not in (None, "0:0", "0") else state
        elif status == "running":
            reason = state
        measured = [] if status == "running" else list(self._measured())
        if not measured and reason is None:
            status, reason = None, "no time in this listing"
        return FoundRun(self.line, self._facts(), measured, "runtime", status, reason)

    def _measured(self) -> list[Measurement]:
        found = [
            Measurement("runtime", self.elapsed, "s"),
            Measurement("queue_wait", self._wait(), "s"),
            Measurement("max_rss", self.max_rss or None, "B", better="lower"),
            Measurement("energy", self.energy or None, "J"),
            Measurement("cpu_efficiency", self._efficiency(), "%", better="higher"),
        ]
        return [each for each in found if each.value is not None]

    def _wait(self) -> float | None:
        if self.submitted is None or self.started is None:
            return None
        return max((self.started - self.submitted).total_seconds(), 0.0)

    def _efficiency(self) -> float | None:
        """The processor time that was used, of what all allocated processors had."""
        if not (self.cpu_time and self.elapsed and self.cores):
            return None
        return 100 * self.cpu_time / (self.elapsed * self.cores)

    def _facts(self) -> dict[str, Any]:
        devices, model = _devices(self.resources)
        nodes = self.nodes or self.resources.get("node") or count_hosts(self.hosts or "")
        return {
            "benchmark": self.name or "Slurm jobs",
            "nodes": nodes,
            "ranks": self.ranks,
            "cores": self.cores or self.resources.get("cpu"),
            "devices": devices,
            "device": model,
            "hosts": self.hosts if count_hosts(self.hosts or "") else None,
            "started": self.started,
            **self.others,
        }


def without_counts(runs: Sequence[FoundRun]) -> list[FoundRun]:
    """Return ``runs`` with ``elmer_{nodes}n`` for jobs called ``elmer_1n``, ``elmer_2n``.

    A job is called after its size so that it is found in the queue, not because it is another one.
    """
    names: list[str | None] = [str(run.facts["benchmark"]) for run in runs]
    for size in _SIZES:
        counts = [None if (count := run.facts[size]) is None else f"{count}" for run in runs]
        names = with_field_for_count(names, counts, size)
    return [
        run._replace(facts={**run.facts, "benchmark": name})
        for run, name in zip(runs, names, strict=True)
    ]


def _devices(resources: Mapping[str, int]) -> tuple[int | None, str | None]:
    """How many GPUs there are, and their model; the line with a model repeats the one without."""
    models = {
        name.removeprefix("gres/gpu:"): count
        for name, count in resources.items()
        if name.startswith("gres/gpu:")
    }
    total = resources.get("gres/gpu") or sum(models.values()) or None
    return total, next(iter(models)) if len(models) == 1 else None
